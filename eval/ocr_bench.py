"""How well page images are read: figures and texts of truth cells against the words found in those cells.

Usage: python -m eval.ocr_bench FOLDER [--skew DEG] [--dpi N] [--jpeg Q] [--noise SIGMA] [--verbose]
FOLDER holds PDFs and truth/NAME.json (tables with "scanned": true are read). Every page is rendered at
200 dpi (or --dpi), degraded as asked, and read; the grid is made from the rules that were found, so a
missing rule costs the cells beside it. Printed: exact figures, exact texts, wrong figures that were
not flagged (confidence >= 0.8), and seconds of wall clock and CPU for a page.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt
import pypdfium2

from index.page import Page, Word
from index.reading.image_rules import Line, Ruling
from index.reading.ocr import read_image_page

Image = npt.NDArray[np.uint8]
FIGURE = re.compile(r"-?[\d,]+(?:\.\d+)?%?")
FLAGGED = 0.8  # a figure below this confidence is shown as doubtful


@dataclass(frozen=True, slots=True)
class Damage:
    """What is done to a page picture before it is read."""

    skew: float = 0.0
    dpi: int = 200
    jpeg: int | None = None
    noise: float = 0.0

    def applied(self, image: Image) -> Image:
        """The damaged picture."""
        height, width = image.shape[:2]
        turn = cv2.getRotationMatrix2D((width / 2, height / 2), self.skew, 1)
        image = np.asarray(
            cv2.warpAffine(image, turn, (width, height), borderMode=cv2.BORDER_REPLICATE), dtype=np.uint8
        )
        grain = np.random.default_rng(1).normal(0, self.noise, image.shape[:2])[..., None]
        image = np.clip(image + grain, 0, 255).astype(np.uint8)
        if self.jpeg is not None:
            _, packed = cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, self.jpeg])
            image = np.asarray(cv2.imdecode(packed, cv2.IMREAD_COLOR), dtype=np.uint8)
        return image


@dataclass(slots=True)
class Score:
    """Counts over the cells of the pages read; times are seconds per page."""

    figures: int = 0
    figures_right: int = 0
    unflagged: int = 0
    flagged_right: int = 0
    texts: int = 0
    texts_right: int = 0
    false_cells: int = 0
    broken_grids: int = 0
    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    misses: list[str] = field(default_factory=list)


def ruling_of(page: Page) -> Ruling:
    """The rules of a page, in points, as lines that know the cell around a place."""
    across, down = [], []
    for rule in page.rules:
        box = rule.bbox
        if rule.horizontal:
            across.append(Line((box.top + box.bottom) / 2, box.x0, box.x1))
        else:
            down.append(Line((box.x0 + box.x1) / 2, box.top, box.bottom))
    return Ruling(tuple(across), tuple(down))


def steps(lines: Sequence[Line]) -> list[float]:
    """The places of parallel lines, each once."""
    found: list[float] = []
    for at in sorted(line.at for line in lines):
        if not found or at - found[-1] > 2:
            found.append(at)
    return found


def cells_read(page: Page, rows: int, cols: int) -> list[list[list[Word]]] | None:
    """The words of every grid position; None where the rules do not give a grid of that size."""
    ruling = ruling_of(page)
    xs, ys = steps(ruling.down), steps(ruling.across)
    if len(xs) != cols + 1 or len(ys) != rows + 1:
        return None
    words = [
        (word, ruling.cell_around((word.bbox.x0 + word.bbox.x1) / 2, (word.bbox.top + word.bbox.bottom) / 2))
        for word in page.words
    ]
    grid = []
    for top, bottom in pairwise(ys):
        row = []
        for x0, x1 in pairwise(xs):
            cell = ruling.cell_around((x0 + x1) / 2, (top + bottom) / 2)
            row.append([word for word, home in words if cell and home == cell])
        grid.append(row)
    return grid


def compare(score: Score, place: str, truth: list[list[str]], page: Page) -> None:
    """Count one page's cells into the score."""
    read = cells_read(page, len(truth), len(truth[0]))
    if read is None:
        score.broken_grids += 1
        lines = ruling_of(page)
        score.misses.append(
            f"{place}: grid {len(truth)}x{len(truth[0])}, rules give "
            f"{len(steps(lines.across)) - 1}x{len(steps(lines.down)) - 1}"
        )
    for r, row in enumerate(truth):
        for c, text in enumerate(row):
            words = sorted(read[r][c], key=lambda w: (round(w.bbox.top / 4), w.bbox.x0)) if read else []
            _count(score, f"{place} row {r} col {c}", text, words)


def _count(score: Score, place: str, text: str, words: Sequence[Word]) -> None:
    wanted, got = re.sub(r"\s", "", text), re.sub(r"\s", "", "".join(word.text for word in words))
    doubtful = any(word.confidence < FLAGGED for word in words)
    if not wanted:
        score.false_cells += bool(got)
    elif FIGURE.fullmatch(wanted):
        score.figures += 1
        score.figures_right += got == wanted
        score.flagged_right += got == wanted and doubtful
        score.unflagged += got != wanted and not doubtful
    else:
        score.texts += 1
        score.texts_right += got == wanted
    if got != wanted:
        sure = ",".join(f"{word.confidence:.2f}" for word in words)
        score.misses.append(f"{place}: {wanted!r} read as {got!r} ({sure})")


def scanned_pages(folder: Path) -> Iterator[tuple[Path, int, list[list[str]]]]:
    """PDF, page number and true grid of every one-page scanned table."""
    for truth in sorted((folder / "truth").glob("*.json")):
        for table in json.loads(truth.read_text(encoding="utf-8"))["tables"]:
            if table["scanned"] and len(table["pages"]) == 1:
                yield folder / f"{truth.stem}.pdf", table["pages"][0], table["grid"]


def bench(folder: Path, damage: Damage) -> Score:
    """Read every scanned page of the folder."""
    score = Score()
    for path, number, truth in scanned_pages(folder):
        document = pypdfium2.PdfDocument(path)
        sheet = document[number - 1]
        width, height = sheet.get_size()
        image = damage.applied(np.asarray(sheet.render(scale=damage.dpi / 72).to_pil().convert("RGB")))
        document.close()
        wall, cpu = time.perf_counter(), time.process_time()
        page = read_image_page(image, number, width, height)
        score.wall.append(time.perf_counter() - wall)
        score.cpu.append(time.process_time() - cpu)
        compare(score, f"{path.stem} p{number}", truth, page)
    return score


def report(score: Score) -> str:
    """The score in a few lines."""
    return "\n".join(
        [
            f"figures exact {score.figures_right}/{score.figures}, wrong and not flagged {score.unflagged}, "
            f"right but flagged {score.flagged_right}",
            f"texts exact {score.texts_right}/{score.texts}, words in blank cells {score.false_cells}, "
            f"grids not found {score.broken_grids}",
            f"seconds a page: median {np.median(score.wall):.2f}, most {max(score.wall):.2f}; "
            f"CPU median {np.median(score.cpu):.2f}",
        ]
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Command line; exit code 0."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--skew", type=float, default=0.0)
    parser.add_argument("--dpi", type=int, default=200)
    parser.add_argument("--jpeg", type=int)
    parser.add_argument("--noise", type=float, default=0.0)
    parser.add_argument("--verbose", action="store_true", help="print every cell that was read wrong")
    args = parser.parse_args(arguments)
    score = bench(args.folder, Damage(args.skew, args.dpi, args.jpeg, args.noise))
    if args.verbose:
        sys.stdout.write("\n".join(score.misses) + "\n")
    sys.stdout.write(report(score) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
