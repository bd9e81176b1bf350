"""Words -> text lines, and what of them is not narrative.

A line is found by its Chinese characters: digits are often set on another baseline than the characters beside
them, so words without such a character are hung into the line that has a free place for them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from index.page import Page, Word
from index.types import BBox, Source

CJK = "\u2e80-\u2fdf\u3005-\u3007\u3400-\u9fff\uf900-\ufaff"
_CJK_CHAR = re.compile(f"[{CJK}]")
_PAGE_NUMBER = re.compile(r"^[-—–―·.\s]*(?:第\s*)?\d{1,4}\s*页?(?:\s*[/,，共]+\s*\d{1,4}\s*页?)?[-—–―·.\s]*$")
_DIGITS = re.compile(r"\d+")
_EDGE_LINES = 2  # how many lines from the top and the bottom of a page can be running headers
_MIN_REPEATS = 3  # on how many pages the same edge line makes a running header
_PRINTED_SPACE, _WIDE_SPACE = 0.2, 0.4  # gaps in type sizes
_FEW_WORDS = 4
_FULLWIDTH_DIGITS = {ord("０") + n: str(n) for n in range(10)}


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line: its text, and for every character of it the box of the word it comes from."""

    text: str
    boxes: tuple[BBox, ...]
    bbox: BBox
    size: float
    page: int
    page_width: float
    page_height: float
    source: Source = Source.TEXT

    @property
    def compact(self) -> str:
        """The text without white space."""
        return re.sub(r"\s+", "", self.text)


def has_cjk(text: str) -> bool:
    """True when a Chinese character is in the text."""
    return _CJK_CHAR.search(text) is not None


def _height(word: Word) -> float:
    return word.size or word.bbox.bottom - word.bbox.top


def _centre(box: BBox) -> float:
    return (box.top + box.bottom) / 2


def _inside(word: Word, regions: Iterable[BBox]) -> bool:
    x, y = (word.bbox.x0 + word.bbox.x1) / 2, _centre(word.bbox)
    return any(box.x0 <= x <= box.x1 and box.top <= y <= box.bottom for box in regions)


def _cluster(words: Sequence[Word]) -> list[list[Word]]:
    """Words whose centres lie within 0.45 of the smaller type size of the line's first word share a line."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda w: (_centre(w.bbox), w.bbox.x0)):
        if rows:
            first = rows[-1][0]
            reach = 0.45 * min(_height(word), _height(first))
            if _centre(word.bbox) - _centre(first.bbox) <= reach:
                rows[-1].append(word)
                continue
        rows.append([word])
    return rows


def _overlaps(word: Word, row: Sequence[Word]) -> bool:
    """True when the place of the word is taken in the row (by more than a quarter of a character)."""
    slack = 0.25 * _height(word)
    return any(min(word.bbox.x1, other.bbox.x1) - max(word.bbox.x0, other.bbox.x0) > slack for other in row)


def _host(word: Word, rows: Sequence[list[Word]]) -> list[Word] | None:
    """The nearest row of Chinese text within 0.75 of the type size that has room for the word."""
    best: tuple[float, list[Word]] | None = None
    for row in rows:
        distance = abs(_centre(row[0].bbox) - _centre(word.bbox))
        if distance > 0.75 * max(_height(word), _height(row[0])) or _overlaps(word, row):
            continue
        if best is None or distance < best[0]:
            best = (distance, row)
    return best[1] if best else None


def word_rows(words: Sequence[Word]) -> list[list[Word]]:
    """Words grouped into lines, top to bottom, each sorted left to right."""
    rows = _cluster([w for w in words if has_cjk(w.text)])
    anchors = list(rows)
    loose: list[Word] = []
    for word in words:
        if has_cjk(word.text) or not word.text.strip():
            continue
        host = _host(word, anchors)
        if host is None:
            loose.append(word)
        else:
            host.append(word)
    rows += _cluster(loose)
    rows.sort(key=lambda row: median(_centre(w.bbox) for w in row))
    return [sorted(row, key=lambda w: w.bbox.x0) for row in rows]


def printed(char: str) -> str:
    """A character as kept: a Kangxi radical becomes the character it looks like, private-use glyphs go."""
    if "\u2e80" <= char <= "\u2fdf" or "\uf900" <= char <= "\ufaff":
        folded = unicodedata.normalize("NFKC", char)
        return folded if len(folded) == 1 else char
    return "" if unicodedata.category(char) in {"Co", "Cc", "Cf"} else char


def _gap_is_space(left: Word, right: Word, usual: float, least: float) -> bool:
    """Whether the gap between two neighbours was meant: between Chinese characters only when it stands out.

    `usual` is the median gap of a line stretched to the margins, 0 in other lines; `least` the smallest gap
    between Chinese characters that is a space, in type sizes.
    """
    size = max(_height(left), _height(right))
    gap = right.bbox.x0 - left.bbox.x1
    if gap > max(size, 3 * usual):
        return True
    if has_cjk(left.text[-1:]) and has_cjk(right.text[:1]):
        return gap > max(least * size, 2.5 * usual)
    if left.text[-1:].isascii() != right.text[:1].isascii():
        return gap > 0.12 * size and (left.text[-1:].isalnum() and right.text[:1].isalnum())
    return gap > max(0.3 * size, 2.5 * usual)


def _stretch(row: Sequence[Word]) -> float:
    """The median gap of a line whose characters were spread to fill it; 0 where words are whole."""
    gaps = [b.bbox.x0 - a.bbox.x1 for a, b in pairwise(row)]
    positive = [gap for gap in gaps if gap > 0]
    if not positive or len(positive) < 0.3 * sum(len(w.text) for w in row):
        return 0.0
    return median(positive)


def _join(row: Sequence[Word], page: Page) -> Line:
    usual = _stretch(row)
    # A few gaps in a line are printed spaces; many small ones come from setting it to the margins.
    least = _PRINTED_SPACE if usual == 0 and len(row) <= _FEW_WORDS else _WIDE_SPACE
    text: list[str] = []
    boxes: list[BBox] = []
    for number, word in enumerate(row):
        if number and text and _gap_is_space(row[number - 1], word, usual, least):
            text.append(" ")
            boxes.append(word.bbox)
        for char in word.text:
            kept = printed(char)
            text.extend(kept)
            boxes.extend([word.bbox] * len(kept))
    box = row[0].bbox
    for word in row[1:]:
        box = box.union(word.bbox)
    size = median(_height(w) for w in row)
    return Line("".join(text), tuple(boxes), box, size, page.number, page.width, page.height, page.source)


def page_lines(page: Page, regions: Sequence[BBox] = ()) -> list[Line]:
    """The lines of a page outside the given regions, top to bottom, without page numbers."""
    words = [w for w in page.words if not _inside(w, regions)]
    lines = [line for line in (_join(row, page) for row in word_rows(words)) if line.text.strip()]
    return [line for line in lines if not _is_page_number(line, lines)]


def _is_page_number(line: Line, lines: Sequence[Line]) -> bool:
    """A short line of digits, alone at the very top or bottom of the page."""
    text = line.text.translate(_FULLWIDTH_DIGITS)
    if not _PAGE_NUMBER.match(text) or (line is not lines[0] and line is not lines[-1]):
        return False
    middle = _centre(line.bbox) / line.page_height
    return middle > 0.8 or middle < 0.12


def running_lines(pages: Mapping[int, Sequence[Line]]) -> set[tuple[str, int]]:
    """Keys (text without digits, height) of lines that come back at the same place of three pages or more."""
    seen: dict[tuple[str, int], int] = {}
    for lines in pages.values():
        edge = [*lines[:_EDGE_LINES], *lines[_EDGE_LINES:][-_EDGE_LINES:]]
        for key in {running_key(line) for line in edge if _in_margin(line)}:
            seen[key] = seen.get(key, 0) + 1
    return {key for key, count in seen.items() if count >= _MIN_REPEATS}


def running_key(line: Line) -> tuple[str, int]:
    """What makes two running lines the same: the text with digits masked, and the height in steps of 6 pt."""
    return _DIGITS.sub("#", line.compact), round(_centre(line.bbox) / 6)


def _in_margin(line: Line) -> bool:
    middle = _centre(line.bbox) / line.page_height
    return middle < 0.1 or middle > 0.9


def narrative_lines(pages: Sequence[Page], occupied: Mapping[int, Sequence[BBox]]) -> list[list[Line]]:
    """Per page the lines outside tables, without page numbers and running headers and footers."""
    per_page = {page.number: page_lines(page, occupied.get(page.number, ())) for page in pages}
    running = running_lines(per_page)
    kept = []
    for lines in per_page.values():
        kept.append([line for line in lines if not (_in_margin(line) and running_key(line) in running)])
    return kept
