"""Whether a figure stands behind the name of its own item, and not of another one that is cited beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Final

from index.types import Cell, Direction, Disclosure, Measure
from qa.draft import item_of
from qa.finding.projects import project_of
from qa.types import Status
from qa.understanding.vocabulary import load_vocabulary, plain, unmarked
from qa.verifying.faults import Fault, Reason
from qa.verifying.naming import is_budget, says_budget, says_final
from qa.verifying.numerals import BLANKED, plain_text
from qa.verifying.passage import Piece, Statement
from qa.verifying.results import Ledger, Result
from qa.verifying.sources import Printed, Source, main_figure, squeeze
from qa.verifying.tracing import Traced
from qa.verifying.words import words

_ENOUGH: Final = 0.6  # of the pairs of characters of a label
_TOTAL: Final = re.compile("合计|总计|小计|栏次合计")
_BARE: Final = re.compile("决算|预算|金额|合计|小计|数$")
_FORM: Final = re.compile("(?:决算|预算)?(?:总|明细|情况)?表$")
_FUND: Final = re.compile("^(?:一般公共预算|政府性基金预算|国有资本经营预算)?财政拨款(?=.)")
_VEHICLES: Final = "辆"
_RATE: Final = re.compile("占|比例|比重|完成|执行|率|预算|percent|share|rate|%")


def items_at_fault(
    ledger: Ledger, statement: Statement, piece: Piece, traced: Sequence[Traced]
) -> Iterator[Fault]:
    """Figures whose sentence names nothing of their item, or another measure of it."""
    for fact in traced:
        if ledger.draft.status is Status.CONFLICT:
            return
        if fact.result is not None and not _operands_named(ledger, statement, fact.result):
            yield Fault(Reason.ITEM, ledger.passage.text[piece.start : fact.numeral.end].strip())
        if fact.result is not None or not fact.printed:
            continue
        carriers = ledger.of(fact.sources)
        whole = plain_said(ledger.passage.text[statement.start : statement.end])
        window = _without_departments(whole, carriers)
        named = _named(fact.printed, carriers, whole, window)
        if (
            not named
            or _behind_another(ledger, statement, fact)
            or _other_facet(ledger, statement, fact, carriers)
        ):
            start = max(piece.start, fact.numeral.start - 12)
            said = ledger.passage.text[start : fact.numeral.end]
            yield Fault(Reason.ITEM, said.replace(BLANKED, "").strip())


def _behind_another(ledger: Ledger, statement: Statement, fact: Traced) -> bool:
    """True where the label nearest before a figure is that of another piece of evidence only."""
    before = ledger.passage.text[statement.start : fact.numeral.start]
    if before.count("(") > before.count(")"):
        return False  # how a figure comes about is told in brackets, where the operands need no names
    said = plain_said(before)
    documents = {source.disclosure.doc_id for source in ledger.of(fact.sources)}
    own, other = (-1, 0), (-1, 0)
    for source in ledger.sources:
        figure = main_figure(source)
        if figure is None or source.disclosure.doc_id not in documents:
            continue  # the same item of several departments goes by several labels
        for label in _labels(source, figure):
            end = (said.rfind(label) + len(label), len(label)) if label in said else (-1, 0)
            if source.n in fact.sources:
                own = max(own, end)
            elif len(label) > 2:
                other = max(other, end)
    return other > own


def plain_said(text: str) -> str:
    """Text as labels are compared: without white space, brackets and quotes."""
    return unmarked(squeeze(text))


def _operands_named(ledger: Ledger, statement: Statement, result: Result) -> bool:
    """True where the sentence names the operands; a sum of its own may leave that to what goes before it.

    Of a quotient and of a figure worked back the first is enough, of two departments or years any: what
    tells their operands apart is the count, the change, or the name.
    """
    start = statement.start if statement.marks else 0
    whole = plain_said(ledger.passage.text[start : statement.end])
    sides = [ledger.of(tuple(ns)) for ns in result.operands]
    # One after the other, for a sum over a thousand departments needs the name of one.
    named = (
        _side_named(operand, side, whole)
        for operand, side in zip(result.formula.operands, sides, strict=True)
    )
    apart = len({source.disclosure.doc_id for side in sides for source in side}) > 1
    planned = len({any(is_budget(source) for source in side) for side in sides}) > 1
    if result.formula.divides or words().worked_back.search(whole):
        return next(named)
    return any(named) if apart or planned else all(named)


def _side_named(operand: Decimal, sources: Sequence[Source], whole: str) -> bool:
    figures = tuple(p for s in sources for p in s.printed if p.figure is None or p.figure.value == operand)
    return _named(figures, sources, whole, _without_departments(whole, sources))


def _without_departments(text: str, carriers: Sequence[Source]) -> str:
    """The sentence less the names of departments, whose characters are in many labels."""
    for disclosure in dict.fromkeys(source.disclosure for source in carriers):
        for name in _department_names(disclosure):
            if name in text:
                text = text.replace(name, BLANKED)
    return text


@lru_cache(maxsize=2048)
def _department_names(disclosure: Disclosure) -> tuple[str, ...]:
    return tuple(plain_said(plain_text(name)) for name in (disclosure.department, *disclosure.aliases))


def _named(figures: Sequence[Printed], carriers: Sequence[Source], whole: str, window: str) -> bool:
    """True where a sentence names the item of a figure by its label or by an everyday word for it."""
    if "车" in window and any(printed.family == _VEHICLES for printed in figures):
        return True  # a count of vehicles names its item by its unit
    found = False
    generic = words().generic
    for source in carriers:
        for label in {label for printed in figures for label in _labels(source, printed)}:
            found = True
            if label in whole or _overlap(label, window) >= _ENOUGH or _by_word(label, window):
                return True
            # The subject of a sentence is cut from running text: one telling pair of it will do.
            if source.sentence is not None and any(pair in window for pair in _pairs(label) - generic):
                return True
    return not found


def _labels(source: Source, printed: Printed) -> tuple[str, ...]:
    if (cell := source.cell) is not None:
        # A table of a project's own names the project in its title, and what is scored in its columns.
        project = () if cell.form else (project_of(cell.table_title), cell.column_label.rsplit(" / ", 1)[-1])
        total = _of_total(cell) if _TOTAL.fullmatch(plain(cell.row_label) or "合计") else ()
        said = (item_of(source.hit), cell.row_label, cell.row_label.rsplit(" / ", 1)[-1], *project, *total)
        whole = {
            plain(label) for label in said if len(plain(label)) > 1 and not _TOTAL.fullmatch(plain(label))
        }
        return tuple(whole | {short for label in whole if len(short := _FUND.sub("", label)) > 1})
    figure = printed.figure
    if figure is not None and figure.subject and len(plain(figure.subject)) > 1:
        return (plain(figure.subject),)
    return ()


def _of_total(cell: Cell) -> tuple[str, ...]:
    """What a total is of: its form, and its columns where they name more than the kind of amount."""
    columns = (part for part in cell.column_label.split(" / ") if not _BARE.search(part))
    return (_FORM.sub("", cell.table_title), *columns)


@lru_cache(maxsize=8192)
def _pairs(label: str) -> frozenset[str]:
    return frozenset(label[n : n + 2] for n in range(len(label) - 1))


def _overlap(label: str, window: str) -> float:
    pairs = _pairs(label)
    return sum(pair in window for pair in pairs) / len(pairs) if pairs else 0.0


@lru_cache(maxsize=8192)
def _everyday(label: str) -> tuple[str, ...]:
    """What people call a label, from the vocabulary."""
    return tuple(
        word
        for measure in load_vocabulary().measures
        if label in measure.keys
        for word in (*measure.keys, *measure.words)
        if len(word) > 1
    )


def _by_word(label: str, window: str) -> bool:
    return any(squeeze(word) in window for word in _everyday(label))


def _other_facet(ledger: Ledger, statement: Statement, fact: Traced, carriers: Sequence[Source]) -> bool:
    """A budget told as what was spent, the other way round, or a change told as an amount."""
    said = ledger.passage.text[statement.start : fact.numeral.start]
    cells = [source for source in carriers if source.cell is not None]
    if cells:
        return all(_wrong_facet(source, said, ledger.passage.text) for source in cells)
    figures = [printed.figure for printed in fact.printed if printed.figure is not None]
    whole = ledger.passage.text[statement.start : statement.end]
    return bool(figures) and all(
        _wrong_measure(figure.measure, figure.direction, whole) for figure in figures
    )


def _wrong_facet(source: Source, said: str, whole: str) -> bool:
    """The word that stands nearest before the figure decides between budget and final amount."""
    if is_budget(source):
        return not says_budget(whole)
    column = source.cell.column_label if source.cell else ""
    last = re.split("[,;:。]", said)[-1]
    return says_final(column) and says_budget(last) and not says_final(last)


def _wrong_measure(measure: Measure | None, direction: Direction | None, said: str) -> bool:
    if measure in (Measure.CHANGE, Measure.CHANGE_RATE):
        claims = words()
        changes = (claims.up, claims.down, claims.flat)
        return not any(pattern.search(said) for pattern in changes) and direction is not None
    if measure in (Measure.SHARE, Measure.EXECUTION):
        return _RATE.search(said) is None
    return measure is Measure.BUDGET and not says_budget(said)
