"""Pictures of pages with the cited cells outlined, from the copies kept in the data directory."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pypdfium2
from PIL import Image, ImageDraw

from index.errors import DamagedPdfError, FileMissingError, IndexStateError
from index.reading.rendering import render
from index.store.facts import FactStore
from index.types import BBox

SCALE = 2.0  # pixels a point: 144 dpi, sharp on ordinary screens
OUTLINE = (214, 40, 40, 190)
FILL = (255, 210, 0, 60)
LINE = 1.2  # points
AIR = 1.5  # points between a cell's characters and the line around them


def page_picture(
    store: FactStore, doc_id: str, page: int, boxes: Sequence[BBox] = (), scale: float = SCALE
) -> Image.Image:
    """Page `page` (1-based) as shown, each box filled and outlined half transparently.

    Boxes are in points as in `index.types`; `scale` is pixels a point. Raises UnknownDocumentError,
    FileMissingError (the copy is gone), IndexStateError (no such page, or one too large to draw),
    DamagedPdfError.
    """
    picture = _render(store.pdf_path(doc_id), page, scale)
    layer = Image.new("RGBA", picture.size, (0, 0, 0, 0))
    pen = ImageDraw.Draw(layer)
    for box in boxes:
        corners = (
            (box.x0 - AIR) * scale,
            (box.top - AIR) * scale,
            (box.x1 + AIR) * scale,
            (box.bottom + AIR) * scale,
        )
        pen.rectangle(corners, fill=FILL, outline=OUTLINE, width=max(1, round(LINE * scale)))
    return Image.alpha_composite(picture, layer).convert("RGB")


def crop_around(picture: Image.Image, box: BBox, scale: float = SCALE, margin: float = 90) -> Image.Image:
    """The part of a page picture around a box: the full width, and `margin` points above and below."""
    top = max(0, round((box.top - margin) * scale))
    bottom = min(picture.height, round((box.bottom + margin) * scale))
    return picture.crop((0, top, picture.width, max(bottom, top + 1)))


def _render(path: Path, page: int, scale: float) -> Image.Image:
    if not path.is_file():
        raise FileMissingError(
            f"数据目录里没有 {path.name} 的副本：请用 `python -m index build 文件` 重新收录。"
        )
    try:
        picture = render(path, page, scale)
    except pypdfium2.PdfiumError as error:
        raise DamagedPdfError(f"{path.name}：副本已损坏（{error}），请重新收录。") from error
    if picture is None:
        raise IndexStateError(f"{path.name} 没有第 {page} 页，或该页没有可显示的内容：请检查页码。")
    if picture.scale < scale:
        raise IndexStateError(f"{path.name} 第 {page} 页的幅面太大，不能显示图片：请直接打开原文件查看。")
    return picture.image.convert("RGBA")
