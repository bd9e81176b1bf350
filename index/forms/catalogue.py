"""Which statutory form a table is, and what else its title tells. All vocabulary is in forms.toml."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict

from index.forms.labels import label_key

_SPACE: Final = re.compile(r"\s+")


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Form(_Frozen):
    """A statutory form: its key, display title, shape and the column that answers when none is named."""

    key: str
    title: str
    shape: str
    patterns: tuple[str, ...]
    without: tuple[str, ...] = ()
    main_column: tuple[str, ...] = ()


class Titles(_Frozen):
    """How titles look."""

    words: tuple[str, ...]
    ending: tuple[str, ...]
    contents: str
    year: str
    continued: str


class Notice(_Frozen):
    """How a form is declared empty."""

    patterns: tuple[str, ...]


class UnitRule(_Frozen):
    """Labels or columns that match are in this unit ("" for no single unit)."""

    pattern: str
    unit: str


class Units(_Frozen):
    """Units of amounts and counts."""

    money: tuple[str, ...]
    counts: tuple[str, ...]
    mixed_forms: tuple[str, ...]
    by_label: tuple[UnitRule, ...]
    amount_words: str
    by_column: tuple[UnitRule, ...]


class Catalogue(_Frozen):
    """forms.toml as a whole."""

    form: tuple[Form, ...]
    titles: Titles
    notice: Notice
    units: Units


@cache
def catalogue() -> Catalogue:
    """The catalogue of forms, read once."""
    return Catalogue.model_validate(
        tomllib.loads(Path(__file__).with_name("catalogue.toml").read_text(encoding="utf-8"))
    )


@cache
def form_by_key(key: str) -> Form | None:
    """The form of that key, or None."""
    return next((form for form in catalogue().form if form.key == key), None)


def identify(title: str, table_no: str | None = None, header_text: str = "") -> str | None:
    """The form key of a table by its title; None where it is no statutory form of the final accounts.

    The number is local to a region and decides nothing. `header_text` (the header cells as one string) tells
    a budget form from one of the final accounts where the title says neither.
    """
    key = _form_name(title_key(title))
    budget = "预算表" in key or "预算总表" in key or "预算数" in header_text
    if budget and "决算" not in key and "决算" not in header_text:
        return None
    for form in catalogue().form:
        known = any(re.search(pattern, key) for pattern in form.patterns)
        if known and not any(re.search(pattern, key) for pattern in form.without):
            return form.key
    return None


def _form_name(key: str) -> str:
    """The end of a title that is made of the words of forms: a department may be named after a fund."""
    words = "|".join(sorted(catalogue().titles.words, key=len, reverse=True))
    found = re.search(rf"(?:{words})+(?:\([^()]*\))?$", key)
    return found[0] if found and len(found[0]) > 3 else key


def title_key(title: str) -> str:
    """A title without white space, quotes, years, ordinals and marks of continuation."""
    titles = catalogue().titles
    key = re.sub(titles.year, "", label_key(title))
    return re.sub(titles.continued, "", label_key(key)).replace("()", "")


def is_continued(title: str) -> bool:
    """True where the title itself says that the table goes on (续表)."""
    return bool(re.search(catalogue().titles.continued, label_key(title)))


def looks_like_title(line: str) -> bool:
    """True for a line that can be the title of a table: it ends like one and is no sentence."""
    key = title_key(line)
    endings = "|".join(catalogue().titles.ending)
    if len(key) < 3 or len(key) > 60 or re.search(r"[。；;，,]|\d\.\d\d", key):
        return False
    return re.search(rf"(?:{endings})(?:\([^()]*\))?$", key) is not None


def find_notice(text: str) -> bool:
    """True where the text declares a form empty (本表无数据)."""
    compact = _SPACE.sub("", text)
    return any(re.search(pattern, compact) for pattern in catalogue().notice.patterns)


@cache
def _unit_words() -> str:
    """All units as alternatives of a pattern, longest first."""
    units = catalogue().units
    words = sorted((*units.money, *units.counts), key=len, reverse=True)
    return "|".join(re.escape(word) for word in words)


def unit_of_line(text: str) -> str | None:
    """The unit that a line above a table states (单位：万元), or None."""
    word = _unit_words()
    compact = _SPACE.sub("", text).replace("：", ":").replace("人民币", "")
    found = re.search(rf"(?:单位|金额)[:(]?((?:{word})(?:[、,，/](?:{word}))*)(?![\u4e00-\u9fff])", compact)
    return found[1] if found else None


def unit_in_brackets(text: str) -> str | None:
    """The unit in brackets behind a label or header ("保有量（辆）", "金额（万元）"), or None."""
    word = _unit_words()
    key = "".join(label_key(text).split())
    found = re.findall(rf"\((?:单位:)?((?:{word})(?:[、,/](?:{word}))*)\)?(?=$|\(|[^\u4e00-\u9fff])", key)
    return str(found[-1]) if found else None
