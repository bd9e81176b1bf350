"""Figures that can be clicked: the panel beside them shows the page with the cell boxed (lookup.js)."""

from __future__ import annotations

from html import escape

from index.store.facts import FactStore
from index.types import Cell, Disclosure
from web.english.gloss import gloss_text
from web.serving.addresses import original_address, picture_address
from web.texts import Texts

NEAR = "near"


def sheet_attributes(disclosure: Disclosure, root: str) -> str:
    """What all places of one disclosure share, as attributes of an element around them.

    The addresses hold {page} and {box}, which the script fills in: a form of a thousand cells stays small.
    """
    version = version_of(disclosure)
    picture = root + picture_address(disclosure.doc_id, "{page}", "{box}", version, NEAR)
    original = root + original_address(disclosure.doc_id, "{page}", version)
    return (
        f'data-picture="{escape(picture)}" data-original="{escape(original)}" '
        f'data-title="{escape(disclosure.title)}"'
    )


def version_of(disclosure: Disclosure) -> str:
    """A token of the file's content."""
    return disclosure.sha256[:12]


def place_button(cell: Cell, texts: Texts) -> str:
    """A cell's printed text, or the word for a blank, as a button that shows its place."""
    labels = [part for part in (cell.row_label, cell.column_label) if part]
    what, english = " · ".join(labels), " · ".join(filter(None, (gloss_text(one, texts) for one in labels)))
    printed = cell.text or texts("lookup_blank")
    box = ",".join(f"{edge:.1f}" for edge in cell.bbox)
    said = f' data-english="{escape(english)}"' if english else ""
    note = f' title="{escape(texts("lookup_ocr"))}"' if cell.source.value == "ocr" else ""
    return (
        f'<button type="button" class="place{" blank" if not cell.text else ""}" data-page="{cell.page}" '
        f'data-box="{box}" data-what="{escape(what)}"{said}{note}>{escape(printed)}</button>'
    )


def disclosures_of(store: FactStore, doc_ids: set[str]) -> dict[str, Disclosure]:
    """The disclosures of these ids."""
    return {doc_id: store.disclosure(doc_id) for doc_id in sorted(doc_ids)}
