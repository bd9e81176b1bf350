"""A page as read: its words and drawn lines, and how its frame of reading lies on the page as it is shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from index.types import BBox, Source


@dataclass(frozen=True, slots=True)
class Word:
    """Characters that stand together on a page, as printed."""

    text: str
    bbox: BBox
    size: float = 0.0
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Rule:
    """A drawn line, horizontal or vertical, as the thin box it covers."""

    bbox: BBox

    @property
    def horizontal(self) -> bool:
        """True where the line is wider than high."""
        return self.bbox.x1 - self.bbox.x0 >= self.bbox.bottom - self.bbox.top


class Frame(NamedTuple):
    """From the frame that a page was read in to the page as it is shown.

    The point (x, y) is shown at (a·x + b·y + c, d·x + e·y + f). A skewed or sideways scan is
    read upright and level, since only there the lines of a table are straight.
    """

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 0.0
    e: float = 1.0
    f: float = 0.0

    def shown(self, box: BBox) -> BBox:
        """The smallest box on the shown page around a box of the frame."""
        corners = [(x, y) for x in (box.x0, box.x1) for y in (box.top, box.bottom)]
        xs = [self.a * x + self.b * y + self.c for x, y in corners]
        ys = [self.d * x + self.e * y + self.f for x, y in corners]
        return BBox(min(xs), min(ys), max(xs), max(ys))


AS_SHOWN = Frame()


@dataclass(frozen=True, slots=True)
class Page:
    """One page as read: its words and its drawn lines, from the text layer or by OCR.

    Width, height, words and rules are in the frame of reading, which is the shown page itself but for scans
    that were turned; `frame.shown(box)` gives the box to draw or to publish.
    """

    number: int
    width: float
    height: float
    words: tuple[Word, ...]
    rules: tuple[Rule, ...]
    source: Source = Source.TEXT
    frame: Frame = AS_SHOWN
