"""English text as HTML, with the Chinese in it marked as such."""

from __future__ import annotations

import re

_CHINESE_RUN = re.compile(r"[\u3001-\u303f\u3400-\u9fff\uff01-\uff60·]+")


def with_chinese(html: str) -> str:
    """Escaped English text or HTML with its Chinese names marked as such, for those who listen to it."""
    pieces = re.split(r"(<[^>]*>)", html)
    said = r'<span lang="zh-CN">\g<0></span>'
    return "".join(piece if piece.startswith("<") else _CHINESE_RUN.sub(said, piece) for piece in pieces)
