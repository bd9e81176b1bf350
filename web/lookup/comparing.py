"""The same form of several disclosures side by side: rows that are the same item, the form's main column."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from html import escape
from urllib.parse import urlencode

from index.checking.identity_rules import load_rules
from index.forms.catalogue import form_by_key
from index.forms.labels import label_key
from index.store.facts import FactStore
from index.types import Cell, Disclosure, Table
from qa.money import convert, is_money, rounded, shown
from web.english.gloss import gloss_html
from web.lookup.found import export_links
from web.lookup.places import place_button, sheet_attributes
from web.picking.names import distinct_names
from web.texts import Texts

MOST = 6
_BELOW, _OR = " / ", "、"
TOTAL = ""  # the item of a form's total, whatever it is called

Key = tuple[str, str]  # account code or side, and item


@dataclass(frozen=True, slots=True)
class Item:
    """One row of a comparison: its code and label, and each disclosure's cell where it has one."""

    code: str
    label: str
    side: str
    cells: tuple[Cell | None, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """The same form of several disclosures; `columns` names the column compared, as each one prints it."""

    disclosures: tuple[Disclosure, ...]
    columns: tuple[str, ...]
    items: tuple[Item, ...]


def compare(store: FactStore, doc_ids: Sequence[str], form: str) -> Comparison:
    """Rows of one form by account code, else by label. Disclosures without the form are left out.

    Raises UnknownDocumentError.
    """
    sides: list[tuple[Disclosure, str, dict[Key, Cell]]] = []
    for doc_id in doc_ids[:MOST]:
        table = next((table for table in store.tables(doc_id) if table.form == form and table.cells), None)
        if table is not None:
            column, cells = _main_cells(table)
            sides.append((store.disclosure(doc_id), column, cells))
    keys = dict.fromkeys(key for _, _, cells in sides for key in cells)
    items = []
    for key in keys:
        row = tuple(cells.get(key) for _, _, cells in sides)
        named = next(cell for cell in row if cell is not None)
        items.append(Item(named.row_code or "", _label(named, key), "" if named.row_code else key[0], row))
    return Comparison(
        tuple(side[0] for side in sides), tuple(side[1] for side in sides), tuple(_ordered(items))
    )


def _label(cell: Cell, key: Key) -> str:
    """An item's name as printed; a total of a wide form by its column."""
    return key[1] or label_key(cell.row_label) or cell.column_label.split(_BELOW)[-1]


def _main_cells(table: Table) -> tuple[str, dict[Key, Cell]]:
    """The cells of the columns that answer when none is named (catalogue.toml), by what they are of.

    The sides and blocks of a form have a main column each. A wide form has its items in the header, under the
    column's name, and one row without a label.
    """
    form = form_by_key(table.form or "")
    place = 0 if not any(cell.row_label for cell in table.cells) else -1
    sided = form is not None and form.shape in {"two_sided", "blocks"}
    items = form is not None and form.shape == "items"
    sides: dict[str, list[Cell]] = {}
    for cell in table.cells:
        sides.setdefault(cell.column_label.split(_BELOW)[0] if sided else "", []).append(cell)
    cells: dict[Key, Cell] = {}
    mains: dict[str, None] = {}
    for side, found in sides.items():
        main = _main_column(form.main_column if form else (), found, place)
        mains[main] = None
        for cell in found:
            path = cell.column_label.split(_BELOW)
            if path[place] == main:
                cells.setdefault((cell.row_code or side, _item(cell, path, items)), cell)
    return _OR.join(mains), cells


def _main_column(patterns: Sequence[str], cells: Sequence[Cell], place: int) -> str:
    """The first column that the form's patterns name, in their order; else the first of all."""
    names = list(dict.fromkeys(cell.column_label.split(_BELOW)[place] for cell in cells))
    return next((name for pattern in patterns for name in names if re.search(pattern, name)), names[0])


def _item(cell: Cell, path: Sequence[str], items: bool) -> str:
    """What a cell is of, so that the same item of a long and of a wide form meet."""
    words = load_rules().words
    if cell.row_label:
        label = label_key(cell.row_label)
        return TOTAL if items and words.is_total_column(label) else label
    inner = [label_key(part) for part in path[1:]]
    named = [part for part in inner if not words.is_total_column(part)]
    return named[-1] if named else TOTAL


def _ordered(items: Sequence[Item]) -> Sequence[Item]:
    """By code where every item but the total has one, so that an item of one disclosure stands in its class;
    by side in order of appearance otherwise."""
    if all(item.code for item in items[1:]):
        return sorted(items, key=lambda item: item.code)
    sides = list(dict.fromkeys(item.side for item in items))
    return sorted(items, key=lambda item: sides.index(item.side))


def difference(item: Item) -> tuple[Decimal, Decimal | None, str] | None:
    """Of two disclosures: second less first, the change in per cent, the unit. None where one is blank.

    Where the units differ, it has the decimals of the first, and two at least: more would be made up.
    """
    if len(item.cells) != 2:
        return None
    first, second = item.cells
    if first is None or second is None or first.value is None or second.value is None or not first.unit:
        return None
    value = second.value
    if second.unit != first.unit:
        if not (is_money(first.unit) and is_money(second.unit)):
            return None
        value = convert(value, second.unit or "", first.unit)
    change = value - first.value
    if second.unit != first.unit:
        change = rounded(change, max(2, -int(first.value.as_tuple().exponent)))
    return change, (change / first.value * 100 if first.value else None), first.unit


def comparison_html(comparison: Comparison, form: str, texts: Texts, root: str) -> str:
    """The comparison as a table; every figure shows its place, differences say what they are made of."""
    if len(comparison.disclosures) < 2:
        return f'<p class="empty">{escape(texts("compare_too_few"))}</p>'
    two = len(comparison.disclosures) == 2
    coded = any(item.code for item in comparison.items)
    names = distinct_names(comparison.disclosures).values()
    columns = "".join(
        f'<th scope="col" lang="zh-CN">{escape(f"{name} · {column}")}{gloss_html(column, texts)}</th>'
        for name, column in zip(names, comparison.columns, strict=True)
    )
    head = "".join(
        (
            _heads([texts("compare_code" if coded else "compare_side"), texts("compare_item")]),
            columns,
            _heads([texts("compare_difference"), texts("compare_change")] if two else []),
        )
    )
    documents = [("doc_id", disclosure.doc_id) for disclosure in comparison.disclosures]
    export = export_links(urlencode([("form", form), *documents]), texts, root, "comparison")
    years = {disclosure.year for disclosure in comparison.disclosures}
    note = f'<p class="note">{escape(texts("compare_years"))}</p>' if len(years) > 1 else ""
    return (
        f'<div class="bar">{note}{export}</div><div class="scroll" tabindex="0" role="region" '
        f'aria-label="{escape(texts("lookup_way_compare"))}">{_tables(comparison, head, texts, root)}</div>'
    )


def _tables(comparison: Comparison, head: str, texts: Texts, root: str) -> str:
    """The items with a figure; behind a press those that are blank or zero everywhere."""

    def table(items: Sequence[Item]) -> str:
        two = len(comparison.disclosures) == 2
        body = "".join(_row(item, comparison.disclosures, texts, root, two) for item in items)
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"

    told = [item for item in comparison.items if _says_something(item)]
    silent = [item for item in comparison.items if not _says_something(item)]
    if not told or not silent:
        return table(comparison.items)
    said = escape(texts("compare_silent", count=len(silent)))
    return f"{table(told)}<details><summary>{said}</summary>{table(silent)}</details>"


def _says_something(item: Item) -> bool:
    """Whether any of the disclosures prints more than a blank or a zero."""
    return any(cell is not None and (cell.value or (cell.value is None and cell.text)) for cell in item.cells)


def _heads(names: Sequence[str]) -> str:
    return "".join(f'<th scope="col">{escape(name)}</th>' for name in names)


def _row(item: Item, disclosures: Sequence[Disclosure], texts: Texts, root: str, two: bool) -> str:
    parts = [
        f"<td>{escape(item.code or item.side)}{gloss_html(item.side, texts)}</td>",
        f'<th scope="row" lang="zh-CN">{escape(item.label)}{gloss_html(item.label, texts)}</th>',
    ]
    for disclosure, cell in zip(disclosures, item.cells, strict=True):
        unit = cell.unit if cell is not None and cell.text else None
        shown_cell = "—" if cell is None else f"{place_button(cell, texts)} {escape(unit or '')}".rstrip()
        parts.append(f'<td class="figure" {sheet_attributes(disclosure, root)}>{shown_cell}</td>')
    if two:
        parts += _difference_cells(item)
    return f"<tr>{''.join(parts)}</tr>"


def _difference_cells(item: Item) -> list[str]:
    found = difference(item)
    if found is None:
        return ['<td class="figure">—</td>'] * 2
    change, rate, unit = found
    percent = "—" if rate is None else f"{rate:+.2f}%"
    sign = "+" if change > 0 else ""
    return [
        f'<td class="figure">{sign}{escape(shown(change))} {escape(unit)}</td>',
        f'<td class="figure">{percent}</td>',
    ]
