"""The relational store: every disclosure with its tables, cells, sentences and chunks, in one SQLite file.

One writer at a time (`index.build` holds the lock), any number of readers. A document is taken in by a
single transaction, so that readers see it whole or not at all; `generation()` tells them when to read anew.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import ColumnElement, delete, func, insert, select
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session, sessionmaker

from index.checking.checks import CheckReport
from index.errors import NoIndexError, UnknownDocumentError
from index.forms.labels import label_key
from index.profile.sidecar import Given
from index.store import rows
from index.store.database import check_schema, create_schema, database_error, open_database
from index.store.schema import (
    CellRow,
    ChunkRow,
    DocumentRow,
    MetaRow,
    SentenceRow,
    TableRow,
)
from index.types import Cell, Chunk, Disclosure, Extraction, Sentence, Table

FILE_NAME = "facts.sqlite"
DOCUMENTS = "documents"
# SQLite takes at most 32,766 variables in one statement; look-ups by many ids go in portions.
PORTION = 5000


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a document's facts come from: ingest, bytes, file, and what the command line `told` about it."""

    ingest_id: str
    fingerprint: str
    source: str
    told: Given | None = None


class FactStore:
    """Facts of all indexed disclosures. Raises NoIndexError unless `create` or the file is there."""

    def __init__(self, data_dir: Path, *, create: bool = False) -> None:
        self.data_dir = data_dir
        path = data_dir / FILE_NAME
        if not create and not path.is_file():
            raise NoIndexError(f"还没有索引（{data_dir}）：先运行 `python -m index build 文件或文件夹`。")
        self._engine = open_database(path)
        self._session = sessionmaker(self._engine, expire_on_commit=False)
        if create:
            create_schema(self._engine, data_dir)
        check_schema(self._engine, data_dir)

    @property
    def sessions(self) -> sessionmaker[Session]:
        """Sessions of the database, for what reads it in other ways (`index.store.search`)."""
        return self._session

    def disclosures(self) -> tuple[Disclosure, ...]:
        """All indexed disclosures by doc_id."""
        with self._session() as session:
            found = session.scalars(select(DocumentRow).order_by(DocumentRow.doc_id))
            return tuple(rows.disclosure_of(row) for row in found)

    def disclosure(self, doc_id: str) -> Disclosure:
        """One disclosure. Raises UnknownDocumentError."""
        return rows.disclosure_of(self._document(doc_id))

    def tables(self, doc_id: str) -> tuple[Table, ...]:
        """The tables of a document in order of pages, with cells. Raises UnknownDocumentError."""
        self._require(doc_id)
        cells: dict[str, list[Cell]] = {}
        for cell in self.cells(doc_id):
            cells.setdefault(cell.table_id, []).append(cell)
        with self._session() as session:
            found = session.scalars(
                select(TableRow).where(TableRow.doc_id == doc_id).order_by(TableRow.position)
            )
            return tuple(rows.table_of(row, cells.get(row.table_id, ())) for row in found)

    def table(self, table_id: str) -> Table:
        """One table with its cells. Raises UnknownDocumentError where no document has such a table."""
        with self._session() as session:
            row = session.get(TableRow, table_id)
        if row is None:
            raise UnknownDocumentError(
                f"索引里没有表 {table_id}：用 `python -m index list` 查看已收录的文件。"
            )
        return rows.table_of(row, self._cells(CellRow.table_id == table_id))

    def sentences(self, doc_id: str) -> tuple[Sentence, ...]:
        """The sentences of a document in reading order. Raises UnknownDocumentError."""
        self._require(doc_id)
        wanted = select(SentenceRow).where(SentenceRow.doc_id == doc_id).order_by(SentenceRow.position)
        with self._session() as session:
            return tuple(rows.sentence_of(row) for row in session.scalars(wanted))

    def cells(self, doc_id: str | None = None, form: str | None = None) -> Iterator[Cell]:
        """Cells in order of documents, tables and rows; of one document or one form where given."""
        conditions: list[ColumnElement[bool]] = []
        if doc_id is not None:
            self._require(doc_id)
            conditions.append(CellRow.doc_id == doc_id)
        if form is not None:
            conditions.append(CellRow.form == form)
        return self._cells(*conditions)

    def find_cells(
        self,
        *,
        doc_ids: Collection[str] | None = None,
        forms: Collection[str] | None = None,
        labels: Collection[str] | None = None,
        codes: Collection[str] | None = None,
    ) -> Iterator[Cell]:
        """Cells that meet every condition given; each is served by a database index.

        `labels` are row labels as printed or asked (folded by `label_key` here), `codes` account codes.
        """
        conditions: list[ColumnElement[bool]] = []
        if doc_ids is not None:
            conditions.append(CellRow.doc_id.in_(list(doc_ids)))
        if forms is not None:
            conditions.append(CellRow.form.in_(list(forms)))
        if labels is not None:
            conditions.append(CellRow.label_key.in_([label_key(label) for label in labels]))
        if codes is not None:
            conditions.append(CellRow.row_code.in_(list(codes)))
        return self._cells(*conditions)

    def chunks(self, doc_id: str) -> tuple[Chunk, ...]:
        """What was embedded of a document, in order. Raises UnknownDocumentError."""
        self._require(doc_id)
        wanted = select(ChunkRow).where(ChunkRow.doc_id == doc_id).order_by(ChunkRow.position)
        with self._session() as session:
            return tuple(rows.chunk_of(row) for row in session.scalars(wanted))

    def chunks_by_id(self, chunk_ids: Sequence[str]) -> dict[str, Chunk]:
        """The chunks of these ids; ids that are gone are left out."""
        found: dict[str, Chunk] = {}
        with self._session() as session:
            for start in range(0, len(chunk_ids), PORTION):
                portion = chunk_ids[start : start + PORTION]
                for row in session.scalars(select(ChunkRow).where(ChunkRow.chunk_id.in_(portion))):
                    found[row.chunk_id] = rows.chunk_of(row)
        return found

    def checks(self, doc_id: str) -> CheckReport | None:
        """What `index.checking.identities` found in this document. Raises UnknownDocumentError."""
        stored = self._document(doc_id).checks
        return None if stored is None else CheckReport.from_json(stored)

    def warnings(self, doc_id: str) -> tuple[str, ...]:
        """What reading the document noticed. Raises UnknownDocumentError."""
        return rows.strings(self._document(doc_id).warnings)

    def pdf_path(self, doc_id: str) -> Path:
        """The copy of the PDF in the data directory. Raises UnknownDocumentError."""
        row = self._document(doc_id)
        return self.data_dir / DOCUMENTS / row.ingest_id / f"{doc_id}.pdf"

    def origin(self, doc_id: str) -> Origin | None:
        """Where the facts of a document come from; None while it is not indexed."""
        row = self._row(doc_id)
        return None if row is None else Origin(row.ingest_id, row.fingerprint, row.source, rows.told_of(row))

    def ingest_ids(self) -> frozenset[str]:
        """The ingests that count; vectors and copies of any other are leftovers."""
        with self._session() as session:
            return frozenset(session.scalars(select(DocumentRow.ingest_id)))

    def same_content(self, sha256: str) -> tuple[str, ...]:
        """The doc_ids of documents made of these very bytes."""
        with self._session() as session:
            return tuple(session.scalars(select(DocumentRow.doc_id).where(DocumentRow.sha256 == sha256)))

    def table_sizes(self) -> dict[str, tuple[int, int, float | None]]:
        """For each doc_id: number of tables, number of cells, and the lowest trust of its tables."""
        cells = select(CellRow.doc_id, func.count().label("n")).group_by(CellRow.doc_id).subquery()
        wanted = (
            select(TableRow.doc_id, func.count(), cells.c.n, func.min(TableRow.trust))
            .outerjoin(cells, cells.c.doc_id == TableRow.doc_id)
            .group_by(TableRow.doc_id)
        )
        with self._session() as session:
            return {doc_id: (tables, n or 0, trust) for doc_id, tables, n, trust in session.execute(wanted)}

    def generation(self) -> int:
        """A number that grows with every document taken in or out, also by another process."""
        with self._session() as session:
            return int(session.get_one(MetaRow, "generation").value)

    def ingest(
        self,
        origin: Origin,
        extraction: Extraction,
        chunks: Sequence[Chunk],
        checks: CheckReport | None = None,
    ) -> None:
        """Make a document visible, in place of an older one of the same doc_id, in one transaction.

        Raises DataDirectoryError where the directory is full or read-only; nothing has changed then.
        """
        document = rows.disclosure_record(extraction.disclosure) | {
            "ingest_id": origin.ingest_id,
            "fingerprint": origin.fingerprint,
            "source": origin.source,
            "told": rows.told_json(origin.told),
            "warnings": rows.dump(extraction.warnings),
            "checks": None if checks is None else checks.to_json(),
        }
        tables = [rows.table_record(table, n) for n, table in enumerate(extraction.tables)]
        cells = [rows.cell_record(c, n) for table in extraction.tables for n, c in enumerate(table.cells)]
        sentences = [rows.sentence_record(s, n) for n, s in enumerate(extraction.sentences)]
        embedded = [rows.chunk_record(chunk, n) for n, chunk in enumerate(chunks)]
        with self._writing() as session:
            session.execute(delete(DocumentRow).where(DocumentRow.doc_id == extraction.disclosure.doc_id))
            session.execute(insert(DocumentRow), [document])
            for kind, records in (
                (TableRow, tables),
                (CellRow, cells),
                (SentenceRow, sentences),
                (ChunkRow, embedded),
            ):
                if records:
                    session.execute(insert(kind), records)

    def remove(self, doc_id: str) -> None:
        """Take a document out. Raises UnknownDocumentError, DataDirectoryError."""
        self._require(doc_id)
        with self._writing() as session:
            session.execute(delete(DocumentRow).where(DocumentRow.doc_id == doc_id))

    def close(self) -> None:
        """Release the file."""
        self._engine.dispose()

    def _document(self, doc_id: str) -> DocumentRow:
        row = self._row(doc_id)
        if row is None:
            raise _unknown(doc_id)
        return row

    def _require(self, doc_id: str) -> None:
        """Raise UnknownDocumentError unless the document is there. Its row is left alone: it can be large."""
        with self._session() as session:
            if session.scalar(select(DocumentRow.doc_id).where(DocumentRow.doc_id == doc_id)) is None:
                raise _unknown(doc_id)

    def _row(self, doc_id: str) -> DocumentRow | None:
        with self._session() as session:
            return session.get(DocumentRow, doc_id)

    def _cells(self, *conditions: ColumnElement[bool]) -> Iterator[Cell]:
        wanted = (
            select(*rows.CELL_COLUMNS)
            .join(TableRow, TableRow.table_id == CellRow.table_id)
            .where(*conditions)
            .order_by(CellRow.doc_id, TableRow.position, CellRow.position)
        )
        with self._session() as session:
            for row in session.execute(wanted):
                yield rows.cell_of(row)

    @contextmanager
    def _writing(self) -> Iterator[Session]:
        try:
            with self._session.begin() as session:
                yield session
                meta = session.get_one(MetaRow, "generation")
                meta.value = str(int(meta.value) + 1)
        except DatabaseError as error:
            raise database_error(self.data_dir, error) from error


def _unknown(doc_id: str) -> UnknownDocumentError:
    return UnknownDocumentError(f"索引里没有文件 {doc_id}：用 `python -m index list` 查看已收录的文件。")
