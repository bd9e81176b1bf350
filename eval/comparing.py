"""Generated questions over several disclosures: compared, ranked, filtered, two years of one department."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise, permutations
from random import Random

from rapidfuzz.fuzz import ratio

from eval.computed import evidence_of, over
from eval.lookups import shuffled
from eval.pool import Pool, Target
from eval.questions import Case, GoldText
from eval.wordings import wordings
from qa.draft import who
from qa.money import convert
from qa.understanding.vocabulary import plain

_CONFUSABLE = 70.0  # percent of characters that two names share


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
    for more, less in _rivals(pool, rng):
        excess = _excess(more, less)
        if excess > 0:
            question = f"{more.name}{more.label}比{who(less.disclosure)}多多少{more.cell.unit}？"
            yield over("two_departments", question, (more, less), excess, more.cell.unit)


def compare(pool: Pool, rng: Random) -> Iterator[Case]:
    """Whether one department has more than another: yes or no."""
    for left, right in _rivals(pool, rng):
        excess = _excess(left, right)
        if excess:
            yield Case(
                id="",
                category="compare",
                question=f"{left.name}{left.label}比{who(right.disclosure)}多吗？",
                docs=(left.disclosure.doc_id, right.disclosure.doc_id),
                answer_type="boolean",
                gold_bool=excess > 0,
                evidence=evidence_of((left, right)),
            )


def rank(pool: Pool, rng: Random) -> Iterator[Case]:
    """Every department that prints an item in one year, from the highest to the lowest."""
    for field in _fields(pool, rng):
        ordered = sorted(field, key=_yuan, reverse=True)
        question = rng.choice(wordings().rank).format(year=ordered[0].disclosure.year, a=ordered[0].label)
        yield _listed("rank", question, ordered, ordered, ordered=True)


def filter_above(pool: Pool, rng: Random) -> Iterator[Case]:
    """The departments above a limit that lies between two of them."""
    for field in _fields(pool, rng):
        ordered = sorted(field, key=_yuan, reverse=True)
        above, below = rng.choice(list(pairwise(ordered)))
        limit = _between(_yuan(above), _yuan(below))
        if limit is not None:
            kept = ordered[: ordered.index(above) + 1]
            question = rng.choice(wordings().filter_above).format(
                year=above.disclosure.year, a=above.label, limit=limit
            )
            yield _listed("filter_above", question, kept, ordered, ordered=False)


def _listed(
    category: str, question: str, named: Sequence[Target], field: Sequence[Target], *, ordered: bool
) -> Case:
    """Those named have to be; the documents are those of the whole field, since all have to be looked at."""
    return Case(
        id="",
        category=category,
        question=question,
        docs=tuple(target.disclosure.doc_id for target in field),
        answer_type="list",
        gold_text=GoldText(must_include=tuple(_either(target) for target in named), ordered=ordered),
        evidence=evidence_of(named),
    )


def _either(target: Target) -> str:
    """The department with its place, or its name alone."""
    return "|".join(dict.fromkeys((who(target.disclosure), target.disclosure.department)))


def confusable(pool: Pool, rng: Random) -> Iterator[Case]:
    """An item of a department whose name is nearly that of another, which prints another figure for it."""
    for target, other in _same_label(pool, rng):
        names = who(target.disclosure), who(other.disclosure)
        if names[0] != names[1] and ratio(*names) >= _CONFUSABLE and target.value != other.value:
            yield target.case("confusable", f"{target.name}{target.label}是多少？")


def neighbour(pool: Pool, rng: Random) -> Iterator[Case]:
    """An item whose label is nearly that of another row of its form, which prints another figure."""
    by_table: dict[str, list[Target]] = {}
    for target in pool.targets:
        by_table.setdefault(target.table.table_id, []).append(target)
    for target in shuffled(pool.targets, rng):
        near = [
            other
            for other in by_table[target.table.table_id]
            if plain(other.label) != plain(target.label) and ratio(other.label, target.label) >= _CONFUSABLE
        ]
        if any(other.value != target.value for other in near):
            yield target.case("neighbour", f"{target.name}{target.label}是多少？")


def _excess(left: Target, right: Target) -> Decimal:
    """How much more the left cell prints, in its unit."""
    return left.value - convert(right.value, right.cell.unit, left.cell.unit)


def _yuan(target: Target) -> Decimal:
    return convert(target.value, target.cell.unit, "元")


def _between(high: Decimal, low: Decimal) -> str | None:
    """A round limit in 万元 strictly between two amounts in 元; None where none with two digits is."""
    middle = (high + low) / 2 / 10_000
    for places in ("1", "0.1", "0.01"):
        limit = middle.quantize(Decimal(places), rounding=ROUND_HALF_UP)
        if low < limit * 10_000 < high:
            return format(limit, "f")
    return None


def _rivals(pool: Pool, rng: Random) -> Iterator[tuple[Target, Target]]:
    """The same item of two departments in the same year, in either order."""
    for left, right in _same_label(pool, rng):
        same_year = left.disclosure.year == right.disclosure.year
        if same_year and who(left.disclosure) != who(right.disclosure):
            yield left, right


def _by_label(pool: Pool) -> dict[str, dict[str, Target]]:
    by_label: dict[str, dict[str, Target]] = {}
    for target in pool.finals:
        by_label.setdefault(plain(target.label), {}).setdefault(target.disclosure.doc_id, target)
    return by_label


def _same_label(pool: Pool, rng: Random) -> Iterator[tuple[Target, Target]]:
    """The same item of two final accounts, in either order."""
    pairs = [pair for same in _by_label(pool).values() for pair in permutations(same.values(), 2)]
    yield from rng.sample(pairs, len(pairs))


def _fields(pool: Pool, rng: Random) -> Iterator[list[Target]]:
    """The same item of every disclosure of a year that has a form with it, no two figures alike.

    Left out where a disclosure of that year prints the label somewhere without being a target: its figure
    is in doubt, and so would be the order.
    """
    fields = []
    for key, same in _by_label(pool).items():
        for year in sorted({target.disclosure.year for target in same.values()}):
            field = [target for target in same.values() if target.disclosure.year == year]
            doubtful = any(
                facts.disclosure.year == year
                and facts.disclosure.doc_id not in same
                and key in facts.cells_by_label
                for facts in pool.all_facts
            )
            if len(field) > 1 and len({_yuan(target) for target in field}) == len(field) and not doubtful:
                fields.append(field)
    return iter(rng.sample(fields, len(fields)))
