"""What the formulas of an answer give: its own, that of its record, and those of its computations."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from qa.money import is_money
from qa.types import Draft
from qa.verifying.formulas import Formula, formulas_in
from qa.verifying.numerals import MONEY, plain_text, scan
from qa.verifying.passage import Passage, Statement
from qa.verifying.sources import Source, family_of, main_figure, squeeze

_BOTH: Final = 2
# A mean: how many are added need not be printed, it is the number of the summands.
_MEAN: Final = re.compile(r"\([^()]*\+[^()]*\)\s*[÷/]\s*\d+\s*=[^=÷/]*")
_SIZES: Final = (Decimal(10_000), Decimal(1), Decimal(1000), Decimal(100_000_000))


@dataclass(frozen=True, slots=True)
class Result:
    """What a formula gives, with the sources of its operands in order; `value` in 元 for money."""

    value: Decimal
    family: str | None
    formula: Formula
    operands: tuple[frozenset[int], ...]


@dataclass(frozen=True, slots=True)
class Ledger:
    """All that a draft's text may draw on."""

    draft: Draft
    passage: Passage
    sources: tuple[Source, ...]
    question: frozenset[tuple[Decimal, str | None]]  # the numerals of the question

    def of(self, marks: Sequence[int]) -> tuple[Source, ...]:
        """The sources behind marks; marks without evidence have none."""
        return tuple(self.sources[n - 1] for n in sorted(set(marks)) if 1 <= n <= len(self.sources))


def following_unit(text: str, formula: Formula) -> str | None:
    """The unit of a formula's result, in it or right behind it."""
    behind = scan(text[formula.end - 1 : formula.end + 8])
    return formula.unit or (behind[0].written or None if behind else None)


def silent(ledger: Ledger, statement: Statement) -> Iterator[Result]:
    """Results of formulas that the text does not show: of the draft's record and of its computations."""
    shown = {squeeze(formula.text) for formula in ledger.passage.formulas}
    said = [ledger.draft.formula or "", *(computed.formula for computed in ledger.draft.computed)]
    for text in dict.fromkeys(said):
        for formula in formulas_in(plain_text(text)):
            if squeeze(formula.text) not in shown:
                result = follow(formula, ledger.of(statement.marks) or ledger.sources, formula.unit)
                if result is not None:
                    yield result


def recorded(ledger: Ledger) -> list[Result]:
    """The results of the formula in the draft's record, from any of its evidence."""
    found = [follow(f, ledger.sources, f.unit) for f in formulas_in(plain_text(ledger.draft.formula or ""))]
    return [result for result in found if result is not None]


def follow(formula: Formula, sources: Sequence[Source], unit: str | None) -> Result | None:
    """The result of a formula that holds and whose operands the sources print in one money unit, or None."""
    if not formula.holds:
        return None
    carriers = _Carriers.of(sources)
    for size in _SIZES:
        if unit is not None and is_money(unit) and family_of(unit)[1] != size:
            continue
        found = _operands(formula, size, carriers)
        if all(numbers for numbers, _ in found):
            money = [is_it for _, is_it in found]
            operands = tuple(numbers for numbers, _ in found)
            return _result(formula, size, money, operands, sources)
    return None


@dataclass(frozen=True, slots=True)
class _Carriers:
    """Which sources print a value, without its sign: as money in 元, and as anything else."""

    money: Mapping[Decimal, frozenset[int]]
    others: Mapping[Decimal, frozenset[int]]

    @staticmethod
    def of(sources: Sequence[Source]) -> _Carriers:
        money: dict[Decimal, set[int]] = defaultdict(set)
        others: dict[Decimal, set[int]] = defaultdict(set)
        for source in sources:
            for printed in source.printed:
                kept = money if printed.family == MONEY else others
                kept[abs(printed.value)].add(source.n)
        frozen = ({value: frozenset(ns) for value, ns in kept.items()} for kept in (money, others))
        return _Carriers(*frozen)


def _operands(formula: Formula, size: Decimal, carriers: _Carriers) -> list[tuple[frozenset[int], bool]]:
    """The sources of each operand, and whether it is money there. What is added or set against each other is
    of one kind: a 0 of a count is no money because its sentence prints 0 万元 as well."""
    found = [_operand(operand, size, carriers) for operand in formula.operands]
    if _MEAN.fullmatch(formula.text) and formula.operands[-1] == len(formula.operands) - 1:
        return [*found[:-1], (frozenset().union(*(numbers for numbers, _ in found[:-1])), False)]
    if formula.divides or len({money for _, money in found}) < _BOTH:
        return found
    counts = [(carriers.others.get(operand, frozenset()), False) for operand in formula.operands]
    return counts if all(numbers for numbers, _ in counts) else found


def _operand(operand: Decimal, size: Decimal, carriers: _Carriers) -> tuple[frozenset[int], bool]:
    """Which sources print an operand, and whether as money in units of `size`."""
    if money := carriers.money.get(operand * size):
        return money, True
    return carriers.others.get(operand, frozenset()), False


def _result(
    formula: Formula,
    size: Decimal,
    money: Sequence[bool],
    operands: tuple[frozenset[int], ...],
    sources: Sequence[Source],
) -> Result:
    if formula.percent:
        return Result(formula.result, "%", formula, operands)
    if money[0] and not (formula.divides and all(money)):
        return Result(formula.result * size, MONEY, formula, operands)
    if formula.divides and formula.unit is None:
        return Result(formula.result, "倍", formula, operands)
    family = _family(formula, operands, sources)
    return Result(formula.result, "百分点" if family == "%" and formula.change else family, formula, operands)


def _family(formula: Formula, operands: tuple[frozenset[int], ...], sources: Sequence[Source]) -> str | None:
    """What is counted: of a sentence that prints a number as several things, what the other operands are as
    well, rather what it was chosen for."""
    by_n = {source.n: source for source in sources}
    printed = [
        {p.family for n in ns for p in by_n[n].printed if abs(p.value) == operand and p.family != MONEY}
        for operand, ns in zip(formula.operands, operands, strict=True)
    ]
    shared = set.intersection(*printed) or printed[0]
    figures = (main_figure(by_n[n]) for n in operands[0])
    chosen = {figure.family for figure in figures if figure is not None}
    return min(shared & chosen or shared, key=str, default=None)
