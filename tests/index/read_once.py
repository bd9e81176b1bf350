"""Real documents read once a session: pages, tables and table regions; and pages made of lines."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pdfplumber

from index.config import Settings
from index.forms.tables import read_tables
from index.narrative.sentences import read_sentences
from index.page import Page, Word
from index.reading.pages import read_pages
from index.types import BBox, Sentence, Table

Reading = tuple[list[Page], list[Table], dict[int, list[BBox]]]


@cache
def reading(path: Path) -> Reading:
    """Pages, tables and table regions of a digital document, as the index reads them."""
    pages = list(read_pages(path, Settings()))
    tables, occupied = read_tables(path.stem, pages)
    return pages, tables, occupied


@cache
def text_reading(path: Path) -> Reading:
    """The text layer alone of a document with scanned pages (no OCR), and its plain ruled regions."""
    pages: list[Page] = []
    occupied: dict[int, list[BBox]] = {}
    with pdfplumber.open(path) as pdf:
        for number, page in enumerate(pdf.pages, start=1):
            found = page.extract_words(x_tolerance=1.5, y_tolerance=1, extra_attrs=["size"])
            words = [Word(w["text"], BBox(w["x0"], w["top"], w["x1"], w["bottom"]), w["size"]) for w in found]
            pages.append(Page(number, page.width, page.height, tuple(words), ()))
            occupied[number] = [BBox(*table.bbox) for table in page.find_tables()]
            page.close()
    return pages, [], occupied


@cache
def sentences(path: Path, year: int, scanned: bool = False) -> tuple[Sentence, ...]:
    """The sentences of a document."""
    pages, _, occupied = text_reading(path) if scanned else reading(path)
    return read_sentences(path.stem, pages, occupied, year)


def made_page(
    number: int, lines: list[tuple[float, str]], size: float = 12, top: float = 100, pitch: float = 24
) -> Page:
    """A page of lines, each (left edge, text); a text is one word, `|` parts words a third of a character."""
    words: list[Word] = []
    for row, (left, text) in enumerate(lines):
        x, y = left, top + row * pitch
        for part in text.split("|"):
            width = sum(size if ord(char) > 255 else size / 2 for char in part)
            words.append(Word(part, BBox(x, y, x + width, y + size), size))
            x += width + size / 3
    return Page(number, 595, 842, tuple(words), ())


def cover_page(*lines: str) -> Page:
    """A cover with large centred lines."""
    size = 22.0
    words = []
    for row, text in enumerate(lines):
        left = (595 - len(text) * size) / 2
        top = 200 + 40 * row
        words.append(Word(text, BBox(left, top, left + len(text) * size, top + size), size))
    return Page(1, 595, 842, tuple(words), ())
