"""Words of questions and of clauses held against each other (closely.toml): what says the same, what says
nothing, what makes a part of a thing."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from qa.finding.corpus import plain_text

_INCLUDED = re.compile(r"[(（]含[)）]")
_THRESHOLD = re.compile(r"\d+万?元(?:含)?以上")
_NUMERAL = re.compile(r"[\d.]+")


@dataclass(frozen=True)
class CloseWords:
    """The word lists of closely.toml."""

    clause_marks: str
    part_marks: str
    free: tuple[str, ...]
    beside: tuple[str, ...]
    generic_after_list: tuple[str, ...]
    same: tuple[tuple[str, ...], ...]
    narrowing: tuple[str, ...]
    courtesies: tuple[str, ...]
    telling: tuple[str, ...]


@cache
def close_words() -> CloseWords:
    """The word lists, read once, longer words first."""
    data = tomllib.loads(Path(__file__).with_name("closely.toml").read_text(encoding="utf-8"))

    def longest_first(words: list[str]) -> tuple[str, ...]:
        return tuple(sorted(words, key=lambda word: (-len(word), word)))

    return CloseWords(
        data["clause_marks"],
        data["part_marks"],
        longest_first(data["free"]),
        longest_first(data["beside"]),
        longest_first(data["generic_after_list"]),
        tuple(longest_first(group) for group in data["same"]),
        tuple(data["narrowing"]),
        tuple(data["courtesies"]),
        tuple(data["telling"]),
    )


@lru_cache(maxsize=8192)
def compact(text: str) -> str:
    """Words in plain form, 50万元（含）以上 as 50万元以上."""
    return plain_text(_INCLUDED.sub("", text))


def weighty(run: str) -> str:
    """What a run of words says beyond the words that say nothing."""
    for word in close_words().free:
        run = run.replace(word, " ")
    return re.sub(r"\s+", "", run if _THRESHOLD.search(run) else _NUMERAL.sub("", run))


def held_in(run: str, text: str, shortest: int = 2) -> list[bool]:
    """Which characters of a run stand in a text, in pairs or as words that say the same; words of the text
    that are shorter than `shortest` say nothing, for they stand inside others."""
    marks = [False] * len(run)
    for n in range(len(run) - 1):
        if run[n : n + 2] in text:
            marks[n] = marks[n + 1] = True
    for group in close_words().same:
        said = [word for word in group if word in run]
        if said and any(len(word) >= shortest and word in text for word in group):
            for word in said:
                for match in re.finditer(re.escape(word), run):
                    marks[match.start() : match.end()] = [True] * len(word)
    return marks


def all_held(said: str, text: str) -> bool:
    """True where a text holds all that some words say, as far as they say anything."""
    left = "".join(" " if mark else char for char, mark in zip(said, held_in(said, text), strict=True))
    return bool(weighty(said)) and not weighty(left)


def narrowed(said: str, content: str) -> bool:
    """True where the words of a figure make it a part of what a question asks for."""
    return any(word in said and not _says(content, word) for word in close_words().narrowing)


def _says(content: str, word: str) -> bool:
    """True where a question says a word, or another of the same sense."""
    return (
        any(word in group and any(w in content for w in group) for group in close_words().same)
        or word in content
    )
