"""Usual scope as data (preferences.toml): the form and the column that a plain question means."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from qa.understanding.vocabulary import plain


class Funds(StrEnum):
    """The funds (口径) that labels and questions name."""

    GENERAL = "general"
    GOVERNMENT_FUND = "government_fund"
    STATE_CAPITAL = "state_capital"
    FISCAL = "fiscal"  # 财政拨款 without saying which


@dataclass(frozen=True, slots=True)
class GrandTotal:
    """The measure that a total row of a form is: which rows and columns answer a question that names it."""

    keys: frozenset[str]
    rows: frozenset[str]
    columns: frozenset[str]


@dataclass(frozen=True, slots=True)
class Preferences:
    """Form priors, grand totals, sides, funds and the names of columns."""

    form: Mapping[str, float]
    grand_totals: Mapping[str, tuple[GrandTotal, ...]]
    sides: Mapping[str, tuple[str, ...]]
    form_side: Mapping[str, str]
    both_sides: tuple[str, ...]
    funds: Mapping[str, tuple[str, ...]]
    form_fund: Mapping[str, str]
    budget_titles: tuple[tuple[str, tuple[str, ...]], ...]
    budget_title_ends: tuple[str, ...]
    no_budget_title: tuple[str, ...]
    main_columns: frozenset[str]
    budget_columns: frozenset[str]
    full_budget_columns: frozenset[str]
    point_columns: tuple[str, ...]

    def of_form(self, form: str | None) -> float:
        """The prior of a form; tables that are no statutory form have the one of "other"."""
        return self.form.get(form or "other", self.form["other"])


def _keys(words: list[str]) -> frozenset[str]:
    return frozenset(plain(word) for word in words)


@cache
def load_preferences() -> Preferences:
    """Read preferences.toml once."""
    data = tomllib.loads(Path(__file__).with_name("preferences.toml").read_text(encoding="utf-8"))
    columns, budget = data["columns"], data["budget_title"]
    totals: dict[str, tuple[GrandTotal, ...]] = {}
    for entry in data["grand_total"]:
        total = GrandTotal(_keys(entry["keys"]), _keys(entry["rows"]), _keys(entry["columns"]))
        totals[entry["form"]] = (*totals.get(entry["form"], ()), total)
    return Preferences(
        form=dict(data["form"]),
        grand_totals=totals,
        sides={side: tuple(words) for side, words in data["side"].items()},
        form_side=dict(data["form_side"]),
        both_sides=tuple(data["both_sides"]["words"]),
        funds={Funds(fund): tuple(words) for fund, words in data["fund"].items()},
        form_fund={form: Funds(fund) for form, fund in data["form_fund"].items()},
        budget_titles=tuple((entry["form"], tuple(entry["words"])) for entry in budget["form"]),
        budget_title_ends=tuple(budget["ends"]),
        no_budget_title=tuple(budget["without"]),
        main_columns=_keys(columns["main"]),
        budget_columns=_keys(columns["budget"]),
        full_budget_columns=_keys(columns["full_budget"]),
        point_columns=tuple(sorted(_keys(columns["points"]))),
    )
