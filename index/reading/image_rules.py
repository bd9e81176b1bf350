"""The drawn lines of a page image, and the picture set straight so that they are level.

Pixels in, pixels out: `ocr.py` turns them into points. Lengths that decide what counts as a line are given in
points and scaled by the resolution of the image, so that 100 and 300 dpi scans are treated alike.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

Image = npt.NDArray[np.uint8]
Matrix = npt.NDArray[np.float64]

MAX_SKEW = 5.0  # degrees; a sheet further off than this was not fed by a scanner
_SAMPLE = 60_000  # ink pixels that the skew is estimated from; more do not sharpen it
_PIECE = 8.0  # points: shortest straight run that may be a piece of a line
_LONG = 45.0  # points: a line of this length needs no crossing lines to be believed
_SOLID = 25.0  # points: and it must hold an unbroken run of this length, which a line of text does not
_THICK = 4.0  # points: anything thicker is a filled area, not a line
_GAP = 3.0  # points: breaks in a line that are closed, and how far an end may miss its crossing
_TOUCH = (
    0.7  # points: how far a short line may end before the lines that it hangs on; strokes of text stay off
)
_WHITE = 255


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line in pixels: at `at`, from `start` to `end` along its own axis."""

    at: float
    start: float
    end: float
    solid: float = 0.0  # its longest unbroken run

    @property
    def length(self) -> float:
        """Pixels from end to end."""
        return self.end - self.start

    def reaches(self, place: float, slack: float = 0.0) -> bool:
        """Whether the line passes `place` on its own axis."""
        return self.start - slack <= place <= self.end + slack


@dataclass(frozen=True, slots=True)
class Ruling:
    """The lines of a page image: `across` are horizontal (`at` is a y), `down` vertical (`at` is an x)."""

    across: tuple[Line, ...]
    down: tuple[Line, ...]

    def cell_around(self, x: float, y: float) -> tuple[float, float, float, float] | None:
        """The four sides (x0, top, x1, bottom) of the cell that holds the point; None outside of any."""
        left = max((line.at for line in self.down if line.at <= x and line.reaches(y)), default=None)
        right = min((line.at for line in self.down if line.at > x and line.reaches(y)), default=None)
        top = max((line.at for line in self.across if line.at <= y and line.reaches(x)), default=None)
        bottom = min((line.at for line in self.across if line.at > y and line.reaches(x)), default=None)
        if left is None or right is None or top is None or bottom is None:
            return None
        return left, top, right, bottom


def ink_of(image: Image) -> Image:
    """255 where something is printed, 0 on paper; thresholds follow the local background."""
    gray = cv2.cvtColor(image, cv2.COLOR_RGB2GRAY) if image.ndim == 3 else image
    smooth = cv2.GaussianBlur(gray, (3, 3), 0)
    block = max(15, round(min(gray.shape) / 40) | 1)
    ink = cv2.adaptiveThreshold(smooth, _WHITE, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, block, 18)
    return np.asarray(ink, dtype=np.uint8)


def straighten(image: Image) -> tuple[Image, Matrix]:
    """Level the page; the 2x3 matrix leads from pixels of the levelled image back to those of `image`.

    Horizontal and vertical lines are levelled each by itself (a feeder shears as well as turns); where no
    vertical lines tell, the page is only turned.
    """
    ink = ink_of(image)
    tilt = _slope(_runs(ink, horizontal=True), ink)
    uprights = np.ascontiguousarray(_runs(ink, horizontal=False).T)
    lean = _slope(uprights, None) if np.count_nonzero(uprights) > _SAMPLE // 20 else -tilt
    if abs(tilt + lean) > 0.02:  # more than about one degree of shear is no feeder: do not trust it
        lean = -tilt
    height, width = image.shape[:2]
    # Columns are where the level x and y axes point to in the original picture.
    axes = np.array(
        [
            [np.cos(np.arctan(tilt)), np.sin(np.arctan(lean))],
            [np.sin(np.arctan(tilt)), np.cos(np.arctan(lean))],
        ]
    )
    centre = np.array([width / 2, height / 2])
    back = np.hstack([axes, (centre - axes @ centre)[:, None]])
    if max(abs(tilt), abs(lean)) < 0.0003:
        return image, np.array([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0]])
    level = cv2.warpAffine(
        image,
        back,
        (width, height),
        flags=cv2.INTER_CUBIC | cv2.WARP_INVERSE_MAP,
        borderMode=cv2.BORDER_REPLICATE,
    )
    return np.asarray(level, dtype=np.uint8), back


def find_ruling(image: Image, scale: float) -> Ruling:
    """The lines of a levelled image. `scale` is pixels per point."""
    ink = ink_of(image)
    found_across, found_down = _lines(ink, scale), _lines(np.ascontiguousarray(ink.T), scale)
    across: list[Line] = []
    down: list[Line] = []
    for _ in range(4):  # short lines hang on long ones, and then on one another
        across = _believable(found_across, down, scale)
        down = _believable(found_down, across, scale)
    return Ruling(tuple(_fitted(across, down, scale)), tuple(_fitted(down, across, scale)))


def without_rules(image: Image, ruling: Ruling, scale: float) -> Image:
    """The image with its lines painted over in the colour of the paper, so that they touch no character."""
    ink = ink_of(image)
    mask = np.zeros(ink.shape, dtype=np.uint8)
    reach = max(1, round(scale))
    for horizontal, lines in ((True, ruling.across), (False, ruling.down)):
        runs = _runs(ink, horizontal=horizontal, length=max(5, round(_PIECE * scale)))
        for line in lines:
            along = slice(max(0, round(line.start) - reach), round(line.end) + reach + 1)
            beside = slice(max(0, round(line.at) - reach), round(line.at) + reach + 1)
            where = (beside, along) if horizontal else (along, beside)
            mask[where] |= runs[where]
    mask = np.asarray(cv2.dilate(mask, np.ones((3, 3), np.uint8)), dtype=np.uint8)
    clean = image.copy()
    clean[mask > 0] = _paper(image)[mask > 0]
    return clean


def _paper(image: Image) -> Image:
    """The page without its print: every pixel takes the brightness that is usual around it."""
    small = cv2.resize(image, None, fx=0.125, fy=0.125, interpolation=cv2.INTER_AREA)
    small = cv2.medianBlur(cv2.dilate(small, np.ones((3, 3), np.uint8)), 5)
    return np.asarray(cv2.resize(small, (image.shape[1], image.shape[0])), dtype=np.uint8)


def _runs(ink: Image, *, horizontal: bool, length: int = 15) -> Image:
    """Ink that goes on for `length` pixels in one direction; one pixel of drift is allowed for."""
    along, beside = (length, 1), (1, 3)
    if not horizontal:
        along, beside = along[::-1], beside[::-1]
    thick = cv2.dilate(ink, cv2.getStructuringElement(cv2.MORPH_RECT, beside))
    opened = cv2.morphologyEx(thick, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, along))
    return np.asarray(cv2.bitwise_and(opened, ink), dtype=np.uint8)


def _slope(runs: Image, fallback: Image | None) -> float:
    """dy/dx of the lines in a picture: the shear under which its ink falls into the fewest rows."""
    source = runs if fallback is None or np.count_nonzero(runs) > _SAMPLE // 20 else fallback
    ys, xs = np.nonzero(source)
    if len(ys) < 200:
        return 0.0
    step = max(1, len(ys) // _SAMPLE)
    points_y, points_x = ys[::step].astype(np.float64), xs[::step] - source.shape[1] / 2
    best, limit = 0.0, float(np.tan(np.radians(MAX_SKEW)))
    for span, count, row in ((limit, 101, 3.0), (limit / 40, 21, 2.0), (limit / 400, 21, 1.0)):
        slopes = best + np.linspace(-span, span, count)
        best = max((float(s) for s in slopes), key=lambda s: _peakedness(points_y - s * points_x, row))
    found, level = _peakedness(points_y - best * points_x, 1.0), _peakedness(points_y, 1.0)
    return best if found > 1.03 * level else 0.0  # what gains next to nothing is not worth a resampling


def _peakedness(offsets: npt.NDArray[np.float64], row: float) -> float:
    bins = np.floor((offsets - offsets.min()) / row).astype(np.int64)
    counts = np.bincount(bins).astype(np.float64)
    return float(np.square(counts).sum())


def _lines(ink: Image, scale: float) -> list[Line]:
    """Horizontal lines of `ink`, broken ones joined."""
    runs = _runs(ink, horizontal=True, length=max(5, round(_PIECE * scale)))
    count, _, stats, _ = cv2.connectedComponentsWithStats(runs, connectivity=8)
    pieces = [
        Line(top + (height - 1) / 2, left, left + width, width)
        for left, top, width, height, _area in stats[1:count].tolist()
        if height <= _THICK * scale and width >= 4 * height
    ]
    return _joined(pieces, scale)


def _joined(pieces: list[Line], scale: float) -> list[Line]:
    """Pieces that continue one another become one line; doubled edges of one line too."""
    lines: list[Line] = []
    for piece in sorted(pieces, key=lambda line: line.start):
        for place, line in enumerate(lines):
            if abs(line.at - piece.at) <= 0.9 * scale and piece.start - line.end <= _GAP * scale:
                weight = line.length + piece.length
                at = (line.at * line.length + piece.at * piece.length) / weight
                lines[place] = Line(at, line.start, max(line.end, piece.end), max(line.solid, piece.solid))
                break
        else:
            lines.append(piece)
    return lines


def _believable(lines: list[Line], crossing: list[Line], scale: float) -> list[Line]:
    """Without strokes of characters: a short line must touch believed lines at both ends."""
    touch, overshoot = _TOUCH * scale, _GAP * scale

    def held(line: Line, end: float) -> bool:
        return any(
            abs(other.at - end) <= overshoot
            and line.reaches(other.at, touch)
            and other.reaches(line.at, touch)
            for other in crossing
        )

    return [
        line
        for line in lines
        if (line.length >= _LONG * scale and line.solid >= _SOLID * scale)
        or (held(line, line.start) and held(line, line.end))
    ]


def _fitted(lines: list[Line], crossing: list[Line], scale: float) -> list[Line]:
    """Ends that nearly meet a crossing line are moved onto it."""
    slack = _GAP * scale

    def moved(line: Line, end: float) -> float:
        near = [
            other.at for other in crossing if abs(other.at - end) <= slack and other.reaches(line.at, slack)
        ]
        return min(near, key=lambda at: abs(at - end), default=end)

    fitted = (Line(line.at, moved(line, line.start), moved(line, line.end), line.solid) for line in lines)
    return sorted(fitted, key=lambda line: (line.at, line.start))
