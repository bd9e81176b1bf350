"""What stands around a grid: title, number and unit above it, notes and a notice below it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from index.forms.catalogue import find_notice, identify, looks_like_title, title_key, unit_of_line
from index.forms.grids import Grid
from index.forms.labels import clean, ordinal_level
from index.forms.lines import Line, around, make_lines
from index.page import Page, Word
from index.types import BBox, Notice

_TABLE_NO: Final = re.compile(
    r"(?:(?:财决)?公开|财决|预算|决算)\d{1,2}(?:-\d)?表|附?表(?:\d{1,2}(?:-\d)?|[一二三四五六七八九十]+)(?!\d)"
)
_NUMBERED: Final = re.compile(
    r"^(?:附件\d*|附?表\s*(?:\d{1,2}(?:-\d)?|[一二三四五六七八九十]+)(?![\d年])|[一二三四五六七八九十]+、)[:：、.\s]*"
    r"|(?:(?:财决)?公开|财决)\s*\d{1,2}\s*表"
)
# The unit behind a title, in brackets or on the same line.
_UNIT_BEHIND: Final = re.compile(
    r"\s*[（(](?:金额)?单位[:：][^（）()]{1,12}[)）]$|(?<=表)\s*(?:金额)?单位[:：]\s*[^（）()\s]{1,8}$"
)
_CONTINUED: Final = re.compile(r"[(（]?续(?:上?表)?[\d一二三]*[)）]?")
_CUT_TABLE_NO: Final = re.compile(r"(?:(?:财决)?公开|财决|预算|决算)\d{1,2}")
_PAGE_NUMBER: Final = re.compile(r"[-—–·.第\s]*(?:\d{1,4}|[ivxIVX]{1,6})[-—–·.页\s]*(?:[/共]\s*\d+\s*页?)?")
_NOTE: Final = re.compile(r"^(?:[(（]?(?:注|备注|说明|附注|填表说明)[)）]?\d?[:：、.]|\*|注释)")
_HEADING: Final = re.compile(
    r"第[一二三四五六七八九十]+部分\s*|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[)）]"
)
_SENTENCE: Final = re.compile(r"[。；;]")
_REACH: Final = 170.0  # points above a grid in which its title may stand
_MARGIN: Final = 0.09  # of the page height: headers and footers live here
_NOTE_GAP: Final = 1.9  # of the line height
_REPEATED: Final = 3  # pages
_APART: Final = 1.5  # of the font size: what stands wider apart on a line is not one text
_MOST_HEAD: Final = 5  # lines: title, number, department, unit


@dataclass(frozen=True, slots=True)
class Caption:
    """What the lines around one grid say; `heading` is the numbered heading over it.

    `declared` marks a form of title and notice alone; `above`, `below`: does anything part it from the edge?
    """

    title: str = ""
    heading: str = ""
    table_no: str | None = None
    unit: str | None = None
    notes: tuple[str, ...] = ()
    notice: Notice | None = None
    bboxes: tuple[BBox, ...] = ()
    declared: bool = False
    above: bool = False
    below: bool = False


def furniture(pages: Sequence[Page]) -> frozenset[str]:
    """Running headers and footers: texts that stand near the edge of several pages, digits aside."""
    seen: Counter[str] = Counter()
    for page in pages:
        edge = [w for w in page.words if _at_edge(w.bbox, page)]
        seen.update({_without_digits(line.text) for line in make_lines(edge)})
    return frozenset(text for text, count in seen.items() if count >= _REPEATED and count > len(pages) / 4)


def _at_edge(box: BBox, page: Page) -> bool:
    return box.bottom < _MARGIN * page.height or box.top > (1 - _MARGIN) * page.height


def _without_digits(text: str) -> str:
    return re.sub(r"[\d\s]+", "", text)


def lift_head(grid: Grid) -> Grid:
    """A grid whose first rows, where they hold its title, unit or department, are its `head`."""
    count = 0
    while count < len(grid.rows) - 1 and _is_head_row(grid, count):
        count += 1
    if not count:
        return grid
    top = min(cell.bbox.top for cell in grid.rows[count])
    head = tuple(dict.fromkeys(cell for row in grid.rows[:count] for cell in row if cell.text))
    return replace(grid, bbox=grid.bbox._replace(top=top), rows=grid.rows[count:], head=head)


def _is_head_row(grid: Grid, index: int) -> bool:
    cells = [cell for cell in dict.fromkeys(grid.rows[index]) if cell.text]
    if not cells or any(cell in grid.rows[index + 1] for cell in cells):
        return False
    stated = any(_TABLE_NO.fullmatch(cell.text) or unit_of_line(cell.text) for cell in cells)
    alone = len(set(grid.rows[index])) == 1
    titled = looks_like_title(cells[0].text) and ordinal_level(cells[0].text) is None
    return (alone and titled) or (stated and len(cells) <= 3)


def last_heading(lines: Sequence[Line], before: float) -> str | None:
    """The last numbered heading above a place on a page, without its number."""
    texts = [line.text for line in lines if line.bbox.bottom <= before]
    for text in reversed(texts):
        if len(text) <= 40 and not _SENTENCE.search(text) and (found := _HEADING.match(text)):
            return text[found.end() :].strip() or None
    return None


def free_lines(page: Page, grids: Sequence[Grid], running: frozenset[str]) -> list[Line]:
    """The lines of a page outside its grids, without running headers, footers and page numbers.

    A cell of the head of a grid is one line, however narrow it is and whatever stands beside it.
    """
    head = [cell for grid in grids for cell in grid.head]
    taken = {word for cell in head for word in cell.words}
    outside = [w for w in page.words if not any(_inside(w.bbox, grid.bbox) for grid in grids)]
    words = [word for word in outside if word not in taken]
    whole = [line for line in make_lines(words) if not _is_furniture(line, page, running)]
    lines = [part for line in whole for part in _parted(line)]
    lines += [Line(cell.text, around(cell.words), cell.words) for cell in head]
    return sorted(lines, key=lambda line: line.bbox.top)


def _parted(line: Line) -> list[Line]:
    """A line whose parts stand wide apart, where one is a unit or a number: a line each."""
    parts: list[list[Word]] = []
    apart = _APART * line.size
    for word in line.words:
        if parts and word.bbox.x0 - parts[-1][-1].bbox.x1 < apart:
            parts[-1].append(word)
        else:
            parts.append([word])
    lines = [part for words in parts for part in make_lines(words)]
    return lines if any(_is_label_of_table(part) for part in lines) else [line]


def _inside(box: BBox, outer: BBox) -> bool:
    middle_x, middle_y = (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2
    return outer.x0 <= middle_x <= outer.x1 and outer.top <= middle_y <= outer.bottom


def _is_furniture(line: Line, page: Page, running: frozenset[str]) -> bool:
    if not _at_edge(line.bbox, page):
        return False
    return _PAGE_NUMBER.fullmatch(line.text) is not None or _without_digits(line.text) in running


def read_caption(grid: Grid, before: float, after: float, lines: Sequence[Line]) -> Caption:
    """The caption of a grid from the lines between `before` and it, and between it and `after`."""
    over = [line for line in lines if before - 1 <= line.bbox.top and line.bbox.bottom <= grid.bbox.top + 3]
    under = [line for line in lines if grid.bbox.bottom - 3 <= line.bbox.top < after]
    head, title = _head(grid, over)
    notes = _notes(under)
    return Caption(
        title=title,
        table_no=_table_no([line.text for line in head]),
        unit=next((unit for line in reversed(head) if (unit := _unit(line))), None),
        notes=tuple(line.text for line in notes),
        notice=notice_of(grid.page, notes),
        bboxes=tuple(line.bbox for line in (*head, *notes)),
        above=any(not _is_label_of_table(line) for line in over),
        below=bool(under),
    )


def notice_of(page: int, lines: Sequence[Line]) -> Notice | None:
    """The first of the lines that declares a form empty."""
    return next((Notice(line.text, page, line.bbox) for line in lines if find_notice(line.text)), None)


def caption_left(page: Page, grids: Sequence[Grid], running: frozenset[str]) -> Caption:
    """The caption at the foot of a page whose form begins on the next one; no title where none is left."""
    bottom = max((grid.bbox.bottom for grid in grids), default=0.0)
    tail = [line for line in free_lines(page, grids, running) if line.bbox.top >= bottom]
    if not tail:
        return Caption()
    end = tail[-1].bbox.bottom + 1
    head, title = _head(Grid(page.number, BBox(0, end, page.width, end), (), ()), tail)
    if identify(title) is None or not title.endswith("表") or len(head) > _MOST_HEAD:
        return Caption()
    unit = next((unit for line in reversed(head) if (unit := _unit(line))), None)
    return Caption(title, table_no=_table_no([line.text for line in head]), unit=unit)


def _is_label_of_table(line: Line) -> bool:
    """A line that a continuation may repeat: its unit, its number, 续表."""
    text = "".join(line.text.split())
    return bool(_unit(line) or _TABLE_NO.fullmatch(text) or _CONTINUED.fullmatch(text))


def _unit(line: Line) -> str | None:
    return unit_of_line("".join(word.text for word in line.words))


def _head(grid: Grid, over: Sequence[Line]) -> tuple[list[Line], str]:
    """The lines above a grid that belong to it, and the title among them."""
    near = [line for line in over if grid.bbox.top - line.bbox.bottom <= _REACH and len(line.text) <= 90]
    for index in range(len(near) - 1, -1, -1):
        line = near[index]
        if _SENTENCE.search(line.text) or _NOTE.match(line.text):
            near = near[index + 1 :]
            break
        text = _strip_no(line.text)
        if looks_like_title(text) and _is_titling(line, near):
            return _with_upper(near, index, text)
    return _untitled(near)


def _is_titling(line: Line, near: Sequence[Line]) -> bool:
    """A title is not set smaller than the lines of unit and department under it."""
    plain = unit_of_line(_strip_no("".join(word.text for word in line.words))) is None
    return plain and line.size >= max(other.size for other in near) - 6


def _with_upper(near: Sequence[Line], index: int, text: str) -> tuple[list[Line], str]:
    """A title that is wrapped takes the line above it along."""
    start = index
    while start > 0 and _wraps(near[start - 1], near[start], text):
        start -= 1
        text = _strip_no(near[start].text) + text
    while start > 0 and near[start - 1].bbox.bottom > near[index].bbox.top + 2:
        start -= 1  # beside the title, not above it
    return list(near[start:]), clean(text)


def _wraps(upper: Line, lower: Line, text: str) -> bool:
    height = lower.bbox.bottom - lower.bbox.top
    close = lower.bbox.top - upper.bbox.bottom < 1.1 * height and abs(upper.size - lower.size) < 0.6
    centred = abs((upper.bbox.x0 + upper.bbox.x1) - (lower.bbox.x0 + lower.bbox.x1)) < 60
    own = looks_like_title(upper.text) or _unit(upper) or _TABLE_NO.fullmatch(upper.text)
    joined = upper.text + text
    better = identify(text) is None or (identify(joined) not in (None, identify(text)))
    return bool(close and centred and not own and better and not _SENTENCE.search(upper.text))


def _untitled(near: Sequence[Line]) -> tuple[list[Line], str]:
    """No line ends like a title: the lowest short line that states no unit, number or department serves."""
    for index in range(len(near) - 1, -1, -1):
        text = _strip_no(near[index].text)
        if 3 <= len(title_key(text)) <= 40 and not _unit(near[index]) and not re.search(r"[:：。，,]", text):
            return list(near[index:]), clean(text)
    return [line for line in near if _unit(line) or _TABLE_NO.search(line.text)], ""


def _strip_no(text: str) -> str:
    return _UNIT_BEHIND.sub("", _NUMBERED.sub("", clean(text))).strip()


def _table_no(texts: Sequence[str]) -> str | None:
    compact = ["".join(text.split()) for text in texts]
    for text in compact:
        if found := _TABLE_NO.search(text):
            return found[0]
    # A narrow column wraps the number: "公开02" on one line, "表" on the next.
    for text in compact:
        if found := _CUT_TABLE_NO.search(text):
            return f"{found[0]}表"
    return None


def _notes(under: Sequence[Line]) -> list[Line]:
    """The notes right under a grid, with the lines that they run on over."""
    notes: list[Line] = []
    for line in under:
        if notes and line.bbox.top - notes[-1].bbox.bottom > _NOTE_GAP * (line.bbox.bottom - line.bbox.top):
            break
        if looks_like_title(line.text) and not _NOTE.match(line.text) and not find_notice(line.text):
            break
        if not notes and not _NOTE.match(line.text) and not find_notice(line.text):
            break
        notes.append(line)
    return notes
