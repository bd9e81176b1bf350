"""Which piece of evidence a stretch of text names: by department, year, label, and budget or final amount."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from index.types import Measure
from qa.types import SentenceHit
from qa.verifying.names import names_of
from qa.verifying.sources import Source, squeeze

_NOT_PLANNED: Final = re.compile(
    "一般公共预算|政府性基金预算|国有资本经营预算|部门预算|预算单位|预算(?:内|外|管理|拨款|执行)"
)
_PLANNED: Final = re.compile("预算|budget")
_FINAL: Final = re.compile("决算|实际|执行数|final|actual")
_YEAR, _FACET = 6, 4  # what a year and a facet weigh, in characters of a label


def says_budget(text: str) -> bool:
    """True where a text speaks of a planned amount; names of funds hold the word without meaning it."""
    return _PLANNED.search(_NOT_PLANNED.sub("", text)) is not None


def says_final(text: str) -> bool:
    """True where a text speaks of what was spent or received."""
    return _FINAL.search(text) is not None


def is_budget(source: Source) -> bool:
    """True for a planned amount."""
    if source.cell is not None:
        return says_budget(source.cell.column_label)
    figure = source.hit.figure if isinstance(source.hit, SentenceHit) else None
    return figure is not None and figure.measure is Measure.BUDGET


def named_by(text: str, source: Source, operand: Decimal | None = None) -> int:
    """How much of a source a stretch without white space names, in characters."""
    year = _YEAR if str(source.disclosure.year) in text else 0
    name = max((len(name) for name in names_of(source.disclosure) if name in text), default=0)
    labels = source.labels
    if operand is not None and (sentence := source.sentence) is not None:
        labels = tuple(f.subject for f in sentence.figures if f.subject and f.value == operand) or labels
    label = max((len(label) for label in labels if squeeze(label) in text), default=0)
    facet = _FACET if (says_budget(text) if is_budget(source) else says_final(text)) else 0
    return year + name + label + facet


def best_named(text: str, sources: Sequence[Source]) -> Source | None:
    """The source that a stretch names best; None where it names none."""
    said = squeeze(text)
    scored = sorted(((named_by(said, source), -source.n, source) for source in sources), key=lambda s: s[:2])
    return scored[-1][2] if scored and scored[-1][0] > 0 else None


def better_named(
    text: str, sides: Sequence[Sequence[Source]], operands: Sequence[Decimal] = ()
) -> int | None:
    """Which of two sides (0 or 1) a stretch names; None where that is not clear."""
    said = squeeze(text)
    scores = []
    for n, side in enumerate(sides[:2]):
        cells = [source for source in side if source.cell is not None] or list(side)
        operand = operands[n] if n < len(operands) else None
        scores.append(max((named_by(said, source, operand) for source in cells), default=0))
    return None if scores[0] == scores[1] else int(scores[1] > scores[0])
