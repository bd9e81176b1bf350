"""What sentences may state and which cell states the same, as data: `statement_rules.toml`, read once."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from index.checking.identity_rules import Place


class StatementRule(BaseModel):
    """One entry of `statement_rules.toml`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    name: str
    subject: str
    section: str | None = None
    section_not: str | None = None
    scope_not: str | None = None
    unit: str | None = None
    place: Place | None = None
    also: tuple[Place, ...] = ()
    item: str | None = None
    soft: bool = False
    form_only: bool = False


class WholeRule(BaseModel):
    """The name of a whole that shares are taken of, and the statement that gives it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    statement: str
    only_if_zero: bool = False


class ListedSums(BaseModel):
    """When a list after 其中 names all parts of a total: `rest` is its last item, or `parts` its items."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    rest: str
    parts: tuple[tuple[str, ...], ...]


class StatementRules(BaseModel):
    """All of `statement_rules.toml`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    path_section: str
    path_section_not: str
    class_section_not: str
    statement: tuple[StatementRule, ...]
    whole: tuple[WholeRule, ...]
    listed_sums: ListedSums


@cache
def load_statement_rules() -> StatementRules:
    """The shipped rules; raises pydantic's ValidationError where the data file is malformed."""
    text = Path(__file__).with_name("statement_rules.toml").read_text(encoding="utf-8")
    return StatementRules.model_validate(tomllib.loads(text))
