"""Superlatives, orders, comparisons, verdicts (最高, 从高到低, 超过, 没有超): against all figures cited."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Final

from index.types import Measure
from qa.types import SentenceHit
from qa.verifying.faults import Fault, Reason
from qa.verifying.lists import Kind
from qa.verifying.naming import best_named, is_budget
from qa.verifying.passage import Piece, Statement
from qa.verifying.results import Ledger
from qa.verifying.sources import Source, comparable, squeeze
from qa.verifying.tracing import Traced
from qa.verifying.words import words

_BARRIER: Final = re.compile(r"[,;:。、(]")
_BEYOND: Final = re.compile("全[国省市区县州盟旗镇乡]|历年|历史|同级|同类")
_TOTAL: Final = re.compile("合计|总计|小计|总额")


def superlatives_at_fault(
    ledger: Ledger, statement: Statement, piece: Piece, traced: Sequence[Traced]
) -> Iterator[Fault]:
    """The most and the least, and orders, against all figures that the answer cites."""
    text = ledger.passage.said(piece.start, piece.end)
    for pattern, highest in ((words().most, True), (words().least, False)):
        for match in pattern.finditer(text):
            if not _extreme(ledger, statement, piece, piece.start + match.start(), traced, highest):
                yield Fault(
                    Reason.SUPERLATIVE, text[max(0, match.start() - 8) : match.end() + 8].strip("\x00 ")
                )


def _extreme(
    ledger: Ledger, statement: Statement, piece: Piece, place: int, traced: Sequence[Traced], highest: bool
) -> bool:
    """True where what is called the most or the least is it, among two or more cited figures."""
    pattern = words().most if highest else words().least
    sources = ledger.of(piece.marks)
    if any(source.sentence is not None and pattern.search(source.words[0]) for source in sources):
        return True
    values = comparable(ledger.sources)
    # Two places that print one figure are one; and what lies beyond the evidence nobody can compare.
    beyond = _BEYOND.search(ledger.passage.text[max(statement.start, place - 6) : place])
    if beyond or len({(source.disclosure.doc_id, value) for source, value in values}) < 2:
        return False
    subject = _subject(ledger, statement, piece, place, [source for source, _ in values], traced)
    own = next((value for source, value in values if subject is not None and source.n == subject.n), None)
    if subject is None or own is None:
        return False
    others = [value for source, value in values if not _is_total(source) or _is_total(subject)]
    return own == (max(others) if highest else min(others))


def _is_total(source: Source) -> bool:
    cell = source.cell
    return cell is not None and _TOTAL.search(cell.row_label) is not None


def _subject(
    ledger: Ledger,
    statement: Statement,
    piece: Piece,
    place: int,
    sources: Sequence[Source],
    traced: Sequence[Traced],
) -> Source | None:
    """The source that a superlative speaks of: of the figure beside it, else what is named before it."""
    near = sorted(traced, key=lambda t: abs(t.numeral.start - place))
    if not piece.tail and near and near[0].sources:
        return next((source for source in sources if source.n in near[0].sources), None)
    said = _BARRIER.split(ledger.passage.text[statement.start : place])[-1]
    return best_named(said, sources)


def orders_at_fault(ledger: Ledger, statement: Statement, traced: Sequence[Traced]) -> Iterator[Fault]:
    """从高到低 and the like: the figures behind it have to run that way."""
    text = ledger.passage.said(statement.start, statement.end)
    for pattern, falling in ((words().falling, True), (words().rising, False)):
        match = pattern.search(text)
        if match is None:
            continue
        behind = [t for t in traced if t.numeral.start > statement.start + match.start() and t.result is None]
        listed = [t.numeral.value for t in behind if t.numeral.kind is Kind.AMOUNT and t.sources]
        steps = [(a >= b) if falling else (a <= b) for a, b in pairwise(listed)]
        if len(listed) > 1 and not all(steps):
            yield Fault(Reason.SUPERLATIVE, match.group())


def comparisons_at_fault(
    ledger: Ledger, statement: Statement, traced: Sequence[Traced | Fault]
) -> Iterator[Fault]:
    """Higher than, lower than: the figure or the operand named before against that behind."""
    text = ledger.passage.said(statement.start, statement.end)
    facts = [t for t in traced if isinstance(t, Traced)]
    for pattern, greater in ((words().greater, True), (words().smaller, False)):
        for match in pattern.finditer(text):
            start, end = statement.start + match.start(), statement.start + match.end()
            if _hedges(start, facts) or _in_evidence(
                ledger, statement, text[match.start() : match.end() + 3]
            ):
                continue
            left, right = _sides(ledger, statement, start, end, facts)
            # 不超过, 不低于 turn the word round and allow for the same.
            fine = left is not None and right is not None and _holds(match.group(), left, right, greater)
            if not fine:
                yield Fault(
                    Reason.COMPARISON, text[max(0, match.start() - 6) : match.end() + 10].strip("\x00 ")
                )


def _holds(word: str, left: Decimal, right: Decimal, greater: bool) -> bool:
    if word.startswith("不") and word not in ("不足", "不到", "不及"):
        return left >= right if greater else left <= right
    return left > right if greater else left < right


def _hedges(start: int, facts: Sequence[Traced]) -> bool:
    """True where the word belongs to a rough figure that is traced: 超过 1,400 万元."""
    return any(t.numeral.start <= start < t.numeral.end and (t.sources or t.result) for t in facts)


def _in_evidence(ledger: Ledger, statement: Statement, said: str) -> bool:
    """True where the evidence itself compares so, with the same words behind."""
    return any(s.sentence is not None and squeeze(said) in s.words[0] for s in ledger.of(statement.marks))


def _sides(
    ledger: Ledger, statement: Statement, start: int, end: int, facts: Sequence[Traced]
) -> tuple[Decimal | None, Decimal | None]:
    """The figures compared: written beside the word, else of what is named there."""
    before = [t.numeral.value for t in facts if t.numeral.end <= start]
    behind = [t.numeral.value for t in facts if t.numeral.end > end]
    values = comparable(ledger.of(statement.marks) or ledger.sources)
    left = before[-1] if before else _value_named(ledger.passage.text[statement.start : start], values)
    right = behind[0] if behind else _value_named(ledger.passage.text[end : statement.end], values)
    if left is not None and right is None and len(values) == 2:
        right = next((value for _, value in values if value != left), None)
    return left, right


def _value_named(text: str, values: Sequence[tuple[Source, Decimal]]) -> Decimal | None:
    named = best_named(text, [source for source, _ in values])
    return next((value for source, value in values if named is not None and source.n == named.n), None)


def verdict_at_fault(ledger: Ledger, statement: Statement) -> Iterator[Fault]:
    """Over or within the budget: what was spent against what was planned, both cited."""
    text = ledger.passage.said(statement.start, statement.end)
    within = words().within.search(text)
    over = None if within else words().over.search(text)
    said = within or over
    if said is None:
        return
    sides = _final_and_budget(ledger)
    if sides is None or (sides[0] > sides[1]) != (over is not None):
        yield Fault(Reason.VERDICT, said.group())


def _final_and_budget(ledger: Ledger) -> tuple[Decimal, Decimal] | None:
    """What was spent and what was planned, or the rate of execution and 100."""
    final: Decimal | None = None
    budget: Decimal | None = None
    for source, value in comparable(ledger.sources):
        figure = source.hit.figure if isinstance(source.hit, SentenceHit) else None
        if figure is not None and figure.measure is Measure.EXECUTION:
            return value, Decimal(100)
        if is_budget(source):
            budget = value if budget is None else budget
        else:
            final = value if final is None else final
    return None if final is None or budget is None else (final, budget)
