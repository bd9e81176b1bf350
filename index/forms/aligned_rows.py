"""Lines of words under known columns -> rows: where no rule parts the rows of a form, lines do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median
from typing import Final

from index.forms.amounts import parse_amount
from index.forms.grids import Grid, GridCell, Row, make_cell
from index.forms.labels import ordinal_level
from index.forms.lines import Line, make_lines
from index.page import Page, Word
from index.types import BBox, Blank

_WRAP_GAP: Final = 0.35  # of the line height: lines of one label stand closer than two rows
_WIDEST_WRAP: Final = 0.65  # the same, where the rows stand far apart
_WRAP_TO_ROW: Final = 0.7  # of the least gap between two rows with amounts


def is_datum(word: Word) -> bool:
    """True for a number or a dash: what stands in value columns."""
    amount = parse_amount(word.text)
    return amount.value is not None or amount.blank is Blank.DASH


def split_stacked(grid: Grid, page: Page) -> Grid:
    """A ruled grid whose data rows no rule parts: a row that holds several printed rows is cut into them."""
    rows: list[Row] = []
    for index, row in enumerate(grid.rows):
        apart = all(
            cell not in grid.rows[other]
            for cell in row
            for other in (index - 1, index + 1)
            if _has(grid, other)
        )
        if apart and _is_stacked(row):
            words = [word for cell in dict.fromkeys(row) for word in cell.words]
            rows.extend(body_rows(page, grid.xs, words))
        else:
            rows.append(row)
    return replace(grid, rows=tuple(rows))


def _has(grid: Grid, index: int) -> bool:
    return 0 <= index < len(grid.rows)


def _is_stacked(row: Row) -> bool:
    """Two columns with several lines of nothing but numbers, beside labels of at least as many lines."""
    lines = [make_lines(cell.words) for cell in dict.fromkeys(row) if cell.words]
    numbers = [len(part) for part in lines if all(is_datum(word) for line in part for word in line.words)]
    labels = [len(part) for part in lines if not all(is_datum(word) for line in part for word in line.words)]
    tall = [count for count in numbers if count > 1]
    return len(tall) > 1 and bool(labels) and max(labels) >= max(tall) and max(tall) > 2


def body_rows(
    page: Page, xs: Sequence[float], words: Sequence[Word], parting: Sequence[float] = ()
) -> list[Row]:
    """Data rows: one a line; the rest of a wrapped label goes with the row that it belongs to.

    Where rules part every row from the next (`parting`), what stands between two of them is one row.
    """
    bands = _bands(words, parting)
    if len(bands) > 2 and all(_is_one_row(band, xs) for band in bands):
        return [_row(page, xs, band) for band in bands]
    rows: list[list[Word]] = []
    waiting: list[Word] = []  # label lines above the amounts that they are centred on
    lines = make_lines(words)
    gap = wrap_gap([line for line in lines if any(is_datum(word) for word in line.words)] or lines)
    for index, line in enumerate(lines):
        below = lines[index + 1] if index + 1 < len(lines) else None
        above = lines[index - 1] if index else None
        if _is_label_line(line, xs) and below is not None and _leads(above, line, below, xs, gap):
            waiting.extend(line.words)
        elif rows and not waiting and _continues_label(rows[-1], line, xs, gap):
            rows[-1].extend(line.words)
        else:
            rows.append([*waiting, *line.words])
            waiting = []
    return [_row(page, xs, row) for row in rows]


def wrap_gap(numbered: Sequence[Line]) -> float:
    """How far apart, in points, the lines of a wrapped text may stand: less than rows with amounts do."""
    height = median(line.bbox.bottom - line.bbox.top for line in numbered)
    gaps = [lower.bbox.top - upper.bbox.bottom for upper, lower in pairwise(numbered)]
    least = min((gap for gap in gaps if gap > 0), default=0.0)
    return max(_WRAP_GAP * height, min(_WIDEST_WRAP * height, _WRAP_TO_ROW * least))


def _bands(words: Sequence[Word], parting: Sequence[float]) -> list[list[Word]]:
    """The words between one rule and the next."""
    bands: dict[int, list[Word]] = {}
    for word in words:
        middle = (word.bbox.top + word.bbox.bottom) / 2
        bands.setdefault(sum(y <= middle for y in parting), []).append(word)
    return [bands[number] for number in sorted(bands)]


def _is_one_row(words: Sequence[Word], xs: Sequence[float]) -> bool:
    """Amounts on one line at most; the first column holds codes and names."""
    lines = make_lines([word for word in words if word.bbox.x0 > xs[1]])
    return sum(any(is_datum(word) for word in line.words) for line in lines) <= 1


def _is_label_line(line: Line, xs: Sequence[float]) -> bool:
    """Words of labels, on one side or on both, and no amount."""
    return len(_columns_of(line, xs)) <= 2 and not any(is_datum(word) for word in line.words)


def _columns_of(line: Line, xs: Sequence[float]) -> set[int]:
    return {_column(word, xs) for word in line.words}


def _centred_on(line: Line, below: Line, xs: Sequence[float]) -> bool:
    """The first line of a label set in the middle of its row: the amounts under it overlap its height."""
    return below.bbox.top < line.bbox.bottom and not _columns_of(line, xs) & _columns_of(below, xs)


def _leads(above: Line | None, line: Line, below: Line, xs: Sequence[float], gap: float) -> bool:
    """Is a label line the first of a label whose amounts stand on a later line?"""
    if _centred_on(line, below, xs):
        return True
    under = below.bbox.top - line.bbox.bottom
    over = line.bbox.top - above.bbox.bottom if above is not None else 2 * gap
    same = _columns_of(line, xs) <= _columns_of(below, xs)
    return same and under < gap <= over and any(is_datum(word) for word in below.words)


def _continues_label(row: Sequence[Word], line: Line, xs: Sequence[float], gap: float) -> bool:
    """The next line of a label: closely under words of its column, and not beginning like an item."""
    if not _is_label_line(line, xs) or any(ordinal_level(word.text) is not None for word in line.words):
        return False
    above = [[word for word in row if _column(word, xs) == column] for column in _columns_of(line, xs)]
    return all(words and line.bbox.top - max(word.bbox.bottom for word in words) < gap for words in above)


def _column(word: Word, xs: Sequence[float]) -> int:
    middle = (word.bbox.x0 + word.bbox.x1) / 2
    return sum(x <= middle for x in xs) - 1


def _row(page: Page, xs: Sequence[float], words: Sequence[Word]) -> Row:
    top, bottom = min(w.bbox.top for w in words), max(w.bbox.bottom for w in words)
    cells: list[GridCell] = []
    for column in range(len(xs) - 1):
        inside = [word for word in words if _column(word, xs) == column]
        cells.append(make_cell(inside, BBox(xs[column], top, xs[column + 1], bottom), page))
    return tuple(cells)
