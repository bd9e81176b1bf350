"""How well a cell answers: how much of the question its labels explain, and how little they say beyond it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from index.types import Cell
from qa.finding.columns import column_fit, items_of, year_fit
from qa.finding.corpus import DocView, Row, title_keys
from qa.finding.labels import plain_label
from qa.finding.positions import column_at, row_at, tables_said
from qa.finding.preferences import load_preferences
from qa.finding.roles import role_of
from qa.finding.scope_fit import scope_fit
from qa.types import CellHit, Reading
from qa.understanding.asked import Asked, Unit

_TRUNCATED = 5  # a printed label cut off after so many characters still names its item
_CUT = 3  # no more than so many of its characters are missing
_WHOLE_WORDS = ("支出", "收入", "合计", "总计", "总额", "费")  # what is missing is a word: another label
_EACH_NEXT = 0.005
_SYNONYM = 0.96  # the label said exactly wins over another name of the same measure
_NAMED = 0.5  # where neither row nor column is named, the title says where the item stands, not what it is
_FAR = -1.0  # a cell of another place than the one pointed to
_MOST = 0.7  # of the words of a question, for an indicator that is named loosely
_PROSE = 0.3  # a cell that explains is no figure
_LONGEST_VALUE = 20
_BOTH_SIDES = re.compile("收入支出|收支")
_AFTER_COUNT = frozenset({"部门打分", "得分", "自评分"})
BESIDE = 0.15  # evidence that leaves out what stands right beside a short word (房屋 of 房屋补贴)
UNNAMED = 0.12  # evidence that leaves out one of the things by name (公务用车 for 公务用车的维修费)
_CODE_WEIGHT = 4.0  # a code in the question counts like a label of four characters


def cell_hits(view: DocView, asked: Asked, reading: Reading) -> list[CellHit]:
    """Cells of a disclosure that may answer, best first; of the form alone where the question names one."""
    hits = []
    numbered = tables_said(view, reading)
    named = named_tables(view, asked) or numbered
    year, known = view.disclosure.year, _Known()
    if reading.table_no is not None and not numbered:
        return []
    for row in _candidate_rows(view, asked, reading, numbered):
        if named and row.table.table_id not in named:
            continue
        for cell in row.cells:
            pointed = row.code in reading.codes or row_at(row, reading, numbered)
            hit = _score(row, cell, asked, reading, _Place(year, pointed, known))
            if hit.score > 0:
                hits.append(hit)
    return sorted(hits, key=lambda hit: (-hit.score, hit.cell.table_id, hit.cell.row, hit.cell.col))


def named_tables(view: DocView, asked: Asked) -> frozenset[str]:
    """The tables that the question names by title (…表); empty where it names none."""
    said = {key for unit in asked.named for key in unit.keys if key.endswith("表")}
    return frozenset(table.table_id for table in view.tables if said & set(title_keys(table.title)))


def _candidate_rows(view: DocView, asked: Asked, reading: Reading, numbered: frozenset[str]) -> Iterable[Row]:
    seen: dict[int, Row] = {}
    for code in reading.codes:
        seen.update((id(row), row) for row in view.rows_by_code.get(code, ()))
    if seen:
        return seen.values()
    for unit in asked.named:
        for key in (*unit.keys, *(key for part in unit.parts for key in part.keys)):
            seen.update((id(row), row) for row in view.rows_by_key.get(key, ()))
        seen.update((id(row), row) for row in _cut_off_rows(view, unit))
    if reading.row_number is not None:
        seen.update((id(row), row) for row in view.rows if row_at(row, reading, numbered))
    seen.update((id(row), row) for row in view.rows if row.total)
    said = [unit.text for unit in asked.units if not unit.keys and len(unit.text) > 1]
    seen.update(
        (id(row), row) for row in view.rows if _indicator(row) and any(s in row.parts[-1] for s in said)
    )
    return seen.values()


def _cut_off_rows(view: DocView, unit: Unit) -> Iterable[Row]:
    """Rows whose printed label stops short of the asked one (一、一般公共预算财政拨款收)."""
    for key, rows in view.rows_by_key.items():
        if _cut_off(key, unit):
            yield from rows


def _explained(unit: Unit, text: str) -> float:
    """How much of a piece of the question a label explains: 1 where it is the label, less for a synonym."""
    if not text:
        return 0.0
    if not unit.keys:
        return 1.0 if unit.text in text else 0.0
    if text in unit.keys:
        return named_by(unit, text)
    if _cut_off(text, unit):
        return 0.95
    # A label without its last word may be a label of its own: 财政拨款 beside 财政拨款支出.
    if len(text) >= _TRUNCATED and any(key in {f"{text}支出", f"{text}收入"} for key in unit.keys):
        return 0.75
    return 0.55 if any(key in text for key in (*unit.keys, unit.text)) else 0.0


def named_by(unit: Unit, key: str) -> float:
    """How well a label of the right measure is what was said: 1 for the very label, less for another name
    of it; the names that a word stands for are in order of preference."""
    if key in {unit.text, unit.keys[0]}:
        return 1.0
    return _SYNONYM if unit.how == "label" else 1.0 - _EACH_NEXT * unit.keys.index(key)


def _cut_off(label: str, unit: Unit) -> bool:
    """True for a printed label that stops a few characters short of the asked one (…财政拨款收, …保险缴)."""
    if len(label) < _TRUNCATED:
        return False
    rests = (key[len(label) :] for key in unit.keys if key != label and key.startswith(label))
    return any(len(rest) <= _CUT and not rest.endswith(_WHOLE_WORDS) for rest in rests)


class _Known:
    """How far labels explain the pieces of one question; the same few labels stand around many cells."""

    def __init__(self) -> None:
        self._found: dict[tuple[int, str], float] = {}

    def explained(self, unit: Unit, text: str) -> float:
        """`_explained`, found once; the units live as long as the question."""
        key = (id(unit), text)
        if key not in self._found:
            self._found[key] = _explained(unit, text)
        return self._found[key]


@dataclass(frozen=True, slots=True)
class _Place:
    """The year of the disclosure, whether code or position point to the row, and what is known of labels."""

    year: int
    pointed: bool
    known: _Known


@dataclass(frozen=True, slots=True)
class _Labels:
    """The labels around a cell, in plain form."""

    row: Row
    columns: tuple[str, ...]
    title: str


@dataclass(frozen=True, slots=True)
class _Fit:
    """How well the labels around a cell explain one piece of a question, and where."""

    best: float
    row: float
    column: float
    title: float


def _fit_of(unit: Unit, labels: _Labels, known: _Known) -> _Fit:
    row = max(known.explained(unit, part) for part in {labels.row.key, *labels.row.parts})
    row = max(row, _grand_total(unit, labels.row, labels.columns))
    column = max((known.explained(unit, part) for part in labels.columns), default=0.0)
    around = max((0.9 * known.explained(unit, part) for part in labels.row.path), default=0.0)
    titles = (labels.title, _BOTH_SIDES.sub("支出", labels.title), _BOTH_SIDES.sub("收入", labels.title))
    said = any(key in title for title in titles for key in (unit.text, *unit.keys))
    title = (1.0 if unit.how == "part" else 0.9) if said else 0.0
    by_column = (
        column if labels.row.key == "" else 0.97 * column
    )  # a wide form names its items in the columns
    whole = _Fit(max(row, by_column, around, title), row, column, _names_form(unit, labels.title))
    if not unit.parts:
        return whole
    parts = [_fit_of(part, labels, known) for part in unit.parts]
    together = sum(p.weight * fit.best for p, fit in zip(unit.parts, parts, strict=True)) / unit.weight
    row, column = (max(getattr(fit, name) for fit in parts) for name in ("row", "column"))
    return max(whole, _Fit(together, row, column, whole.title), key=lambda fit: fit.best)


def _score(row: Row, cell: Cell, asked: Asked, reading: Reading, place: _Place) -> CellHit:
    columns = tuple(plain_label(part) for part in cell.column_label.split(" / "))
    labels = _Labels(row, (*columns, *items_of(columns)), plain_label(row.table.title))
    fits = [_fit_of(unit, labels, place.known) for unit in asked.units]
    named = [fit for unit, fit in zip(asked.units, fits, strict=True) if unit.keys]
    if all(max(fit.row, fit.column) < _NAMED and fit.title < 1 for fit in named):
        fits = [replace(fit, best=max(fit.row, fit.column)) for fit in fits]
    row_part, column_part, title_part = (
        max((getattr(fit, place) for fit in named), default=0.0) for place in ("row", "column", "title")
    )
    explained = sum(unit.weight * fit.best for unit, fit in zip(asked.units, fits, strict=True))
    weight = asked.weight
    if _indicator(row):
        row_part = max(row_part, _indicator_part(row, asked))
    if place.pointed:
        explained, weight = explained + _CODE_WEIGHT, weight + _CODE_WEIGHT
    coverage = explained / weight if weight else 0.0
    score = coverage + load_preferences().of_form(role_of(row.table.form, row.table.title))
    beside = asked.beside
    pairs = list(zip(asked.units, fits, strict=True))
    sure = any(unit.keys and len(unit.text) > 2 and fit.row >= 0.95 for unit, fit in pairs)
    left = not sure and any(not fit.best for unit, fit in pairs if unit in beside)
    score -= BESIDE if left else 0.0
    score -= _PROSE if len(cell.text) > _LONGEST_VALUE and cell.value is None else 0.0
    score += _row_fit(row, row_part, max(column_part, title_part), pointed=place.pointed)
    score += column_fit(columns, column_part, reading, planned=_planned(row)) + year_fit(columns, place.year)
    score += _nth_fit(row, cell, reading) + scope_fit(cell, reading)
    if any(not fit.best for fit in named):
        score -= UNNAMED if row_part >= _NAMED or place.pointed or not row.total else -_FAR
    why = (f"coverage {coverage:.2f}", f"row {row_part:.2f}", f"column {column_part:.2f}")
    return CellHit(cell, round(score, 4), why)


def _indicator_part(row: Row, asked: Asked) -> float:
    """1 where an indicator's label holds nearly all words that the title of its table leaves over."""
    title = plain_label(row.table.title)
    left = [u for u in asked.units if u.text not in title and not (u.keys and _AFTER_COUNT & set(u.keys))]
    left = left or list(asked.units)
    weight = sum(unit.weight for unit in left)
    held = sum(unit.weight for unit in left if unit.text in row.parts[-1])
    return 1.0 if weight and held / weight >= _MOST else 0.0


def _grand_total(unit: Unit, row: Row, columns: Sequence[str]) -> float:
    """1 for the total of a form whose grand total the question names (三公经费: 合计 of that form).

    Less where it names another measure that may stand for it (财政拨款支出 for 一般公共预算财政拨款支出).
    """
    for total in load_preferences().grand_totals.get(role_of(row.table.form, row.table.title) or "", ()):
        here = total.columns & set(columns) if row.key else "合计" in columns
        if row.key in total.rows and here and total.keys & set(unit.keys):
            return 1.0 if total.keys & {unit.text, unit.keys[0]} else _SYNONYM
    return 0.0


def _indicator(row: Row) -> bool:
    """True for a row of a performance table; the tables of a budget are statutory forms in all but name."""
    return row.indicator and not _planned(row)


def _planned(row: Row) -> bool:
    """True for a row of a budget's table, where the budget column is the main one."""
    return row.table.form is None and role_of(None, row.table.title) is not None


def _names_form(unit: Unit, title: str) -> float:
    """1 where a piece of the question is the form's title, or the title without 决算 and 表."""
    short = title.removesuffix("表").removesuffix("明细").removesuffix("决算")
    return 1.0 if {title, short, *title_keys(title)} & set(unit.keys) else 0.0


def _row_fit(row: Row, row_part: float, column_part: float, *, pointed: bool) -> float:
    if pointed:
        return 0.3
    if row_part >= 0.95:
        return 0.0
    if row.total:
        return 0.0 if column_part >= 0.95 else -0.35
    return -0.6 * (1 - row_part)


def _nth_fit(row: Row, cell: Cell, reading: Reading) -> float:
    if reading.column_number is None:
        return 0.0
    return 0.3 if column_at(row, cell, reading.column_number) else _FAR
