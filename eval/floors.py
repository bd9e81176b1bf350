"""What a run has to reach (floors.toml): shares at least, numbers of failures at most."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from pydantic import TypeAdapter

from eval.outcome import Result

FILE: Final = Path(__file__).with_name("floors.toml")
_CEILINGS: Final = frozenset({"wrong_figures", "failed", "crashed"})
_ALWAYS: Final = {"crashed": 0.0}  # no answerer may break down over a question, whatever the suite

Floors = Mapping[str, Mapping[str, dict[str, float]]]


def read_floors(path: Path = FILE) -> Floors:
    """Suite -> category -> measure -> limit; the category "each" stands for every one without its own.

    Raises ValueError where the file has another layout.
    """
    layout = TypeAdapter(dict[str, dict[str, dict[str, float]]])
    return layout.validate_python(tomllib.loads(path.read_text(encoding="utf-8")))


def breaches(result: Result, floors: Floors) -> list[str]:
    """The limits that a run breaks, each in one line. What was not measured breaks nothing."""
    limits = floors.get(result.suite, {})
    found = []
    for line in result.lines:
        own = limits.get(line.category, limits.get("each", {}))
        for measure, limit in (_ALWAYS | own).items():
            value = line.measures.get(measure)
            if value is None:
                continue
            if value > limit if measure in _CEILINGS else value < limit:
                word = "at most" if measure in _CEILINGS else "at least"
                found.append(f"{result.suite}/{line.category}: {measure} {value:.3g}, {word} {limit:g}")
    return found
