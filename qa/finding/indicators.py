"""Indicators of performance tables, which people name loosely: 聘了几个人 for 人员聘用数 of a project.

A row is found by the words that its own label holds, together with those that its project explains (its name,
its goal). It answers only where it clearly leads every row that prints another figure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from index.types import Cell, Table
from qa.compute import unit_of, value_of
from qa.finding.closely_read.quantities import counts_things
from qa.finding.corpus import DocView, Row
from qa.finding.preferences import load_preferences
from qa.money import is_money
from qa.types import CellHit, Facet, Reading
from qa.understanding.asked import Asked, Unit
from qa.understanding.vocabulary import plain

ENOUGH = 0.6  # of the words of a question
_LEAD = 0.1
_BY_PROJECT = 0.9  # a word that only the project explains, not the row
_TARGET = ("指标值", "目标值", "预期", "年初")
_COUNTED = re.compile(r"(?:多少|几)[个家名件次条项](?!人次)([\u4e00-\u9fff]{2})")
_COUNT = "counted"
_POINTS = "分"
_FULL_POINTS = ("分值", "权重", "满分")
_LOOSE = frozenset({"个", "家", "人", "名", "户", "项", "件", "场", "次", "条", "套", "台", "期", "批"})


def indicator(view: DocView, asked: Asked, reading: Reading) -> CellHit | None:
    """The cell of the indicator that a question names loosely; None where none clearly leads."""
    hits = sorted(_hits(view, asked, reading), key=lambda hit: -hit.score)
    if not hits or hits[0].score < ENOUGH:
        return None
    best = hits[0]
    if unit_of(best) == "%" and counts_things(reading.content):
        return None  # 多少读者 is no 读者满意度
    for hit in hits[1:]:
        if hit.score < best.score - _LEAD:
            break
        if (value_of(hit), unit_of(hit)) != (value_of(best), unit_of(best)) and not (
            same_indicator(view, hit.cell, best.cell)
        ):
            return None
    return best


def same_indicator(view: DocView, left: Cell, right: Cell) -> bool:
    """True for cells of one project's tables whose labels name one thing (公众满意度, 社会公众满意度)."""
    a, b = label_of(left), label_of(right)
    project = view.project_of(left.table_id)
    return project is not None and project is view.project_of(right.table_id) and (a in b or b in a)


def label_of(cell: Cell) -> str:
    """The plain last part of a row's label."""
    return plain(cell.row_label.rsplit(" / ", 1)[-1])


def _hits(view: DocView, asked: Asked, reading: Reading) -> Iterable[CellHit]:
    units = _telling(asked, reading)
    weight = sum(unit.weight for unit in units)
    arounds = {table.table_id: _around(table) for table in view.tables if table.form is None}
    for row in view.rows:
        if not row.indicator or not row.parts[-1]:
            continue
        said, around = _said(row), arounds[row.table.table_id]
        own = [unit for unit in units if _holds(said, unit)]
        if not own:
            continue
        held = sum(
            unit.weight * (1.0 if unit in own else _BY_PROJECT)
            for unit in units
            if unit in own or (unit.how != _COUNT and _holds(around, unit))
        )
        cell = answering_cell(row, reading)
        if cell is not None and _fits(cell, reading):
            yield CellHit(cell, round(held / weight, 4), ("indicator",))


def _telling(asked: Asked, reading: Reading) -> tuple[Unit, ...]:
    """The words of a question, with what is counted (多少个单位) and without those that ask for points."""
    if reading.counted != _POINTS:
        counted = [Unit(m[1], 1.0, *m.span(1), how=_COUNT) for m in _COUNTED.finditer(asked.content)]
        return (*asked.units, *(unit for unit in counted if not _within(unit, asked.units)))
    points = {plain(column) for column in load_preferences().point_columns}
    return tuple(u for u in asked.units if not points & set(u.keys) and not any(u.text in p for p in points))


def _within(unit: Unit, units: tuple[Unit, ...]) -> bool:
    return any(other.start <= unit.start and unit.end <= other.end for other in units)


def _said(row: Row) -> str:
    """What a row says of itself: its label, and its remarks where they are words."""
    remarks = [cell.text for cell in row.cells if value_of(CellHit(cell, 1.0)) is None]
    return "|".join((row.parts[-1], *(plain(remark) for remark in remarks)))


def _holds(text: str, unit: Unit) -> bool:
    return unit.text in text or any(key in text for key in unit.keys)


def _around(table: Table) -> str:
    """The words of a performance table that are no indicator's: its title, its project and the goals."""
    prose = (cell.text for cell in table.cells if cell.value is None and "指标" not in cell.row_label)
    return plain("|".join((table.title, *prose)))


def answering_cell(row: Row, reading: Reading) -> Cell | None:
    """What was reached; the target, the points or the full points where these are asked for."""
    names = load_preferences()
    columns = [(cell, plain(cell.column_label.rsplit(" / ", 1)[-1])) for cell in row.cells]
    full = reading.counted == _POINTS and any(word in reading.content for word in _FULL_POINTS)
    target = reading.facet in {Facet.BUDGET, Facet.FULL_BUDGET} or any(w in reading.content for w in _TARGET)
    for cell, column in columns:
        if value_of(CellHit(cell, 1.0)) is None:
            continue
        points = any(word in column for word in names.point_columns)
        if reading.counted == _POINTS:
            if points and full == any(word in column for word in _FULL_POINTS):
                return cell
        elif not points and (any(w in column for w in _TARGET) if target else column in names.main_columns):
            return cell
    return None


def _fits(cell: Cell, reading: Reading) -> bool:
    """True where the cell's figure may be what is counted: people, bodies and pieces are said loosely."""
    hit, counted = CellHit(cell, 1.0), reading.counted
    unit = unit_of(hit)
    if counted == "money":
        return is_money(unit)
    if counted == "percent":
        return unit == "%"
    if counted is None:
        return True
    return unit == counted or (unit is None or {unit, counted} <= _LOOSE)
