"""What is said when a language model fails, as data (messages.toml)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path


@cache
def _messages() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads(Path(__file__).with_name("messages.toml").read_text(encoding="utf-8"))


def for_operator(kind: str, **values: object) -> str:
    """One line with the remedy. Raises KeyError for an unknown kind or a missing value."""
    return _messages()[kind]["operator"].format_map({key: str(value) for key, value in values.items()})


def for_asker(kind: str) -> str:
    """The line under an answer that the local answerer gave in the model's place."""
    return _messages()[kind]["asker"]


def kinds() -> frozenset[str]:
    """Every kind of failure that has its words."""
    return frozenset(_messages())
