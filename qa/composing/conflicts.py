"""A disclosure that contradicts itself is told: both values, each with its place."""

from __future__ import annotations

from collections.abc import Sequence

from index.checking.checks import Check, Operand
from index.checking.checks import Status as CheckStatus
from index.types import Sentence
from qa.composing.phrases import phrase
from qa.compute import unit_of, value_of
from qa.draft import Writer, figure_text, quote, who
from qa.finding.corpus import DocView
from qa.money import canonical
from qa.types import CellHit, Draft, Hit, SentenceHit, Status


def conflict_of(view: DocView, hit: Hit, said: Sequence[str] = ()) -> Draft | None:
    """The conflict that this evidence takes part in, as an answer; None where it is undisputed.

    What differs by rounding alone is told only where the question itself states both figures (`said`).
    """
    for check in view.contradictions:
        if check.status is not CheckStatus.FAIL and not _asked_for(check, said):
            continue
        for evidence in (hit, hit.backing):
            if evidence is not None and any(_is(operand, evidence) for operand in check.disputed):
                return _told(view, check, hit)
    return None


def _asked_for(check: Check, said: Sequence[str]) -> bool:
    values = {canonical(operand.value) for operand in check.operands if operand.value is not None}
    return len(values & set(said)) > 1


def _is(operand: Operand, hit: Hit) -> bool:
    if isinstance(hit, CellHit):
        cell = hit.cell
        return operand.cell_key == (cell.table_id, cell.row, cell.col)
    figure = hit.figure
    same = operand.sentence_id == hit.sentence.sentence_id
    return same and figure is not None and figure.value == operand.value and figure.unit == operand.unit


def _told(view: DocView, check: Check, hit: Hit) -> Draft:
    writer = Writer()
    parts = []
    seen: set[tuple[str | None, str | None]] = set()
    for found in (hit, *_others(view, check, hit)):
        key = (figure_text(found), found.sentence.sentence_id if isinstance(found, SentenceHit) else "cell")
        if key not in seen:
            seen.add(key)
            parts.append(_part(found, writer))
    lead = phrase("conflict", "lead", who=who(view.disclosure), year=view.disclosure.year)
    text = lead + "；".join(parts) + phrase("conflict", "end")
    return writer.draft(Status.CONFLICT, text, value=value_of(hit), unit=unit_of(hit))


def _others(view: DocView, check: Check, hit: Hit) -> list[Hit]:
    found = []
    for operand in check.operands:
        if not _is(operand, hit) and (other := _hit_of(view, operand)) is not None:
            found.append(other)
    return found


def _hit_of(view: DocView, operand: Operand) -> Hit | None:
    if operand.sentence_id is not None:
        for sentence in view.sentences:
            if sentence.sentence_id == operand.sentence_id:
                return _sentence_hit(sentence, operand)
        return None
    for table in view.tables:
        for cell in table.cells:
            if (cell.table_id, cell.row, cell.col) == operand.cell_key:
                return CellHit(cell, 1.0, ("contradiction",))
    return None


def _sentence_hit(sentence: Sentence, operand: Operand) -> SentenceHit | None:
    for figure in sentence.figures:
        if figure.value == operand.value and figure.unit == operand.unit:
            return SentenceHit(sentence, 1.0, figure, figure.measure, ("contradiction",))
    return None


def _part(hit: Hit, writer: Writer) -> str:
    if isinstance(hit, SentenceHit):
        return phrase(
            "conflict",
            "sentence",
            page=hit.sentence.page,
            figure=figure_text(hit),
            mark=writer.mark(hit),
            quote=quote(hit.sentence.text, hit.figure),
        )
    cell = hit.cell
    text = phrase(
        "conflict",
        "cell",
        title=cell.table_title,
        page=cell.page,
        row=cell.row_label or cell.column_label,
        figure=figure_text(hit),
        mark=writer.mark(hit),
    )
    if hit.backing is None:
        return text
    backing = hit.backing.sentence
    return text + phrase("conflict", "backing", page=backing.page, quote=quote(backing.text))
