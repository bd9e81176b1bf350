"""Lines -> paragraphs with their headings; a paragraph may go on over a page break."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from index.lines import Line
from index.types import BBox, Source

TITLE_RANK = 1
_RANKS = (
    (0, re.compile(r"^第[一二三四五六七八九十]+(?:部分|章|篇)[、:：]?")),
    (2, re.compile(r"^[一二三四五六七八九十]{1,3}[、.．]")),
    (3, re.compile(r"^[（(][一二三四五六七八九十]{1,3}[)）][、.．]?")),
    (4, re.compile(r"^\d{1,2}[、.．](?!\d)")),
    (5, re.compile(r"^[（(]\d{1,2}[)）][、.．]?")),
    (6, re.compile(r"^(?:[①-⑳]|[a-zA-Z][.．、](?![a-zA-Z]))")),
)
_CLOSERS = "。，、；：？！）】》”’」』％%,;:!?)]}"
TERMINALS = "。；：！？;:!?"
_COUNTED = re.compile(r"\d\s*(?:万元|亿元|元|%|％|辆|人|批次|台|个百分点)")
_HEADING_CHARS = 60


@dataclass(frozen=True)
class Paragraph:
    """A paragraph: text without line breaks, and (page, box) for every character of it."""

    lines: tuple[Line, ...]

    @cached_property
    def _joined(self) -> tuple[str, tuple[tuple[int, BBox], ...]]:
        text, places = "", list[tuple[int, BBox]]()
        for line in self.lines:
            if text and text[-1].isascii() and text[-1].isalpha() and line.text[:1].isascii():
                text += " "
                places.append((line.page, line.boxes[0]))
            text += line.text
            places += [(line.page, box) for box in line.boxes]
        return text, tuple(places)

    @property
    def text(self) -> str:
        """The text with printed spacing."""
        return self._joined[0]

    @property
    def places(self) -> tuple[tuple[int, BBox], ...]:
        """Where each character of `text` stands."""
        return self._joined[1]

    @property
    def compact(self) -> str:
        """The text without white space."""
        return re.sub(r"\s+", "", self.text)

    @property
    def source(self) -> Source:
        """Where its first line was read from."""
        return self.lines[0].source


@dataclass(frozen=True, slots=True)
class Layout:
    """What is usual in a document: type size of the text, left and right margin per page format."""

    size: float
    margins: dict[int, tuple[float, float]]

    def left(self, line: Line) -> float:
        """The left margin of pages like the line's."""
        return self.margins.get(round(line.page_width), (line.bbox.x0, line.bbox.x1))[0]

    def right(self, line: Line) -> float:
        """The right margin of pages like the line's."""
        return self.margins.get(round(line.page_width), (line.bbox.x0, line.bbox.x1))[1]


def layout_of(lines: Sequence[Line]) -> Layout:
    """The layout of a document from all its narrative lines."""
    weights: Counter[float] = Counter()
    by_width: dict[int, list[Line]] = {}
    for line in lines:
        weights[round(line.size * 2) / 2] += len(line.text)
        by_width.setdefault(round(line.page_width), []).append(line)
    size = weights.most_common(1)[0][0] if weights else 12.0
    return Layout(size, {width: _margins(group, size) for width, group in by_width.items()})


def _margins(lines: Sequence[Line], size: float) -> tuple[float, float]:
    """Left: the outermost place where lines often start; right: where the long lines end."""
    starts = Counter(round(line.bbox.x0 / 4) for line in lines if line.size < 1.2 * size)
    often = [x for x, count in starts.items() if count >= max(2, 0.04 * sum(starts.values()))]
    left = 4.0 * min(often) if often else min(line.bbox.x0 for line in lines)
    ends = sorted(line.bbox.x1 for line in lines)
    return left, ends[int(0.85 * (len(ends) - 1))]


def rank_of(text: str) -> int | None:
    """How deep a numbered heading or item stands: 第一部分 0, 一、 2, （一） 3, 1. 4, （1） 5, ① 6; or None."""
    for rank, pattern in _RANKS:
        if pattern.match(text):
            return rank
    return None


def without_number(text: str) -> str:
    """The text of a heading or item without its number."""
    for _, pattern in _RANKS:
        match = pattern.match(text)
        if match:
            return text[match.end() :].strip()
    return text


def is_title(line: Line, layout: Layout) -> bool:
    """A line set larger than the text, or a short centred one that does not start where text starts."""
    if line.size >= 1.2 * layout.size:
        return True
    if rank_of(line.compact) not in (None, 0) or line.compact.endswith(tuple(_CLOSERS)):
        return False
    middle = (line.bbox.x0 + line.bbox.x1) / 2
    centred = abs(middle - line.page_width / 2) < 0.03 * line.page_width
    return centred and line.bbox.x0 - layout.left(line) > 4 * layout.size


def starts_paragraph(before: Line, line: Line, layout: Layout) -> bool:
    """Whether a new paragraph begins at `line`, the one printed after `before`."""
    text = before.compact
    if line.compact[0] in _CLOSERS:
        return False
    if is_title(before, layout) or is_title(line, layout):
        return not _same_title(before, line, layout)
    em = layout.size
    numbered = rank_of(line.compact) is not None
    ended = text.endswith(tuple(TERMINALS))
    short = before.bbox.x1 < layout.right(before) - 3 * em
    if line.bbox.x0 - layout.left(line) > 1.2 * em:
        return True
    if short and not text[-1].isdigit() and not text.endswith(("，", "、", ",")):
        return True
    if numbered and (ended or (rank_of(text) is not None and short)):
        return True
    return ended and _gap(before, line) > 1.0 * em


def _same_title(before: Line, line: Line, layout: Layout) -> bool:
    """A title broken over lines: both titles of one size, close together, the second without a number."""
    if not (is_title(before, layout) and is_title(line, layout)) or before.page != line.page:
        return False
    close = _gap(before, line) < 1.2 * max(before.size, line.size)
    unnumbered = rank_of(line.compact) is None
    alone = rank_of(before.compact) == 0 and not without_number(before.compact)
    return close and unnumbered and (abs(before.size - line.size) < 1.5 or alone)


def _gap(before: Line, line: Line) -> float:
    """White between two lines in points; 0 over a page break."""
    return line.bbox.top - before.bbox.bottom if before.page == line.page else 0.0


def paragraphs(lines: Iterable[Line], layout: Layout) -> list[Paragraph]:
    """Lines in reading order -> paragraphs."""
    groups: list[list[Line]] = []
    for line in lines:
        if groups and not starts_paragraph(groups[-1][-1], line, layout):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [Paragraph(tuple(group)) for group in groups]


def heading_rank(paragraph: Paragraph, layout: Layout, ends: Sequence[str]) -> int | None:
    """The rank of a paragraph that is a heading, None for text.

    `ends` are the words after which a full stop still closes a heading (…情况说明。).
    """
    text = paragraph.compact
    if len(text) > _HEADING_CHARS or _COUNTED.search(text):
        return None
    rank = rank_of(text)
    if rank is None:
        titled = all(is_title(line, layout) for line in paragraph.lines)
        return TITLE_RANK if titled and not text.endswith(tuple(TERMINALS)) else None
    body = without_number(text)
    if text.endswith("。") and text.removesuffix("。").endswith(tuple(ends)):
        body = body.removesuffix("。")
    return rank if body and not re.search(r"[。；：，;:,!?！？]", body) else rank if rank == 0 else None
