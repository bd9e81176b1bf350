"""A run in Markdown, for the summary page of a CI job: what failed first, then one table a suite."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from eval.baseline import Change
from eval.outcome import Item, Result, wilson
from eval.records import expected_text
from eval.reporting.report import Report
from eval.reporting.side_by_side import side_by_side, usage_rows
from eval.scorers import Verdict
from eval.suites.options import LOCAL

_MOST: Final = 30


def markdown(report: Report) -> str:
    """The whole page."""
    return "\n".join(_page(report)) + "\n"


def _page(report: Report) -> Iterator[str]:
    yield f"# Evaluation: {'failed' if report.failed else 'passed'}"
    if report.breaches:
        yield from ("", "## Below a floor", "", *(f"- {_safe(breach)}" for breach in report.breaches))
    if report.comparison:
        compared = report.comparison
        for suite in compared.stale:
            yield f"\nThe baseline of {suite} is stale: most of its questions were not asked."
        yield from _changes("Newly failing", compared.newly_failing)
        yield from _changes("Newly passing", compared.newly_passing)
    for result in report.results:
        yield from ("", *_result(result))
    for table in (*side_by_side(report.results), *_usage(report)):
        yield from ("", *_table(table))


def _usage(report: Report) -> Iterator[Sequence[Sequence[str]]]:
    if any(usage.answerer != LOCAL for usage in report.usages):
        yield usage_rows(report.usages)


def _changes(title: str, changes: Sequence[Change]) -> Iterator[str]:
    if changes:
        yield f"\n## {title} ({len(changes)})\n"
        yield from _table([_HEAD, *(_row(change.suite, change.item) for change in changes[:_MOST])])


def _result(result: Result) -> Iterator[str]:
    yield f"## {result.suite}" + ("" if result.answerer == LOCAL else f" ({_safe(result.answerer)})")
    yield ""
    rows = [["", "right", "of", "share", "95 %", "wrong figures"]]
    for line in result.lines:
        low, high = wilson(line.right, line.judged)
        wrong = line.counts.get(Verdict.WRONG_FIGURE.value)
        share, interval = "-", "-"
        if line.judged:
            share, interval = f"{line.right / line.judged:.1%}", f"{low:.1%} - {high:.1%}"
        counts = [str(line.right), str(line.judged), share, interval]
        rows.append([line.category, *counts, "-" if wrong is None else str(wrong)])
    yield from _table(rows)
    yield from (f"\n{_safe(note)}" for note in result.notes)
    failing = [item for item in result.items if item.failing]
    if failing:
        yield f"\n<details><summary>{len(failing)} failing</summary>\n"
        yield from _table([_HEAD, *(_row(result.suite, item) for item in failing[:_MOST])])
        yield f"\n{len(failing) - _MOST} more in report.html" if len(failing) > _MOST else ""
        yield "</details>"


_HEAD: Final = ["item", "verdict", "stage", "question", "expected", "answer"]


def _row(suite: str, item: Item) -> list[str]:
    stage = item.stages.failed(item.verdict) if item.stages else None
    told = item.answer.text if item.answer else ""
    asked = " → ".join(item.asked)
    return [f"{suite}/{item.case.id}", item.verdict, stage or "", asked, expected_text(item.case), told]


def _table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    for n, row in enumerate(rows):
        yield f"| {' | '.join(_safe(cell) for cell in row)} |"
        if n == 0:
            yield "|" + " --- |" * len(row)


def _safe(text: str) -> str:
    """What documents, questions and models say is text: neither markup nor a column of its own."""
    folded = " ".join(text.replace("&", "&amp;").replace("<", "&lt;").split())
    return "".join(f"\\{c}" if c in "|`*_[]!\\" else c for c in folded)
