"""Page images -> words and rules (OCR), one `Page` each.

The page is turned upright and levelled first; its lines are found and painted over; text is located on the
whole page, cut at the lines so that no word crosses a cell, and read piece by piece. Figures are read twice.
Words and rules are in the levelled frame (points, origin top left), where the lines of a table are straight;
`Page.shown` leads back to the page as it is shown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple, Protocol

import cv2
import numpy as np
import numpy.typing as npt

from index.image_rules import Image, Matrix, Ruling, find_ruling, ink_of, straighten, without_rules
from index.ocr_amounts import Reading, dash_of_width, looks_numeric, settle
from index.types import BBox, Page, Rule, Source, Word

_THREADS = 2
_DETECT_DPI = 150  # text of 6 points is still found, at a third of the time that 200 dpi take
_MIN_CONFIDENCE = 0.5  # below, a piece is a stain or part of a stamp, not text
_MIN_FOUND = 0.75  # the same for ink in a cell that the detector passed over
_RULE_WIDTH = 0.5  # points; the thin box that stands for a line


class Box(NamedTuple):
    """A box in pixels of the levelled image."""

    x0: int
    top: int
    x1: int
    bottom: int

    @property
    def width(self) -> int:
        return self.x1 - self.x0

    @property
    def height(self) -> int:
        return self.bottom - self.top


@dataclass(frozen=True, slots=True)
class Piece:
    """Ink that is one line of text of one cell (`cell` is its four sides), or of no cell."""

    box: Box
    cell: tuple[float, float, float, float] | None


class _Detector(Protocol):
    def __call__(self, img: Image) -> tuple[npt.NDArray[np.float32] | None, float]: ...


class _Recogniser(Protocol):
    def __call__(self, img_list: list[Image]) -> tuple[list[tuple[str, float]], float]: ...


class _Classifier(Protocol):
    def __call__(self, img_list: list[Image]) -> tuple[list[Image], list[list[str | float]], float]: ...


class _Engine(Protocol):
    text_det: _Detector
    text_rec: _Recogniser
    text_cls: _Classifier


@cache
def _engine() -> _Engine:
    """The recogniser of this process; its models are in the wheel, loading takes half a second."""
    from rapidocr_onnxruntime import RapidOCR

    engine: _Engine = RapidOCR(intra_op_num_threads=_THREADS, inter_op_num_threads=1)
    return engine


def read_image_page(image: Image, number: int, width: float, height: float) -> Page:
    """Read a page picture (RGB) of any resolution; `width` and `height` are the shown page's size in points.

    Words carry the recogniser's confidence; a figure that two readings disagree on stays below 0.6. A picture
    without text gives a page without words.
    """
    scale = image.shape[1] / width
    level, back = straighten(image)
    ruling = find_ruling(level, scale)
    clean = without_rules(level, ruling, scale)
    words = tuple(_words(clean, ruling, scale))
    return Page(number, width, height, words, tuple(_rules(ruling, scale)), Source.OCR)


def _rules(ruling: Ruling, scale: float) -> Iterator[Rule]:
    half = _RULE_WIDTH / 2
    for line in ruling.across:
        at = line.at / scale
        yield Rule(BBox(line.start / scale, at - half, line.end / scale, at + half))
    for line in ruling.down:
        at = line.at / scale
        yield Rule(BBox(at - half, line.start / scale, at + half, line.end / scale))


def _words(clean: Image, ruling: Ruling, scale: float) -> Iterator[Word]:
    ink = _without_specks(ink_of(clean), scale)
    pieces = [piece for box in _detect(clean, scale) for piece in _cut(box, ink, ruling)]
    pieces = _joined(pieces)
    if not pieces:
        return
    em = float(np.median([piece.box.height for piece in pieces]))
    found = _passed_over(pieces, ink, ruling, em)
    pieces = _joined(pieces + found)
    for piece, reading in zip(pieces, _read(clean, pieces, em), strict=True):
        least = _MIN_FOUND if piece in found else _MIN_CONFIDENCE
        if reading.text and reading.confidence >= least:
            box = BBox(*(side / scale for side in piece.box))
            yield Word(reading.text, box, piece.box.height / scale, round(reading.confidence, 3))


def _without_specks(ink: Image, scale: float) -> Image:
    """Ink without dots too small to be a decimal point."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    keep = stats[:, cv2.CC_STAT_AREA] >= 0.5 * scale * scale
    keep[0] = False
    return np.asarray(keep[labels[...]] * np.uint8(255), dtype=np.uint8) if count > 1 else ink


def _detect(image: Image, scale: float) -> Iterator[Box]:
    """Boxes around lines of text."""
    factor = min(1.0, _DETECT_DPI / 72 / scale)
    small = cv2.resize(image, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    quads, _ = _engine().text_det(np.asarray(small, dtype=np.uint8))
    for quad in quads if quads is not None else ():
        (x0, top), (x1, bottom) = quad.min(axis=0) / factor, quad.max(axis=0) / factor
        yield Box(int(x0), int(top), int(np.ceil(x1)), int(np.ceil(bottom)))


def _cut(box: Box, ink: Image, ruling: Ruling) -> Iterator[Piece]:
    """The parts of a detected box that lie in different cells, each shrunk to its ink."""
    middle = (box.top + box.bottom) / 2
    xs = [round(line.at) for line in ruling.down if box.x0 < line.at < box.x1 and line.reaches(middle)]
    edges = [box.x0, *xs, box.x1]
    for x0, x1 in zip(edges, edges[1:], strict=False):
        across = (x0 + x1) / 2
        ys = [round(line.at) for line in ruling.across if box.top < line.at < box.bottom and line.reaches(across)]
        levels = [box.top, *ys, box.bottom]
        for top, bottom in zip(levels, levels[1:], strict=False):
            tight = _shrunk(Box(x0, top, x1, bottom), ink)
            # What sticks out of a neighbouring cell is a sliver of the box that was found.
            if tight is None or (len(ys) > 0 and bottom - top < 0.35 * box.height):
                continue
            yield Piece(tight, ruling.cell_around((tight.x0 + tight.x1) / 2, (tight.top + tight.bottom) / 2))


def _shrunk(box: Box, ink: Image) -> Box | None:
    ys, xs = np.nonzero(ink[max(0, box.top) : box.bottom, max(0, box.x0) : box.x1])
    if len(ys) == 0:
        return None
    left, top = max(0, box.x0), max(0, box.top)
    return Box(left + int(xs.min()), top + int(ys.min()), left + int(xs.max()) + 1, top + int(ys.max()) + 1)


def _joined(pieces: Sequence[Piece]) -> list[Piece]:
    """Parts of one line of one cell that the detector tore apart."""
    lines: list[Piece] = []
    for piece in sorted(pieces, key=lambda p: p.box.x0):
        for place, line in enumerate(lines):
            if line.cell == piece.cell and _continues(line.box, piece.box):
                a, b = line.box, piece.box
                box = Box(a.x0, min(a.top, b.top), max(a.x1, b.x1), max(a.bottom, b.bottom))
                lines[place] = Piece(box, line.cell)
                break
        else:
            lines.append(piece)
    return lines


def _continues(a: Box, b: Box) -> bool:
    overlap = min(a.bottom, b.bottom) - max(a.top, b.top)
    return b.x0 - a.x1 < 0.8 * max(a.height, b.height) and overlap > 0.6 * min(a.height, b.height)


def _passed_over(pieces: Sequence[Piece], ink: Image, ruling: Ruling, em: float) -> list[Piece]:
    """Ink inside cells that no detected box covers: single characters and dashes, mostly."""
    rest = ink.copy()
    margin = round(em / 4)
    for piece in pieces:
        box = piece.box
        rest[max(0, box.top - margin) : box.bottom + margin, max(0, box.x0 - margin) : box.x1 + margin] = 0
    near = cv2.dilate(rest, np.ones((max(3, round(em * 0.6)), max(3, round(em * 0.6))), np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(near, connectivity=8)
    boxes = (Box(left, top, left + width, top + height) for left, top, width, height, _ in stats[1:count].tolist())
    return [
        piece
        for box in boxes
        for piece in _cut(box, rest, ruling)
        if piece.cell and (_is_dash(piece.box, em) or 0.5 * em <= piece.box.height <= 2 * em)
    ]


def _is_dash(box: Box, em: float) -> bool:
    return box.height < 0.25 * em and box.width >= max(0.25 * em, 2.2 * box.height)


def _read(clean: Image, pieces: Sequence[Piece], em: float) -> list[Reading]:
    """One reading a piece; figures twice, from differently cut pictures."""
    readings = _recognise([_crop(clean, piece, em, 0.12, 0.25) for piece in pieces])
    lines_of = Counter(piece.cell for piece in pieces)
    for place, piece in enumerate(pieces):
        if piece.cell and lines_of[piece.cell] == 1 and _is_dash(piece.box, em):
            readings[place] = Reading(dash_of_width(piece.box.width / em), 0.9)
    doubtful = [place for place, reading in enumerate(readings) if looks_numeric(reading.text)]
    again = _recognise([_enlarged(_crop(clean, pieces[place], em, 0.3, 0.6)) for place in doubtful])
    for place, second in zip(doubtful, again, strict=True):
        readings[place] = settle(readings[place], second)
    return readings


def _crop(clean: Image, piece: Piece, em: float, above: float, beside: float) -> Image:
    """The picture of a piece with a margin (in parts of its height) that shows nothing of other cells."""
    box = piece.box
    height = max(box.height, round(0.6 * em))
    dx, dy = round(beside * height), round(above * height) + (height - box.height) // 2
    left, top, right, bottom = piece.cell or (0, 0, clean.shape[1], clean.shape[0])
    x0, x1 = max(box.x0 - dx, round(left), 0), min(box.x1 + dx, round(right))
    y0, y1 = max(box.top - dy, round(top), 0), min(box.bottom + dy, round(bottom))
    inside = clean[y0:y1, x0:x1]
    paper = np.percentile(inside.reshape(-1, inside.shape[2]), 80, axis=0)
    margins = (y0 - (box.top - dy), box.bottom + dy - y1, x0 - (box.x0 - dx), box.x1 + dx - x1)
    padded = cv2.copyMakeBorder(inside, *margins, cv2.BORDER_CONSTANT, value=[float(v) for v in paper])
    return np.asarray(padded, dtype=np.uint8)


def _enlarged(crop: Image) -> Image:
    """The same print at twice the size and sharper: another picture to the recogniser."""
    big = cv2.resize(crop, None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC)
    return np.asarray(cv2.addWeighted(big, 1.6, cv2.GaussianBlur(big, (0, 0), 2), -0.6, 0), dtype=np.uint8)


def _recognise(crops: list[Image]) -> list[Reading]:
    if not crops:
        return []
    results, _ = _engine().text_rec(crops)
    return [Reading(text.strip(), float(score)) for text, score in results]
