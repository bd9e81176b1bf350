"""Ink of a page image -> pieces: one line of text of one cell each, so that no word crosses a rule."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import cv2
import numpy as np

from index.reading.image_rules import Image, Ruling


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


def without_specks(ink: Image, scale: float) -> Image:
    """Ink without dots too small to be a decimal point."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    keep = stats[:, cv2.CC_STAT_AREA] >= 0.5 * scale * scale
    keep[0] = False
    return np.asarray(keep[labels[...]] * np.uint8(255), dtype=np.uint8) if count > 1 else ink


def cut_at_rules(box: Box, ink: Image, ruling: Ruling) -> Iterator[Piece]:
    """The parts of a detected box that lie in different cells, each shrunk to its ink."""
    middle = (box.top + box.bottom) / 2
    xs = [round(line.at) for line in ruling.down if box.x0 < line.at < box.x1 and line.reaches(middle)]
    edges = [box.x0, *xs, box.x1]
    for x0, x1 in pairwise(edges):
        across = (x0 + x1) / 2
        ys = [
            round(line.at)
            for line in ruling.across
            if box.top < line.at < box.bottom and line.reaches(across)
        ]
        levels = [box.top, *ys, box.bottom]
        for top, bottom in pairwise(levels):
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


def joined(pieces: Sequence[Piece], em: float) -> list[Piece]:
    """Parts of one line of one cell that the detector tore apart; `em` is the usual height of a line."""
    lines: list[Piece] = []
    for piece in sorted(pieces, key=lambda p: p.box.x0):
        for place, line in enumerate(lines):
            if line.cell == piece.cell and _continues(line.box, piece.box, em):
                a, b = line.box, piece.box
                box = Box(a.x0, min(a.top, b.top), max(a.x1, b.x1), max(a.bottom, b.bottom))
                lines[place] = Piece(box, line.cell)
                break
        else:
            lines.append(piece)
    return lines


def _continues(a: Box, b: Box, em: float) -> bool:
    overlap = min(a.bottom, b.bottom) - max(a.top, b.top)
    return b.x0 - a.x1 < 0.8 * max(a.height, b.height, 0.6 * em) and overlap > 0.6 * min(a.height, b.height)


def passed_over(pieces: Sequence[Piece], ink: Image, ruling: Ruling, em: float) -> list[Piece]:
    """Ink inside cells that no detected box covers: single characters and dashes, mostly."""
    rest = ink.copy()
    margin = round(em / 10)  # more would eat into the next line of a wrapped label
    for piece in pieces:
        box = piece.box
        rest[max(0, box.top - margin) : box.bottom + margin, max(0, box.x0 - margin) : box.x1 + margin] = 0
    reach = max(3, round(em * 0.6))
    count, _, stats, _ = cv2.connectedComponentsWithStats(
        cv2.dilate(rest, np.ones((reach, reach), np.uint8)), connectivity=8
    )
    boxes = (
        Box(left, top, left + width, top + height) for left, top, width, height, _ in stats[1:count].tolist()
    )
    return [
        piece
        for box in boxes
        for piece in cut_at_rules(box, rest, ruling)
        if piece.cell and (is_dash(piece, rest, em) or 0.5 * em <= piece.box.height <= 2 * em)
    ]


def is_dash(piece: Piece, ink: Image, em: float) -> bool:
    """Whether a piece is one level stroke in the middle of its cell; remains of a rule lie at its sides."""
    if piece.cell is None:
        return False
    box, (_, top, _, bottom) = piece.box, piece.cell
    place = ((box.top + box.bottom) / 2 - top) / max(1.0, bottom - top)
    return (
        box.height < 0.25 * em
        and box.width >= max(0.25 * em, 2.2 * box.height)
        and 0.25 < place < 0.75
        and clear_of_sides(piece, em)
        and float(ink[box.top : box.bottom, box.x0 : box.x1].mean()) > 0.6 * 255
    )


def clear_of_sides(piece: Piece, em: float) -> bool:
    """Whether there is paper between the ink and the upright sides of its cell."""
    if piece.cell is None:
        return True
    left, _, right, _ = piece.cell
    return min(piece.box.x0 - left, right - piece.box.x1) > 0.12 * em
