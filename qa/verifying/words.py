"""words.toml as patterns."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Words:
    """What words of an answer claim."""

    up: re.Pattern[str]
    down: re.Pattern[str]
    flat: re.Pattern[str]
    over: re.Pattern[str]
    within: re.Pattern[str]
    most: re.Pattern[str]
    least: re.Pattern[str]
    falling: re.Pattern[str]
    rising: re.Pattern[str]
    greater: re.Pattern[str]
    smaller: re.Pattern[str]
    base: re.Pattern[str]
    last_year: re.Pattern[str]
    worked_back: re.Pattern[str]
    place: re.Pattern[str]
    body: re.Pattern[str]
    same_body: re.Pattern[str]
    not_these: re.Pattern[str]
    summing: re.Pattern[str]
    sharing: re.Pattern[str]
    differing: re.Pattern[str]
    averaging: re.Pattern[str]
    markup: re.Pattern[str]
    english: re.Pattern[str]
    asked: re.Pattern[str]
    denied: re.Pattern[str]
    yes: re.Pattern[str]
    no: re.Pattern[str]
    generic: frozenset[str]


@cache
def words() -> Words:
    """The lists, read once."""
    data = tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))
    for name in ("up", "down"):
        data[name] = f"{_either(data[name])}|{data.pop(f'bare_{name}')}"
    generic = frozenset(data.pop("generic"))
    return Words(
        generic=generic,
        **{
            name: re.compile(value if isinstance(value, str) else _either(value))
            for name, value in data.items()
        },
    )


def _either(alternatives: list[str]) -> str:
    """Longest first, Latin words only as whole words. The characters that one can begin with are looked at
    first, which spares most of the search."""
    ordered = sorted(alternatives, key=lambda w: (-len(w), w))
    first = re.escape("".join(sorted({word[0] for word in ordered})))
    words = "|".join(rf"\b{word}\b" if word[0].isascii() and word[-1].isalpha() else word for word in ordered)
    return f"(?=[{first}])(?:{words})"
