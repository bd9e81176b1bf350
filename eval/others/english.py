"""Questions for one cell of an English table: does the look-up find it?

Department and year are not read, and no answer is worded: the table is given, as these data sets mean it.
What is measured are the words of labels and question held against each other, and the retriever by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from eval.others.tables import OtherTable, disclosure_of, index_of
from eval.outcome import Json, Line
from index.chunks import parse_ref
from index.types import Cell, ChunkKind
from qa.pipeline import Assistant
from qa.types import CellHit, Question, Scope
from qa.understanding.reading import Reader

DEPTH: Final = 5
_YEAR: Final = 2000  # of no meaning: the table is given


@dataclass(frozen=True, slots=True)
class Lookup:
    """A question, the table that it is about, and the cells that print the answer (row and column from 0)."""

    name: str
    category: str
    question: str
    table: str
    cells: frozenset[tuple[int, int]]


def look_up(
    tables: Sequence[OtherTable], asked: Sequence[Lookup], folder: Path
) -> tuple[list[Line], list[Json]]:
    """The lines of the report and a record a question."""
    documents = [(disclosure_of(table.name, table.name, _YEAR), (table,)) for table in tables]
    assistant = index_of(documents, folder)
    reader = Reader(assistant.disclosures())
    records = [_record(assistant, reader, lookup) for lookup in asked]
    assistant.store.close()
    categories = [*dict.fromkeys(lookup.category for lookup in asked)]
    lines = [_line(name, [r for r in records if r["category"] == name]) for name in categories]
    return [*lines, _line("all", records)], records


def _record(assistant: Assistant, reader: Reader, lookup: Lookup) -> Json:
    reading = replace(
        reader.read(Question(lookup.question)), content=lookup.question, scope=Scope((lookup.table,))
    )
    evidence = assistant.evidence
    hits = evidence.figures(reading, evidence.corpus.view(lookup.table)).hits[:DEPTH]
    found = [_place(hit.cell) for hit in hits if isinstance(hit, CellHit)]
    rows = [
        ref.row - 1
        for chunk, _ in evidence.retriever.over((lookup.table,), ChunkKind.ROW, DEPTH).search(lookup.question)
        if (ref := parse_ref(chunk.ref))
    ]
    wanted = {row for row, _ in lookup.cells}
    return {
        "id": lookup.name,
        "category": lookup.category,
        "question": lookup.question,
        "cell": next((n for n, place in enumerate(found, start=1) if place in lookup.cells), None),
        "row": next((n for n, (row, _) in enumerate(found, start=1) if row in wanted), None),
        "retrieved": next((n for n, row in enumerate(rows, start=1) if row in wanted), None),
    }


def _place(cell: Cell) -> tuple[int, int]:
    return cell.row - 1, cell.col - 1


def _line(category: str, records: Sequence[Json]) -> Line:
    count = len(records)
    first = sum(record["cell"] == 1 for record in records)
    measures = {
        "cell_at_5": _share(record["cell"] is not None for record in records),
        "row_at_1": _share(record["row"] == 1 for record in records),
        "retriever_at_1": _share(record["retrieved"] == 1 for record in records),
        "retriever_at_5": _share(record["retrieved"] is not None for record in records),
    }
    return Line(category, first, count, measures if count else {})


def _share(found: Iterable[bool]) -> float:
    values = list(found)
    return sum(values) / len(values) if values else 0.0
