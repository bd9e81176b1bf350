"""Pictures of PDF pages, never larger than memory allows: a page may be 200 inches wide, or say so."""

from __future__ import annotations

import math
from pathlib import Path
from threading import Lock
from typing import Final, NamedTuple

import pypdfium2
from PIL import Image

MOST_PIXELS: Final = 40_000_000
LONGEST_SIDE: Final = 32_000  # pixels

# PDFium keeps state for the whole process and must not be entered twice at a time.
_pdfium = Lock()


class Picture(NamedTuple):
    """An RGB image, and how many of its pixels are a point."""

    image: Image.Image
    scale: float


def render(path: Path, page: int, scale: float, most: int = MOST_PIXELS) -> Picture | None:
    """Page `page` (1-based) as viewers show it, at `scale` pixels a point or as many as `most` allows.

    None where there is no such page or nothing of it is shown. Raises pypdfium2.PdfiumError, OSError.
    """
    with _pdfium:
        document = pypdfium2.PdfDocument(path)
        try:
            if not 1 <= page <= len(document):
                return None
            sheet = document[page - 1]
            _undo_a_crop_that_shows_nothing(sheet)
            width, height = sheet.get_size()
            if not (0 < width < math.inf and 0 < height < math.inf):
                return None
            scale = min(scale, math.sqrt(most / (width * height)), LONGEST_SIDE / max(width, height))
            image: Image.Image = sheet.render(scale=scale).to_pil()
            return Picture(image.convert("RGB"), scale)
        finally:
            document.close()


def _undo_a_crop_that_shows_nothing(sheet: pypdfium2.PdfPage) -> None:
    if 0 in sheet.get_size():
        sheet.set_cropbox(*sheet.get_mediabox())
