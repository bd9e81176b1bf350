"""Grids of single pages -> sheets: one table each, over all the pages that it runs over."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from index.forms.across import column_groups, put_beside, runs_beside
from index.forms.breaks import has_amounts, mend_break
from index.forms.captions import Caption, notice_of
from index.forms.catalogue import identify, is_continued, looks_like_title, title_key
from index.forms.grids import Grid, GridCell, Row
from index.forms.headers import is_numbering
from index.forms.labels import label_key
from index.forms.lines import Line
from index.types import BBox

_SAME_EDGE: Final = 14.0  # points between the outer borders of two pages of one table
_SAME_BORDER: Final = 6.0  # points between the same inner border on two pages
_CLOSE: Final = 8.0  # points between two grids that are one table


@dataclass(frozen=True, slots=True)
class Piece:
    """A grid with its caption, as it stands on one page."""

    grid: Grid
    caption: Caption


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table over all its pages: the rows joined, a repeated header dropped.

    `beside` are the pages that hold further columns of it; `half` marks such columns that fit no row of it.
    """

    xs: tuple[float, ...]
    rows: tuple[Row, ...]
    caption: Caption
    pages: tuple[int, ...]
    regions: tuple[tuple[int, BBox], ...]
    beside: tuple[Piece, ...] = ()
    half: bool = False


def join_pieces(pieces: Sequence[Piece]) -> list[Sheet]:
    """Sheets in document order; grids without any text that continue nothing are dropped."""
    sheets: list[Sheet] = []
    last: Piece | None = None
    for piece in pieces:
        if sheets and last is not None and _stands_beside(sheets[-1], last, piece):
            sheets[-1] = replace(sheets[-1], beside=(*sheets[-1].beside, piece))
            last = piece
        elif sheets and last is not None and _continues(sheets[-1], last, piece):
            sheets[-1] = _append(sheets[-1], piece)
            last = piece
        elif not piece.grid.empty or piece.caption.declared:
            sheets.append(_sheet(piece))
            last = piece
    return [part for sheet in sheets for part in _across(sheet)]


def declared_empty(page: int, lines: Sequence[Line], pieces: Sequence[Piece]) -> list[Piece]:
    """Forms of which only the title is printed, with a line under it that declares them empty."""
    taken = {box for piece in pieces for box in piece.caption.bboxes}
    found: list[Piece] = []
    for index, line in enumerate(lines):
        title = label_key(line.text).endswith("表") and looks_like_title(line.text) and identify(line.text)
        under = [other for other in lines[index + 1 : index + 4] if other.bbox not in taken]
        notice = notice_of(page, under)
        if title and notice is not None and line.bbox not in taken:
            caption = Caption(line.text, notice=notice, bboxes=(line.bbox, notice.bbox), declared=True)
            found.append(Piece(Grid(page, line.bbox, (), ()), caption))
    return found


def _sheet(piece: Piece) -> Sheet:
    grid = piece.grid
    return Sheet(grid.xs, grid.rows, piece.caption, (grid.page,), _regions(piece))


def _regions(piece: Piece) -> tuple[tuple[int, BBox], ...]:
    page = piece.grid.page
    return tuple((page, box) for box in (piece.grid.bbox, *piece.caption.bboxes))


def _continues(sheet: Sheet, last: Piece, piece: Piece) -> bool:
    """Does a grid go on with the table of the page before?"""
    follows = piece.grid.page == last.grid.page + 1 or _adjoins(last.grid, piece.grid)
    if not follows or not sheet.xs or not piece.grid.xs or not _fits(sheet.xs, piece.grid.xs):
        return False
    caption = piece.caption
    if caption.title and caption.title != sheet.caption.title:
        same = title_key(caption.title) == title_key(sheet.caption.title)
        return same and is_continued(caption.title)
    if caption.title:
        repeated = _repeated_header(sheet.rows, piece.grid.rows) > 0
        return repeated and (identify(caption.title) is not None or is_continued(caption.title))
    return not caption.above and not last.caption.below


def _stands_beside(sheet: Sheet, last: Piece, piece: Piece) -> bool:
    """Does a page go on with the columns of the table, not with its rows?"""
    caption, notes = piece.caption, last.caption.notes
    named = caption.title and title_key(caption.title) != title_key(sheet.caption.title)
    parted = caption.above or (last.caption.below and not notes)
    if piece.grid.page != last.grid.page + 1 or named or parted:
        return False
    return runs_beside(sheet.rows, piece.grid.rows, [other.grid.rows for other in sheet.beside])


def _across(sheet: Sheet) -> list[Sheet]:
    """A table with the columns that stand on other pages; where their rows do not fit, each for itself."""
    if not sheet.beside:
        return [sheet]
    groups = column_groups(sheet.rows, [piece.grid.rows for piece in sheet.beside])
    pages = tuple(sorted({*sheet.pages, *(piece.grid.page for piece in sheet.beside)}))
    regions = tuple(region for piece in sheet.beside for region in _regions(piece))
    rows = put_beside(sheet.rows, groups)
    if rows is not None:
        return [Sheet(sheet.xs, rows, sheet.caption, pages, sheet.regions + regions)]
    halves = [_half(sheet, group.rows) for group in groups]
    return [replace(sheet, beside=(), regions=sheet.regions + regions), *halves]


def _half(sheet: Sheet, rows: tuple[Row, ...]) -> Sheet:
    caption = replace(sheet.caption, notes=(), notice=None, bboxes=())
    pages = tuple(sorted({cell.page for row in rows for cell in row}))
    return Sheet((), rows, caption, pages, (), half=True)


def _adjoins(upper: Grid, lower: Grid) -> bool:
    """Header and body drawn as two grids close under one another."""
    return (
        upper.page == lower.page
        and -1 <= lower.bbox.top - upper.bbox.bottom < _CLOSE
        and (len(upper.xs) == len(lower.xs))
    )


def _fits(first: Sequence[float], second: Sequence[float]) -> bool:
    if len(first) == len(second):
        return _similar_widths(first, second)
    return abs(first[0] - second[0]) <= _SAME_EDGE and abs(first[-1] - second[-1]) <= _SAME_EDGE


def _similar_widths(first: Sequence[float], second: Sequence[float]) -> bool:
    width, other = first[-1] - first[0], second[-1] - second[0]
    return abs(width - other) <= max(2 * _SAME_EDGE, 0.12 * width)


def _append(sheet: Sheet, piece: Piece) -> Sheet:
    xs, upper, lower = _common_columns(sheet.xs, sheet.rows, piece.grid.xs, piece.grid.rows)
    lower = lower[_repeated_header(upper, lower) :]
    if piece.grid.empty:
        lower = ()
    caption = replace(
        sheet.caption,
        notes=sheet.caption.notes + piece.caption.notes,
        notice=sheet.caption.notice or piece.caption.notice,
        unit=sheet.caption.unit or piece.caption.unit,
    )
    rows = mend_break(upper, _inherit(upper, lower))
    pages = sheet.pages if piece.grid.empty else (*sheet.pages, piece.grid.page)
    return replace(
        sheet, xs=xs, rows=rows, caption=caption, pages=pages, regions=sheet.regions + _regions(piece)
    )


def _common_columns(
    first: tuple[float, ...], upper: tuple[Row, ...], second: tuple[float, ...], lower: tuple[Row, ...]
) -> tuple[tuple[float, ...], tuple[Row, ...], tuple[Row, ...]]:
    """Both pages on one set of column borders: the finer one where one page merges columns throughout."""
    if len(first) == len(second):
        return first, upper, lower
    borders = sorted(
        [(x, 0) for x in first]
        + [(x, 1) for x in second if min(abs(x - other) for other in first) > _SAME_BORDER]
    )
    xs = tuple(x for x, _ in borders)
    return xs, _spread(upper, first, xs), _spread(lower, second, xs)


def _spread(rows: tuple[Row, ...], old: Sequence[float], new: Sequence[float]) -> tuple[Row, ...]:
    """Rows on finer columns: every new column takes the cell that covers its middle."""
    source = []
    for left, right in itertools.pairwise(new):
        middle = (left + right) / 2
        inside = [index for index in range(len(old) - 1) if old[index] <= middle]
        source.append(inside[-1] if inside else 0)
    return tuple(tuple(row[index] for index in source) for row in rows)


def _repeated_header(upper: Sequence[Row], lower: Sequence[Row]) -> int:
    """How many rows at the top of a continuation repeat the first rows of the table."""
    count = 0
    for first, second in zip(upper, lower, strict=False):
        texts = _texts(first)
        if not any(texts) or texts != _texts(second) or (has_amounts(first) and not is_numbering(first)):
            break
        count += 1
    # One equal row of blanks and words could be chance in a body; a header has several cells.
    return count if (count and len({text for text in _texts(upper[0]) if text}) > 1) or count > 1 else 0


def _texts(row: Row) -> list[str]:
    texts: list[str] = []
    before: GridCell | None = None
    for cell in row:
        if cell is not before:
            texts.append(label_key(cell.text))
        before = cell
    return texts


def _inherit(upper: tuple[Row, ...], lower: tuple[Row, ...]) -> tuple[Row, ...]:
    """A merged label that the break cut goes on in the blank merged cells at the left of the next page."""
    if not upper or not lower:
        return lower
    taken: dict[GridCell, GridCell] = {}
    for before, cell in zip(upper[-1], lower[0], strict=False):
        if cell in taken:
            continue
        if cell.text or not before.text or not (_tall(upper, before) or _tall(lower, cell)):
            break
        taken[cell] = before
    return tuple(tuple(taken.get(cell, cell) for cell in row) for row in lower)


def _tall(rows: Sequence[Row], cell: GridCell) -> bool:
    return sum(cell in row for row in rows) > 1
