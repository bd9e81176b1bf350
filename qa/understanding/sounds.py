"""Words by their sound: a name or a label typed with wrong characters of the right sound."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import cache

from pypinyin import lazy_pinyin


@cache
def _sound(char: str) -> str:
    return lazy_pinyin(char)[0]


def sounds_of(text: str) -> tuple[str, ...]:
    """The sound of each character, without tones. Characters are read one by one, so that a window of a
    longer text sounds like the same characters alone."""
    return tuple(_sound(char) for char in text)


def heard(content: str, keys: Collection[str]) -> Iterator[tuple[int, str]]:
    """Labels that stand in the content by their sound and not by their characters, with the place."""
    sounds = sounds_of(content)
    chars = set(content)
    for key in keys:
        alike = sum(char in chars for char in key)
        if len(key) < 2 or (alike == len(key) and key in content) or alike * 2 < len(key):
            continue
        wanted = sounds_of(key)
        for start in range(len(content) - len(key) + 1):
            if sounds[start : start + len(key)] == wanted and content[start : start + len(key)] != key:
                yield start, key


def by_ear(content: str, keys: Collection[str], shortest: int = 2) -> str:
    """The content with a label that is written with wrong characters of the right sound put right.

    水废 becomes 水费; the longest such label counts, and a short one only where it is all there is to name.
    """
    long_enough = [key for key in keys if len(key) >= shortest]
    longest = max(heard(content, long_enough), key=lambda found: len(found[1]), default=None)
    if longest is None:
        return content
    start, key = longest
    return content[:start] + key + content[start + len(key) :]
