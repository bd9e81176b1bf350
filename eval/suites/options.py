"""What a run was asked for, and the index that it is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from eval.questions import Case
from index.config import Settings
from index.errors import IndexStateError
from qa.pipeline import Assistant


@dataclass(frozen=True, slots=True)
class Options:
    """What a run was asked for."""

    settings: Settings
    cases: Path | None = None
    limit: int | None = None
    only: str | None = None

    def chosen(self, found: Sequence[Case]) -> list[Case]:
        """The cases that `--only` and `--limit` leave."""
        kept = [case for case in found if self.only in {None, case.category}]
        return kept[: self.limit]


def open_assistant(settings: Settings) -> Assistant:
    """An assistant ready to answer. Raises NoIndexError, IndexStateError where nothing is indexed."""
    assistant = Assistant.open(settings)
    if not assistant.disclosures():
        raise IndexStateError(
            f"索引里没有文件（{settings.data_dir}）：先运行 `python -m index build 文件或文件夹`。"
        )
    assistant.warm_up()
    return assistant
