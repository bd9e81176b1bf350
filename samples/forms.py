"""A form as data: rows with merge marks, and the labelled cells that a reader should find in it.

In `rows` the text "<" means "merged with the cell to the left" and "^" "merged with the cell above".
`columns` gives each column a role: C code, L label, S 行次, V value, "." nothing to read.
A value belongs to the labels before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

LEFT, UP = "<", "^"
SEQUENCE_LABELS = {"栏次"}
CODE_LEVELS = {"类", "款", "项"}  # stand in the 栏次 row where the code has a column for each
UNIT_IN_LABEL = re.compile(r"[（(](辆|个|人|批次|人次|台、辆|台|套|台（套）)[）)]$")


@dataclass(frozen=True)
class Region:
    """Rows of one form that are read the same way: their header rows, and the roles of their columns."""

    header: tuple[int, ...]
    first: int
    last: int  # exclusive
    columns: str
    section: str = ""


@dataclass(frozen=True)
class Form:
    """A form or table with how it is printed. `widths` are relative; `breaks` are rows that start a page."""

    title: str
    rows: tuple[tuple[str, ...], ...]
    columns: str
    header_rows: int = 0
    unit: str | None = None
    table_no: str | None = None
    regions: tuple[Region, ...] = ()
    notes: tuple[str, ...] = ()
    notice: str | None = None
    landscape: bool = False
    rotate: int = 0
    style: str = "ruled"  # or "three-line"
    breaks: tuple[int, ...] = ()
    repeat_header: bool = False
    widths: tuple[float, ...] = ()
    font_size: float = 8.5
    row_height: float = 16.0
    skew: float = 0.0  # degrees, of a scanned page
    row_units: dict[str, str] = field(default_factory=dict)  # row label -> unit

    def owner(self, row: int, col: int) -> tuple[int, int]:
        """The top left position of the merged cell that covers (row, col)."""
        mark = self.rows[row][col]
        if mark == LEFT:
            return self.owner(row, col - 1)
        return self.owner(row - 1, col) if mark == UP else (row, col)

    def grid(self) -> list[list[str]]:
        """The logical grid: the text of a merged cell in every position that it covers."""
        expanded: list[list[str]] = []
        for row in range(len(self.rows)):
            owners = [self.owner(row, col) for col in range(len(self.rows[row]))]
            expanded.append([self.rows[r][c] for r, c in owners])
        return expanded


@dataclass(frozen=True)
class Value:
    """A value cell with its labels."""

    row: int
    col: int
    row_label: str
    row_code: str | None
    row_seq: str | None
    column_label: str
    column_no: str | None
    text: str
    unit: str | None


def number(text: str) -> str | None:
    """The decimal string of a printed amount, None for a blank, a dash or words; "%" is dropped."""
    try:
        return str(Decimal(text.replace(",", "").removesuffix("%")))
    except InvalidOperation:
        return None


def values(form: Form) -> list[Value]:
    """The value cells of `form` in reading order, blank ones included where the row has a label."""
    body = Region(tuple(range(form.header_rows)), form.header_rows, len(form.rows), form.columns)
    grid = form.grid()
    return [value for region in form.regions or (body,) for value in _region_values(form, grid, region)]


def _region_values(form: Form, grid: list[list[str]], region: Region) -> Iterator[Value]:
    paths, numbers = _headers(grid, region)
    for row in range(region.first, region.last):
        for labels, column in _blocks(region.columns):
            if form.owner(row, column) != (row, column):
                continue
            label = _label(grid, row, labels, region)
            text = grid[row][column]
            if not (label or (text and not labels)) or _squeeze(label) in SEQUENCE_LABELS:
                continue
            seq = next((grid[row][c] for c in labels if region.columns[c] == "S"), "")
            yield Value(
                row,
                column,
                " / ".join(part for part in (region.section, label) if part),
                _code(form, row, labels, region),
                seq or None,
                paths[column],
                numbers[column],
                text,
                _unit(form, label, paths[column], text),
            )


def _headers(grid: list[list[str]], region: Region) -> tuple[list[str], list[str | None]]:
    """The header path of each column, and its number in the 栏次 row."""
    paths: list[list[str]] = [[] for _ in region.columns]
    numbers: list[str | None] = [None] * len(region.columns)
    for row in region.header:
        printed = [text for text in grid[row] if text]
        if all(text.isdigit() or _squeeze(text) in SEQUENCE_LABELS | CODE_LEVELS for text in printed):
            numbers = [text if text.isdigit() else None for text in grid[row]]
        else:
            for path, text in zip(paths, grid[row], strict=True):
                if text and text not in path[-1:]:
                    path.append(text)
    return [" / ".join(path) for path in paths], numbers


def _blocks(columns: str) -> Iterator[tuple[tuple[int, ...], int]]:
    """Each value column with the code, label and 行次 columns of its own side or block."""
    labels: list[int] = []
    after_value = False
    for column, role in enumerate(columns):
        if role in "CLS":
            labels = [column] if after_value else [*labels, column]
            after_value = False
        elif role == "V":
            after_value = True
            yield tuple(labels), column


def _label(grid: list[list[str]], row: int, labels: Sequence[int], region: Region) -> str:
    texts = [grid[row][c] for c in labels if region.columns[c] == "L"]
    return " / ".join(dict.fromkeys(text for text in texts if text))


def _code(form: Form, row: int, labels: Sequence[int], region: Region) -> str | None:
    own = [form.rows[row][c] for c in labels if region.columns[c] == "C"]
    return "".join(text for text in own if text.isdigit()) or None


def _unit(form: Form, label: str, column_label: str, text: str) -> str | None:
    if text.endswith("%"):
        return "%"
    if number(text) is None and text.strip("-—"):
        return None  # words
    if "得分" in column_label or "分值" in column_label:
        return "分"
    found = UNIT_IN_LABEL.search(label)
    return form.row_units.get(label) or (found.group(1) if found else form.unit)


def _squeeze(text: str) -> str:
    return re.sub(r"\s", "", text)
