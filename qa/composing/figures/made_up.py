"""A count whose kinds are printed and whose whole is not (行政编制 26 名，事业编制 58 名 for 编制): the kinds
are added up, and one of them never stands for all."""

from __future__ import annotations

from collections.abc import Sequence

from qa import compute
from qa.composing.figures.computed import computed
from qa.finding.corpus import DocView, plain_text
from qa.types import Draft, Hit, Intent, Reading, SentenceHit
from qa.understanding.asked import Asked

_SEVERAL = 2
_PEOPLE = frozenset({"人", "名", "个"})
_OF_WHOLE = "其中"


def added_kinds(reading: Reading, view: DocView, asked: Asked, best: Hit | None) -> Draft | None:
    """The sum of the kinds that one sentence prints of what is counted; None where the figure is of what was
    asked itself, or where the sentence prints the whole before its kinds."""
    figure = best.figure if isinstance(best, SentenceHit) else None
    if figure is None or figure.unit not in _PEOPLE or reading.intent is not Intent.LOOKUP:
        return None
    subject = figure.subject or ""
    whole = next((key for key in _named(asked) if subject.endswith(key) and subject != key), None)
    if whole is None or subject.removesuffix(whole) in plain_text(reading.content):
        return None
    assert isinstance(best, SentenceHit)
    if _OF_WHOLE in best.sentence.text[: figure.start]:
        return None
    kinds = [
        SentenceHit(clause.sentence, best.score, clause.figure, clause.figure.measure)
        for clause in view.clauses
        if clause.sentence.sentence_id == best.sentence.sentence_id
        and clause.figure.unit == figure.unit
        and (clause.figure.subject or "").endswith(whole)
    ]
    names = {hit.figure.subject for hit in kinds if hit.figure}
    if len(kinds) < _SEVERAL or len(names) < len(kinds) or whole in names or _holds_whole(kinds):
        return None
    return computed("total", view, compute.total(kinds), items="、".join(_subject(hit) for hit in kinds))


def _holds_whole(kinds: Sequence[SentenceHit]) -> bool:
    """True where one of the figures is the whole of the others (核定编制148名，其中行政编制98名…)."""
    values = [hit.figure.value for hit in kinds if hit.figure]
    text, starts = kinds[0].sentence.text, [hit.figure.start for hit in kinds if hit.figure]
    opened = _OF_WHOLE in text[min(starts) : max(starts)]
    return opened or any(value * 2 == sum(values) for value in values)


def _named(asked: Asked) -> tuple[str, ...]:
    """The names of the one thing that is counted, the longest first."""
    if len(asked.named) != 1:
        return ()
    (unit,) = asked.named
    return tuple(sorted({unit.text, *unit.keys}, key=len, reverse=True))


def _subject(hit: SentenceHit) -> str:
    return (hit.figure.subject if hit.figure else None) or ""
