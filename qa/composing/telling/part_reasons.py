"""Why the three public expenses changed, where only causes of their parts are stated: those, named so."""

from __future__ import annotations

import re

from index.types import Direction, Measure
from qa.composing.computing.unchanged import unchanged
from qa.composing.phrases import phrase
from qa.composing.telling.causal import asked_direction
from qa.draft import Writer, figure_text, joined, who
from qa.finding.closely_read.causes import Base, Cause, causes, direction_of
from qa.finding.corpus import DocView
from qa.finding.evidence import Evidence
from qa.types import Draft, Reading, SentenceHit, Status

_WHOLE = "三公"
_PART = re.compile(
    r"(?:因公)?出国[（(]?境[)）]?(?:费用?|支出)?|公务用车购置及运行(?:维护)?费?|公务用车运行(?:维护)?费?|公务用车购置费?"
    r"|公务接待费?"
)
_PLANNED = re.compile("预算")


def of_parts(evidence: Evidence, reading: Reading, view: DocView) -> Draft | None:
    """The stated causes of the parts; None where the question is not of the whole, or none is stated."""
    if _WHOLE not in reading.content or _PART.search(reading.content):
        return None
    base = Base.BUDGET if _PLANNED.search(reading.content) else Base.LAST_YEAR
    found: dict[str, Cause] = {}
    for cause in causes(view):
        parts = _PART.findall(cause.own)
        if parts and cause.base in {base, None}:
            found.setdefault(parts[-1], cause)
    way = asked_direction(reading.content) if base is Base.BUDGET else None
    found = (
        found
        if way is None
        else {item: cause for item, cause in found.items() if cause.direction in {way, None}} or found
    )
    if not found:
        return None
    writer = Writer(each_figure=True)
    change = _change(reading, view, writer) if base is Base.LAST_YEAR else ""
    lines = "；".join(
        phrase("part_reasons", "line", item=item, why=cause.why.rstrip("。"), mark=_mark(writer, cause))
        for item, cause in found.items()
    )
    names = {"who": who(view.disclosure), "year": view.disclosure.year}
    told = writer.draft(Status.ANSWERED, change + phrase("part_reasons", "parts", **names, lines=lines))
    flat = None if change or base is Base.BUDGET else unchanged(evidence, reading, view)
    return joined(flat, told) if flat else told


def _mark(writer: Writer, cause: Cause) -> str:
    return writer.mark(SentenceHit(cause.sentence, 1.0))


def _change(reading: Reading, view: DocView, writer: Writer) -> str:
    """How the whole changed, told first, with what the question says to the contrary."""
    for clause in view.clauses:
        before = clause.sentence.text[: clause.figure.start]
        whole = _WHOLE in before and not _PART.search(before.rsplit(_WHOLE, 1)[-1])
        if clause.figure.measure is not Measure.CHANGE or not whole or clause.figure.direction is None:
            continue
        hit = SentenceHit(clause.sentence, 1.0, clause.figure, clause.figure.measure)
        asked = direction_of(reading.content)
        contrary = asked in {Direction.UP, Direction.DOWN} and asked is not clause.figure.direction
        return phrase(
            "part_reasons",
            "contrary" if contrary else "change",
            who=who(view.disclosure),
            year=view.disclosure.year,
            direction=clause.figure.direction.value,
            figure=figure_text(hit),
            mark=writer.mark(hit),
        )
    return ""
