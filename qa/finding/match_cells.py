"""How well a cell answers: how much of the question its labels explain, and how little they say beyond it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from index.types import Cell
from qa.finding.corpus import DocView, Row, title_keys
from qa.finding.preferences import load_preferences
from qa.types import CellHit, Facet, Intent, Reading
from qa.understanding.asked import Asked, Unit
from qa.understanding.vocabulary import plain

_TRUNCATED = 5  # a printed label cut off after so many characters still names its item
_FAR = -1.0
_MOST = 0.7  # of the words of a question, for an indicator that is named loosely
_PROSE = 0.3  # a cell that explains is no figure
_LONGEST_VALUE = 20
_AFTER_COUNT = frozenset({"部门打分", "得分", "自评分"})
UNNAMED = 0.12  # evidence that leaves out one of the things by name (公务用车 for 公务用车的维修费)
_CODE_WEIGHT = 4.0  # a code in the question counts like a label of four characters


def cell_hits(view: DocView, asked: Asked, reading: Reading) -> list[CellHit]:
    """Cells of a disclosure that may answer, best first; of the form alone where the question names one."""
    hits = []
    named = named_tables(view, asked)
    for row in _candidate_rows(view, asked, reading):
        if named and row.table.table_id not in named:
            continue
        for cell in row.cells:
            hit = _score(row, cell, asked, reading)
            if hit.score > 0:
                hits.append(hit)
    return sorted(hits, key=lambda hit: (-hit.score, hit.cell.table_id, hit.cell.row, hit.cell.col))


def named_tables(view: DocView, asked: Asked) -> frozenset[str]:
    """The tables that the question names by title (…表); empty where it names none."""
    said = {key for unit in asked.named for key in unit.keys if key.endswith("表")}
    return frozenset(table.table_id for table in view.tables if said & set(title_keys(table.title)))


def _candidate_rows(view: DocView, asked: Asked, reading: Reading) -> Iterable[Row]:
    seen: dict[int, Row] = {}
    for code in reading.codes:
        seen.update((id(row), row) for row in view.rows_by_code.get(code, ()))
    if seen:
        return seen.values()
    for unit in asked.named:
        for key in unit.keys:
            seen.update((id(row), row) for row in view.rows_by_key.get(key, ()))
        seen.update((id(row), row) for row in _cut_off_rows(view, unit))
    if reading.row_number is not None:
        seen.update((id(row), row) for row in view.rows if _at_position(row, reading))
    seen.update((id(row), row) for row in view.rows if row.total)
    said = [unit.text for unit in asked.units if not unit.keys and len(unit.text) > 1]
    seen.update(
        (id(row), row) for row in view.rows if row.indicator and any(s in row.parts[-1] for s in said)
    )
    return seen.values()


def _cut_off_rows(view: DocView, unit: Unit) -> Iterable[Row]:
    """Rows whose printed label stops short of the asked one (一、一般公共预算财政拨款收)."""
    for key, rows in view.rows_by_key.items():
        if len(key) >= _TRUNCATED and any(asked != key and asked.startswith(key) for asked in unit.keys):
            yield from rows


def _at_position(row: Row, reading: Reading) -> bool:
    """True for the row that a 行次, or a place in a form without 行次, points to."""
    if reading.row_number is None or (reading.table_no is None and row.table.form is None):
        return False
    if reading.table_no is not None and row.table.table_no != reading.table_no:
        return False
    if row.seq is not None:
        return row.seq == str(reading.row_number)
    return row.position == reading.row_number


def _explained(unit: Unit, text: str) -> float:
    """How much of a piece of the question a label explains: 1 where it is the label."""
    if not text:
        return 0.0
    if unit.keys:
        if text in unit.keys:
            return 1.0
        cut = [key[len(text) :] for key in unit.keys if len(text) >= _TRUNCATED and key.startswith(text)]
        if cut:
            # A label without its last word may be a label of its own: 财政拨款 beside 财政拨款支出.
            return 0.75 if set(cut) <= {"支出", "收入"} else 0.95
        if any(key in text for key in (*unit.keys, unit.text)):
            return 0.55
        return 0.0
    return 1.0 if unit.text in text else 0.0


def _score(row: Row, cell: Cell, asked: Asked, reading: Reading) -> CellHit:
    columns = [plain(part) for part in cell.column_label.split(" / ")]
    title = plain(row.table.title)
    label_parts = {row.key, *row.parts}
    missed = False
    explained = row_part = column_part = title_part = 0.0
    for unit in asked.units:
        by_row = max(_explained(unit, part) for part in label_parts)
        if _is_grand_total(unit, row, columns):
            by_row = 1.0
        by_column = max((_explained(unit, part) for part in columns), default=0.0)
        around = max((0.9 * _explained(unit, part) for part in row.path), default=0.0)
        by_title = 0.9 if unit.text in title or any(key in title for key in unit.keys) else 0.0
        best = max(by_row, 0.97 * by_column, around, by_title)
        explained += unit.weight * best
        missed = missed or (unit.keys != () and not best)
        if unit.keys:
            row_part = max(row_part, by_row)
            column_part = max(column_part, by_column)
            title_part = max(title_part, _names_form(unit, title))
    weight = asked.weight
    if row.indicator:
        row_part = max(row_part, _indicator_part(row, asked))
    if row.code in reading.codes or _at_position(row, reading):
        explained, weight = explained + _CODE_WEIGHT, weight + _CODE_WEIGHT
    coverage = explained / weight if weight else 0.0
    score = coverage + load_preferences().of_form(row.table.form)
    score -= _PROSE if len(cell.text) > _LONGEST_VALUE and cell.value is None else 0.0
    score += _row_fit(row, row_part, max(column_part, title_part), reading) + _column_fit(
        columns, column_part, reading
    )
    score += _form_fit(row, reading) - (UNNAMED if missed else 0.0)
    why = (f"coverage {coverage:.2f}", f"row {row_part:.2f}", f"column {column_part:.2f}")
    return CellHit(cell, round(score, 4), why)


def _indicator_part(row: Row, asked: Asked) -> float:
    """1 where an indicator's label holds nearly all words that the title of its table leaves over."""
    title = plain(row.table.title)
    left = [u for u in asked.units if u.text not in title and not (u.keys and _AFTER_COUNT & set(u.keys))]
    left = left or list(asked.units)
    weight = sum(unit.weight for unit in left)
    held = sum(unit.weight for unit in left if unit.text in row.parts[-1])
    return 1.0 if weight and held / weight >= _MOST else 0.0


def _is_grand_total(unit: Unit, row: Row, columns: Sequence[str]) -> bool:
    """True for the 合计 of a form whose grand total the question names (三公经费: 合计 of that form)."""
    keys = load_preferences().grand_total.get(row.table.form or "", frozenset())
    if not keys & set(unit.keys):
        return False
    return row.key in {"合计", "总计"} or (row.key == "" and columns[-1] == "合计")


def _names_form(unit: Unit, title: str) -> float:
    """1 where a piece of the question is the form's title, or the title without 决算 and 表."""
    short = title.removesuffix("表").removesuffix("明细").removesuffix("决算")
    return 1.0 if {title, short, *title_keys(title)} & set(unit.keys) else 0.0


def _row_fit(row: Row, row_part: float, column_part: float, reading: Reading) -> float:
    if row.code in reading.codes or _at_position(row, reading):
        return 0.3
    if row_part >= 0.95:
        return 0.0
    if row.total:
        return 0.0 if column_part >= 0.95 else -0.35
    return -0.6 * (1 - row_part)


def _column_fit(columns: Sequence[str], column_part: float, reading: Reading) -> float:
    names = load_preferences()
    if reading.intent is Intent.EXECUTION:
        return 0.0 if columns[-1].startswith("执行率") else _FAR
    points = any(part.startswith(names.point_columns) for part in columns)
    if points or reading.counted == "分":
        return 0.0 if points and (reading.counted == "分" or column_part >= 0.95) else -0.3
    budget = any(part in names.budget_columns for part in columns)
    full_budget = any(part in names.full_budget_columns for part in columns)
    if reading.facet is Facet.BUDGET:
        return 0.15 if budget else (-0.2 if full_budget else -0.5)
    if reading.facet is Facet.FULL_BUDGET:
        return 0.15 if full_budget else (0.0 if budget else -0.5)
    if reading.row_number is not None and not reading.facet:
        return 0.0
    if budget or full_budget:
        return -0.4
    if column_part >= 0.95 or columns[-1] in names.main_columns:
        return 0.0
    return -0.2


def _form_fit(row: Row, reading: Reading) -> float:
    if reading.table_no is None:
        return 0.0
    return 0.3 if row.table.table_no == reading.table_no else _FAR
