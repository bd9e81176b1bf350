"""Ruled forms on a reportlab canvas: wrapped text in merged cells, rules around them, pages that go on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from samples.forms import Form

SONG, HEI = "SampleSong", "SampleHei"
PAD = 2.5
THIN, THICK = 0.5, 1.1
NO_LINE_START = set("，。、；：！？）》”’」』%％)],.;:")
NO_LINE_END = set("（《“‘「『([")
RUN = re.compile(r"[0-9A-Za-z.,%]+|.", re.DOTALL)
ROLE_WIDTH = {"C": 1.5, "L": 4.2, "S": 0.8, "V": 2.0, ".": 2.0}
SPLIT_CODE_WIDTH = 0.75
TOTAL = re.compile(r"(合计|总计)$")


@dataclass(frozen=True)
class Box:
    """A merged cell on the page, in canvas points with the origin at the top left of the table."""

    row: int
    col: int
    last_row: int  # inclusive
    last_col: int


def wrap(text: str, font: str, size: float, width: float, first_indent: float = 0.0) -> list[str]:
    """Lines no wider than `width`; numbers stay whole, closing marks do not start a line."""
    lines: list[str] = []
    line, room = "", width - first_indent
    for token in RUN.findall(text):
        fits = stringWidth(line + token, font, size) <= room
        if fits or not line or (token in NO_LINE_START and len(token) == 1):
            line += token
            continue
        carried = ""
        while line and line[-1] in NO_LINE_END:
            line, carried = line[:-1], line[-1] + carried
        lines.append(line)
        line, room = carried + token, width
    return [*lines, line] if line or not lines else lines


def column_widths(form: Form, total: float) -> list[float]:
    """The width of each column in points: as given, else by what the columns hold."""
    split = "CCC" in form.columns
    weights = list(form.widths) or [
        SPLIT_CODE_WIDTH if split and role == "C" else ROLE_WIDTH[role] for role in form.columns
    ]
    return [total * weight / sum(weights) for weight in weights]


def boxes(form: Form) -> list[Box]:
    """The merged cells of `form`, in reading order."""
    covered: dict[tuple[int, int], tuple[int, int]] = {}
    for row, cells in enumerate(form.rows):
        for col in range(len(cells)):
            owner = form.owner(row, col)
            covered[owner] = (row, max(col, covered.get(owner, (0, 0))[1]))
    return [Box(row, col, *end) for (row, col), end in sorted(covered.items())]


def row_heights(form: Form, widths: list[float]) -> list[float]:
    """The height of each row: the text of its unmerged rows fits, merged text may spread over its rows."""
    heights = [form.row_height] * len(form.rows)
    for box in boxes(form):
        width = sum(widths[box.col : box.last_col + 1]) - 2 * PAD
        lines = wrap(form.rows[box.row][box.col], SONG, form.font_size, width)
        need = len(lines) * form.font_size * 1.2 + 2 * PAD
        have = sum(heights[box.row : box.last_row + 1])
        if need > have:
            heights[box.last_row] += need - have
    return heights


def pages_of_rows(form: Form, heights: list[float], first_room: float, room: float) -> Iterator[range]:
    """Which rows stand on which page: a break where `form.breaks` says, and where the page is full."""
    header = sum(heights[: form.header_rows]) if form.repeat_header else 0.0
    start, used, limit = 0, 0.0, first_room
    for row, height in enumerate(heights):
        if row and (row in form.breaks or used + height > limit):
            yield range(start, row)
            start, used, limit = row, header, room
        used += height
    yield range(start, len(heights))


def alignment(form: Form, box: Box) -> str:
    """left, center or right: numbers to the right, totals and headers centred."""
    text, role = form.rows[box.row][box.col], form.columns[box.col]
    if box.row < form.header_rows or box.row in {row for region in form.regions for row in region.header}:
        return "center"
    if role == "V" and re.fullmatch(r"[-\d.,%]*", text):
        return "right" if not form.regions else "center"
    if role == "L" and not form.regions:
        return "center" if TOTAL.search(text) and "、" not in text else "left"
    return "center" if role in "SV." or box.last_col > box.col else "left"


def draw_rows(canvas: Canvas, form: Form, rows: list[int], at: tuple[float, float], width: float) -> float:
    """Draw the given rows with their rules from the point `at` down; returns the y where they end."""
    left, top = at
    widths, heights = column_widths(form, width), row_heights(form, column_widths(form, width))
    edges = [left]
    for column in widths:
        edges.append(edges[-1] + column)
    tops: dict[int, float] = {}
    y = top
    for row in rows:
        tops[row] = y
        y -= heights[row]
    for box in boxes(form):
        shown = [row for row in rows if box.row <= row <= box.last_row]
        if not shown:
            continue
        upper, lower = tops[shown[0]], tops[shown[-1]] - heights[shown[-1]]
        x0, x1 = edges[box.col], edges[box.last_col + 1]
        if shown[0] == box.row or form.rows[box.row][box.col]:
            _text(canvas, form, box, (x0, lower, x1, upper))
        _rules(canvas, form, box, (x0, lower, x1, upper))
    if form.style == "three-line":
        canvas.setLineWidth(THICK)
        for line in (top, y):
            canvas.line(left, line, edges[-1], line)
    return y


def _text(canvas: Canvas, form: Form, box: Box, place: tuple[float, float, float, float]) -> None:
    x0, lower, x1, upper = place
    heading = box.row < form.header_rows or (form.columns.startswith("C") and _is_class_row(form, box.row))
    size = form.font_size
    font = HEI if heading else SONG
    lines = wrap(form.rows[box.row][box.col], font, size, x1 - x0 - 2 * PAD)
    how = alignment(form, box)
    y = (upper + lower) / 2 + len(lines) * size * 0.6 - size * 0.97
    canvas.setFont(font, size)
    for line in lines:
        if how == "center":
            canvas.drawCentredString((x0 + x1) / 2, y, line)
        elif how == "right":
            canvas.drawRightString(x1 - PAD, y, line)
        else:
            canvas.drawString(x0 + PAD, y, line)
        y -= size * 1.2


def _is_class_row(form: Form, row: int) -> bool:
    """A 类 row (201, 302), which real forms print in bold; only of forms with one code."""
    code = "".join(cell for cell, role in zip(form.rows[row], form.columns, strict=True) if role == "C")
    return form.columns.count("L") == 1 and len(code.replace(LEFT_MARK, "")) == 3


LEFT_MARK = "<"


def _rules(canvas: Canvas, form: Form, box: Box, place: tuple[float, float, float, float]) -> None:
    x0, lower, x1, upper = place
    canvas.setLineWidth(THIN)
    if form.style == "ruled":
        canvas.rect(x0, lower, x1 - x0, upper - lower)
    elif box.last_row == form.header_rows - 1:
        canvas.line(x0, lower, x1, lower)
    elif box.row < form.header_rows and box.last_col > box.col:
        canvas.line(x0 + PAD, lower, x1 - PAD, lower)
