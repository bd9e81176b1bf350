"""A turn that names only a column (项目支出呢) after something that is no account row: it is asked of that
thing, whether it has such a column or not, and never becomes the total of the department."""

from __future__ import annotations

from collections.abc import Collection

from qa.finding.preferences import load_preferences
from qa.types import Intent
from qa.understanding import wording
from qa.understanding.asked import Unit, read_asked
from qa.understanding.conversing.courtesies import core, follow_ups
from qa.understanding.conversing.screen import said_as
from qa.understanding.generic import is_generic
from qa.understanding.leftover import SEAM

_MONEY = frozenset({None, "money"})
_INCOME = "收入"
_JOIN = "、"


def full_column(column: str | None) -> str | None:
    """The column as it is printed: 项目 is short for 项目支出."""
    if column is None:
        return None
    return next((name for name in follow_ups().columns if name.startswith(column)), column)


def of_item(said: str, before: str, own: Collection[str], labels: Collection[str]) -> str | None:
    """The turn with what the turn before asked about: a fund of the department, an item with no such column,
    or words that no vocabulary has (`own` where that turn brought them); None after a whole."""
    match = follow_ups().same_row["turn"].fullmatch(core(said))
    column = full_column(match["column"]) if match else None
    if match is None or column not in follow_ups().columns:
        return None
    asks = wording.intent(before) is Intent.LOOKUP and wording.counted(before) in _MONEY
    if not asks or wording.across(before):
        return None
    fund = match["fund"] or _fund_in(before)
    item = _JOIN.join(own) or _item_in(before, labels) or (fund if _INCOME not in before else None)
    return f"{item}的{column}" if item else None


def _item_in(before: str, labels: Collection[str]) -> str | None:
    """What a turn asks about, without the words that ask; None where that is the whole department."""
    for column in follow_ups().columns:
        before = before.replace(column, " ")
    asked = read_asked(before, labels, corrected=bool(labels))
    named = [unit for unit in asked.named if unit.how != "part"]
    if any(_whole(unit) for unit in named):
        return None
    if named:
        return _JOIN.join(said_as(unit) for unit in named)
    rest = [unit for unit in asked.units if unit.weight > SEAM]
    return asked.content[rest[0].start : rest[-1].end] if rest else None


def _whole(unit: Unit) -> bool:
    return is_generic(unit) or not follow_ups().wholes.isdisjoint({unit.text, *unit.keys})


def _fund_in(content: str) -> str | None:
    """The fund that a turn says, in the longest of its names."""
    words = {word for names in load_preferences().funds.values() for word in names if word in content}
    return max(words, key=len, default=None)
