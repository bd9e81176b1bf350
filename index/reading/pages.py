"""PDF -> pages: words and drawn rules in the coordinates of the page as it is shown.

A page whose text layer cannot be used is rendered and read by `index.reading.ocr`. With that module this
is the only place that opens a PDF.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from io import BufferedReader
from pathlib import Path
from typing import Final, TypedDict, cast

import numpy as np
import pdfplumber
import pypdfium2
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfminer.pdfexceptions import PDFException
from pdfminer.pdfparser import PDFSyntaxError
from pdfminer.psexceptions import PSException
from pdfplumber.page import Page as PdfPage
from pdfplumber.pdf import PDF as Pdf  # noqa: N811 (not our name)
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

from index.config import Settings
from index.errors import (
    DamagedPdfError,
    EmptyFileError,
    EncryptedPdfError,
    FileMissingError,
    LimitExceededError,
    NoPagesError,
    NotAPdfError,
)
from index.page import Page
from index.reading.page_tree import page_objects, shown_part
from index.reading.rendering import render
from index.reading.strokes import THICKEST, Stroke, merge_rules
from index.reading.turning import frame_of, move_char, turn_box, turn_char, turn_of, turned_size
from index.reading.words import Char, build_words
from index.types import BBox, Source

_RENDER_DPI: Final = 200
_MOST_PIXELS: Final = 16_000_000  # A2 at 200 dpi; text of larger sheets is larger too
_HEAD: Final = 1024  # a PDF may carry foreign bytes before its header (ISO 32000-1, annex H.3.4.1)
_TAIL: Final = 65536
_FEW_CHARS: Final = 30
_LITTLE_TEXT: Final = 150
_COVERING: Final = 0.5
_GARBAGE: Final = 0.3
_BROKEN: Final = (PdfminerException, MalformedPDFException, PDFSyntaxError, PSException, RecursionError)


class Shape(TypedDict, total=False):
    """What pdfplumber tells of a line, rectangle, curve or image, as far as it is used here."""

    x0: float
    x1: float
    top: float
    bottom: float
    stroke: bool
    fill: bool
    pts: list[tuple[float, float]]


def read_pages(path: Path, settings: Settings) -> Iterator[Page]:
    """The pages of a PDF in order, each released before the next one is read.

    Raises FileMissingError, EmptyFileError, NotAPdfError, EncryptedPdfError, DamagedPdfError, NoPagesError,
    LimitExceededError (more bytes or pages than `settings` allows).
    """
    _check_file(path, settings)
    with _opened(path) as stream:
        pdf = _open(path, stream)
        try:
            pages = page_objects(pdf.doc, settings.max_pages)
        except (*_BROKEN, PDFException, TypeError, ValueError) as error:
            raise DamagedPdfError(f"{path.name}：页面结构已损坏：请重新下载。") from error
        if not pages:
            raise NoPagesError(f"{path.name}：没有页面：请重新下载。")
        if len(pages) > settings.max_pages:
            raise LimitExceededError(
                f"{path.name}：超过上限 {settings.max_pages} 页：请调大 MAX_PAGES，或拆分文件。"
            )
        for number, page_object in enumerate(pages, start=1):
            page = PdfPage(pdf, page_object, number)
            read = _read_page(path, page)
            page.close()
            yield read


def count_pages(path: Path) -> int:
    """How many pages the PDF has, without reading any; 0 where that cannot be told."""
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError:
        return 0
    try:
        return len(document)
    finally:
        document.close()


def _check_file(path: Path, settings: Settings) -> None:
    try:
        size = path.stat().st_size
        with path.open("rb") as stream:
            head = stream.read(_HEAD)
            stream.seek(max(0, size - _TAIL))
            tail = stream.read()
    except OSError as error:
        raise FileMissingError(f"{path}：不能读取（{error.strerror}）：请检查路径。") from error
    if size == 0:
        raise EmptyFileError(f"{path.name}：文件是空的：请重新下载。")
    if size > settings.max_bytes:
        raise LimitExceededError(
            f"{path.name}：{size} 字节，超过上限 {settings.max_bytes}：请拆分文件，或调大 MAX_BYTES。"
        )
    if b"%PDF-" not in head:
        raise NotAPdfError(f"{path.name}：不是 PDF：请给出公开的 PDF 原件。")
    if b"startxref" not in tail and b"%%EOF" not in tail:
        raise DamagedPdfError(f"{path.name}：PDF 不完整（被截断）：请重新下载。")


def _opened(path: Path) -> BufferedReader:
    try:
        return path.open("rb")
    except OSError as error:
        raise FileMissingError(f"{path}：不能读取（{error.strerror}）：请检查路径。") from error


def _open(path: Path, stream: BufferedReader) -> Pdf:
    try:
        return pdfplumber.open(stream)
    except PDFPasswordIncorrect as error:
        raise EncryptedPdfError(f"{path.name}：需要密码：请给出没有加密的副本。") from error
    except _BROKEN as error:
        if _needs_password(error):
            raise EncryptedPdfError(f"{path.name}：需要密码：请给出没有加密的副本。") from error
        raise DamagedPdfError(f"{path.name}：PDF 已损坏：请重新下载。") from error


def _needs_password(error: BaseException) -> bool:
    return any(isinstance(part, PDFPasswordIncorrect) for part in (error, *error.args))


def _read_page(path: Path, page: PdfPage) -> Page:
    try:
        chars = cast(list[Char], page.chars)
        if _unusable(page, chars):
            return _read_image(path, page)
        return _read_text(page, chars, _strokes(page))
    except _BROKEN as error:
        raise DamagedPdfError(f"{path.name}：第 {page.page_number} 页不能读取：请重新下载。") from error


def _read_text(page: PdfPage, chars: list[Char], strokes: list[Stroke]) -> Page:
    """The words and rules of a text layer, in coordinates of the shown part of the page."""
    left, top, width, height = shown_part(page.page_obj)
    turn = turn_of(chars)
    x, y = page.mediabox[0] + left, page.mediabox[1] + top
    if x or y:
        chars = [move_char(char, -x, -y) for char in chars]
        strokes = [Stroke(s.x0 - x, s.top - y, s.x1 - x, s.bottom - y) for s in strokes]
    frame = frame_of(turn, width, height)
    if turn:
        chars = [turn_char(char, turn, width, height) for char in chars]
        strokes = [Stroke(*turn_box(BBox(*stroke), turn, width, height)) for stroke in strokes]
        width, height = turned_size(turn, width, height)
    rules = merge_rules(strokes)
    words = build_words(chars, rules)
    return Page(page.page_number, width, height, words, rules, Source.TEXT, frame)


def _unusable(page: PdfPage, chars: list[Char]) -> bool:
    """True where the text layer is missing behind a picture of the page, or holds glyphs without meaning."""
    printed = [char["text"] for char in chars if not char["text"].isspace()]
    unknown = sum(_is_unknown(text) for text in printed)
    if len(printed) >= _FEW_CHARS and unknown > _GARBAGE * len(printed):
        return True
    if len(printed) > _LITTLE_TEXT:
        return False
    return _picture_share(page) >= _COVERING


def _is_unknown(text: str) -> bool:
    return text.startswith("(cid:") or text == "\ufffd" or "\ue000" <= text <= "\uf8ff"


def _picture_share(page: PdfPage) -> float:
    """Which part of the page its pictures cover (strips of one scan add up)."""
    area = 0.0
    for image in cast(list[Shape], page.images):
        width = min(image["x1"], page.width) - max(image["x0"], 0)
        height = min(image["bottom"], page.height) - max(image["top"], 0)
        area += max(0.0, width) * max(0.0, height)
    return float(area / (page.width * page.height))


def _read_image(path: Path, page: PdfPage) -> Page:
    from index.reading.ocr import read_image_page  # the OCR models load only where a page needs them

    _, _, width, height = shown_part(page.page_obj)
    picture = render(path, page.page_number, _RENDER_DPI / 72, most=_MOST_PIXELS)
    if picture is None:
        return Page(page.page_number, width, height, (), (), Source.OCR)
    image = np.asarray(picture.image, dtype=np.uint8)
    return read_image_page(image, page.page_number, width, height)


def _strokes(page: PdfPage) -> list[Stroke]:
    strokes: list[Stroke] = []
    for kind in ("line", "rect", "curve"):
        for shape in cast(list[Shape], page.objects.get(kind, [])):
            strokes.extend(_shape_strokes(shape, kind))
    return strokes


def _shape_strokes(shape: Shape, kind: str) -> list[Stroke]:
    box = (shape["x0"], shape["top"], shape["x1"], shape["bottom"])
    if min(box[2] - box[0], box[3] - box[1]) <= THICKEST:
        return [Stroke(*box)]
    if not shape.get("stroke") or kind == "line":
        return []
    if kind == "rect":
        x0, top, x1, bottom = box
        return [
            Stroke(x0, top, x1, top),
            Stroke(x0, bottom, x1, bottom),
            Stroke(x0, top, x0, bottom),
            Stroke(x1, top, x1, bottom),
        ]
    points = shape["pts"]
    return [
        Stroke(min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1]))
        for a, b in itertools.pairwise(points)
    ]
