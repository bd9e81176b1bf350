"""Generated computations inside one disclosure, with exact Decimal gold; every operand has to be cited."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from random import Random

from eval.lookups import shuffled
from eval.narrated import staff, told_rate
from eval.pool import Pool, Target
from eval.questions import Case, EvidenceRow
from eval.wordings import wordings
from index.types import Cell, Kind, Table
from qa.finding.preferences import load_preferences
from qa.money import canonical, convert
from qa.understanding.vocabulary import plain

_HUNDREDTH = Decimal("0.01")
_YI_DIGITS = Decimal("0.0001")  # of 亿元
_NOT_EXACT = "0.01"  # a quotient is rounded to two digits, up or to even


def over(category: str, question: str, operands: Sequence[Target], value: Decimal, unit: str | None) -> Case:
    """A computed figure; every operand has to be cited."""
    return Case(
        id="",
        category=category,
        question=question,
        docs=tuple(dict.fromkeys(target.disclosure.doc_id for target in operands)),
        answer_type="number",
        gold_value=canonical(value),
        unit=unit,
        tolerance=_NOT_EXACT if unit == "%" else "0",
        evidence=evidence_of(operands),
    )


def evidence_of(operands: Sequence[Target]) -> tuple[EvidenceRow, ...]:
    """A group of evidence for each operand."""
    return tuple(row for group, target in enumerate(operands, start=1) for row in target.evidence(group))


def total(pool: Pool, rng: Random) -> Iterator[Case]:
    """The sum of two items of one form, neither of which is part of the other by its code: such a sum counts
    twice, and is refused."""
    for a, b in _pairs(pool, rng):
        question = rng.choice(wordings().total).format(name=a.name, a=a.label, b=b.label)
        codes = [target.cell.row_code or "" for target in (a, b)]
        if all(codes) and (codes[0].startswith(codes[1]) or codes[1].startswith(codes[0])):
            continue
        yield over("total", question, (a, b), a.value + b.value, a.cell.unit)


def difference(pool: Pool, rng: Random) -> Iterator[Case]:
    """How much more one item is than another of its form."""
    for pair in _pairs(pool, rng):
        less, more = sorted(pair, key=lambda target: target.value)
        if more.value != less.value:
            question = rng.choice(wordings().difference).format(name=more.name, a=more.label, b=less.label)
            yield over("difference", question, (more, less), more.value - less.value, more.cell.unit)


def share(pool: Pool, rng: Random) -> Iterator[Case]:
    """One item in percent of another of its form."""
    for a, b in _pairs(pool, rng):
        question = rng.choice(wordings().share).format(name=a.name, a=a.label, b=b.label)
        yield over("share", question, (a, b), percent(a.value, b.value), "%")


def percent(part: Decimal, whole: Decimal) -> Decimal:
    """A share to two digits, half up."""
    return (part / whole * 100).quantize(_HUNDREDTH, rounding=ROUND_HALF_UP)


def _pairs(pool: Pool, rng: Random) -> Iterator[tuple[Target, Target]]:
    """Two items of one form that both print an amount other than zero."""
    by_table: dict[str, list[Target]] = {}
    for target in pool.targets:
        if target.value:
            by_table.setdefault(target.table.table_id, []).append(target)
    for target in shuffled([target for target in pool.targets if target.value], rng):
        others = [o for o in by_table[target.table.table_id] if not _nested(o.label, target.label)]
        if others:
            yield target, rng.choice(others)


def _nested(a: str, b: str) -> bool:
    """One label inside the other would make the question ambiguous to a person as well."""
    return plain(a) in plain(b) or plain(b) in plain(a)


def average(pool: Pool, rng: Random) -> Iterator[Case]:
    """An amount for each person that the disclosure counts, in 元 to two digits."""
    counted = {facts.disclosure.doc_id: staff(facts) for facts in pool.all_facts}
    for target in shuffled([target for target in pool.finals if target.value], rng):
        if not (counts := counted[target.disclosure.doc_id]):
            continue
        subject, persons = rng.choice(counts)
        yuan = convert(target.value, target.cell.unit, "元") / persons.value
        question = rng.choice(wordings().average).format(name=target.name, a=target.label, persons=subject)
        case = target.case("average", question, yuan.quantize(_HUNDREDTH, rounding=ROUND_HALF_UP), "元")
        rows = (*target.evidence(1), *persons.evidence(2))
        yield case.model_copy(update={"evidence": rows, "tolerance": _NOT_EXACT})


def execution_rate(pool: Pool, rng: Random) -> Iterator[Case]:
    """The final figure in percent of the budgeted one that stands beside it."""
    names = load_preferences()
    budgets = names.budget_columns | names.full_budget_columns
    found = pool.placed(_is(names.main_columns))
    beside: dict[tuple[str, int], list[Target]] = {}
    for planned in pool.placed(_is(budgets)):
        beside.setdefault((planned.table.table_id, planned.cell.row), []).append(planned)
    for target in shuffled(found, rng):
        plans = [p for p in beside.get((target.table.table_id, target.cell.row), []) if p.value]
        if len(plans) == 1 and target.disclosure.kind is Kind.FINAL and "/" not in target.label:
            question = rng.choice(wordings().execution).format(
                name=target.name, a=target.label, budget=plans[0].column
            )
            rate = percent(target.value, plans[0].value)
            case = over("execution_rate", question, (target, plans[0]), rate, "%")
            told = tuple(row for group in (1, 2) for row in told_rate(target, rate, group))
            yield case.model_copy(update={"evidence": (*case.evidence, *told)})


def _is(columns: frozenset[str]) -> Callable[[Table, Cell], bool]:
    def wanted(table: Table, cell: Cell) -> bool:
        last = plain(cell.column_label.rsplit(" / ", 1)[-1])
        return last in columns and cell.value is not None and cell.unit in {"万元", "元"}

    return wanted


def unit_conversion(pool: Pool, rng: Random) -> Iterator[Case]:
    """Asked in a unit that the form does not print, and rounded as asked."""
    for target in shuffled([target for target in pool.targets if target.value], rng):
        if rng.random() < 0.5:
            value = convert(target.value, target.cell.unit, "亿元")
            rounded = value.quantize(_YI_DIGITS, rounding=ROUND_HALF_UP)
            question = f"{target.name}{target.label}合多少亿元？（保留四位小数）"
            yield target.case("unit_conversion", question, rounded, "亿元")
        else:
            unit = "元" if target.cell.unit == "万元" else "万元"
            value = convert(target.value, target.cell.unit, unit)
            yield target.case(
                "unit_conversion", f"{target.name}{target.label}，换算成{unit}是多少？", value, unit
            )
