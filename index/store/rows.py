"""Between the types of `index.types` and the rows of `schema`: one pair of functions for each type.

Rows go in as plain dicts for a bulk insert and come out as positional tuples: a disclosure of 1,500 cells
is read in some tens of milliseconds that way, against several times that through mapped objects.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import cache, lru_cache
from typing import Any, TypeAlias

from pydantic import TypeAdapter
from sqlalchemy import Row
from sqlalchemy.orm import InstrumentedAttribute

from index.forms.labels import label_key
from index.profile.sidecar import Given
from index.store.schema import CellRow, ChunkRow, DocumentRow, SentenceRow, TableRow
from index.types import (
    BBox,
    Cell,
    Chunk,
    ChunkKind,
    Disclosure,
    Figure,
    Kind,
    Level,
    Notice,
    Region,
    Sentence,
    Source,
    Table,
)

Scalar: TypeAlias = str | int | float | bool | None
Record: TypeAlias = dict[str, Scalar]


def dump(value: object) -> str:
    """Lists and records as compact JSON."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


@lru_cache(maxsize=8192)
def strings(text: str) -> tuple[str, ...]:
    """A JSON list of strings, read back; kept, for paths and headings come again with every cell."""
    return tuple(json.loads(text))


def disclosure_record(disclosure: Disclosure) -> Record:
    """The columns of `document` that the disclosure itself gives."""
    return {
        "doc_id": disclosure.doc_id,
        "title": disclosure.title,
        "province": disclosure.region.province,
        "city": disclosure.region.city,
        "district": disclosure.region.district,
        "department": disclosure.department,
        "year": disclosure.year,
        "kind": disclosure.kind.value,
        "level": disclosure.level.value,
        "aliases": dump(disclosure.aliases),
        "contained_units": dump(disclosure.contained_units),
        "pages": disclosure.pages,
        "sha256": disclosure.sha256,
        "invented": disclosure.invented,
    }


def disclosure_of(row: DocumentRow) -> Disclosure:
    """The disclosure of a `document` row."""
    return Disclosure(
        doc_id=row.doc_id,
        title=row.title,
        region=Region(row.province, row.city, row.district),
        department=row.department,
        year=row.year,
        kind=Kind(row.kind),
        level=Level(row.level),
        aliases=strings(row.aliases),
        contained_units=strings(row.contained_units),
        pages=row.pages,
        sha256=row.sha256,
        invented=row.invented,
    )


def told_json(told: Given | None) -> str | None:
    """What the command line stated about a document, as JSON."""
    return None if told is None else _given().dump_json(told).decode()


def told_of(row: DocumentRow) -> Given | None:
    """What the command line stated about a document."""
    return None if row.told is None else _given().validate_json(row.told)


def table_record(table: Table, position: int) -> Record:
    """The columns of `form_table`; the cells go into `cell`."""
    return {
        "table_id": table.table_id,
        "doc_id": table.doc_id,
        "position": position,
        "form": table.form,
        "table_no": table.table_no,
        "title": table.title,
        "unit": table.unit,
        "pages": dump(table.pages),
        "grid": dump(table.grid),
        "header_rows": table.header_rows,
        "notes": dump(table.notes),
        "declared_empty": None if table.notice is None else _notice().dump_json(table.notice).decode(),
        "source": table.source.value,
        "trust": table.trust,
    }


def table_of(row: TableRow, cells: Iterable[Cell]) -> Table:
    """The table of a `form_table` row with its cells."""
    return Table(
        table_id=row.table_id,
        doc_id=row.doc_id,
        form=row.form,
        table_no=row.table_no,
        title=row.title,
        unit=row.unit,
        pages=tuple(json.loads(row.pages)),
        grid=tuple(tuple(line) for line in json.loads(row.grid)),
        header_rows=row.header_rows,
        cells=tuple(cells),
        notes=strings(row.notes),
        notice=None if row.declared_empty is None else _notice().validate_json(row.declared_empty),
        source=Source(row.source),
        trust=row.trust,
    )


def cell_record(cell: Cell, position: int) -> Record:
    """The columns of `cell`; what all cells of a table share stays in `form_table`."""
    return {
        "table_id": cell.table_id,
        "position": position,
        "doc_id": cell.doc_id,
        "page": cell.page,
        "row": cell.row,
        "col": cell.col,
        "form": cell.form,
        "row_label": cell.row_label,
        "label_key": label_key(cell.row_label),
        "row_code": cell.row_code,
        "row_seq": cell.row_seq,
        "row_path": dump(cell.row_path),
        "column_label": cell.column_label,
        "text": cell.text,
        "value": None if cell.value is None else str(cell.value),
        "unit": cell.unit,
        **_box(cell.bbox),
        "source": cell.source.value,
        "confidence": cell.confidence,
    }


CELL_COLUMNS: Sequence[InstrumentedAttribute[object]] = (  # in the order of the fields of Cell
    CellRow.doc_id,
    CellRow.page,
    CellRow.table_id,
    CellRow.form,
    TableRow.table_no,
    TableRow.title,
    CellRow.row,
    CellRow.col,
    CellRow.row_label,
    CellRow.row_code,
    CellRow.row_seq,
    CellRow.row_path,
    CellRow.column_label,
    CellRow.text,
    CellRow.value,
    CellRow.unit,
    CellRow.x0,
    CellRow.top,
    CellRow.x1,
    CellRow.bottom,
    CellRow.source,
    CellRow.confidence,
)


def cell_of(row: Row[*tuple[Any, ...]]) -> Cell:
    """The cell of a row that begins with CELL_COLUMNS (SQLAlchemy types no row that wide, hence Any)."""
    doc_id, page, table_id, form, table_no, title, line, col, label, code, seq, path, column = row[:13]
    text, value, unit, x0, top, x1, bottom, source, confidence = row[13 : len(CELL_COLUMNS)]
    return Cell(
        doc_id=doc_id,
        page=page,
        table_id=table_id,
        form=form,
        table_no=table_no,
        table_title=title,
        row=line,
        col=col,
        row_label=label,
        row_code=code,
        row_seq=seq,
        row_path=strings(path),
        column_label=column,
        text=text,
        value=None if value is None else Decimal(value),
        unit=unit,
        bbox=BBox(x0, top, x1, bottom),
        source=Source(source),
        confidence=confidence,
    )


def sentence_record(sentence: Sentence, position: int) -> Record:
    """The columns of `sentence`."""
    return {
        "sentence_id": sentence.sentence_id,
        "doc_id": sentence.doc_id,
        "position": position,
        "page": sentence.page,
        **_box(sentence.bbox),
        "text": sentence.text,
        "section": dump(sentence.section),
        "figures": _figures().dump_json(sentence.figures).decode(),
        "reason": sentence.reason,
        "source": sentence.source.value,
    }


def sentence_of(row: SentenceRow) -> Sentence:
    """The sentence of a `sentence` row."""
    return Sentence(
        sentence_id=row.sentence_id,
        doc_id=row.doc_id,
        page=row.page,
        bbox=BBox(row.x0, row.top, row.x1, row.bottom),
        text=row.text,
        section=strings(row.section),
        figures=_figures().validate_json(row.figures),
        reason=row.reason,
        source=Source(row.source),
    )


def chunk_record(chunk: Chunk, position: int) -> Record:
    """The columns of `chunk`."""
    return {
        "chunk_id": chunk.chunk_id,
        "doc_id": chunk.doc_id,
        "position": position,
        "kind": chunk.kind.value,
        "ref": chunk.ref,
        "text": chunk.text,
        "form": chunk.form,
        "page": chunk.page,
        "words": dump(chunk.words),
    }


def chunk_of(row: ChunkRow) -> Chunk:
    """The chunk of a `chunk` row."""
    return Chunk(
        row.chunk_id,
        row.doc_id,
        ChunkKind(row.kind),
        row.ref,
        row.text,
        row.form,
        row.page,
        strings(row.words),
    )


def _box(box: BBox) -> Record:
    return {"x0": box.x0, "top": box.top, "x1": box.x1, "bottom": box.bottom}


@cache
def _figures() -> TypeAdapter[tuple[Figure, ...]]:
    return TypeAdapter(tuple[Figure, ...])


@cache
def _notice() -> TypeAdapter[Notice]:
    return TypeAdapter(Notice)


@cache
def _given() -> TypeAdapter[Given]:
    return TypeAdapter(Given)
