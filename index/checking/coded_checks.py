"""Identities of forms with account codes: each level is the sum of the next, each row of its columns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from index.checking.checks import Check
from index.checking.form_view import Block, Column, FormView, Row
from index.checking.identity_rules import Rules
from index.checking.sums import column_sums, equation, form_name, sum_check
from index.types import Cell


@dataclass(slots=True)
class Node:
    """A coded row with the rows whose codes it begins."""

    block: Block
    row: Row
    children: list[Node] = field(default_factory=list)

    @property
    def code(self) -> str:
        """The account code."""
        return self.row.code or ""

    def cell(self, measure: int) -> Cell | None:
        """The cell in the `measure`-th column of the row's block."""
        if measure >= len(self.block.columns):
            return None
        return self.row.cells.get(self.block.columns[measure].col)

    def amounts(self, measure: int) -> list[Cell]:
        """The row's own number, or, where it is blank, those of the rows below it."""
        own = self.cell(measure)
        if own is not None and own.value is not None:
            return [own]
        return [cell for child in self.children for cell in child.amounts(measure)]


def code_forest(view: FormView) -> list[Node]:
    """The coded rows as trees by code prefix, in reading order; a repeated code starts a new tree (units)."""
    roots: list[Node] = []
    path: list[Node] = []
    for block, row in view.coded_rows():
        node = Node(block, row)
        while path and not (node.code.startswith(path[-1].code) and node.code != path[-1].code):
            path.pop()
        (path[-1].children if path else roots).append(node)
        path.append(node)
    return roots


def coded_checks(view: FormView, rules: Rules) -> Iterator[Check]:
    """Parent-child sums of every column, and the 合计 rows over the outermost codes."""
    roots = code_forest(view)
    if not roots:
        return
    measures = range(max(len(block.columns) for block in view.blocks))
    for measure in measures:
        for node in _walk(roots):
            if check := _parent_check(node, measure):
                yield check
    if view.form == "basic_expenditure":
        yield from _basic_totals(view, roots, rules)
    yield from _grand_totals(view, roots, rules)


def _walk(nodes: Sequence[Node]) -> Iterator[Node]:
    for node in nodes:
        if node.children:
            yield node
            yield from _walk(node.children)


def _parent_check(node: Node, measure: int) -> Check | None:
    cell = node.cell(measure)
    parts = [found for child in node.children for found in child.amounts(measure)]
    head = cell or (parts[0] if parts else None)
    if head is None:
        return None
    title = f"{form_name(head)}：{node.code} {node.row.label} = 下级科目之和（{head.column_label}）"
    return sum_check("code.parent", title, cell, parts)


def _grand_totals(view: FormView, roots: Sequence[Node], rules: Rules) -> Iterator[Check]:
    names = set(rules.words.total_row) | set(rules.basic.grand_total)
    found = [(b, row) for b in view.blocks for row in b.rows if not row.code and row.key in names]
    if len(found) != 1:
        return
    block, row = found[0]
    if any(root.block is not block for root in roots):
        return
    for measure, column in enumerate(block.columns):
        cell = row.cells.get(column.col)
        parts = [amount for root in roots for amount in root.amounts(measure)]
        if cell is None:
            continue
        title = f"{form_name(cell)}：{row.label} = 各类科目之和（{cell.column_label}）"
        if check := sum_check("code.total", title, cell, parts):
            yield check


def _basic_totals(view: FormView, roots: Sequence[Node], rules: Rules) -> Iterator[Check]:
    """人员经费 = 301 + 303, 公用经费 = the other codes, 合计 = both (支出经济分类)."""
    staff = _amount_of(view, rules.basic.staff_total)
    running = _amount_of(view, rules.basic.running_total)
    groups = (
        ("basic.staff", staff, True, "人员经费合计 = 301 + 303"),
        ("basic.running", running, False, "公用经费合计 = 301、303 以外各类之和"),
    )
    for rule, whole, is_staff, title in groups:
        parts = [
            cell
            for root in roots
            if (root.code in rules.basic.staff_codes) == is_staff
            for cell in root.amounts(0)
        ]
        if whole is not None and (check := sum_check(rule, f"{form_name(whole)}：{title}", whole, parts)):
            yield check
    grand = _amount_of(view, rules.basic.grand_total)
    both = [cell for cell in (staff, running) if cell is not None and cell.value is not None]
    if grand is not None and grand.value is not None and len(both) == 2:
        yield equation(
            "basic.total", f"{form_name(grand)}：合计 = 人员经费合计 + 公用经费合计", [grand], both
        )


def _amount_of(view: FormView, keys: Sequence[str]) -> Cell | None:
    for block in view.blocks:
        row = block.find(keys)
        if row is not None and len(row.cells) == 1:
            return next(iter(row.cells.values()))
    return None


def row_checks(view: FormView, rules: Rules) -> Iterator[Check]:
    """Each row's total column is the sum of its siblings; subtotal columns count once."""
    for block in view.blocks:
        sums = column_sums(block, rules.words)
        for row in block.rows:
            for column_sum in sums:
                whole = row.cells.get(column_sum.total.col)
                parts = [cell for part in column_sum.parts for cell in part.cells(row)]
                head = whole or (parts[0] if parts else None)
                if head is None:
                    continue
                name = " ".join(text for text in (row.code, row.label) if text)
                title = f"{form_name(head)}：{name} {head.column_label} = 各列之和"
                if check := sum_check("row.columns", title, whole, parts):
                    yield check


def fund_balance_checks(view: FormView, rules: Rules) -> Iterator[Check]:
    """年初结转和结余 + 本年收入 = 本年支出 + 年末结转和结余, row by row."""
    rule = rules.fund_balance
    for block in view.blocks:
        spending = [
            s.total
            for s in column_sums(block, rules.words)
            if re.search(rules.words.spending_group, s.total.path[0])
        ]
        opening, income, closing = (
            _exact_column(block, keys) for keys in (rule.opening, rule.income, rule.closing)
        )
        if not (spending and opening and income and closing):
            continue
        for row in block.rows:
            left = [row.cells[c.col] for c in (opening, income) if row.value(c.col) is not None]
            right = [row.cells[c.col] for c in (spending[0], closing) if row.value(c.col) is not None]
            if left and right:
                title = f"{form_name(left[0])}：{row.label} 年初结转 + 本年收入 = 本年支出 + 年末结转"
                yield equation("fund.balance", title, left, right)


def _exact_column(block: Block, keys: Sequence[str]) -> Column | None:
    return next((column for column in block.columns if column.leaf in keys), None)
