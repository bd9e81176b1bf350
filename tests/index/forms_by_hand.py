"""Small forms and sentences made by hand, for tests of identities and contradictions."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from index.narrative.figures import Topic, read_figures
from index.types import (
    BBox,
    Cell,
    Disclosure,
    Extraction,
    Kind,
    Region,
    Sentence,
    Source,
    Table,
)

DOC = "somewhere-2023"


def form(
    key: str | None,
    columns: Sequence[str],
    rows: Sequence[tuple[str, str | None, Sequence[str]]],
    *,
    unit: str = "万元",
    title: str | None = None,
    first_col: int = 2,
) -> Table:
    """A form with one block: rows are (label, code, texts); an empty text is a blank cell."""
    return two_sided(key, [(columns, rows)], unit=unit, title=title, first_col=first_col)


def two_sided(
    key: str | None,
    sides: Sequence[tuple[Sequence[str], Sequence[tuple[str, str | None, Sequence[str]]]]],
    *,
    unit: str = "万元",
    title: str | None = None,
    first_col: int = 2,
) -> Table:
    """A form with several blocks side by side, each (columns, rows)."""
    name = title or key or "表"
    table_id = f"{DOC}#{name}"
    cells: list[Cell] = []
    col = first_col
    for columns, rows in sides:
        for row, (label, code, texts) in enumerate(rows, start=3):
            for offset, (column, text) in enumerate(zip(columns, texts, strict=True)):
                cells.append(
                    Cell(
                        doc_id=DOC,
                        page=5,
                        table_id=table_id,
                        form=key,
                        table_no=None,
                        table_title=name,
                        row=row,
                        col=col + offset,
                        row_label=label,
                        row_code=code,
                        row_seq=None,
                        row_path=(label,),
                        column_label=column,
                        text=text,
                        value=Decimal(text.replace(",", "")) if text else None,
                        unit=unit,
                        bbox=BBox(0, 0, 10, 10),
                    )
                )
        col += len(columns) + 2
    return Table(table_id, DOC, key, None, name, unit, (5,), (), 0, tuple(cells))


def sentence(text: str, *section: str, year: int = 2023, page: int = 20) -> Sentence:
    """A sentence with its figures, below the headings of `section`."""
    headings = ("第三部分 决算情况说明", *section)
    figures, _ = read_figures(text, Topic(None, year))
    return Sentence(f"{DOC}#{text[:8]}", DOC, page, BBox(0, 0, 1, 1), text, headings, figures)


def extraction(
    *tables: Table, sentences: Sequence[Sentence] = (), kind: Kind = Kind.FINAL, year: int = 2023
) -> Extraction:
    """Forms and sentences as one disclosure."""
    disclosure = Disclosure(DOC, "某单位决算", Region(), "某单位", year, kind)
    return Extraction(disclosure, tables, tuple(sentences))


def scanned(table: Table, confidence: float) -> Table:
    """The same form as if read by OCR."""
    from dataclasses import replace

    cells = tuple(replace(cell, source=Source.OCR, confidence=confidence) for cell in table.cells)
    return replace(table, cells=cells, source=Source.OCR)
