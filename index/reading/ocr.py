"""Page images -> words and rules (OCR), one `Page` each.

The page is turned upright and levelled first; its lines are found and painted over; text is located on the
whole page, cut at the lines so that no word crosses a cell, and read piece by piece. Doubtful figures are
read twice, and a third time where the two disagree. Words and rules are in the levelled
frame (points, origin top left), where the lines of a table are straight; `Page.frame` leads back to the page
as it is shown.
"""

from __future__ import annotations

import math
import os
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from statistics import median
from typing import Protocol

import cv2
import numpy as np
import numpy.typing as npt

from index.page import Frame, Page, Rule, Word
from index.reading.image_rules import Image, Matrix, Ruling, find_ruling, ink_of, straighten, without_rules
from index.reading.ocr_amounts import Reading, agree, dash_of_width, is_amount, looks_numeric, settle
from index.reading.ocr_pieces import (
    Box,
    Piece,
    clear_of_sides,
    cut_at_rules,
    is_dash,
    joined,
    passed_over,
    without_specks,
)
from index.types import BBox, Source

_THREADS = 2
_LONGEST_SIDE = 4000  # pixels; larger pictures are reduced, characters stay above what the recogniser needs
_SMALLEST_SIDE = 32  # pixels; the detector would blow up a strip that is narrower, and its length with it
_SLENDEREST = 12  # times as long as wide; no page is
_DETECT_DPI = 120  # text of 6 points is still found; 150 dpi take 240 MB and a third of the time more
_MOST_DETECTED = 3_000_000  # pixels, A3 at 120 dpi; the detector holds some 200 bytes for each
_TURN_DPI = 72  # enough to tell which way lines of text run
_MIN_CONFIDENCE = 0.5  # below, a piece is a stain or part of a stamp, not text
_MIN_FOUND = 0.75  # the same for ink in a cell that the detector passed over
_MIN_FIGURE = 0.1  # the same for figures that no stain is taken for
_FIGURE_LENGTH = 4  # as "0.00"
_DASH_CONFIDENCE = 0.9
_SURE = 0.97  # confidence from which a well-formed figure is not read again
_INCOMPLETE = 0.7  # confidence, at most, of a label that has fewer characters than its width calls for
_RULE_WIDTH = 0.5  # points; the thin box that stands for a line

# Text, mean confidence, and (columns, characters, their columns, their kinds, the confidence of each).
_Result = tuple[str, float, tuple[float, list[list[str]], list[list[int]], list[str], list[float]]]


class _Detector(Protocol):
    def __call__(self, img: Image) -> tuple[npt.NDArray[np.float32] | None, float]: ...


class _Recogniser(Protocol):
    def __call__(self, img_list: list[Image], return_word_box: bool) -> tuple[list[_Result], float]: ...


class _Engine(Protocol):
    text_det: _Detector
    text_rec: _Recogniser


@cache
def _engine() -> _Engine:
    """The recogniser of this process; its models are in the wheel, loading takes half a second."""
    # ONNX Runtime reports its use to its maker unless told not to before it is loaded.
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    from rapidocr_onnxruntime import RapidOCR

    engine: _Engine = RapidOCR(intra_op_num_threads=_THREADS, inter_op_num_threads=1)
    return engine


def read_image_page(image: Image, number: int, width: float, height: float) -> Page:
    """Read a page picture (RGB) of any resolution; `width` and `height` are the shown page's size in points.

    Words carry the recogniser's confidence (of a figure: that of its worst character); a figure that two
    readings disagree on stays below 0.6, a mended one below 0.8. A picture without text gives no words.
    """
    shorter, longer = sorted(image.shape[:2])
    if shorter < _SMALLEST_SIDE or longer > _SLENDEREST * shorter:
        return Page(number, width, height, (), (), Source.OCR)
    factor = min(1.0, _LONGEST_SIDE / longer)
    if factor < 1.0:
        image = _resized(image, factor)
    scale = image.shape[1] / width
    turns = _quarter_turns(image, scale)
    upright = np.ascontiguousarray(np.rot90(image, turns))
    level, back = straighten(upright)
    ruling = find_ruling(level, scale)
    clean = without_rules(level, ruling, scale)
    words = tuple(_words(clean, ruling, scale))
    if turns % 2:
        width, height = height, width
    frame = _frame(turns, back, scale, (image.shape[1], image.shape[0]))
    return Page(number, width, height, words, tuple(_rules(ruling, scale)), Source.OCR, frame)


def _resized(image: Image, factor: float) -> Image:
    return np.asarray(
        cv2.resize(image, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA), dtype=np.uint8
    )


def _frame(turns: int, back: Matrix, scale: float, size: tuple[int, int]) -> Frame:
    """From points of the levelled page to points of the shown one: undo the levelling, then the turns."""
    width, height = size
    unturned = {
        0: [[1, 0, 0], [0, 1, 0]],
        1: [[0, -1, width], [1, 0, 0]],
        2: [[-1, 0, width], [0, -1, height]],
        3: [[0, 1, 0], [-1, 0, height]],
    }[turns]
    (a, b, c), (d, e, f) = (np.array(unturned) @ np.vstack([back, [0, 0, 1]])).tolist()
    return Frame(a, b, c / scale, d, e, f / scale)


def _quarter_turns(image: Image, scale: float) -> int:
    """How often the picture must be turned left by 90 degrees for its text to be upright."""
    boxes = list(_detect(image, scale, _TURN_DPI))
    if not boxes:
        return 0
    lying = sum(box.width for box in boxes if box.width > 1.5 * box.height)
    standing = sum(box.height for box in boxes if box.height > 1.5 * box.width)
    turns = 1 if standing > 2 * lying else 0
    lines = [box for box in boxes if 3 < _length(box) < 12]
    telling = sorted(lines, key=lambda box: box.width * box.height)[-4:]
    crops = [np.rot90(image[box.top : box.bottom, box.x0 : box.x1], turns) for box in telling]
    upright, inverted = _recognise(crops), _recognise([np.rot90(crop, 2) for crop in crops])
    return turns if _worth(upright) >= _worth(inverted) else turns + 2


def _length(box: Box) -> float:
    """How often the longer side holds the shorter one: the characters of a line, about."""
    return max(box.width, box.height) / max(1, min(box.width, box.height))


def _worth(readings: Sequence[Reading]) -> float:
    return sum(len(reading.text) * reading.confidence**2 for reading in readings)


def _rules(ruling: Ruling, scale: float) -> Iterator[Rule]:
    half = _RULE_WIDTH / 2
    for line in ruling.across:
        at = line.at / scale
        yield Rule(BBox(line.start / scale, at - half, line.end / scale, at + half))
    for line in ruling.down:
        at = line.at / scale
        yield Rule(BBox(at - half, line.start / scale, at + half, line.end / scale))


def _words(clean: Image, ruling: Ruling, scale: float) -> Iterator[Word]:
    ink = without_specks(ink_of(clean), scale)
    pieces = [piece for box in _detect(clean, scale, _DETECT_DPI) for piece in cut_at_rules(box, ink, ruling)]
    if not pieces:
        return
    em = float(np.median([piece.box.height for piece in pieces]))
    pieces = joined(pieces, em)
    found = passed_over(pieces, ink, ruling, em)
    pieces = joined(pieces + found, em)
    for piece, reading in zip(pieces, _read(clean, ink, pieces, em), strict=True):
        unsure = piece in found and not (is_amount(reading.text) and clear_of_sides(piece, em))
        if reading.text and reading.confidence >= _least_confidence(reading.text, unsure):
            box = BBox(*(side / scale for side in piece.box))
            yield Word(reading.text, box, piece.box.height / scale, round(reading.confidence, 3))


def _least_confidence(text: str, unsure: bool) -> float:
    """A poorly legible figure is given, its confidence flags it: a blank cell would say nothing reported."""
    if is_amount(text) and len(text) >= _FIGURE_LENGTH:
        return _MIN_FIGURE
    return _MIN_FOUND if unsure else _MIN_CONFIDENCE


def _detect(image: Image, scale: float, dpi: int) -> Iterator[Box]:
    """Boxes around lines of text, looked for at a resolution of `dpi`."""
    factor = min(1.0, dpi / 72 / scale, math.sqrt(_MOST_DETECTED / (image.shape[0] * image.shape[1])))
    quads, _ = _engine().text_det(_resized(image, factor))
    for quad in quads if quads is not None else ():
        (x0, top), (x1, bottom) = quad.min(axis=0) / factor, quad.max(axis=0) / factor
        yield Box(max(0, int(x0)), max(0, int(top)), int(np.ceil(x1)), int(np.ceil(bottom)))


def _read(clean: Image, ink: Image, pieces: Sequence[Piece], em: float) -> list[Reading]:
    """One reading a piece; of doubtful figures the outcome of two or three, from differently cut pictures."""
    readings = _recognise([_crop(clean, piece, em, 0.12, 0.25) for piece in pieces])
    lines_of = Counter(piece.cell for piece in pieces)
    for place, piece in enumerate(pieces):
        if lines_of[piece.cell] == 1 and is_dash(piece, ink, em):
            readings[place] = Reading(dash_of_width(piece.box.width / em), _DASH_CONFIDENCE)
    doubtful = [place for place, reading in enumerate(readings) if _doubtful(reading)]
    seconds = _recognise([_resized(_crop(clean, pieces[place], em, 0.2, 1.0), 1.5) for place in doubtful])
    again = dict(zip(doubtful, seconds, strict=True))
    disputed = [place for place in doubtful if not agree(readings[place], again[place])]
    thirds = _recognise([_smoothed(_crop(clean, pieces[place], em, 0.3, 0.6)) for place in disputed])
    votes = dict(zip(disputed, thirds, strict=True))
    for place in doubtful:
        readings[place] = settle(readings[place], again[place], votes.get(place))
    return _incomplete_flagged(pieces, readings)


def _doubtful(reading: Reading) -> bool:
    """Whether a figure must be read again. Of readings surer than this none was wrong on degraded scans."""
    sure = reading.confidence >= _SURE and is_amount(reading.text)
    return looks_numeric(reading.text) and not sure


def _incomplete_flagged(pieces: Sequence[Piece], readings: Sequence[Reading]) -> list[Reading]:
    """Labels too wide for their characters lose confidence: the recogniser drops what it does not know."""

    def pitch(piece: Piece, reading: Reading) -> float | None:
        if len(reading.text) < 2 or not all("\u4e00" <= char <= "\u9fff" for char in reading.text):
            return None
        return piece.box.width / len(reading.text) / piece.box.height

    pitches = [pitch(piece, reading) for piece, reading in zip(pieces, readings, strict=True)]
    known = [value for value in pitches if value is not None]
    usual = median(known) if known else 0.0
    return [
        Reading(reading.text, min(reading.confidence, _INCOMPLETE))
        if value and value > 1.2 * usual
        else reading
        for reading, value in zip(readings, pitches, strict=True)
    ]


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


def _smoothed(crop: Image) -> Image:
    """The same print at twice the size without its grain: another picture to the recogniser."""
    big = cv2.resize(crop, None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC)
    return np.asarray(cv2.GaussianBlur(big, (0, 0), 1.5), dtype=np.uint8)


def _recognise(crops: list[Image]) -> list[Reading]:
    if not crops:
        return []
    results, _ = _engine().text_rec(crops, True)
    return [_reading(text, mean, details[4]) for text, mean, details in results]


def _reading(text: str, mean: float, each: Sequence[float]) -> Reading:
    """A wrong digit must not hide behind sure ones beside it: a figure is worth its worst character."""
    text = text.strip()
    return Reading(text, min(each, default=0.0) if looks_numeric(text) else mean)
