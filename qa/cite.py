"""Evidence -> citations: the place of every figure, in the layout of contracts.md."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from index.types import Disclosure
from qa.money import canonical
from qa.types import CellHit, Citation, Hit


def citations_of(evidence: Sequence[Hit], disclosures: Mapping[str, Disclosure]) -> tuple[Citation, ...]:
    """Citations numbered from 1 in the order of the evidence."""
    return tuple(_citation(n, hit, disclosures) for n, hit in enumerate(evidence, start=1))


def _citation(n: int, hit: Hit, disclosures: Mapping[str, Disclosure]) -> Citation:
    if isinstance(hit, CellHit):
        cell = hit.cell
        return Citation(
            n=n,
            kind="cell",
            doc_id=cell.doc_id,
            doc_title=disclosures[cell.doc_id].title,
            page=cell.page,
            bbox=cell.bbox,
            text=cell.text,
            form=cell.form,
            table_id=cell.table_id,
            table_no=cell.table_no,
            table_title=cell.table_title,
            row_label=cell.row_label,
            column_label=cell.column_label,
            value=None if cell.value is None else canonical(cell.value),
            unit=cell.unit,
        )
    sentence, figure = hit.sentence, hit.figure
    return Citation(
        n=n,
        kind="sentence",
        doc_id=sentence.doc_id,
        doc_title=disclosures[sentence.doc_id].title,
        page=sentence.page,
        bbox=sentence.bbox,
        text=sentence.text,
        value=None if figure is None else canonical(figure.value),
        unit=None if figure is None else figure.unit,
    )
