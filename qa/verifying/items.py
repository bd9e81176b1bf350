"""Whether a figure stands behind the name of its own item, and not of another one that is cited beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from index.types import Direction, Measure
from qa.draft import item_of
from qa.finding.projects import project_of
from qa.types import Status
from qa.understanding.vocabulary import load_vocabulary, plain, unmarked
from qa.verifying.faults import Fault, Reason
from qa.verifying.naming import is_budget, says_budget, says_final
from qa.verifying.numerals import BLANKED, plain_text
from qa.verifying.passage import Piece, Statement
from qa.verifying.sources import Printed, Source, squeeze
from qa.verifying.tracing import Ledger, Traced
from qa.verifying.words import words

_ENOUGH: Final = 0.6  # of the pairs of characters of a label
_RATE: Final = re.compile("占|比例|比重|完成|执行|率|预算|percent|share|rate|%")


def items_at_fault(
    ledger: Ledger, statement: Statement, piece: Piece, traced: Sequence[Traced]
) -> Iterator[Fault]:
    """Figures whose sentence names nothing of their item, or another measure of it."""
    for fact in traced:
        if fact.result is not None or not fact.printed or ledger.draft.status is Status.CONFLICT:
            continue
        carriers = ledger.of(fact.sources)
        whole = unmarked(squeeze(ledger.passage.text[statement.start : statement.end]))
        window = _without_departments(whole, carriers)
        labels = {
            label for source in carriers for printed in fact.printed for label in _labels(source, printed)
        }
        named = not labels or any(label in whole or _names(window, label) for label in labels)
        if not named or _other_facet(ledger, statement, fact, carriers):
            start = max(piece.start, fact.numeral.start - 12)
            said = ledger.passage.text[start : fact.numeral.end]
            yield Fault(Reason.ITEM, said.replace(BLANKED, "").strip())


def _without_departments(text: str, carriers: Sequence[Source]) -> str:
    """The sentence less the names of departments, whose characters are in many labels."""
    for source in carriers:
        for name in (source.disclosure.department, *source.disclosure.aliases):
            text = text.replace(unmarked(squeeze(plain_text(name))), BLANKED)
    return text


def _names(window: str, label: str) -> bool:
    """True where a sentence names an item by its label or by an everyday word for it."""
    return _overlap(label, window) >= _ENOUGH or _by_word(label, window)


def _labels(source: Source, printed: Printed) -> tuple[str, ...]:
    if (cell := source.cell) is not None:
        project = () if cell.form else (project_of(cell.table_title),)
        said = (item_of(source.hit), cell.row_label, cell.column_label.rsplit(" / ", 1)[-1], *project)
        return tuple(dict.fromkeys(plain(label) for label in said if len(plain(label)) > 1))
    figure = printed.figure
    if figure is not None and figure.subject and len(plain(figure.subject)) > 1:
        return (plain(figure.subject),)
    return ()


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
