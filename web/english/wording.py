"""The words for readers of English, as data (sentences.toml)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class Wording:
    """`phrases` by section and name; `in_lists` the "section.name" of those that stand in lists alone.

    `blanks` are names of blanks by what they hold, `pieces` what they hold besides labels and figures,
    `units` what is counted, `after` what follows a label and is no part of it. `beside` are pairs, Chinese
    and English, of what else stands in answers, `options` of questions to click, `checks` the words of
    identities. `shapes` and `held` are patterns: of what stands in blanks, and of what a blank can hold.
    """

    in_lists: frozenset[str]
    blanks: Mapping[str, Sequence[str]]
    pieces: Mapping[str, str]
    units: Mapping[str, str]
    after: Mapping[str, str]
    phrases: Mapping[str, Mapping[str, str]]
    beside: tuple[tuple[str, str], ...]
    options: tuple[tuple[str, str], ...]
    checks: Mapping[str, str]
    shapes: Mapping[str, str]
    held: Mapping[str, str]


@cache
def load_wording() -> Wording:
    """The wording of sentences.toml. Raises TypeError where a table is missing."""
    data = tomllib.loads(resources.files("web.english").joinpath("sentences.toml").read_text("utf-8"))
    for pairs in ("beside", "options"):
        data[pairs] = tuple((pair["chinese"], pair["english"]) for pair in data[pairs])
    return Wording(**data | {"in_lists": frozenset(data["in_lists"])})
