"""Pages -> tables: grids found, captions read, pages joined, cells labelled. The flow on one screen."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from index.forms.aligned import aligned_grids
from index.forms.aligned_rows import split_stacked
from index.forms.captions import (
    Caption,
    caption_left,
    free_lines,
    furniture,
    last_heading,
    lift_head,
    read_caption,
)
from index.forms.catalogue import catalogue, find_notice, identify, unit_in_brackets
from index.forms.cells import TableFacts, read_cells
from index.forms.grids import Grid, ruled_grids
from index.forms.headers import Section, distinct, read_sections
from index.forms.joining import Piece, Sheet, declared_empty, join_pieces
from index.forms.labels import label_key
from index.page import Page
from index.types import BBox, Notice, Source, Table

_MOST_TITLES = 3  # a grid that lists more forms than this is the contents


def read_tables(doc_id: str, pages: Sequence[Page]) -> tuple[list[Table], dict[int, list[BBox]]]:
    """All tables of a document in order, and per page the regions that they occupy with their captions."""
    running = furniture(pages)
    pieces: list[Piece] = []
    heading, left = "", Caption()
    for page in pages:
        found, heading = read_pieces(page, running, heading, pieces[-1].grid if pieces else None)
        if found and left.title and not found[0].caption.title and not found[0].caption.above:
            found[0] = replace(found[0], caption=replace(left, below=found[0].caption.below))
        pieces.extend(found)
        left = caption_left(page, [piece.grid for piece in found], running)
    sheets = [sheet for sheet in join_pieces(pieces) if not _is_contents(sheet)]
    tables = [_table(doc_id, number, sheet) for number, sheet in enumerate(sheets, start=1)]
    occupied: dict[int, list[BBox]] = {}
    for sheet in sheets:
        for page_number, box in sheet.regions:
            occupied.setdefault(page_number, []).append(box)
    return tables, occupied


def read_pieces(
    page: Page, running: frozenset[str], heading: str = "", before: Grid | None = None
) -> tuple[list[Piece], str]:
    """The grids of one page with their captions, and the last heading seen.

    `heading` is the last heading and `before` the last grid of the pages before.
    """
    ruled = [split_stacked(lift_head(grid), page) for grid in ruled_grids(page)]
    lines = free_lines(page, ruled, running)
    grids = sorted([*ruled, *aligned_grids(page, lines, ruled, before)], key=lambda grid: grid.bbox.top)
    lines = free_lines(page, grids, running)
    pieces: list[Piece] = []
    for index, grid in enumerate(grids):
        caption = read_caption(grid, _bottom(grids, index), _top(grids, index, page), lines)
        over = last_heading(lines, grid.bbox.top) or heading
        pieces.append(Piece(grid, replace(caption, heading=over)))
    pieces.extend(declared_empty(page.number, lines, pieces))
    pieces.sort(key=lambda piece: piece.grid.bbox.top)
    return pieces, last_heading(lines, page.height) or heading


def _bottom(grids: Sequence[Grid], index: int) -> float:
    return grids[index - 1].bbox.bottom if index else 0.0


def _top(grids: Sequence[Grid], index: int, page: Page) -> float:
    return grids[index + 1].bbox.top if index + 1 < len(grids) else page.height


def _is_contents(sheet: Sheet) -> bool:
    """The contents are no table, however they are ruled."""
    if re.search(catalogue().titles.contents, label_key(sheet.caption.title)):
        return True
    texts = {cell.text for row in sheet.rows for cell in row if cell.text}
    return sum(identify(text) is not None for text in texts if text.endswith("表")) > _MOST_TITLES


def _table(doc_id: str, number: int, sheet: Sheet) -> Table:
    caption = sheet.caption
    sections = read_sections(sheet.rows)
    grid = tuple(tuple(cell.text for cell in row) for row in sheet.rows)
    title = caption.title or caption.heading
    form = None if sheet.half else identify(title, caption.table_no, _header_text(sheet, sections))
    facts = TableFacts(
        doc_id,
        f"{doc_id}#t{number:02d}",
        form,
        caption.table_no,
        caption.title,
        caption.unit or _inner_unit(sheet),
    )
    cells = read_cells(facts, sheet, sections)
    filled = any(cell.value for cell in cells)
    return Table(
        table_id=facts.table_id,
        doc_id=doc_id,
        form=form,
        table_no=caption.table_no,
        title=title,
        unit=facts.unit,
        pages=sheet.pages,
        grid=grid,
        header_rows=_header_rows(sections),
        cells=cells,
        notes=caption.notes,
        notice=None if filled else caption.notice or _inner_notice(sheet),
        source=sheet.rows[0][0].source if sheet.rows else Source.TEXT,
    )


def _header_text(sheet: Sheet, sections: Sequence[Section]) -> str:
    rows = [row for section in sections for row in sheet.rows[section.first : section.header_end]]
    return " ".join(cell.text for row in rows for cell in distinct(row))


def _header_rows(sections: Sequence[Section]) -> int:
    """How many rows at the top are headers; 0 for forms whose headers stand in the middle."""
    headed = [section for section in sections if section.header_end > section.first]
    return headed[0].header_end if len(headed) == 1 and headed[0].first == 0 else 0


def _inner_unit(sheet: Sheet) -> str | None:
    """A money unit that only a header cell states (项目资金（万元）)."""
    money = catalogue().units.money
    for row in sheet.rows:
        for cell in distinct(row):
            unit = unit_in_brackets(cell.text) if len(cell.text) < 40 else None
            if unit in money:
                return unit
    return None


def _inner_notice(sheet: Sheet) -> Notice | None:
    cells = (cell for row in sheet.rows for cell in distinct(row))
    said = (Notice(c.text, c.page, c.bbox) for c in cells if len(c.text) > 3 and find_notice(c.text))
    return next(said, None)
