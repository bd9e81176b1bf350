"""A form as printed: merged headers once, codes that fold level by level, figures that show their place."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from html import escape
from urllib.parse import urlencode

from index.types import Cell, Disclosure, Table
from web.english.gloss import gloss_html
from web.lookup.found import export_links
from web.lookup.places import place_button, sheet_attributes
from web.texts import Texts

# Digits of a functional account code (class, section, item) by the government's classification of income and
# expenditure; economic codes have 3 and 5.
_LEVELS = {3: 1, 5: 2, 7: 3}
# Section and item have two digits each: equal ones beside each other are no merged label.
_PART_OF_CODE = re.compile(r"\d\d")


def form_html(table: Table, disclosure: Disclosure, texts: Texts, root: str) -> str:
    """The table with its title, unit, pages and trust above it and its notes below."""
    cells = {(cell.row, cell.col): cell for cell in table.cells}
    codes = _codes(table)
    body = "".join(
        _body_row(n, table, cells, codes, texts) for n in range(table.header_rows, len(table.grid))
    )
    head = "".join(_header_row(n, table, texts) for n in range(table.header_rows))
    notes = "".join(f'<p class="note" lang="zh-CN">{escape(note)}</p>' for note in table.notes)
    export = export_links(urlencode({"table_id": table.table_id}), texts, root)
    return (
        f"<article {sheet_attributes(disclosure, root)}>{_heading(table, disclosure, texts)}"
        f'<div class="bar">{_folding(set(codes.values()), texts)}{export}</div>'
        f'<div class="scroll" tabindex="0" role="region" lang="zh-CN" aria-label="{escape(table.title)}">'
        f"<table><thead>{head}</thead><tbody>{body}</tbody></table></div>{notes}</article>"
    )


def _codes(table: Table) -> dict[int, str]:
    """The account code of each row; none for a form that prints several codes on a row (blocks)."""
    codes: dict[int, str] = {}
    for cell in table.cells:
        if cell.row_code and codes.setdefault(cell.row, cell.row_code) != cell.row_code:
            return {}
    return codes


def _heading(table: Table, disclosure: Disclosure, texts: Texts) -> str:
    trust = texts("lookup_unchecked") if table.trust is None else f"{table.trust:.0%}"
    parts = (
        texts("lookup_pages", pages=texts("lookup_comma").join(str(page) for page in table.pages)),
        texts("lookup_trust", trust=trust),
        texts("lookup_scan") if table.source.value == "ocr" else "",
    )
    title = " ".join(part for part in (table.table_no, table.title) if part)
    return (
        f'<h3 lang="zh-CN">{escape(title)}{gloss_html(table.title, texts)}</h3>'
        f'<p class="where"><span lang="zh-CN">{escape(disclosure.title)}</span> · '
        f"{escape(texts('lookup_unit'))}"
        f'<span lang="zh-CN">{escape(table.unit or "—")}{gloss_html(table.unit or "", texts)}</span>'
        f" · {escape(' · '.join(part for part in parts if part))}</p>"
    )


def _folding(codes: set[str], texts: Texts) -> str:
    levels = {_LEVELS[len(code)] for code in codes if len(code) in _LEVELS}
    if len(levels) < 2:
        return ""
    names = texts.several("lookup_levels")
    buttons = "".join(
        f'<button type="button" class="level" data-level="{level}">{escape(names[level - 1])}</button>'
        for level in sorted(levels)
    )
    return f'<span class="levels">{escape(texts("lookup_unfold_to"))} {buttons}</span>'


def _header_row(n: int, table: Table, texts: Texts) -> str:
    """A row of the header; a text that goes on in the row above or to the left was printed once."""
    row, parts, col = table.grid[n], [], 0
    while col < len(row):
        width = _run(row, col)
        if n == 0 or table.grid[n - 1][col : col + width] != row[col : col + width] or not row[col]:
            height = _depth(table, n, col, width)
            spans = f' colspan="{width}"' * (width > 1) + f' rowspan="{height}"' * (height > 1)
            parts.append(f'<th scope="col"{spans}>{escape(row[col])}{gloss_html(row[col], texts)}</th>')
        col += width
    return f"<tr>{''.join(parts)}</tr>"


def _run(row: Sequence[str], col: int) -> int:
    """How many columns a merged text covers."""
    end = col + 1
    while row[col] and end < len(row) and row[end] == row[col]:
        end += 1
    return end - col


def _depth(table: Table, n: int, col: int, width: int) -> int:
    """How many header rows a merged text covers."""
    texts, end = table.grid[n][col : col + width], n + 1
    while texts[0] and end < table.header_rows and table.grid[end][col : col + width] == texts:
        end += 1
    return end - n


def _body_row(
    n: int,
    table: Table,
    cells: Mapping[tuple[int, int], Cell],
    codes: Mapping[int, str],
    texts: Texts,
) -> str:
    row, parts, col = table.grid[n], [], 0
    while col < len(row):
        cell = cells.get((n, col))
        width = 1 if cell is not None else _run_of_labels(row, col, n, cells)
        span = f' colspan="{width}"' if width > 1 else ""
        if cell is not None:
            parts.append(f'<td class="figure">{place_button(cell, texts)}</td>')
        else:
            parts.append(f"<td{span}>{escape(row[col])}{gloss_html(row[col], texts)}</td>")
        col += width
    level = _LEVELS.get(len(codes.get(n, "")))
    return f"<tr{f' data-level={level}' if level else ''}>{''.join(parts)}</tr>"


def _run_of_labels(row: Sequence[str], col: int, n: int, cells: Mapping[tuple[int, int], Cell]) -> int:
    """A merged label is repeated in every column that it covers; figures never merge with it."""
    end = col + 1
    if _PART_OF_CODE.fullmatch(row[col]):
        return 1
    while row[col] and end < len(row) and row[end] == row[col] and (n, end) not in cells:
        end += 1
    return end - col
