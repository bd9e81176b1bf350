"""What is embedded: the label of every table row, and every sentence. Never the digits of cells.

References lead back to the facts. `TABLE_ID#r5c3` is the row (or the side or block of a row) of that table
whose first value cell stands in grid row 5, column 3; the reference of a sentence is its sentence_id.
A chunk's id is its reference.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import NamedTuple

from index.forms.labels import label_key
from index.types import Cell, Chunk, ChunkKind, Extraction, Sentence, Table

# An e5 model takes about 2 ms a character here; what a sentence is about stands in its beginning.
SENTENCE_CHARS = 200
_ROW_REF = re.compile(r"(?P<table_id>.+)#r(?P<row>\d+)c(?P<col>\d+)", re.DOTALL)


class RowRef(NamedTuple):
    """The place of the first value cell of a row, side or block."""

    table_id: str
    row: int
    col: int


def format_ref(ref: RowRef) -> str:
    """`TABLE_ID#r5c3`."""
    return f"{ref.table_id}#r{ref.row}c{ref.col}"


def parse_ref(ref: str) -> RowRef | None:
    """The row that a chunk's reference names; None for the reference of a sentence."""
    found = _ROW_REF.fullmatch(ref)
    return None if found is None else RowRef(found["table_id"], int(found["row"]), int(found["col"]))


def chunks_of(extraction: Extraction) -> tuple[Chunk, ...]:
    """The chunks of a disclosure: rows in the order of tables, then sentences."""
    row_chunks = chain.from_iterable(_table_chunks(table) for table in extraction.tables)
    return (*row_chunks, *(_sentence_chunk(sentence) for sentence in extraction.sentences))


def row_groups(cells: Iterable[Cell]) -> Iterator[tuple[Cell, ...]]:
    """The value cells of each row, side or block: neighbours in one row that share their label.

    A row without a label (the single data row of a wide form) gives each cell by itself, because there the
    column says what the figure is.
    """
    group: list[Cell] = []
    for cell in sorted(cells, key=lambda cell: (cell.row, cell.col)):
        if group and not _together(group[-1], cell):
            yield tuple(group)
            group = []
        group.append(cell)
    if group:
        yield tuple(group)


def _together(left: Cell, right: Cell) -> bool:
    return (
        bool(left.row_label)
        and right.row == left.row
        and right.col == left.col + 1
        and (left.row_label, left.row_code, left.row_seq, left.row_path)
        == (right.row_label, right.row_code, right.row_seq, right.row_path)
    )


def _table_chunks(table: Table) -> Iterator[Chunk]:
    for group in row_groups(table.cells):
        first = group[0]
        text = _row_text(first)
        if not text:
            continue
        ref = format_ref(RowRef(table.table_id, first.row, first.col))
        columns = (cell.column_label for cell in group)
        words = (first.row_code, table.title, *first.row_path, first.row_label, *columns)
        yield Chunk(
            chunk_id=ref,
            doc_id=table.doc_id,
            kind=ChunkKind.ROW,
            ref=ref,
            text=text,
            form=table.form,
            page=first.page,
            words=tuple(dict.fromkeys(word for word in words if word)),
        )


def _row_text(cell: Cell) -> str:
    """The words of a row: its label in a statutory form, its whole path in another table.

    Statutory labels are official names that mean the same in every form; embedding the bare name lets
    all disclosures share one vector. The labels of a self-evaluation mean little without what stands above.
    """
    if not cell.row_label:
        return label_key(cell.column_label)
    if cell.form is None and cell.row_path:
        return " > ".join(label_key(part) for part in cell.row_path)
    return label_key(cell.row_label)


def _sentence_chunk(sentence: Sentence) -> Chunk:
    heading = (*sentence.section[-1:],)
    return Chunk(
        chunk_id=sentence.sentence_id,
        doc_id=sentence.doc_id,
        kind=ChunkKind.SENTENCE,
        ref=sentence.sentence_id,
        text=" ".join((*heading, sentence.text))[:SENTENCE_CHARS],
        page=sentence.page,
        words=sentence.section,
    )
