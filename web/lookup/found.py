"""What a search found, as a table whose figures show their place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from urllib.parse import urlencode

from index.store.search import CellQuery
from index.types import Cell, Disclosure
from web.english.gloss import gloss_html
from web.lookup.places import place_button, sheet_attributes
from web.picking.pager import pager_html
from web.texts import Texts

PAGE = 50


@dataclass(frozen=True, slots=True)
class FoundPage:
    """The cells from the `first`-th of `total` that fit the query."""

    cells: tuple[Cell, ...]
    total: int
    first: int
    query: CellQuery


def found_html(page: FoundPage, disclosures: Mapping[str, Disclosure], texts: Texts, root: str) -> str:
    """One page of cells with how many there are, the way to the next page, and the export."""
    total, first, cells = page.total, page.first, page.cells
    if not total:
        return f'<p class="empty">{escape(texts("lookup_none"))}</p>'
    heads = "".join(f'<th scope="col">{escape(name)}</th>' for name in texts.several("lookup_columns"))
    rows = "".join(_row(cell, disclosures[cell.doc_id], texts, root) for cell in cells)
    return (
        f'<div class="bar"><p class="count" role="status">'
        f"{escape(texts('lookup_count', total=total, first=first + 1, last=first + len(cells)))}</p>"
        f"{pager_html(first, total, PAGE, texts)}{export_links(cells_query(page.query), texts, root)}</div>"
        f'<div class="scroll" tabindex="0" role="region" aria-label="{escape(texts("lookup_found"))}">'
        f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _row(cell: Cell, disclosure: Disclosure, texts: Texts, root: str) -> str:
    title = " ".join(part for part in (cell.table_no, cell.table_title) if part)
    opens = (
        f'<button type="button" class="open" data-table="{escape(cell.table_id)}">{escape(title)}</button>'
    )
    label = " ".join(part for part in (cell.row_code, cell.row_label) if part)
    path = " › ".join(cell.row_path)
    return (
        f"<tr {sheet_attributes(disclosure, root)}>"
        f'<td lang="zh-CN" title="{escape(disclosure.title)}">{escape(disclosure.department)}</td>'
        f'<td>{disclosure.year}</td><td lang="zh-CN">{opens}{gloss_html(cell.table_title, texts)}</td>'
        f'<td lang="zh-CN" title="{escape(path)}">{escape(label)}'
        f"{gloss_html(cell.row_label, texts)}</td>"
        f'<td lang="zh-CN">{escape(cell.column_label)}{gloss_html(cell.column_label, texts)}</td>'
        f'<td class="figure">{place_button(cell, texts)}</td><td>{escape(cell.unit or "")}</td></tr>'
    )


def cells_query(query: CellQuery) -> str:
    """The conditions as the query of the export's address."""
    documents = query.documents
    return urlencode(
        {
            "documents": documents.text,
            "region": documents.region,
            "year": documents.year or 0,
            "doc_id": query.doc_id,
            "text": query.text,
            "form": query.form,
            "code": query.code,
        }
    )


def export_links(query: str, texts: Texts, root: str, what: str = "cells") -> str:
    """Links that download what is shown, with where each figure stands."""
    links = "".join(
        f'<a href="{escape(f"{root}export/{what}.{ending}?{query}&lang={texts.language}")}" download>'
        f"{escape(texts('lookup_export', kind=ending.upper()))}</a>"
        for ending in ("csv", "xlsx")
    )
    return f'<span class="export">{links}</span>'
