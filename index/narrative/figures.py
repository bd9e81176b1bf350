"""The figures of a sentence: value, unit, and what they are of (subject, measure, direction, years).

A subject (公务接待费支出) is named once, then its budget, final amount, execution, change and rate follow, so
subject, year and base of comparison hold until they are replaced (the grammar of the statutory 情况说明).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from index.narrative.figure_words import FigureWords, figure_words
from index.narrative.leads import BASE, ITEM, STATED_YEAR, Held, read_lead
from index.types import Figure, Measure

_HEADING_END = re.compile(r"(?:(?:决算|预算)的?)?(?:总体|结构|具体|变动)?(?:情况)?(?:的)?(?:说明)?$")
_HEADING_SUBJECT = re.compile(r"支出|收入|费|采购|结余|结转")
_FULLWIDTH = {0xFF10 + n: 0x30 + n for n in range(10)} | {0xFF0E: 0x2E, 0xFF05: 0x25, 0xFF0D: 0x2D}
_COUNTED = re.compile(r"[^，,。；;：:、（()）\d和及与进开占]{2,20}")
_FROM = re.compile("[由从自]$")
_CHANGED_TO = (
    "(?:增加|增长|增|上升|升|提高|提升|扩大|延长|减少|减|下降|降低|降|压减|缩短|缩减|调整)(?:到|至|为|了?到)"
)
_TO = re.compile(_CHANGED_TO)
_GOES_TO = re.compile(rf"\s*{_CHANGED_TO}\s*\d")
_ITEM_INSIDE = re.compile(r"(?:(?<=[：:；;。，,])|^)[（(]?\d{1,2}(?:[)）]|[、.．](?!\d))")


@dataclass(frozen=True, slots=True)
class Topic:
    """What holds from the figures before: subject, its year, the year it is compared with, last unit."""

    subject: str | None
    year: int
    base_year: int | None = None
    unit: str | None = None


def plain(text: str) -> str:
    """The text with ASCII digits, points and percent signs; of the same length."""
    return text.translate(_FULLWIDTH)


def read_figures(text: str, topic: Topic) -> tuple[tuple[Figure, ...], Topic]:
    """The figures of a sentence in order, and the topic that holds after it.

    `topic.year` is the fiscal year of the document; a year printed in the sentence wins over it. Years,
    dates, ordinals, document and form numbers and whatever has no unit are no figures.
    """
    lists = figure_words()
    source = plain(text)
    figures: list[Figure] = []
    now, end = topic, 0
    risen: str | None = None
    for match in lists.figure.finditer(_masked(source, lists)):
        if lists.threshold.match(source[match.end() :]):
            # 单价100万元以上设备2台: the threshold belongs to the name of what is counted next.
            figures.append(_bare_figure(text, match, now.year))
            continue
        lead = re.sub(r"\s+", "", source[end : match.start()])
        if risen is not None and _TO.fullmatch(lead):
            lead = risen  # 由86人增加到103人: the second figure is of this year
        risen = _FROM.sub("", lead) if _FROM.search(lead) and _GOES_TO.match(source, match.end()) else None
        figure, now = _figure(text, match, risen or lead, _with_years(lead, now, topic.year))
        figures.append(figure if risen is None else replace(figure, year=(figure.year or now.year) - 1))
        end = match.end()
    return tuple(figures), Topic(now.subject, topic.year)


def _masked(text: str, lists: FigureWords) -> str:
    """The text with dates, document, form and item numbers blotted out, of the same length.

    White space inside a date must not hide it: the text is searched without it and blotted with it.
    """
    places = [n for n, char in enumerate(text) if not char.isspace()]
    tight = "".join(text[n] for n in places)
    for pattern in (lists.mask, _ITEM_INSIDE):
        tight = pattern.sub(lambda match: re.sub(r"\d", "#", match.group()), tight)
    chars = list(text)
    for place, char in zip(places, tight, strict=True):
        chars[place] = char
    return "".join(chars)


def _bare_figure(text: str, match: re.Match[str], year: int) -> Figure:
    """Value, unit and place of a figure, without a reading of the words around it."""
    digits = re.sub(r"[,，]", "", plain(match["number"]).replace("−", "-"))
    return Figure(
        text=text[match.start("number") : match.end("number")],
        value=Decimal(digits),
        decimals=len(digits.partition(".")[2]),
        unit=match["unit"],
        start=match.start("number"),
        end=match.end("unit"),
        year=year,
    )


def _figure(text: str, match: re.Match[str], lead: str, topic: Topic) -> tuple[Figure, Topic]:
    """One figure from the text between it and the one before, and the topic it leaves."""
    lists = figure_words()
    unit = _unit(match["unit"], lead + text[match.end() : match.end() + 4], topic.unit)
    reading = read_lead(lead, unit, Held(topic.subject, topic.year, topic.base_year is not None))
    counts = unit not in lists.money and unit not in lists.rates
    subject = reading.subject or (_counted_after(text, match.end()) if counts else None) or topic.subject
    change = reading.measure in (Measure.CHANGE, Measure.CHANGE_RATE)
    figure = replace(
        _bare_figure(text, match, reading.year or topic.year),
        unit=unit,
        subject=subject,
        measure=reading.measure,
        direction=reading.direction,
        base_year=topic.base_year if change else None,
    )
    carried = reading.subject or topic.subject or subject
    return figure, replace(topic, subject=carried, unit=unit)


def _unit(printed: str, near: str, before: str | None) -> str:
    """The unit as printed; 70 万 without 元 is 万元 where money is spoken of."""
    lists = figure_words()
    if printed != lists.bare:
        return printed
    money = before in lists.money or any(word in near[-16:] for word in lists.bare_money)
    return "万元" if money else printed


def _with_years(lead: str, topic: Topic, fiscal_year: int) -> Topic:
    """The topic after the years and bases of comparison printed in the lead."""
    year = topic.year
    bases = list(BASE.finditer(lead))
    compared = {match.start("year") for match in bases if match["year"]}
    stated = [m for m in STATED_YEAR.finditer(lead) if m.start("year") not in compared]
    if stated:
        year = int(stated[-1]["year"])
    elif "本年" in lead or "今年" in lead:
        year = fiscal_year
    base_year = topic.base_year
    for match in bases:
        base_year = int(match["year"]) if match["year"] else None if match["plan"] else year - 1
    return replace(topic, year=year, base_year=base_year)


def _counted_after(text: str, end: int) -> str | None:
    """The words right after a count (3 个项目) that say what is counted."""
    match = _COUNTED.match(re.sub(r"\s+", "", text[end : end + 40]))
    return match.group() if match else None


def subject_of_heading(heading: str) -> str | None:
    """The subject that a heading names, without its number and its 情况说明; None where it names none."""
    text = ITEM.sub("", re.sub(r"\s+", "", heading)).rstrip("。：:")
    bare = _HEADING_END.sub("", re.sub(r"^(?:19|20)\d{2}年度?", "", text))
    named = _HEADING_SUBJECT.search(bare) is not None and not bare.startswith("第")
    return bare if named and bare not in figure_words().generic else None
