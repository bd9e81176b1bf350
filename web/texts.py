"""The texts that people read on the web pages, by language: the `texts.toml` of every room of web/."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources

CHINESE, ENGLISH = "zh", "en"
LANGUAGES = (CHINESE, ENGLISH)
_SCRIPT = "js_"


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

    def for_scripts(self) -> dict[str, str | list[str]]:
        """What the scripts say; they carry no text of their own. Keys without their `js_`."""
        return {
            key.removeprefix(_SCRIPT): entry for key, entry in self.entries.items() if key.startswith(_SCRIPT)
        }


def load_texts(language: str = CHINESE) -> Texts:
    """The texts of a language. Raises KeyError where a room has none, ValueError for a key of two rooms."""
    entries: dict[str, str | list[str]] = {}
    for room in sorted(resources.files("web").iterdir(), key=lambda place: place.name):
        source = room.joinpath("texts.toml")
        if not source.is_file():
            continue
        said = tomllib.loads(source.read_text(encoding="utf-8"))[language]
        if twice := entries.keys() & said.keys():
            raise ValueError(f"{room.name}/texts.toml: {', '.join(sorted(twice))} stands in another room too")
        entries |= said
    return Texts(language, entries)
