"""Columns that a printer moved to later pages -> the rows that they belong to.

A form wider than the paper is printed "down, then over" (or over, then down). The pages with its right-hand
columns either repeat codes and names, or only the number of a row tells which row it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from index.forms.amounts import parse_amount
from index.forms.grids import Row
from index.forms.header_words import Role
from index.forms.headers import Column, Section, distinct, is_numbering, read_sections
from index.forms.labels import label_key
from index.types import Blank

_LABELS = frozenset({Role.CODE, Role.NAME, Role.LEVEL})
_TOTALS = ("合计", "小计", "总计")  # a form begins with one, its right-hand columns do not
Labels = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Half:
    """Some columns of a form, over all their pages: header rows and data rows.

    The first `width` columns repeat the labels of the rows.
    """

    header: tuple[Row, ...]
    data: tuple[Row, ...]
    width: int = 0

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows from the top."""
        return self.header + self.data

    @property
    def titles(self) -> tuple[str, ...]:
        """The header cells by which a page is known to go on with these columns."""
        return tuple(label_key(cell.text) for row in self.header for cell in distinct(row))

    @property
    def labels(self) -> list[Labels]:
        """The labels that the rows repeat."""
        return _row_labels(self.data, self.width)


def runs_beside(rows: Sequence[Row], page: Sequence[Row], before: Sequence[Sequence[Row]]) -> bool:
    """Does a page hold further columns of the form above it: other headers, figures, its row labels or none?

    `before` are the pages already found to do so; one of them may go on without its header.
    """
    if not any(column.role in _LABELS for column in _columns(rows)):
        return False
    if _repeats_labels(rows, page):
        return True
    if not _figures_alone(page):
        return False
    return bool(_header_end(page)) or (bool(before) and len(before[-1][0]) == len(page[0]))


def column_groups(rows: Sequence[Row], pages: Sequence[Sequence[Row]]) -> list[Half]:
    """The pages beside a form, those with the same columns together."""
    groups: list[Half] = []
    numbered = any(is_numbering(row) for row in rows[: _header_end(rows)])
    for page in pages:
        end, width = _header_end(page), _label_width(page)
        end += numbered and _goes_on_numbering([row[width:] for row in page[end:]])
        part = Half(tuple(page[:end]), tuple(page[end:]), width)
        known = [at for at, group in enumerate(groups) if group.titles == part.titles]
        if not part.header and groups:
            known = [len(groups) - 1]
        if known:
            old = groups[known[0]]
            groups[known[0]] = Half(old.header, old.data + part.data, old.width)
        else:
            groups.append(part)
    return groups


def put_beside(rows: Sequence[Row], groups: Sequence[Half]) -> tuple[Row, ...] | None:
    """The form with all its columns; None where the rows of its halves are not the same."""
    if len(read_sections(rows)) != 1:
        return None
    end = _header_end(rows)
    labels = _row_labels(rows[end:], _label_width(rows))
    halves = [Half(tuple(rows[:end]), tuple(rows[end:])), *groups]
    if len({len(half.data) for half in halves}) != 1:
        return None
    if any(half.labels and half.labels != labels for half in halves):
        return None
    height = max(len(half.header) for half in halves)
    tall = [(half.header[0],) * (height - len(half.header)) + half.rows for half in halves]
    spans = zip(*tall, strict=True)
    return tuple(
        tuple(cell for half, row in zip(halves, line, strict=True) for cell in row[half.width :])
        for line in spans
    )


def _repeats_labels(rows: Sequence[Row], page: Sequence[Row]) -> bool:
    """Other columns under the label columns of the form, beside labels of its rows; no total of their own."""
    width = _label_width(rows)
    if not _header_end(page) or not width or _label_width(page) != width:
        return False
    own, other = _titles(rows), _titles(page)
    if own[:width] != other[:width] or set(own[width:]) & set(other[width:]):
        return False
    if other[width].endswith(_TOTALS):
        return False
    known = set(_row_labels(rows[_header_end(rows) :], width))
    return all(labels in known for labels in _row_labels(page[_header_end(page) :], width))


def _titles(rows: Sequence[Row]) -> list[str]:
    """The header label over each column."""
    return [label_key(column.label) for column in _columns(rows)]


def _label_width(rows: Sequence[Row]) -> int:
    """How many columns at the left hold codes and names; 0 where others stand behind values."""
    roles = [column.role in _LABELS for column in _columns(rows)]
    width = roles.index(False) if False in roles else 0
    return width if sum(roles) == width else 0


def _row_labels(data: Sequence[Row], width: int) -> list[Labels]:
    return [tuple(label_key(cell.text) for cell in row[:width]) for row in data] if width else []


def _first(rows: Sequence[Row]) -> Section:
    return read_sections(rows)[0]


def _columns(rows: Sequence[Row]) -> Sequence[Column]:
    return _first(rows).columns if rows else ()


def _header_end(rows: Sequence[Row]) -> int:
    return _first(rows).header_end if rows and _first(rows).columns else 0


def _figures_alone(page: Sequence[Row]) -> bool:
    """Under its header, if it has one, nothing but numbers, dashes and blanks; and some numbers."""
    if any(column.role is not Role.VALUE for column in _columns(page)):
        return False
    amounts = [parse_amount(cell.text) for row in page[_header_end(page) :] for cell in distinct(row)]
    return any(amount.value is not None for amount in amounts) and not any(
        amount.blank is Blank.TEXT for amount in amounts
    )


def _goes_on_numbering(data: Sequence[Row]) -> bool:
    """Is the first row the 栏次 row, which counts on from the columns before?"""
    texts = [cell.text for cell in distinct(data[0])] if data else []
    if not all(text.isdigit() for text in texts) or not texts:
        return False
    numbers = [int(text) for text in texts]
    return numbers[0] > 1 and numbers == list(range(numbers[0], numbers[0] + len(numbers)))
