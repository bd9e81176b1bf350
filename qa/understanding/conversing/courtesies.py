"""Turns that ask nothing (谢谢, 好的, 你好): answered in a line, and passed over by what follows them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from qa.understanding.vocabulary import plain

_FILE = Path(__file__).with_name("follow_ups.toml")
_MARKS = re.compile(r"[\s，,。.!！?？~～…、;；:：]+")


@dataclass(frozen=True, slots=True)
class Rule:
    """A turn that leaves everything else out, and what it asks in full."""

    said: re.Pattern[str]
    full: str


@dataclass(frozen=True, slots=True)
class FollowUps:
    """The patterns of follow_ups.toml."""

    social: Mapping[str, re.Pattern[str]]
    before: tuple[str, ...]
    after: tuple[str, ...]
    verbs: tuple[str, ...]
    columns: tuple[str, ...]
    wholes: frozenset[str]
    scored: tuple[str, ...]
    spelled: tuple[Rule, ...]
    about: Mapping[str, re.Pattern[str]]
    several: Mapping[str, re.Pattern[str]]
    choosing: Mapping[str, re.Pattern[str]]
    joined: Mapping[str, re.Pattern[str]]
    fused: Mapping[str, tuple[str, ...]]
    why: Mapping[str, re.Pattern[str]]
    same_row: Mapping[str, re.Pattern[str]]


@cache
def follow_ups() -> FollowUps:
    """The patterns, read once."""
    data = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return FollowUps(
        {kind: re.compile(said) for kind, said in data["social"].items()},
        tuple(data["edges"]["before"]),
        tuple(data["edges"]["after"]),
        tuple(data["edges"]["verbs"]),
        tuple(data["edges"]["columns"]),
        frozenset(plain(word) for word in data["edges"]["wholes"]),
        tuple(data["edges"]["scored"]),
        tuple(Rule(re.compile(rule["said"]), rule["full"]) for rule in data["spelled"]),
        {kind: re.compile(said) for kind, said in data["about"].items()},
        {kind: re.compile(said) for kind, said in data["several"].items()},
        {kind: re.compile(said) for kind, said in data["choosing"].items()},
        {kind: re.compile(said) for kind, said in data["joined"].items()},
        {word: tuple(parts) for word, parts in data["fused"].items()},
        {kind: re.compile(said) for kind, said in data["why"].items()},
        {kind: re.compile(said) for kind, said in data["same_row"].items()},
    )


def courtesy(text: str) -> str | None:
    """What courtesy a folded turn is and nothing else (greeting, thanks, noted, farewell), or None."""
    said = _MARKS.sub(" ", text).strip()
    joined = said.replace(" ", "")
    for kind, pattern in follow_ups().social.items():
        if pattern.fullmatch(said) or pattern.fullmatch(joined):
            return kind
    return None


def core(text: str) -> str:
    """A turn without the words that lead into it or close it."""
    known, said = follow_ups(), text.strip()
    changed = True
    while changed:
        left = said
        for word in known.after:
            said = said.removesuffix(word)
        for word in known.before:
            said = said.removeprefix(word)
        changed = said != left
    return said


def about_figure(text: str) -> str | None:
    """What a turn asks about the figure just given (place, method, sure, again), or None."""
    ways = (core(text), _MARKS.sub(" ", text).strip())
    known = follow_ups().about.items()
    return next((kind for kind, pattern in known if any(pattern.fullmatch(said) for said in ways)), None)
