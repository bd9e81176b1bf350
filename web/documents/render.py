"""The list of indexed disclosures as HTML; what a document says is escaped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from index.types import Disclosure
from web.texts import Texts

DOCUMENTS_SHOWN = 200


def documents_html(disclosures: Sequence[Disclosure], trust: Mapping[str, float | None], texts: Texts) -> str:
    """The indexed disclosures as a table; `trust` maps doc_id to the share of identities that hold."""
    if not disclosures:
        return f'<p class="empty">{escape(texts("documents_none"))}</p>'
    shown = disclosures[:DOCUMENTS_SHOWN]
    columns = "".join(f'<th scope="col">{escape(name)}</th>' for name in texts.several("documents_columns"))
    rows = "".join(_document_row(disclosure, trust.get(disclosure.doc_id), texts) for disclosure in shown)
    count = texts("documents_count", count=len(disclosures))
    if len(shown) < len(disclosures):
        count += " " + texts("documents_more", shown=len(shown))
    return (
        f'<p class="count">{escape(count)}</p><div class="scroll" tabindex="0" role="region"'
        f' aria-label="{escape(texts("documents_heading"))}"><table><thead><tr>{columns}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


def _document_row(disclosure: Disclosure, trust: float | None, texts: Texts) -> str:
    department = escape(disclosure.department)
    if disclosure.invented:
        department += f' <span class="invented">{escape(texts("invented"))}</span>'
    trusted = texts("trust_unknown") if trust is None else f"{trust:.0%}"
    cells = (
        escape(disclosure.region.name),
        department,
        str(disclosure.year),
        f"{disclosure.level.value}{disclosure.kind.value}",
        str(disclosure.pages),
        f'<span title="{escape(texts("trust_hint"))}">{escape(trusted)}</span>',
    )
    columns = texts.several("documents_columns")
    described = "".join(
        f'<td data-label="{escape(name)}">{cell}</td>' for name, cell in zip(columns, cells, strict=True)
    )
    return f'<tr title="{escape(disclosure.title)}">{described}</tr>'
