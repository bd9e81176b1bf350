"""A total over departments one of whose figures its disclosure prints twice and differently: both totals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from qa import compute
from qa.composing.honesty.conflicts import told_differently
from qa.composing.phrases import phrase
from qa.draft import Writer, amount_text, figure_text, item_of, joined, who
from qa.finding.corpus import DocView
from qa.money import shortest
from qa.types import Draft, Hit, Reading, Status


def with_other_total(draft: Draft, rows: Sequence[tuple[DocView, Hit]], reading: Reading) -> Draft:
    """The draft as a conflict that tells the other total too, where one figure is disputed by one other;
    the draft itself where none is, or where several are and no two totals could stand for all."""
    others = [(view, hit, rival) for view, hit in rows for rival in _rivals(view, hit, reading)]
    if len(others) != 1:
        return draft
    view, disputed, rival = others[0]
    operands = tuple(rival if hit is disputed else hit for _, hit in rows)
    result = compute.in_unit(compute.total(operands), reading.unit)
    writer = Writer()
    text = phrase(
        "across",
        "other_total",
        who=who(view.disclosure),
        year=view.disclosure.year,
        item=item_of(disputed, view),
        other=figure_text(rival),
        mark=writer.mark(rival),
        figure=amount_text(writer.derived(shortest(result.value)), result.unit),
        formula=result.formula,
        marks=writer.marks(operands),
    )
    told = joined(draft, writer.draft(Status.CONFLICT, text))
    formula = "；".join(part for part in (draft.formula, result.formula) if part)
    return replace(told, status=Status.CONFLICT, value=draft.value, unit=draft.unit, formula=formula)


def _rivals(view: DocView, hit: Hit, reading: Reading) -> list[Hit]:
    """Evidence of the same disclosure that prints another value of the same unit for the item."""
    dispute = told_differently(view, hit, reading)
    found: dict[object, Hit] = {}
    for other in dispute.told if dispute else ():
        if other.unit == compute.unit_of(hit) and not compute.same_amount(other.hit, hit):
            found.setdefault(other.value, other.hit)
    return list(found.values())
