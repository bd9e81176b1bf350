"""The vocabulary of header cells (headers.toml): what a column holds, told by the words over it."""

from __future__ import annotations

import re
import tomllib
from enum import StrEnum
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from index.forms.catalogue import catalogue
from index.forms.labels import label_key


class Role(StrEnum):
    """What a column holds."""

    CODE = "code"
    SEQ = "seq"
    NAME = "name"
    LEVEL = "level"
    VALUE = "value"


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class _Roles(_Frozen):
    code: tuple[str, ...]
    seq: tuple[str, ...]
    name: tuple[str, ...]
    level: tuple[str, ...]
    value: tuple[str, ...]
    explanation: tuple[str, ...]


class _Words(_Frozen):
    numbering: tuple[str, ...]
    total: tuple[str, ...]
    group: tuple[str, ...]


class HeaderWords(_Frozen):
    """headers.toml as a whole."""

    roles: _Roles
    words: _Words


@cache
def header_words() -> HeaderWords:
    """The vocabulary of header cells, read once."""
    return HeaderWords.model_validate(
        tomllib.loads(Path(__file__).with_name("headers.toml").read_text(encoding="utf-8"))
    )


@cache
def _pattern(role: str) -> re.Pattern[str]:
    words: tuple[str, ...] = getattr(header_words().roles, role)
    return re.compile("|".join(f"(?:{word})" for word in words))


def role_of_header(text: str) -> Role | None:
    """The role that a header cell gives its column by its words, or None for a text that heads no column."""
    key = re.sub(catalogue().titles.year, "", label_key(text))
    if not key:
        return None
    for role in (Role.CODE, Role.SEQ, Role.NAME, Role.LEVEL, Role.VALUE):
        if _pattern(role.value).fullmatch(key):
            return role
    return None


def is_explanation_header(text: str) -> bool:
    """True for the header of a column that explains an indicator and so can tell rows of one name apart."""
    return _pattern("explanation").fullmatch(label_key(text)) is not None


def is_total(text: str) -> bool:
    """True for 合计, 总计 and the like."""
    return label_key(text) in header_words().words.total


def heads_group(text: str) -> bool:
    """True for an item that its own parts follow under names used before (年初财政拨款结转和结余)."""
    return any(re.fullmatch(pattern, label_key(text)) for pattern in header_words().words.group)
