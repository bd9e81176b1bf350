"""Others' tables as cells of this project, indexed in a data directory of their own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from index.chunks import chunks_of
from index.config import Settings
from index.forms.amounts import parse_amount
from index.store.facts import FactStore, Origin
from index.types import BBox, Cell, Disclosure, Extraction, Kind, Region, Table
from qa.pipeline import Assistant

_SYMBOLS = str.maketrans("", "", "$€£¥¢ ")
_WIDTH, _HEIGHT = 80.0, 12.0  # a box for every cell, so that no two stand in one place


@dataclass(frozen=True, slots=True)
class OtherTable:
    """A table with the paths of its row and column labels, outermost first."""

    name: str
    title: str
    rows: tuple[tuple[str, ...], ...]
    columns: tuple[tuple[str, ...], ...]
    data: tuple[tuple[str, ...], ...]
    units: tuple[str | None, ...] = ()  # of each row, where they are known


def disclosure_of(name: str, department: str, year: int, aliases: tuple[str, ...] = ()) -> Disclosure:
    """A disclosure without a place, of final accounts."""
    return Disclosure(name, f"{department}{year}", Region(), department, year, Kind.FINAL, aliases=aliases)


def table_of(doc_id: str, other: OtherTable, position: int = 1) -> Table:
    """The table with its cells; figures are read as disclosures are, currency signs aside."""
    table_id = f"{doc_id}#t{position:02d}"
    header = tuple("/".join(path) for path in other.columns)
    cells = tuple(
        _cell(doc_id, table_id, other, (r, c))
        for r, row in enumerate(other.data)
        for c, _ in enumerate(row)
        if c < len(other.columns) and r < len(other.rows)
    )
    grid = (
        ("", *header),
        *(("/".join(path), *row) for path, row in zip(other.rows, other.data, strict=False)),
    )
    return Table(table_id, doc_id, None, None, other.title, None, (1,), grid, 1, cells)


def _cell(doc_id: str, table_id: str, other: OtherTable, place: tuple[int, int]) -> Cell:
    row, column = place
    text = other.data[row][column]
    path = other.rows[row]
    return Cell(
        doc_id=doc_id,
        page=1,
        table_id=table_id,
        form=None,
        table_no=None,
        table_title=other.title,
        row=row + 1,
        col=column + 1,
        row_label=path[-1] if path else "",
        row_code=None,
        row_seq=None,
        row_path=path,
        column_label=" / ".join(other.columns[column]),
        text=text,
        value=parse_amount(text.translate(_SYMBOLS)).value,
        unit=other.units[row] if other.units else None,
        bbox=BBox(column * _WIDTH, row * _HEIGHT, (column + 1) * _WIDTH, (row + 1) * _HEIGHT),
    )


def index_of(documents: Iterable[tuple[Disclosure, Sequence[OtherTable]]], folder: Path) -> Assistant:
    """An assistant over these tables, without vectors and without a language model."""
    folder.mkdir(parents=True)
    store = FactStore(folder, create=True)
    for disclosure, tables in documents:
        name = disclosure.doc_id
        read = tuple(table_of(name, other, n) for n, other in enumerate(tables, start=1))
        extraction = Extraction(disclosure, read, ())
        store.ingest(Origin(name, name, name), extraction, chunks_of(extraction))
    return Assistant(Settings(data_dir=folder, model=""), store)
