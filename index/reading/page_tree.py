"""The pages of an opened PDF, in the order of viewers, and the part of each that viewers show.

pdfminer walks the page tree recursively and passes over a page that the tree lists twice, which shifts the
numbers of all pages after it; and neither it nor pdfplumber mends broken boxes as viewers do.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final, NamedTuple, cast

from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import PDFObjRef, list_value, resolve1

_LETTER: Final = (0.0, 0.0, 612.0, 792.0)  # what viewers take where the MediaBox says nothing
_LEAST: Final = 1e-3  # points; a side below this shows nothing

Attributes = dict[str, object]
_NO_MORE: Final = object()
_Box = tuple[float, float, float, float]


class Shown(NamedTuple):
    """The part of a page that is shown: its place on the turned media box, from the top left, in points."""

    left: float
    top: float
    width: float
    height: float


def page_objects(document: PDFDocument, most: int) -> list[PDFPage]:
    """The pages, at most `most` + 1 of them, boxes and rotation mended; loops in the tree are left out."""
    pages = list(islice(_walk(document), most + 1))
    # A catalog without a page tree: pdfminer looks for pages among all objects.
    pages = pages or list(islice(PDFPage.create_pages(document), most + 1))
    for page in pages:
        _mend(page)
    return pages


def _walk(document: PDFDocument) -> Iterator[PDFPage]:
    """Depth first without recursion; `above` are the nodes that are being walked through."""
    above: set[object] = set()
    branches: list[tuple[object, Iterator[object], Attributes]] = [
        (None, iter([document.catalog.get("Pages")]), {})
    ]
    while branches:
        parent, kids, inherited = branches[-1]
        kid = next(kids, _NO_MORE)
        if kid is _NO_MORE:
            above.discard(parent)
            branches.pop()
            continue
        key = kid.objid if isinstance(kid, PDFObjRef) else None
        node = resolve1(kid)
        if not isinstance(node, dict) or key in above:
            continue
        attributes: Attributes = {**inherited, **node}
        if "Kids" in node:
            above.update({key} - {None})
            passed_on = {name: attributes[name] for name in PDFPage.INHERITABLE_ATTRS if name in attributes}
            branches.append((key, iter(list_value(node["Kids"])), passed_on))
        else:
            yield PDFPage(document, key, {**attributes, "Rotate": _rotation(attributes)}, None)


def _rotation(attributes: Attributes) -> int:
    """/Rotate as viewers take it: whole quarter turns (ISO 32000-1, table 30)."""
    rotation = resolve1(attributes.get("Rotate"))
    return int(rotation) // 90 * 90 % 360 if isinstance(rotation, int | float) else 0


def _mend(page: PDFPage) -> None:
    """A MediaBox with corners in order and an area, also where pdfplumber looks for it; no box outside it."""
    media = _ordered(page.mediabox)
    page.mediabox = media if _has_area(media) else _LETTER
    crop = _ordered(page.cropbox)
    crop = _common(crop, page.mediabox) if _has_area(crop) else page.mediabox
    page.cropbox = crop if _has_area(crop) else page.mediabox
    for name in ("CropBox", "TrimBox", "BleedBox", "ArtBox"):
        page.attrs.pop(name, None)
    page.attrs["MediaBox"] = list(page.mediabox)


def shown_part(page: PDFPage) -> Shown:
    """Where the CropBox lies on the page as it is turned."""
    m, c = page.mediabox, page.cropbox
    width, height = c[2] - c[0], c[3] - c[1]
    if page.rotate == 90:
        return Shown(c[1] - m[1], c[0] - m[0], height, width)
    if page.rotate == 180:
        return Shown(m[2] - c[2], c[1] - m[1], width, height)
    if page.rotate == 270:
        return Shown(m[3] - c[3], m[2] - c[2], height, width)
    return Shown(c[0] - m[0], m[3] - c[3], width, height)


def _ordered(box: object) -> _Box:
    x0, y0, x1, y1 = (float(side) for side in cast(_Box, box))
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _common(a: _Box, b: _Box) -> _Box:
    return max(a[0], b[0]), max(a[1], b[1]), min(a[2], b[2]), min(a[3], b[3])


def _has_area(box: _Box) -> bool:
    return box[2] - box[0] > _LEAST and box[3] - box[1] > _LEAST
