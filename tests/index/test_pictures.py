"""Page pictures show the page as the coordinates of the index see it, with the boxes in their places."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.config import Settings
from index.errors import FileMissingError, IndexStateError, UnknownDocumentError
from index.pictures import crop_around, page_picture
from index.reading.pages import read_pages
from index.store.facts import DOCUMENTS, FactStore, Origin
from index.types import BBox, Disclosure, Extraction, Region
from tests.index.drawing import Drawing, cropped, rotated

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


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_cropped_and_turned_pages_are_shown_as_they_were_read(store: FactStore, rotation: int) -> None:
    drawing = Drawing(store.data_dir / DOCUMENTS / "i1" / "a.pdf")
    drawing.text(100, 200, "合计")
    drawing.canvas.showPage()
    kept(store, drawing)
    cropped(rotated(drawing.path, rotation), (50, 70, 500, 800))
    (page,) = read_pages(drawing.path, Settings())
    boxes = [page.frame.shown(word.bbox) for word in page.words]
    black = page_picture(store, "a", 1, scale=1).convert("L").point(lambda level: 255 * (level < 120))
    left, top, right, bottom = black.getbbox() or (0, 0, 0, 0)
    assert black.size == ((450, 730) if rotation in (0, 180) else (730, 450))
    assert min(box.x0 for box in boxes) - 3 <= left < right <= max(box.x1 for box in boxes) + 3
    assert min(box.top for box in boxes) - 3 <= top < bottom <= max(box.bottom for box in boxes) + 3


def test_a_page_that_has_its_size_from_the_page_tree(store: FactStore) -> None:
    drawing = Drawing(store.data_dir / DOCUMENTS / "i1" / "a.pdf")
    drawing.canvas.showPage()
    kept(store, drawing)
    whole = drawing.path.read_bytes()
    size = b"/MediaBox [ 0 0 595 842 ]"
    assert size in whole
    drawing.path.write_bytes(whole.replace(size, b"").replace(b"/Type /Pages", b"/Type /Pages " + size))
    assert page_picture(store, "a", 1, scale=1).size == (595, 842)


def test_a_page_too_large_to_draw_is_said(store: FactStore) -> None:
    drawing = Drawing(store.data_dir / DOCUMENTS / "i1" / "a.pdf", (14400, 14400))
    drawing.canvas.showPage()
    kept(store, drawing)
    with pytest.raises(IndexStateError, match="幅面太大"):
        page_picture(store, "a", 1)


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
