"""A form as its identities see it: sides or blocks, each with labelled rows and columns with header paths."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from index.checking.arithmetic import Printed
from index.forms.labels import label_key, ordinal_level
from index.types import Cell, Table

_PATH_SEPARATOR = " / "
_LEGIBLE = 6  # characters of a cut-off label that still tell which it is


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a side or block; `key` is the label to compare by, `level` its ordinal's depth."""

    index: int
    label: str
    key: str
    code: str | None
    level: int | None
    cells: Mapping[int, Cell]

    def value(self, col: int) -> Decimal | None:
        """The printed number in a column, None for a blank."""
        cell = self.cells.get(col)
        return None if cell is None else cell.value


@dataclass(frozen=True, slots=True)
class Column:
    """A column; `path` holds the keys of its header labels, outermost first, repetitions dropped."""

    col: int
    path: tuple[str, ...]

    @property
    def leaf(self) -> str:
        """The innermost header label's key."""
        return self.path[-1] if self.path else ""


@dataclass(frozen=True, slots=True)
class Block:
    """The columns that share row labels, and their rows from top to bottom."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

    def find(self, keys: Sequence[str]) -> Row | None:
        """The one row labelled by one of `keys`, earlier keys first; None where it is not unique.

        A label that is cut off in print counts where no other row fits and enough of it is left.
        """
        for key in keys:
            exact = [row for row in self.rows if row.key == key]
            if len(exact) == 1:
                return exact[0]
        for key in keys:
            cut = [row for row in self.rows if len(row.key) >= _LEGIBLE and key.startswith(row.key)]
            if len(cut) == 1:
                return cut[0]
        return None

    def column(self, keys: Sequence[str]) -> Column | None:
        """The one column whose innermost label is one of `keys`; the only column where there is just one."""
        for key in keys:
            found = [column for column in self.columns if column.leaf == key]
            if len(found) == 1:
                return found[0]
        return self.columns[0] if len(self.columns) == 1 else None


@dataclass(frozen=True, slots=True)
class FormView:
    """A table with its blocks from left to right; `form` is the one whose identities it follows."""

    table: Table
    form: str | None
    blocks: tuple[Block, ...]

    @property
    def has_numbers(self) -> bool:
        """True where any cell holds a number."""
        return any(cell.value is not None for cell in self.table.cells)

    def coded_rows(self) -> Iterator[tuple[Block, Row]]:
        """Rows with an account code in reading order, block by block."""
        for block in self.blocks:
            yield from ((block, row) for row in block.rows if row.code)


def printed(cell: Cell) -> Printed:
    """A cell's number; raises ValueError for a cell without one."""
    if cell.value is None:
        raise ValueError(f"no number in cell {cell.table_id} row {cell.row} column {cell.col}")
    return Printed(cell.value, cell.unit)


def view_form(table: Table, form: str | None) -> FormView:
    """Index a table once: columns that never differ in their row labels make one block."""
    by_col: dict[int, dict[int, Cell]] = defaultdict(dict)
    for cell in table.cells:
        by_col[cell.col][cell.row] = cell
    groups: list[list[int]] = []
    for col in sorted(by_col):
        if groups and _share_labels(by_col[groups[-1][-1]], by_col[col]):
            groups[-1].append(col)
        else:
            groups.append([col])
    return FormView(table, form, tuple(_block({col: by_col[col] for col in cols}) for cols in groups))


def _share_labels(left: Mapping[int, Cell], right: Mapping[int, Cell]) -> bool:
    common = left.keys() & right.keys()
    return bool(common) and all(_name(left[row]) == _name(right[row]) for row in common)


def _name(cell: Cell) -> tuple[str, str | None, str | None]:
    return cell.row_label, cell.row_code, cell.row_seq


def _block(by_col: Mapping[int, Mapping[int, Cell]]) -> Block:
    rows: dict[int, dict[int, Cell]] = defaultdict(dict)
    for col, cells in by_col.items():
        for row, cell in cells.items():
            rows[row][col] = cell
    columns = (Column(col, _header_path(_header(cells.values()))) for col, cells in by_col.items())
    return Block(tuple(columns), tuple(_row(index, rows[index]) for index in sorted(rows)))


def _header(cells: Iterable[Cell]) -> str:
    """The header that most cells of a column have; a header row that repeats below differs."""
    return Counter(cell.column_label for cell in cells).most_common(1)[0][0]


def _header_path(label: str) -> tuple[str, ...]:
    keys = [_header_key(part) for part in label.split(_PATH_SEPARATOR) if part.strip()]
    return tuple(key for before, key in zip([None, *keys], keys, strict=False) if key != before)


def _header_key(label: str) -> str:
    """A header label's key; 其中 stays in front, because such a column repeats a part of its sibling."""
    return f"其中:{label_key(label)}" if label.strip().startswith("其中") else label_key(label)


def _row(index: int, cells: Mapping[int, Cell]) -> Row:
    first = next(iter(cells.values()))
    code = first.row_code if first.row_code and re.fullmatch(r"\d{3,7}", first.row_code) else None
    return Row(
        index, first.row_label, label_key(first.row_label), code, ordinal_level(first.row_label), cells
    )
