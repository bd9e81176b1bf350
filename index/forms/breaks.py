"""The last row of a page and the first of the next: one row that the break cut in two, or two rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from statistics import mean
from typing import Final

from index.forms.grids import GridCell, Row
from index.forms.labels import label_key, ordinal_level

_SAME_LINE: Final = 3.0  # points between the feet of two words on one line
_ROOM: Final = 3.0  # characters; less may be the margin of a cell
_TOTALS: Final = frozenset({"合计", "总计", "小计", "本年收入合计", "本年支出合计", "收入总计", "支出总计"})


def mend_break(upper: tuple[Row, ...], lower: tuple[Row, ...]) -> tuple[Row, ...]:
    """Joins a row that the page break cut in two."""
    if upper and lower and _is_remainder(upper[-1], lower[0]) and not _is_whole_row(upper, lower[0]):
        joined: dict[tuple[int, int], GridCell] = {}
        row = tuple(
            joined.setdefault((id(a), id(b)), _join_cells(a, b)) if b.text else a
            for a, b in zip(upper[-1], lower[0], strict=False)
        )
        replaced = {id(a): b for a, b in zip(upper[-1], row, strict=False)}
        kept = tuple(tuple(replaced.get(id(cell), cell) for cell in line) for line in upper[:-1])
        return (*kept, row, *lower[1:])
    return upper + lower


def _is_remainder(last: Row, first: Row) -> bool:
    """Is the first row of a page the rest of the last row before it?

    The rest of a wrapped label: words only, in columns where the row before has words too, without an ordinal
    and no total; or the amounts of a row whose label stayed on the page before.
    """
    pairs = [(a, b) for a, b in dict.fromkeys(zip(last, first, strict=False)) if b.text]
    if not pairs:
        return False
    words = all(
        a.text
        and not any(char.isdigit() for char in b.text)
        and ordinal_level(b.text) is None
        and label_key(b.text) not in _TOTALS
        for a, b in pairs
    )
    blank = sum(not b.text for b in dict.fromkeys(first))
    if words:
        return blank > len(pairs) and has_amounts(last) and not has_amounts(first)
    return has_amounts(first) and not has_amounts(last) and not any(a.text for a, b in pairs)


def _is_whole_row(upper: Sequence[Row], first: Row) -> bool:
    """Is the first row of a page, which has words only, a row whose amounts are blank?

    What is the label of another row by itself (二、国有资本经营预算财政拨款) is no rest of one; nor is
    what is indented like the row above, whose line had room for more.
    """
    pairs = [(a, b) for a, b in dict.fromkeys(zip(upper[-1], first, strict=False)) if b.text]
    labels = {label_key(cell.text) for row in upper[:-1] for cell in row}
    own = any(label_key(b.text) in labels or (_indented(a, b) and _has_room(a)) for a, b in pairs)
    return own and not has_amounts(first)


def _indented(upper: GridCell, lower: GridCell) -> bool:
    return all(
        cell.words and min(word.bbox.x0 for word in cell.words) - cell.bbox.x0 > _size(cell)
        for cell in (upper, lower)
    )


def _has_room(cell: GridCell) -> bool:
    """True where the last line of a cell ends so early that more characters would have fitted on it."""
    bottom = max(word.bbox.bottom for word in cell.words)
    line = [word for word in cell.words if word.bbox.bottom > bottom - _SAME_LINE]
    return cell.bbox.x1 - max(word.bbox.x1 for word in line) > _ROOM * _size(cell)


def _size(cell: GridCell) -> float:
    return max(word.bbox.bottom - word.bbox.top for word in cell.words)


def has_amounts(row: Row) -> bool:
    """True for a row with digits in it."""
    return any(any(char.isdigit() for char in cell.text) for cell in row)


def _join_cells(first: GridCell, second: GridCell) -> GridCell:
    if not first.text:
        return second
    return replace(
        first,
        text=first.text + second.text,
        confidence=mean((first.confidence, second.confidence)),
        words=first.words + second.words,
    )
