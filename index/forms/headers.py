"""Rows of a sheet -> sections: header rows, what each column holds, and the data rows under them.

A statutory form is one section; forms whose headers stand in the middle (performance tables, statistics) are
several, each opened by its own header rows or by a heading over the whole width.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from index.forms.amounts import is_number, parse_amount
from index.forms.grids import GridCell, Row
from index.forms.header_words import Role, header_words, is_explanation_header, is_total, role_of_header
from index.forms.labels import label_key, ordinal_level
from index.types import Blank

_CODE: Final = re.compile(r"\d{2,7}")
_HEADER_NUMBER: Final = re.compile(r"[(]?(\d{1,2}|[A-Z])[)]?(?:=.*)?")


@dataclass(frozen=True, slots=True)
class Column:
    """A column under its header: its role, the path of header cells, and the block (side) that it is in."""

    role: Role
    path: tuple[GridCell, ...]
    block: int
    headed: bool

    @property
    def label(self) -> str:
        """The header path joined with " / "."""
        texts = [cell.text for cell in self.path]
        return " / ".join(text for index, text in enumerate(texts) if index == 0 or text != texts[index - 1])


@dataclass(frozen=True, slots=True)
class Section:
    """Header rows first..header_end and data rows header_end..end; no `columns` where there is no header."""

    first: int
    header_end: int
    end: int
    columns: tuple[Column, ...]
    heading: str = ""


def is_explanation(column: Column) -> bool:
    """True for a column that explains an indicator and so can tell rows of one name apart."""
    return bool(column.path) and is_explanation_header(column.path[-1].text)


def read_sections(rows: Sequence[Row]) -> list[Section]:
    """Cuts the rows of a sheet into sections."""
    sections: list[Section] = []
    start, heading = 0, ""
    while start < len(rows):
        if (found := _heading(rows, start)) is not None and not _heads_columns(rows, start, found):
            heading, start = found, start + 1
            continue
        header_end = _header_end(rows, start, first=not any(s.columns for s in sections))
        end = _data_end(rows, header_end)
        columns = _columns(rows, start, header_end, end)
        if header_end == start and sections and sections[-1].columns:
            columns = sections[-1].columns
        sections.append(Section(start, header_end, end, columns, heading))
        start = end
    return sections


def distinct(row: Row) -> list[GridCell]:
    """The cells of a row from the left, a merged one once."""
    return list(dict.fromkeys(row))


def _new_cells(rows: Sequence[Row], index: int) -> list[GridCell]:
    """The cells with text that begin in this row."""
    above = set(rows[index - 1]) if index else set()
    return [cell for cell in distinct(rows[index]) if cell.text and cell not in above]


def _heading(rows: Sequence[Row], index: int) -> str | None:
    """The text of a row that is one cell over the whole width."""
    cells = distinct(rows[index])
    if len(cells) == 1 and len(rows[index]) > 1 and cells[0].text and not is_number(cells[0].text):
        return cells[0].text
    return None


def _heads_columns(rows: Sequence[Row], index: int, heading: str) -> bool:
    """A first row over the whole width that is the upper header of all columns (the wide 三公 form)."""
    return index == 0 and ordinal_level(heading) is None and _header_end(rows, 1, first=True) > 1


def _header_end(rows: Sequence[Row], start: int, first: bool) -> int:
    """The row after the header rows that begin at `start`; `start` itself where no header begins there."""
    end = start
    while end < len(rows) and (end == 0 or _heading(rows, end) is None):
        if is_numbering(rows[end]) and end > start:
            return end + 1
        if end == start and not (_heading(rows, end) or _begins_header(rows, end, first)):
            return start
        if end > start and not _goes_on(rows, start, end):
            break
        end += 1
    return end


def is_numbering(row: Row) -> bool:
    """True for the 栏次 row: column numbers 1, 2, 3 … under the headers."""
    cells = distinct(row)
    keys = [label_key(cell.text) for cell in cells if cell.text]
    if any(key in header_words().words.numbering for key in keys):
        others = [key for key in keys if key not in header_words().words.numbering]
        return not others or any(_HEADER_NUMBER.fullmatch(key) for key in others)
    numbers = [key for key in keys if key.isdigit()]
    return len(numbers) > 2 and numbers == keys and numbers == [str(n) for n in range(1, len(numbers) + 1)]


def _begins_header(rows: Sequence[Row], index: int, first: bool) -> bool:
    cells = _new_cells(rows, index)
    if any(_is_datum(cell) for cell in cells) or not cells:
        return False
    known = [cell for cell in cells if role_of_header(cell.text)]
    # A cell that reaches down into the data (绩效指标) names the section, it is no column header.
    naming = [
        cell for cell in cells if index + 1 < len(rows) and cell in rows[index + 1] and cell is rows[index][0]
    ]
    others = [cell for cell in cells if cell not in known and cell not in naming]
    if first and index < 2 and not _is_pairs(rows, index):
        return len(known) > len(others) or len(cells) > 2
    return len(known) >= 2 and len(others) <= len(known) / 3


def _is_datum(cell: GridCell) -> bool:
    return is_number(cell.text) or parse_amount(cell.text).blank is Blank.DASH


def _is_pairs(rows: Sequence[Row], index: int) -> bool:
    """Label and text in turn (项目名称 | … | 主管部门 | …): the columns below do not fit."""
    below = rows[index + 1] if index + 1 < len(rows) else rows[index]
    cells = distinct(rows[index])
    if any(cell.text.endswith((":", "：")) for cell in cells[::2]):
        return True
    return len(cells) < len(distinct(below)) and not all(role_of_header(cell.text) for cell in cells)


def _goes_on(rows: Sequence[Row], start: int, index: int) -> bool:
    """Is this row still part of the header above it?"""
    cells = _new_cells(rows, index)
    if any(_is_datum(cell) for cell in cells):
        return False
    if not cells:
        # Nothing new: still header where a header cell, not the name of the section, reaches down into it.
        return any(cell in rows[index - 1] for cell in rows[index][1:] if cell.text)
    labels = [_label_column(rows, start, index, cell) for cell in cells]
    if all(labels) and not all(role_of_header(cell.text) not in (None, Role.VALUE) for cell in cells):
        return False
    if any(is_total(cell.text) and label for cell, label in zip(cells, labels, strict=True)):
        return False
    if all(role_of_header(cell.text) for cell in cells):
        return True
    return _subdivides(rows, index)


def _label_column(rows: Sequence[Row], start: int, index: int, cell: GridCell) -> bool:
    """Does a cell stand only in columns that hold codes, names or numbers of rows?"""
    places = [column for column, other in enumerate(rows[index]) if other is cell]
    roles = [[role_of_header(rows[row][column].text) for row in range(start, index)] for column in places]
    return all(any(role not in (None, Role.VALUE) for role in column) for column in roles)


def _subdivides(rows: Sequence[Row], index: int) -> bool:
    """Does the row split a wide header cell above it, and hold nothing else but header words?"""
    above = rows[index - 1]
    wide = {cell for cell in distinct(above) if cell.text and sum(other is cell for other in above) > 1}
    cells = _new_cells(rows, index)
    parts = {cell: {rows[index][c] for c, other in enumerate(above) if other is cell} for cell in wide}
    under = {part for split in parts.values() if len(split) > 1 for part in split}
    return bool(under) and all(cell in under or role_of_header(cell.text) for cell in cells)


def _data_end(rows: Sequence[Row], start: int) -> int:
    """The row where the next section begins."""
    for index in range(start, len(rows)):
        if _heading(rows, index) is not None and index > start:
            return index
        if index > start and _begins_header(rows, index, first=False):
            return index
    return len(rows)


def _columns(rows: Sequence[Row], start: int, header_end: int, end: int) -> tuple[Column, ...]:
    if header_end == start:
        return ()
    header = [row for row in rows[start:header_end] if not is_numbering(row)]
    data = rows[header_end:end]
    columns: list[Column] = []
    block, valued = 0, False
    paths = [_path(header, column) for column in range(len(rows[start]))]
    roles = [_role(path, [row[column] for row in data]) for column, path in enumerate(paths)]
    if not any(role in (Role.NAME, Role.LEVEL, Role.CODE) for role in roles):
        roles = _name_first_text(roles, data)
    for path, role in zip(paths, roles, strict=True):
        if role in (Role.CODE, Role.NAME, Role.SEQ) and valued:
            block, valued = block + 1, False
        valued |= role is Role.VALUE
        headed = bool(path) and not any(path[-1] is cell for row in data for cell in row)
        columns.append(Column(role, path, block, headed))
    return tuple(columns)


def _path(header: Sequence[Row], column: int) -> tuple[GridCell, ...]:
    return tuple(dict.fromkeys(row[column] for row in header if row[column].text))


def _role(path: Sequence[GridCell], cells: Sequence[GridCell]) -> Role:
    """The role from the words of the header, set right by what stands below."""
    texts = [cell.text for cell in dict.fromkeys(cells) if cell.text and cell not in path]
    role = next((role for cell in reversed(path) if (role := role_of_header(cell.text))), None)
    numbers = sum(_is_datum_text(text) for text in texts)
    if role is Role.LEVEL and numbers > len(texts) / 2:
        return Role.VALUE
    if role is Role.NAME and texts and sum(bool(_CODE.fullmatch(text)) for text in texts) > len(texts) / 2:
        return Role.CODE
    if role is not None:
        return role
    if not path or all(cell in cells for cell in path):
        return Role.LEVEL if (texts and numbers <= len(texts) / 2) or path else Role.VALUE
    return Role.VALUE


def _is_datum_text(text: str) -> bool:
    return is_number(text) or parse_amount(text).blank is Blank.DASH


def _name_first_text(roles: Sequence[Role], data: Sequence[Row]) -> list[Role]:
    """Unknown headers: the first column that holds words names the rows."""
    named = list(roles)
    for column, role in enumerate(roles):
        texts = [row[column].text for row in data if row[column].text]
        if role is Role.VALUE and texts and not any(_is_datum_text(text) for text in texts):
            named[column] = Role.NAME
            return named
        if role is Role.VALUE and texts:
            return named
    return named


def heading_prefix(heading: str) -> str:
    """A heading goes into the labels below it only where it is an item itself (一、政府采购情况)."""
    return heading if ordinal_level(heading) is not None else ""
