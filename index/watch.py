"""Watching a build on the command line: bars on a terminal, otherwise one line for each document."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Never

from tqdm import tqdm

from index.command_line import complain
from index.progress import BuildReport, Outcome, Silent, Status

WORDS = {
    Status.ADDED: "收录",
    Status.UPDATED: "更新",
    Status.UNCHANGED: "未变",
    Status.REPEATED: "重复",
    Status.FAILED: "失败",
}


def watcher(*, bars: bool) -> LineWatcher:
    """With bars (on stderr) or without; both write a line for each document."""
    return BarWatcher() if bars else LineWatcher()


class LineWatcher(Silent):
    """One line on stdout for each document, one line on stderr for each failure."""

    def finished(self, outcome: Outcome) -> None:
        """Tell how it went."""
        if outcome.error:
            complain(str(outcome.error))
            return
        sys.stdout.write(f"{WORDS[outcome.status]} {_told(outcome)}\n")
        sys.stdout.flush()

    def close(self, report: BuildReport) -> None:
        """Sum up."""
        counts = {word: sum(o.status is status for o in report.outcomes) for status, word in WORDS.items()}
        summary = "，".join(f"{word} {count}" for word, count in counts.items() if count)
        sys.stdout.write(f"完成：{summary or '没有要收录的文件'}\n")


class BarWatcher(LineWatcher):
    """A bar of documents and a bar of pages on stderr besides."""

    def __init__(self) -> None:
        self._documents: tqdm[Never] | None = None
        self._pages: tqdm[Never] | None = None

    def begin(self, total: int) -> None:
        """Show the bar of documents."""
        self._documents = tqdm(total=total, unit="份", desc="收录", file=sys.stderr)

    def document(self, path: Path) -> None:
        """Show the bar of pages of this document."""
        self._pages = tqdm(unit="页", desc=path.stem, file=sys.stderr, leave=False, position=1)

    def page(self, number: int, total: int) -> None:
        """Move the bar of pages."""
        if self._pages is not None:
            self._pages.total = total
            self._pages.update(number - self._pages.n)

    def embedded(self, done: int, total: int) -> None:
        """Tell beside the bar of pages how far embedding is."""
        if self._pages is not None:
            self._pages.set_postfix_str(f"嵌入 {done}/{total}")

    def finished(self, outcome: Outcome) -> None:
        """Tell how it went, above the bars."""
        if self._pages is not None:
            self._pages.close()
            self._pages = None
        with tqdm.external_write_mode(file=sys.stdout):
            super().finished(outcome)
        if self._documents is not None and outcome.status is not Status.REPEATED:
            self._documents.update()

    def close(self, report: BuildReport) -> None:
        """Take the bars away and sum up."""
        if self._documents is not None:
            self._documents.close()
        super().close(report)


def _told(outcome: Outcome) -> str:
    told = str(outcome.path) if outcome.status is Status.REPEATED else outcome.doc_id
    if outcome.status in (Status.ADDED, Status.UPDATED):
        told += f"：{outcome.pages} 页，{outcome.tables} 张表，{outcome.cells} 个单元格"
    if outcome.status is Status.REPEATED:
        told += "：已在本次收录中，略过"
    return "；注意：".join((told, *outcome.warnings))
