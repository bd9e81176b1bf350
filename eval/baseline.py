"""What an earlier run had right and wrong, kept in the repository: what is newly failing, what newly passing.

Questions are known by their words, not by their number: a question more in a category leaves the others
comparable. Right ones are kept as digests, the others in full, so that a person reads what is known to fail.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict

from eval.outcome import Item, Result
from eval.scorers import Verdict
from eval.suites.options import LOCAL
from index.errors import FileMissingError

FILE: Final = Path(__file__).with_name("baseline.json")
_DIGITS: Final = 12
_ENOUGH: Final = 0.5  # share of a baseline's questions that have to be asked for it to mean anything


class Known(BaseModel):
    """A suite in a baseline: digests of questions that were right, and the verdict of each other question."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    right: tuple[str, ...]
    failing: Mapping[str, Verdict]


class Baseline(BaseModel):
    """Verdicts by suite. `command` is what made the file."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    command: str
    suites: Mapping[str, Known]


@dataclass(frozen=True, slots=True)
class Change:
    """A question whose verdict differs from the baseline's."""

    suite: str
    item: Item
    before: Verdict


@dataclass(frozen=True, slots=True)
class Comparison:
    """A run beside its baseline. `new` questions are not in the baseline, `gone` ones were not asked."""

    newly_failing: tuple[Change, ...]
    newly_passing: tuple[Change, ...]
    new: int
    gone: int
    stale: tuple[str, ...]  # suites of which too little was asked to compare

    @property
    def worse(self) -> bool:
        """True where something that worked does not, or where nothing could be compared."""
        return bool(self.newly_failing or self.stale)


def read_baseline(path: Path) -> Baseline:
    """A baseline file. Raises FileMissingError, ValueError for another layout."""
    if not path.is_file():
        raise FileMissingError(f"{path}：没有这个基线文件：先用 --write-baseline {path} 写一份。")
    return Baseline.model_validate_json(path.read_text(encoding="utf-8"))


def write_baseline(path: Path, results: Sequence[Result], command: str) -> None:
    """The verdicts of a run, one question a line in a stable order, so that a renewal is easy to review."""
    suites = {result.suite: _known(result.items).model_dump(mode="json") for result in _compared(results)}
    text = json.dumps({"command": command, "suites": suites}, ensure_ascii=False, indent=1)
    path.write_text(text + "\n", encoding="utf-8")


def compare(results: Sequence[Result], baseline: Baseline, whole: bool) -> Comparison:
    """Newly failing and newly passing questions. `whole` where nothing was left out by an option, so that
    a baseline of which most was not asked is stale."""
    worse, better, stale = list[Change](), list[Change](), list[str]()
    new = gone = 0
    for result in _compared(results):
        if (known := baseline.suites.get(result.suite)) is None:
            new += len(result.items)
            continue
        right = set(known.right)
        before = [_before(item, right, known.failing) for item in result.items]
        met = len({_words(item) for item, verdict in zip(result.items, before, strict=True) if verdict})
        size = len(known.right) + len(known.failing)
        new, gone = new + before.count(None), gone + size - met  # one that is asked twice is known once
        if whole and met < size * _ENOUGH:
            stale.append(result.suite)
        for change in _changes(result, before):
            (worse if change.item.failing else better).append(change)
    return Comparison(tuple(worse), tuple(better), new, gone, tuple(stale))


def _compared(results: Sequence[Result]) -> Iterator[Result]:
    """Baselines are of the answerer without a language model: a model may word each run differently."""
    return (result for result in results if result.items and result.answerer == LOCAL)


def _changes(result: Result, before: Sequence[Verdict | None]) -> Iterator[Change]:
    for item, verdict in zip(result.items, before, strict=True):
        if verdict is None or item.verdict is Verdict.NOT_JUDGED:
            continue
        was_right = verdict is Verdict.RIGHT
        now_wrong = item.verdict is Verdict.WRONG_FIGURE and verdict is not Verdict.WRONG_FIGURE
        if was_right == item.failing or now_wrong:
            yield Change(result.suite, item, verdict)


def _before(item: Item, right: set[str], failing: Mapping[str, Verdict]) -> Verdict | None:
    if _digest(item) in right:
        return Verdict.RIGHT
    return failing.get(_words(item))


def _known(items: Sequence[Item]) -> Known:
    right = dict.fromkeys(_digest(item) for item in items if item.verdict is Verdict.RIGHT)
    failing = {_words(item): item.verdict for item in items if item.failing}
    return Known(right=tuple(right), failing=failing)


def _words(item: Item) -> str:
    return " → ".join(item.asked)


def _digest(item: Item) -> str:
    return sha256(_words(item).encode()).hexdigest()[:_DIGITS]
