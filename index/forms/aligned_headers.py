"""Header words above columns that no rule parts -> header rows: which columns a word stands over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from index.forms.grids import GridCell, Row, make_cell
from index.forms.header_words import role_of_header
from index.forms.lines import make_lines
from index.page import Page, Word
from index.types import BBox

SAME_EXTENT: Final = 12.0  # points between the ends of two rules of one extent
_SAME_SIDE: Final = 2.5  # points between the sides or middles of the lines of one header
_REACHES_IN: Final = 0.35  # of the header or column, whichever is narrower
_OFF_CENTRE: Final = 0.14  # of the width of the columns under a spanning header
_OFF_STEP: Final = 0.05  # of two runs as near to the middle the longer one counts
_OFF_SHARED: Final = 0.25  # the same, where two headers share all columns


@dataclass(frozen=True, slots=True)
class Region:
    """Where on a page a form without vertical rules stands, with its horizontal rules."""

    top: float
    bottom: float
    x0: float
    x1: float
    rules: tuple[BBox, ...] = ()


def header_words_joined(words: Sequence[Word], gap: float, region: Region) -> list[Word]:
    """Header words, those wrapped over lines joined to one; the lines of one stand closer than `gap`."""
    blocks: list[list[Word]] = []
    for word in sorted(words, key=lambda w: (w.bbox.top + w.bbox.bottom, w.bbox.x0)):
        block = next((b for b in blocks if _wraps_under(b[-1], word, gap, region)), None)
        if block is None:
            blocks.append([word])
        else:
            block.append(word)
    return [_one_word(block) for block in blocks]


def _wraps_under(upper: Word, lower: Word, gap: float, region: Region) -> bool:
    """Is a word the next line of the one above it: closely under it, on its middle or one of its sides?"""
    above, below = upper.bbox, lower.bbox
    between = below.top - above.bottom
    if not -0.5 * (below.bottom - below.top) < between < gap or below.top <= above.top + 1:
        return False
    parted = any(
        above.bottom - 2 <= rule.top <= below.top + 2 and rule.x0 < above.x1 and rule.x1 > above.x0
        for rule in region.rules
    )
    shifts = (above.x0 - below.x0, above.x1 - below.x1, (above.x0 + above.x1 - below.x0 - below.x1) / 2)
    return not parted and min(abs(shift) for shift in shifts) < _SAME_SIDE


def _one_word(block: Sequence[Word]) -> Word:
    box = block[0].bbox
    for word in block[1:]:
        box = box.union(word.bbox)
    confidence = min(word.confidence for word in block)
    return Word("".join(word.text for word in block), box, block[0].size, confidence)


def header_rows(page: Page, xs: Sequence[float], words: Sequence[Word], region: Region) -> list[Row]:
    """Header rows; a word over several columns, or the rule under it, merges them."""
    rows = [row for band, part in _bands(words, region) for row in _band_rows(page, xs, band, part)]
    for number, upper in enumerate(rows):
        _widen(upper, [_below(rows, number, column) for column in range(len(xs) - 1)], xs)
    for column in range(len(xs) - 1):
        _join_wrapped(page, rows, column)
        _fill_down(rows, column)
    for upper, lower in pairwise(rows):
        lower[:] = [low if low.text else up for up, low in zip(upper, lower, strict=True)]
    return [tuple(row) for row in rows]


def _bands(words: Sequence[Word], region: Region) -> list[tuple[list[Word], Region]]:
    """The header words between one rule over the whole width and the next, with the rules between."""
    whole = [rule.top for rule in region.rules if rule not in _partial(region)]
    bands: dict[int, list[Word]] = {}
    for word in words:
        bands.setdefault(sum(y <= (word.bbox.top + word.bbox.bottom) / 2 for y in whole), []).append(word)
    parts = {
        number: tuple(rule for rule in _partial(region) if sum(y <= rule.top for y in whole) == number)
        for number in bands
    }
    return [(bands[number], replace(region, rules=parts[number])) for number in sorted(bands)]


def _band_rows(
    page: Page, xs: Sequence[float], words: Sequence[Word], region: Region
) -> list[list[GridCell]]:
    """The header rows of one band: as many as its partial rules or its lines make."""
    ruled = [word for word in words if _has_levels(word, region)] if _partial(region) else list(words)
    rows = [_spanning_row(page, xs, level, region) for level in _levels(ruled, region)]
    _place_whole(page, xs, rows, [word for word in words if word not in ruled])
    return rows


def _partial(region: Region) -> list[BBox]:
    """The rules that part a spanning header from those under it: shorter than the whole form."""
    return [b for b in region.rules if b.x1 - b.x0 < region.x1 - region.x0 - 2 * SAME_EXTENT]


def spans_others(word: Word, region: Region) -> bool:
    """True for a header over others: a rule closely under it is wider than it and narrower than the form."""
    return any(
        rule.x0 - 2 <= word.bbox.x0
        and word.bbox.x1 <= rule.x1 + 2
        and word.bbox.bottom - 2 <= rule.top < word.bbox.bottom + 14
        for rule in _partial(region)
    )


def _has_levels(word: Word, region: Region) -> bool:
    middle = (word.bbox.x0 + word.bbox.x1) / 2
    return any(rule.x0 - 2 <= middle <= rule.x1 + 2 for rule in _partial(region))


def _place_whole(page: Page, xs: Sequence[float], rows: list[list[GridCell]], words: Sequence[Word]) -> None:
    """Headers of columns that no partial rule crosses reach through all levels."""
    columns: dict[int, list[Word]] = {}
    for word in words:
        shares = [min(word.bbox.x1, right) - max(word.bbox.x0, left) for left, right in pairwise(xs)]
        columns.setdefault(shares.index(max(shares)), []).append(word)
    if columns and not rows:
        rows.append([make_cell((), BBox(0, 0, 0, 0), page)] * (len(xs) - 1))
    for column, inside in columns.items():
        top, bottom = min(w.bbox.top for w in inside), max(w.bbox.bottom for w in inside)
        cell = make_cell(inside, BBox(xs[column], top, xs[column + 1], bottom), page)
        for row in rows:
            row[column] = cell


def _below(rows: Sequence[Sequence[GridCell]], number: int, column: int) -> GridCell:
    """The next header with text under a row."""
    under = [row[column] for row in rows[number + 1 :]]
    return next((cell for cell in under if cell.text), rows[number][column])


def _join_wrapped(page: Page, rows: list[list[GridCell]], column: int) -> None:
    """A header whose second line fell into the next level is one header."""
    for upper, lower in pairwise(rows):
        first, second = upper[column], lower[column]
        whole = role_of_header(first.text + second.text)
        if first.text and second.text and first is not second and whole and not role_of_header(second.text):
            cell = make_cell((*first.words, *second.words), first.bbox.union(second.bbox), page)
            upper[column] = lower[column] = cell


def _levels(words: Sequence[Word], region: Region) -> list[list[Word]]:
    """Header words by level: parted by partial rules (under a spanning header), else one level."""
    cuts = sorted(
        {round(b.top) for b in _partial(region) if words and b.top < max(w.bbox.bottom for w in words)}
    )
    if not cuts:
        return _line_levels(words)
    levels: list[list[Word]] = [[] for _ in range(len(cuts) + 1)]
    for word in words:
        levels[sum((word.bbox.top + word.bbox.bottom) / 2 > cut for cut in cuts)].append(word)
    return [level for level in levels if level]


def _line_levels(words: Sequence[Word]) -> list[list[Word]]:
    """Without partial rules: a line with header words is a level, other lines are wrapped words."""
    levels: list[list[Word]] = []
    for line in make_lines(words):
        whole = sum(role_of_header(word.text) is not None for word in line.words)
        if levels and not whole:
            levels[-1].extend(line.words)
        else:
            levels.append(list(line.words))
    return levels


def _spanning_row(page: Page, xs: Sequence[float], words: Sequence[Word], region: Region) -> list[GridCell]:
    """One header row: each run of columns under a word (or the rule under it) becomes one cell."""
    top, bottom = min(w.bbox.top for w in words), max(w.bbox.bottom for w in words)
    groups: dict[tuple[int, int], list[Word]] = {}
    for word in words:
        x0, x1 = _reach(word, region)
        touched = [c for c in range(len(xs) - 1) if _stands_in(x0, x1, xs[c], xs[c + 1])]
        if touched:
            groups.setdefault((touched[0], touched[-1]), []).append(word)
    blank = [make_cell((), BBox(xs[c], top, xs[c + 1], bottom), page) for c in range(len(xs) - 1)]
    for (first, last), inside in groups.items():
        cell = make_cell(inside, BBox(xs[first], top, xs[last + 1], bottom), page)
        blank[first : last + 1] = [cell] * (last + 1 - first)
    return blank


def _stands_in(x0: float, x1: float, left: float, right: float) -> bool:
    """A header reaches a little over the border that its data leaves; that alone does not make it span."""
    return min(x1, right) - max(x0, left) > _REACHES_IN * min(x1 - x0, right - left)


def _reach(word: Word, region: Region) -> tuple[float, float]:
    """A partial rule close under a word tells how far its header reaches."""
    for rule in region.rules:
        near = (
            0 <= rule.top - word.bbox.bottom < 14
            and rule.x1 - rule.x0 < region.x1 - region.x0 - 2 * SAME_EXTENT
        )
        if near and rule.x0 - 2 <= (word.bbox.x0 + word.bbox.x1) / 2 <= rule.x1 + 2:
            return min(rule.x0, word.bbox.x0), max(rule.x1, word.bbox.x1)
    return word.bbox.x0, word.bbox.x1


def _widen(upper: list[GridCell], lower: Sequence[GridCell], xs: Sequence[float]) -> None:
    """A header word without a rule under it spans the columns below that it stands in the middle of."""
    if _share(upper, lower, xs):
        return
    for cell in dict.fromkeys(cell for cell in upper if cell.text):
        places = [c for c, other in enumerate(upper) if other is cell]
        free = [c for c in range(len(upper)) if _is_free(upper[c], lower[c], cell)]
        runs = [run for run in _runs(free) if set(places) <= set(run)]
        off = [(_off_centre(cell, run, lower, xs), run) for run in runs]
        near = [(int(shift / _OFF_STEP), -len(run), run) for shift, run in off if shift <= _OFF_CENTRE]
        best = min(near)[2] if near else places
        for column in best:
            upper[column] = cell


def _share(upper: list[GridCell], lower: Sequence[GridCell], xs: Sequence[float]) -> bool:
    """Two headers over all columns (收入 | 支出) share them where each stands nearest to the middle."""
    cells = list(dict.fromkeys(cell for cell in upper if cell.text))
    if len(cells) != 2 or not all(low.text and low is not up for up, low in zip(upper, lower, strict=True)):
        return False
    first_end = max(c for c, cell in enumerate(upper) if cell is cells[0])
    second_start = min(c for c, cell in enumerate(upper) if cell is cells[1])
    cuts = range(first_end + 1, second_start + 1)
    sides = [(range(cut), range(cut, len(upper))) for cut in cuts]
    if not sides:
        return False
    off, best = min(
        (max(_off_centre(cell, run, lower, xs) for cell, run in zip(cells, pair, strict=True)), number)
        for number, pair in enumerate(sides)
    )
    if off > _OFF_SHARED:
        return False
    for cell, run in zip(cells, sides[best], strict=True):
        upper[run[0] : run[-1] + 1] = [cell] * len(run)
    return True


def _is_free(upper: GridCell, lower: GridCell, cell: GridCell) -> bool:
    return bool(lower.text) and lower is not cell and (not upper.text or upper is cell)


def _runs(columns: Sequence[int]) -> list[list[int]]:
    """All unbroken runs of columns."""
    return [
        list(range(first, last + 1))
        for first in columns
        for last in columns
        if last >= first and all(c in columns for c in range(first, last + 1))
    ]


def _off_centre(cell: GridCell, run: Sequence[int], lower: Sequence[GridCell], xs: Sequence[float]) -> float:
    """How far from the middle of columns a header stands, in widths; by their borders or by their headers."""
    middle = sum(_extent(cell.words)) / 2
    headers = _extent([word for column in run for word in lower[column].words])
    return min(
        abs((left + right) / 2 - middle) / (right - left)
        for left, right in ((xs[run[0]], xs[run[-1] + 1]), headers)
    )


def _extent(words: Sequence[Word]) -> tuple[float, float]:
    return min(w.bbox.x0 for w in words), max(w.bbox.x1 for w in words)


def _fill_down(rows: list[list[GridCell]], column: int) -> None:
    """A header cell over one column alone reaches down through the blanks under it, and up from below."""
    texts = [row[column].text for row in rows]
    if sum(bool(text) for text in texts) == 1 and len(rows) > 1:
        only = next(row[column] for row in rows if row[column].text)
        if all(sum(cell is only for cell in row) <= 1 for row in rows):
            for row in rows:
                row[column] = only
