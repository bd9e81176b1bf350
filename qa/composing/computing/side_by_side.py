"""Budget beside final of the items of one form (三公经费各项的预算和决算对比): both cells of each row."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.types import Kind
from qa.composing.figures.budgeted import spent_in_row
from qa.composing.phrases import phrase
from qa.draft import Writer, figure_text, item_of, who
from qa.finding.corpus import DocView
from qa.finding.evidence import Evidence
from qa.finding.own import is_of
from qa.finding.preferences import load_preferences
from qa.money import is_money
from qa.types import CellHit, Draft, Facet, Intent, Reading, Status
from qa.understanding.asked import Asked, Unit
from qa.understanding.vocabulary import plain
from qa.understanding.wording import names_facet

_ASKS = re.compile("各项|各个|每项|分项|主要|分别|对比|比较|对照|比一比|各是|各为|各有")
_ONE_FIGURE = re.compile("差多少|相差|差额|多多少|少多少|完成率|执行率|百分之|比例|增加|减少|为什么|原因")
_FEWEST = 2
_MOST = 10
# 各项支出 without a name is asked of these alone: the items of any other form are part of something.
_OF_ALL = frozenset({"income_expenditure_total", "fiscal_total", "expenditure", "public_budget_expenditure"})
_COMPARING = frozenset({Intent.LOOKUP, Intent.COMPARE, Intent.LIST})
Pair = tuple[CellHit, CellHit]  # planned, spent


def planned_and_spent(evidence: Evidence, reading: Reading, view: DocView) -> Draft | None:
    """What was planned and what was spent on each item of the form that is asked about; None where the
    question asks for something else, or no form of the disclosure prints both."""
    text = reading.content
    both = reading.facet is Facet.BUDGET and names_facet(text, Facet.FINAL)
    asks = both and _ASKS.search(text) and not _ONE_FIGURE.search(text) and reading.intent in _COMPARING
    if not asks or view.disclosure.kind is Kind.BUDGET:
        return None
    found = _of_form(_pairs(view), evidence.asked(reading, view))
    return _draft(view, found) if len(found) >= _FEWEST else None


def _pairs(view: DocView) -> list[Pair]:
    """The rows of forms that print money planned beside money spent, in their order."""
    names, found = load_preferences(), []
    for row in view.rows:
        for cell in row.cells if row.table.form else ():
            columns = {plain(part) for part in cell.column_label.split(" / ")}
            planned = CellHit(cell, 1.0, ("budget",))
            money = cell.value is not None and is_money(cell.unit)
            spent = spent_in_row(planned, view) if money and columns & names.budget_columns else None
            if spent is not None:
                found.append((planned, spent))
    return found


def _of_form(pairs: Sequence[Pair], asked: Asked) -> list[Pair]:
    """The pairs of the form that the question names, by its title or one of its rows; without a name those of
    the form with most items. What is zero on both sides tells nothing."""
    names = load_preferences()
    columns = names.main_columns | names.budget_columns | names.full_budget_columns
    things = [unit for unit in asked.named if unit.text not in columns]
    forms: dict[str, list[Pair]] = {}
    for planned, spent in pairs:
        forms.setdefault(planned.cell.table_id, []).append((planned, spent))
    if not things:
        forms = {k: rows for k, rows in forms.items() if rows[0][0].cell.form in _OF_ALL}
    else:
        forms = {k: rows for k, rows in forms.items() if any(_is_about(row, things) for row in rows)}
    best: list[Pair] = max(forms.values(), key=len, default=[])
    return [pair for pair in best if any(hit.cell.value for hit in pair)][:_MOST]


def _is_about(pair: Pair, things: Sequence[Unit]) -> bool:
    title = plain(pair[0].cell.table_title)
    return any(any(key in title for key in unit.keys) or is_of(pair[0], unit) for unit in things)


def _draft(view: DocView, pairs: Sequence[Pair]) -> Draft:
    writer = Writer()
    lines = [
        phrase(
            "side_by_side",
            "line",
            item=item_of(spent, view),
            planned=figure_text(planned),
            spent=figure_text(spent),
            planned_mark=writer.mark(planned),
            spent_mark=writer.mark(spent),
        )
        for planned, spent in pairs
    ]
    cell = pairs[0][0].cell
    text = phrase(
        "side_by_side",
        "lead",
        who=who(view.disclosure),
        year=view.disclosure.year,
        title=cell.table_title,
        page=cell.page,
        lines="；".join(lines),
    )
    return writer.draft(Status.ANSWERED, text)
