"""Numerals of an answer -> the evidence that prints them, or the computation that they follow from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from qa.verifying.faults import Fault, Reason
from qa.verifying.lists import Hedge, Kind
from qa.verifying.numerals import FACTS, MONEY, STRICT, Numeral, plain_text, scan
from qa.verifying.passage import Piece, Statement
from qa.verifying.results import Ledger, Result, follow, following_unit, silent
from qa.verifying.sources import Printed, Source, comparable, squeeze
from qa.verifying.words import words

_SAME: Final = (frozenset({"辆", "台"}), frozenset({"人", "人次"}))
_HALF: Final = Decimal("0.5")


@dataclass(frozen=True, slots=True)
class Traced:
    """A numeral that states a fact, with the sources that print it or the formula that gives it."""

    numeral: Numeral
    sources: tuple[int, ...] = ()
    printed: tuple[Printed, ...] = ()
    result: Result | None = None


def question_numbers(question: str) -> frozenset[tuple[Decimal, str | None]]:
    """The numerals that a question states, with their units."""
    return frozenset((n.value, n.family) for n in scan(plain_text(question)))


def trace(ledger: Ledger, statement: Statement, piece: Piece) -> Iterator[Traced | Fault]:
    """Every fact-stating numeral of a piece, traced or at fault; formulas are followed on the way."""
    results: list[Result] = []
    # A formula names its operands, so that a sentence of its own may add up what was cited before.
    operands = ledger.of(statement.marks) or ledger.sources
    for formula in ledger.passage.formulas:
        if statement.start <= formula.start < statement.end:
            result = follow(formula, operands, following_unit(ledger.passage.text, formula))
            if result is not None:
                results.append(result)
            elif piece.start <= formula.start < piece.end:
                yield Fault(Reason.ARITHMETIC, formula.text)
    results += silent(ledger, statement)
    for numeral in ledger.passage.numerals:
        if piece.start <= numeral.start < piece.end and numeral.kind in FACTS:
            yield _one(ledger, statement, piece, numeral, results)


def _one(
    ledger: Ledger, statement: Statement, piece: Piece, numeral: Numeral, results: Sequence[Result]
) -> Traced | Fault:
    text = ledger.passage.text
    behind = [r for r in results if text[numeral.end : r.formula.start].strip() == "("]
    for result in behind or results:
        if same_unit(numeral, result.family) and _agrees(ledger, numeral, abs(result.value)):
            return Traced(numeral, tuple(sorted(frozenset().union(*result.operands))), result=result)
    if behind:
        return Fault(Reason.ARITHMETIC, f"{numeral.text.strip()}({behind[0].formula.text})")
    own = ledger.of(piece.marks)
    found = [(s, p) for s in own for p in s.printed if _matches(ledger, numeral, p)]
    if not found and piece.tail:
        rest = ledger.of(statement.marks)
        found = [(s, p) for s in rest for p in s.printed if _matches(ledger, numeral, p)]
    if found:
        return Traced(numeral, tuple(dict.fromkeys(s.n for s, _ in found)), tuple(p for _, p in found))
    if (
        _named(ledger, numeral)
        or _counted(ledger, statement, numeral)
        or _asked(ledger, piece, numeral)
        or _coded(numeral, own)
    ):
        return Traced(numeral)
    if (traced := _related(numeral, ledger.of(statement.marks))) is not None:
        return traced
    return Fault(_why(ledger, statement, piece, numeral), numeral.text.strip())


def _matches(ledger: Ledger, numeral: Numeral, printed: Printed) -> bool:
    if numeral.kind is not Kind.AMOUNT and numeral.family != printed.family:
        return False
    return same_unit(numeral, printed.family) and _agrees(ledger, numeral, abs(printed.value))


def same_unit(numeral: Numeral, family: str | None) -> bool:
    """True where a numeral is written at the unit that its evidence prints."""
    said = numeral.family
    if said == family or {said, family} in _SAME[:1]:
        return True
    if said is None:
        # 1.5 亿 without 元 is money where money is meant; money and rates do not go without their unit.
        return (bool(numeral.written) and family == MONEY) or (not numeral.written and family not in STRICT)
    return family is None and said not in (MONEY, "%", "百分点", "外币")


def _agrees(ledger: Ledger, numeral: Numeral, true: Decimal) -> bool:
    """True where the numeral is that value: exactly, roughly as its hedge says, or rounded by code."""
    said = abs(numeral.value)
    if said == true:
        return True
    if numeral.hedge is not None:
        return fits(numeral, true)
    if numeral.kind is not Kind.AMOUNT:
        return abs(said - true) <= _HALF
    rounded = abs(said - true) <= numeral.step / 2
    return rounded and any(abs(value) == abs(numeral.bare) for value in ledger.draft.derived)


def fits(numeral: Numeral, true: Decimal) -> bool:
    """True where a rough figure lies to the true one as its hedge says, within one unit of its last digit."""
    said = abs(numeral.value)
    exponent = said.normalize().as_tuple().exponent
    step = numeral.step
    if "." not in numeral.text and isinstance(exponent, int):
        step = max(step, Decimal(1).scaleb(exponent))
    if numeral.hedge is Hedge.BELOW:
        return said - step <= true < said
    if numeral.hedge is Hedge.ABOVE:
        return said < true <= said + step
    return abs(said - true) <= step


def _counted(ledger: Ledger, statement: Statement, numeral: Numeral) -> bool:
    """Counts of what the answer itself lists: 共 3 类, 有 2 个部门."""
    if numeral.family in STRICT or numeral.written not in ("", *_plain_counts()):
        return False
    listed = sum(bool(piece.marks) and not piece.tail for piece in statement.pieces)
    text = ledger.passage.bare
    opens_list = text[: numeral.start].endswith("有") and ":" in text[numeral.end : statement.end]
    if numeral.family is not None and opens_list and listed:
        return numeral.value == listed
    if numeral.value in {abs(value) for value in ledger.draft.derived}:
        return numeral.family is not None
    sources = ledger.of(statement.marks) or ledger.sources
    counts = {len(sources), len({s.disclosure.doc_id for s in sources}), len(ledger.draft.options)}
    return numeral.family is not None and numeral.value > 1 and numeral.value in counts


def _named(ledger: Ledger, numeral: Numeral) -> bool:
    """Digits that are part of a quoted name: “12345市长热线”."""
    text = ledger.passage.text
    opened = text.rfind("“", 0, numeral.start) > text.rfind("”", 0, numeral.start)
    behind = text[numeral.end : numeral.end + 1]
    bare = numeral.family is None and not numeral.written and numeral.hedge is None and not numeral.spelled
    return bare and opened and "\u4e00" <= behind <= "\u9fff"


def _plain_counts() -> frozenset[str]:
    return frozenset({"个", "类", "项", "张", "家", "条", "种", "处", "点", "方面", "部分", "份"})


def _asked(ledger: Ledger, piece: Piece, numeral: Numeral) -> bool:
    """Figures quoted from the question: as a limit, a denial, or what the asker said; never as the figure."""
    before = ledger.passage.bare[piece.start : numeral.start]
    if numeral.family is None and words().denied.search(before):
        return True
    if (numeral.value, numeral.family) not in ledger.question:
        return False
    if not ledger.sources:
        return True
    around = ledger.passage.bare[max(piece.start, numeral.start - 10) : numeral.end + 4]
    if words().asked.search(around) or numeral.hedge is not None:
        return True
    limits = (words().greater, words().smaller)
    return any(pattern.search(before) for pattern in limits)


def _coded(numeral: Numeral, sources: Sequence[Source]) -> bool:
    """Account codes and line numbers of the cited rows."""
    if numeral.family is not None or numeral.written:
        return False
    said = numeral.text.strip()
    return any(
        cell is not None and said in (cell.row_code, cell.row_seq) for cell in (s.cell for s in sources)
    )


def _related(numeral: Numeral, sources: Sequence[Source]) -> Traced | None:
    """Shares and multiples in words against two cited figures: 三分之一, 一半, 翻一番, 约三成."""
    if numeral.kind is Kind.AMOUNT:
        return None
    money = [(source.n, abs(value)) for source, value in comparable(sources) if value]
    factor = Decimal(100) if numeral.family == "%" else Decimal(1)
    tolerance = _HALF if numeral.family == "%" else Decimal("0.05")
    for n, part in money:
        for m, whole in money:
            ratio = part / whole * factor
            near = fits(numeral, ratio) if numeral.hedge else abs(ratio - numeral.value) <= tolerance
            if n != m and near:
                return Traced(numeral, (n, m))
    return None


def _why(ledger: Ledger, statement: Statement, piece: Piece, numeral: Numeral) -> Reason:
    """The kind of fault: a wrong unit, another evidence's figure, or a figure from nowhere."""
    own = [p for s in ledger.of(piece.marks) for p in s.printed]
    if any(abs(p.value / p.size) == abs(numeral.bare) or abs(p.value) == abs(numeral.value) for p in own):
        return Reason.UNIT
    if any(_matches(ledger, numeral, p) for s in ledger.sources for p in s.printed):
        return Reason.CITATION if statement.marks else Reason.UNCITED
    return Reason.UNTRACED


def places_at_fault(ledger: Ledger, statement: Statement, question: str) -> Iterator[Fault]:
    """Pages and form numbers that no cited evidence stands on, dates that it does not print."""
    sources = ledger.of(statement.marks) or ledger.sources
    asked = squeeze(plain_text(question))
    for numeral in ledger.passage.numerals:
        if not statement.start <= numeral.start < statement.end or squeeze(numeral.text) in asked:
            continue
        if numeral.kind is Kind.DATE and not any(
            squeeze(numeral.text) in w for s in sources for w in s.words
        ):
            yield Fault(Reason.UNTRACED, numeral.text)
        elif numeral.kind is Kind.RANK and not any(
            squeeze(numeral.text) in w for s in sources for w in s.words
        ):
            if numeral.value != 1:  # the first place is a superlative, judged by the figures
                yield Fault(Reason.SUPERLATIVE, numeral.text)
        elif numeral.kind in (Kind.PAGE, Kind.FORM) and not _stands_there(numeral, ledger.sources):
            yield Fault(Reason.PLACE, numeral.text)


def _stands_there(numeral: Numeral, sources: Sequence[Source]) -> bool:
    if numeral.kind is Kind.PAGE:
        return numeral.value in {source.page for source in sources}
    return any(_in_form(numeral, source) for source in sources)


def _in_form(numeral: Numeral, source: Source) -> bool:
    cell = source.cell
    said = squeeze(numeral.text)
    if any(said in word for word in source.words):
        return True
    digits = re.findall(r"\d+", cell.table_no or "") if cell is not None else []
    return any(int(found) == numeral.value for found in digits)
