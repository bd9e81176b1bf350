"""Generated questions for one cell: by its label, its code, its place, everyday words, in other units."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from random import Random

from eval.pool import Pool, Target
from eval.questions import Case
from eval.wordings import wordings
from index.types import Cell, Kind, Table
from qa.draft import who
from qa.finding.preferences import load_preferences
from qa.understanding.vocabulary import MeasureWords, load_vocabulary, plain

_CLASSIFIED = frozenset({"income", "expenditure", "public_budget_expenditure", "government_fund"})


def shuffled(targets: Sequence[Target], rng: Random) -> list[Target]:
    """The targets in an order that the seed fixes."""
    return rng.sample(list(targets), len(targets))


def official(pool: Pool, rng: Random) -> Iterator[Case]:
    """By the label as printed, in a random frame."""
    words = wordings()
    for target in shuffled(pool.targets, rng):
        # What came in or was left over was not spent.
        endings = words.endings[:2] if "收" in target.label or "结" in target.label else words.endings
        question = f"{rng.choice(words.openings)}{target.name}{target.label}{rng.choice(endings)}"
        yield target.case("official", question)


def code(pool: Pool, rng: Random) -> Iterator[Case]:
    """By the account code."""
    for target in shuffled(pool.targets, rng):
        if target.cell.row_code:
            ending = rng.choice(wordings().endings[:2])
            yield target.case("code", f"{target.name}科目{target.cell.row_code}的数额{ending}")


def form(pool: Pool, rng: Random) -> Iterator[Case]:
    """By form, row and column, in the usual column."""
    for target in shuffled(pool.targets, rng):
        yield target.case("form", placed_question(target))


def everyday(pool: Pool, rng: Random) -> Iterator[Case]:
    """By a word of the vocabulary that stands for this label."""
    for target in shuffled(pool.targets, rng):
        measure = measure_of(plain(target.label))
        words = [word for word in measure.words if not word.isascii()] if measure else []
        if words:
            yield target.case("everyday", f"{target.name}{rng.choice(words)}花了多少钱？")


def english(pool: Pool, rng: Random) -> Iterator[Case]:
    """By a Latin word of the vocabulary."""
    for target in shuffled(pool.targets, rng):
        measure = measure_of(plain(target.label))
        words = [word for word in measure.words if word.isascii()] if measure else []
        if words:
            frame = rng.choice(wordings().english)
            department = who(target.disclosure)
            question = frame.format(who=department, year=target.disclosure.year, word=rng.choice(words))
            yield target.case("english", question)


def measure_of(key: str) -> MeasureWords | None:
    """The entry of the vocabulary whose first label this is."""
    return next((m for m in load_vocabulary().measures if m.keys[0] == key and not m.sum_of), None)


def unit_trap(pool: Pool, rng: Random) -> Iterator[Case]:
    """Asked in 元."""
    for target in shuffled(pool.targets, rng):
        factor = Decimal(10_000) if target.cell.unit == "万元" else Decimal(1)
        question = f"{target.name}{target.label}合多少元？"
        yield target.case("unit_trap", question, target.value * factor, "元")


def budget_column(pool: Pool, rng: Random) -> Iterator[Case]:
    """The budgeted figure beside the final one."""
    names = load_preferences()
    budget = names.budget_columns | names.full_budget_columns

    def wanted(table: Table, cell: Cell) -> bool:
        last = plain(cell.column_label.rsplit(" / ", 1)[-1])
        return table.form is not None and last in budget and cell.value is not None and cell.unit == "万元"

    for target in shuffled(pool.placed(wanted), rng):
        if target.disclosure.kind is Kind.FINAL:
            yield target.case("budget_column", f"{target.name}{target.label}的{target.column}是多少？")


def state_assets(pool: Pool, rng: Random) -> Iterator[Case]:
    """Counts of vehicles and equipment."""
    for target in shuffled(pool.placed(_counts_assets), rng):
        unit = (target.cell.unit or "个").split("、")[-1]
        question = f"{target.name}《{target.table.title}》里{target.label}有多少{unit}？"
        yield target.case("state_assets", question)


def _counts_assets(table: Table, cell: Cell) -> bool:
    return table.form == "state_assets" and cell.value is not None and cell.unit is not None


def classified(pool: Pool, rng: Random) -> Iterator[Case]:
    """Row and column of a form by account, in a column that is not the usual one."""

    def wanted(table: Table, cell: Cell) -> bool:
        return table.form in _CLASSIFIED and cell.value is not None and not _usual(cell)

    for target in shuffled(pool.placed(wanted), rng):
        yield target.case("classified", placed_question(target))


def blank(pool: Pool, rng: Random) -> Iterator[Case]:
    """A cell in which nothing is printed: neither a figure nor a zero is right."""

    def wanted(table: Table, cell: Cell) -> bool:
        return table.form in _CLASSIFIED and cell.value is None and cell.text == "" and table.notice is None

    for target in shuffled(pool.placed(wanted), rng):
        yield Case(
            id="",
            category="blank",
            question=placed_question(target),
            docs=(target.disclosure.doc_id,),
            answer_type="number",
            accept_text=wordings().blank,
            evidence=target.evidence(),
        )


def _usual(cell: Cell) -> bool:
    return plain(cell.column_label.rsplit(" / ", 1)[-1]) in load_preferences().main_columns


def placed_question(target: Target) -> str:
    """Row and column of a form, by their labels."""
    return f"{target.name}《{target.table.title}》中“{target.label}”一行的{target.column}是多少？"
