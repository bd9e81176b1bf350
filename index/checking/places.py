"""Where a named figure stands: (form, row, column) -> the one cell, or None where that is not unique."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.checking.form_view import Block, FormView, Row
from index.checking.identity_rules import Place, Words
from index.checking.sums import total_column
from index.types import Cell


def view_of(form: str, views: Sequence[FormView]) -> FormView | None:
    """The one table of a form that holds numbers; None where there is none or several."""
    found = [view for view in views if view.form == form and view.has_numbers]
    return found[0] if len(found) == 1 else None


def cells_at(places: Sequence[Place], views: Sequence[FormView], words: Words) -> list[Cell] | None:
    """The printed cells of all places; None where one that is not optional is missing or not unique."""
    cells = [cell_at(place, views, words) for place in places]
    printed = [cell if cell is not None and cell.value is not None else None for cell in cells]
    if any(cell is None and not place.optional for cell, place in zip(printed, places, strict=True)):
        return None
    return [cell for cell in printed if cell is not None]


def cell_at(place: Place, views: Sequence[FormView], words: Words) -> Cell | None:
    """The cell of a place, printed or blank; the first one where blocks repeat the row's label."""
    return next(iter(cells_like(place, views, words)), None)


def cells_like(place: Place, views: Sequence[FormView], words: Words) -> list[Cell]:
    """The cells of a place in each block that has its row."""
    view = view_of(place.form, views)
    if view is None:
        return []
    blocks = view.blocks
    if place.side is not None:
        blocks = blocks[place.side : place.side + 1] if len(blocks) > 1 else ()
    found = []
    for block in blocks:
        wanted = place.column
        column = block.column(wanted) if isinstance(wanted, tuple) else total_column(block, words)
        if column is not None:
            found += [row.cells[column.col] for row in _rows(block, place, words) if column.col in row.cells]
    return found


def _rows(block: Block, place: Place, words: Words) -> list[Row]:
    if place.row_like is not None:
        found = [row for row in block.rows if re.search(place.row_like, row.key)]
        return found if len(found) == 1 else []
    keys = words.total_row if isinstance(place.row, str) else place.row
    if place.first or place.second or place.every:
        rows = [row for row in block.rows if row.key in keys]
        return rows if place.every else rows[1:2] if place.second else rows[:1]
    row = block.find(keys)
    return [] if row is None else [row]
