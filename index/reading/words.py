"""Characters -> words: what stands together on one line and on one side of a drawn rule."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, TypedDict

import numpy as np
from numpy.typing import NDArray

from index.forms.labels import fold_radicals
from index.page import Rule, Word
from index.types import BBox

_GAP: Final = 0.35  # of the font size: wider is a new word
_OVERLAP: Final = 0.5  # of the lower height: less is another line
_SHIFT: Final = 1.6  # points; a bold print by shifting is closer
_SLANT: Final = 0.02
_RULE_GAP: Final = 0.08  # a rule parts two words only where they leave it at least this room

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


class Char(TypedDict):
    """What pdfplumber tells of a character, as far as it is used here."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    upright: bool
    matrix: tuple[float, float, float, float, float, float]


def build_words(chars: Sequence[Char], rules: Sequence[Rule]) -> tuple[Word, ...]:
    """Words in reading order (top to bottom, left to right); radicals folded, otherwise as printed."""
    chars = _printed_once(chars)
    if not chars:
        return ()
    boxes = np.array([(c["x0"], c["top"], c["x1"], c["bottom"]) for c in chars], dtype=np.float64)
    sizes = np.array([c["size"] for c in chars], dtype=np.float64)
    visible = np.array([bool(c["text"].strip()) for c in chars])
    breaks = _breaks(boxes, sizes, visible) | _ruled(boxes, sizes, [c["text"] for c in chars], rules)
    starts = np.flatnonzero(np.concatenate(([True], breaks)))
    ends = np.append(starts[1:], len(chars))
    words = [
        _word(chars, boxes, sizes, int(start), int(end))
        for start, end in zip(starts, ends, strict=True)
        if visible[start]
    ]
    return tuple(sorted(words, key=lambda word: (round(word.bbox.bottom), word.bbox.x0)))


def _printed_once(chars: Sequence[Char]) -> list[Char]:
    """Without slanted text (watermarks) and without the second print that makes characters bold."""
    seen: set[tuple[str, int, int]] = set()
    kept: list[Char] = []
    for char in chars:
        slanted = abs(char["matrix"][0]) > _SLANT and abs(char["matrix"][1]) > _SLANT
        places = {
            (char["text"], int((char["x0"] + dx) / _SHIFT), int((char["top"] + dy) / _SHIFT))
            for dx in (0.0, _SHIFT / 2)
            for dy in (0.0, _SHIFT / 2)
        }
        if slanted or (places & seen and char["text"].strip()):
            continue
        seen |= places
        kept.append(char)
    return kept


def _breaks(boxes: Floats, sizes: Floats, visible: Flags) -> Flags:
    """Between which neighbours in the content stream a word ends."""
    before, after = boxes[:-1], boxes[1:]
    size = np.maximum(np.minimum(sizes[:-1], sizes[1:]), 1.0)
    gap = after[:, 0] - before[:, 2]
    shared = np.minimum(before[:, 3], after[:, 3]) - np.maximum(before[:, 1], after[:, 1])
    height = np.maximum(np.minimum(before[:, 3] - before[:, 1], after[:, 3] - after[:, 1]), 0.1)
    apart = (gap > _GAP * size) | (gap < -size) | (shared < _OVERLAP * height)
    return np.asarray(apart | ~visible[:-1] | ~visible[1:], dtype=np.bool_)


def _ruled(boxes: Floats, sizes: Floats, texts: Sequence[str], rules: Sequence[Rule]) -> Flags:
    """Where a vertical rule stands between two neighbours; text that overflows its cell stays whole."""
    uprights = np.array([r.bbox for r in rules if not r.horizontal], dtype=np.float64).reshape(-1, 4)
    parted = np.zeros(len(boxes) - 1, dtype=np.bool_)
    if not len(uprights):
        return parted
    left = (boxes[:-1, 0] + boxes[:-1, 2]) / 2
    right = (boxes[1:, 0] + boxes[1:, 2]) / 2
    middle = (boxes[1:, 1] + boxes[1:, 3]) / 2
    roomy = boxes[1:, 0] - boxes[:-1, 2] >= _RULE_GAP * sizes[1:]
    digit = np.array([text.isascii() for text in texts])
    possible = (right > left) & (roomy | (digit[:-1] != digit[1:]))
    for index in np.flatnonzero(possible):
        x = (uprights[:, 0] + uprights[:, 2]) / 2
        hits = (x > left[index]) & (x < right[index])
        hits &= (uprights[:, 1] <= middle[index]) & (uprights[:, 3] >= middle[index])
        parted[index] = bool(hits.any())
    return parted


def _word(chars: Sequence[Char], boxes: Floats, sizes: Floats, start: int, end: int) -> Word:
    part = boxes[start:end]
    box = BBox(
        float(part[:, 0].min()), float(part[:, 1].min()), float(part[:, 2].max()), float(part[:, 3].max())
    )
    text = fold_radicals("".join(char["text"] for char in chars[start:end]))
    return Word(text, box, float(sizes[start:end].max()))
