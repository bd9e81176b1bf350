"""The texts that people read on the web pages, by language (texts.toml)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources

DEFAULT_LANGUAGE = "zh"


@dataclass(frozen=True, slots=True)
class Texts:
    """One language's texts. A missing key or variable raises KeyError: neither may reach a page."""

    language: str
    entries: Mapping[str, str | list[str]]

    def __call__(self, key: str, /, **variables: object) -> str:
        """The text of a key with its variables filled in."""
        entry = self.entries[key]
        if not isinstance(entry, str):
            raise KeyError(f"{key} is a list of texts")
        return entry.format(**variables) if variables else entry

    def several(self, key: str) -> list[str]:
        """The texts of a key that holds a list."""
        entry = self.entries[key]
        if isinstance(entry, str):
            raise KeyError(f"{key} is a single text")
        return entry


def load_texts(language: str = DEFAULT_LANGUAGE) -> Texts:
    """The texts of a language. Raises KeyError where texts.toml has no such table."""
    source = resources.files("web").joinpath("texts.toml").read_text(encoding="utf-8")
    return Texts(language, tomllib.loads(source)[language])
