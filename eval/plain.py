"""The plain solver: one pdfplumber pass, read the way a first try would."""

from __future__ import annotations

from pathlib import Path

import pdfplumber

from eval.extraction_types import ReadCell, Reading
from index.forms.amounts import parse_amount


def read_plain(path: Path) -> Reading:
    """`extract_text` and `extract_tables` of every page.

    The first words in a row label it, the last words above it head a column.
    """
    cells: list[ReadCell] = []
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            page.extract_text()
            for table in page.extract_tables():
                cells.extend(_table_cells(page.page_number, table))
            page.close()
        count = len(pdf.pages)
    return Reading(tuple(cells), count)


def _table_cells(page: int, table: list[list[str | None]]) -> list[ReadCell]:
    heads: dict[int, str] = {}
    cells: list[ReadCell] = []
    for row in table:
        values = [
            (column, text) for column, text in enumerate(row) if text and parse_amount(text).value is not None
        ]
        words = {column: text for column, text in enumerate(row) if text and parse_amount(text).value is None}
        label = next(iter(words.values()), "")
        if not any(column > 0 for column, _ in values):
            heads |= words
        for column, text in values:
            value = parse_amount(text).value
            cells.append(ReadCell("", label, heads.get(column, ""), str(value), None, page))
    return cells
