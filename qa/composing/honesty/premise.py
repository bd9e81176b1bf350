"""An amount that a question takes for granted (既然出国花了5万元) and that is not the printed one."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from qa import compute
from qa.composing.figures.single import place
from qa.composing.phrases import phrase
from qa.draft import Writer, figure_text, item_of, who
from qa.finding.corpus import DocView
from qa.finding.evidence import Evidence
from qa.money import convert, is_money
from qa.types import Draft, Intent, Reading, Status

_AMOUNT = re.compile(r"(?P<above>超过|高达|超)?(?:了)?(?P<n>\d[\d,]*(?:\.\d+)?)\s*(?P<u>亿元?|万元?|元)")
_GRANTED = re.compile(
    "既然|为什么|为何|为啥|原因|怎么会|凭什么|去了哪|去了几|干什么|干了什么|花在哪|用在哪|谁"
)
_NOT_OF_ITEM = re.compile(  # a change, not the figure
    "(?:增[加长]?|减少?|下降|降低|上升|涨|相差|差额|差了|多[了花出]|少[了花]|省|剩|结余|超支)[^,，]{0,4}$"
)
_UNITS = {"亿": "亿元", "亿元": "亿元", "万": "万元", "万元": "万元", "元": "元"}
_CLOSE = Decimal("0.05")


def corrected(evidence: Evidence, reading: Reading, view: DocView) -> Draft | None:
    """The printed figure of the item whose amount the question states wrongly; None where it states none,
    where it is right, or where no one item is named."""
    stated = list(_AMOUNT.finditer(reading.content))
    if len(stated) != 1 or not _GRANTED.search(reading.content):
        return None
    if re.search("[比较]|预算", reading.content) or _NOT_OF_ITEM.search(reading.content[: stated[0].start()]):
        return None
    asked = evidence.asked(reading, view)
    named = [unit for unit in asked.named if unit.how in {"label", "word"}]
    if len(named) != 1 or "单价" in named[0].text:
        return None
    own = replace(reading, content=named[0].text, intent=Intent.LOOKUP, across=None, counted="money")
    hit = evidence.figures(replace(own, threshold=None, facet=None, numbers=()), view).figure
    value = None if hit is None else compute.value_of(hit)
    unit = None if hit is None else compute.unit_of(hit)
    if hit is None or value is None or not is_money(unit) or _holds(stated[0], value, unit):
        return None
    writer = Writer()
    text = phrase(
        "lookup",
        "premise",
        who=who(view.disclosure),
        year=view.disclosure.year,
        item=item_of(hit, view),
        figure=figure_text(hit),
        mark=writer.mark(hit),
    )
    return writer.draft(Status.ANSWERED, text + place(hit), value=value, unit=compute.unit_of(hit))


def _holds(stated: re.Match[str], value: Decimal, unit: str | None) -> bool:
    """True where the printed figure is what is stated, roughly, or above what it is said to be above."""
    said = Decimal(stated["n"].replace(",", ""))
    printed = convert(value, unit, _UNITS[stated["u"]])
    if stated["above"]:
        return printed > said
    return abs(printed - said) <= _CLOSE * max(abs(said), abs(printed))
