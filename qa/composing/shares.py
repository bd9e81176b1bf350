"""A 占 B: printed, or computed from both figures; and 其中 A 占多少钱, which asks for A alone."""

from __future__ import annotations

import re
from dataclasses import replace

from qa import compute
from qa.composing.conflicts import conflict_of
from qa.composing.decline import not_found
from qa.composing.parts import repeats
from qa.composing.phrases import phrase
from qa.composing.single import computed, look_up
from qa.draft import Writer, amount_text, item_of, who
from qa.finding.corpus import DocView
from qa.finding.evidence import Evidence
from qa.types import Draft, Intent, Reading, Status
from qa.understanding.asked import Asked

_SPLIT = "占"
_AMONG = "其中"
_MONEY = "money"
_PAIR = 2
_TOTAL = "总额"
_WHOLE = 100
_INSIDE = re.compile("[里中]|当中|里面")


def share(evidence: Evidence, reading: Reading, view: DocView) -> Draft | None:
    """A share computed from both figures; None where the question does not name both."""
    if reading.counted == _MONEY:
        return _amount_of_part(evidence, reading, view)
    printed = evidence.figures(reading, view).best
    if printed and (told := conflict_of(view, printed, reading)):
        return told
    asked = evidence.asked(reading, view)
    cut = asked.content.find(_SPLIT)
    if cut < 0:
        return None
    plain_reading = replace(reading, intent=Intent.LOOKUP, counted=_MONEY)
    if (draft := _several(evidence, plain_reading, view, asked, cut)) is not None:
        return draft
    sides = (asked.between(0, cut), asked.between(cut + 1, len(asked.content)))
    if not all(side.named for side in sides):
        return None
    own = (replace(plain_reading, content=side.content) for side in sides)
    part, whole = (evidence.figures(each, view, side).figure for each, side in zip(own, sides, strict=True))
    if part is None or whole is None or not compute.value_of(whole):
        return None
    result = compute.share(part, whole, reading.decimals)
    if _TOTAL in item_of(whole, view) and result.value > _WHOLE:
        return not_found(evidence, reading, view)  # no part of that total
    return computed("share", view, result, part=item_of(part, view), whole=item_of(whole, view))


def _several(evidence: Evidence, reading: Reading, view: DocView, asked: Asked, cut: int) -> Draft | None:
    """The shares of several parts in one whole (基本支出里A和B各占多少); None where one part is named."""
    inside = _INSIDE.search(asked.content, 0, cut)
    before, after = asked.between(0, inside.start() if inside else 0), asked.between(cut, len(asked.content))
    whole = before if before.named else after
    named = [unit for unit in asked.named if (inside.end() if inside else 0) <= unit.start < cut]
    if len(named) < _PAIR or not whole.named:
        return None
    parts = [evidence.figures(reading, view, asked.keeping((unit,))).figure for unit in named]
    total = evidence.figures(reading, view, whole.keeping(whole.named)).figure
    known = [hit for hit in parts if hit is not None]
    if total is None or len(known) < len(parts) or repeats(known) or not compute.value_of(total):
        return not_found(evidence, reading, view)
    writer = Writer()
    results = [compute.share(hit, total, reading.decimals) for hit in known]
    lines = "，".join(
        phrase(
            "compute",
            "share_line",
            part=item_of(hit, view),
            whole=item_of(total, view),
            figure=amount_text(writer.derived(result.value), result.unit),
            formula=result.formula,
            marks=writer.marks(result.operands),
        )
        for hit, result in zip(known, results, strict=True)
    )
    names = {"who": who(view.disclosure), "year": view.disclosure.year}
    formula = "；".join(result.formula for result in results)
    return writer.draft(Status.ANSWERED, phrase("compute", "shares", **names, lines=lines), formula=formula)


def _amount_of_part(evidence: Evidence, reading: Reading, view: DocView) -> Draft:
    """占多少钱 asks for the amount of the part, not for a percentage."""
    start = reading.content.rfind(_AMONG) + len(_AMONG) if _AMONG in reading.content else 0
    part = reading.content[start:].replace(_SPLIT, " ")
    return look_up(evidence, replace(reading, intent=Intent.LOOKUP, content=part), view)
