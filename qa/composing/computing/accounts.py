"""The accounts of one level, or below one account: how many have an amount, which they are, and which is the
largest of them."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from qa import compute
from qa.composing.computing.criteria import LEVEL_NAMES, not_printed
from qa.composing.computing.levels import (
    CLASS,
    ITEM,
    SECTION,
    Level,
    account_named,
    level_of,
    name_of,
    of_level,
)
from qa.composing.computing.ordering import Entry
from qa.composing.computing.told_levels import amounts_told
from qa.composing.operations import says
from qa.composing.phrases import phrase
from qa.draft import Writer, figure_text, joined, who
from qa.finding.corpus import DocView
from qa.finding.evidence import Evidence
from qa.types import CellHit, Draft, Hit, Reading, Status

_MARKS = {"类": CLASS, "款": SECTION, "项": ITEM}
_COUNTED = re.compile(
    "(?:几|多少)个?(?:功能)?(?:分类)?([类款项])(?!目)|([类款项])级?(?:科目)?(?:一共|总共|共)?有?(?:几|多少)个"
)
_OF_A_KIND = re.compile("哪一?[个些]?(?P<kind>[\u3400-\u9fff]{2,6}?)类的?(?:支出|花|开支|科目)")
_ANY_KIND = re.compile("功能|科目|支出|经济|分")
_WHICH = re.compile("(?:包括|包含|下面|下|里|有|分)(?:有|都有|是)?(?:哪[几些]个?)[类款项](?!目)")
_ITEMS = re.compile("各项|哪[一几些]?项|哪个项(?!目支出最)|哪一个")


def counted_accounts(evidence: Evidence, reading: Reading, view: DocView) -> Draft | None:
    """How many accounts of a level have an amount (涉及几个类级科目), each level by itself where several are
    asked for, and which they are; None where none are counted."""
    text = reading.content
    counted = {mark for found in _COUNTED.findall(text) for mark in found}
    levels = [level for mark, level in _MARKS.items() if mark in counted]
    lists = not levels and _WHICH.search(text) is not None
    if reading.threshold is not None or not (levels or lists) or says(text, "ranking", "most", "least"):
        return None
    parent = account_named(view, evidence.asked(reading, view))
    code = parent.code or "" if parent else ""
    if lists and parent is None:
        return None
    if levels in ([], [ITEM]) and parent is not None and not re.search("项级|末级", text):
        levels = [min(len(code) + 2, ITEM)]  # 教育支出有几项 asks for what is right below it
    drafts = [_level_counted(view, text, digits, code if len(code) < digits else "") for digits in levels]
    whole = drafts[0]
    for draft in drafts[1:]:
        whole = joined(whole, draft)
    return whole if len(drafts) == 1 else replace(whole, value=None, unit=None)


def _level_counted(view: DocView, text: str, digits: int, parent: str) -> Draft:
    """The accounts of one level that have an amount: of the form, else as the text lists them."""
    level = of_level(view, text, digits, parent)
    rows: list[tuple[str, Hit]] = (
        [(name_of(r), CellHit(c, 1.0)) for r, c in level.rows if c.value] if level else []
    )
    rows = rows or ([] if parent else amounts_told(view, digits))
    if not rows:
        return not_printed(view, digits, phrase("criteria", "amount"))
    writer = Writer(each_figure=True)
    lines = "；".join(
        phrase("across", "line", name=name, figure=figure_text(hit), mark=writer.mark(hit))
        for name, hit in rows
    )
    n = writer.derived(Decimal(len(rows)))
    names = {"who": who(view.disclosure), "year": view.disclosure.year, "n": n, "lines": lines}
    names["level"] = phrase("criteria", LEVEL_NAMES[digits])
    if level:
        said = phrase("criteria", "accounts", **names, title=level.title, page=level.page)
    else:
        said = phrase("criteria", "accounts_told", **names)
    return writer.draft(Status.ANSWERED, said, value=n, unit="个")


def largest(evidence: Evidence, reading: Reading, view: DocView) -> tuple[list[Entry], str] | None:
    """The accounts of a level, or below the account that is named, with their amounts and where they stand;
    None where the question compares none."""
    wanted = _wanted(evidence, reading, view)
    if wanted is None:
        return None
    digits, parent = wanted
    level = of_level(view, reading.content, digits, parent)
    if kind := _kind(reading.content):
        level = of_level(view, reading.content, ITEM, parent)
    if level is not None:
        cells = [(name, hit) for name, hit in _cells(level) if kind in name]
        pages = {hit.cell.page for _, hit in cells}
        key = "stands" if len(pages) == 1 else "stands_over_pages"
        place = phrase("criteria", key, title=level.title, page=level.page)
        return [_amount(*pair) for pair in cells], place
    told = [] if parent or digits != ITEM else amounts_told(view, digits)
    return ([_amount(*pair) for pair in told], phrase("ranking", "listed")) if told else None


def _kind(text: str) -> str:
    """The word that the names of the accounts compared have to hold (哪个医院类支出最多); "" for none."""
    match = _OF_A_KIND.search(text)
    return match["kind"] if match and not _ANY_KIND.search(match["kind"]) else ""


def only_one(evidence: Evidence, reading: Reading, view: DocView) -> Draft | None:
    """The only account of the level that is compared, where no form lists a second; None for any other."""
    wanted = _wanted(evidence, reading, view)
    level = of_level(view, reading.content, *wanted) if wanted else None
    if wanted is None or level is None or len(_cells(level)) != 1 or _kind(reading.content):
        return None
    return replace(_level_counted(view, reading.content, *wanted), value=None, unit=None)


def _wanted(evidence: Evidence, reading: Reading, view: DocView) -> tuple[int, str] | None:
    """The digits of the level that is compared, and the code of the account that it is below."""
    parent = account_named(view, evidence.asked(reading, view))
    code = parent.code or "" if parent else ""
    digits = level_of(reading.content)
    if digits is None and parent is not None and _ITEMS.search(reading.content):
        digits = min(len(code) + 2, ITEM)
    return None if digits is None else (digits, code if len(code) < digits else "")


def _cells(level: Level) -> list[tuple[str, CellHit]]:
    return [(name_of(row), CellHit(cell, 1.0)) for row, cell in level.rows if cell.value]


def _amount(name: str, hit: Hit) -> Entry:
    return Entry(name, compute.value_of(hit) or Decimal(0), compute.unit_of(hit), figure_text(hit), (hit,))
