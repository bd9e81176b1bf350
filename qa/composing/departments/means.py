"""The mean of one measure over several departments: their sum over how many they are, all of them cited."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from qa import compute
from qa.composing.phrases import phrase
from qa.draft import Writer, amount_text, figure_text, item_of, who
from qa.finding.corpus import DocView
from qa.money import convert, is_money, rounded, shortest, shown
from qa.types import Draft, Hit, Reading, Status

_PLACES = 4
_USUAL = "万元"


def mean_over(rows: Sequence[tuple[DocView, Hit]], reading: Reading) -> Draft | None:
    """The mean with the formula that it follows from; None where the figures are of several kinds."""
    units = {compute.unit_of(hit) for _, hit in rows}
    if len(units) > 1 and not all(is_money(unit) for unit in units):
        return None
    first = compute.unit_of(rows[0][1])
    unit = (reading.unit or _USUAL) if is_money(first) else first
    values = [_in_unit(hit, unit) for _, hit in rows]
    places = _PLACES if reading.decimals is None else reading.decimals
    writer = Writer()
    n = writer.derived(Decimal(len(rows)))
    mean = writer.derived(shortest(rounded(sum(values, Decimal(0)) / len(rows), places)))
    formula = f"({' + '.join(map(shown, values))}) ÷ {len(rows)} = {shown(mean)}"
    lines = "；".join(
        phrase(
            "across",
            "line",
            name=f"{who(view.disclosure)}（{view.disclosure.year}年度）",
            figure=figure_text(hit),
            mark=writer.mark(hit),
        )
        for view, hit in rows
    )
    text = phrase(
        "across",
        "mean" if len({who(view.disclosure) for view, _ in rows}) > 1 else "mean_years",
        n=n,
        item=item_of(rows[0][1], rows[0][0]),
        figure=amount_text(mean, unit),
        formula=formula,
        lines=lines,
    )
    return writer.draft(Status.ANSWERED, text, value=mean, unit=unit, formula=formula)


def _in_unit(hit: Hit, unit: str | None) -> Decimal:
    value = compute.value_of(hit) or Decimal(0)
    return value if compute.unit_of(hit) == unit else shortest(convert(value, compute.unit_of(hit), unit))
