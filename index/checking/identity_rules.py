"""The rules of identities as data: `identity_rules.toml`, read once and typed."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from index.forms.labels import label_key
from index.types import Table


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Words(_Section):
    """Words by which rows and columns are known as totals or as parts that are not added."""

    total_column: tuple[str, ...]
    total_row: tuple[str, ...]
    part_of: str
    spending_group: str
    not_added: str

    def is_total_column(self, key: str) -> bool:
        """True for 合计, 小计, 本年收入合计 and the like."""
        return key.endswith(self.total_column)

    def is_added(self, key: str) -> bool:
        """False for a column that repeats a part of its sibling, or is no amount."""
        return not re.match(self.part_of, key) and not re.match(self.not_added, key)


class TitleRule(_Section):
    """The form whose sums a table of another kind of disclosure obeys, by its title."""

    pattern: str
    form: str


class Forms(_Section):
    """A rule that only names its forms."""

    forms: tuple[str, ...]


class TwoSided(Forms):
    """Rows of a two-sided form."""

    subtotal: tuple[str, ...]
    grand: tuple[str, ...]
    balance_head: str


class Nested(Forms):
    """Rows whose numbered sub-rows add up."""

    parent: str


class Purchases(Forms):
    """政府采购 rows."""

    total: tuple[str, ...]
    parts: tuple[str, ...]


class FundBalance(Forms):
    """Columns of a fund form: opening + income - spending = closing."""

    opening: tuple[str, ...]
    income: tuple[str, ...]
    closing: tuple[str, ...]


class Basic(_Section):
    """Totals of the form of basic expenditure by economic code."""

    staff_total: tuple[str, ...]
    running_total: tuple[str, ...]
    staff_codes: tuple[str, ...]
    grand_total: tuple[str, ...]


class ThreePublic(Forms):
    """Patterns on label keys of the 三公 items."""

    measure: str
    group: str
    total: str
    abroad: str
    vehicles: str
    purchase: str
    running: str
    reception: str
    domestic: str
    foreign: str


class Place(_Section):
    """Where a figure of an identity between places stands; `first` and `second` pick among equal labels."""

    form: str
    row: tuple[str, ...] | str = ()
    row_like: str | None = None
    column: tuple[str, ...] | str | None = None
    side: int | None = None
    first: bool = False
    second: bool = False
    every: bool = False
    optional: bool = False


class Cross(_Section):
    """An identity between forms; it holds only `when` two figures are equal, where that is given."""

    id: str
    title: str
    left: tuple[Place, ...]
    right: tuple[Place, ...]
    when: tuple[Place, Place] | None = None
    soft: bool = False


class Rules(_Section):
    """All of `identity_rules.toml`."""

    words: Words
    title: tuple[TitleRule, ...]
    coded: Forms
    column_sums: Forms
    two_sided: TwoSided
    nested: Nested
    purchases: Purchases
    fund_balance: FundBalance
    basic: Basic
    three_public: ThreePublic
    cross: tuple[Cross, ...]

    def form_of(self, table: Table) -> str | None:
        """The form whose identities a table follows: its own, or that of the budget form of its title."""
        if table.form is not None:
            return table.form
        key = label_key(table.title)
        return next((rule.form for rule in self.title if re.search(rule.pattern, key)), None)


@cache
def load_rules() -> Rules:
    """The shipped rules; raises pydantic's ValidationError where the data file is malformed."""
    text = Path(__file__).with_name("identity_rules.toml").read_text(encoding="utf-8")
    return Rules.model_validate(tomllib.loads(text))
