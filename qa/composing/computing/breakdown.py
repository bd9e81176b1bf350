"""What the money went to: the top level of a classified form or of the text, every figure cited."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from index.forms.labels import label_key
from index.types import Cell, Kind, Measure, Sentence
from qa.composing.phrases import phrase
from qa.compute import value_of
from qa.draft import Writer, figure_text, who
from qa.finding.corpus import DocView, Row
from qa.finding.preferences import load_preferences
from qa.money import is_money
from qa.types import CellHit, Draft, Hit, Reading, SentenceHit, Status
from qa.understanding.vocabulary import plain

_ASKS = re.compile(
    r"花(?:在|到)?(?:了)?(?:哪|什么地方)|(?:花|用)(?:在|到|于)?(?:了)?哪些?(?:方面|地方|项目|上)|钱.{0,4}去哪|去向|支出构成"
    r"|支出结构|哪几类|哪些类|功能分类|哪些方面|各花了|where.{0,20}money"
)
_ALL_FORMS = ("expenditure", "public_budget_expenditure")
_APPROPRIATED = re.compile("拨款|公共预算")
_TOP_LEVEL = 3  # digits of a 类 in the functional classification
_MOST = 12
_SEVERAL = 2
_SPENDING = "支出"
_LISTS = re.compile("主要用于|以下方面|具体如下|其中")
_CLASS_MARK = re.compile(r"[(（]类[)）]")


def asks(text: str) -> bool:
    """True for the question what the money was spent on."""
    return _ASKS.search(text) is not None


def breakdown(view: DocView, reading: Reading) -> Draft | None:
    """The 类 of the expenditure with their figures, largest first; None where nothing lists them.

    All expenditure, unless the question names the appropriations: those leave out what funds, business
    income and other sources paid for.
    """
    forms = _ALL_FORMS[::-1] if _APPROPRIATED.search(reading.content) else _ALL_FORMS
    found = sorted(top_level(view, forms), key=lambda pair: -(value_of(pair[1]) or Decimal(0)))
    if not found:
        return None
    writer = Writer()
    parts = [
        phrase("breakdown", "part", item=name, figure=figure_text(hit), mark=writer.mark(hit))
        for name, hit in found[:_MOST]
    ]
    first = found[0][1]
    text = phrase(
        "breakdown",
        "lead",
        who=who(view.disclosure),
        year=view.disclosure.year,
        n=writer.derived(Decimal(len(parts))),
        parts="；".join(parts),
    )
    if isinstance(first, CellHit):
        text += phrase("breakdown", "form", title=first.cell.table_title, page=first.cell.page)
    else:
        text += phrase("breakdown", "text", page=first.sentence.page)
    return writer.draft(Status.ANSWERED, text)


def top_level(view: DocView, forms: Sequence[str] = _ALL_FORMS[::-1]) -> list[tuple[str, Hit]]:
    """The 类 by name with their figures: from the first of the forms that lists them, else from the text."""
    cells = next((found for form in forms if (found := _cells(view, form))), [])
    cells = cells or (_cells(view, None) if view.disclosure.kind is Kind.BUDGET else [])
    if cells:
        return [(label_key(cell.row_label), CellHit(cell, 1.0)) for cell in cells]
    told = max((told_classes(sentence) for sentence in view.sentences), key=len, default=[])
    return [*told] if len(told) >= _SEVERAL else []


def told_classes(sentence: Sentence, *, share: bool = False) -> list[tuple[str, SentenceHit]]:
    """The classes that a sentence lists, each an amount followed by its share: the amounts, or the shares."""
    if not _LISTS.search(sentence.text):
        return []
    return [
        (_CLASS_MARK.sub("", amount.subject), SentenceHit(sentence, 1.0, figure, figure.measure))
        for amount, part in pairwise(sentence.figures)
        if (figure := part if share else amount)
        and amount.subject
        and is_money(amount.unit)
        and part.measure is Measure.SHARE
        and _CLASS_MARK.sub("", amount.subject).endswith("支出")
        and amount.value
    ]


def _cells(view: DocView, form: str | None) -> list[Cell]:
    """The cells of a form's 类; of a budget, whose tables are no form, of the first table with them."""
    rows = [row for row in view.rows if row.table.form == form and row.code and len(row.code) == _TOP_LEVEL]
    if form is None:
        spending = [row for row in rows if _SPENDING in row.table.title and row.code and row.code[0] == "2"]
        rows = [row for row in spending if row.table is spending[0].table]
    cells = [cell for row in rows if (cell := main_cell(row)) is not None]
    return [cell for cell in cells if cell.value]


def main_cell(row: Row) -> Cell | None:
    """The cell of a row in the usual column of its form, the first where several would do."""
    usual = load_preferences().main_columns
    return next((c for c in row.cells if plain(c.column_label.rsplit(" / ", 1)[-1]) in usual), None)
