"""TAT-QA: `tatqa_dataset_dev.json` or `…_test_gold.json` (github.com/NExTplusplus/TAT-QA, dataset_raw).

Two things are measured: whether the look-up finds the cell of a question whose answer is one printed figure,
and whether this project's arithmetic gives the gold of a computation from the operands that are named.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from pydantic import BaseModel, ConfigDict, TypeAdapter

from eval.others.english import Lookup
from eval.others.tables import OtherTable
from index.errors import FileMissingError
from index.forms.amounts import parse_amount

_SIGNS = re.compile(r"[\s$€£¥]")
_SPREAD = re.compile(r"[A-Za-z]")


class _Row(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class TatQuestion(_Row):
    """A question; `answer` is a list of texts, a number, or a text."""

    uid: str
    question: str
    answer: list[str] | float | str
    derivation: str = ""
    answer_type: str
    answer_from: str
    scale: str = ""


class TatTable(_Row):
    """A grid as printed."""

    uid: str
    table: tuple[tuple[str, ...], ...]


class TatContext(_Row):
    """A table with its questions; the paragraphs are not used."""

    table: TatTable
    questions: tuple[TatQuestion, ...]


def contexts(path: Path) -> list[TatContext]:
    """Raises FileMissingError, ValueError for another layout."""
    if not path.is_file():
        raise FileMissingError(f"{path}：没有这个文件：获取办法见 docs/others-data.md。")
    return TypeAdapter(list[TatContext]).validate_json(path.read_bytes())


def lookups(found: Sequence[TatContext]) -> tuple[list[OtherTable], list[Lookup]]:
    """Tables, and the questions with one answer that some figure of the table prints exactly."""
    tables = {context.table.uid: table_of(context.table) for context in found}
    asked = [
        lookup
        for context in found
        for question in context.questions
        if (lookup := _lookup(question, tables[context.table.uid]))
    ]
    return list(tables.values()), asked


def table_of(printed: TatTable) -> OtherTable:
    """Rows above the first label with figures, or alone, are headers; a label alone heads those below."""
    grid = printed.table
    header = next((n for n, row in enumerate(grid) if n and row[0].strip() and _is_body(row)), 1)
    columns = tuple(tuple(_column(grid[:header], c)) for c in range(1, max(map(len, grid), default=1)))
    rows: list[tuple[str, ...]] = []
    data: list[tuple[str, ...]] = []
    above = ""
    for row in grid[header:]:
        if row[0].strip() and not any(text.strip() for text in row[1:]):
            above = row[0]
        rows.append(tuple(part for part in (above, row[0]) if part) or ("",))
        data.append(tuple(row[1:]))
    return OtherTable(printed.uid, printed.uid, tuple(rows), columns, tuple(data))


def _is_body(row: Sequence[str]) -> bool:
    """A label alone, or with a figure that is no year."""
    if not any(text.strip() for text in row[1:]):
        return True
    values = [parse_amount(_SIGNS.sub("", text)).value for text in row[1:]]
    return any(value is not None and not 1900 <= value <= 2100 for value in values)


def _column(header: Sequence[Sequence[str]], column: int) -> Iterator[str]:
    """From the top; a merged header stands once, in one of the columns that it spans."""
    for row in header:
        printed = [text for text in row[1:] if text.strip()]
        own = row[column] if column < len(row) else ""
        spread = printed[0] if len(printed) == 1 and _SPREAD.search(printed[0]) else ""
        if own.strip() or spread:
            yield (own if own.strip() else spread).strip()


def _lookup(question: TatQuestion, table: OtherTable) -> Lookup | None:
    answer = question.answer
    if question.answer_type != "span" or question.answer_from == "text" or not isinstance(answer, list):
        return None
    wanted = parse_amount(_SIGNS.sub("", answer[0])).value if len(answer) == 1 else None
    if wanted is None:
        return None
    cells = frozenset(
        (r, c)
        for r, row in enumerate(table.data)
        for c, text in enumerate(row)
        if parse_amount(_SIGNS.sub("", text)).value == wanted
    )
    return Lookup(question.uid, question.answer_from, question.question, table.name, cells) if cells else None
