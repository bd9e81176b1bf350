"""What a run was asked for, and the index that it is about."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import Final

from eval.outcome import Asked
from eval.questions import Case
from index.config import Settings
from index.errors import IndexStateError
from qa.pipeline import Assistant

LOCAL: Final = "local"
_SHARE: Final = 100  # questions that are worth a process of their own: it takes seconds to start
_IN_PROCESS: Final = "gguf:"  # such a model takes all cores and gigabytes by itself


@dataclass(frozen=True, slots=True)
class Options:
    """What a run was asked for. `answerer` is "local" or a model name as in QA_MODEL; `again` the questions
    that are asked (all where None); `file` a file of others' data; `workers` None for as many as cores."""

    settings: Settings
    cases: Path | None = None
    limit: int | None = None
    only: str | None = None
    answerer: str = LOCAL
    again: frozenset[Asked] | None = None
    workers: int | None = None
    file: Path | None = None

    def chosen(self, found: Sequence[Case]) -> list[Case]:
        """The cases that `--only`, `--failed` and `--limit` leave; a limit takes of each category in turn."""
        kept = [case for case in found if self.only in {None, case.category}]
        if self.again is not None:
            kept = [case for case in kept if (*case.history, case.question) in self.again]
        return kept if self.limit is None else _spread(kept, self.limit)

    @property
    def answering(self) -> Settings:
        """The settings with the answerer that is measured, whatever QA_MODEL says."""
        return self.settings.model_copy(update={"model": "" if self.answerer == LOCAL else self.answerer})

    def processes(self, count: int) -> int:
        """How many processes share `count` questions."""
        if self.workers is not None:
            return max(1, min(self.workers, count))
        if self.answerer.startswith(_IN_PROCESS):
            return 1
        return max(1, min(os.cpu_count() or 1, count // _SHARE))


def _spread(cases: Sequence[Case], limit: int) -> list[Case]:
    """The first of each category, then the second of each and so on; in the order of the cases."""
    by_category: dict[str, list[int]] = {}
    for place, case in enumerate(cases):
        by_category.setdefault(case.category, []).append(place)
    turns = (place for turn in zip_longest(*by_category.values()) for place in turn if place is not None)
    kept = sorted(place for _, place in zip(range(limit), turns, strict=False))
    return [cases[place] for place in kept]


def open_assistant(settings: Settings) -> Assistant:
    """An assistant ready to answer. Raises NoIndexError, IndexStateError where nothing is indexed."""
    assistant = Assistant.open(settings)
    if not assistant.disclosures():
        raise IndexStateError(
            f"索引里没有文件（{settings.data_dir}）：先运行 `python -m index build 文件或文件夹`。"
        )
    assistant.warm_up()
    return assistant
