"""Claims about a share (占八成以上, 都是财政给的): the share is worked out, the claim tested against it."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from index.types import Measure
from qa.composing.computing import shares
from qa.composing.figures.single import figure_answer
from qa.composing.phrases import phrase
from qa.composing.telling.said_values import bounded, said_value
from qa.finding.corpus import DocView, plain_text
from qa.finding.evidence import Evidence, Found
from qa.types import Draft, Intent, Reading, SentenceHit, Status
from qa.verifying.numerals import fact_numerals

_ALL = re.compile(
    r"^(?P<whole>.+?)(?:是不是|是否)?(?P<not>不|没有?)?(?:都|全部都?|全都|全|统统|完全)"
    r"(?:是|给了?|授予了?|用于了?|用在了?|来自于?|由|靠|花在了?)(?P<part>.+?)(?:上|里|身上)?(?:给|出|拨|安排|拨款|负担|承担|支付)?(?:的|了)?$"
)
_FISCAL = re.compile("财政|国家|政府|上面|公家")
_INCOME = re.compile(
    "^(?:的|他们|它们|单位|部门|里)*(?:全部|所有|一年|全年)*(?:收入|钱|经费|资金|收到的钱|来源)$"
)
_HALF = re.compile("一半以上|超过一半|过半|大半|大多数|大部分|多数|大头|占多数")
_FULL, _MIDDLE = Decimal(100), Decimal(50)
_TENTHS = re.compile("(?P<n>[一二两三四五六七八九十\\d](?:\\.\\d)?)成")
_DIGITS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}
_EDGES = " ,，、的"


def whole_of(evidence: Evidence, reading: Reading, view: DocView) -> Draft | None:
    """Yes or no to a part that is said to be all of a whole; None where no share of the two is found."""
    text = reading.content
    found = _ALL.match(text)
    if found is None or any(fact_numerals(text)):
        return None
    part, whole = found["part"].strip(_EDGES), found["whole"].strip(_EDGES)
    if _FISCAL.fullmatch(part[:2]) and _INCOME.match(whole):
        part, whole = "财政拨款收入", "本年收入合计"
    draft = _share(evidence, reading, view, f"{part}占{whole}的比例")
    draft = draft or _printed(evidence, reading, view, part, whole)
    if draft is None or draft.value is None:
        return None
    is_all = draft.value == _FULL
    holds = is_all is (found["not"] is None)
    lead = phrase("affirm", "yes") if holds else phrase("claims", "all" if is_all else "not_all")
    return replace(draft, text=lead + draft.text, boolean=holds)


def _printed(evidence: Evidence, reading: Reading, view: DocView, part: str, whole: str) -> Draft | None:
    """The only share that a sentence prints of what is named loosely (中小企业 of 政府采购), if any."""
    hits = [
        SentenceHit(clause.sentence, 1.0, clause.figure, Measure.SHARE)
        for clause in view.clauses
        if clause.figure.measure is Measure.SHARE
        and plain_text(part) in plain_text(f"{clause.subject}{clause.before}")
        and plain_text(whole) in plain_text(clause.sentence.text[: clause.figure.start])
        and plain_text(whole) not in plain_text(clause.subject)
    ]
    if len({(hit.figure.value, hit.figure.subject) for hit in hits if hit.figure}) != 1:
        return None
    asked = replace(reading, counted="percent", threshold=None, spelled=None)
    return figure_answer(asked, Found(view, evidence.asked(reading, view), tuple(hits)), hits[0])


def of_share(evidence: Evidence, reading: Reading, view: DocView) -> Draft | None:
    """Yes or no to a share that is said to pass or to be a figure (占八成以上); None for other claims."""
    text = reading.content
    if "占" not in text:
        return None
    cut = text.index("占")
    tail = _TENTHS.sub(lambda found: f"{_tenths(found['n'])}%", text[cut + 1 :])
    half = _HALF.search(tail)
    said = None if half else said_value(tail, "")
    if half is None and (said is None or said.numeral.family != "%"):
        return None
    end = half.start() if half else said.numeral.start if said else 0
    whole = re.sub(
        "(?:的)?(?:比例|比重|比)?(?:达到?|是|为|了|有|在|不|没有?|未|超过|超|到|足|低于|高于|少于|多于|大于|小于|约)*$",
        "",
        tail[:end],
    )
    draft = _share(evidence, reading, view, f"{text[:cut]}占{whole}的比例")
    if draft is None or draft.value is None:
        return None
    if half is not None:
        holds = draft.value > _MIDDLE
    else:
        assert said is not None
        holds = bounded(draft.value, said)
    return replace(draft, text=phrase("affirm", "yes" if holds else "no") + draft.text, boolean=holds)


def _tenths(word: str) -> int | Decimal:
    return _DIGITS[word] * 10 if word in _DIGITS else Decimal(word) * 10


def _share(evidence: Evidence, reading: Reading, view: DocView, content: str) -> Draft | None:
    asked = replace(
        reading,
        content=content,
        question=content,
        intent=Intent.SHARE,
        across=None,
        threshold=None,
        counted="percent",
        spelled=None,
        facet=None,
    )
    draft = shares.share(evidence, asked, view)
    told = draft is not None and draft.status in {Status.ANSWERED, Status.CONFLICT} and draft.unit == "%"
    return draft if told else None
