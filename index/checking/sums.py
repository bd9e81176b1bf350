"""A whole and its parts as a check, and the header tree that says which column sums which."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from index.checking.arithmetic import Verdict, compare_sums
from index.checking.checks import Check, Side, Status, cell_operand
from index.checking.form_view import Block, Column, Row, printed
from index.checking.identity_rules import Words
from index.types import Cell


def form_name(cell: Cell) -> str:
    """How a check names the form of a cell: its number where printed, then its title."""
    return f"{cell.table_no or ''}《{cell.table_title}》"


def sum_check(rule: str, title: str, whole: Cell | None, parts: Iterable[Cell]) -> Check | None:
    """Check that `whole` is the sum of `parts`; a blank part counts as zero beside a printed one.

    None where neither side prints a number; not computable where one side prints none.
    """
    numbers = [cell for cell in parts if cell.value is not None]
    has_whole = whole is not None and whole.value is not None
    if not has_whole and not numbers:
        return None
    return equation(rule, title, [whole] if whole is not None and has_whole else [], numbers)


def equation(
    rule: str, title: str, left: Sequence[Cell], right: Sequence[Cell], *, soft: bool = False
) -> Check:
    """Compare two sums of cells, in the unit of the first cell on the left."""
    operands = (
        *(cell_operand(cell, Side.LEFT) for cell in left),
        *(cell_operand(cell, Side.RIGHT) for cell in right),
    )
    if not left or not right:
        missing = "左边未印数" if not left else "右边各项均未印数"
        return Check(
            rule,
            title,
            Status.NOT_COMPUTABLE,
            operands,
            None,
            None,
            None,
            None,
            None,
            f"{missing}，无法核对。",
            soft,
        )
    unit = left[0].unit
    verdict = compare_sums([printed(cell) for cell in left], [printed(cell) for cell in right])
    if soft and verdict.status is Status.FAIL:
        verdict = replace(verdict, status=Status.NOT_COMPUTABLE)
    return Check(
        rule,
        title,
        verdict.status,
        operands,
        verdict.left,
        verdict.right,
        verdict.difference,
        verdict.tolerance,
        unit,
        explain(verdict, unit, soft=soft),
        soft,
    )


def explain(verdict: Verdict, unit: str | None, *, soft: bool = False) -> str:
    """One Chinese sentence: both sides, their difference, and what rounding allows."""
    left, right = amount_text(verdict.left, unit), amount_text(verdict.right, unit)
    gap = amount_text(abs(verdict.difference), unit)
    if verdict.status is Status.PASS:
        return f"两边均为 {left}。" if left == right else f"{left} 与 {right} 相符。"
    allowed = amount_text(verdict.tolerance.normalize(), unit)
    if verdict.status is Status.ROUNDING:
        return f"左边 {left}，右边 {right}，相差 {gap}，在四舍五入尾差 {allowed} 之内。"
    if soft:
        return f"左边 {left}，右边 {right}，相差 {gap}；口径可以不同，仅供参考。"
    if not verdict.tolerance:
        return f"左边 {left}，右边 {right}，相差 {gap}，应当相等。"
    return f"左边 {left}，右边 {right}，相差 {gap}，超出四舍五入尾差 {allowed}。"


def amount_text(value: Decimal, unit: str | None) -> str:
    """A number with thousands separators and its unit."""
    return f"{value:,f}" + (f" {unit}" if unit else "")


@dataclass(frozen=True, slots=True)
class Part:
    """One addend of a row: a column, or a header group with its own subtotal and leaves."""

    subtotal: Column | None
    leaves: tuple[Column, ...]

    def cells(self, row: Row) -> list[Cell]:
        """The subtotal where it is printed, else the leaves that are."""
        if self.subtotal is not None and row.value(self.subtotal.col) is not None:
            return [row.cells[self.subtotal.col]]
        return [row.cells[leaf.col] for leaf in self.leaves if row.value(leaf.col) is not None]


@dataclass(frozen=True, slots=True)
class ColumnSum:
    """A total column and what it is the sum of."""

    total: Column
    parts: tuple[Part, ...]


def column_sums(block: Block, words: Words) -> list[ColumnSum]:
    """The total columns of a block, outermost first, from the tree of header paths."""
    return _sums(list(block.columns), 0, words)


def total_column(block: Block, words: Words) -> Column | None:
    """The column of the row totals: the outermost total, or the only column; None where that is not sure.

    Where only groups have a total (年初结转, 本年收入, 本年支出), it is that of the spending.
    """
    found = [each.total for each in column_sums(block, words)]
    for choice in (
        [total for total in found if len(total.path) == 1],
        found,
        [total for total in found if re.search(words.spending_group, total.path[0])],
        [column for column in block.columns if words.is_total_column(column.leaf)],
        block.columns,
    ):
        if len(choice) == 1:
            return choice[0]
    return None


def _sums(columns: Sequence[Column], depth: int, words: Words) -> list[ColumnSum]:
    groups: dict[str, list[Column]] = {}
    for column in columns:
        key = column.path[depth] if depth < len(column.path) else f"@{column.col}"
        groups.setdefault(key, []).append(column)
    out: list[ColumnSum] = []
    totals = [group[0] for key, group in groups.items() if len(group) == 1 and words.is_total_column(key)]
    if len(totals) == 1:
        others = {key: group for key, group in groups.items() if group != totals and words.is_added(key)}
        if others:
            out.append(ColumnSum(totals[0], tuple(_part(g, depth + 1, words) for g in others.values())))
    for group in groups.values():
        if len(group) > 1 and any(len(column.path) > depth + 1 for column in group):
            out += _sums(group, depth + 1, words)
    return out


def _part(columns: Sequence[Column], depth: int, words: Words) -> Part:
    if len(columns) == 1:
        return Part(None, tuple(columns))
    inner = _sums(columns, depth, words)
    subtotal = inner[0].total if inner else None
    leaves = [c for c in columns if c != subtotal and not any(re.match(words.part_of, key) for key in c.path)]
    return Part(subtotal, tuple(leaves))
