"""口径: the side (收入, 支出) and the fund (一般公共预算 …) that a question says, against those of a cell.

The same label stands on both sides and in several funds with other figures; a cell of the other side or of
another fund is never the answer, however well its label fits.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from index.types import Cell
from qa.finding.preferences import Funds, load_preferences
from qa.finding.roles import role_of
from qa.types import Reading
from qa.understanding.vocabulary import plain

_OTHER = -0.8  # of the other side, or of another fund
_OWN_FORM = 0.15  # a fund's own form says more of it than its column in another, most of all that it is empty
_NARROWER = -0.12  # one fund where 财政拨款 is said: the same only where there are no others
_WIDER = -0.3  # of all funds together where one is said, or the other way round


@dataclass(frozen=True, slots=True)
class Said:
    """What a question says of side and fund; None where it says neither, or both."""

    side: str | None
    fund: str | None


@lru_cache(maxsize=64)
def said_in(content: str) -> Said:
    """Side and fund in the words of a question; the titles of two-sided forms say neither side."""
    names = load_preferences()
    left = content
    for both in names.both_sides:
        left = left.replace(both, " ")
    sides = {side for side, words in names.sides.items() if any(_says(left, word) for word in words)}
    funds = [fund for fund, words in names.funds.items() if any(_says(content, word) for word in words)]
    special = [fund for fund in funds if fund is not Funds.FISCAL]
    fund = special[0] if len(special) == 1 else (Funds.FISCAL if funds and not special else None)
    return Said(sides.pop() if len(sides) == 1 else None, fund)


def _says(text: str, word: str) -> bool:
    return re.search(rf"\b{word}\b", text) is not None if word.isascii() else word in text


@lru_cache(maxsize=65536)
def _one(text: str) -> tuple[str | None, str | None]:
    """Side and fund that one label names by itself."""
    names = load_preferences()
    sides = [side for side, words in names.sides.items() if words[0] in text]
    funds = [fund for fund, words in names.funds.items() if any(word in text for word in words)]
    special = [fund for fund in funds if fund is not Funds.FISCAL]
    fund = special[0] if len(special) == 1 else (Funds.FISCAL if funds and not special else None)
    return sides[0] if len(sides) == 1 else None, fund


def _first(labels: Sequence[str], place: int) -> str | None:
    return next((found for label in labels if (found := _one(label)[place]) is not None), None)


def side_of(cell: Cell) -> str | None:
    """收入 or 支出 where column, row or form say which; the column counts before the row."""
    columns = [plain(part) for part in cell.column_label.split(" / ")]
    own = _first([*columns, plain(cell.row_label)], 0)
    return own or load_preferences().form_side.get(role_of(cell.form, cell.table_title) or "")


def fund_of(cell: Cell) -> str | None:
    """The fund that a cell is of; None for all funds together (收入支出决算总表, 支出决算表)."""
    columns = [plain(part) for part in cell.column_label.split(" / ")]
    labels = [*columns, plain(cell.row_label), *(plain(part) for part in reversed(cell.row_path))]
    own = _first([*labels, plain(cell.table_title)], 1)
    role = role_of(cell.form, cell.table_title)
    return load_preferences().form_fund.get(role or "", own) if own in {None, Funds.FISCAL} else own


def scope_fit(cell: Cell, reading: Reading) -> float:
    """0 where side and fund agree with what the question says; a penalty where they do not."""
    said = said_in(reading.content)
    fit = 0.0
    if said.side and (side := side_of(cell)) and side != said.side:
        fit += _OTHER
    if said.fund is None:
        return fit
    fund = fund_of(cell)
    if fund == said.fund:
        return fit + (_OWN_FORM if role_of(cell.form, cell.table_title) == fund else 0.0)
    if said.fund == Funds.FISCAL and fund not in {None, Funds.FISCAL}:
        return fit + _NARROWER
    return fit + (_WIDER if fund in {None, Funds.FISCAL} else _OTHER)
