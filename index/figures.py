"""The figures of a sentence: value, unit, and what they are of (subject, measure, direction, years).

The grammar is that of the statutory 情况说明: a subject (公务接待费支出) is named once, then its 预算数, 决算数,
完成率, 增减额 and 增减率 follow, so that a subject, a year and a base of comparison hold until they are replaced.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

from index.types import Direction, Figure, Measure

_NUMBER = r"(?<![A-Za-z\d.,])(?P<number>[-−－]?\d{1,3}(?:[,，]\d{3})+(?:\.\d+)?|[-−－]?\d+(?:\.\d+)?)"
_YEAR = r"(?P<year>(?:19|20)\d{2})年度?"
_LAST_YEAR = r"上年度|上年同期|上年|上一年度|上一年|去年同期|去年|上期"
_BASE = re.compile(
    rf"(?:(?:相?较于?|(?<!占)比|与|跟|和|同)(?:{_YEAR}|(?P<last>{_LAST_YEAR})|(?P<plan>(?:年初|全年|调整)?预算))"
    r"|(?P<same>同比))"
)
_STATED_YEAR = re.compile(_YEAR)
_SEPARATORS = "，,；;：:。！？、\n"
_EXECUTION = re.compile(
    r"^(?P<subject>.*?)(?:完成(?:率|进度)?|执行(?:率|进度)|(?:占|为|达)(?=(?:年初|全年|调整)?预算))"
    r"(?:了)?(?:年初|全年|调整|支出|收入)*(?:预算)?(?:数|安排)?(?:的|为|是|达)*$"
)
_RATE_WORD = re.compile(
    r"^(?P<subject>.*?)(?:预算|支出)?(?:完成率|执行率|执行进度|支出进度)(?:为|是|达|均为)*$"
)
_SHARE = re.compile(r"^(?P<subject>.*?)占(?!用|有|地)(?P<whole>.*)$")
_ITEM = re.compile(
    r"^(?:[（(]?[一二三四五六七八九十]{1,3}[)）、]|[（(]?\d{1,2}(?:[)）]|[.．、](?!\d))|[①-⑳])+"
)
_HEADING_END = re.compile(
    r"(?:收入|支出)?(?:决算|预算)?(?:的)?(?:总体|结构|具体|变动)?(?:情况)?(?:的)?(?:说明)?$"
)
_FULLWIDTH = {0xFF10 + n: 0x30 + n for n in range(10)} | {0xFF0E: 0x2E, 0xFF05: 0x25, 0xFF0D: 0x2D}


@dataclass(frozen=True)
class Words:
    """The word lists of figures.toml, made into patterns."""

    figure: re.Pattern[str]
    mask: re.Pattern[str]
    budget: re.Pattern[str]
    final: re.Pattern[str]
    change: re.Pattern[str]
    up: frozenset[str]
    down: frozenset[str]
    keeps: dict[str, str]
    tails: tuple[str, ...]
    heads: tuple[str, ...]
    generic: frozenset[str]
    counted: tuple[str, ...]
    organisation: re.Pattern[str]
    money: frozenset[str]
    rates: frozenset[str]
    bare: str
    bare_money: tuple[str, ...]


def _either(words: list[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


@cache
def words() -> Words:
    """The word lists, read once."""
    data = tomllib.loads(Path(__file__).with_name("figures.toml").read_text(encoding="utf-8"))
    units = [*data["money"], *data["rates"], *data["counts"], data["bare"]]
    verbs = _either([*data["up"], *data["down"], *data["either"]])
    return Words(
        figure=re.compile(rf"{_NUMBER}\s*(?:余|多|来)?\s*(?P<unit>{_either(units)})"),
        mask=re.compile("|".join(data["masks"])),
        budget=re.compile(rf"(?P<word>{_either(data['budget'])})$"),
        final=re.compile(rf"(?P<word>{_either(data['final'])})$"),
        change=re.compile(
            rf"(?P<verb>{verbs})(?P<other>[（(/／](?:{verbs})[)）]?)?(?:额|率|幅度?|比例|支出|金额)?(?:了|为|约|达|到|近|超)*$"
        ),
        up=frozenset(data["up"]),
        down=frozenset(data["down"]),
        keeps=data["keeps"],
        tails=tuple(sorted(data["tails"], key=len, reverse=True)),
        heads=tuple(sorted(data["heads"], key=len, reverse=True)),
        generic=frozenset(data["generic"]),
        counted=tuple(sorted(data["counted"], key=len, reverse=True)),
        organisation=re.compile(
            rf"^[\u4e00-\u9fff]{{1,9}}?(?:{data['org_region']})[\u4e00-\u9fff]*?(?:{data['org_office']})"
            r"(?:[（(][^（）()]*[)）])?(?:本级|机关)?(?=.{2,})"
        ),
        money=frozenset(data["money"]),
        rates=frozenset(data["rates"]),
        bare=data["bare"],
        bare_money=tuple(data["bare_money_words"]),
    )


@dataclass(frozen=True, slots=True)
class Topic:
    """What holds from the figures before: the subject, its year, the year it is compared with."""

    subject: str | None
    year: int
    base_year: int | None = None


def plain(text: str) -> str:
    """The text with ASCII digits, points and percent signs; of the same length."""
    return text.translate(_FULLWIDTH)


def _masked(text: str, lists: Words) -> str:
    """The text with dates, document numbers, form numbers and item numbers blotted out, of the same length."""

    def blot(match: re.Match[str]) -> str:
        return re.sub(r"\d", "#", match.group())

    joined = re.sub(r"(?<=\d)\s+(?=[年月日号])|(?<=[年月第])\s+(?=\d)", lambda m: "\0" * len(m.group()), text)
    # White space inside a date must not hide it: look at the text without it, blot in the text with it.
    places = [n for n, char in enumerate(joined) if not char.isspace() and char != "\0"]
    tight = "".join(text[n] for n in places)
    tight = lists.mask.sub(blot, tight)
    tight = re.sub(r"(?:(?<=[：:；;。，,])|^)[（(]?\d{1,2}(?:[)）]|[、.．](?!\d))", blot, tight)
    chars = list(text)
    for place, char in zip(places, tight, strict=True):
        chars[place] = char
    return "".join(chars)


def read_figures(text: str, topic: Topic) -> tuple[tuple[Figure, ...], Topic]:
    """The figures of a sentence in order, and the topic that holds after it.

    `topic.year` is the fiscal year of the document; a year printed in the sentence wins over it.
    """
    lists = words()
    source = plain(text)
    masked = _masked(source, lists)
    figures: list[Figure] = []
    now, end = topic, 0
    for match in lists.figure.finditer(masked):
        lead = re.sub(r"\s+", "", source[end : match.start()])
        figure, now = _figure(text, match, lead, now, topic.year)
        figures.append(figure)
        end = match.end()
    return tuple(figures), Topic(now.subject, topic.year)


def _figure(
    text: str, match: re.Match[str], lead: str, topic: Topic, fiscal_year: int
) -> tuple[Figure, Topic]:
    """One figure from the text between it and the one before, and the topic it leaves."""
    lists = words()
    printed_number = plain(match["number"]).replace("−", "-").replace("－", "-")
    digits = re.sub(r"[,，]", "", printed_number)
    unit = _unit(match["unit"], text, match.end(), lead)
    topic = _with_years(lead, topic, fiscal_year)
    reading = _read_lead(lead, unit)
    subject = reading.subject or _counted_after(text, match, topic.subject, unit)
    is_change = reading.measure in (Measure.CHANGE, Measure.CHANGE_RATE)
    figure = Figure(
        text=text[match.start("number") : match.end("number")],
        value=Decimal(digits),
        decimals=len(digits.partition(".")[2]),
        unit=unit,
        start=match.start("number"),
        end=match.end("unit"),
        subject=subject,
        measure=reading.measure,
        direction=reading.direction,
        year=reading.year or topic.year,
        base_year=topic.base_year if is_change else None,
    )
    carried = subject if unit in lists.money or reading.subject else topic.subject or subject
    return figure, Topic(carried, topic.year, topic.base_year)


def _unit(printed: str, text: str, end: int, lead: str) -> str:
    """The unit as printed; 70 万 without 元 is 万元 where money is spoken of."""
    lists = words()
    if printed != lists.bare:
        return "%" if printed == "％" else printed
    near = lead[-12:] + text[end : end + 4]
    return "万元" if any(word in near for word in lists.bare_money) else printed


def _with_years(lead: str, topic: Topic, fiscal_year: int) -> Topic:
    """The topic after the years and bases of comparison printed in the lead."""
    year, base = topic.year, topic.base_year
    bases = list(_BASE.finditer(lead))
    for match in bases:
        if match["year"]:
            base = int(match["year"])
        elif match["last"] or match["same"]:
            base = year - 1
        else:
            base = None
    compared = {match.start("year") for match in bases if match["year"]}
    stated = [m for m in _STATED_YEAR.finditer(lead) if m.start("year") not in compared]
    if stated:
        year = int(stated[-1]["year"])
    elif "本年" in lead or "今年" in lead:
        year = fiscal_year
    return Topic(topic.subject, year, base)


@dataclass(frozen=True, slots=True)
class _Reading:
    subject: str | None
    measure: Measure | None
    direction: Direction | None = None
    year: int | None = None


def _clause(lead: str) -> str:
    """The end of the lead that belongs to the number: back to the last separator outside brackets."""
    depth = 0
    text = lead.lstrip("、")
    for place in range(len(text) - 1, -1, -1):
        char = text[place]
        if char in "）)":
            depth += 1
        elif char in "（(":
            if depth == 0:
                return text[place + 1 :]
            depth -= 1
        elif depth == 0 and char in _SEPARATORS and char != "、" and place < len(text) - 1:
            return text[place + 1 :]
    return text


def _read_lead(lead: str, unit: str) -> _Reading:
    """Subject, measure and direction from the words before a number."""
    lists = words()
    clause = _ITEM.sub("", _clause(lead)).rstrip("：:，, ")
    if unit in lists.rates:
        for pattern in (_RATE_WORD, _EXECUTION):
            match = pattern.match(clause)
            if match:
                return _Reading(_subject(match["subject"]), Measure.EXECUTION)
    change = lists.change.search(clause)
    if change and change["verb"] != "新增":
        measure = Measure.CHANGE_RATE if unit in lists.rates else Measure.CHANGE
        before = _cut_comparison(clause[: change.start()])
        return _Reading(_subject(_measured(before)[0]), measure, _direction(change))
    share = _SHARE.match(clause)
    if share and unit in lists.rates:
        return _Reading(_subject(share["subject"]), Measure.SHARE)
    return _plain_reading(clause, unit)


def _plain_reading(clause: str, unit: str) -> _Reading:
    """A reading without change or share: 预算, 决算, an amount or a count."""
    lists = words()
    base = _BASE.search(clause)
    year = None
    if base and base["year"]:
        # 较2022年决算49.77万元: the figure of the year that is compared with.
        year, clause = int(base["year"]), clause[: base.start()] + clause[base.end() :]
    elif base and base["last"]:
        clause = clause[: base.start()] + clause[base.end() :]
    rest, measure = _measured(clause)
    if unit in lists.money or unit in ("万元",):
        return _Reading(_subject(rest), measure or Measure.AMOUNT, year=year)
    if unit in lists.rates:
        return _Reading(_subject(clause), None)
    return _Reading(_subject(clause), Measure.COUNT, year=year)


def _cut_comparison(clause: str) -> str:
    """The clause up to 较上年, 比2020年 and the like."""
    base = _BASE.search(clause)
    return clause[: base.start()] if base else clause


def _direction(change: re.Match[str]) -> Direction | None:
    """Up or down; None for a template remnant such as 增加（减少）."""
    if change["other"]:
        return None
    if change["verb"] in words().up:
        return Direction.UP
    return Direction.DOWN if change["verb"] in words().down else None


def _measured(clause: str) -> tuple[str, Measure | None]:
    """The clause without the words at its end that tell the measure, and that measure."""
    lists = words()
    clause = _trim(clause, lists.tails)
    for probe in dict.fromkeys((clause, clause + "数")):
        for pattern, measure in ((lists.budget, Measure.BUDGET), (lists.final, Measure.FINAL)):
            match = pattern.search(probe)
            if match:
                return probe[: match.start()] + lists.keeps.get(match["word"], ""), measure
    return clause, None


def _trim(text: str, tails: tuple[str, ...]) -> str:
    """The text without filler at its end."""
    trimmed = True
    while trimmed and text:
        trimmed = False
        for tail in tails:
            if text.endswith(tail) and not text.endswith(
                ("支出总额", "总额", "余额", "金额", "份额", "人数", "公共")
            ):
                text = text[: -len(tail)]
                trimmed = True
                break
    return text


def _subject(text: str) -> str | None:
    """A clean subject, or None where the text names none of its own."""
    lists = words()
    if text.startswith("“") and text.endswith("”") and text.count("“") == 1:
        text = text[1:-1]
    years = list(_STATED_YEAR.finditer(text))
    if years:
        text = text[years[-1].end() :]
    text = _behead(text, lists.heads)
    match = lists.organisation.match(text)
    if match and "（类" not in text and "(类" not in text:
        text = _behead(text[match.end() :], lists.heads)
    text = _trim(text, lists.tails)
    return None if not text or text in lists.generic or len(text) > 60 else text


def _behead(text: str, heads: tuple[str, ...]) -> str:
    """The text without words that a subject does not begin with."""
    changed = True
    while changed and text:
        changed = False
        for head in heads:
            if text.startswith(head) and not text.startswith(("“三公”", "对个人", "对附属", "和谐")):
                text = text[len(head) :]
                changed = True
                break
    return text


def _counted_after(text: str, match: re.Match[str], carried: str | None, unit: str) -> str | None:
    """The noun right after a count (3 个项目) where nothing before names one; else the subject carried on."""
    lists = words()
    if unit in lists.money or unit in lists.rates:
        return carried
    after = re.sub(r"\s+", "", text[match.end() : match.end() + 24])
    return next((noun for noun in lists.counted if after.startswith(noun)), carried)


def subject_of_heading(heading: str) -> str | None:
    """The subject that a heading names, without its number and its 情况说明; None where it names none."""
    text = _ITEM.sub("", re.sub(r"\s+", "", heading)).rstrip("。：:")
    text = re.sub(r"^(?:19|20)\d{2}年度?", "", text)
    bare = _HEADING_END.sub("", text)
    return None if not bare or bare.startswith("第") or bare in words().generic else bare
