"""Labels in plain form, kept: the same few stand around many cells of many disclosures."""

from __future__ import annotations

import re
from functools import lru_cache

from qa.understanding.vocabulary import plain

_POINTS = re.compile(r"[(（]\d+(?:\.\d+)?分[)）]\s*$")  # 质量达标率(8分): what a row is worth is not its name


@lru_cache(maxsize=32768)
def plain_label(label: str) -> str:
    """The plain form of a label, as `plain` gives it."""
    return plain(label)


@lru_cache(maxsize=32768)
def row_key(label: str) -> str:
    """The plain key of a row's label, without points in brackets."""
    return plain(_POINTS.sub("", label))


@lru_cache(maxsize=32768)
def parts_of(label: str) -> tuple[str, ...]:
    """Plain keys of the parts of a label (产出指标 / 数量指标 / 发放人数), without points in brackets."""
    return tuple(row_key(part) for part in label.split(" / "))
