"""An amount that a question takes for granted (既然出国花了5万元, 办公费100万是不是太多) and that is not the
printed one: the printed one is told first."""

from __future__ import annotations

import re
from dataclasses import replace

from qa import compute
from qa.composing.figures.single import place
from qa.composing.phrases import phrase
from qa.composing.telling.said_values import Said, Verdict, said_value, verdict
from qa.draft import Writer, figure_text, item_of, who
from qa.finding.corpus import DocView
from qa.finding.evidence import Evidence
from qa.money import is_money
from qa.types import Draft, Hit, Intent, Reading, Status
from qa.understanding.asked import Asked, Unit
from qa.understanding.normalise import fold
from qa.understanding.wording import refusal
from qa.verifying.numerals import MONEY

_GRANTED = re.compile(
    "既然|为什么|为何|为啥|原因|怎么会|怎么这么|凭什么|(?:去|给|用|花|从)(?:了|到|在|自)?(?:哪|什么地方)|去了几|干什么|干了什么"
    "|给了?谁|谁|买的?什么|什么[车人东]"
)
_JUDGED = re.compile(
    "违规|违纪|违法|超标|浪费|铺张|合理|正常|应该|太[多高大贵少低]|过[高多大]|偏[高多]|[高多贵大]不[高多贵大]|离谱|夸张|值"
)
_NOT_OF_ITEM = re.compile(  # a change, not the figure
    "(?:增[加长]?|减少?|下降|降低|上升|涨|相差|差额|差了|多[了花出]|少[了花]|省|剩|结余|超支)[^,，]{0,4}$"
)
_OPINION = "opinion"
_LEAST_SPELLED = 10_000  # 一百万 without 元 is an amount, 三十 is none
_AGAINST_OTHERS = re.compile("[比较]|预算")


def corrected(evidence: Evidence, reading: Reading, view: DocView) -> Draft | None:
    """The printed figure of the item whose amount the question states wrongly; None where it states none,
    where it is right, or where no one item is named."""
    if _GRANTED.search(reading.content) or _JUDGED.search(reading.content):
        found = _stated(evidence, reading, view)
        if found is not None and verdict(found[0], found[1]) is Verdict.WRONG:
            return _told(reading, view, found[0], "premise")
    return None


def judged(evidence: Evidence, reading: Reading) -> Draft | None:
    """The printed figure beside an amount on which a judgement is asked, right or wrong: none is judged.
    None where nothing is judged, or the question states no amount of one item of one disclosure."""
    if reading.reason != _OPINION or len(reading.scope.doc_ids) != 1:
        return None
    own, view = replace(reading, reason=None), evidence.corpus.view(reading.scope.doc_ids[0])
    found = _stated(evidence, own, view)
    if found is None:
        return None
    wrong = verdict(found[0], found[1]) is Verdict.WRONG
    return _told(own, view, found[0], "premise" if wrong else "premise_holds")


def _stated(evidence: Evidence, reading: Reading, view: DocView) -> tuple[Hit, Said] | None:
    """The printed figure of the one item that the question names, and the amount that it states of it."""
    said = said_value(reading.content, fold(reading.question))
    if said is None or not _is_money(said) or _AGAINST_OTHERS.search(reading.content):
        return None
    head = reading.content[: said.numeral.start]
    if _NOT_OF_ITEM.search(head):
        return None
    named = _item(evidence.asked(replace(reading, content=head), view))
    named = named or _item(evidence.asked(reading, view))
    if named is None or "单价" in named.text:
        return None
    own = replace(reading, content=named.text, intent=Intent.LOOKUP, across=None, counted="money")
    hit = evidence.figures(replace(own, threshold=None, facet=None, numbers=(), unit=None), view).figure
    return (hit, said) if hit is not None and is_money(compute.unit_of(hit)) else None


def _is_money(said: Said) -> bool:
    """True for an amount: 元, or 万 and 亿 alone (100万)."""
    numeral = said.numeral
    alone = numeral.family is None and (bool(numeral.written) or numeral.value >= _LEAST_SPELLED)
    return numeral.family == MONEY or alone


def _item(asked: Asked) -> Unit | None:
    named = [unit for unit in asked.named if unit.how in {"label", "word", "stem"}]
    return named[0] if len(named) == 1 else None


def _told(reading: Reading, view: DocView, hit: Hit, name: str) -> Draft:
    writer = Writer()
    text = phrase(
        "lookup",
        name,
        who=who(view.disclosure),
        year=view.disclosure.year,
        item=item_of(hit, view),
        figure=figure_text(hit),
        mark=writer.mark(hit),
    )
    text += place(hit)
    if _JUDGED.search(reading.content) or refusal(reading.content) == _OPINION:
        text += phrase("lookup", "no_opinion")
    return writer.draft(Status.ANSWERED, text, value=compute.value_of(hit), unit=compute.unit_of(hit))
