"""What the money went to: the top level of a classified form, largest first, every figure cited."""

from __future__ import annotations

import re
from decimal import Decimal

from index.forms.labels import label_key
from index.types import Cell
from qa.composing.phrases import phrase
from qa.draft import Writer, figure_text, who
from qa.finding.corpus import DocView, Row
from qa.finding.preferences import load_preferences
from qa.types import CellHit, Draft, Status
from qa.understanding.vocabulary import plain

_ASKS = re.compile(
    r"花(?:在|到)?(?:了)?(?:哪|什么地方)|(?:花|用)(?:在|到|于)?(?:了)?哪些?(?:方面|地方|项目|上)|钱.{0,4}去哪|去向|支出构成"
    r"|支出结构|哪几类|哪些类|功能分类|哪些方面|各花了|where.{0,20}money"
)
_FORMS = ("public_budget_expenditure", "expenditure")
_TOP_LEVEL = 3  # digits of a 类 in the functional classification
_MOST = 12


def asks(text: str) -> bool:
    """True for the question what the money was spent on."""
    return _ASKS.search(text) is not None


def breakdown(view: DocView) -> Draft | None:
    """The 类 of the expenditure form with their figures, largest first; None where no form lists them."""
    cells = next((found for form in _FORMS if (found := _top_level(view, form))), [])
    if not cells:
        return None
    writer = Writer()
    cells.sort(key=lambda cell: -(cell.value or Decimal(0)))
    parts = [
        phrase(
            "breakdown",
            "part",
            item=label_key(cell.row_label),
            figure=figure_text(CellHit(cell, 1.0)),
            mark=writer.mark(CellHit(cell, 1.0)),
        )
        for cell in cells[:_MOST]
    ]
    text = phrase(
        "breakdown",
        "lead",
        who=who(view.disclosure),
        year=view.disclosure.year,
        title=cells[0].table_title,
        n=writer.derived(Decimal(len(parts))),
        parts="；".join(parts),
    )
    return writer.draft(Status.ANSWERED, text)


def _top_level(view: DocView, form: str) -> list[Cell]:
    rows = [row for row in view.rows if row.table.form == form and row.code and len(row.code) == _TOP_LEVEL]
    cells = [cell for row in rows if (cell := _main(row)) is not None]
    return [cell for cell in cells if cell.value]


def _main(row: Row) -> Cell | None:
    """The cell of a row in the usual column of its form, the first where several would do."""
    usual = load_preferences().main_columns
    return next((c for c in row.cells if plain(c.column_label.rsplit(" / ", 1)[-1]) in usual), None)
