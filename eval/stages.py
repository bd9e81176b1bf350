"""How far an answer came: parse, reading, retrieval, composition, verification. Shows where it went wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from eval.cited import cites, is_row_of, squeeze, untraced
from eval.printed import Printed, Truths
from eval.questions import Case, EvidenceRow
from eval.scorers import Score, Verdict
from index.types import Cell
from qa.composing.phrases import phrase
from qa.export import reading_json
from qa.pipeline import Assistant
from qa.types import Answer, CellHit, Hit, Status

DEPTH: Final = 5
_BY_SENTENCE: Final = frozenset({"text", "list", "boolean", "conflict"})
_READ_REFUSALS: Final = frozenset({"wrong_year", "wrong_entity", "out_of_scope", "injection"})


class Stage(StrEnum):
    """The stages in their order; the first that fails is the cause."""

    PARSE = "parse"  # the evidence stands in the index, and as the truth file has it
    READING = "reading"  # department and year were understood, or that there is no such
    RETRIEVAL = "retrieval"  # the evidence is among the first hits, or cited
    COMPOSITION = "composition"  # figure, unit and wording follow from the evidence
    VERIFICATION = "verification"  # all of it is cited, no numeral comes out of nothing, nothing was withheld


Marks = Mapping[Stage, bool | None]


@dataclass(frozen=True, slots=True)
class Offered:
    """A hit as the answerer ranked it, for a person who looks into a failure."""

    doc_id: str
    page: int
    label: str
    text: str
    score: float
    why: tuple[str, ...]
    expected: bool


@dataclass(frozen=True, slots=True)
class Stages:
    """The facts of each stage. A mark is None where a stage cannot be judged, or was not reached."""

    marks: Marks
    documents: tuple[str, ...] = ()
    understood: Mapping[str, object] | None = None
    ranks: tuple[int | None, ...] = ()  # for each group of evidence the first hit that is its row, from 1
    offered: tuple[Offered, ...] = ()
    cited: bool | None = None
    untraced: tuple[str, ...] = ()
    confirmed: bool | None = None  # the truth file prints the evidence too; None where there is none

    def failed(self, verdict: Verdict) -> Stage | None:
        """The first stage that went wrong, None for an answer that is right or was not judged."""
        if verdict in {Verdict.RIGHT, Verdict.NOT_JUDGED}:
            return None
        wrong = (stage for stage in Stage if self.marks.get(stage) is False)
        return next(wrong, Stage.COMPOSITION)


class Looker:
    """Looks into the stages of answers over one index; the retrieval is done once more for each."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        self._printed = Printed(assistant.store)
        self._truths = Truths(assistant.store)
        self._years = [found.year for found in assistant.disclosures()]

    def look(self, case: Case, answer: Answer, found: Score) -> Stages:
        """Each stage by itself; `found` says how figure and wording compare with the gold."""
        documents = answer.reading.scope.doc_ids if answer.reading else ()
        offered = self._hits(case, answer)
        groups = _groups(case)
        ranks = tuple(_rank(offered, rows) for rows in groups)
        cited = cites(case.evidence, answer.citations) if case.evidence else None
        stray = untraced(answer, self._years)
        confirmed = self._confirmed(groups)
        marks: dict[Stage, bool | None] = {
            Stage.PARSE: self._parsed(groups, confirmed),
            Stage.READING: _read(case, answer, documents),
            Stage.RETRIEVAL: _retrieved(case, answer, groups, ranks),
        }
        withheld = answer.text == phrase("refuse", "unverified")
        marks[Stage.COMPOSITION] = None if withheld or False in marks.values() else _composed(found)
        marks[Stage.VERIFICATION] = _verified(answer, withheld, cited, stray)
        hits = tuple(_offered(hit, case) for hit in offered[:DEPTH])
        understood = reading_json(answer) or None
        return Stages(marks, documents, understood, ranks, hits, cited, stray, confirmed)

    def _parsed(self, groups: Sequence[Sequence[EvidenceRow]], confirmed: bool | None) -> bool | None:
        if not groups:
            return None
        found = all(any(True for row in rows for _ in self._printed.places(row)) for rows in groups)
        return found and confirmed is not False

    def _confirmed(self, groups: Sequence[Sequence[EvidenceRow]]) -> bool | None:
        """Whether truth files print the evidence; one place of each group is enough."""
        each = [self._group_confirmed(rows) for rows in groups]
        if False in each:
            return False
        return True if each and None not in each else None

    def _group_confirmed(self, rows: Sequence[EvidenceRow]) -> bool | None:
        places = [place for row in rows for place in self._printed.places(row)]
        told = [self._truths.confirms(place) for place in places if isinstance(place, Cell)]
        if True in told:
            return True
        return False if told and None not in told and len(told) == len(places) else None

    def _hits(self, case: Case, answer: Answer) -> list[Hit]:
        """The first hits of each document that was read to be meant, figures before sentences."""
        if answer.reading is None:
            return []
        evidence, found = self._assistant.evidence, list[Hit]()
        for doc_id in answer.reading.scope.doc_ids:
            view = evidence.corpus.view(doc_id)
            found += evidence.figures(answer.reading, view).hits[:DEPTH]
            if case.answer_type in _BY_SENTENCE:
                found += evidence.sentences(answer.reading, view).hits[:DEPTH]
        return found


def is_hit(row: EvidenceRow, hit: Hit) -> bool:
    """True where a hit is the cell, or the sentence, that a row of evidence names."""
    if isinstance(hit, CellHit):
        return is_row_of(row, hit.cell)
    if row.kind != "sentence" or row.doc != hit.sentence.doc_id:
        return False
    wanted, found = squeeze(row.sentence), squeeze(hit.sentence.text)
    return bool(wanted) and (wanted in found or found in wanted)


def _groups(case: Case) -> list[list[EvidenceRow]]:
    groups: dict[int, list[EvidenceRow]] = {}
    for row in case.evidence:
        groups.setdefault(row.group, []).append(row)
    return list(groups.values())


def _rank(hits: Sequence[Hit], rows: Sequence[EvidenceRow]) -> int | None:
    """The place of the first hit that is one of the rows, counted within its own document."""
    docs = {row.doc for row in rows}
    here = [hit for hit in hits if _doc_of(hit) in docs]
    return next((n for n, hit in enumerate(here, start=1) if any(is_hit(row, hit) for row in rows)), None)


def _doc_of(hit: Hit) -> str:
    return hit.cell.doc_id if isinstance(hit, CellHit) else hit.sentence.doc_id


def _read(case: Case, answer: Answer, documents: Sequence[str]) -> bool | None:
    if answer.reading is None:
        return None
    scope = answer.reading.scope
    if case.answer_type == "clarify":
        return bool(scope.candidates) or answer.status is Status.CLARIFY
    if case.answer_type == "refusal":
        seen = scope.missing_year or scope.missing_entity or answer.reading.reason or not documents
        return bool(seen) if case.refusal_reason in _READ_REFUSALS else None
    return set(case.docs) <= set(documents) if case.docs else None


def _retrieved(
    case: Case, answer: Answer, groups: Sequence[Sequence[EvidenceRow]], ranks: Sequence[int | None]
) -> bool | None:
    """A figure offered for what is not disclosed was found where nothing is."""
    if case.answer_type == "refusal":
        nothing_there = case.refusal_reason not in _READ_REFUSALS
        return False if nothing_there and answer.value is not None else None
    if not groups or answer.reading is None:
        return None
    found = zip(groups, ranks, strict=True)
    return all(rank is not None or cites(rows, answer.citations) for rows, rank in found)


def _composed(found: Score) -> bool:
    return found.verdict in {Verdict.RIGHT, Verdict.UNCITED}


def _verified(answer: Answer, withheld: bool, cited: bool | None, stray: Sequence[str]) -> bool | None:
    if withheld or stray:
        return False
    return cited if answer.status in {Status.ANSWERED, Status.CONFLICT} else None


def _offered(hit: Hit, case: Case) -> Offered:
    expected = any(is_hit(row, hit) for row in case.evidence)
    if isinstance(hit, CellHit):
        cell = hit.cell
        label = f"{cell.table_title} / {cell.row_label} × {cell.column_label}"
        return Offered(cell.doc_id, cell.page, label, cell.text, hit.score, hit.why, expected)
    told = hit.figure.text if hit.figure else ""
    sentence = hit.sentence
    return Offered(sentence.doc_id, sentence.page, sentence.text, told, hit.score, hit.why, expected)
