"""Before and after an answer: what must not be answered with this department's figures, and what has to be
said beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from index.types import Disclosure, Kind, Measure
from qa.composing.decline import example_questions
from qa.composing.phrases import phrase
from qa.composing.undone import told, undone
from qa.draft import who
from qa.types import CellHit, Draft, Hit, Reading, SentenceHit, Status

_EXAMPLES = 3


def before(reading: Reading, disclosures: Mapping[str, Disclosure]) -> Draft | None:
    """A refusal of what no department has (全区的财政收入), or None."""
    docs = [disclosures[doc_id] for doc_id in reading.scope.doc_ids or reading.scope.candidates]
    if reading.scope.of_region and docs:
        text = phrase("refuse", "of_region", who=_names(docs), kind=_kinds(docs))
        return Draft(Status.REFUSED, text, options=example_questions(docs)[:_EXAMPLES])
    return None


def after(reading: Reading, draft: Draft, disclosures: Mapping[str, Disclosure]) -> Draft:
    """The draft with what has to be said beside it: a place's name stood for its department, a year that
    was asked for as well is not indexed."""
    if draft.status not in {Status.ANSWERED, Status.CONFLICT}:
        return draft
    if undone(reading, draft):
        return Draft(Status.REFUSED, told(reading))
    docs = [disclosures[doc_id] for doc_id in reading.scope.doc_ids or reading.scope.candidates]
    said = phrase("lookup", "own_figures", who=_names(docs)) if reading.scope.bare else ""
    have = {doc.year for doc in docs}
    if any(year not in have and f"{year}年" not in draft.text for year in reading.years):
        said += phrase("lookup", "without_year")
    if draft.value is not None and (without := _without_figure(docs, draft)):
        said += phrase("across", "none", who=_names(without))
    if "预算" not in draft.text and any(_is_budget(hit) for hit in draft.evidence):
        said += phrase("lookup", "planned")
    return replace(draft, text=draft.text + said) if said else draft


def _without_figure(docs: Sequence[Disclosure], draft: Draft) -> list[Disclosure]:
    """The departments asked about that the answer neither cites nor names."""
    cited = {hit.cell.doc_id if isinstance(hit, CellHit) else hit.sentence.doc_id for hit in draft.evidence}
    named = [who(doc) for doc in docs if doc.doc_id in cited]
    return [doc for doc in docs if who(doc) not in named and who(doc) not in draft.text]


def _is_budget(hit: Hit) -> bool:
    measure = hit.figure.measure if isinstance(hit, SentenceHit) and hit.figure else None
    return measure is Measure.BUDGET


def _names(docs: Sequence[Disclosure]) -> str:
    return "、".join(dict.fromkeys(who(doc) for doc in docs))


def _kinds(docs: Sequence[Disclosure]) -> str:
    """决算, 预算 or both: what the documents are."""
    kinds = dict.fromkeys("部门预算" if doc.kind is Kind.BUDGET else "部门决算" for doc in docs)
    return "和".join(kinds)
