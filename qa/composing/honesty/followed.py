"""A follow-up that brings a word of its own: its answer holds that word, or there is none. What was shown
for the turn before never stands for something else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from qa.composing.figures.single import place
from qa.composing.honesty.decline import not_found, refuse
from qa.composing.honesty.undone import told
from qa.composing.operations import says
from qa.composing.phrases import phrase
from qa.compute import value_of
from qa.draft import figure_text, item_of
from qa.finding.corpus import plain_text
from qa.finding.evidence import Evidence
from qa.types import CellHit, Draft, Hit, Intent, Reading, SentenceHit, Status
from qa.understanding.conversing.own_words import explained

_MARKS = "，,；;。"
_PLACE, _METHOD, _SURE, _AGAIN = "place", "method", "sure", "again"
_SHOWN = frozenset({Status.ANSWERED, Status.CONFLICT})


def first_held(evidence: Evidence, reading: Reading, answer: Callable[[Reading], Draft]) -> Draft:
    """The first of the readings whose answer holds what the turn says; else a refusal that names it."""
    first = answer(reading)
    if first.status in _SHOWN and held(reading, first):
        return first
    for other in reading.otherwise:
        draft = answer(other)
        if draft.status in _SHOWN and held(reading, draft):
            return draft
    if first.status not in _SHOWN and (first.status is Status.CLARIFY or reading.intent is not Intent.LOOKUP):
        return first
    said = replace(reading, content="、".join(reading.own))
    if len(reading.scope.doc_ids) != 1:
        return refuse(told(said)) if first.status in _SHOWN else first
    return not_found(evidence, said, evidence.corpus.view(reading.scope.doc_ids[0]))


def told_about(kind: str, draft: Draft) -> Draft:
    """Where the figures of an answer stand (place), how it came about (method), that it is what is printed
    (sure), or the answer once more (again): each with the places, never a bare figure."""
    if draft.status not in _SHOWN or not draft.evidence:
        return draft if kind == _AGAIN else replace(draft, text=phrase("followed", "nothing") + draft.text)
    places = "".join(_standing(draft, n) for n in range(len(draft.evidence)))
    if draft.formula and kind != _PLACE:
        return replace(draft, text=draft.text + places)
    if kind == _AGAIN or (draft.status is Status.CONFLICT and kind != _PLACE):
        return draft if place(draft.evidence[0]) in draft.text else replace(draft, text=draft.text + places)
    lead = phrase("followed", "printed") if kind == _METHOD else ""
    lead = phrase("followed", "sure") if kind == _SURE else lead
    alone = draft.value is not None and not draft.formula and draft.status is Status.ANSWERED
    return Draft(
        Status.ANSWERED,
        lead + places,
        draft.evidence,
        draft.value if alone else None,
        draft.unit if alone else None,
    )


def _standing(draft: Draft, n: int) -> str:
    """Where one piece of the evidence stands; a sentence that is told for its words has no figure."""
    hit, mark = draft.evidence[n], f"[{n + 1}]"
    figure = figure_text(hit)
    if not figure and isinstance(hit, SentenceHit):
        return phrase("followed", "words", mark=mark) + place(hit)
    shown = figure if value_of(hit) is not None else phrase("followed", "blank")
    return phrase("followed", "place", item=item_of(hit), figure=shown, mark=mark) + place(hit)


def held(reading: Reading, draft: Draft) -> bool:
    """True where an answer gives no figure, or its evidence holds the words that the turn brings."""
    if says(reading.content, "vacancy", "words"):  # posts that are not filled are computed
        return True
    if draft.value is None and reading.intent is not Intent.LOOKUP:
        return True
    return explained(reading.own, "|".join(_says(hit) for hit in draft.evidence))


def _says(hit: Hit) -> str:
    """All that a piece of evidence says of its figure, in plain form."""
    if isinstance(hit, CellHit):
        cell = hit.cell
        return plain_text("|".join((cell.table_title, *cell.row_path, cell.row_label, cell.column_label)))
    return plain_text("|".join((*hit.sentence.section, _clause(hit), item_of(hit))))


def _clause(hit: SentenceHit) -> str:
    """The part of the sentence that holds the figure: its neighbours are of other things."""
    text, figure = hit.sentence.text, hit.figure
    if figure is None:
        return text
    start = max(text.rfind(mark, 0, figure.start) for mark in _MARKS) + 1
    ends = [end for mark in _MARKS if (end := text.find(mark, figure.end)) >= 0]
    return text[start : min(ends, default=len(text))]
