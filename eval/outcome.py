"""What a suite yields: questions judged, the tally of each category, and measures held to floors."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil, sqrt

from eval.questions import Case
from eval.scorers import Score, Verdict
from eval.stages import Stages
from qa.types import Answer

Json = dict[str, object]
Asked = tuple[str, ...]

_Z = 1.959963984540054  # the normal deviate of 95 %, two-sided


@dataclass(frozen=True, slots=True)
class Item:
    """One question judged. `answer` and `stages` are None where it was not put to an answerer; `seconds` is
    how long the answer took; `more` holds what a suite says of it besides."""

    case: Case
    score: Score
    answer: Answer | None = None
    stages: Stages | None = None
    seconds: float = 0.0
    more: Mapping[str, object] = field(default_factory=dict)

    @property
    def category(self) -> str:
        """The category of the case."""
        return self.case.category

    @property
    def verdict(self) -> Verdict:
        """How the answer compares with the gold."""
        return self.score.verdict

    @property
    def asked(self) -> Asked:
        """Earlier turns and question: what tells one item from another in every run."""
        return (*self.case.history, self.case.question)

    @property
    def crashed(self) -> bool:
        """True where the answerer raised an error instead of answering."""
        return self.answer is None and self.verdict is not Verdict.NOT_JUDGED

    @property
    def failing(self) -> bool:
        """True where it was judged and is not right."""
        return self.verdict not in {Verdict.RIGHT, Verdict.NOT_JUDGED}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the report: a category, how many were right of how many judged, and what was measured."""

    category: str
    right: int
    judged: int
    measures: Mapping[str, float]
    counts: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Result:
    """A suite that was run. `items` are its questions; `records` what results.jsonl says of other things."""

    suite: str
    lines: tuple[Line, ...]
    records: tuple[Json, ...] = ()
    notes: tuple[str, ...] = ()
    items: tuple[Item, ...] = ()
    answerer: str = "local"

    @property
    def seconds(self) -> tuple[float, ...]:
        """How long each answer took."""
        return tuple(item.seconds for item in self.items if item.seconds)


def wilson(right: int, judged: int) -> tuple[float, float]:
    """The 95 % score interval of a share.

    E. B. Wilson, Probable inference, the law of succession, and statistical inference, Journal of the
    American Statistical Association 22 (1927), pp. 209-212. Unlike the normal interval it stays within 0 and
    1 and has a width where all items are right.
    """
    if not judged:
        return 0.0, 1.0
    share, square = right / judged, _Z * _Z
    middle = share + square / (2 * judged)
    spread = _Z * sqrt(share * (1 - share) / judged + square / (4 * judged * judged))
    scale = 1 + square / judged
    return max(0.0, (middle - spread) / scale), min(1.0, (middle + spread) / scale)


def percentile(values: Sequence[float], percent: float) -> float:
    """The smallest value that at least `percent` of the values do not exceed; 0 where there is none."""
    if not values:
        return 0.0
    return sorted(values)[max(0, ceil(len(values) * percent / 100) - 1)]


def tally(items: Sequence[Item]) -> tuple[Line, ...]:
    """One line a category in order of appearance, and all together where there is more than one."""
    categories = list(dict.fromkeys(item.category for item in items))
    lines = [_line(name, [item for item in items if item.category == name]) for name in categories]
    return (*lines, _line("all", items)) if len(lines) > 1 else tuple(lines)


def _line(category: str, items: Sequence[Item]) -> Line:
    counts = Counter(item.verdict for item in items)
    judged = len(items) - counts[Verdict.NOT_JUDGED]
    right = counts[Verdict.RIGHT]
    measures = {"wrong_figures": float(counts[Verdict.WRONG_FIGURE])}
    measures["crashed"] = float(sum(item.crashed for item in items))
    if judged:
        measures["right"] = right / judged
    return Line(category, right, judged, measures, {verdict.value: counts[verdict] for verdict in Verdict})
