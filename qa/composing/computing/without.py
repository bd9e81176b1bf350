"""A whole less what a question leaves out of it: both operands cited, and of one scope (口径)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from index.types import Cell
from qa import compute
from qa.composing.computing.containing import contains
from qa.composing.computing.exclusions import Exclusion, exclusion
from qa.composing.computing.parts import conjuncts, repeats
from qa.composing.figures.computed import computed
from qa.composing.figures.single import figure_answer
from qa.composing.honesty.decline import not_found
from qa.composing.phrases import phrase
from qa.draft import item_of, who
from qa.finding.corpus import DocView, Row
from qa.finding.evidence import SURE, Evidence, Found
from qa.types import CellHit, Draft, Hit, Intent, Reading, Status
from qa.understanding.asked import Asked, Unit
from qa.understanding.vocabulary import plain

_ASKS_AMOUNT = re.compile("多少|几|合计|一共|总额|总数|金额|支出$|收入$|经费$|费用?$|呢|[?？]$")
_ANY_FUND = re.compile(
    "(?<!不)(?<!不包)(?:含|包括|包含|连同|加上|算上)了?(?:非财政|自有|其他资金|其它资金)(?:拨款|资金)?(?:在内)?"
    "|各种资金|所有资金|不限于?(?:一般公共预算)?财政拨款|不光是?财政拨款|不只是?财政拨款|全口径|全部资金来源"
)
_OTHERS = re.compile("(?:其他|其余|其它|另外|别的)的?")
_INCOME = "收入"
_ALL_FUNDS = frozenset({"income_expenditure_total", "income", "expenditure"})
_GENERAL = frozenset({"public_budget_expenditure", "basic_expenditure", "three_public"})
_EDGES = " ,，。？?的了"
_FISCAL = "财政拨款"
_TOTALS = frozenset({"合计", "总计"})
_YEARS_INCOME, _YEARS_EXPENDITURE = "本年收入合计", "本年支出合计"
_OTHER_FUNDS = ("government_fund", "state_capital")
_MAIN = frozenset({"合计", "本年支出合计", "小计", "决算数", "金额"})


def without(evidence: Evidence, reading: Reading, view: DocView) -> Draft | None:
    """A total less the part that the question leaves out; None where it leaves nothing out.

    Never the part alone, nor the total: where one of the two is not found, or they are of different scopes,
    there is no answer.
    """
    asked = evidence.asked(reading, view)
    if reading.counted not in {None, "money"} or reading.intent is not Intent.LOOKUP:
        return None
    if _ANY_FUND.search(reading.content):
        return _of_all_funds(evidence, reading, view)
    found = exclusion(reading.content, [unit for unit in asked.named if unit.how == "label"])
    if found is None or not _ASKS_AMOUNT.search(reading.content):
        return None
    operands = _of_fund(evidence, reading, view, found) if found.of_fund else None
    if operands is None and not found.of_fund:
        operands = _named(evidence, reading, view, found)
    if operands is None:
        return _no_pair(view, found)
    whole, *parts = operands
    result = compute.remainder(whole, parts)
    if result.value < 0 or repeats(operands):
        return _no_pair(view, found)
    fund = _FISCAL if found.of_fund and not item_of(parts[0]).startswith(_FISCAL) else ""
    part = "、".join(fund + item_of(hit, view) for hit in parts)
    words = {"whole": item_of(whole, view), "part": part}
    return computed("remainder", view, compute.in_unit(result, reading.unit), **words)


def _no_pair(view: DocView, found: Exclusion) -> Draft:
    """No difference where the whole or the part has no figure of one scope: both by name."""
    names = {"who": who(view.disclosure), "year": view.disclosure.year, "part": found.part.strip(_EDGES)}
    return Draft(Status.REFUSED, phrase("refuse", "not_without", **names))


def _named(evidence: Evidence, reading: Reading, view: DocView, found: Exclusion) -> list[Hit] | None:
    """The whole and the parts by name, in forms of one scope; the total of the year where no whole is named
    and the part is a class of its expenditure."""
    out = evidence.asked(replace(reading, content=found.part), view)
    before, after = (
        evidence.asked(replace(reading, content=_OTHERS.sub(" ", said)), view)
        for said in (found.before, found.after)
    )
    asked = before if before.named else after
    if not out.named and not out.units:
        return None
    parts = [_hits(evidence, reading, view, part) for part in conjuncts(out)]
    if not parts or not all(parts):
        return None
    wholes = _hits(evidence, reading, view, asked.keeping(asked.named)) if asked.named else _year(view, parts)
    for whole in wholes:
        chosen = [
            next((hit for hit in hits if _one_scope(whole, hit) and contains(whole, hit)), None)
            for hits in parts
        ]
        taken = [hit for hit in chosen if hit is not None]
        if len(taken) == len(parts):
            return [whole, *taken]
    return None


def _hits(evidence: Evidence, reading: Reading, view: DocView, asked: Asked) -> list[Hit]:
    """What answers for one operand, best first."""
    own = replace(reading, intent=Intent.LOOKUP, across=None, counted="money", content=asked.content)
    found = evidence.figures(own, view, asked)
    first = found.figure
    sure = [hit for hit in found.hits if hit.score >= SURE and compute.value_of(hit) is not None]
    same = [hit for hit in sure if first is not None and plain(item_of(hit)) == plain(item_of(first))]
    return [found.backed(hit) for hit in same] or ([first] if first else [])


def _year(view: DocView, parts: Sequence[Sequence[Hit]]) -> list[Hit]:
    """The year's expenditure, where each part stands in the form of it."""
    if not all(any(_form(hit) == "expenditure" for hit in hits) for hits in parts):
        return []
    return list(_cells(view, "expenditure", _TOTALS, {_YEARS_EXPENDITURE, "合计"}))


def _form(hit: Hit) -> str | None:
    return hit.cell.form if isinstance(hit, CellHit) else None


def _one_scope(whole: Hit, part: Hit) -> bool:
    """True where both are of one scope: cells of forms that report the same funds, sentences as they are."""
    if not isinstance(whole, CellHit) or not isinstance(part, CellHit):
        return not isinstance(whole, CellHit) or _form(whole) is not None
    forms = {whole.cell.form, part.cell.form}
    return len(forms) == 1 or forms <= _ALL_FUNDS or forms <= _GENERAL


def _of_fund(evidence: Evidence, reading: Reading, view: DocView, found: Exclusion) -> list[Hit] | None:
    """All funds less the fiscal appropriation: of the income, of the expenditure or of one account of it."""
    asked = evidence.asked(replace(reading, content=found.whole), view)
    rows = _accounts(view, asked, reading)
    if rows:
        return _account(view, rows)
    if _INCOME in found.whole:
        whole = _only(_cells(view, "income", _TOTALS, {_YEARS_INCOME}))
        part = _only(_cells(view, "income", _TOTALS, {"财政拨款收入"}))
    else:
        whole = _only(_cells(view, "expenditure", _TOTALS, {_YEARS_EXPENDITURE, "合计"}))
        part = _only(_cells(view, "fiscal_total", {_YEARS_EXPENDITURE}, {"合计"}))
    return [whole, part] if whole and part else None


def _accounts(view: DocView, asked: Asked, reading: Reading) -> list[Row]:
    """The rows of the expenditure form that the question names."""
    rows = [row for row in view.rows if row.table.form == "expenditure" and not row.total]
    if reading.codes:
        return [row for row in rows if row.code in reading.codes]
    said: list[Unit] = [unit for unit in asked.named if unit.keys]
    return [row for row in rows if any(row.key in unit.keys for unit in said)]


def _account(view: DocView, rows: Sequence[Row]) -> list[Hit] | None:
    """One account in all funds and in the fiscal appropriation; None where a name has several rows, or where
    the form of the appropriation lists it nowhere."""
    if len(rows) != 1:
        return None
    row = rows[0]
    whole = _only(_main(row.cells))
    totals = [r for r in view.rows if r.table.form == "fiscal_total" and r.key == row.key]
    part = _only(cell for r in totals for cell in _main(r.cells))
    if part is None and not any(_has(view, form, row) for form in _OTHER_FUNDS):
        public = [r for r in view.rows if r.table.form == "public_budget_expenditure" and _same(r, row)]
        part = _only(cell for r in public for cell in _main(r.cells)) if len(public) == 1 else None
    return [whole, part] if whole and part else None


def _same(left: Row, right: Row) -> bool:
    return left.code == right.code if left.code and right.code else left.key == right.key


def _has(view: DocView, form: str, row: Row) -> bool:
    found = (other for other in view.rows if other.table.form == form and _same(other, row))
    return any(cell.value for other in found for cell in other.cells)


def _main(cells: Iterable[Cell]) -> Iterable[CellHit]:
    """The main column of a row: 合计, 本年支出合计."""
    for cell in cells:
        parts = [plain(part) for part in cell.column_label.split(" / ")]
        if cell.value is not None and parts[-1] in _MAIN:
            yield CellHit(cell, 1.0, ("exclusion",))


def _cells(view: DocView, form: str, rows: Iterable[str], columns: Iterable[str]) -> Iterable[CellHit]:
    wanted, under = set(rows), set(columns)
    for row in view.rows:
        if row.table.form != form or row.key not in wanted:
            continue
        for cell in row.cells:
            if cell.value is not None and plain(cell.column_label.rsplit(" / ", 1)[-1]) in under:
                yield CellHit(cell, 1.0, ("exclusion",))


def _only(hits: Iterable[CellHit]) -> CellHit | None:
    """The first of the hits; they are one cell read twice where a form prints its total twice."""
    found = list(hits)
    return found[0] if len({hit.cell.value for hit in found}) == 1 else None


def _of_all_funds(evidence: Evidence, reading: Reading, view: DocView) -> Draft | None:
    """An account in all funds (不限财政拨款), from the form of the whole expenditure."""
    asked = evidence.asked(replace(reading, content=_ANY_FUND.sub(" ", reading.content)), view)
    rows = _accounts(view, asked, reading)
    hit = _only(_main(rows[0].cells)) if len(rows) == 1 else None
    if hit is None:
        return None if not rows else not_found(evidence, reading, view)
    return figure_answer(reading, Found(view, asked, (hit,)), hit)
