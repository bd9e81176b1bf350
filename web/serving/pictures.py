"""Page pictures with the cited place boxed, as PNG over HTTP."""

from __future__ import annotations

import io
from collections.abc import Callable
from enum import StrEnum

from fastapi import FastAPI, HTTPException, Response
from PIL import Image

from index.errors import DisclosureQAError
from index.pictures import SCALE, crop_around, page_picture
from index.store.facts import FactStore
from index.types import BBox


class View(StrEnum):
    """How much of the page is shown around the box."""

    PAGE = "page"  # all of it
    NEAR = "near"  # some rows and columns around the box
    CLOSE = "close"  # fewer columns, for a phone


# Points kept to the left and right of the box: usually the row's label and one or two more columns.
SIDES = {View.NEAR: (280, 160), View.CLOSE: (180, 100)}
MakePicture = Callable[[str, int, BBox, View], bytes]
# The address holds the file's content token, so a kept picture can never be of another file.
KEEP = "private, max-age=86400"


def draw_evidence(store: FactStore, doc_id: str, page: int, box: BBox, view: View) -> bytes:
    """A PNG of the page or of the part around the box. Raises what `page_picture` raises."""
    picture = page_picture(store, doc_id, page, (box,))
    if view in SIDES:
        picture = _between(crop_around(picture, box), box, *SIDES[view])
    png = io.BytesIO()
    picture.save(png, "PNG")
    return png.getvalue()


def _between(picture: Image.Image, box: BBox, left: float, right: float) -> Image.Image:
    """The columns around the box; near an edge of the page the width is kept and the view moves inwards."""
    width = min(picture.width, round((left + box.x1 - box.x0 + right) * SCALE))
    start = min(max(0, round((box.x0 - left) * SCALE)), picture.width - width)
    return picture.crop((start, 0, start + width, picture.height))


def serve_pictures(server: FastAPI, make: MakePicture) -> None:
    """Add the route. `make` gets doc_id, page, box in points and the view, and gives a PNG."""

    # FastAPI runs a plain function in a thread, so that drawing does not hold up the chat.
    @server.get("/page-pictures/{doc_id}/{page}.png", include_in_schema=False)
    def picture(doc_id: str, page: int, box: str, view: View = View.PAGE) -> Response:
        try:
            png = make(doc_id, page, _box(box), view)
        except DisclosureQAError as error:
            raise HTTPException(404, str(error)) from error
        return Response(png, media_type="image/png", headers={"Cache-Control": KEEP})


def _box(text: str) -> BBox:
    try:
        x0, top, x1, bottom = (float(part) for part in text.split(","))
    except ValueError as error:
        raise HTTPException(422, "box: x0,top,x1,bottom") from error
    return BBox(x0, top, x1, bottom)
