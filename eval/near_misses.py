"""Generated questions without an answer, each one step away from one that has it; and open ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from random import Random

from eval.lookups import shuffled
from eval.pool import Pool, Target
from eval.questions import Case
from eval.wordings import wordings
from index.types import Cell, Disclosure, Kind, Measure
from qa.draft import who
from qa.finding.preferences import load_preferences
from qa.understanding.entities import body_names, body_of
from qa.understanding.normalise import fold
from qa.understanding.vocabulary import plain

_UNUSED_CODE = "2299998"
_PLANNED = frozenset({Measure.BUDGET, Measure.EXECUTION})


def refused(category: str, question: str, reason: str) -> Case:
    """A question that has to be refused, with the reason as the development questions name it."""
    return Case(id="", category=category, question=question, answer_type="refusal", refusal_reason=reason)


def absent_year(pool: Pool, rng: Random) -> Iterator[Case]:
    """The same measure in a year that no disclosure covers."""
    for target in shuffled(pool.targets, rng):
        year = target.disclosure.year + 7
        question = f"{who(target.disclosure)}{year}年{target.label}是多少？"
        yield refused("absent_year", question, "wrong_year")


def absent_department(pool: Pool, rng: Random) -> Iterator[Case]:
    """The same measure of a body that is not indexed, in the same place."""
    indexed = {name for facts in pool.all_facts for name in body_names(facts.disclosure)}
    bodies = [body for body in wordings().absent_bodies if body not in indexed]
    for target in shuffled(pool.targets, rng):
        region = target.disclosure.region
        place = region.district or region.city or region.province or ""
        question = f"{place}{rng.choice(bodies)}{target.disclosure.year}年{target.label}是多少？"
        yield refused("absent_department", question, "wrong_entity")


def absent_code(pool: Pool, rng: Random) -> Iterator[Case]:
    """An account code that the forms do not list."""
    for target in shuffled(pool.targets, rng):
        others = {code for facts in pool.all_facts for code in facts.codes} - target.facts.codes
        near = sorted(code for code in others if len(code) == 7)
        for number in (_UNUSED_CODE, *near[:3]):
            question = f"{target.name}科目{number}的支出是多少？"
            yield refused("absent_code", question, "not_disclosed")


def absent_item(pool: Pool, rng: Random) -> Iterator[Case]:
    """Something that no form and no sentence speaks of."""
    for target in shuffled(pool.targets, rng):
        items = [item for item in wordings().absent_items if plain(item) not in target.facts.words]
        question = f"{target.name}{rng.choice(items)}是多少？"
        yield refused("absent_item", question, "not_disclosed")


def sibling_department(pool: Pool, rng: Random) -> Iterator[Case]:
    """The body of the same kind one level up (of the city, where that of a district is indexed)."""
    names = {fold(who(found)) for found in _disclosures(pool)}
    for target in shuffled(pool.finals, rng):
        region = target.disclosure.region
        if region.city and region.district:
            above = f"{region.city}{body_of(target.disclosure)}"
            if fold(above) not in names:
                question = f"{above}{target.disclosure.year}年{target.label}是多少？"
                yield refused("sibling_department", question, "wrong_entity")


def absent_budget(pool: Pool, rng: Random) -> Iterator[Case]:
    """The budgeted figure of an economic item, which is disclosed in final figures alone."""
    for target in shuffled(pool.finals, rng):
        same = target.facts.cells_by_label[plain(target.cell.row_label)]
        elsewhere = any(cell.form is None for cell in same)  # a project's own table may plan it
        if target.table.form == "basic_expenditure" and not elsewhere and not _planned(target, same):
            question = f"{target.name}{target.label}的年初预算数是多少？"
            yield refused("absent_budget", question, "not_disclosed")


def _planned(target: Target, same: Sequence[Cell]) -> bool:
    """A budget column, or a sentence that names the item and states a budget, gives the figure after all."""
    columns = load_preferences()
    budgets = columns.budget_columns | columns.full_budget_columns
    return any(plain(part) in budgets for cell in same for part in cell.column_label.split(" / ")) or any(
        plain(target.label) in text and any(figure.measure in _PLANNED for figure in sentence.figures)
        for text, sentence in target.facts.plain_sentences
    )


def blank_form(pool: Pool, rng: Random) -> Iterator[Case]:
    """A form that declares itself empty: that is what has to be said, not a figure and not a refusal."""
    empty = [(facts, table) for facts in pool.all_facts for table in facts.tables if table.notice]
    for facts, table in rng.sample(empty, len(empty)):
        disclosure = facts.disclosure
        for frame in wordings().blank_form:
            question = frame.format(who=who(disclosure), year=disclosure.year, title=table.title)
            yield Case(
                id="",
                category="blank_form",
                question=question,
                docs=(disclosure.doc_id,),
                answer_type="number",
                accept_text=wordings().blank,
            )


def budget_for_final(pool: Pool, rng: Random) -> Iterator[Case]:
    """The final figure of a year for which only the budget is published."""
    finals = {(d.department, d.year) for d in _disclosures(pool) if d.kind is Kind.FINAL}
    for target in shuffled(pool.placed(lambda _, cell: cell.value is not None), rng):
        found = target.disclosure
        if found.kind is Kind.BUDGET and (found.department, found.year) not in finals:
            question = f"{target.name}{target.label}的决算数是多少？"
            yield refused("budget_for_final", question, "not_disclosed")


def open_department(pool: Pool, rng: Random) -> Iterator[Case]:
    """A kind of body and a year that several disclosures fit."""
    pairs = [
        (left, right, names)
        for left, right in combinations([d for d in _disclosures(pool) if d.kind is Kind.FINAL], 2)
        if left.year == right.year and (names := body_names(left) & body_names(right))
    ]
    groups: dict[tuple[int, frozenset[str]], set[str]] = {}
    for left, right, names in pairs:
        groups.setdefault((left.year, names), set()).update((left.doc_id, right.doc_id))
    for target in shuffled(pool.finals, rng):
        for (year, names), doc_ids in groups.items():
            if target.disclosure.doc_id in doc_ids:
                body = min(
                    (name for name in names if not name.isascii()),
                    key=lambda name: (len(name) < 3, len(name), name),
                )
                yield Case(
                    id="",
                    category="open_department",
                    question=f"{body}{year}年{target.label}是多少？",
                    docs=tuple(sorted(doc_ids)),
                    answer_type="clarify",
                    clarify_options=tuple(sorted(doc_ids)),
                )


def _disclosures(pool: Pool) -> list[Disclosure]:
    return [facts.disclosure for facts in pool.all_facts]
