"""Draws small forms for tests with reportlab, in the shapes that the shared documents lack."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pypdfium2
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

FONT = "STSong-Light"
A4 = (595.0, 842.0)
LANDSCAPE = (842.0, 595.0)
ROW_HEIGHT = 20.0


class Drawing:
    """A PDF under construction; coordinates have their origin at the top left."""

    def __init__(self, path: Path, size: tuple[float, float] = A4) -> None:
        pdfmetrics.registerFont(UnicodeCIDFont(FONT))
        self.path = path
        self.size = size
        self.canvas = Canvas(str(path), pagesize=size)

    def text(self, x: float, y: float, text: str, size: float = 10.0) -> None:
        """Text whose baseline is `y` points under the top."""
        self.canvas.setFont(FONT, size)
        self.canvas.drawString(x, self.size[1] - y, text)

    def centred(self, x: float, y: float, text: str, size: float = 10.0) -> None:
        """Text around x."""
        self.canvas.setFont(FONT, size)
        self.canvas.drawCentredString(x, self.size[1] - y, text)

    def right(self, x: float, y: float, text: str, size: float = 10.0) -> None:
        """Text that ends at x."""
        self.canvas.setFont(FONT, size)
        self.canvas.drawRightString(x, self.size[1] - y, text)

    def line(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """A rule."""
        self.canvas.setLineWidth(0.7)
        self.canvas.line(x0, self.size[1] - y0, x1, self.size[1] - y1)

    def pieces(self, start: tuple[float, float], end: tuple[float, float], piece: float, gap: float) -> None:
        """A border of filled shapes in a row, as some producers draw dotted and dashed lines."""
        across = end[0] > start[0]
        thick = min(piece, 0.6)
        for step in range(int(max(end[0] - start[0], end[1] - start[1]) / (piece + gap)) + 1):
            away = step * (piece + gap)
            x, y = (start[0] + away, start[1]) if across else (start[0], start[1] + away)
            size = (piece, thick) if across else (thick, piece)
            self.canvas.rect(x, self.size[1] - y - size[1], *size, stroke=0, fill=1)

    def box(self, x0: float, y0: float, x1: float, y1: float, text: str = "", align: str = "centre") -> None:
        """A ruled cell with its text; "\\n" wraps."""
        self.canvas.setLineWidth(0.7)
        self.canvas.rect(x0, self.size[1] - y1, x1 - x0, y1 - y0)
        lines = text.split("\n")
        for index, line in enumerate(lines):
            y = (y0 + y1) / 2 + 3.5 + (index - (len(lines) - 1) / 2) * 11
            if align == "left":
                self.text(x0 + 3, y, line)
            elif align == "right":
                self.right(x1 - 3, y, line)
            else:
                self.centred((x0 + x1) / 2, y, line)

    def title(self, title: str, unit: str = "万元", table_no: str | None = None, y: float = 60) -> None:
        """A form's title, number and unit line."""
        self.centred(self.size[0] / 2, y, title, 16)
        if table_no:
            self.right(self.size[0] - 50, y + 18, table_no)
        self.right(self.size[0] - 50, y + 34, f"单位：{unit}")

    def table(
        self, xs: Sequence[float], top: float, rows: Sequence[Sequence[str]], align: str = "right"
    ) -> float:
        """A fully ruled table without merged cells. Returns its bottom."""
        y = top
        for row in rows:
            height = ROW_HEIGHT + 11 * max(text.count("\n") for text in row)
            for column, text in enumerate(row):
                numeric = text[:1].isdigit() and column > 0
                self.box(xs[column], y, xs[column + 1], y + height, text, align if numeric else "left")
            y += height
        return y

    def sideways(self) -> None:
        """What is drawn from here on the page reads from the bottom up."""
        self.canvas.translate(self.size[0], 0)
        self.canvas.rotate(90)
        self.size = (self.size[1], self.size[0])

    def page(self) -> None:
        """Ends the page."""
        self.canvas.showPage()

    def save(self) -> Path:
        """Writes the file."""
        self.canvas.save()
        return self.path


def rotated(path: Path, degrees: int) -> Path:
    """The same file with /Rotate on its first page."""
    document = pypdfium2.PdfDocument(path.read_bytes())
    document[0].set_rotation(degrees)
    document.save(path)
    return path


def cropped(path: Path, box: tuple[float, float, float, float]) -> Path:
    """The same file with a CropBox (left, bottom, right, top) on its first page."""
    document = pypdfium2.PdfDocument(path.read_bytes())
    document[0].set_cropbox(*box)
    document.save(path)
    return path
