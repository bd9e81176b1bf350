"""The sentences of the local answerer, as data (phrases.toml). A missing placeholder is an error, no gap."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path


@cache
def phrases() -> Mapping[str, Mapping[str, str]]:
    """All phrases by section and name, with their placeholders."""
    return tomllib.loads(Path(__file__).with_name("phrases.toml").read_text(encoding="utf-8"))


def phrase(section: str, name: str, /, **values: object) -> str:
    """The phrase with its placeholders filled. Raises KeyError for an unknown phrase or a missing value."""
    return phrases()[section][name].format_map({key: str(value) for key, value in values.items()})
