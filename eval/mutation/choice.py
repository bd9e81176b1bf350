"""Which cells are changed: drawn by seed from those that identities vouch for and a question can name."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from random import Random
from typing import Final

from eval.lookups import placed_question
from eval.mutation.subject import Subject
from eval.pool import Facts, Target
from eval.questions import Case
from index.checking.checks import CellKey
from index.forms.labels import label_key
from index.types import Cell, Table
from qa.understanding.vocabulary import plain

# Forms whose rows add up over these columns.
_BY_ACCOUNT: Final = frozenset({"expenditure", "public_budget_expenditure"})
_COLUMNS: Final = ("基本支出", "项目支出")
_TOTAL: Final = frozenset({"合计", "总计", "支出合计"})
_STEP: Final = Decimal("1234.50")


def vouched(subject: Subject, rng: Random) -> list[Target]:
    """Cells of statutory forms that take part in an identity that holds."""
    found = [target for target in subject.targets if _key(target.cell) in subject.confirmed]
    return rng.sample(found, len(found))


def _key(cell: Cell) -> CellKey:
    return CellKey(cell.table_id, cell.row, cell.col)


def plain_case(target: Target) -> Case:
    """A question for the cell with the gold that it has before it is changed."""
    return target.case("mutation", f"{target.name}{target.label}是多少？")


def placed_case(target: Target) -> Case:
    """The same by form, row and column."""
    return target.case("mutation", placed_question(target))


def other_figure(value: Decimal) -> Decimal:
    """A figure that is printed as widely and is no rounding of the first."""
    return value + _STEP


def printed(value: Decimal) -> str:
    """With thousands separators and two decimals, as forms print amounts."""
    return f"{value:,.2f}"


def column_pairs(subject: Subject) -> Iterator[tuple[Table, dict[int, tuple[Cell, Cell]]]]:
    """Forms with the two columns side by side: the cells of both by row.

    A form whose total row is blank is left out: nothing can be held against its columns.
    """
    for table in subject.extraction.tables:
        if table.form not in _BY_ACCOUNT:
            continue
        rows: dict[int, dict[str, Cell]] = {}
        for cell in table.cells:
            rows.setdefault(cell.row, {})[cell.column_label.rsplit(" / ", 1)[-1]] = cell
        both = {
            row: (found[_COLUMNS[0]], found[_COLUMNS[1]])
            for row, found in rows.items()
            if all(name in found for name in _COLUMNS)
        }
        totals = [left.value for left, _ in both.values() if left.row_label in _TOTAL]
        if any(totals) and any(left.value != right.value for left, right in both.values()):
            yield table, both


def swapped_target(subject: Subject, table: Table, pairs: dict[int, tuple[Cell, Cell]]) -> Target | None:
    """A row that label and form name alone, in which the two columns print different figures."""
    facts = Facts(subject.extraction.disclosure, subject.extraction.tables, subject.extraction.sentences)
    labels = [left.row_label for left, _ in pairs.values()]
    for left, right in pairs.values():
        named = labels.count(left.row_label) == 1 and left.row_label not in _TOTAL | {""}
        if named and left.value and right.value is not None and left.value != right.value:
            return Target(facts, table, left)
    return None


def _plain(cell: Cell) -> str:
    return plain(label_key(cell.row_label))


def unit_targets(subject: Subject, rng: Random) -> list[Target]:
    """Vouched cells of forms that print in 万元 and whose label no other form prints."""
    tables: dict[str, set[str]] = {}
    for table in subject.extraction.tables:
        for cell in table.cells:
            tables.setdefault(_plain(cell), set()).add(table.table_id)
    return [
        target
        for target in vouched(subject, rng)
        if target.table.unit == "万元" and target.value and len(tables[_plain(target.cell)]) == 1
    ]
