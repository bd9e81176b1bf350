"""The page as it is sent: in its own language before any script runs, without Gradio's own calling cards.

Gradio writes `lang="en"` into every page and asks the browser, not the page, for the language of its own
words (the upload's, the toasts'), and it does so before what is given to it as `head` is there.
"""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterable

from fastapi import Response

_CARDS = re.compile(r"<meta\s+(?:property|name)=\"(?:og|twitter):[^>]*>\s*")
_SPEAK = """<script>
for (const [name, value] of Object.entries({{ language: {tag}, languages: [{tag}] }}))
  Object.defineProperty(navigator, name, {{ get: () => value, configurable: true }});
</script>"""


async def spoken(response: Response, tag: str) -> Response:
    """A page's response with its language, a tag such as `zh-CN`, stated; any other response as it is."""
    body: AsyncIterable[bytes | str] | None = getattr(response, "body_iterator", None)
    if body is None or not response.headers.get("content-type", "").startswith("text/html"):
        return response
    parts = [part if isinstance(part, bytes) else part.encode() async for part in body]
    page = Response(speaking(b"".join(parts).decode(), tag), response.status_code)
    page.raw_headers.extend(header for header in response.raw_headers if header[0] != b"content-length")
    return page


def speaking(html: str, tag: str) -> str:
    """The page's text in the language of `tag`: for readers aloud, for search, and for Gradio's own words."""
    html = _CARDS.sub("", html).replace('lang="en"', f'lang="{tag}"', 1)
    return html.replace("<head>", "<head>" + _SPEAK.format(tag=json.dumps(tag)), 1)
