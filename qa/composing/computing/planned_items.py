"""What was planned and spent on each account as the text tells them one after the other, with the rate
and the change over the year before that it prints."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from index.types import Measure
from qa.composing.computing.levels import CLASS, ITEM
from qa.finding.corpus import DocView
from qa.types import SentenceHit
from qa.understanding.vocabulary import plain

_MARKS = re.compile(r"[(（]([类款项])[)）]")
_LAST = {"类": CLASS, "项": ITEM}
_KINDS = (Measure.BUDGET, Measure.FINAL, Measure.EXECUTION, Measure.CHANGE, Measure.CHANGE_RATE)


@dataclass(frozen=True, slots=True)
class Told:
    """The figures of one account, by what they measure."""

    name: str
    figures: Mapping[Measure, SentenceHit]


def told_of(view: DocView, digits: int) -> list[Told]:
    """Every account of a level of which the text tells what was planned for the year, in its order."""
    classes = {row.key for row in view.rows if row.code and len(row.code) == CLASS}
    found: dict[str, dict[Measure, SentenceHit]] = {}
    for sentence in view.sentences:
        for figure in sentence.figures:
            name = _name(figure.subject or "", digits, classes)
            if (
                name is None
                or figure.measure not in _KINDS
                or figure.year not in {None, view.disclosure.year}
            ):
                continue
            own = found.setdefault(name, {})
            first = next(iter(own.values()), None)
            if figure.measure not in own and (first is None or first.sentence is sentence):
                own[figure.measure] = SentenceHit(sentence, 1.0, figure, figure.measure)
    return [Told(name, figures) for name, figures in found.items() if Measure.BUDGET in figures]


def _name(subject: str, digits: int, classes: set[str]) -> str | None:
    """The name of the account where the subject is one of that level; None for other subjects."""
    marks = _MARKS.findall(subject)
    if marks:
        if _LAST.get(marks[-1]) != digits:
            return None
        parts = [part for part in _MARKS.split(subject) if part and part not in {"类", "款", "项"}]
        return parts[-1] if parts else None
    return subject if digits == CLASS and plain(subject) in classes else None
