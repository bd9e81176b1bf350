"""Form, row and column by position: 公开05表第三行第二列, 行次 12, 表7最后一行.

A form is known by the number it prints; where a disclosure prints none, by its place among the statutory
forms. Rows are counted by their printed 行次, else from the first row below the header; columns over the
cells of a row, without its code and name. Negative numbers count from the end.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.types import Cell
from qa.finding.corpus import DocView, Row
from qa.finding.roles import role_of
from qa.types import Reading
from qa.understanding.position import chinese_number

_NUMBER = re.compile(r"(\d+)|([一二三四五六七八九十]+)")


def tables_said(view: DocView, reading: Reading) -> frozenset[str]:
    """The tables whose number the question gives; empty where it gives none or no table has it."""
    wanted = _number(reading.table_no)
    if wanted is None:
        return frozenset()
    numbered = [table for table in view.tables if _number(table.table_no) is not None]
    if numbered:
        return frozenset(table.table_id for table in numbered if _number(table.table_no) == wanted)
    forms = [table for table in view.tables if role_of(table.form, table.title)]
    return frozenset(table.table_id for table in forms[wanted - 1 : wanted])


def _number(printed: str | None) -> int | None:
    found = _NUMBER.search(printed or "")
    if found is None:
        return None
    return int(found[1]) if found[1] else chinese_number(found[2])


def row_at(row: Row, reading: Reading, tables: frozenset[str]) -> bool:
    """True for the row that a 行次, or a place in a form without 行次, points to."""
    wanted = reading.row_number
    if wanted is None or (reading.table_no is None and row.table.form is None):
        return False
    if reading.table_no is not None and row.table.table_id not in tables:
        return False
    if row.seq is not None and wanted > 0:
        return row.seq == str(wanted)
    return _at(sorted({cell.row for cell in row.table.cells}), wanted) == row.cells[0].row


def column_at(row: Row, cell: Cell, wanted: int) -> bool:
    """True for the cell in that place of its row."""
    return _at(sorted(other.col for other in row.cells), wanted) == cell.col


def _at(places: Sequence[int], wanted: int) -> int | None:
    n = wanted - 1 if wanted > 0 else wanted
    return places[n] if -len(places) <= n < len(places) else None
