"""A 占 B: printed, or computed from both figures; and 其中 A 占多少钱, which asks for A alone."""

from __future__ import annotations

from dataclasses import replace

from qa import compute
from qa.composing.conflicts import conflict_of
from qa.composing.single import computed, look_up
from qa.draft import item_of
from qa.finding.corpus import DocView
from qa.finding.evidence import Evidence
from qa.types import Draft, Intent, Reading

_SPLIT = "占"
_AMONG = "其中"
_MONEY = "money"


def share(evidence: Evidence, reading: Reading, view: DocView) -> Draft | None:
    """A share computed from both figures; None where the question does not name both."""
    if reading.counted == _MONEY:
        return _amount_of_part(evidence, reading, view)
    printed = evidence.figures(reading, view).best
    if printed and (told := conflict_of(view, printed)):
        return told
    asked = evidence.asked(reading, view)
    cut = asked.content.find(_SPLIT)
    if cut < 0:
        return None
    plain_reading = replace(reading, intent=Intent.LOOKUP, counted=_MONEY)
    sides = (asked.between(0, cut), asked.between(cut + 1, len(asked.content)))
    if not all(side.named for side in sides):
        return None
    part, whole = (evidence.figures(plain_reading, view, side).figure for side in sides)
    if part is None or whole is None or not compute.value_of(whole):
        return None
    result = compute.share(part, whole, reading.decimals)
    return computed("share", view, result, part=item_of(part, view), whole=item_of(whole, view))


def _amount_of_part(evidence: Evidence, reading: Reading, view: DocView) -> Draft:
    """占多少钱 asks for the amount of the part, not for a percentage."""
    start = reading.content.rfind(_AMONG) + len(_AMONG) if _AMONG in reading.content else 0
    part = reading.content[start:].replace(_SPLIT, " ")
    return look_up(evidence, replace(reading, intent=Intent.LOOKUP, content=part), view)
