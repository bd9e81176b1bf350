"""Disclosures and cells by words, place, year, form or code, a page at a time; no more is loaded."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from sqlalchemy import ColumnElement, Select, SQLColumnExpression, func, or_, select

from index.store import rows
from index.store.facts import FactStore
from index.store.schema import CellRow, DocumentRow, TableRow
from index.types import Cell, Disclosure

MOST_AT_ONCE: Final = 1000


@dataclass(frozen=True, slots=True)
class DocumentQuery:
    """Conditions on disclosures; empty ones hold for all. `text`: words of title, department, place, id."""

    text: str = ""
    region: str = ""
    year: int | None = None
    kind: str = ""
    form: str = ""  # the disclosure holds a table of this form


@dataclass(frozen=True, slots=True)
class CellQuery:
    """Conditions on cells; empty ones hold for all.

    `text`: words of the row's label, its path, the column's label or the printed text; `code` is an account
    code or its beginning (208 finds 20805 and 2080505); `form` is a key of the catalogue.
    """

    documents: DocumentQuery = DocumentQuery()
    doc_id: str = ""
    text: str = ""
    form: str = ""
    code: str = ""
    filled: bool = False  # leave out blank cells


@dataclass(frozen=True, slots=True)
class Choices:
    """What there is to choose from, in order: places, years (newest first), kinds, form keys."""

    regions: tuple[str, ...]
    years: tuple[int, ...]
    kinds: tuple[str, ...]
    forms: tuple[str, ...]


class Search:
    """Looks through one fact store with conditions that the database evaluates."""

    def __init__(self, store: FactStore) -> None:
        self._sessions = store.sessions

    def count_documents(self, query: DocumentQuery = DocumentQuery()) -> int:
        """How many disclosures meet the conditions."""
        with self._sessions() as session:
            wanted = select(func.count()).select_from(DocumentRow).where(*_on_documents(query))
            return session.scalar(wanted) or 0

    def documents(
        self, query: DocumentQuery = DocumentQuery(), *, first: int = 0, most: int = 50
    ) -> tuple[Disclosure, ...]:
        """Disclosures by place, department and year, from the `first`-th, at most `most` (up to 1,000)."""
        wanted = (
            select(DocumentRow)
            .where(*_on_documents(query))
            .order_by(DocumentRow.city, DocumentRow.district, DocumentRow.department, DocumentRow.year.desc())
            .offset(first)
            .limit(min(most, MOST_AT_ONCE))
        )
        with self._sessions() as session:
            return tuple(rows.disclosure_of(row) for row in session.scalars(wanted))

    def count_cells(self, query: CellQuery) -> int:
        """How many cells meet the conditions."""
        with self._sessions() as session:
            return session.scalar(_on_cells(select(func.count()), query)) or 0

    def cells(self, query: CellQuery, *, first: int = 0, most: int = 50) -> Iterator[Cell]:
        """Cells in order of documents, tables and rows, from the `first`-th, at most `most` (up to 1,000)."""
        wanted = (
            _on_cells(select(*rows.CELL_COLUMNS), query)
            .order_by(CellRow.doc_id, TableRow.position, CellRow.position)
            .offset(first)
            .limit(min(most, MOST_AT_ONCE))
        )
        with self._sessions() as session:
            for row in session.execute(wanted):
                yield rows.cell_of(row)

    def choices(self) -> Choices:
        """What the filters can be set to."""
        with self._sessions() as session:
            places = session.execute(
                select(DocumentRow.province, DocumentRow.city, DocumentRow.district).distinct()
            )
            regions = {"".join(part for part in place if part) for place in places}
            years = session.scalars(select(DocumentRow.year).distinct().order_by(DocumentRow.year.desc()))
            kinds = session.scalars(select(DocumentRow.kind).distinct().order_by(DocumentRow.kind))
            forms = session.scalars(select(TableRow.form).distinct().where(TableRow.form.is_not(None)))
            return Choices(
                tuple(sorted(regions - {""})),
                tuple(years),
                tuple(kinds),
                tuple(sorted(f for f in forms if f)),
            )


def _on_documents(query: DocumentQuery) -> list[ColumnElement[bool]]:
    place = (
        func.coalesce(DocumentRow.province, "")
        + func.coalesce(DocumentRow.city, "")
        + func.coalesce(DocumentRow.district, "")
    )
    found: list[ColumnElement[bool]] = []
    for word in query.text.split():
        found.append(
            or_(
                *(
                    _holds(column, word)
                    for column in (DocumentRow.title, DocumentRow.department, DocumentRow.doc_id, place)
                )
            )
        )
    if query.region:
        found.append(_holds(place, query.region))
    if query.year is not None:
        found.append(DocumentRow.year == query.year)
    if query.kind:
        found.append(DocumentRow.kind == query.kind)
    if query.form:
        found.append(DocumentRow.doc_id.in_(select(TableRow.doc_id).where(TableRow.form == query.form)))
    return found


def _on_cells(selected: Select[*tuple[object, ...]], query: CellQuery) -> Select[*tuple[object, ...]]:
    found = selected.select_from(CellRow).join(TableRow, TableRow.table_id == CellRow.table_id)
    if query.documents != DocumentQuery():
        found = found.join(DocumentRow, DocumentRow.doc_id == CellRow.doc_id).where(
            *_on_documents(query.documents)
        )
    if query.doc_id:
        found = found.where(CellRow.doc_id == query.doc_id)
    if query.form:
        found = found.where(CellRow.form == query.form)
    if query.code:
        found = found.where(CellRow.row_code.startswith(query.code, autoescape=True))
    if query.filled:
        found = found.where(CellRow.value.is_not(None))
    columns = (CellRow.row_label, CellRow.row_path, CellRow.column_label, CellRow.text)
    for word in query.text.split():
        found = found.where(or_(*(_holds(column, word) for column in columns)))
    return found


def _holds(column: SQLColumnExpression[str], word: str) -> ColumnElement[bool]:
    return column.contains(word, autoescape=True)
