"""What the text of a disclosure states about its figures: changes, rates of completion, persons.

A figure is asked for only where its subject, its measure and its year leave no doubt: no sentence of the
disclosure states another value of the same.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from random import Random

from eval.pool import Facts, Pool, Target, sentence_row
from eval.questions import Case, EvidenceRow
from eval.wordings import wordings
from index.types import Direction, Figure, Kind, Measure, Sentence
from qa.draft import who
from qa.money import canonical
from qa.understanding.vocabulary import plain

_SUBJECT_LENGTH = range(4, 17)  # characters: 支出 and 项目 name too much, a longer one is a clause
_KINDS = {Measure.CHANGE: "change", Measure.CHANGE_RATE: "change_rate", Measure.EXECUTION: "completion"}
# 比年初预算增加 1.6 万元 is no change on the year before.
_AGAINST_BUDGET = re.compile("[比较与][^,，;；。]*预算[^,，;；。]*$")


@dataclass(frozen=True, slots=True)
class Stated:
    """A figure of the text with every sentence that states it."""

    facts: Facts
    figure: Figure
    sentences: tuple[Sentence, ...]

    @property
    def value(self) -> Decimal:
        """The printed figure."""
        return self.figure.value

    def evidence(self, group: int = 1) -> tuple[EvidenceRow, ...]:
        """Any one of the sentences is to be cited."""
        return tuple(sentence_row(found, group) for found in self.sentences)


def told_rate(target: Target, rate: Decimal, group: int) -> Iterator[EvidenceRow]:
    """Sentences that state the rate of completion of an item, rounded alike."""
    key = plain(target.label)
    for text, sentence in target.facts.plain_sentences:
        told = [figure.value for figure in sentence.figures if figure.measure is Measure.EXECUTION]
        if key in text and rate in told:
            yield sentence_row(sentence, group)


def staff(facts: Facts) -> tuple[tuple[str, Stated], ...]:
    """How many persons of which kind the text counts as employed."""
    words = wordings().staff
    found = _unmistakable(facts, lambda _, figure: figure.unit == "人" and figure.value > 0)
    return tuple((subject, stated) for subject, stated in found if any(word in subject for word in words))


def narrated(pool: Pool, rng: Random, measure: Measure) -> Iterator[Case]:
    """A change on the year before, or a rate of completion, that the text states in so many words."""
    final = [facts for facts in pool.all_facts if facts.disclosure.kind is Kind.FINAL]
    published = {(facts.disclosure.department, facts.disclosure.year) for facts in final}
    asked = [
        (subject, stated)
        for facts in final
        # Two disclosures give a change more exactly than the text that rounds it.
        if (facts.disclosure.department, facts.disclosure.year - 1) not in published
        for subject, stated in _unmistakable(facts, partial(_is_own, facts, measure))
    ]
    for subject, stated in rng.sample(asked, len(asked)):
        yield _case(subject, stated, measure, rng)


def _is_own(facts: Facts, measure: Measure, sentence: Sentence, figure: Figure) -> bool:
    year = facts.disclosure.year
    if measure is not Measure.EXECUTION:
        against_budget = _AGAINST_BUDGET.search(sentence.text[: figure.start]) is not None
        if against_budget or figure.base_year not in {None, year - 1} or not figure.value:
            return False
    return figure.measure is measure and figure.year in {None, year}


def _unmistakable(facts: Facts, wanted: Callable[[Sentence, Figure], bool]) -> Iterator[tuple[str, Stated]]:
    """Figures by subject; none whose subject is stated with another value, or is no name."""
    found: dict[str, list[tuple[Figure, Sentence]]] = defaultdict(list)
    for sentence in facts.sentences:
        for figure in sentence.figures:
            if figure.subject and len(figure.subject) in _SUBJECT_LENGTH and wanted(sentence, figure):
                found[plain(figure.subject)].append((figure, sentence))
    for same in found.values():
        figures = [figure for figure, _ in same]
        if len({(figure.value, figure.unit, figure.direction) for figure in figures}) == 1:
            sentences = tuple(dict.fromkeys(sentence for _, sentence in same))
            yield figures[0].subject or "", Stated(facts, figures[0], sentences)


def _case(subject: str, stated: Stated, measure: Measure, rng: Random) -> Case:
    disclosure, figure = stated.facts.disclosure, stated.figure
    way = "减少" if figure.direction is Direction.DOWN else "增加"
    unit = "%" if measure is not Measure.CHANGE else figure.unit
    frames = {
        Measure.CHANGE: wordings().change,
        Measure.CHANGE_RATE: wordings().change_rate,
        Measure.EXECUTION: wordings().completion,
    }
    question = rng.choice(frames[measure]).format(
        name=f"{who(disclosure)}{disclosure.year}年", a=subject, way=way, unit=unit
    )
    return Case(
        id="",
        category=_KINDS[measure],
        question=question,
        docs=(disclosure.doc_id,),
        answer_type="number",
        gold_value=canonical(abs(figure.value)),
        unit=unit,
        evidence=stated.evidence(),
    )


def change(pool: Pool, rng: Random) -> Iterator[Case]:
    """By how much the text says that an item rose or fell."""
    return narrated(pool, rng, Measure.CHANGE)


def change_rate(pool: Pool, rng: Random) -> Iterator[Case]:
    """By how many percent the text says that an item rose or fell."""
    return narrated(pool, rng, Measure.CHANGE_RATE)


def completion(pool: Pool, rng: Random) -> Iterator[Case]:
    """How many percent of its budget the text says that an item used."""
    return narrated(pool, rng, Measure.EXECUTION)
