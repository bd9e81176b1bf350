"""What a disclosure prints of an item where the form's own cell is blank: another cell or sentence of the
same item, year and kind of figure. A blank answers only where nothing else is printed."""

from __future__ import annotations

from index.types import Measure
from qa.compute import unit_of, value_of
from qa.finding.evidence import Found
from qa.finding.limits import SURE
from qa.finding.own import is_of
from qa.money import is_money
from qa.types import CellHit, Facet, Hit, Reading

_BUDGETS = frozenset({Facet.BUDGET, Facet.FULL_BUDGET})
_SPENT = frozenset({Measure.AMOUNT, Measure.FINAL, Measure.COUNT})


def printed_for(found: Found, blank: CellHit, reading: Reading) -> Hit | None:
    """The best figure that is printed for the item of a blank cell; None where there is none."""
    named = [unit for unit in found.asked.named if is_of(blank, unit)]
    if not named:
        return None
    for hit in found.hits:
        if hit.score < SURE or value_of(hit) is None or not _same_kind(hit, blank, found, reading):
            continue
        if all(is_of(hit, unit) for unit in found.asked.named):
            return hit
    return None


def _same_kind(hit: Hit, blank: CellHit, found: Found, reading: Reading) -> bool:
    if blank.cell.unit is not None and is_money(blank.cell.unit) != is_money(unit_of(hit)):
        return False
    if isinstance(hit, CellHit):
        return hit.cell.form is not None
    figure = hit.figure
    if figure is None or figure.year not in {None, found.view.disclosure.year}:
        return False
    return figure.measure is Measure.BUDGET if reading.facet in _BUDGETS else figure.measure in _SPENT
