"""Where the labels of a disclosure and the words of the vocabulary stand in a question."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from qa.understanding.vocabulary import MeasureWords, load_vocabulary

_MONEY_TAIL = re.compile(r"(经费支出|费用支出|费支出|支出|费用|经费|费)$")
_SHORTEST_STEM = 3


@dataclass(frozen=True, slots=True)
class Mention:
    """A label or a word where it stands, with the keys that it names."""

    start: int
    end: int
    keys: tuple[str, ...]
    how: str


@lru_cache(maxsize=65536)
def stem(key: str) -> str:
    """A label key without its money word: 工会经费 -> 工会. Kept whole when too little remains."""
    short = _MONEY_TAIL.sub("", key)
    return short if len(short) >= 2 else key


@cache
def measures_by_key() -> dict[str, MeasureWords]:
    """The measure that each label key names."""
    return {key: measure for measure in reversed(load_vocabulary().measures) for key in measure.keys}


def same_measure(key: str) -> tuple[str, ...]:
    """The label keys that name the same thing as this one, itself first."""
    measure = measures_by_key().get(key)
    return tuple(dict.fromkeys((key, *measure.keys))) if measure else (key,)


def _occurrences(content: str, said: str) -> Iterable[tuple[int, int]]:
    if said not in content:
        return
    if said.isascii():
        for match in re.finditer(rf"\b{re.escape(said)}\b", content):
            yield match.span()
        return
    start = content.find(said)
    while start >= 0:
        yield start, start + len(said)
        start = content.find(said, start + 1)


def mentions(content: str, keys: frozenset[str]) -> list[Mention]:
    """All mentions in a question of the labels `keys` and of the vocabulary."""
    options = []
    for key, short in _with_stems(keys):
        if key in content:
            options += [Mention(*span, same_measure(key), "label") for span in _occurrences(content, key)]
        if short and short in content:
            options += [Mention(*span, same_measure(key), "stem") for span in _occurrences(content, short)]
    absent: list[Mention] = []
    for word, named, printed_only in _words_said():
        if word not in content:
            continue
        found = [Mention(*span, named, "word") for span in _occurrences(content, word)]
        not_printed = printed_only and keys and keys.isdisjoint(named)
        (absent if not_printed else options).extend(found)
    options = [option for option in options if not any(_cut_from(option, word) for word in absent)]
    for word in load_vocabulary().narrowing:
        options += [Mention(*span, (), "narrow") for span in _occurrences(content, word)]
    return options


def _cut_from(option: Mention, word: Mention) -> bool:
    """True for a word that is only a piece of a longer one which names something else, that is not printed:
    养老院 is no 养老."""
    inside = word.start <= option.start and option.end <= word.end
    return inside and option.end - option.start < word.end - word.start and _apart(option.keys, word.keys)


def _apart(keys: Collection[str], others: Collection[str]) -> bool:
    return all(key not in others for key in keys)


@lru_cache(maxsize=256)
def _with_stems(keys: frozenset[str]) -> tuple[tuple[str, str], ...]:
    """The keys that may be said, each with its stem where that says enough by itself, else with nothing."""
    functions = _functions()
    named = []
    for key in sorted(key for key in keys if len(key) >= 2 and key not in functions):
        short = stem(key)
        said = short != key and len(short) >= _SHORTEST_STEM and short not in functions
        named.append((key, short if said else ""))
    return tuple(named)


@cache
def _functions() -> frozenset[str]:
    return frozenset(load_vocabulary().functions)


@cache
def _words_said() -> tuple[tuple[str, tuple[str, ...], bool], ...]:
    """Every word with the labels that it stands for, and whether one of them has to be printed; a label that
    two measures may be printed as names the first of them (公务用车保有量 where 车辆 are asked for)."""
    return tuple(
        (word, measure.labels_of(word), measure.printed_only)
        for measure in load_vocabulary().measures
        for word in (*measure.keys, *measure.words)
        if word not in _functions() and (word not in measure.keys or measures_by_key()[word] is measure)
    )
