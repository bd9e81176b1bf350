"""Forms drawn small, and what must come out of them: for the tests of pages -> tables."""

from __future__ import annotations

from collections.abc import Callable

from index.types import Cell, Table
from tests.index.drawing import Drawing

CLASSIFIED = ["科目编码", "科目名称", "本年支出合计", "基本支出", "项目支出"]
COLUMNS = [50.0, 110.0, 300.0, 390.0, 470.0, 545.0]
DATA = [
    ["", "合计", "300.00", "290.00", "10.00"],
    ["201", "一般公共服务支出", "200.00", "200.00", "-"],
    ["20103", "政府办公厅（室）及相关机构事务", "200.00", "200.00", ""],
    ["221", "住房保障支出", "100.00", "90.00", "10.00"],
]
TWO_SIDED = [
    ["项目", "行次", "决算数", "项目", "行次", "决算数"],
    ["一、一般公共预算财政拨款收入", "1", "100.00", "一、一般公共服务支出", "15", "90.00"],
    ["二、其他收入", "2", "", "二、外交支出", "16", "无"],
    ["本年收入合计", "3", "100.00", "本年支出合计", "17", "90.00"],
]
SIDES = [50.0, 200.0, 225.0, 295.0, 440.0, 470.0, 545.0]

Read = Callable[[Drawing], list[Table]]


def values(table: Table) -> list[tuple[str, str, str]]:
    """Row label, column label and text of every cell that shows something."""
    return [(c.row_label, c.column_label, c.text) for c in table.cells if c.text]


def cell(table: Table, row: str, column: str) -> Cell:
    """The one cell of that row and column."""
    (found,) = [c for c in table.cells if c.row_label == row and c.column_label == column]
    return found


def place(drawing: Drawing, y: float, row: list[str], columns: list[float], left: tuple[int, ...]) -> None:
    """A row of text without rules; columns in `left` start at their border, the others end at theirs."""
    for column, text in enumerate(row):
        if column in left:
            drawing.text(columns[column] + 3, y + 14, text)
        else:
            drawing.right(columns[column + 1] - 3, y + 14, text)


def expected(rows: list[list[str]], header: list[str]) -> list[tuple[str, str, str]]:
    return [(row[1], header[c], row[c]) for row in rows for c in range(2, len(header)) if row[c]]
