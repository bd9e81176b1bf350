"""What many disclosures say at a glance, read in bulk: labels, sentences and contradictions of one, and the
cells and sentences that were picked out of all of them. For questions that go over hundreds of disclosures:
reading each of them whole costs tens of milliseconds, most of it for what is not asked."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from pydantic import TypeAdapter
from sqlalchemy import Row, func, select

from index.checking.checks import Check
from index.forms.labels import label_key
from index.store import rows
from index.store.facts import PORTION, FactStore
from index.store.schema import CellRow, DocumentRow, SentenceRow, TableRow
from index.types import Cell, Sentence

# Of the figures of a sentence only what they are of: to read all of them takes half the time of an outline.
_SUBJECT = re.compile(r'"subject":(null|"(?:[^"\\]|\\.)*")')


class Place(NamedTuple):
    """The labels around a cell, as printed: what a question can name. `row_path` is the stored JSON."""

    form: str | None
    title: str
    row_label: str
    row_code: str | None
    row_path: str
    column_label: str


class Said(NamedTuple):
    """One sentence: its text and headings, and what its figures are of."""

    sentence_id: str
    text: str
    section: tuple[str, ...]
    subjects: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Labels:
    """What one disclosure says: the places of its cells, the titles of its tables, its sentences, and where
    it contradicts itself."""

    places: frozenset[Place]
    titles: tuple[str, ...]
    named: tuple[str, ...]  # the texts of the cells in rows that begin with the label asked for
    sentences: tuple[Said, ...]
    contradictions: tuple[Check, ...]


class OutlineReader:
    """Reads outlines and portions of facts. Opens nothing of its own: the sessions are the store's."""

    def __init__(self, store: FactStore) -> None:
        self._sessions = store.sessions

    def ingests(self) -> dict[str, str]:
        """The ingest of every document: what was read of a document holds as long as its ingest."""
        with self._sessions() as session:
            found = session.execute(select(DocumentRow.doc_id, DocumentRow.ingest_id))
            return {row.doc_id: row.ingest_id for row in found}

    def label_keys(self) -> tuple[str, ...]:
        """The folded row labels of all that is indexed, each once."""
        with self._sessions() as session:
            return tuple(session.scalars(select(CellRow.label_key).distinct()))

    def labels(self, doc_id: str, name_row: str) -> Labels:
        """What one document says; `named` of it are the cells of rows labelled `name_row` or longer."""
        places = select(
            TableRow.form,
            TableRow.title,
            CellRow.row_label,
            CellRow.row_code,
            CellRow.row_path,
            CellRow.column_label,
        ).join(TableRow, TableRow.table_id == CellRow.table_id)
        titles = select(TableRow.title).where(TableRow.doc_id == doc_id).order_by(TableRow.position)
        said = (
            select(SentenceRow.sentence_id, SentenceRow.text, SentenceRow.section, SentenceRow.figures)
            .where(SentenceRow.doc_id == doc_id)
            .order_by(SentenceRow.position)
        )
        names = select(CellRow.text).where(
            CellRow.doc_id == doc_id, CellRow.label_key.startswith(name_row, autoescape=True)
        )
        disputed = select(func.json_extract(DocumentRow.checks, "$.contradictions"))
        with self._sessions() as session:
            cells = session.execute(places.where(CellRow.doc_id == doc_id)).all()
            checks = session.scalar(disputed.where(DocumentRow.doc_id == doc_id))
            return Labels(
                frozenset(Place(*cell) for cell in cells),
                tuple(session.scalars(titles)),
                tuple(session.scalars(names)),
                tuple(_said(*row) for row in session.execute(said)),
                _checks().validate_json(checks) if checks else (),
            )

    def cells_at(self, places: Collection[Place], doc_ids: Collection[str]) -> Iterator[Cell]:
        """The cells at these places of these documents, in order of documents, tables and rows."""
        wanted, docs = frozenset(places), frozenset(doc_ids)
        labels = sorted({label_key(place.row_label) for place in wanted})
        columns = sorted({place.column_label for place in wanted})
        query = (
            select(*rows.CELL_COLUMNS, TableRow.position.label("table_position"), CellRow.position)
            .join(TableRow, TableRow.table_id == CellRow.table_id)
            .where(TableRow.title.in_(sorted({place.title for place in wanted})))
        )
        found: list[tuple[tuple[str, int, int], Cell]] = []
        with self._sessions() as session:
            for some in _portions(labels):
                for columns_of in _portions(columns):
                    near = query.where(CellRow.label_key.in_(some), CellRow.column_label.in_(columns_of))
                    for row in session.execute(near):
                        if row.doc_id in docs and _place(row) in wanted:
                            order = (row.doc_id, row.table_position, row.position)
                            found.append((order, rows.cell_of(row)))
        found.sort(key=lambda entry: entry[0])
        for _, cell in found:
            yield cell

    def sentences(self, sentence_ids: Sequence[str]) -> dict[str, Sentence]:
        """The sentences of these ids."""
        found: dict[str, Sentence] = {}
        with self._sessions() as session:
            for some in _portions(sentence_ids):
                wanted = select(SentenceRow).where(SentenceRow.sentence_id.in_(some))
                for row in session.scalars(wanted):
                    found[row.sentence_id] = rows.sentence_of(row)
        return found


def _portions(values: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(values), PORTION):
        yield values[start : start + PORTION]


def _place(row: Row[*tuple[Any, ...]]) -> Place:
    return Place(row.form, row.title, row.row_label, row.row_code, row.row_path, row.column_label)


def _said(sentence_id: str, text: str, section: str, figures: str) -> Said:
    subjects = tuple(json.loads(found) or "" for found in _SUBJECT.findall(figures))
    return Said(sentence_id, text, rows.strings(section), subjects)


@cache
def _checks() -> TypeAdapter[tuple[Check, ...]]:
    return TypeAdapter(tuple[Check, ...])
