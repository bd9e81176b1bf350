"""Reading page images: a form drawn here, turned and soiled, and real scans with exact values."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from functools import cache
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt
import pypdfium2
import pytest
from PIL import Image, ImageDraw, ImageFont

from eval.ocr_bench import cells_read
from index.page import Page
from index.reading.image_rules import find_ruling, straighten
from index.reading.ocr import read_image_page
from index.reading.ocr_amounts import Reading, agree, dash_of_width, is_amount, mended, settle
from index.types import Source

Pixels = npt.NDArray[np.uint8]
ROOT = Path(__file__).resolve().parents[2]
FONT = ROOT / "samples" / "fonts" / "song.ttf"
SCALE = 200 / 72
WIDTH, HEIGHT = 480.0, 300.0
XS = (40, 120, 250, 330, 400, 450)  # points
YS = (60, 84, 108, 132, 156, 180, 204)
FORM = (
    ("科目编码", "科目名称", "合计", "基本支出", "项目支出"),
    ("201", "一般公共服务支出", "1,489.37", "0.00", "—"),
    ("2010301", "行政运行", "12,345.06", "1,111.11", "-"),
    ("2010350", "事业运行", "331.76", "", "——"),
    ("2210201", "住房公积金", "39.51", "-7.30", ""),
    ("", "合计", "1,000,860.64", "8.00", "3"),
)


BLANK = """
import numpy as np
from index.reading.ocr import read_image_page
read_image_page(np.full((400, 400, 3), 255, np.uint8), 1, 200.0, 200.0)
"""


def test_reading_leaves_no_record_for_the_makers_of_its_runtime(tmp_path: Path) -> None:
    """What ONNX Runtime would send lies in the home folder first."""
    home = {name: value for name, value in os.environ.items() if name != "ORT_DISABLE_TELEMETRY"}
    home |= {"HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path / ".cache")}
    subprocess.run([sys.executable, "-c", BLANK], env=home, check=True, cwd=ROOT)
    assert list(tmp_path.rglob("*")) == []


@cache
def drawn_form() -> Pixels:
    """A ruled form without skew, 200 dpi; digits fill their cells to the rule on the right."""
    size = (round(WIDTH * SCALE), round(HEIGHT * SCALE))
    picture = Image.new("RGB", size, "white")
    draw = ImageDraw.Draw(picture)
    font = ImageFont.truetype(str(FONT), round(10 * SCALE))
    draw.text(
        (170 * SCALE, 25 * SCALE), "支出决算表", "black", ImageFont.truetype(str(FONT), round(18 * SCALE))
    )
    for y in YS:
        draw.line([(XS[0] * SCALE, y * SCALE), (XS[-1] * SCALE, y * SCALE)], "black", 2)
    for x in XS:
        draw.line([(x * SCALE, YS[0] * SCALE), (x * SCALE, YS[-1] * SCALE)], "black", 2)
    for row, texts in enumerate(FORM):
        for col, text in enumerate(texts):
            right = row > 0 and col > 1
            x = XS[col + 1] - 1.5 if right else XS[col] + 3
            place = (x * SCALE, (YS[row] + 12) * SCALE)
            draw.text(place, text, "black", font, anchor="rm" if right else "lm")
    return np.asarray(picture, dtype=np.uint8)


def soiled(image: Pixels, degrees: float) -> Pixels:
    """Turned, grey, grainy, with a stamp over the table, and packed as a poor JPEG."""
    height, width = image.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1)
    page = cv2.warpAffine(image, turn, (width, height), borderMode=cv2.BORDER_REPLICATE).astype(np.float64)
    page = page * 0.85 + 20 + np.random.default_rng(7).normal(0, 8, (height, width, 1))
    page = np.clip(page, 0, 255).astype(np.uint8)
    cv2.circle(page, (round(200 * SCALE), round(250 * SCALE)), 90, (230, 90, 90), 5)
    _, packed = cv2.imencode(".jpg", page, [cv2.IMWRITE_JPEG_QUALITY, 40])
    return np.asarray(cv2.imdecode(packed, cv2.IMREAD_COLOR), dtype=np.uint8)


def texts_of(page: Page) -> tuple[tuple[str, ...], ...]:
    """The text of every cell, by the rules that were found."""
    cells = cells_read(page, len(FORM), len(FORM[0]))
    assert cells is not None, "the rules do not give the drawn grid"
    return tuple(tuple("".join(word.text for word in words) for words in row) for row in cells)


@pytest.fixture(scope="module")
def clean_page() -> Page:
    return read_image_page(drawn_form(), 3, WIDTH, HEIGHT)


def test_every_cell_of_a_drawn_form(clean_page: Page) -> None:
    assert texts_of(clean_page) == FORM
    assert (clean_page.number, clean_page.source) == (3, Source.OCR)
    assert "支出决算表" in [word.text for word in clean_page.words]


def test_words_stay_inside_their_cells(clean_page: Page) -> None:
    word = next(word for word in clean_page.words if word.text == "12,345.06")
    assert 250 < word.bbox.x0 < word.bbox.x1 < 330 and 108 < word.bbox.top < word.bbox.bottom < 132
    assert word.bbox.bottom - word.bbox.top == pytest.approx(word.size, abs=0.5)
    assert word.confidence > 0.8


def test_rules_lie_where_they_were_drawn(clean_page: Page) -> None:
    level = [rule.bbox for rule in clean_page.rules if rule.horizontal]
    upright = [rule.bbox for rule in clean_page.rules if not rule.horizontal]
    assert [box.top for box in level] == pytest.approx(YS, abs=1)
    assert [box.x0 for box in upright] == pytest.approx(XS, abs=1)
    assert all((box.x0, box.x1) == pytest.approx((XS[0], XS[-1]), abs=1) for box in level)
    assert all((box.top, box.bottom) == pytest.approx((YS[0], YS[-1]), abs=1) for box in upright)


@pytest.mark.parametrize("degrees", [1.5, -3.0])
def test_a_skewed_and_soiled_scan(degrees: float, clean_page: Page) -> None:
    page = read_image_page(soiled(drawn_form(), degrees), 1, WIDTH, HEIGHT)
    wanted = {text for row in FORM for text in row if is_amount(text) and len(text) > 3}
    found = {word.text: word for word in page.words}
    assert wanted <= found.keys()
    # On the shown page the word is where the skewed print is.
    turn = cv2.getRotationMatrix2D((WIDTH / 2, HEIGHT / 2), degrees, 1)
    straight = next(word.bbox for word in clean_page.words if word.text == "331.76")
    x, y = turn @ ((straight.x0 + straight.x1) / 2, (straight.top + straight.bottom) / 2, 1)
    shown = page.frame.shown(found["331.76"].bbox)
    assert ((shown.x0 + shown.x1) / 2, (shown.top + shown.bottom) / 2) == pytest.approx((x, y), abs=2)


@pytest.mark.parametrize("turns", [1, 2, 3])
def test_a_page_drawn_sideways_or_upside_down(turns: int, clean_page: Page) -> None:
    image = np.ascontiguousarray(np.rot90(drawn_form(), turns))
    size = (WIDTH, HEIGHT) if turns == 2 else (HEIGHT, WIDTH)
    page = read_image_page(image, 1, *size)
    assert texts_of(page) == FORM
    assert (page.width, page.height) == (WIDTH, HEIGHT)
    straight = next(word.bbox for word in clean_page.words if word.text == "331.76")
    shown = page.frame.shown(next(word.bbox for word in page.words if word.text == "331.76"))
    left = {1: straight.top, 2: WIDTH - straight.x1, 3: HEIGHT - straight.bottom}[turns]
    assert shown.x0 == pytest.approx(left, abs=1.5)


@pytest.mark.parametrize(
    "image",
    [
        np.full((1200, 900, 3), 255, np.uint8),
        np.zeros((1200, 900, 3), np.uint8),
        np.random.default_rng(1).integers(150, 255, (1200, 900, 3), np.uint8),
        np.full((12, 9, 3), 200, np.uint8),
    ],
    ids=["white", "black", "noise", "tiny"],
)
def test_a_picture_without_text(image: Pixels) -> None:
    page = read_image_page(image, 1, 324.0, 432.0)
    assert page.words == () and page.source is Source.OCR


def test_a_broken_and_faint_line_is_one_line() -> None:
    image = np.full((600, 900), 240, np.uint8)
    for start in range(50, 850, 100):
        image[300:302, start : start + 95] = 150
    ruling = find_ruling(image, SCALE)
    assert [(round(line.at), round(line.start / 5), round(line.end / 5)) for line in ruling.across] == [
        (300, 10, 169)
    ]
    assert ruling.down == ()


def test_a_level_page_is_not_resampled() -> None:
    image = drawn_form()
    level, back = straighten(image)
    assert level is image and back.tolist() == [[1, 0, 0], [0, 1, 0]]


@pytest.mark.parametrize(
    ("read", "text"),
    [
        ("1,489.37", "1,489.37"),
        ("l,489.37", "1,489.37"),
        ("1，489。37", "1,489.37"),
        ("2.092.15", "2,092.15"),
        ("1,489 37", "1,489.37"),
        ("0.OO", "0.00"),
        ("33.", "33"),
        ("1,48", "1.48"),
    ],
)
def test_confusions_are_mended_where_an_amount_results(read: str, text: str) -> None:
    reading = mended(Reading(read, 0.95))
    assert reading.text == text
    assert reading.confidence == (0.95 if read == text else 0.75)


@pytest.mark.parametrize("read", ["行政运行", "（一）1,489.37", "IO", "1-2-3", "第1页"])
def test_other_text_is_left_alone(read: str) -> None:
    assert mended(Reading(read, 0.95)) == (read, 0.95)


def test_readings_that_disagree_are_flagged() -> None:
    first, second = Reading("119.00", 0.9), Reading("19.00", 0.99)
    assert not agree(first, second)
    assert settle(first, second, Reading("119.00", 0.7)) == ("119.00", 0.55)
    assert settle(Reading("77877", 0.9), second._replace(text="7777"), Reading("77.77", 0.8)).confidence < 0.6
    assert settle(first, Reading("119.00", 0.97)) == ("119.00", 0.97)


def test_dashes_by_their_width() -> None:
    assert [dash_of_width(ems) for ems in (0.4, 1.0, 1.9, 2.8, 5.0)] == ["-", "—", "——", "———", "———"]


def scanned(shared: Path, name: str, number: int) -> Page:
    """One page of a real scan, rendered as the index does it."""
    document = pypdfium2.PdfDocument(shared / "disclosures" / f"{name}.pdf")
    sheet = document[number - 1]
    image = np.asarray(sheet.render(scale=SCALE).to_pil().convert("RGB"), dtype=np.uint8)
    width, height = sheet.get_size()
    document.close()
    return read_image_page(image, number, width, height)


@pytest.mark.shared
def test_every_figure_of_a_scanned_form(shared: Path) -> None:
    name, number = "yiyang-heshan-2021", 10
    tables = json.loads((shared / "disclosures" / "truth" / f"{name}.json").read_text(encoding="utf-8"))[
        "tables"
    ]
    truth = next(table["grid"] for table in tables if table["pages"] == [number])
    cells = cells_read(scanned(shared, name, number), len(truth), len(truth[0]))
    assert cells is not None
    for wanted, read in zip(truth, cells, strict=True):
        for text, words in zip(wanted, read, strict=True):
            if is_amount(text) or not text:
                assert "".join(word.text for word in words) == text
