"""Usual scope as data (preferences.toml): the form and the column that a plain question means."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from qa.understanding.vocabulary import plain


@dataclass(frozen=True, slots=True)
class Preferences:
    """Form priors, grand totals and the names of columns."""

    form: Mapping[str, float]
    grand_total: Mapping[str, frozenset[str]]
    main_columns: frozenset[str]
    budget_columns: frozenset[str]
    full_budget_columns: frozenset[str]
    point_columns: tuple[str, ...]

    def of_form(self, form: str | None) -> float:
        """The prior of a form; tables that are no statutory form have the one of "other"."""
        return self.form.get(form or "other", self.form["other"])


@cache
def load_preferences() -> Preferences:
    """Read preferences.toml once."""
    data = tomllib.loads(Path(__file__).with_name("preferences.toml").read_text(encoding="utf-8"))
    columns = {name: frozenset(plain(part) for part in parts) for name, parts in data["columns"].items()}
    totals = {form: frozenset(plain(key) for key in keys) for form, keys in data["grand_total"].items()}
    return Preferences(
        dict(data["form"]),
        totals,
        columns["main"],
        columns["budget"],
        columns["full_budget"],
        tuple(sorted(columns["points"])),
    )
