"""The words that written prose is checked by, as data (words.toml)."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict


class Words(BaseModel):
    """Word lists by what they claim."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    up: tuple[str, ...]
    down: tuple[str, ...]
    flat: tuple[str, ...]
    superlatives: tuple[str, ...]
    scopes: tuple[str, ...]
    budget: str
    columns: tuple[str, ...]
    quoting: tuple[str, ...]
    negations: tuple[str, ...]
    hedges: tuple[str, ...]
    final: tuple[str, ...]
    share: tuple[str, ...]
    relations: tuple[tuple[str, ...], ...]
    glue: tuple[str, ...]


@cache
def load_words() -> Words:
    """The lists, read once."""
    return Words.model_validate(
        tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))
    )
