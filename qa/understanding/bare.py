"""A question that names a department and asks what was spent, without saying on what: the year's total."""

from __future__ import annotations

from dataclasses import replace

from qa.types import Intent, Reading
from qa.understanding.asked import read_asked
from qa.understanding.vocabulary import load_vocabulary
from qa.understanding.wording import holds, yes_no

_MONEY = (None, "money")
_ADDS = (None, Intent.SUM)


def of_the_whole(reading: Reading) -> Reading:
    """The reading of 花了多少钱 with the total of the year in it; any other as it is."""
    asks = reading.intent is Intent.LOOKUP and reading.across in _ADDS and reading.counted in _MONEY
    placed = reading.codes or reading.table_no or reading.row_number or reading.column_number
    if not asks or placed or reading.threshold or yes_no(reading.content):
        return reading
    vocabulary = load_vocabulary()
    if not holds(reading.content, vocabulary.spending) or read_asked(reading.content, ()).units:
        return reading
    return replace(reading, content=f"{vocabulary.bare_totals['支出']}是多少", whole=True)
