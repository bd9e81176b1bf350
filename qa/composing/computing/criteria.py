"""Accounts compared by something other than their amount: how far the budget was kept, by how much it was
passed, how they changed, their share. Each is worked out from cited figures, or there is no answer."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal

from index.types import Direction, Measure
from qa import compute
from qa.composing.computing.levels import (
    CLASS,
    Level,
    account_named,
    level_of,
    name_of,
    of_level,
)
from qa.composing.computing.ordering import Entry, formulas_of, ordered, wanted_of
from qa.composing.computing.planned_items import Told, told_of
from qa.composing.computing.told_levels import shares_told
from qa.composing.honesty.decline import refuse
from qa.composing.operations import says
from qa.composing.phrases import phrase
from qa.draft import Writer, amount_text, figure_text, joined, who
from qa.finding.corpus import DocView
from qa.finding.evidence import Evidence
from qa.money import shortest
from qa.types import CellHit, Computed, Draft, Hit, Reading, SentenceHit, Status

_LEAST = 2
_SHARE = re.compile("占比|比重|占.{0,12}比例|占得")
_RATE = re.compile(
    "执行率|完成率|执行进度|完成.{0,4}预算.{0,4}(?:比例|百分|程度|情况)|超.{0,5}预算.{0,5}(?:比例|幅度|百分|最厉害)"
)
_PASSED = re.compile(
    "超(?:过|出|了)?(?:年初|全年)?预算|[高大多]于(?:年初)?预算|突破.{0,4}预算|比(?:年初)?预算[多高]|超支"
)
_SHORT = re.compile("[低小少]于(?:年初|全年)?预算|没有?(?:完成|花完|用完)|未完成|比(?:年初)?预算[少低]|结余")
_CHANGE = re.compile("增长|增加|增幅|上升|涨|减少|下降|降幅|变化|变动|[比较](?:上年|去年|前一年|\\d{4}年)")
_PERCENT = re.compile("率|幅|百分|比例|快")
_DOWN = re.compile("减少|下降|降幅|降得|压减")
_ASKS = re.compile(
    "有?几[类款项]|最|从[大多高小少低]到|前[一二三四五六七八九十两\\d]|第[二三四五]|排|[几多少哪]{1,2}个?[类款项]|几[类项]"
)
_COUNTS = re.compile("(?:几|多少)个?[类款项]")


def criterion_of(text: str) -> str | None:
    """What accounts are compared by (share, rate, passed, short, change); None for their amounts."""
    for name, words in (("share", _SHARE), ("rate", _RATE), ("passed", _PASSED), ("short", _SHORT)):
        if words.search(text):
            return name
    return "change" if _CHANGE.search(text) else None


def asks(reading: Reading) -> bool:
    """True where accounts of a level are compared by something other than their amount."""
    text = reading.content
    compared = _ASKS.search(text) is not None or reading.threshold is not None
    projects = says(text, "ranking", "projects") and not says(text, "ranking", "not_projects")
    return compared and not projects and level_of(text) is not None and criterion_of(text) is not None


def compared(evidence: Evidence, reading: Reading, views: Sequence[DocView]) -> Draft | None:
    """The accounts in the order of what they are compared by; None where the question compares by amount.

    `views` holds the disclosure, and that of the year before where it is indexed. Refuses where the figures
    for it are not printed.
    """
    if not asks(reading):
        return None
    view, text = views[0], reading.content
    digits, name = level_of(text) or CLASS, criterion_of(text)
    parent = account_named(view, evidence.asked(reading, view))
    if name == "share":
        level = of_level(view, text, digits, parent.code or "" if parent else "")
        told = [] if level or digits != CLASS else shares_told(view)
        entries = _shares(level) if level else [_printed(name, hit) for name, hit in told]
    elif name == "change":
        entries = _changes(reading, views, digits)
    else:
        entries = _by_budget(told_of(view, digits), name or "")
    if len(entries) < _LEAST:
        return not_printed(view, digits, phrase("criteria", name or ""))
    if name in {"passed", "short"} and (_COUNTS.search(text) or not says(text, "ranking", "most", "least")):
        return _counted(view, entries, name, text)
    return _ordered(reading, view, entries, name or "", digits)


def _ordered(reading: Reading, view: DocView, entries: list[Entry], name: str, digits: int) -> Draft:
    text = reading.content
    least = says(text, "ranking", "least") or (name == "change" and _DOWN.search(text) is not None)
    others: list[Entry] = []
    if name == "change" and all(isinstance(entry.hits[0], SentenceHit) for entry in entries):
        others = [entry for entry in entries if (entry.value < 0) is not least and entry.value]
        entries = [entry for entry in entries if entry not in others]
        if len(entries) < _LEAST:
            entries, others = [*entries, *others], []
        entries = [replace(entry, value=abs(entry.value)) for entry in entries]
        least = False
    wanted = replace(wanted_of(replace(reading, descending=not least)), superlative=False)
    among = f"{who(view.disclosure)}{view.disclosure.year}年度各{phrase('criteria', LEVEL_NAMES[digits])}中"
    draft = ordered(entries, wanted, phrase("criteria", name), among, reading)
    first = sorted(entries, key=lambda entry: entry.value, reverse=not least)[(wanted.nth or 1) - 1]
    single = wanted.threshold is None and not wanted.limit
    numbers = tuple(entry.value for entry in entries)
    said = _without_budget(view, digits, name, entries)
    if others:
        writer = Writer(each_figure=True)
        lines = "；".join(_line(writer, entry) for entry in others)
        draft = joined(draft, writer.draft(Status.ANSWERED, phrase("criteria", "others", lines=lines)))
    return replace(
        draft,
        text=draft.text + said,
        derived=(*draft.derived, *numbers),
        formula=formulas_of(entries),
        value=first.value if single else None,
        unit=first.unit if single else None,
    )


def _line(writer: Writer, entry: Entry) -> str:
    return phrase("across", "line", name=entry.name, figure=entry.figure, mark=writer.marks(entry.hits))


LEVEL_NAMES = {3: "class", 5: "section", 7: "item"}


def _without_budget(view: DocView, digits: int, name: str, entries: Sequence[Entry]) -> str:
    """Accounts without a budget at the start of the year have no rate: they are named."""
    if name != "rate":
        return ""
    have = {entry.name for entry in entries}
    others = [told.name for told in told_of(view, digits) if told.name not in have]
    return phrase("criteria", "no_budget", names="、".join(others)) if others else ""


def _counted(view: DocView, entries: Sequence[Entry], name: str, text: str) -> Draft:
    """Those that passed their budget, or fell short of it, with both figures."""
    kept = [entry for entry in entries if (entry.value > 0 if name == "passed" else entry.value < 0)]
    if name == "short":
        kept = [entry for entry in entries if entry.value > 0]
    writer = Writer()
    lines = "；".join(_line(writer, entry) for entry in kept)
    n = writer.derived(Decimal(len(kept)))
    for entry in entries:
        writer.derived(entry.value)
        writer.marks(entry.hits)
    names = {"who": who(view.disclosure), "year": view.disclosure.year, "item": phrase("criteria", name)}
    key = "some" if kept else "nothing"
    return writer.draft(
        Status.ANSWERED,
        phrase("criteria", key, **names, n=n, lines=lines),
        value=n,
        unit="类" if kept else None,
        formula=formulas_of(kept),
    )


def not_printed(view: DocView, digits: int, criterion: str) -> Draft:
    """A refusal: the accounts of a level are not printed with what they are compared by."""
    names = {"who": who(view.disclosure), "year": view.disclosure.year}
    level = phrase("criteria", LEVEL_NAMES[digits])
    return refuse(phrase("criteria", "not_printed", **names, level=level, criterion=criterion))


def _shares(level: Level) -> list[Entry]:
    if level.total is None or not level.total.value:
        return []
    whole = CellHit(level.total, 1.0)
    cells = [(row, cell) for row, cell in level.rows if cell.value]
    return [_entry(name_of(row), compute.share(CellHit(cell, 1.0), whole)) for row, cell in cells]


def _by_budget(told: Sequence[Told], name: str) -> list[Entry]:
    entries = []
    for each in told:
        planned, spent = each.figures.get(Measure.BUDGET), each.figures.get(Measure.FINAL)
        if planned is None or spent is None:
            continue
        if name == "rate":
            printed = each.figures.get(Measure.EXECUTION)
            if printed is not None:
                entries.append(_printed(each.name, printed))
            elif compute.value_of(planned):
                entries.append(_entry(each.name, compute.share(spent, planned)))
            continue
        pair: tuple[Hit, Hit] = (spent, planned) if name == "passed" else (planned, spent)
        entries.append(_entry(each.name, compute.difference(*pair)))
    return entries


def _changes(reading: Reading, views: Sequence[DocView], digits: int) -> list[Entry]:
    """The change of each account: from the same form of both years, else as the text prints it."""
    rate = _PERCENT.search(reading.content) is not None
    if len(views) > 1:
        levels = [of_level(view, reading.content, digits) for view in views]
        now, before = levels[0], levels[1]
        if now and before and now.rows[0][0].table.form == before.rows[0][0].table.form:
            earlier = {row.code: cell for row, cell in before.rows}
            pairs = [(row, cell, earlier.get(row.code)) for row, cell in now.rows]
            worked: Callable[[Hit, Hit], Computed] = compute.growth if rate else compute.difference
            return [
                _entry(name_of(row), worked(CellHit(cell, 1.0), CellHit(old, 1.0)))
                for row, cell, old in pairs
                if old is not None and cell.value is not None and old.value
            ]
    wanted = Measure.CHANGE_RATE if rate else Measure.CHANGE
    printed = [(each.name, each.figures.get(wanted)) for each in told_of(views[0], digits)]
    return [_printed(name, hit) for name, hit in printed if hit is not None]


def _printed(name: str, hit: SentenceHit) -> Entry:
    value = compute.value_of(hit) or Decimal(0)
    down = hit.figure is not None and hit.figure.direction is Direction.DOWN
    said = hit.figure.direction.value if hit.figure and hit.figure.direction else ""
    figure = f"{said} {figure_text(hit)}".strip()
    return Entry(name, -value if down else value, compute.unit_of(hit), figure, (hit,))


def _entry(name: str, found: Computed) -> Entry:
    value = found.value if found.unit == "%" else shortest(found.value)
    figure = phrase("across", "computed", figure=amount_text(value, found.unit), formula=found.formula)
    return Entry(name, value, found.unit, figure, found.operands)
