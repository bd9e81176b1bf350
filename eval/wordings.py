"""How generated questions are worded (wordings.toml)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

FILE = Path(__file__).with_name("wordings.toml")


class Wordings(BaseModel):
    """The lists of wordings.toml."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    openings: tuple[str, ...]
    endings: tuple[str, ...]
    oral: tuple[str, ...]
    english: tuple[str, ...]
    absent_bodies: tuple[str, ...]
    absent_items: tuple[str, ...]
    blank: tuple[str, ...]
    blank_form: tuple[str, ...]
    total: tuple[str, ...]
    difference: tuple[str, ...]
    share: tuple[str, ...]
    average: tuple[str, ...]
    execution: tuple[str, ...]
    completion: tuple[str, ...]
    change: tuple[str, ...]
    change_rate: tuple[str, ...]
    rank: tuple[str, ...]
    filter_above: tuple[str, ...]
    paraphrases: tuple[str, ...]
    staff: tuple[str, ...]
    turns: Mapping[str, tuple[str, ...]]


@cache
def wordings() -> Wordings:
    """The lists, read once."""
    return Wordings.model_validate(tomllib.loads(FILE.read_text(encoding="utf-8")))
