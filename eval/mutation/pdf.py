"""Changing what a page of a PDF prints, with pdfium: pieces of text removed, moved, replaced, drawn.

Boxes are those of `index.types`: PDF points with a top-left origin. Pages that are turned, or whose box does
not begin at the origin, are refused, since their boxes would have to be turned back first.
"""

from __future__ import annotations

import ctypes
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from index.types import BBox

_FONT = b"Helvetica"
_CHAR_BYTES = 2  # UTF-16


class CannotChangeError(ValueError):
    """This page, or this piece of text, cannot be changed."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A text object of a page."""

    item: pdfium.PdfObject
    text: str
    bbox: BBox

    def within(self, box: BBox) -> bool:
        """True where the middle of the piece lies in the box."""
        x, y = (self.bbox.x0 + self.bbox.x1) / 2, (self.bbox.top + self.bbox.bottom) / 2
        return box.x0 <= x <= box.x1 and box.top <= y <= box.bottom


class PageText:
    """The text of one page, to be changed; `commit` writes the changes into the page.

    `kept` counts the texts of the pieces that nothing was done to: they have to read the same afterwards.
    """

    def __init__(self, document: pdfium.PdfDocument, number: int) -> None:
        self._document = document
        self._page = document[number - 1]
        left, bottom, _, top = self._page.get_mediabox()
        if self._page.get_rotation() or left or bottom:
            raise CannotChangeError(f"page {number} is turned or shifted")
        self._height = top
        self.pieces = list(self._read())
        self.kept = Counter(_squeezed(piece) for piece in self.pieces)

    def _read(self) -> Iterator[Piece]:
        text_page = self._page.get_textpage()
        for item in self._page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_TEXT], max_depth=1):
            left, bottom, right, top = item.get_bounds()
            box = BBox(left, self._height - top, right, self._height - bottom)
            yield Piece(item, _text_of(item, text_page), box)
        text_page.close()

    def inside(self, box: BBox) -> list[Piece]:
        """The pieces of a cell from left to right."""
        return sorted((p for p in self.pieces if p.within(box)), key=lambda piece: piece.bbox.x0)

    def lines(self) -> list[list[Piece]]:
        """The pieces of the page by lines, from the top, each from left to right."""
        lines: list[list[Piece]] = []
        for piece in sorted(self.pieces, key=lambda each: each.bbox.bottom):
            middle = (piece.bbox.top + piece.bbox.bottom) / 2
            if lines and lines[-1][0].bbox.top <= middle <= lines[-1][0].bbox.bottom:
                lines[-1].append(piece)
            else:
                lines.append([piece])
        return [sorted(line, key=lambda piece: piece.bbox.x0) for line in lines]

    def remove(self, pieces: Sequence[Piece]) -> None:
        """Nothing is printed there any more."""
        for piece in pieces:
            self._page.remove_obj(piece.item)
            self.pieces.remove(piece)
            self.kept[_squeezed(piece)] -= 1

    def move(self, pieces: Sequence[Piece], right: float) -> None:
        """Shifted to the right, or to the left, on the same line."""
        for piece in pieces:
            piece.item.transform(pdfium.PdfMatrix().translate(right, 0))

    def rewrite(self, piece: Piece, text: str) -> None:
        """Another text in the font of the piece, which has to know its characters."""
        self._set(piece.item, text)
        self.kept[_squeezed(piece)] -= 1

    def _set(self, item: pdfium.PdfObject, text: str) -> None:
        encoded = (text + "\0").encode("utf-16-le")
        buffer = ctypes.create_string_buffer(encoded, len(encoded))
        pointer = ctypes.cast(buffer, ctypes.POINTER(pdfium_c.FPDF_WCHAR))
        if not pdfium_c.FPDFText_SetText(item.raw, pointer):
            raise CannotChangeError(f"the font cannot set {text}")

    def draw(self, text: str, x: float, baseline: float, size: float) -> None:
        """Latin text; `baseline` is counted from the top of the page."""
        item = pdfium_c.FPDFPageObj_NewTextObj(self._document.raw, _FONT, size)
        drawn = pdfium.PdfObject(item, pdf=self._document)
        self._set(drawn, text)
        drawn.transform(pdfium.PdfMatrix().translate(x, self._height - baseline))
        self._page.insert_obj(drawn)

    def replace_figure(self, box: BBox, text: str) -> None:
        """Another figure where one is printed, as high and as far to the left as it."""
        pieces = self.inside(box)
        if not pieces:
            raise CannotChangeError("nothing is printed there")
        place = pieces[0].bbox.union(pieces[-1].bbox)
        self.remove(pieces)
        height = place.bottom - place.top
        size = min(max(height * 1.3, 6.0), 12.0)  # digits are about three quarters of their size
        self.draw(text, min(place.x0, box.x1 - len(text) * size * 0.56), place.bottom, size)

    def commit(self) -> None:
        """Write the changes."""
        self._page.gen_content()


class Pages:
    """The pages of a document that are changed."""

    def __init__(self, document: pdfium.PdfDocument) -> None:
        self._document = document
        self.opened: dict[int, PageText] = {}

    def page(self, number: int) -> PageText:
        """One page, counted from 1. Raises CannotChangeError."""
        if number not in self.opened:
            self.opened[number] = PageText(self._document, number)
        return self.opened[number]


def change(source: Path, target: Path, edit: Callable[[Pages], None]) -> None:
    """A copy of a PDF with its pages changed by `edit`.

    Raises CannotChangeError where the edit does, and where anything else on its pages reads differently
    afterwards: pdfium writes the page anew, and takes the subsets of one font for the same.
    """
    document = pdfium.PdfDocument(source)
    try:
        pages = Pages(document)
        edit(pages)
        for page in pages.opened.values():
            page.commit()
        document.save(target)
    finally:
        document.close()
    _verify(target, {number: page.kept for number, page in pages.opened.items()})


def _verify(path: Path, kept: Mapping[int, Counter[str]]) -> None:
    document = pdfium.PdfDocument(path)
    try:
        for number, wanted in kept.items():
            found = Counter(_squeezed(piece) for piece in PageText(document, number).pieces)
            if +wanted - found:
                raise CannotChangeError(f"page {number} reads differently")
    finally:
        document.close()


def _squeezed(piece: Piece) -> str:
    """Without the spaces that pdfium puts between pieces by their distance."""
    return "".join(piece.text.split())


def _text_of(item: pdfium.PdfObject, page: pdfium.PdfTextPage) -> str:
    size = pdfium_c.FPDFTextObj_GetText(item.raw, page.raw, None, 0)
    buffer = ctypes.create_string_buffer(size)
    pointer = ctypes.cast(buffer, ctypes.POINTER(pdfium_c.FPDF_WCHAR))
    pdfium_c.FPDFTextObj_GetText(item.raw, page.raw, pointer, size)
    return buffer.raw[: max(0, size - _CHAR_BYTES)].decode("utf-16-le", errors="ignore")
