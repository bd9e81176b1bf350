"""What was carried over at the beginning or the end of a year, of the fund or the row that a question names:
the column (年初结转和结余) and the row have to be of it, or the figure is another one."""

from __future__ import annotations

import re

from index.types import Cell
from qa.finding.corpus import DocView
from qa.finding.scope_fit import fund_of, said_in
from qa.types import CellHit, Hit, Reading
from qa.understanding.vocabulary import plain

_START = re.compile("年初|期初|前一年|上一?年末?|去年末?")
_END = re.compile("年末|期末|年底|年终")
_CARRIED = re.compile("结转(?:和|及|与)?结余|结转|结余")
_LEFT = re.compile("剩下?|余下?")
_WORDS = re.compile(
    "(?:预算|决算|财政拨款|资金|多少|是|为|有|还|了|的|钱|数额?|金额|几|亿?万?元|亿|万|呢|吗|请问|查"
    "|[和与及,，。?？ ])"
)
_FUNDS = frozenset({"general", "government_fund", "state_capital"})
_FUND_WORDS = re.compile("一般公共预算|政府性基金|国有资本经营")
_PLACE = re.compile("表|[行栏列]次?")  # where the place is said the labels themselves decide
_SHORTEST = 3
_TOTALS = frozenset({"", "合计", "总计"})


def carried_hit(view: DocView, reading: Reading) -> CellHit | None:
    """The cell of the fund or the row at the beginning or the end of the year; None where none is meant."""
    opens = _when(reading.content)
    if (
        _PLACE.search(reading.content)
        or opens is None
        or not (_CARRIED.search(reading.content) or _LEFT.search(reading.content))
    ):
        return None
    of = _of(reading.content)
    fund = said_in(reading.content).fund
    fund = fund if fund in _FUNDS else None
    if not of and fund is None:
        return None
    found = [
        cell
        for table in view.tables
        if table.form
        for cell in table.cells
        if cell.value is not None and _at(cell, opens) and _of_it(cell, of, fund)
    ]
    if not found:
        return None
    best = min(found, key=lambda cell: (len(_row(cell)), cell.table_id, cell.row))
    return CellHit(best, 1.0, ("carried",))


def is_carried(reading: Reading, hit: Hit) -> bool:
    """False for a cell that is no balance where one is asked for, with what it is of."""
    content = reading.content
    asks = _when(content) is not None and _CARRIED.search(content) and not _PLACE.search(content)
    if not asks or not isinstance(hit, CellHit):
        return True
    labels = plain(f"{hit.cell.row_label}{hit.cell.column_label}{''.join(hit.cell.row_path)}")
    return _CARRIED.search(labels) is not None and (not (of := _of(content)) or of in labels)


def of_balance(cell: Cell) -> bool:
    """True for a balance, which stands beside income and expenditure under the same fund's name."""
    return any(_CARRIED.search(label) for label in (*cell.row_path, cell.row_label, cell.column_label))


def _when(content: str) -> bool | None:
    """True for the beginning of the year, False for its end; None where neither is said, or both."""
    start, end = _START.search(content) is not None, _END.search(content) is not None
    return None if start == end else start


def _of(content: str) -> str:
    """What the balance is of, in the words of the question less fund, time and what asks."""
    for pattern in (_START, _END, _CARRIED, _LEFT, _FUND_WORDS, _WORDS):
        content = pattern.sub("", content)
    return plain(content)


def _row(cell: Cell) -> str:
    return plain(cell.row_label.rsplit(" / ", 1)[-1])


def _at(cell: Cell, opens: bool) -> bool:
    labels = [*cell.row_path, cell.row_label, *cell.column_label.split(" / ")]
    return any(_CARRIED.search(label) and _when(label) is opens for label in labels)


def _of_it(cell: Cell, of: str, fund: str | None) -> bool:
    if fund is not None and fund_of(cell) != fund:
        return False
    if of:
        return len(of) >= _SHORTEST and of in _row(cell)
    row = _row(cell)
    return row in _TOTALS or _CARRIED.search(row) is not None or _FUND_WORDS.search(row) is not None
