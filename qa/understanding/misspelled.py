"""A place whose name is typed with one wrong character of the same sound or look (乙岱区 for 乙代区).

Only such characters are put right: another character makes another place of it, that is refused by name.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from qa.understanding.entities import body_words, stem
from qa.understanding.sounds import sounds_of

_RANKED = re.compile(r"[㐀-鿿]{2,}[省市区县州盟旗]$")


@dataclass(frozen=True, slots=True)
class Misspelled:
    """What was typed, the name that it is taken for, and the question with that name in its place."""

    said: str
    meant: str
    text: str


def misspelled(text: str, places: Collection[str]) -> Misspelled | None:
    """The first place of a folded question that is no name of `places` and is one wrong character away from a
    single one; None where there is none, or where it might be another place as well (甲山 of 甲山湖)."""
    ranked = sorted((name for name in places if _RANKED.search(name)), key=lambda name: (-len(name), name))
    for name in ranked:
        for start in range(len(text) - len(name) + 1):
            said = text[start : start + len(name)]
            if _one_wrong(said, name) and not any(said == other for other in places):
                return _taken_for(said, name, text, start, places)
    return None


def _one_wrong(said: str, name: str) -> bool:
    if said[0] != name[0] and said[1] != name[1]:
        return False  # two are wrong; told first, since every place is held against every piece of a question
    wrong = [(a, b) for a, b in zip(said, name, strict=True) if a != b]
    return len(wrong) == 1 and _alike(*wrong[0])


def _alike(left: str, right: str) -> bool:
    if sounds_of(left) == sounds_of(right):
        return True
    return any(left in pair and right in pair for pair in body_words().lookalikes)


def _taken_for(said: str, name: str, text: str, start: int, places: Collection[str]) -> Misspelled | None:
    core = stem(name)
    rivals = [other for other in places if stem(other) != core and stem(other).startswith(core)]
    if any(_RANKED.search(other) for other in rivals):
        return None
    return Misspelled(said, name, text[:start] + name + text[start + len(name) :])
