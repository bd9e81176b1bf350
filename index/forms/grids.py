"""Rules and words of one page -> grids: cells with text, a merged cell as one object in many positions."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import mean, median
from typing import Final

import numpy as np
from numpy.typing import NDArray

from index.forms.labels import clean
from index.page import Page, Rule, Word
from index.types import BBox, Source

_SNAP: Final = 3.0  # points between two strokes of one border
_TOUCH: Final = 3.0  # points that a rule may end short of another
_SMALLEST: Final = 12.0  # points; no table is lower or narrower
_MOST_CELLS: Final = 40_000  # on one page; more is a drawing
_WATERMARK: Final = 3.5  # times the usual font size
_WHOLE_WIDTH: Final = 0.75  # of the font size: a gap that the printer meant as a space

Flags = NDArray[np.bool_]
Place = tuple[int, int]


@dataclass(frozen=True, slots=True, eq=False)
class GridCell:
    """A cell as printed. One object stands in every grid position that a merged cell covers."""

    text: str
    bbox: BBox
    page: int
    source: Source = Source.TEXT
    confidence: float = 1.0
    words: tuple[Word, ...] = ()


Row = tuple[GridCell, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table on one page: `xs` are the column borders, `rows` the cells of each row by column.

    `aligned` tells that the columns were found by alignment, not drawn; `head` holds the cells inside the
    rules, above the rows, that are its title, number, department and unit.
    """

    page: int
    bbox: BBox
    xs: tuple[float, ...]
    rows: tuple[Row, ...]
    aligned: bool = False
    head: tuple[GridCell, ...] = ()

    @property
    def empty(self) -> bool:
        """True where nothing is printed in any cell."""
        return not any(cell.text for row in self.rows for cell in row)


def ruled_grids(page: Page) -> list[Grid]:
    """The grids drawn by rules in both directions, top to bottom."""
    grids = [_grid(page, flat, upright) for flat, upright in _components(page.rules) if upright]
    return sorted((grid for grid in grids if grid is not None), key=lambda grid: grid.bbox.top)


def make_cell(words: Iterable[Word], bbox: BBox, page: Page) -> GridCell:
    """A cell holding these words, lines joined in reading order."""
    inside = tuple(words)
    confidence = min((word.confidence for word in inside), default=1.0)
    return GridCell(cell_text(inside), bbox, page.number, page.source, confidence, inside)


def cell_text(words: Sequence[Word]) -> str:
    """The text of a cell: lines from the top, words from the left, without line breaks."""
    return clean("".join(_line_text(line) for line in text_lines(words)))


def text_lines(words: Sequence[Word]) -> list[list[Word]]:
    """Words grouped into lines, tolerant of digits set on another baseline than the text beside them."""
    lines: list[list[Word]] = []
    bottoms: list[float] = []  # how far down each line reaches; its words start above any later middle
    for word in sorted(words, key=lambda w: (w.bbox.top + w.bbox.bottom) / 2):
        middle = (word.bbox.top + word.bbox.bottom) / 2
        for place in range(max(0, len(lines) - 2), len(lines)):
            if middle <= bottoms[place]:
                lines[place].append(word)
                bottoms[place] = max(bottoms[place], word.bbox.bottom)
                break
        else:
            lines.append([word])
            bottoms.append(word.bbox.bottom)
    return [sorted(line, key=lambda w: w.bbox.x0) for line in lines]


def _line_text(line: Sequence[Word]) -> str:
    text = line[0].text
    for before, word in itertools.pairwise(line):
        wide = word.bbox.x0 - before.bbox.x1 > _WHOLE_WIDTH * max(word.size, 1.0)
        text += f" {word.text}" if wide or not _cjk_border(before.text, word.text) else word.text
    return text


def _cjk_border(before: str, after: str) -> bool:
    return not (before[-1].isascii() and after[0].isascii())


def _components(rules: Sequence[Rule]) -> list[tuple[list[BBox], list[BBox]]]:
    """Rules that touch one another, as (horizontal, vertical) boxes."""
    flat = [rule.bbox for rule in rules if rule.horizontal]
    upright = [rule.bbox for rule in rules if not rule.horizontal]
    if not flat or not upright:
        return [(flat, upright)] if flat else []
    h, v = np.array(flat), np.array(upright)
    touching = (h[:, None, 0] - _TOUCH <= v[None, :, 2]) & (v[None, :, 0] <= h[:, None, 2] + _TOUCH)
    touching &= (v[None, :, 1] - _TOUCH <= h[:, None, 3]) & (h[:, None, 1] <= v[None, :, 3] + _TOUCH)
    return [
        ([flat[i] for i in sorted(rows)], [upright[i] for i in sorted(columns)])
        for rows, columns in _connected(touching)
    ]


def _connected(touching: Flags) -> list[tuple[set[int], set[int]]]:
    """Connected parts of a bipartite graph given as a matrix."""
    unseen = set(range(touching.shape[0]))
    parts: list[tuple[set[int], set[int]]] = []
    while unseen:
        rows, columns = {unseen.pop()}, set[int]()
        front = set(rows)
        while front:
            found = set(np.flatnonzero(touching[sorted(front)].any(axis=0)).tolist()) - columns
            columns |= found
            front = set(np.flatnonzero(touching[:, sorted(found)].any(axis=1)).tolist()) - rows
            rows |= front
        unseen -= rows
        parts.append((rows, columns))
    return parts


def _grid(page: Page, flat: list[BBox], upright: list[BBox]) -> Grid | None:
    xs = _borders([(b.x0 + b.x1) / 2 for b in upright], min(b.x0 for b in flat), max(b.x1 for b in flat))
    ys = _borders(
        [(b.top + b.bottom) / 2 for b in flat], min(b.top for b in upright), max(b.bottom for b in upright)
    )
    if len(xs) < 3 or len(ys) < 2 or xs[-1] - xs[0] < _SMALLEST or ys[-1] - ys[0] < _SMALLEST:
        return None
    if (len(xs) - 1) * (len(ys) - 1) > _MOST_CELLS:
        return None
    right = _walls(upright, xs, ys)
    below = _walls([BBox(b.top, b.x0, b.bottom, b.x1) for b in flat], ys, xs).T
    areas = _areas(right, below)
    bbox = BBox(xs[0], ys[0], xs[-1], ys[-1])
    return Grid(page.number, bbox, tuple(xs), _fill(page, areas, xs, ys))


def _borders(positions: list[float], first: float, last: float) -> list[float]:
    """Border positions, strokes of one border joined; the outer ends count where no stroke closes them."""
    groups: list[list[float]] = []
    for position in sorted([*positions, first, last]):
        if groups and position - groups[-1][-1] <= _SNAP:
            groups[-1].append(position)
        else:
            groups.append([position])
    return [mean(group) for group in groups]


def _walls(upright: Sequence[BBox], xs: Sequence[float], ys: Sequence[float]) -> Flags:
    """walls[r, c]: is there a rule on the right of unit cell (r, c)? The outer border always counts."""
    middles = (np.array(ys[:-1]) + np.array(ys[1:])) / 2
    borders = np.array(xs)
    walls = np.zeros((len(ys) - 1, len(xs) - 1), dtype=np.bool_)
    walls[:, -1] = True
    for box in upright:
        column = int(np.argmin(np.abs(borders - (box.x0 + box.x1) / 2))) - 1
        if column >= 0:
            walls[:, column] |= (middles >= box.top - 1) & (middles <= box.bottom + 1)
    return walls


def _areas(right: Flags, below: Flags) -> list[list[Place]]:
    """The area of every unit cell, named by its top left unit cell.

    A missing rule merges; an area that is no rectangle is cut into rectangles from the top left.
    """
    height, width = right.shape
    owner: list[list[Place | None]] = [[None] * width for _ in range(height)]
    for row in range(height):
        for column in range(width):
            if owner[row][column] is None:
                last = _last_column(owner[row], right[row], column)
                end = row
                while end + 1 < height and _open(owner[end + 1], right[end + 1], below[end], (column, last)):
                    end += 1
                for r in range(row, end + 1):
                    owner[r][column : last + 1] = [(row, column)] * (last + 1 - column)
    return [[place or (0, 0) for place in line] for line in owner]


def _last_column(owner: Sequence[Place | None], right: Flags, column: int) -> int:
    last = column
    while last + 1 < len(owner) and not right[last] and owner[last + 1] is None:
        last += 1
    return last


def _open(owner: Sequence[Place | None], right: Flags, above: Flags, span: tuple[int, int]) -> bool:
    """May an area over these columns grow into the row with these owners and walls, under these rules?"""
    first, last = span
    if above[first : last + 1].any() or right[first:last].any():
        return False
    return all(place is None for place in owner[first : last + 1])


def _without_watermark(words: Sequence[Word]) -> list[Word]:
    """Words but those many times larger than the text around them, which are printed over it."""
    usual = median([word.size for word in words]) if words else 0.0
    return [word for word in words if not usual or word.size <= _WATERMARK * usual]


def _fill(page: Page, areas: list[list[Place]], xs: Sequence[float], ys: Sequence[float]) -> tuple[Row, ...]:
    """Words put into the area that holds their centre."""
    boxes: dict[Place, BBox] = {}
    for row, line in enumerate(areas):
        for column, place in enumerate(line):
            unit = BBox(xs[column], ys[row], xs[column + 1], ys[row + 1])
            boxes[place] = boxes[place].union(unit) if place in boxes else unit
    words: dict[Place, list[Word]] = {}
    for word in _without_watermark(page.words):
        middle_x, middle_y = (word.bbox.x0 + word.bbox.x1) / 2, (word.bbox.top + word.bbox.bottom) / 2
        column, row = int(np.searchsorted(xs, middle_x)) - 1, int(np.searchsorted(ys, middle_y)) - 1
        if 0 <= row < len(areas) and 0 <= column < len(areas[0]):
            words.setdefault(areas[row][column], []).append(word)
    cells = {place: make_cell(words.get(place, ()), box, page) for place, box in boxes.items()}
    return tuple(tuple(cells[place] for place in line) for line in areas)
