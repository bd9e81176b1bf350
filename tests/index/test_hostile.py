"""Hostile and odd PDFs end in a result or in one clear error, within the limits that are configured."""

from __future__ import annotations

import json
import zlib
from functools import partial
from pathlib import Path

import numpy as np
import pytest

from index.cli import main
from index.config import Settings
from index.document import read_document
from index.errors import LimitExceededError
from index.isolate import Limits, run_isolated
from index.page import Page
from index.profile.sidecar import Given
from index.reading.ocr import read_image_page
from index.reading.pages import read_pages
from index.reading.rendering import LONGEST_SIDE, render
from index.types import Source
from tests.index.pdfs import HELVETICA, PICTURE, TEXT, draw_disclosure, stream, write_objects, write_page

CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"
LEAF = b"<< /Type /Page /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>"
WORDS = ["2022", "12.30"]
GIVEN = Given(department="清水县档案局", year=2022)


def pages_of(path: Path, **changes: int) -> list[Page]:
    return list(read_pages(path, Settings().model_copy(update=changes)))


def words_of(page: Page) -> list[str]:
    return [word.text for word in page.words]


def tree(path: Path, kids: bytes, *more: bytes) -> Path:
    """Object 2 is the root of the page tree, 3 a page with text, `more` are objects 6 and on."""
    root = b"<< /Type /Pages /Kids [%b] /Count 2000000000 >>" % kids
    return write_objects(path, (CATALOG, root, LEAF, stream(TEXT), HELVETICA, *more))


@pytest.mark.parametrize(
    ("kids", "count"),
    [(b"3 0 R", 1), (b"3 0 R 3 0 R 3 0 R", 3), (b"2 0 R 3 0 R", 1), (b"null (x) 99 0 R 3 0 R 5", 1)],
    ids=["sound", "one page thrice", "a loop", "rubbish"],
)
def test_page_trees(tmp_path: Path, kids: bytes, count: int) -> None:
    pages = pages_of(tree(tmp_path / "a.pdf", kids))
    assert [words_of(page) for page in pages][-1] == WORDS
    assert len([page for page in pages if page.words]) == count


def test_a_page_tree_deeper_than_any_stack(tmp_path: Path) -> None:
    levels = [b"<< /Type /Pages /Kids [%d 0 R] >>" % (number + 1) for number in range(6, 10_006)]
    (page,) = pages_of(tree(tmp_path / "a.pdf", b"6 0 R", *levels, LEAF))
    assert words_of(page) == WORDS


def test_pages_beyond_the_limit_are_not_even_listed(tmp_path: Path) -> None:
    path = tree(tmp_path / "a.pdf", b"3 0 R " * 10_000)
    with pytest.raises(LimitExceededError, match="MAX_PAGES"):
        pages_of(path, max_pages=50)


@pytest.mark.parametrize(
    ("box", "entries", "size"),
    [
        (b"[0 0 0 0]", b"", (612, 792)),
        (b"[0 0 0 842]", b"", (612, 792)),
        (b"null", b"", (612, 792)),
        (b"[0 0 595]", b"", (612, 792)),
        (b"[595 842 0 0]", b"", (595, 842)),
        (b"[0 0 595 842]", b"/CropBox [1000 1000 2000 2000]", (595, 842)),
        (b"[0 0 595 842]", b"/CropBox [-100 -100 2000 2000]", (595, 842)),
        (b"[0 0 595 842]", b"/CropBox [0 0 0 0]", (595, 842)),
        (b"[0 0 595 842]", b"/CropBox [40 600 540 800]", (500, 200)),
        (b"[0 0 595 842]", b"/Rotate 45", (595, 842)),
        (b"[0 0 595 842]", b"/Rotate (x)", (595, 842)),
        (b"[0 0 595 842]", b"/Rotate -270", (595, 842)),  # text on its side, read turned
    ],
)
def test_boxes_as_viewers_take_them(
    tmp_path: Path, box: bytes, entries: bytes, size: tuple[float, float]
) -> None:
    (page,) = pages_of(write_page(tmp_path / "a.pdf", box=box, entries=entries))
    assert (page.width, page.height) == size
    assert words_of(page) == WORDS


NEST = 10_000


@pytest.mark.parametrize(
    ("content", "entries"),
    [
        (TEXT, b"/Foo " + b"[" * NEST + b"]" * NEST),
        (TEXT, b"/Foo " + b"<< /A " * NEST + b"1" + b" >>" * NEST),
        (TEXT + b" foo 12 bar zork Q Q Q ET 1 2 3 cm", b""),
        (TEXT + b" (a) (b) Td (q) cm 1 m l S (a) 0 0 0 re S", b""),
        (TEXT + b" /F9 Do /F1 Do", b""),
        (TEXT, b"/AA << /O << /S /JavaScript /JS (while(true){}) >> >> /Annots [3 0 R 4 0 R (x)]"),
    ],
    ids=["arrays", "dictionaries", "operators", "operands", "objects", "actions"],
)
def test_what_is_odd_beside_the_text_is_passed_over(tmp_path: Path, content: bytes, entries: bytes) -> None:
    (page,) = pages_of(write_page(tmp_path / "a.pdf", content=content, entries=entries))
    assert words_of(page)[:2] == WORDS


def test_a_form_that_shows_itself(tmp_path: Path) -> None:
    form = stream(
        b"/F1 Do /F1 Do", b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources " + PICTURE
    )
    (page,) = pages_of(write_page(tmp_path / "a.pdf", content=b"/F1 Do", resources=PICTURE, objects=[form]))
    assert page.words == ()


def image_page(path: Path, width: int, height: int, pixels: int = 100) -> Path:
    """A page of this size in points, covered by a white picture of `pixels` each way."""
    entries = (
        b"/Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceGray /BitsPerComponent 8"
    )
    data = zlib.compress(b"\xff" * pixels * pixels)
    image = stream(data, entries % (pixels, pixels) + b" /Filter /FlateDecode")
    content = b"q %d 0 0 %d 0 0 cm /F1 Do Q" % (width, height)
    box = b"[0 0 %d %d]" % (width, height)
    return write_page(path, content=content, box=box, resources=PICTURE, objects=[image])


@pytest.mark.parametrize(
    ("width", "height"), [(14400, 14400), (1_000_000_000, 1_000_000_000), (14400, 3), (1, 1), (595, 842)]
)
def test_pictures_of_pages_stay_within_memory(tmp_path: Path, width: int, height: int) -> None:
    picture = render(image_page(tmp_path / "a.pdf", width, height), 1, 200 / 72, most=1_000_000)
    assert picture is not None
    assert picture.image.width * picture.image.height < 1_100_000
    assert max(picture.image.size) <= LONGEST_SIDE
    assert picture.image.width == pytest.approx(width * picture.scale, abs=1.5)


@pytest.mark.parametrize("shape", [(1, 4000), (4000, 40), (3, 3)])
def test_strips_and_dots_are_no_pages(shape: tuple[int, int]) -> None:
    page = read_image_page(np.zeros((*shape, 3), dtype=np.uint8), 1, shape[1], shape[0])
    assert (page.words, page.rules, page.source) == ((), (), Source.OCR)


def test_text_without_meaning_is_read_from_the_picture(tmp_path: Path) -> None:
    font = b"<< /Type /Font /Subtype /Type0 /BaseFont /None /Encoding /Identity-H /DescendantFonts [6 0 R] >>"
    descendant = (
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /None /DW 1000 /CIDSystemInfo "
        b"<< /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>"
    )
    content = b"BT /F1 12 Tf 50 700 Td <%b> Tj ET" % b"".join(b"%04X" % (700 + n) for n in range(40))
    (page,) = pages_of(write_page(tmp_path / "a.pdf", content=content, objects=[font, descendant]))
    assert page.source is Source.OCR
    assert not any("cid" in word.text for word in page.words)


def zeros(megabytes: int) -> bytes:
    packer = zlib.compressobj(9)
    return b"".join([*(packer.compress(bytes(1 << 20)) for _ in range(megabytes)), packer.flush()])


def test_a_bomb_of_zeros_meets_the_memory_limit(tmp_path: Path) -> None:
    path = write_page(tmp_path / "a.pdf", content=stream(zeros(400), b"/Filter /FlateDecode"))
    work = partial(read_document, path, Settings(), GIVEN)
    with pytest.raises(LimitExceededError, match=r"^a\.pdf.*300 MB.*PARSE_MEMORY_MB"):
        run_isolated(work, path.name, Limits(seconds=120, memory_mb=300))


def test_forms_in_forms_without_end_meet_the_time_limit(tmp_path: Path) -> None:
    kind = b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /F1 %d 0 R >> >>"
    forms = [stream(b"/F1 Do " * 20, kind % number) for number in range(6, 16)]
    path = write_page(tmp_path / "a.pdf", content=b"/F1 Do", resources=PICTURE, objects=[*forms, HELVETICA])
    work = partial(read_document, path, Settings(), GIVEN)
    with pytest.raises(LimitExceededError, match="3 秒.*PARSE_SECONDS"):
        run_isolated(work, path.name, Limits(seconds=3, memory_mb=1000))


def test_a_build_with_bad_files_takes_in_the_good_ones(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """Strange names too; stderr holds one line for each bad file and nothing of the libraries."""
    folder, data = tmp_path / "in", tmp_path / "data"
    names = ["带 空格", "引号“文件”'\"名", "长" * 83]
    for place, name in enumerate(names):
        draw_disclosure(folder / f"{name}.pdf", amount=f"1{place}.30")
    write_page(folder / "bomb.pdf", content=stream(zeros(400), b"/Filter /FlateDecode"))
    write_page(folder / "nested.pdf", content=b"[" * NEST)
    write_page(folder / "fontless.pdf", objects=[b"<< /Type /Font >>"])
    monkeypatch.setenv("PARSE_MEMORY_MB", "300")
    assert main(["build", str(folder), "--data", str(data)]) == 1
    told = capfd.readouterr().err.splitlines()
    assert len([line for line in told if line.startswith("错误：")]) == 3
    assert not any("Traceback" in line or "FontBBox" in line for line in told)
    assert len([line for line in told if "bomb.pdf" in line and "PARSE_MEMORY_MB" in line]) == 1
    assert main(["list", "--json", "--data", str(data)]) == 0
    listed = [record["doc_id"] for record in json.loads(capfd.readouterr().out)]
    assert sorted(listed) == sorted(names)
