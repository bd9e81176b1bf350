"""Pages that are read turned (sideways text without /Rotate, levelled scans), and their boxes as shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final, cast

from index.page import AS_SHOWN, Frame, Page
from index.reading.words import Char
from index.types import BBox, Cell, Sentence, Table

_MOSTLY: Final = 0.6  # of the characters


def turn_of(chars: Sequence[Char]) -> int:
    """Degrees clockwise (0, 90 or 270) by which a page must be turned so that most of its text is upright."""
    printed = [char for char in chars if char["text"].strip()]
    sideways = [char for char in printed if not char["upright"]]
    if not printed or len(sideways) < _MOSTLY * len(printed):
        return 0
    upward = sum(char["matrix"][1] > 0 for char in sideways)
    return 90 if upward >= len(sideways) / 2 else 270


def turned_size(turn: int, width: float, height: float) -> tuple[float, float]:
    """Width and height of a page after turning."""
    return (height, width) if turn in (90, 270) else (width, height)


def turn_box(box: BBox, turn: int, width: float, height: float) -> BBox:
    """A box of a page of this size after turning the page clockwise."""
    if turn == 90:
        return BBox(height - box.bottom, box.x0, height - box.top, box.x1)
    if turn == 270:
        return BBox(box.top, width - box.x1, box.bottom, width - box.x0)
    return box


def move_char(char: Char, dx: float, dy: float) -> Char:
    """A character moved to the right and down."""
    moved = {
        "x0": char["x0"] + dx,
        "x1": char["x1"] + dx,
        "top": char["top"] + dy,
        "bottom": char["bottom"] + dy,
    }
    return cast(Char, {**char, **moved})


def turn_char(char: Char, turn: int, width: float, height: float) -> Char:
    """A character of a page of this size after turning."""
    box = turn_box(BBox(char["x0"], char["top"], char["x1"], char["bottom"]), turn, width, height)
    return {**char, "x0": box.x0, "top": box.top, "x1": box.x1, "bottom": box.bottom, "upright": True}


def frame_of(turn: int, width: float, height: float) -> Frame:
    """From a page of this size after turning, back to the page as it is shown."""
    if turn == 90:
        return Frame(a=0.0, b=1.0, c=0.0, d=-1.0, e=0.0, f=height)
    if turn == 270:
        return Frame(a=0.0, b=-1.0, c=width, d=1.0, e=0.0, f=0.0)
    return AS_SHOWN


def tables_as_shown(tables: Sequence[Table], pages: Sequence[Page]) -> list[Table]:
    """Tables whose cells have their boxes on the page as it is shown."""
    frames = _frames(pages)
    if not frames:
        return list(tables)

    def shown(cell: Cell) -> Cell:
        frame = frames.get(cell.page)
        return cell if frame is None else replace(cell, bbox=frame.shown(cell.bbox))

    return [replace(table, cells=tuple(shown(cell) for cell in table.cells)) for table in tables]


def sentences_as_shown(sentences: Sequence[Sentence], pages: Sequence[Page]) -> tuple[Sentence, ...]:
    """Sentences that have their boxes on the page as it is shown."""
    frames = _frames(pages)
    return tuple(replace(s, bbox=frames[s.page].shown(s.bbox)) if s.page in frames else s for s in sentences)


def _frames(pages: Sequence[Page]) -> dict[int, Frame]:
    return {page.number: page.frame for page in pages if page.frame != AS_SHOWN}
