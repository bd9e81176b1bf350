"""Lines -> paragraphs with their headings; a paragraph may go on over a page break."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from index.narrative.lines import Line
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
_PROSE = re.compile(r"[，。；]")
_COUNTED = re.compile(r"\d\s*(?:万元|亿元|元|%|％|辆|人|批次|台|个百分点)")
_HEADING_CHARS = 60
_STOPPED_CHARS = 32  # a longer line that ends in 。 is a sentence
_ACCOUNT_ENDS = ("（项）。", "(项)。", "（款）。", "(款)。", "（类）。", "(类)。")
_ANNEX = re.compile(r"^附件[\d一二三四五六七八九十]*[:：]?$")
_BROKEN = ("，", "、", ",", "万", "亿", "（", "(", "“", "《")  # no line of its own ends like this
_LONG_LINE = 20  # characters: lines that show where the margins are
_ENOUGH_LINES = 6  # how many of them make a page's margins its own
# A line does not begin like this: the bracket belongs to the word before it.
_GLUED = re.compile(r"^[（(](?:[类款项境室护含套]|本级|部门|单位|更新|减少|下降)[)）]")


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
    """What is usual in a document: type size of the text, left and right margin per page (or page format)."""

    size: float
    by_page: dict[int, tuple[float, float]]
    by_width: dict[int, tuple[float, float]]

    def margins(self, line: Line) -> tuple[float, float]:
        """Where lines start and end on the line's page; its own ends where nothing is known."""
        found = self.by_page.get(line.page) or self.by_width.get(round(line.page_width))
        return found or (line.bbox.x0, line.bbox.x1)

    def left(self, line: Line) -> float:
        """The left margin of the line's page."""
        return self.margins(line)[0]

    def right(self, line: Line) -> float:
        """The right margin of the line's page."""
        return self.margins(line)[1]


def layout_of(lines: Sequence[Line]) -> Layout:
    """The layout of a document from those of its lines that are prose (they hold a comma or a full stop)."""
    prose = [line for line in lines if _PROSE.search(line.text)]
    weights: Counter[float] = Counter()
    pages: dict[int, list[Line]] = {}
    widths: dict[int, list[Line]] = {}
    for line in prose:
        weights[round(line.size * 2) / 2] += len(line.text)
        pages.setdefault(line.page, []).append(line)
        widths.setdefault(round(line.page_width), []).append(line)
    size = weights.most_common(1)[0][0] if weights else max((line.size for line in lines), default=12.0)
    by_width = {width: _margins(group) for width, group in widths.items()}
    by_page: dict[int, tuple[float, float]] = {}
    for page, group in pages.items():
        left, right = _margins(group)
        usual = by_width[round(group[0].page_width)][0]
        if len(group) >= _ENOUGH_LINES:
            # Where a page holds first lines only, their indent is not its margin.
            by_page[page] = (usual if 0 < left - usual < 3 * size else left, right)
    return Layout(size, by_page, by_width)


def _margins(lines: Sequence[Line]) -> tuple[float, float]:
    """Left: the outermost place where two lines start or more; right: where the longer lines end."""
    starts = Counter(round(line.bbox.x0 / 4) for line in lines)
    often = [x for x, count in starts.items() if count >= max(2, 0.02 * len(lines))] or list(starts)
    ends = sorted(line.bbox.x1 for line in lines if len(line.text) >= _LONG_LINE) or [
        line.bbox.x1 for line in lines
    ]
    return 4.0 * min(often), ends[int(0.8 * (len(ends) - 1))]


def rank_of(text: str) -> int | None:
    """How deep a numbered heading or item stands: 第一部分 0, 一、 2, （一） 3, 1. 4, （1） 5, ① 6."""
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
    # The height of a line read by OCR depends on its characters.
    larger = 1.2 if line.source is Source.TEXT else 1.4
    if line.size >= larger * layout.size and not _PROSE.search(line.text):
        return True
    if rank_of(line.compact) not in (None, 0) or line.compact.endswith(tuple(_CLOSERS)):
        return False
    middle = (line.bbox.x0 + line.bbox.x1) / 2
    centred = abs(middle - line.page_width / 2) < 0.03 * line.page_width
    return centred and line.bbox.x0 - layout.left(line) > 4 * layout.size


def starts_paragraph(before: Line, line: Line, layout: Layout) -> bool:
    """Whether a new paragraph begins at `line`, the one printed after `before`."""
    text, next_text = before.compact, line.compact
    if next_text[0] in _CLOSERS or _GLUED.match(next_text):
        return False
    if is_title(before, layout) or is_title(line, layout):
        return not _same_title(before, line, layout)
    em = layout.size
    if line.bbox.x0 - layout.left(line) > 1.2 * em:
        return True
    ended = text.endswith(tuple(TERMINALS))
    room = layout.right(before) - before.bbox.x1
    if rank_of(next_text) is not None and (ended or room > 3 * em):
        return True
    if ended:
        return room > 3 * em or _gap(before, line) > em
    numbered = rank_of(text) is not None
    broken = text[-1].isdigit() or text.endswith(_BROKEN) or next_text[0].isdigit()
    return not broken and room > (3 if numbered else 8) * em


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
    if _ANNEX.match(text):
        return TITLE_RANK
    if len(text) > _HEADING_CHARS or _COUNTED.search(text):
        return None
    rank = rank_of(text)
    if rank is None:
        titled = all(is_title(line, layout) for line in paragraph.lines)
        return TITLE_RANK if titled and not text.endswith(tuple(TERMINALS)) else None
    body = without_number(text)
    account = text.endswith(_ACCOUNT_ENDS)
    if text.endswith("。") and (account or (len(text) <= _STOPPED_CHARS and body[:-1].endswith(tuple(ends)))):
        body = body.removesuffix("。")
    stated = not body or re.search(r"[。；：，;:,!?！？]", body) is not None
    return None if stated and rank > 0 else rank
