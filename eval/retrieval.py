"""Retrieval by itself: is the row of the gold cell the first thing found, is it among the first five?

`evidence` is what answers are made of, with its own reading of the question; `hybrid` the retriever alone;
`plain RAG` the usual first try. "told" marks the same with the right document given, which helps them only.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from eval.cited import is_row_of, squeeze
from eval.outcome import Json, Line, Result
from eval.plain_rag import PlainRag, TextChunk
from eval.questions import Case
from eval.stages import is_hit
from index.chunks import parse_ref
from index.forms.labels import label_key
from index.store.facts import FactStore
from index.types import Cell, Chunk, ChunkKind
from qa.pipeline import Assistant
from qa.types import Question
from qa.understanding.reading import Reader

DEPTH = 5
Rank = Callable[[Case], int | None]


def wanted_cases(cases: Sequence[Case], indexed: frozenset[str]) -> list[Case]:
    """Single questions whose answer is one printed cell of an indexed document."""
    return [
        case
        for case in cases
        if case.answer_type == "number"
        and not case.history
        and set(case.docs) <= indexed
        and {row.group for row in case.evidence} == {1}
        and any(row.kind == "cell" and not row.blank for row in case.evidence)
    ]


def run(assistant: Assistant, cases: Sequence[Case], plain: PlainRag) -> Result:
    """Every solver over the same questions."""
    rows = Rows(assistant.store)
    reader = Reader(assistant.disclosures())
    solvers: dict[str, Rank] = {
        "evidence": lambda case: _evidence_rank(assistant, reader, case),
        "hybrid": lambda case: rows.rank(_hybrid(assistant, case, rows.doc_ids), case),
        "hybrid told": lambda case: rows.rank(_hybrid(assistant, case, case.docs), case),
        "plain RAG": lambda case: _plain_rank(plain.search(case.question, None, DEPTH), case),
        "plain RAG told": lambda case: _plain_rank(plain.search(case.question, case.docs, DEPTH), case),
    }
    records: list[Json] = []
    ranks: dict[str, list[int | None]] = {name: [] for name in solvers}
    for case in cases:
        found = {name: rank(case) for name, rank in solvers.items()}
        for name, rank in found.items():
            ranks[name].append(rank)
        records.append(
            {"id": case.id, "category": case.category, "question": case.question, "ranks": dict(found)}
        )
    lines = tuple(_line(name, found) for name, found in ranks.items())
    note = f"{len(cases)} questions, {len(plain.chunks)} plain chunks"
    return Result("retrieval", lines, tuple(records), (note,))


def _line(name: str, ranks: Sequence[int | None]) -> Line:
    count = len(ranks)
    first = sum(rank == 1 for rank in ranks)
    found = [rank for rank in ranks if rank is not None]
    measures = {
        "recall_at_1": first / count if count else 0.0,
        "recall_at_5": len(found) / count if count else 0.0,
        "mrr": sum(1 / rank for rank in found) / count if count else 0.0,
    }
    return Line(name, first, count, measures)


def _evidence_rank(assistant: Assistant, reader: Reader, case: Case) -> int | None:
    reading = reader.read(Question(case.question))
    evidence = assistant.evidence
    hits = [
        hit
        for doc_id in reading.scope.doc_ids
        for hit in evidence.figures(reading, evidence.corpus.view(doc_id)).hits[:DEPTH]
    ]
    hits.sort(key=lambda hit: -hit.score)
    places = enumerate(hits[:DEPTH], start=1)
    return next((n for n, hit in places if any(is_hit(row, hit) for row in case.evidence)), None)


def _hybrid(assistant: Assistant, case: Case, doc_ids: Sequence[str]) -> list[Chunk]:
    over = assistant.evidence.retriever.over(doc_ids, ChunkKind.ROW, DEPTH)
    return [chunk for chunk, _ in over.search(case.question)]


class Rows:
    """Which cells stand in the row of a chunk."""

    def __init__(self, store: FactStore) -> None:
        self._cells: dict[tuple[str, int], list[Cell]] = {}
        for cell in store.cells():
            self._cells.setdefault((cell.table_id, cell.row), []).append(cell)
        self.doc_ids = tuple(found.doc_id for found in store.disclosures())

    def rank(self, chunks: Sequence[Chunk], case: Case) -> int | None:
        """The place of the first chunk that is a gold row."""
        for n, chunk in enumerate(chunks, start=1):
            ref = parse_ref(chunk.ref)
            cells = self._cells.get((ref.table_id, ref.row), []) if ref else []
            if any(is_row_of(row, cell) for row in case.evidence for cell in cells):
                return n
        return None


def _plain_rank(chunks: Sequence[TextChunk], case: Case) -> int | None:
    """The first chunk of the right document that holds both the row's label and the printed figure."""
    for n, chunk in enumerate(chunks, start=1):
        text = squeeze(chunk.text)
        for row in case.evidence:
            label = squeeze(label_key((row.row_label or "").rsplit("/", 1)[-1]))
            if row.doc == chunk.doc_id and row.kind == "cell" and label in text and squeeze(row.text) in text:
                return n
    return None
