"""Forms without vertical rules -> grids: columns from the alignment of words, rows from their lines.

Three-line forms have rules over and under the header and at the end; forms without any rule are found by
their title. Both end where the aligned lines end.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace
from statistics import median
from typing import Final

from index.forms.aligned_headers import SAME_EXTENT, Region, header_rows, header_words_joined, spans_others
from index.forms.aligned_rows import body_rows, is_datum, wrap_gap
from index.forms.catalogue import identify, looks_like_title, unit_of_line
from index.forms.grids import Grid
from index.forms.header_words import header_words, role_of_header
from index.forms.labels import label_key, ordinal_level
from index.forms.lines import Line, make_lines
from index.page import Page, Rule, Word
from index.types import BBox

_GUTTER: Final = 0.45  # of the font size: the least empty strip between two columns
_DEEPEST_ITEM: Final = 3  # of ordinals; a header too may begin with 其中
_FEWEST_COLUMNS: Final = 3
_FEWEST_ROWS: Final = 3
_ROW_GAP: Final = 3.2  # of the line height: a wider gap ends the form
_MOST_RULES: Final = 600  # a page with more is a drawing, not a form without vertical rules


def aligned_grids(
    page: Page, lines: Sequence[Line], ruled: Sequence[Grid], before: Grid | None = None
) -> list[Grid]:
    """The grids of a page whose columns no rule parts, outside of the `ruled` ones.

    `lines` are the lines of the page without headers and footers; `before` is the last grid of the pages
    before, whose columns a continuation has.
    """
    words = [word for line in lines for word in line.words]
    regions = [_with_header(region, lines) for region in _three_line_regions(page, ruled)]
    regions = regions or _titled_regions(lines, ruled)
    continued = before is not None and before.aligned and before.page == page.number - 1 and not ruled
    if not regions and continued:
        regions = _continued_regions(lines)
    grids: list[Grid] = []
    for number, region in enumerate(regions):
        inside = [word for word in words if region.top - 2 <= _middle(word) <= region.bottom + 2]
        titled = any(looks_like_title(line.text) for line in lines if line.bbox.bottom <= region.top)
        xs = before.xs if before is not None and continued and not number and not titled else None
        grid = _grid(page, region, inside, xs)
        if grid is not None:
            grids.append(grid)
    return grids


def _continued_regions(lines: Sequence[Line]) -> list[Region]:
    """The lines from the top of a page down to the first that is prose or stands apart."""
    body: list[Line] = []
    for line in lines:
        if _is_prose(line) or looks_like_title(line.text) or len(line.words) < 2:
            break
        body.append(line)
    if not any(is_datum(word) for line in body for word in line.words):
        return []
    return [
        Region(
            body[0].bbox.top, body[-1].bbox.bottom, min(b.bbox.x0 for b in body), max(b.bbox.x1 for b in body)
        )
    ]


def _with_header(region: Region, lines: Sequence[Line]) -> Region:
    """A region that begins with its header: above its first rule (shaded), or under a caption in it."""
    inside = [line for line in lines if region.top <= line.bbox.top and line.bbox.bottom <= region.bottom + 2]
    first = next((n for n, line in enumerate(inside) if any(map(is_datum, line.words))), 0)
    caption = list(itertools.takewhile(_is_caption_line, inside[:first]))
    if caption:
        top = max(line.bbox.bottom for line in caption)
        return replace(region, top=top, rules=tuple(rule for rule in region.rules if rule.top >= top))
    if any(_is_header_line(line) for line in inside[: first + 1]):
        return region
    header = _above(lines, region.top)
    if not any(_is_header_line(line) for line in header):
        return region
    return replace(region, top=min(line.bbox.top for line in header) - 1)


def _above(lines: Sequence[Line], top: float) -> list[Line]:
    """The lines closely above a place, up to the caption."""
    found: list[Line] = []
    for line in reversed([line for line in lines if line.bbox.top < top]):
        near = (found[-1].bbox.top if found else top) - line.bbox.bottom
        if near > _ROW_GAP * (line.bbox.bottom - line.bbox.top) or _is_caption_line(line):
            break
        found.append(line)
    return found


def _is_caption_line(line: Line) -> bool:
    return looks_like_title(line.text) or bool(unit_of_line(_plain(line))) or ":" in label_key(line.text)


def _middle(word: Word) -> float:
    return (word.bbox.top + word.bbox.bottom) / 2


def _three_line_regions(page: Page, ruled: Sequence[Grid]) -> list[Region]:
    """Horizontal rules of one extent, at least three of them, with words between."""
    if len(page.rules) > _MOST_RULES:
        return []
    flat = [rule.bbox for rule in page.rules if rule.horizontal and not _touched(rule, page.rules)]
    flat = [box for box in flat if not any(g.bbox.top - 3 <= box.top <= g.bbox.bottom + 3 for g in ruled)]
    regions: list[Region] = []
    while flat:
        longest = max(flat, key=lambda box: box.x1 - box.x0)
        group = [b for b in flat if b.x0 >= longest.x0 - SAME_EXTENT and b.x1 <= longest.x1 + SAME_EXTENT]
        flat = [b for b in flat if b not in group]
        full = [b for b in group if b.x1 - b.x0 >= longest.x1 - longest.x0 - 2 * SAME_EXTENT]
        if len(full) >= _FEWEST_ROWS or (len(full) == 2 and len(group) > 2):
            top, bottom = min(b.top for b in full), max(b.bottom for b in full)
            regions.append(
                Region(top, bottom, longest.x0, longest.x1, tuple(sorted(group, key=lambda b: b.top)))
            )
    return regions


def _touched(rule: Rule, rules: Sequence[Rule]) -> bool:
    box = rule.bbox
    return any(
        not other.horizontal
        and other.bbox.x0 <= box.x1 + 3
        and other.bbox.x1 >= box.x0 - 3
        and other.bbox.top <= box.bottom + 3
        and other.bbox.bottom >= box.top - 3
        for other in rules
    )


def _titled_regions(lines: Sequence[Line], ruled: Sequence[Grid]) -> list[Region]:
    """Under a title that names a form, or a unit line: the lines down to the first that fits no column."""
    if ruled:
        return []
    starts = [index for index, line in enumerate(lines) if _opens_form(lines, index)]
    regions: list[Region] = []
    for start, after in zip(starts, [*starts[1:], len(lines)], strict=False):
        body = _body(lines[start + 1 : after])
        if len(body) >= _FEWEST_ROWS:
            x0, x1 = min(b.bbox.x0 for b in body), max(b.bbox.x1 for b in body)
            regions.append(Region(body[0].bbox.top, body[-1].bbox.bottom, x0, x1))
    return regions


def _opens_form(lines: Sequence[Line], index: int) -> bool:
    line = lines[index]
    return looks_like_title(line.text) and (
        identify(line.text) is not None
        or any(unit_of_line(_plain(other)) for other in lines[index + 1 : index + 4])
    )


def _plain(line: Line) -> str:
    return "".join(word.text for word in line.words)


def _body(lines: Sequence[Line]) -> list[Line]:
    """The lines of the form: from the first header line to the last line before prose or a wide gap."""
    first = next((i for i, line in enumerate(lines) if _is_header_line(line)), None)
    if first is None or first > 5:
        return []
    first -= len(_above(lines[:first], lines[first].bbox.top))
    body = [lines[first]]
    for line in lines[first + 1 :]:
        gap = line.bbox.top - body[-1].bbox.bottom
        if gap > _ROW_GAP * (line.bbox.bottom - line.bbox.top) or _is_prose(line):
            break
        body.append(line)
    return body


def _is_header_line(line: Line) -> bool:
    roles = [role_of_header(word.text) for word in line.words]
    return sum(role is not None for role in roles) >= 2 and not unit_of_line(_plain(line))


def _is_prose(line: Line) -> bool:
    return line.text.endswith(("。", "；")) or line.text.startswith(("注", "说明", "备注"))


def _grid(page: Page, region: Region, words: Sequence[Word], known: Sequence[float] | None) -> Grid | None:
    lines = make_lines(words)
    numbered = [line for line in lines if any(is_datum(word) for word in line.words)]
    if len(numbered) < 1 or (known is None and len(lines) < _FEWEST_ROWS):
        return None
    header_bottom = _header_bottom(region, numbered, lines)
    header = [word for word in words if _middle(word) < header_bottom]
    header = header_words_joined(header, wrap_gap(numbered), region)
    body = [word for word in words if _middle(word) >= header_bottom]
    numbering = {word for line in numbered[:1] if _is_numbering(line) for word in line.words}
    xs = list(known or _columns(region, header, [word for word in body if word not in numbering]))
    if len(xs) - 1 < _FEWEST_COLUMNS:
        return None
    rows = (*header_rows(page, xs, header, region), *body_rows(page, xs, body, _parting(region)))
    return Grid(page.number, BBox(xs[0], region.top, xs[-1], region.bottom), tuple(xs), rows, aligned=True)


def _is_numbering(line: Line) -> bool:
    """The row of column numbers (栏次 1 2 3): its numbers stand where headers do, not where amounts do."""
    numbers = [word.text for word in line.words if word.text.isdigit()]
    return numbers == [str(n) for n in range(1, len(numbers) + 1)] and all(
        label_key(word.text) in header_words().words.numbering
        for word in line.words
        if word.text not in numbers
    )


def _columns(region: Region, header: Sequence[Word], body: Sequence[Word]) -> list[float]:
    """Column borders: the strips that no word of the data lines crosses, one number column apart each."""
    size = median(word.size or word.bbox.bottom - word.bbox.top for word in body)
    spans = sorted((w.bbox.x0, w.bbox.x1) for w in body)
    covered: list[list[float]] = []
    for x0, x1 in spans:
        if covered and x0 - covered[-1][1] < _GUTTER * size:
            covered[-1][1] = max(covered[-1][1], x1)
        else:
            covered.append([x0, x1])
    covered = _with_empty_columns(covered, [w for w in header if not spans_others(w, region)], size)
    inner = [(a[1] + b[0]) / 2 for a, b in itertools.pairwise(covered)]
    return [min(region.x0, covered[0][0]) - 1, *inner, max(region.x1, covered[-1][1]) + 1]


def _with_empty_columns(covered: list[list[float]], header: Sequence[Word], size: float) -> list[list[float]]:
    """A header word over a strip without data heads a column of blanks."""
    extra: list[list[float]] = []
    for word in _lowest(header):
        _extend(covered, word)
    for word in _lowest(header):
        x0, x1 = word.bbox.x0, word.bbox.x1
        apart = all(x0 > b + _GUTTER * size or x1 < a - _GUTTER * size for a, b in covered)
        if apart and role_of_header(word.text) is not None:
            for strip in extra:
                if x0 <= strip[1] and x1 >= strip[0]:
                    strip[:] = [min(x0, strip[0]), max(x1, strip[1])]
                    break
            else:
                extra.append([x0, x1])
    return _with_headers_beside(sorted(covered + extra), covered, extra, _lowest(header))


def _extend(covered: list[list[float]], word: Word) -> None:
    """A column is as wide as the header that stands over it and over no other."""
    over = [strip for strip in covered if word.bbox.x0 < strip[1] and word.bbox.x1 > strip[0]]
    if len(over) == 1:
        over[0][:] = [min(over[0][0], word.bbox.x0), max(over[0][1], word.bbox.x1)]


def _with_headers_beside(
    strips: list[list[float]], covered: list[list[float]], extra: list[list[float]], header: Sequence[Word]
) -> list[list[float]]:
    """A centred header may stand wholly beside the amounts under it: both are one column, in order."""
    spans = [(word.bbox.x0, word.bbox.x1) for word in header]
    bare = [strip for strip in covered if not any(x0 < strip[1] and x1 > strip[0] for x0, x1 in spans)]
    for first, second in ((extra, bare), (bare, extra)):  # amounts end on the right of their headers
        joined: list[list[float]] = []
        for strip in strips:
            if joined and joined[-1] in first and strip in second:
                joined[-1] = [joined[-1][0], strip[1]]
            else:
                joined.append(strip)
        strips = joined
    return strips


def _lowest(header: Sequence[Word]) -> list[Word]:
    """The words of the header line that heads most columns and under it; above stand spanning headers."""
    lines = make_lines(header)
    counts = [sum(role_of_header(word.text) is not None for word in line.words) for line in lines]
    first = counts.index(max(counts)) if counts else 0
    return [word for line in lines[first:] for word in line.words]


def _parting(region: Region) -> list[float]:
    """Where rules over the whole width part the rows."""
    return [b.bottom for b in region.rules if b.x1 - b.x0 >= region.x1 - region.x0 - 2 * SAME_EXTENT]


def _item_tops(numbered: Line, lines: Sequence[Line]) -> list[float]:
    """Where items (一、…) begin whose first amounts stand on a later line of their label."""
    over = [line for line in lines if line.bbox.top < numbered.bbox.top]
    levels = [(word.bbox.top, ordinal_level(word.text)) for line in over for word in line.words]
    return [top for top, level in levels if level is not None and level <= _DEEPEST_ITEM]


def _header_bottom(region: Region, numbered: Sequence[Line], lines: Sequence[Line]) -> float:
    """Where the data begins: under the second full rule, else above the first line with an amount."""
    full = [b for b in region.rules if b.x1 - b.x0 >= region.x1 - region.x0 - 2 * SAME_EXTENT]
    first = min([numbered[0].bbox.top, *_item_tops(numbered[0], lines)]) - 1
    inner = [b.bottom for b in full[1:-1] if b.bottom <= first + 6]
    return max(inner) if inner else first
