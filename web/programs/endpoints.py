"""The named endpoints `ask`, `find_cells`, `get_table`, `list_disclosures`, `check`; others are private.

Docstrings and annotations are what callers see: Gradio makes the HTTP description and the MCP tools of them.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

import gradio as gr
from gradio.events import api

from index.errors import DisclosureQAError, UnknownDocumentError
from index.records import cell_record, document_record
from index.store.facts import FactStore
from index.store.search import CellQuery, DocumentQuery, Search
from index.types import Disclosure, Table
from qa.export import answer_json
from web.desk import Desk
from web.operating.events import answered, failed

Json = dict[str, object]
MOST: Final = 200


@contextmanager
def _told() -> Iterator[None]:
    """Errors that the project raises on purpose reach the caller as they are."""
    try:
        yield
    except DisclosureQAError as error:
        raise gr.Error(str(error)) from error


class Endpoints:
    """The functions behind the names, over the assistant of one server."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @property
    def _store(self) -> FactStore:
        return self._desk.loader.get().store

    def ask(self, question: str, history: list[str] | None = None) -> Json:
        """Answer one question about the indexed accounts, each figure with the cell it stands in.

        Args:
            question: What is asked, in Chinese or English, in everyday words, by official name or code.
            history: The user's earlier questions in this conversation, oldest first.

        Returns:
            status (answered, conflict, clarify, refused), text, value, unit, formula, checks, citations.
        """
        started = time.monotonic()
        with _told():
            try:
                answer = self._desk.loader.get().ask(question, history or ())
            except DisclosureQAError as error:
                failed(type(error).__name__, time.monotonic() - started, "api", self._desk.texts.language)
                raise
        answered(answer, time.monotonic() - started, "api", self._desk.texts.language)
        return answer_json(answer)

    def list_disclosures(
        self, text: str = "", region: str = "", year: int = 0, first: int = 0, most: int = 50
    ) -> Json:
        """List the indexed disclosures.

        Args:
            text: Words of title, department, place or doc_id, parted by spaces; empty for all.
            region: Part of the place's name.
            year: The fiscal year; 0 for all.
            first: How many to pass over.
            most: How many to give, at most 200.

        Returns:
            total, and disclosures with doc_id, title, region, department, year, kind, level, pages.
        """
        query = DocumentQuery(text=text, region=region, year=year or None)
        with _told():
            search = Search(self._store)
            found = search.documents(query, first=max(0, first), most=_at_most(most))
            return {
                "total": search.count_documents(query),
                "disclosures": [_listed(disclosure) for disclosure in found],
            }

    def find_cells(  # noqa: PLR0917  programs name their arguments
        self,
        text: str = "",
        doc_id: str = "",
        year: int = 0,
        form: str = "",
        code: str = "",
        first: int = 0,
        most: int = 50,
    ) -> Json:
        """Find cells of the statutory forms by words of their labels, by form or by account code.

        Args:
            text: Words of the row's label, its path, the column's label or the printed text.
            doc_id: The disclosure, as list_disclosures names it; empty for all.
            year: The fiscal year; 0 for all.
            form: The form's key, such as three_public, income, expenditure; empty for all.
            code: An account code or its beginning, such as 208 or 30201.
            first: How many to pass over.
            most: How many to give, at most 200.

        Returns:
            total, and cells with their labels, printed text, value, unit, page and place on the page.
        """
        query = CellQuery(DocumentQuery(year=year or None), doc_id=doc_id, text=text, form=form, code=code)
        with _told():
            search = Search(self._store)
            found = search.cells(query, first=max(0, first), most=_at_most(most))
            return {"total": search.count_cells(query), "cells": [dict(cell_record(cell)) for cell in found]}

    def get_table(self, doc_id: str, table: str) -> Json:
        """Give one table of a disclosure as printed.

        Args:
            doc_id: The disclosure, as list_disclosures names it.
            table: The table's id, its printed number, or the form's key.

        Returns:
            Title, form, number, unit, pages, trust, notes, the grid of texts, the cells with their places.
        """
        with _told():
            found = _chosen(self._store.tables(doc_id), table)
            if found is None:
                said = self._desk.texts("program_no_table", doc_id=doc_id, table=table)
                raise UnknownDocumentError(said)
            return _table_record(found)

    def check(self, doc_id: str) -> Json:
        """Tell whether the arithmetic of a disclosure's forms holds, and where it contradicts itself.

        Args:
            doc_id: The disclosure, as list_disclosures names it.

        Returns:
            checks (each with its cells and the difference), contradictions, and the trust of each table.
        """
        with _told():
            report = self._store.checks(doc_id)
        return {} if report is None else dict(json.loads(report.to_json()))


def serve_endpoints(desk: Desk) -> None:
    """Add the named endpoints to the Blocks being built."""
    endpoints = Endpoints(desk)
    named: tuple[Callable[..., Json], ...] = (
        endpoints.ask,
        endpoints.find_cells,
        endpoints.get_table,
        endpoints.list_disclosures,
        endpoints.check,
    )
    for function in named:
        api(function, api_name=function.__name__)


def _at_most(most: int) -> int:
    return max(1, min(most, MOST))


def _listed(disclosure: Disclosure) -> Json:
    record = document_record(disclosure, (0, 0, None))
    return {name: value for name, value in record.items() if name not in {"tables", "cells", "trust"}}


def _chosen(tables: tuple[Table, ...], wanted: str) -> Table | None:
    for table in tables:
        if wanted in {table.table_id, table.table_no, table.form}:
            return table
    return None


def _table_record(table: Table) -> Json:
    return {
        "table_id": table.table_id,
        "doc_id": table.doc_id,
        "form": table.form,
        "table_no": table.table_no,
        "title": table.title,
        "unit": table.unit,
        "pages": list(table.pages),
        "trust": table.trust,
        "header_rows": table.header_rows,
        "grid": [list(row) for row in table.grid],
        "notes": list(table.notes),
        "notice": None if table.notice is None else table.notice.text,
        "cells": [dict(cell_record(cell)) for cell in table.cells],
    }
