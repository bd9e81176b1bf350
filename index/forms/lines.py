"""Words of a page -> lines of text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from index.forms.grids import cell_text, text_lines
from index.page import Word
from index.types import BBox


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text outside the grids."""

    text: str
    bbox: BBox
    words: tuple[Word, ...]

    @property
    def size(self) -> float:
        """The largest font size, or the height where none is known."""
        return max(word.size or word.bbox.bottom - word.bbox.top for word in self.words)


def make_lines(words: Sequence[Word]) -> list[Line]:
    """Words -> lines, top to bottom."""
    return [
        Line(cell_text(line), around(line), tuple(line))
        for line in sorted(text_lines(words), key=lambda line: around(line).top)
    ]


def around(words: Sequence[Word]) -> BBox:
    """The smallest box around all the words."""
    box = words[0].bbox
    for word in words[1:]:
        box = box.union(word.bbox)
    return box
