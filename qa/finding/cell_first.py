"""Where a cell of a statutory form and a sentence print the same figure of the item that is asked for, the
cell answers, backed by the sentence; also where the sentence's wording is nearer to the question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from index.types import Cell, Figure, Measure
from qa.finding.corpus import DocView
from qa.finding.labels import plain_label
from qa.finding.own import is_of
from qa.finding.preferences import load_preferences
from qa.money import convert, is_money
from qa.types import CellHit, Hit, SentenceHit
from qa.understanding.asked import Asked

_SPENT = frozenset({Measure.AMOUNT, Measure.FINAL, Measure.COUNT, None})


def cell_first(view: DocView, asked: Asked, hits: Sequence[Hit]) -> tuple[Hit, ...]:
    """The hits with the cell that prints the first sentence's figure before it, if there is one."""
    first = hits[0] if hits else None
    if not isinstance(first, SentenceHit) or first.figure is None or not asked.named:
        return tuple(hits)
    cells = [cell for row in view.rows if row.table.form for cell in row.cells if _same(cell, first.figure)]
    found = [CellHit(cell, first.score, first.why) for cell in cells if may_come_first(cell, asked)]
    if not found:
        return tuple(hits)
    best = min(found, key=lambda hit: len(_beside(hit, asked)))
    return (replace(best, backing=replace(first, backing=None)), *hits)


def may_come_first(cell: Cell, asked: Asked) -> bool:
    """True where the labels of a cell of a statutory form are those of all that is named."""
    hit = CellHit(cell, 0.0)
    return cell.form is not None and bool(asked.named) and all(is_of(hit, unit) for unit in asked.named)


def _beside(hit: CellHit, asked: Asked) -> str:
    """What the row says beyond what is asked: a total says least."""
    row = plain_label(hit.cell.row_label.rsplit(" / ", 1)[-1])
    keys = {key for unit in asked.named for key in (unit.text, *unit.keys)}
    return "" if row in keys else row.replace("合计", "").replace("总计", "")


def _same(cell: Cell, figure: Figure) -> bool:
    """True where the cell prints the figure of the sentence, as exactly as the sentence prints it."""
    value, unit = cell.value, cell.unit
    if value is None or is_money(unit) != is_money(figure.unit):
        return False
    if figure.measure is not Measure.BUDGET and figure.measure not in _SPENT:
        return False
    names = load_preferences()
    columns = {plain_label(part) for part in cell.column_label.split(" / ")}
    planned = bool(columns & (names.budget_columns | names.full_budget_columns))
    if planned != (figure.measure is Measure.BUDGET):
        return False
    if not is_money(unit):
        return value == figure.value
    step = Decimal(1).scaleb(-figure.decimals)
    return convert(value, unit, figure.unit).quantize(step, ROUND_HALF_UP) == figure.value
