"""What a figure is of, in the first sentence of an answer: the row and the column that sets the figure apart,
in the words that are printed (预算数, 项目支出, 年末结转和结余)."""

from __future__ import annotations

import re

from index.forms.labels import label_key
from index.types import Cell, Measure
from qa.compute import unit_of
from qa.draft import item_of, without_year
from qa.finding.corpus import DocView
from qa.finding.roles import role_of
from qa.money import is_money
from qa.types import CellHit, Facet, Hit, Reading, SentenceHit
from qa.understanding.vocabulary import plain

_KIND = re.compile(r"(?:决算|预算|执行)数?$")
_FINAL = re.compile(r"决算数?$")
_BARE = frozenset({"", "金额", "合计", "总计", "小计", "项目", "统计数", "数量", "栏次"})
_SIDES = frozenset({"收入", "支出", "本年支出", "本年支出合计"})
_OF_YEAR = re.compile("^(?:年初|年末|上年|本年)")
_CARRIED = re.compile("结转|结余")
_AMONG = re.compile("^其中[:：]?")
_FUND_TITLE = re.compile("(?:政府性基金|国有资本经营)预算(?:财政拨款)?")
_SCORED = re.compile("(?:指标值|完成值|分值|得分|打分|目标|执行率)$")
_DAY = re.compile(r"^(?:截至|截止)?(?:\d{4}年)?\d{1,2}月\d{1,2}日[,，]?")
_SAID_BUDGET = re.compile("(?P<kind>年初|全年|调整)预算数?[^，,；;。]{0,3}$")
_SAID_FINAL = re.compile("决算数?[^，,；;。]{0,3}$")
_BEFORE = 12
_MEASURES = {Measure.EXECUTION: "完成预算的比例", Measure.SHARE: "的占比"}


def headline(reading: Reading, hit: Hit, view: DocView) -> str:
    """Item and column of a figure, in one phrase: 教育支出的项目支出, 公务接待费年初预算数."""
    item = item_of(hit, view)
    if isinstance(hit, SentenceHit):
        return _of_sentence(hit, item)
    item = _AMONG.sub("", item)
    if role_of(hit.cell.form, hit.cell.table_title) is None and not is_planned(hit.cell):
        last = hit.cell.column_label.rsplit(" / ", 1)[-1]
        apart = _SCORED.search(last) and last not in item and not item.endswith("总分")
        return f"{item}的{last}" if apart else item
    return _within(hit.cell, item + _column_words(reading, hit, item, view.disclosure.year))


def apart_from(hit: CellHit, item: str, view: DocView) -> str:
    """Row and column of a cell, as they stand between quotes; the row alone where no column sets it apart."""
    path = [without_year("".join(part.split()), view.disclosure.year) for part in _parts(hit.cell)]
    own = plain(hit.cell.row_label.rsplit(" / ", 1)[-1])
    apart = "" if not own or own in _BARE else _apart(path, item)
    return f"{item}”行“{apart}" if apart else item


def _parts(cell: Cell) -> list[str]:
    return cell.column_label.split(" / ")


def _within(cell: Cell, named: str) -> str:
    """The name with the balance that a row is a part of, or with the fund that a total is of."""
    parent = cell.row_path[-2] if len(cell.row_path) > 1 else ""
    if _CARRIED.search(parent) and not _CARRIED.search(named):
        return f"{label_key(parent)}中的{_FINAL.sub('', named)}"
    fund = _FUND_TITLE.match(cell.table_title)
    total = plain(cell.row_label) in _BARE
    return f"{fund.group()}的{named}" if fund and total and fund.group() not in named else named


def is_planned(cell: Cell) -> bool:
    """True for a table whose columns are budgeted."""
    return any(_KIND.search(part) for part in cell.column_label.split(" / "))


def _of_sentence(hit: SentenceHit, item: str) -> str:
    figure = hit.figure
    item = _DAY.sub("", item)
    if figure is None or not item:
        return item
    if figure.measure in _MEASURES:
        return item + _MEASURES[figure.measure]
    before = "".join(hit.sentence.text[max(0, figure.start - _BEFORE) : figure.start].split())
    if figure.measure is Measure.BUDGET:
        said = _SAID_BUDGET.search(before)
        kind = f"{said['kind']}预算数" if said else "预算数"
        return item if item.endswith("预算数") else f"{_KIND.sub('', item).removesuffix('年初')}{kind}"
    final = figure.measure is Measure.FINAL and is_money(figure.unit) and _SAID_FINAL.search(before)
    plainly = final and not _CARRIED.search(item)
    return f"{_KIND.sub('', item)}决算数" if plainly else item


def _column_words(reading: Reading, hit: CellHit, item: str, year: int) -> str:
    path = [without_year("".join(part.split()), year) for part in _parts(hit.cell)]
    own = plain(hit.cell.row_label.rsplit(" / ", 1)[-1])
    apart = "" if not own or own in _BARE else _apart(path, item)
    kind = next((part for part in reversed(path) if _KIND.search(part)), "")
    spent = is_money(unit_of(hit)) and not _CARRIED.search(item)  # a count and a balance are no 决算数
    if not kind and not apart and spent and reading.facet is Facet.FINAL and hit.cell.form is not None:
        kind = "决算数"
    elif kind in item or (own and path[-1] in item) or (_FINAL.search(kind) and not spent):
        kind = ""
    if kind and item.endswith(kind.removesuffix("数")):
        kind = "数"
    return f"的{apart}{kind}" if apart else kind


def _apart(path: list[str], item: str) -> str:
    """The part of a column's path that sets it apart from the other columns of its row; empty for none.

    人员经费 / 决算数 heads a block of rows: it says nothing of the one row.
    """
    of_block = len(path) > 1 and (path[-1] == "金额" or _KIND.search(path[-1]) is not None)
    of_block = of_block and _KIND.search(path[0]) is None
    parts = [
        part
        for part in path
        if part not in _BARE | _SIDES and not _KIND.search(part) and plain(part) not in plain(item)
    ]
    if not parts or (of_block and not _OF_YEAR.search(parts[-1])):
        return ""
    last = _AMONG.sub("", parts[-1])
    year = next((part for part in parts[:-1] if _OF_YEAR.search(part)), "")
    return f"{year}{last}" if year and not _OF_YEAR.search(last) and not last.startswith(year) else last
