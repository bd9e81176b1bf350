"""The relational schema of `facts.sqlite`. Decimals are text (SQLite has no exact numbers), lists are JSON.

Every row of a document hangs on its `document` row, so that one DELETE takes the document out whole.
"""

from __future__ import annotations

from hashlib import sha256

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.schema import CreateTable


class Base(DeclarativeBase):
    """Root of the mapped classes."""


class MetaRow(Base):
    """What is true of the whole index: `schema_version`, `generation`."""

    __tablename__ = "meta"
    key: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]


class DocumentRow(Base):
    """One disclosure. `ingest_id` names the ingest that made it; vectors of any other ingest are dead."""

    __tablename__ = "document"
    doc_id: Mapped[str] = mapped_column(primary_key=True)
    ingest_id: Mapped[str] = mapped_column(unique=True)
    fingerprint: Mapped[str]
    source: Mapped[str]
    told: Mapped[str | None]
    title: Mapped[str]
    province: Mapped[str | None]
    city: Mapped[str | None]
    district: Mapped[str | None]
    department: Mapped[str] = mapped_column(index=True)
    year: Mapped[int] = mapped_column(index=True)
    kind: Mapped[str]
    level: Mapped[str]
    aliases: Mapped[str]
    contained_units: Mapped[str]
    pages: Mapped[int]
    sha256: Mapped[str] = mapped_column(index=True)
    invented: Mapped[bool]
    warnings: Mapped[str]
    checks: Mapped[str | None]


class TableRow(Base):
    """One form or other table; its cells are in `cell`."""

    __tablename__ = "form_table"
    table_id: Mapped[str] = mapped_column(primary_key=True)
    doc_id: Mapped[str] = mapped_column(ForeignKey("document.doc_id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    form: Mapped[str | None] = mapped_column(index=True)
    table_no: Mapped[str | None]
    title: Mapped[str]
    unit: Mapped[str | None]
    pages: Mapped[str]
    grid: Mapped[str]
    header_rows: Mapped[int]
    notes: Mapped[str]
    declared_empty: Mapped[str | None]
    source: Mapped[str]
    trust: Mapped[float | None]


class CellRow(Base):
    """One value cell. `label_key` is the row label as `index.forms.labels` folds it, for look-ups."""

    __tablename__ = "cell"
    table_id: Mapped[str] = mapped_column(
        ForeignKey("form_table.table_id", ondelete="CASCADE"), primary_key=True
    )
    position: Mapped[int] = mapped_column(primary_key=True)
    doc_id: Mapped[str] = mapped_column(ForeignKey("document.doc_id", ondelete="CASCADE"))
    page: Mapped[int]
    row: Mapped[int]
    col: Mapped[int]
    form: Mapped[str | None]
    row_label: Mapped[str]
    label_key: Mapped[str]
    row_code: Mapped[str | None]
    row_seq: Mapped[str | None]
    row_path: Mapped[str]
    column_label: Mapped[str]
    text: Mapped[str]
    value: Mapped[str | None]
    unit: Mapped[str | None]
    x0: Mapped[float]
    top: Mapped[float]
    x1: Mapped[float]
    bottom: Mapped[float]
    source: Mapped[str]
    confidence: Mapped[float]
    __table_args__ = (
        Index("cell_by_document", "doc_id", "form"),
        Index("cell_by_label", "label_key", "form"),
        Index("cell_by_code", "row_code", "form"),
    )


class SentenceRow(Base):
    """One sentence of the narrative with its figures as JSON."""

    __tablename__ = "sentence"
    sentence_id: Mapped[str] = mapped_column(primary_key=True)
    doc_id: Mapped[str] = mapped_column(ForeignKey("document.doc_id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    page: Mapped[int]
    x0: Mapped[float]
    top: Mapped[float]
    x1: Mapped[float]
    bottom: Mapped[float]
    text: Mapped[str]
    section: Mapped[str]
    figures: Mapped[str]
    reason: Mapped[str | None]
    source: Mapped[str]


class ChunkRow(Base):
    """What was embedded; the vector of the same id is in Chroma."""

    __tablename__ = "chunk"
    chunk_id: Mapped[str] = mapped_column(primary_key=True)
    doc_id: Mapped[str] = mapped_column(ForeignKey("document.doc_id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    kind: Mapped[str]
    ref: Mapped[str]
    text: Mapped[str]
    form: Mapped[str | None]
    page: Mapped[int]
    words: Mapped[str]


def schema_version() -> str:
    """Changes with every change of the tables above; an index of another version asks to be built again."""
    tables = "".join(str(CreateTable(table)) for table in Base.metadata.sorted_tables)
    return sha256(tables.encode()).hexdigest()[:16]
