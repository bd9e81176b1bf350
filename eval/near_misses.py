"""Generated questions without an answer, each one step away from one that has it; and open ones."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from random import Random

from eval.lookups import shuffled
from eval.pool import Pool
from eval.questions import Case
from eval.wordings import wordings
from index.types import Disclosure, Kind
from qa.draft import who
from qa.understanding.entities import body_names
from qa.understanding.vocabulary import plain

_UNUSED_CODE = "2299998"


def _refused(category: str, question: str, reason: str) -> Case:
    return Case(id="", category=category, question=question, answer_type="refusal", refusal_reason=reason)


def absent_year(pool: Pool, rng: Random) -> Iterator[Case]:
    """The same measure in a year that no disclosure covers."""
    for target in shuffled(pool.targets, rng):
        year = target.disclosure.year + 7
        question = f"{who(target.disclosure)}{year}年{target.label}是多少？"
        yield _refused("absent_year", question, "wrong_year")


def absent_department(pool: Pool, rng: Random) -> Iterator[Case]:
    """The same measure of a body that is not indexed, in the same place."""
    indexed = {name for facts in pool.all_facts for name in body_names(facts.disclosure)}
    bodies = [body for body in wordings().absent_bodies if body not in indexed]
    for target in shuffled(pool.targets, rng):
        region = target.disclosure.region
        place = region.district or region.city or region.province or ""
        question = f"{place}{rng.choice(bodies)}{target.disclosure.year}年{target.label}是多少？"
        yield _refused("absent_department", question, "wrong_entity")


def absent_code(pool: Pool, rng: Random) -> Iterator[Case]:
    """An account code that the forms do not list."""
    for target in shuffled(pool.targets, rng):
        others = {code for facts in pool.all_facts for code in facts.codes} - target.facts.codes
        near = sorted(code for code in others if len(code) == 7)
        for number in (_UNUSED_CODE, *near[:3]):
            question = f"{target.name}科目{number}的支出是多少？"
            yield _refused("absent_code", question, "not_disclosed")


def absent_item(pool: Pool, rng: Random) -> Iterator[Case]:
    """Something that no form and no sentence speaks of."""
    for target in shuffled(pool.targets, rng):
        items = [item for item in wordings().absent_items if plain(item) not in target.facts.words]
        question = f"{target.name}{rng.choice(items)}是多少？"
        yield _refused("absent_item", question, "not_disclosed")


def budget_for_final(pool: Pool, rng: Random) -> Iterator[Case]:
    """The final figure of a year for which only the budget is published."""
    finals = {(d.department, d.year) for d in _disclosures(pool) if d.kind is Kind.FINAL}
    for target in shuffled(pool.placed(lambda _, cell: cell.value is not None), rng):
        found = target.disclosure
        if found.kind is Kind.BUDGET and (found.department, found.year) not in finals:
            question = f"{target.name}{target.label}的决算数是多少？"
            yield _refused("budget_for_final", question, "not_disclosed")


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
