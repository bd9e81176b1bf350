"""The records that `index cells` and `index list` give out; fields and order are a contract."""

from __future__ import annotations

from typing import TypedDict

from index.types import Cell, Disclosure


class CellRecord(TypedDict):
    """A cell as others read it. Decimals are strings in the printed unit."""

    doc_id: str
    page: int
    table_id: str
    form: str | None
    table_no: str | None
    table_title: str
    row: int
    col: int
    row_label: str
    row_code: str | None
    row_seq: str | None
    row_path: list[str]
    column_label: str
    text: str
    value: str | None
    unit: str | None
    bbox: list[float]
    source: str
    confidence: float


class DocumentRecord(TypedDict):
    """An indexed document as `index list` shows it. `trust` is the lowest of its tables' trust."""

    doc_id: str
    title: str
    region: str
    department: str
    year: int
    kind: str
    level: str
    pages: int
    tables: int
    cells: int
    trust: float | None
    invented: bool


def cell_record(cell: Cell) -> CellRecord:
    """A cell as a record; bbox in PDF points with two decimals."""
    return CellRecord(
        doc_id=cell.doc_id,
        page=cell.page,
        table_id=cell.table_id,
        form=cell.form,
        table_no=cell.table_no,
        table_title=cell.table_title,
        row=cell.row,
        col=cell.col,
        row_label=cell.row_label,
        row_code=cell.row_code,
        row_seq=cell.row_seq,
        row_path=list(cell.row_path),
        column_label=cell.column_label,
        text=cell.text,
        value=None if cell.value is None else format(cell.value, "f"),
        unit=cell.unit,
        bbox=[round(edge, 2) for edge in cell.bbox],
        source=cell.source.value,
        confidence=round(cell.confidence, 4),
    )


def document_record(disclosure: Disclosure, size: tuple[int, int, float | None]) -> DocumentRecord:
    """A document as a record; `size` is tables, cells and trust as FactStore.table_sizes gives them."""
    tables, cells, trust = size
    return DocumentRecord(
        doc_id=disclosure.doc_id,
        title=disclosure.title,
        region=disclosure.region.name,
        department=disclosure.department,
        year=disclosure.year,
        kind=disclosure.kind.value,
        level=disclosure.level.value,
        pages=disclosure.pages,
        tables=tables,
        cells=cells,
        trust=None if trust is None else round(trust, 4),
        invented=disclosure.invented,
    )
