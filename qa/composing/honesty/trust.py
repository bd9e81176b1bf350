"""What an answer must say about the figure beyond the figure: scans, failed identities, invented samples."""

from __future__ import annotations

from index.types import Kind, Source
from qa.composing.phrases import phrase
from qa.finding.corpus import DocView
from qa.types import CellHit, Hit, Reading

_TRUSTED = 0.75  # a table below it has identities that fail
_LEGIBLE = 0.9  # a scanned cell below it is named as uncertain


def remarks(view: DocView, reading: Reading, hit: Hit) -> str:
    """Remarks in order of weight, joined; empty where the figure needs none."""
    said = []
    disclosure = view.disclosure
    if disclosure.kind is Kind.BUDGET:
        said.append(phrase("lookup", "budget_document", year=disclosure.year))
    if isinstance(hit, CellHit):
        table = view.table(hit.cell.table_id)
        if hit.cell.source is Source.OCR and hit.cell.confidence < _LEGIBLE:
            said.append(phrase("lookup", "ocr"))
        if table is not None and table.trust is not None and table.trust < _TRUSTED:
            said.append(phrase("lookup", "untrusted"))
    if not reading.years:
        said.append(phrase("lookup", "newest"))
    if disclosure.invented:
        said.append(phrase("lookup", "invented"))
    return "".join(said)
