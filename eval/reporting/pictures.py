"""Evidence pictures for the report: parts of pages with the cited and the expected places boxed."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from PIL import Image, ImageDraw

from eval.outcome import Item
from eval.printed import Printed
from index.errors import DisclosureQAError
from index.pictures import page_picture
from index.store.facts import FactStore
from index.types import BBox

SCALE: Final = 1.3  # pixels a point: readable, and a page part stays near 10 kB
MARGIN: Final = 55.0  # points shown above and below the boxes
REACH: Final = 260.0  # points between two boxes that are still shown in one part
AIR: Final = 2.0
MOST: Final = 4  # parts an item
QUALITY: Final = 40  # half the bytes of a PNG, and figures stay sharp
CITED: Final = (200, 30, 30)
EXPECTED: Final = (0, 120, 60)
_KEPT_PAGES: Final = 16


@dataclass(frozen=True, slots=True)
class Place:
    """A box on a page: cited by the answer, or expected by the gold (or both, as two places)."""

    doc_id: str
    page: int
    box: BBox
    expected: bool


@dataclass(frozen=True, slots=True)
class Picture:
    """A part of a page as a data URI."""

    source: str
    title: str
    width: int
    height: int


class Pictures:
    """Draws for one run over one index."""

    def __init__(self, store: FactStore) -> None:
        self._store = store
        self._printed = Printed(store)
        self._page = lru_cache(maxsize=_KEPT_PAGES)(self._rendered)

    def of(self, item: Item) -> list[Picture]:
        """The cited and the expected places of an item; fewer where a page cannot be drawn."""
        parts = list(_parts([*self._expected(item), *_cited(item)]))[:MOST]
        drawn = (self._drawn(part) for part in parts)
        return [picture for picture in drawn if picture is not None]

    def _expected(self, item: Item) -> Iterator[Place]:
        """One place for each group of evidence: the one that is cited, else the first."""
        cited = {(place.doc_id, place.page, place.box) for place in _cited(item)}
        for group in sorted({row.group for row in item.case.evidence}):
            rows = (row for row in item.case.evidence if row.group == group)
            found = [
                Place(place.doc_id, place.page, place.bbox, True)
                for row in rows
                for place in self._printed.places(row)
            ]
            if found:
                yield next((p for p in found if (p.doc_id, p.page, p.box) in cited), found[0])

    def _drawn(self, places: Sequence[Place]) -> Picture | None:
        page = self._page(places[0].doc_id, places[0].page)
        if page is None:
            return None
        picture = page.copy()
        pen = ImageDraw.Draw(picture)
        for place in places:
            _outline(pen, place)
        top = max(0, round((min(place.box.top for place in places) - MARGIN) * SCALE))
        bottom = round((max(place.box.bottom for place in places) + MARGIN) * SCALE)
        picture = picture.crop((0, top, picture.width, min(picture.height, max(bottom, top + 1))))
        title = f"{places[0].doc_id} p. {places[0].page}"
        return Picture(_data_uri(picture), title, picture.width, picture.height)

    def _rendered(self, doc_id: str, page: int) -> Image.Image | None:
        try:
            return page_picture(self._store, doc_id, page, scale=SCALE)
        except DisclosureQAError:
            return None  # the copy is gone or too large to draw: the report names the place all the same


def _cited(item: Item) -> list[Place]:
    citations = item.answer.citations if item.answer else ()
    return [Place(found.doc_id, found.page, found.bbox, False) for found in citations]


def _parts(places: Sequence[Place]) -> Iterator[list[Place]]:
    """Places that are shown together: on one page and not far from each other. Expected ones come first."""
    left = list(places)
    while left:
        part = [left.pop(0)]
        for place in tuple(left):
            near = abs(place.box.top - part[0].box.top) <= REACH
            if near and (place.doc_id, place.page) == (part[0].doc_id, part[0].page):
                part.append(place)
                left.remove(place)
        yield part


def _outline(pen: ImageDraw.ImageDraw, place: Place) -> None:
    # The expected box is a little larger, so that both lines show where they are the same cell.
    air = AIR * 2 if place.expected else AIR / 2
    box = place.box
    corners = (box.x0 - air, box.top - air, box.x1 + air, box.bottom + air)
    scaled = tuple(edge * SCALE for edge in corners)
    pen.rectangle(scaled, outline=EXPECTED if place.expected else CITED, width=2)


def _data_uri(picture: Image.Image) -> str:
    webp = io.BytesIO()
    picture.save(webp, "WEBP", quality=QUALITY)
    return f"data:image/webp;base64,{base64.b64encode(webp.getvalue()).decode('ascii')}"
