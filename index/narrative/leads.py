"""The words before a number -> what it is of: subject, measure, direction, the year it is compared with."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from index.narrative.figure_words import figure_words
from index.types import Direction, Measure

_YEAR = r"(?P<year>(?:19|20)\d{2})年度?"
_LAST_YEAR = r"上年度|上年同期|上年|上一年度|上一年|去年同期|去年|上期"
BASE = re.compile(
    rf"(?:(?:相?较于?|(?<!占)比|与|跟|和|(?<!合)同)(?:{_YEAR}|(?P<last>{_LAST_YEAR})|(?P<plan>(?:年初|全年|调整)?预算))"
    r"|(?P<same>同比))"
)
STATED_YEAR = re.compile(_YEAR)
ITEM = re.compile(
    r"^(?:[（(]?[一二三四五六七八九十]{1,3}[)）、]|[（(]?\d{1,2}(?:[)）]|[.、．](?!\d))|[①-⑳])+"
)
_SEPARATORS = "，,；;：:。！？"
_EXECUTION = re.compile(
    r"^(?P<subject>.*?)(?:完成(?:率|进度)?|执行(?:率|进度)|(?:占|为|达)(?=(?:年初|全年|调整)?预算))"
    r"(?:了)?(?:年初|全年|调整|支出|收入)*(?:预算)?(?:数|安排)?(?:的|为|是|达)*$"
)
_RATE_WORD = re.compile(
    r"^(?P<subject>.*?)(?:预算|支出)?(?:完成率|执行率|执行进度|支出进度)(?:为|是|达|均为)*$"
)
_SHARE = re.compile(r"^(?P<subject>.*?)占(?!用|有|地)(?P<whole>.*)$")
_ACCOUNT = re.compile(r"[（(](?:类|款|项)[)）]”?$")
_NAMES_FEE = re.compile(r"费|[类款项][)）]")
_SCOPE = re.compile(r"^(?P<scope>.*(?:财政拨款|基金|预算))(?:收入|支出)(?P<end>总计|合计)?$")
_OTHER_SIDE = re.compile(r"^(?:收入|支出)(?P<end>总计|合计)?$")
_NAMES_SPENDING = re.compile(r"支出|费|项[)）]")
_BARE = ("支出", "收入")
_LEFT_AT_END = re.compile("末(?:财政拨款)?(?:结转|结余)")
_AT_THE_END = re.compile("^[末底]")
_LONGEST = 80


@dataclass(frozen=True, slots=True)
class Reading:
    """What the words before a number say; None where they say nothing and the figures before decide."""

    subject: str | None
    measure: Measure | None
    direction: Direction | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """What holds from before: the subject, the year, and whether a base of comparison has been named."""

    subject: str | None
    year: int
    compared: bool = False


def read_lead(lead: str, unit: str, held: Held) -> Reading:
    """The reading of the words between the number before and this one, without white space."""
    clause, before = _clauses(lead)
    rate = unit in figure_words().rates
    reading = _change_reading(clause, rate, replace(held, compared=held.compared or _compares(lead)))
    reading = reading or (_rate_reading(clause) if rate else None) or _plain_reading(clause, unit, held)
    if reading.subject in (None, *_BARE) and _ACCOUNT.search(before):
        # 1.一般公共服务（类）…（项）：支出决算为633.79万元
        return replace(reading, subject=_subject(ITEM.sub("", before)))
    return reading


def _compares(lead: str) -> bool:
    return BASE.search(lead) is not None


def _clauses(lead: str) -> tuple[str, str]:
    """The clause that belongs to the number, and the one before it where a colon parts them."""
    text = lead.lstrip("、").rstrip("：:")
    start = _clause_start(text)
    if text[:start].endswith("的，"):
        # 由中小企业供应商中标的，采购金额5万元: the words before belong to the name.
        start = max(text.rfind(mark, 0, start) for mark in "；;。") + 1
    clause = ITEM.sub("", text[start:]).rstrip("，, ")
    if start and text[start - 1] in "：:":
        head = text[: start - 1]
        return clause, head[_clause_start(head) :]
    return clause, ""


def _clause_start(text: str) -> int:
    """Where the last clause begins: behind the last separator that is not inside brackets."""
    depth = 0
    for place in range(len(text) - 1, -1, -1):
        char = text[place]
        if char in "）)":
            depth += 1
        elif char in "（(":
            if depth == 0:
                return place + 1
            depth -= 1
        elif depth == 0 and char in _SEPARATORS:
            return place + 1
    return 0


def _rate_reading(clause: str) -> Reading | None:
    """A percentage of a budget or of a whole."""
    for pattern in (_RATE_WORD, _EXECUTION):
        match = pattern.match(clause)
        if match:
            return Reading(_subject(match["subject"]), Measure.EXECUTION)
    share = _SHARE.match(clause)
    return Reading(_subject(share["subject"]), Measure.SHARE) if share else None


def _change_reading(clause: str, rate: bool, held: Held) -> Reading | None:
    """An increase or decrease."""
    lists = figure_words()
    change = lists.change.search(clause)
    if change is None:
        return None
    before = _measured(_cut_comparison(clause[: change.start()]))[0]
    if not rate and not held.compared and change["verb"] in lists.relative and before:
        return None
    direction = None
    if not change["other"] and change["verb"] in lists.up | lists.down:
        direction = Direction.UP if change["verb"] in lists.up else Direction.DOWN
    subject = _subject(before) or _general(before, before, None, held.subject)
    return Reading(subject, Measure.CHANGE_RATE if rate else Measure.CHANGE, direction)


def _plain_reading(clause: str, unit: str, held: Held) -> Reading:
    """Neither change nor share: 预算, 决算, an amount or a count."""
    lists = figure_words()
    base = BASE.search(clause)
    year = None
    if base and not base["plan"]:
        # 较2022年决算49.77万元: the figure of the year that is compared with.
        year = int(base["year"]) if base["year"] else held.year - 1
        clause = clause[: base.start()] + clause[base.end() :]
    if unit in lists.rates:
        return Reading(_subject(clause), None)
    if unit not in lists.money:
        return Reading(_subject(clause), Measure.COUNT, year=year)
    rest, measure = _measured(clause)
    subject = _subject(rest) or _general(rest, clause, measure, held.subject)
    return Reading(_in_scope(subject, held.subject), measure or Measure.AMOUNT, year=year)


def _in_scope(subject: str | None, carried: str | None) -> str | None:
    """财政拨款收入总计1万元，支出总计1万元: the second is the 财政拨款支出总计."""
    other, scoped = _OTHER_SIDE.match(subject or ""), _SCOPE.match(carried or "")
    if (
        subject
        and other
        and scoped
        and other["end"] == scoped["end"]
        and not (carried or "").endswith(subject)
    ):
        return scoped["scope"] + subject
    return subject


def _general(rest: str, clause: str, measure: Measure | None, carried: str | None) -> str | None:
    """收入 or 支出 where the bare word is the subject and not a repetition of the one before.

    2021年度支出1344.01万元 and 支出0万元 name it; 支出决算为2万元 after 公务接待费 repeats the fee.
    """
    dated = STATED_YEAR.search(rest) is not None and not _NAMES_FEE.search(carried or "")
    bare = _without_organisation(STATED_YEAR.sub("", rest).removeprefix("其中").removeprefix("本部门"))
    if bare == "收入":
        return bare
    repeated = carried is not None and _NAMES_SPENDING.search(carried) is not None
    if bare == "支出" and (dated or not repeated or (measure is None and clause == bare)):
        return bare
    return None


def _cut_comparison(clause: str) -> str:
    """The clause up to 较上年, 比2020年 and the like."""
    base = BASE.search(clause)
    return clause[: base.start()] if base else clause


def _measured(clause: str) -> tuple[str, Measure | None]:
    """The clause without the words at its end that tell the measure, and that measure."""
    lists = figure_words()
    clause = _trim(clause)
    for probe in (clause, clause + "数"):
        for pattern, measure in ((lists.budget, Measure.BUDGET), (lists.final, Measure.FINAL)):
            match = pattern.search(probe)
            if match:
                return probe[: match.start()] + lists.keeps.get(match["word"], ""), measure
    return clause, None


def _trim(text: str) -> str:
    """The text without filler at its end."""
    while True:
        if text.endswith(("总额", "余额", "金额", "份额", "人数", "公共")):
            return text
        tail = next((word for word in figure_words().tails if text.endswith(word)), "")
        if not tail:
            return text
        text = text[: -len(tail)]


def _behead(text: str) -> str:
    """The text without words that a subject does not begin with."""
    while True:
        if text.startswith(("安排的", "以上", "和谐", "有关", "有限", "及时")):
            return text
        head = next((word for word in figure_words().heads if text.startswith(word)), "")
        if not head:
            return text
        text = text[len(head) :]


def _subject(text: str) -> str | None:
    """A clean subject, or None where the text names none of its own."""
    lists = figure_words()
    if text.startswith("“") and text.endswith("”") and text.count("“") == 1:
        text = text[1:-1]
    years = list(STATED_YEAR.finditer(text))
    if years:
        # 某费用2022年度决算: the name may stand before the year.
        after = text[years[-1].end() :]
        after = f"年{after}" if _LEFT_AT_END.match(after) else _AT_THE_END.sub("", after)  # 2023年末实有人员
        text = _trim(_behead(after)) or text[: years[0].start()]
    text = _without_organisation(_behead(text))
    text = re.sub(r"^.*?(?:主要(?:为|是|用于|包括)|财政拨款(?:负担)?的)(?=.{2})", "", text)
    text = _trim(_behead(text))
    if len(text) > _LONGEST or text in lists.generic or text.endswith(("和", "及", "与")):
        return None
    return text if any(char.isalpha() for char in text) else None


def _without_organisation(text: str) -> str:
    """The subject without the organisation in front of it (某市某区财政局机关运行经费支出)."""
    lists = figure_words()
    match = lists.organisation.match(text)
    if match is None or _ACCOUNT.search(text):
        return text
    rest = text[match.end() :]
    while more := lists.organisation_goes_on.match(rest):
        rest = rest[more.end() :]
    return _behead(rest)
