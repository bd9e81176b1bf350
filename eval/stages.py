"""How far an answer came: reading, retrieval, composition, citation. Shows where a wrong one went wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from eval.cited import cites, is_row_of, squeeze, untraced
from eval.outcome import Json
from eval.questions import Case, EvidenceRow
from eval.scorers import Verdict
from qa.pipeline import Assistant
from qa.types import Answer, CellHit, Hit

DEPTH = 5


@dataclass(frozen=True, slots=True)
class Stages:
    """The facts of each stage; None where a stage cannot be judged (no evidence, a refusal is right)."""

    documents: tuple[str, ...]
    read_right: bool | None
    ranks: tuple[int | None, ...]  # for each group of evidence the first hit that is its row, from 1
    cited: bool | None
    untraced: tuple[str, ...]

    def failed(self, verdict: Verdict) -> str | None:
        """The first stage that went wrong, None for an answer that is right or was not judged."""
        if verdict in {Verdict.RIGHT, Verdict.NOT_JUDGED}:
            return None
        if self.read_right is False:
            return "reading"
        if any(rank is None for rank in self.ranks):
            return "retrieval"
        return "citation" if verdict is Verdict.UNCITED else "composition"

    def record(self, verdict: Verdict) -> Json:
        """For results.jsonl."""
        return {
            "documents": list(self.documents),
            "reading": self.read_right,
            "evidence_ranks": list(self.ranks),
            "cited": self.cited,
            "untraced": list(self.untraced),
            "failed": self.failed(verdict),
        }


def stages_of(assistant: Assistant, case: Case, answer: Answer, years: Sequence[int]) -> Stages:
    """Look at each stage by itself; the retrieval is done once more, with the reading of the answer."""
    documents = answer.reading.scope.doc_ids if answer.reading else ()
    judged = bool(case.docs) and case.answer_type not in {"refusal", "clarify"}
    return Stages(
        documents,
        set(case.docs) <= set(documents) if judged else None,
        _ranks(assistant, case, answer),
        cites(case.evidence, answer.citations) if case.evidence else None,
        untraced(answer, years),
    )


def _ranks(assistant: Assistant, case: Case, answer: Answer) -> tuple[int | None, ...]:
    if answer.reading is None or not case.evidence:
        return ()
    groups = dict.fromkeys(row.group for row in case.evidence)
    wanted = [[row for row in case.evidence if row.group == group] for group in groups]
    return tuple(min(_first(assistant, answer, rows), default=None) for rows in wanted)


def _first(assistant: Assistant, answer: Answer, rows: Sequence[EvidenceRow]) -> list[int]:
    """The ranks of the rows among the first hits in the documents that were read to be meant."""
    assert answer.reading is not None
    evidence, found = assistant.evidence, []
    for doc_id in answer.reading.scope.doc_ids:
        if any(row.doc == doc_id for row in rows):
            hits = evidence.figures(answer.reading, evidence.corpus.view(doc_id)).hits[:DEPTH]
            found += [n for n, hit in enumerate(hits, start=1) if any(is_hit(row, hit) for row in rows)]
    return found


def is_hit(row: EvidenceRow, hit: Hit) -> bool:
    """True where a hit is the cell, or the sentence, that a row of evidence names."""
    if isinstance(hit, CellHit):
        return is_row_of(row, hit.cell)
    if row.kind != "sentence" or row.doc != hit.sentence.doc_id:
        return False
    wanted, found = squeeze(row.sentence), squeeze(hit.sentence.text)
    return bool(wanted) and (wanted in found or found in wanted)
