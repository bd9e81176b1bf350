"""Drawn strokes -> rules: pieces of one line joined, dots and slanted strokes dropped."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Final, NamedTuple

from index.page import Rule
from index.types import BBox

THICKEST: Final = 3.0  # points; a thicker shape is an area
_SHORTEST: Final = 3.0  # points; dotted leaders and corner pieces are shorter
_LONGEST_GAP: Final = 2.5
# A dashed border: this many dashes or more, each this long at most, with even gaps between them.
_DASHES: Final = 6
_LONGEST_DASH: Final = 12.0
_LONGEST_DASH_GAP: Final = 6.0
_EVEN: Final = 1.0
_SAME_LINE: Final = 1.2
_MOST: Final = 6000  # longest first; a page of a form has some hundred


class Stroke(NamedTuple):
    """A drawn piece as the box it covers, in points."""

    x0: float
    top: float
    x1: float
    bottom: float


def merge_rules(strokes: Iterable[Stroke]) -> tuple[Rule, ...]:
    """Horizontal and vertical rules of a page, collinear touching pieces joined, in reading order."""
    flat: list[Stroke] = []
    upright: list[Stroke] = []
    for stroke in strokes:
        width, height = stroke.x1 - stroke.x0, stroke.bottom - stroke.top
        if max(width, height) < _SHORTEST or min(width, height) > THICKEST:
            continue
        (flat if width >= height else upright).append(stroke)
    turned = [Stroke(s.top, s.x0, s.bottom, s.x1) for s in upright]
    boxes = [BBox(*s) for s in _join(flat)] + [BBox(s.top, s.x0, s.bottom, s.x1) for s in _join(turned)]
    boxes.sort(key=lambda box: -max(box.x1 - box.x0, box.bottom - box.top))
    return tuple(Rule(box) for box in sorted(boxes[:_MOST], key=lambda box: (box.top, box.x0)))


def _join(strokes: list[Stroke]) -> list[Stroke]:
    """Horizontal strokes joined where they lie on one line and touch."""
    strokes.sort(key=lambda s: (s.top + s.bottom) / 2)
    line = 0
    marked: list[tuple[int, Stroke]] = []
    for number, stroke in enumerate(strokes):
        before = strokes[number - 1]
        if number and stroke.top + stroke.bottom - before.top - before.bottom > 2 * _SAME_LINE:
            line += 1
        marked.append((line, stroke))
    joined: list[Stroke] = []
    for _, group in groupby(marked, key=lambda pair: pair[0]):
        joined.extend(_join_line(sorted(stroke for _, stroke in group)))
    return joined


def _join_line(strokes: list[Stroke]) -> list[Stroke]:
    runs = [strokes[:1]]
    reach = strokes[0].x1
    for stroke in strokes[1:]:
        if stroke.x0 > reach + _LONGEST_GAP:
            runs.append([])
        runs[-1].append(stroke)
        reach = max(reach, stroke.x1)
    return [_around(dashes) for dashes in _dashed([_around(run) for run in runs])]


def _dashed(pieces: Sequence[Stroke]) -> list[list[Stroke]]:
    """The pieces of one line, those that make up a dashed border together, all others by themselves."""
    rows: list[list[Stroke]] = []
    for piece in pieces:
        if rows and _follows(rows[-1], piece):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [part for row in rows for part in ([row] if len(row) >= _DASHES else [[piece] for piece in row])]


def _follows(dashes: Sequence[Stroke], piece: Stroke) -> bool:
    last = dashes[-1]
    gap = piece.x0 - last.x1
    if gap > _LONGEST_DASH_GAP or max(last.x1 - last.x0, piece.x1 - piece.x0) > _LONGEST_DASH:
        return False
    return len(dashes) == 1 or abs(gap - (dashes[1].x0 - dashes[0].x1)) <= _EVEN


def _around(run: Sequence[Stroke]) -> Stroke:
    return Stroke(
        run[0].x0,
        min(stroke.top for stroke in run),
        max(stroke.x1 for stroke in run),
        max(stroke.bottom for stroke in run),
    )
