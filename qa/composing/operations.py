"""Words that ask for arithmetic, a ranking or a catalogue, as data (operations.toml)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Per:
    """What an average is taken over: the words that say so, the words that find the count, its unit.

    `amount` is what is divided where the question names nothing else (每批接待平均花多少) or only says
    loosely what it is (`loose`: 每辆车平均维护费). `said` asks for the count where no label has it.
    """

    words: tuple[str, ...]
    count: str
    unit: str
    amount: str | None = None
    people: str | None = None  # what is divided where people are asked for (每批次多少人)
    loose: tuple[str, ...] = ()
    said: str | None = None


@cache
def _data() -> Mapping[str, Mapping[str, list[str]]]:
    return tomllib.loads(Path(__file__).with_name("operations.toml").read_text(encoding="utf-8"))


@cache
def operation_words(section: str, name: str) -> tuple[str, ...]:
    """One word list, longest first. Raises KeyError for an unknown one."""
    return tuple(sorted(_data()[section][name], key=lambda w: (-len(w), w)))


@cache
def averages_over() -> tuple[Per, ...]:
    """All that averages are taken over, the more telling words first."""
    data = tomllib.loads(Path(__file__).with_name("operations.toml").read_text(encoding="utf-8"))
    return tuple(
        Per(
            tuple(per["words"]),
            per["count"],
            per["unit"],
            per.get("amount"),
            per.get("people"),
            tuple(per.get("loose", ())),
            per.get("said"),
        )
        for per in data["per"]
    )


@cache
def compositions() -> Mapping[str, tuple[str, ...]]:
    """What a total is made up of by the forms: its label key -> how its parts are asked for."""
    return {whole: tuple(parts) for whole, parts in _data()["composition"].items()}


def says(text: str, section: str, *names: str) -> bool:
    """True where the text has a word of one of the lists."""
    return any(word in text for name in names for word in operation_words(section, name))


def pattern_of(words: Sequence[str]) -> str:
    """A regular expression for any of the words."""
    return "(?:" + "|".join(map(re.escape, words)) + ")"
