"""Addresses of page pictures and of original PDFs, relative to the server's root."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote, urlencode

from web.serving.pictures import View


def picture_address(
    doc_id: str, page: int | str, box: Sequence[float] | str, version: str, view: View | str
) -> str:
    """The picture of a page with a box in points on it; `version` is a token of the file's content."""
    edges = box if isinstance(box, str) else ",".join(f"{edge:.2f}" for edge in box)
    query = urlencode({"box": edges, "view": str(view), "v": version}, safe=",{}")
    return f"page-pictures/{quote(doc_id, safe='')}/{page}.png?{query}"


def original_address(doc_id: str, page: int | str, version: str) -> str:
    """The disclosure's PDF, opened at a page."""
    return f"originals/{quote(doc_id, safe='')}.pdf?v={version}#page={page}"
