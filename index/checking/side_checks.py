"""Identities of forms without codes: two-sided totals, 三公 items, counts, 政府采购."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from index.checking.checks import Check
from index.checking.form_view import Block, Column, FormView, Row
from index.checking.identity_rules import Rules, ThreePublic
from index.checking.sums import equation, form_name, sum_check, total_column
from index.types import Cell


def two_sided_checks(view: FormView, rules: Rules) -> Iterator[Check]:
    """本年合计 = items; 总计 = 本年合计 + balances; 收入总计 = 支出总计."""
    grands: list[tuple[Block, Row]] = []
    for block in view.blocks:
        grand = _last(block, rules.two_sided.grand)
        subtotal = block.find(rules.two_sided.subtotal)
        if grand is not None and grand is not subtotal:
            grands.append((block, grand))
        for column in block.columns:
            yield from _side(block, column, subtotal, grand, rules)
    if len(grands) == 2:
        yield from _both_sides(grands, rules)


def _last(block: Block, keys: Sequence[str]) -> Row | None:
    found = [row for row in block.rows if row.key in keys]
    return found[-1] if found else None


def _side(
    block: Block, column: Column, subtotal: Row | None, grand: Row | None, rules: Rules
) -> Iterator[Check]:
    rows = [row for row in block.rows if row.label and column.col in row.cells]
    whole = subtotal or grand
    if whole is None or whole not in rows:
        return
    at = rows.index(whole)
    items = rows[:at]
    yield from _total("side.items", whole, items, column, rules)
    yield from _nested(items, column, rules)
    if subtotal is None or grand is None or grand not in rows[at:]:
        return
    below = rows[at + 1 : rows.index(grand)]
    heads = [row for row in below if re.match(rules.two_sided.balance_head, row.key)]
    balances = [row for row in heads if row.level != _PART_LEVEL]
    if balances:
        yield from _total("side.total", grand, [subtotal, *balances], column, rules)
    for head in balances:
        parts = _until(below[below.index(head) + 1 :], balances)
        if len(parts) > 1:  # a single row tells a part of it, not all
            yield from _total("side.balance", head, parts, column, rules)


_PART_LEVEL = 4  # ordinal_level of 其中
_ADDENDS = {
    "side.items": "各项之和",
    "side.nested": "所属各项之和",
    "side.balance": "所属各项之和",
    "side.total": "本年合计与结转结余之和",
    "counts.vehicles": "各类车辆之和",
    "purchases.total": "货物、工程、服务之和",
}


def _until(rows: Sequence[Row], stops: Sequence[Row]) -> list[Row]:
    end = next((at for at, row in enumerate(rows) if row in stops), len(rows))
    return list(rows[:end])


def _total(rule: str, whole: Row, rows: Sequence[Row], column: Column, rules: Rules) -> Iterator[Check]:
    """The check of a whole, by the reading of its rows that balances, else by the first."""
    cell = whole.cells[column.col]
    title = f"{form_name(cell)}：{whole.label} = {_ADDENDS[rule]}（{cell.column_label}）"
    checks = [
        sum_check(rule, title, cell, [row.cells[column.col] for row in reading if column.col in row.cells])
        for reading in _readings(rows, rules)
    ]
    found = [check for check in checks if check is not None]
    if found:
        yield next((check for check in found if check.status.holds), found[0])


def _readings(rows: Sequence[Row], rules: Rules) -> list[list[Row]]:
    """The rows that may be meant as addends, never 其中 rows.

    Rows with the first ordinal's depth are sure. Rows without an ordinal may be items whose ordinal is not
    printed, or parts of the item above them.
    """
    added = [row for row in rows if row.level != _PART_LEVEL and not re.match(rules.words.part_of, row.label)]
    levels = [row.level for row in added if row.level is not None]
    if not levels:
        return [added] if added else []
    sure = [row for row in added if row.level is not None and row.level <= levels[0]]
    return [sure, [row for row in added if row.level is None or row.level <= levels[0]]]


def _nested(rows: Sequence[Row], column: Column, rules: Rules) -> Iterator[Check]:
    """一、 = sum of the 1. rows below it, and so on."""
    for at, head in enumerate(rows):
        if head.level is None or head.level == _PART_LEVEL:
            continue
        below = _deeper(rows[at + 1 :], head.level)
        if below:
            yield from _total("side.nested", head, below, column, rules)


def _deeper(rows: Sequence[Row], level: int) -> list[Row]:
    end = next((at for at, row in enumerate(rows) if row.level is None or row.level <= level), len(rows))
    return list(rows[:end])


def _both_sides(grands: Sequence[tuple[Block, Row]], rules: Rules) -> Iterator[Check]:
    """总计 of the left side = 总计 of the right one, column by column where both print several."""
    (left_block, left), (right_block, right) = grands
    for first, second in _paired(left_block, right_block, rules):
        income, spending = left.cells.get(first.col), right.cells.get(second.col)
        if income is None or spending is None or income.value is None or spending.value is None:
            continue
        yield equation("side.equal", f"{form_name(income)}：收入总计 = 支出总计", [income], [spending])


def _paired(left: Block, right: Block, rules: Rules) -> list[tuple[Column, Column]]:
    totals = total_column(left, rules.words), total_column(right, rules.words)
    if totals[0] is not None and totals[1] is not None:
        return [(totals[0], totals[1])]
    return [(a, b) for a in left.columns for b in right.columns if a.leaf == b.leaf]


def counts_checks(view: FormView, rules: Rules) -> Iterator[Check]:
    """车辆数合计 = sum of its kinds; 政府采购合计 = 货物 + 工程 + 服务."""
    for block in view.blocks:
        for column in block.columns:
            rows = [row for row in block.rows if row.label and column.col in row.cells]
            for at, head in enumerate(rows):
                if head.level is not None and re.match(rules.nested.parent, head.key):
                    below = _deeper(rows[at + 1 :], head.level)
                    yield from _total("counts.vehicles", head, below, column, rules)
            yield from _purchases(rows, column, rules)


def _purchases(rows: Sequence[Row], column: Column, rules: Rules) -> Iterator[Check]:
    whole = [row for row in rows if row.key in rules.purchases.total]
    parts = [row for row in rows if row.key in rules.purchases.parts]
    if len(whole) == 1 and parts:
        yield from _total("purchases.total", whole[0], parts, column, rules)


_SUMS = (
    ("total", ("abroad", "vehicles", "reception"), "合计 = 因公出国（境）+ 公务用车 + 公务接待"),
    ("vehicles", ("purchase", "running"), "公务用车购置及运行 = 购置 + 运行维护"),
    ("reception", ("domestic", "foreign"), "公务接待费 = 国内接待 + 国（境）外接待"),
)


def three_public_checks(view: FormView, rules: Rules) -> Iterator[Check]:
    """三公 sums of every measure (预算数, 决算数), in the long form and in the wide one."""
    for measure, items in three_public_items(view, rules.three_public).items():
        for whole, names, words in _SUMS:
            if not any(name in items for name in names):
                continue
            parts = [cell for name in names for cell in _cells(items, name)]
            title = f"{form_name(next(iter(items.values())))}：{words}（{measure or '金额'}）"
            if check := sum_check(f"three_public.{whole}", title, items.get(whole), parts):
                yield check


def _cells(items: dict[str, Cell], name: str) -> list[Cell]:
    own = items.get(name)
    if own is not None and own.value is not None:
        return [own]
    nested = next((names for whole, names, _ in _SUMS if whole == name), ())
    return [cell for inner in nested for cell in _cells(items, inner)]


def three_public_items(view: FormView, rule: ThreePublic) -> dict[str, dict[str, Cell]]:
    """Measure (key of the 预算数 or 决算数 header, "" without one) -> item name -> its cell."""
    found: dict[str, dict[str, Cell]] = {}
    for block in view.blocks:
        for column in block.columns:
            for row in block.rows:
                if (cell := row.cells.get(column.col)) is not None:
                    _place(found, cell, row, column, rule)
    return found


def _place(
    found: dict[str, dict[str, Cell]], cell: Cell, row: Row, column: Column, rule: ThreePublic
) -> None:
    measures = [key for key in column.path if re.search(rule.measure, key) and _item(key, rule) is None]
    items = [key for key in column.path if key not in measures]
    by_row = _item(row.key, rule) if row.key else None
    # The only data row of a wide form is often called 合计: its columns tell more than its label.
    name = by_row if by_row not in (None, "total") else _path_item(items, rule) or by_row
    if name is not None:
        found.setdefault(measures[-1] if measures else "", {}).setdefault(name, cell)


def _path_item(path: Sequence[str], rule: ThreePublic) -> str | None:
    if not path:
        return None
    name = _item(path[-1], rule)
    in_group = any(re.search(rule.group, key) for key in path[:-1])
    return "vehicles" if name == "total" and in_group else name


_ITEMS = ("abroad", "vehicles", "purchase", "running", "reception", "domestic", "foreign", "total")


def _item(key: str, rule: ThreePublic) -> str | None:
    return next((name for name in _ITEMS if re.match(getattr(rule, name), key)), None)
