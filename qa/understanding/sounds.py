"""Words by their sound: a name or a label typed with wrong characters of the right sound."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from functools import cache

from pypinyin import lazy_pinyin

from qa.understanding.leftover import SEAM, UNKNOWN
from qa.understanding.units import Unit

_SHORTEST_HEARD = 4  # beside something recognised, a shorter label is a chance likeness


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


def _longer(content: str, keys: Collection[str], spans: Sequence[tuple[int, int]]) -> str:
    """The content with a label put right of which all but one character stand there, around shorter pieces
    that were recognised (`spans`): 结余奋配 is 结余分配 and no 结余."""

    def fits(start: int, key: str) -> bool:
        end = start + len(key)
        wrong = sum(a != b for a, b in zip(content[start:end], key, strict=True))
        inside = [(s, e) for s, e in spans if s < end and start < e]
        return (
            wrong == 1
            and bool(inside)
            and all(start <= s and e <= end and e - s < len(key) for s, e in inside)
        )

    found = [(start, key) for start, key in heard(content, keys) if fits(start, key)]
    if not found:
        return content
    start, key = max(found, key=lambda each: len(each[1]))
    return content[:start] + key + content[start + len(key) :]


def as_heard(content: str, keys: Collection[str], named: Sequence[Unit], rest: Sequence[Unit]) -> str:
    """The content with a label put right that is typed by its sound: where something is left over that the
    disclosure does not say, else where one wrong character keeps a longer label from being recognised."""
    if not named or any(unit.weight in {UNKNOWN, SEAM} for unit in rest):
        right = by_ear(content, keys, _SHORTEST_HEARD if named else 2)
        if right != content:
            return right
    spans = [(unit.start, unit.end) for unit in named]
    return _longer(content, [key for key in keys if len(key) >= _SHORTEST_HEARD], spans)
