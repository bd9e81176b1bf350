"""The rows of one level of an account (类, 款, 项, or below one account) in the one form whose fund scope the
question names: they are compared and counted among themselves, never with rows of another form."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.forms.labels import label_key
from index.types import Cell, Kind
from qa.composing.operations import says
from qa.finding.corpus import DocView, Row
from qa.finding.preferences import load_preferences
from qa.understanding.asked import Asked
from qa.understanding.vocabulary import plain

CLASS, SECTION, ITEM = 3, 5, 7  # digits of a 类, 款 and 项
_ITEM = re.compile(
    r"项级|[(（]项[)）]|项级?科目|末级科目|[大多高小少低]的项(?!目)|[一二两三四五六七八九十\d]+个项(?!目)"
)
_SECTION = re.compile(r"款级|[(（]款[)）]|款级?科目|[哪几多少各]一?个?款(?!项)|的款(?!项)")
_CLASS = re.compile(r"类级|类级?科目|功能类|支出类|[哪几多少各]一?个?类")
_FUNDS = (
    ("一般公共预算", "public_budget_expenditure"),
    ("政府性基金", "government_fund"),
    ("国有资本", "state_capital"),
)
_FISCAL = "财政拨款"
_ALL_FUNDS = ("expenditure", "public_budget_expenditure")
_COLUMNS = ("基本支出", "项目支出")
# The tables of a budget are no forms; their titles say what they hold.
_BUDGET_TITLES = {
    "expenditure": re.compile(r"^(?!.*(?:收支|收入|财政拨款|一般公共预算|基金)).*支出.*表"),
    "public_budget_expenditure": re.compile(r"一般公共预算(?!.*(?:基本|三公|收支|收入)).*支出.*表"),
    "government_fund": re.compile(r"政府性基金.*支出.*表"),
    "state_capital": re.compile(r"国有资本.*支出.*表"),
    "basic_expenditure": re.compile(r"基本支出.*表"),
    "three_public": re.compile(r"三公.*表"),
}
_TOTALS = frozenset({"合计", "总计", "本年支出合计"})


@dataclass(frozen=True, slots=True)
class Level:
    """Rows of one level with the cell that is compared, the row that sums them up, and where they stand."""

    rows: tuple[tuple[Row, Cell], ...]
    total: Cell | None
    title: str
    page: int


def level_of(text: str) -> int | None:
    """The digits of the account level that is compared; None where the words name none."""
    if _ITEM.search(text):
        return ITEM
    if _SECTION.search(text):
        return SECTION
    return CLASS if _CLASS.search(text) or says(text, "ranking", "classes") else None


def of_level(view: DocView, text: str, digits: int, parent: str = "") -> Level | None:
    """The rows of a level, all or those below the account `parent`; None where no form lists them."""
    for form in forms_named(text):
        if found := _in_form(view, form, text, digits, parent):
            return found
    return None


def forms_named(text: str) -> Sequence[str]:
    """The forms of the fund that is named; those of all funds where none is."""
    named = [form for word, form in _FUNDS if word in text]
    if named:
        return named[:1]
    return _ALL_FUNDS[1:] if _FISCAL in text else _ALL_FUNDS


def account_named(view: DocView, asked: Asked) -> Row | None:
    """The one account with accounts below it that the question names (普通教育), or None."""
    keys = {key for unit in asked.named if unit.how == "label" for key in unit.keys}
    rows = [row for row in view.rows if row.code and row.key in keys and row.code[0] == "2"]
    codes = {row.code for row in rows}
    below = {code for code in codes if any(_is_below(row.code, code or "") for row in view.rows)}
    return next(row for row in rows if row.code in below) if len(below) == 1 else None


def economic_rows(view: DocView) -> list[Row]:
    """The rows of the form of basic expenditure; in a budget, of the first table that is titled so."""
    rows = rows_of_form(view, "basic_expenditure")
    return [row for row in rows if row.code and row.code[0] == "3"]


def rows_of_form(view: DocView, form: str) -> list[Row]:
    """The rows of a form, or of the table of a budget that holds the same."""
    rows = [row for row in view.rows if row.table.form == form]
    if rows or view.disclosure.kind is not Kind.BUDGET or form not in _BUDGET_TITLES:
        return rows
    fits = _BUDGET_TITLES[form]
    titled = [row for row in view.rows if row.table.form is None and fits.search(plain(row.table.title))]
    return [row for row in titled if row.table is titled[0].table]


def money_cell(view: DocView, row: Row, column: str | None = None) -> Cell | None:
    """The cell of a row in the named column, else in the usual one of its form (a budget's: 预算数)."""
    names = load_preferences()
    usual = names.main_columns | (
        names.budget_columns if view.disclosure.kind is Kind.BUDGET else frozenset()
    )
    wanted = {column} if column else usual
    return next((c for c in row.cells if plain(c.column_label.rsplit(" / ", 1)[-1]) in wanted), None)


def _in_form(view: DocView, form: str, text: str, digits: int, parent: str) -> Level | None:
    column = next((name for name in _COLUMNS if name in text), None)
    rows = rows_of_form(view, form)
    coded = [row for row in rows if row.code and len(row.code) == digits and row.code.startswith(parent)]
    cells = [(row, cell) for row in coded if (cell := money_cell(view, row, column)) is not None]
    if not cells:
        return None
    above = [
        row for row in rows if (row.code == parent if parent else row.code is None and row.key in _TOTALS)
    ]
    total = money_cell(view, above[0], column) if above else None
    return Level(tuple(cells), total, cells[0][0].table.title, cells[0][1].page)


def _is_below(code: str | None, parent: str) -> bool:
    return code is not None and len(code) > len(parent) and code.startswith(parent)


def name_of(row: Row) -> str:
    """The row's own name, without those above it."""
    return label_key(row.label.rsplit(" / ", 1)[-1])
