"""Page pictures show the page as the coordinates of the index see it, with the boxes in their places."""

from __future__ import annotations

from pathlib import Path

import pdfplumber
import pytest

from index.errors import FileMissingError, IndexStateError, UnknownDocumentError
from index.pictures import crop_around, page_picture
from index.store.facts import DOCUMENTS, FactStore, Origin
from index.types import BBox, Disclosure, Extraction, Region
from tests.index.drawing import LANDSCAPE, Drawing

BOX = BBox(100, 200, 300, 240)


def kept(store: FactStore, drawing: Drawing) -> FactStore:
    """The drawing as the stored copy of document `a`."""
    drawing.canvas.save()
    disclosure = Disclosure("a", "", Region(), "清水县档案局", 2022)
    store.ingest(Origin("i1", "f", "s"), Extraction(disclosure, (), ()), [])
    return store


@pytest.fixture
def store(tmp_path: Path) -> FactStore:
    (tmp_path / DOCUMENTS / "i1").mkdir(parents=True)
    return FactStore(tmp_path, create=True)


def black_square(drawing: Drawing) -> None:
    """Black where BOX is."""
    height = drawing.size[1]
    drawing.canvas.rect(BOX.x0, height - BOX.bottom, BOX.x1 - BOX.x0, BOX.bottom - BOX.top, fill=1)


def test_the_box_lies_over_what_is_printed_there(store: FactStore) -> None:
    drawing = Drawing(store.data_dir / DOCUMENTS / "i1" / "a.pdf")
    drawing.canvas.showPage()
    black_square(drawing)
    drawing.canvas.showPage()
    kept(store, drawing)
    plain = page_picture(store, "a", 2, scale=1)
    boxed = page_picture(store, "a", 2, [BOX], scale=1)
    assert plain.size == boxed.size == (595, 842)
    assert plain.getpixel((200, 220)) == (0, 0, 0)
    assert plain.getpixel((200, 250)) == boxed.getpixel((200, 250)) == (255, 255, 255)
    middle = boxed.getpixel((200, 220))
    assert isinstance(middle, tuple)
    assert middle[0] > 40 > middle[2]  # the black shows through the yellow
    edge = boxed.getpixel((98, 220))  # the line runs 1.5 points outside the box
    assert isinstance(edge, tuple)
    assert edge[0] > 200
    assert edge[1] < 150


def test_a_page_with_its_own_rotation_and_a_crop_box(store: FactStore) -> None:
    drawing = Drawing(store.data_dir / DOCUMENTS / "i1" / "a.pdf", LANDSCAPE)
    drawing.canvas.setPageRotation(90)
    drawing.canvas.setCropBox((50, 50, 700, 500))
    black_square(drawing)
    drawing.canvas.showPage()
    kept(store, drawing)
    with pdfplumber.open(drawing.path) as pdf:  # whose coordinates are those of the index
        page = pdf.pages[0]
        (square,) = page.rects
        shown = (round(page.width), round(page.height))
    black = page_picture(store, "a", 1, scale=1).convert("L").point(lambda level: 255 * (level < 50))
    assert black.size == shown
    assert black.getbbox() == pytest.approx([square[edge] for edge in ("x0", "top", "x1", "bottom")], abs=1)


def test_the_crop_keeps_the_box(store: FactStore) -> None:
    drawing = Drawing(store.data_dir / DOCUMENTS / "i1" / "a.pdf")
    black_square(drawing)
    drawing.canvas.showPage()
    kept(store, drawing)
    whole = page_picture(store, "a", 1, [BOX], scale=2)
    part = crop_around(whole, BOX, scale=2, margin=30)
    assert part.size == (1190, 200)
    assert part.getpixel((400, 100)) == whole.getpixel((400, 440))


def test_what_is_not_there_is_said(store: FactStore) -> None:
    with pytest.raises(UnknownDocumentError):
        page_picture(store, "a", 1)
    drawing = Drawing(store.data_dir / DOCUMENTS / "i1" / "a.pdf")
    drawing.canvas.showPage()
    kept(store, drawing)
    with pytest.raises(IndexStateError, match="没有第 2 页"):
        page_picture(store, "a", 2)
    store.pdf_path("a").unlink()
    with pytest.raises(FileMissingError, match="重新收录"):
        page_picture(store, "a", 1)
