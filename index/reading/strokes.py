"""Drawn strokes -> rules: pieces of one line joined, dots and slanted strokes dropped."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Final, NamedTuple

from index.types import BBox, Rule

THICKEST: Final = 3.0  # points; a thicker shape is an area
_SHORTEST: Final = 3.0  # points; dotted leaders and corner pieces are shorter
_LONGEST_GAP: Final = 2.5
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
    runs = [strokes[0]]
    for stroke in strokes[1:]:
        last = runs[-1]
        if stroke.x0 > last.x1 + _LONGEST_GAP:
            runs.append(stroke)
        else:
            runs[-1] = Stroke(
                last.x0, min(last.top, stroke.top), max(last.x1, stroke.x1), max(last.bottom, stroke.bottom)
            )
    return runs
