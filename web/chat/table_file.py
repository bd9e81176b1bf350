"""The table of an answer as a file to take along: every figure with the place that it stands in."""

from __future__ import annotations

import csv
import io
from base64 import b64encode
from html import escape

from qa.types import Answer
from web.chat.figures import FigureTable
from web.texts import Texts

_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


def csv_link(table: FigureTable, answer: Answer, texts: Texts) -> str:
    """A link that saves the whole table; the file is in the link, so that nothing is kept for it."""
    data = b64encode(table_csv(table, answer, texts).encode("utf-8-sig")).decode()
    return (
        f'<a class="action save" download="{escape(texts("csv_name"))}.csv" '
        f'href="data:text/csv;charset=utf-8;base64,{data}">{escape(texts("save_csv"))}</a>'
    )


def table_csv(table: FigureTable, answer: Answer, texts: Texts) -> str:
    """All rows as CSV: labels, figure and unit, then document, page, form, row and column of each."""
    cited = {citation.n: citation for citation in answer.citations}
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(texts.several("csv_columns"))
    for row in table.rows:
        place = cited[row.marks[0]]
        form = " ".join(part for part in (place.table_no, place.table_title) if part)
        labels = (place.row_label or "", place.column_label or "")
        told = (" ".join(row.labels), row.printed, row.unit, place.doc_title, str(place.page), form, *labels)
        writer.writerow([_harmless(text) for text in told])
    return out.getvalue()


def _harmless(text: str) -> str:
    """Text that a spreadsheet takes for text: what documents print never becomes a formula."""
    number = text.replace(",", "").removeprefix("-").replace(".", "", 1).isdigit()
    return f"'{text}" if text.startswith(_FORMULA_SIGNS) and not number else text
