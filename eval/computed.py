"""Generated computations with exact Decimal gold: over two items, two years, two departments."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from itertools import permutations
from random import Random

from rapidfuzz.fuzz import ratio

from eval.lookups import shuffled
from eval.pool import Pool, Target
from eval.questions import Case
from qa.draft import who
from qa.money import canonical, convert
from qa.understanding.vocabulary import plain

_CONFUSABLE = 70.0  # percent of characters that two names share


def over(category: str, question: str, operands: Sequence[Target], value: Decimal, unit: str | None) -> Case:
    """A computed figure; every operand has to be cited."""
    docs = tuple(dict.fromkeys(target.disclosure.doc_id for target in operands))
    rows = tuple(row for group, target in enumerate(operands, start=1) for row in target.evidence(group))
    return Case(
        id="",
        category=category,
        question=question,
        docs=docs,
        answer_type="number",
        gold_value=canonical(value),
        unit=unit,
        tolerance="0.01" if unit == "%" else "0",
        evidence=rows,
    )


def arithmetic(pool: Pool, rng: Random) -> Iterator[Case]:
    """Sum, difference or share of two items of one form."""
    by_table: dict[str, list[Target]] = {}
    for target in pool.targets:
        by_table.setdefault(target.table.table_id, []).append(target)
    for target in shuffled(pool.targets, rng):
        others = [o for o in by_table[target.table.table_id] if plain(o.label) != plain(target.label)]
        if others and target.value and (other := rng.choice(others)).value:
            yield _pair(target, other, rng.choice(("sum", "difference", "share")))


def _pair(left: Target, right: Target, kind: str) -> Case:
    a, b, unit = left.value, right.value, left.cell.unit
    if kind == "sum":
        question = f"{left.name}{left.label}和{right.label}加起来是多少？"
        return over("arithmetic", question, (left, right), a + b, unit)
    if kind == "difference":
        more, less = (left, right) if a >= b else (right, left)
        question = f"{left.name}{more.label}比{less.label}多多少？"
        return over("arithmetic", question, (more, less), abs(a - b), unit)
    share = (a / b * 100).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
    question = f"{left.name}{left.label}占{right.label}的百分之几？（保留两位小数）"
    return over("arithmetic", question, (left, right), share, "%")


def year_over_year(pool: Pool, rng: Random) -> Iterator[Case]:
    """The change from one disclosure of a department to its next, in the unit of the later one."""
    for now, before in _same_label(pool, rng):
        same = who(now.disclosure) == who(before.disclosure)
        change = _excess(now, before)
        if same and now.disclosure.year == before.disclosure.year + 1 and change:
            word = "增加" if change > 0 else "减少"
            question = f"{now.name}{now.label}比{before.disclosure.year}年{word}了多少{now.cell.unit}？"
            yield over("year_over_year", question, (now, before), abs(change), now.cell.unit)


def two_departments(pool: Pool, rng: Random) -> Iterator[Case]:
    """How much more one department has than another in the same year."""
    for more, less in _same_label(pool, rng):
        same_year = more.disclosure.year == less.disclosure.year
        excess = _excess(more, less)
        if same_year and who(more.disclosure) != who(less.disclosure) and excess > 0:
            question = f"{more.name}{more.label}比{who(less.disclosure)}多多少{more.cell.unit}？"
            yield over("two_departments", question, (more, less), excess, more.cell.unit)


def _excess(left: Target, right: Target) -> Decimal:
    """How much more the left cell prints, in its unit."""
    return left.value - convert(right.value, right.cell.unit, left.cell.unit)


def confusable(pool: Pool, rng: Random) -> Iterator[Case]:
    """An item of a department whose name is nearly that of another, which prints another figure for it."""
    for target, other in _same_label(pool, rng):
        names = who(target.disclosure), who(other.disclosure)
        if names[0] != names[1] and ratio(*names) >= _CONFUSABLE and target.value != other.value:
            yield target.case("confusable", f"{target.name}{target.label}是多少？")


def _same_label(pool: Pool, rng: Random) -> Iterator[tuple[Target, Target]]:
    """The same item of two final accounts, in either order."""
    by_label: dict[str, dict[str, Target]] = {}
    for target in pool.finals:
        by_label.setdefault(plain(target.label), {}).setdefault(target.disclosure.doc_id, target)
    pairs = [pair for same in by_label.values() for pair in permutations(same.values(), 2)]
    yield from rng.sample(pairs, len(pairs))
