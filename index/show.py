"""A document for the eye: tables as read beside their trust, page pictures with every cell outlined."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from pathlib import Path

from index.errors import DataDirectoryError, IndexStateError
from index.pictures import page_picture
from index.store.database import os_message
from index.store.facts import FactStore
from index.types import BBox, Table

WIDEST = 24  # columns of the terminal that one cell may take


def aligned(rows: Sequence[Sequence[str]], right: frozenset[int] = frozenset()) -> Iterator[str]:
    """Rows as lines with aligned columns (Chinese characters count twice); `right` ones flush right."""
    widths = [max(map(display_width, column)) for column in zip_longest(*rows, fillvalue="")]
    for row in rows:
        fields = [
            _pad(text, width, flush_right=n in right)
            for n, (text, width) in enumerate(zip(row, widths, strict=False))
        ]
        yield "  ".join(fields).rstrip()


def display_width(text: str) -> int:
    """How many columns of a terminal the text takes."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def table_lines(table: Table, number: int) -> Iterator[str]:
    """A table as read: what it is, its trust, and its grid row by row (merged headers once)."""
    pages = "、".join(str(page) for page in table.pages)
    trust = "未核对" if table.trust is None else f"{table.trust:.2f}"
    yield (
        f"[{number}] {table.title or '（无标题）'}  {table.table_no or ''}  form={table.form or '-'}"
        f"  第 {pages} 页  单位：{table.unit or '-'}  来源：{table.source.value}  可信度：{trust}"
    )
    if table.notice:
        yield f"    说明：{table.notice.text}"
    headers = [_unmerged(row) for row in table.grid[: table.header_rows]]
    yield from aligned(
        [[_short(text) for text in row] for row in (*headers, *table.grid[table.header_rows :])]
    )
    for note in table.notes:
        yield f"    {note}"
    yield ""


def write_pictures(store: FactStore, doc_id: str, folder: Path) -> list[Path]:
    """One PNG for each page that holds cells, every cell outlined. Raises DataDirectoryError."""
    boxes: dict[int, list[BBox]] = {}
    for cell in store.cells(doc_id):
        boxes.setdefault(cell.page, []).append(cell.bbox)
    written: list[Path] = []
    for page, on_page in sorted(boxes.items()):
        path = folder / f"{doc_id}-{page:03d}.png"
        picture = page_picture(store, doc_id, page, on_page)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            picture.save(path)
        except OSError as error:
            raise DataDirectoryError(os_message(folder, error)) from error
        written.append(path)
    return written


def chosen(tables: Sequence[Table], number: int | None) -> list[tuple[int, Table]]:
    """All tables with their numbers, or the one of that number. Raises IndexStateError if there is none."""
    numbered = list(enumerate(tables, start=1))
    if number is None:
        return numbered
    if not 1 <= number <= len(tables):
        raise IndexStateError(f"没有第 {number} 张表：这份文件有 {len(tables)} 张表，编号从 1 开始。")
    return [numbered[number - 1]]


def _unmerged(row: Sequence[str]) -> list[str]:
    return [text if n == 0 or text != row[n - 1] else "" for n, text in enumerate(row)]


def _short(text: str) -> str:
    flat = " ".join(text.split())
    if display_width(flat) <= WIDEST:
        return flat
    while display_width(flat) > WIDEST - 1:
        flat = flat[:-1]
    return flat + "…"


def _pad(text: str, width: int, *, flush_right: bool) -> str:
    space = " " * (width - display_width(text))
    return space + text if flush_right else text + space
