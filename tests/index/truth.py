"""Extractions of the real disclosures: made from their truth files, or read from the PDF once a session."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache
from pathlib import Path

from index.config import Settings
from index.extract import extract
from index.types import BBox, Cell, Disclosure, Extraction, Region, Table

FORMS = (
    ("income_expenditure_total", r"^收入支出决算总表"),
    ("income", r"^收入决算表"),
    ("expenditure", r"^支出决算表"),
    ("fiscal_total", r"^财政拨款收入支出决算总表"),
    ("public_budget_expenditure", r"^一般公共预算财政拨款支出决算表"),
    ("basic_expenditure", r"基本支出决算"),
    ("three_public", r"“三公”经费"),
    ("government_fund", r"^政府性基金"),
    ("state_capital", r"^国有资本"),
    ("state_assets", r"^国有资产占用"),
    ("other_information", r"相关信息统计表"),
)


@cache
def extracted(path: Path) -> Extraction:
    """The real extraction of a PDF, made once however many tests ask."""
    return extract(path, Settings())


def load_truth(path: Path) -> Extraction:
    """The forms of one truth file as an extraction without sentences."""
    data = json.loads(path.read_text(encoding="utf-8"))
    doc_id = data["doc_id"]
    tables = tuple(_table(doc_id, number, raw) for number, raw in enumerate(data["tables"], start=1))
    region = Region(district=data["region"] if isinstance(data["region"], str) else None)
    return Extraction(Disclosure(doc_id, doc_id, region, data["department"], data["year"]), tables, ())


def _table(doc_id: str, number: int, raw: dict[str, object]) -> Table:
    title, unit = str(raw["title"]), raw["unit"]
    form = next((key for key, pattern in FORMS if re.search(pattern, title)), None)
    grid = raw["grid"]
    header_rows = raw["header_rows"]
    cells = raw["cells"]
    assert isinstance(grid, list) and isinstance(cells, list) and isinstance(header_rows, int)
    places = _places(grid, header_rows, cells)
    table_id = f"{doc_id}#{number}"
    return Table(
        table_id=table_id,
        doc_id=doc_id,
        form=form,
        table_no=raw["table_no"] if isinstance(raw["table_no"], str) else None,
        title=title,
        unit=unit if isinstance(unit, str) else None,
        pages=tuple(raw["pages"]),  # type: ignore[arg-type]
        grid=tuple(tuple(row) for row in grid),
        header_rows=header_rows,
        cells=tuple(
            Cell(
                doc_id=doc_id,
                page=cell["page"],
                table_id=table_id,
                form=form,
                table_no=raw["table_no"] if isinstance(raw["table_no"], str) else None,
                table_title=title,
                row=row,
                col=col,
                row_label=cell["row_label"],
                row_code=cell["row_code"],
                row_seq=cell["row_seq"],
                row_path=(),
                column_label=cell["column_label"],
                text=cell["text"],
                value=None if cell["value"] is None else Decimal(cell["value"]),
                unit=cell.get("unit", unit),
                bbox=BBox(0, 0, 0, 0),
            )
            for cell, (row, col) in zip(cells, places, strict=True)
        ),
    )


def _places(
    grid: Sequence[Sequence[str]], header_rows: int, cells: Sequence[dict[str, str]]
) -> list[tuple[int, int]]:
    """Row and column of each cell: the first free grid position that shows its text under its header, beside
    its label."""
    free = {(r, c) for r in range(header_rows, len(grid)) for c in range(len(grid[r]))}
    found = []
    for cell in cells:
        place = next(_matches(grid, header_rows, cell, free), (-1, -1))
        free.discard(place)
        found.append(place)
    return found


def _matches(
    grid: Sequence[Sequence[str]], header_rows: int, cell: dict[str, str], free: set[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    leaf = cell["column_label"].rsplit(" / ", 1)[-1]
    marks = [mark for mark in (cell["row_code"], cell["row_seq"]) if mark]
    labels = [part for part in cell["row_label"].split(" / ")[-1:] if part]
    for row, col in sorted(free):
        line = grid[row]
        headers = [grid[r][col] for r in range(header_rows)] or [leaf]
        if line[col] == cell["text"] and leaf in headers and all(m in line for m in (*marks, *labels)):
            yield row, col
