"""That there was none of a thing (没有买车, 公务接待费为零): its amount, its blank or its denial decides."""

from __future__ import annotations

import re
from dataclasses import replace

from qa.composing.claims.each import of_each
from qa.composing.telling.propositions import existence
from qa.finding.corpus import DocView
from qa.finding.evidence import Evidence
from qa.types import Draft, Intent, Reading
from qa.verifying.numerals import fact_numerals

_NOT_OF_THINGS = (
    "超|到|达|完成|执行完|花完|用完|花光|用光|比|多少|增|减|涨|降|变|上升|下降|提高|一半|写|说|公开|披露|列|问题|错|矛盾|对不上"
    "|按|经过|区别|差别|不同"
)
_HAPPENED = "发生过?|安排|使用|产生|开支|花过?|支出|花费|用过?|列支"
_DENIED = re.compile(
    rf"^(?P<a>.*?)(?<!有)(?:根本|完全|一直|从来|都|就|也|又|还|并)*(?:没有|没(?!有)|未|无)(?!{_NOT_OF_THINGS})"
    rf"(?P<happened>{_HAPPENED})?(?:了|过)?(?:任何|什么|一点|一分)?(?P<b>.*)$"
)
_ZERO = re.compile(
    r"^(?P<a>.+?)(?:都|全|就|仍|真的?|确实)*(?:为|是|等于|=)(?:零|0|无)(?:\.0+)?(?:万?元)?(?P<b>)$"
)
_NOT_A_CENT = re.compile(
    r"^(?P<a>.*?)(?:一分钱?|一毛钱?|半毛钱|分文|一点|任何)(?:的)?(?P<b>[^,，]*?)(?:也|都)?(?:没有?|未)(?:花|用|支出|发生|安排|剩|剩下)?(?:过|出去)?$"
)
_LABEL_OF_NONE = re.compile("无偿|无形|无障碍|无线|无关|无论|无人机|无党派|未成年|未来|未央|未分配|未归口")
_EDGES = " ,，、的"
_LEAST = 2


def none_of(evidence: Evidence, reading: Reading, view: DocView) -> Draft | None:
    """Yes where the accounts show that there was none, no with the figure where there was; a refusal where
    nothing is printed of it. None where the question denies nothing."""
    text = reading.content
    found = _NOT_A_CENT.match(text) or _ZERO.match(text) or _DENIED.match(text)
    if found is None or _LABEL_OF_NONE.search(text) or reading.intent is not Intent.LOOKUP:
        return None
    if any(fact_numerals(f"{found['a']} {found['b']}")):
        return None
    item = f"{found['a'].strip(_EDGES)}{found['b'].strip(_EDGES)}"
    if len(item) < _LEAST:
        return None
    asked = replace(reading, content=item, across=None, threshold=None, counted=None)
    if not evidence.asked(asked, view).units:
        return None
    return of_each(evidence, asked, view, lambda one: existence(evidence, one, view, of_none=True))
