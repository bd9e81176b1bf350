"""What was planned beside what was spent: both of one item; a budget alone is named as what it is."""

from __future__ import annotations

import re
from dataclasses import replace

from index.types import Kind, Measure
from qa import compute
from qa.composing.phrases import phrase
from qa.draft import Writer, figure_text, item_of, same_item, who
from qa.finding.corpus import DocView
from qa.finding.evidence import Evidence
from qa.finding.own import own
from qa.finding.preferences import load_preferences
from qa.types import CellHit, Draft, Facet, Hit, Intent, Reading, SentenceHit, Status
from qa.understanding.vocabulary import plain

_PLANS = re.compile("安排|计划|打算|准备|拟|预计")
_SUBTOTAL = "合计"


def spent_and_planned(evidence: Evidence, reading: Reading, view: DocView) -> tuple[Hit, Hit] | None:
    """What was spent on an item and what was planned for it, from one row or one sentence where one prints
    both; None where the two found are not of one item."""
    asked = replace(reading, intent=Intent.LOOKUP, counted="money")
    planned = evidence.figures(replace(asked, facet=Facet.BUDGET), view).figure
    if planned is None:
        return None
    for place in (planned, planned.backing):  # a form may leave blank what the sentence beside it prints
        if place is not None and (beside := _beside(place, view)) is not None:
            return beside, planned
    spent = evidence.figures(replace(asked, facet=None), view).figure
    return (spent, planned) if spent is not None and same_item(spent, planned) else None


def _beside(planned: Hit, view: DocView) -> Hit | None:
    """What was spent, printed in the row or the sentence that prints what was planned."""
    if isinstance(planned, CellHit):
        return spent_in_row(planned, view)
    budget = planned.figure
    if budget is None:
        return None
    figures = [
        figure
        for figure in planned.sentence.figures
        if figure.measure is Measure.FINAL and figure.subject == budget.subject and figure.unit == budget.unit
    ]
    after = [figure for figure in figures if figure.start > budget.start] or figures
    return replace(planned, figure=after[0], measure=after[0].measure, backing=None) if after else None


def spent_in_row(planned: CellHit, view: DocView) -> CellHit | None:
    """What was spent, from the row of a form that prints what was planned; None where it prints none."""
    names, cell = load_preferences(), planned.cell
    table = view.table(cell.table_id)
    rest = _without(cell.column_label, names.budget_columns | names.full_budget_columns)
    if table is None or rest is None:
        return None
    for other in table.cells:
        same_row = (other.row, other.row_label) == (cell.row, cell.row_label) and other != cell
        if same_row and other.value is not None and _without(other.column_label, names.main_columns) == rest:
            return CellHit(other, planned.score, planned.why)
    return None


def _without(column: str, kinds: frozenset[str]) -> tuple[str, ...] | None:
    """The parts of a column header besides the kind of its figure; None where it names no such kind.

    A wide form prints 合计 below both kinds, so that it tells nothing of either.
    """
    parts = [plain(part) for part in column.split(" / ")]
    if not kinds.intersection(parts):
        return None
    return tuple(part for part in parts if part not in kinds and part != _SUBTOTAL)


def only_budget(evidence: Evidence, reading: Reading, view: DocView) -> Draft | None:
    """A refusal that names the budget figure of the text; None where there is none, or it was asked for."""
    if reading.facet not in {None, Facet.FINAL} or view.disclosure.kind is Kind.BUDGET:
        return None
    asked = replace(reading, facet=Facet.BUDGET, intent=Intent.LOOKUP)
    found = evidence.figures(asked, view)
    hit = own(found.asked, found.hits) if found.asked.named else None
    if not isinstance(hit, SentenceHit) or hit.figure is None or hit.figure.measure is not Measure.BUDGET:
        return None
    writer = Writer()
    text = phrase(
        "lookup",
        "only_budget",
        who=who(view.disclosure),
        year=view.disclosure.year,
        page=hit.sentence.page,
        item=item_of(hit, view),
        figure=figure_text(hit),
        mark=writer.mark(hit),
    )
    if _PLANS.search(reading.content):
        return writer.draft(Status.ANSWERED, text, value=compute.value_of(hit), unit=compute.unit_of(hit))
    return writer.draft(Status.REFUSED, text)
