"""Downloads of what the tab shows, as CSV and XLSX: every figure with document, page, form, row, column."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from typing import Annotated, Final, Literal

import xlsxwriter
from fastapi import FastAPI, HTTPException, Query, Response
from pydantic import BaseModel

from index.errors import DisclosureQAError
from index.records import CellRecord, cell_record
from index.store.facts import FactStore
from index.store.search import MOST_AT_ONCE, CellQuery, DocumentQuery, Search
from index.types import Cell
from web.lookup.comparing import compare, difference
from web.picking.names import distinct_names
from web.texts import Texts, load_texts

Row = list[str | float | int | None]
MOST_ROWS: Final = 50_000
_XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# A spreadsheet takes a text that begins like this for a formula; documents are not ours.
_FORMULA: Final = ("=", "+", "@", "\t", "\r")
_PLACES: Final = 6
PROVENANCE: Final = (
    "department",
    "year",
    "doc_id",
    "page",
    "table_no",
    "table_title",
    "row_code",
    "row_label",
    "column_label",
    "text",
    "value",
    "unit",
    "source",
    "confidence",
    "row_path",
    "bbox",
)


class Wanted(BaseModel):
    """The conditions of a search, or one table, as an address states them, and the language of the headings;
    without one they are the names of the fields, for programs."""

    lang: Literal["", "zh", "en"] = ""

    documents: str = ""
    region: str = ""
    year: int = 0
    doc_id: str = ""
    text: str = ""
    form: str = ""
    code: str = ""
    table_id: str = ""

    def query(self) -> CellQuery:
        """The conditions for the search."""
        documents = DocumentQuery(self.documents, self.region, self.year or None)
        return CellQuery(documents, self.doc_id, self.text, self.form, self.code)


def serve_exports(server: FastAPI, store: Callable[[], FactStore]) -> None:
    """Add `/export/cells.csv|xlsx` (conditions of the search, or one table) and `/export/comparison.…`."""

    @server.get("/export/cells.{ending}", include_in_schema=False)
    def cells(ending: str, wanted: Annotated[Wanted, Query()]) -> Response:
        found = store()
        head: Row = [*(load_texts(wanted.lang).several("export_columns") if wanted.lang else PROVENANCE)]
        return _sent(ending, "cells", _told(lambda: [head, *_cells(found, wanted)]))

    @server.get("/export/comparison.{ending}", include_in_schema=False)
    def comparison(
        ending: str, form: str, doc_id: Annotated[list[str], Query()], lang: Literal["zh", "en"] = "zh"
    ) -> Response:
        texts = load_texts(lang)
        return _sent(ending, "comparison", _told(lambda: list(_comparison(store(), doc_id, form, texts))))


def _told(make: Callable[[], list[Row]]) -> list[Row]:
    try:
        return make()
    except DisclosureQAError as error:
        raise HTTPException(404, str(error)) from error


def _cells(store: FactStore, wanted: Wanted) -> Iterator[Row]:
    """A record a cell, at most 50,000."""
    if wanted.table_id:
        records: Iterable[CellRecord] = (cell_record(cell) for cell in store.table(wanted.table_id).cells)
    else:
        records = _searched(Search(store), wanted.query())
    bodies: dict[str, tuple[str, int]] = {}
    for record in records:
        doc_id = record["doc_id"]
        if doc_id not in bodies:
            disclosure = store.disclosure(doc_id)
            bodies[doc_id] = disclosure.department, disclosure.year
        yield _provenance(record, *bodies[doc_id])


def _searched(search: Search, query: CellQuery) -> Iterator[CellRecord]:
    for first in range(0, MOST_ROWS, MOST_AT_ONCE):
        part = list(search.cells(query, first=first, most=MOST_AT_ONCE))
        yield from (cell_record(cell) for cell in part)
        if len(part) < MOST_AT_ONCE:
            return


def _provenance(record: CellRecord, department: str, year: int) -> Row:
    return [
        department,
        year,
        record["doc_id"],
        record["page"],
        record["table_no"],
        record["table_title"],
        record["row_code"],
        record["row_label"],
        record["column_label"],
        record["text"],
        None if record["value"] is None else float(record["value"]),
        record["unit"],
        record["source"],
        record["confidence"],
        " > ".join(record["row_path"]),
        " ".join(str(edge) for edge in record["bbox"]),
    ]


def _comparison(store: FactStore, doc_ids: list[str], form: str, texts: Texts) -> Iterator[Row]:
    """For each disclosure the value and where it stands; of two, the difference and the change as well."""
    found = compare(store, doc_ids, form)
    head: Row = [texts("compare_code"), texts("compare_side"), texts("compare_item")]
    for name in distinct_names(found.disclosures).values():
        head += [name, *(f"{name} {place}" for place in texts.several("export_places"))]
    yield [*head, texts("compare_difference"), texts("compare_change")]
    for item in found.items:
        row: Row = [item.code, item.side, item.label]
        for cell in item.cells:
            value = None if cell is None or cell.value is None else float(cell.value)
            row += [value, *(_place(cell) if cell else (None,) * _PLACES)]
        change = difference(item)
        rate = None if change is None or change[1] is None else float(round(change[1], 2))
        yield [*row, None if change is None else float(change[0]), rate]


def _place(cell: Cell) -> Row:
    """Unit, document, page, form, row, column: `export_places` of texts.toml."""
    return [cell.unit, cell.doc_id, cell.page, cell.table_title, cell.row_label, cell.column_label]


def _sent(ending: str, name: str, rows: list[Row]) -> Response:
    if ending not in {"csv", "xlsx"}:
        raise HTTPException(404)
    content, kind = (_csv(rows), "text/csv; charset=utf-8") if ending == "csv" else (_xlsx(rows), _XLSX)
    disposition = f'attachment; filename="{name}.{ending}"'
    return Response(content, media_type=kind, headers={"Content-Disposition": disposition})


def _csv(rows: list[Row]) -> bytes:
    """With a mark of its encoding: spreadsheets guess otherwise, and guess wrong with Chinese."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows([_harmless(value) for value in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _harmless(value: str | float | None) -> str | float | None:
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def _xlsx(rows: list[Row]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet()
        sheet.freeze_panes(1, 0)
        bold = book.add_format({"bold": True})
        for n, row in enumerate(rows):
            sheet.write_row(n, 0, row, bold if n == 0 else None)
        sheet.autofit()
    return out.getvalue()
