"""Which claim a question makes, tested against the figure that decides it: yes or no first, with the figure.

A claim that no figure decides is left to the other compositions (None), or refused by name; it is never
turned into another question (没有买车，对吗 does not ask whether the accounts add up).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from qa.composing.claims.budgets import of_budget, of_overspending
from qa.composing.claims.computed import of_share, whole_of
from qa.composing.claims.each import together
from qa.composing.claims.goals import reached, unreached
from qa.composing.claims.none import none_of
from qa.composing.claims.orders import in_deficit, in_order
from qa.composing.claims.several import over_years_stated, several_stated
from qa.composing.claims.vehicles import vehicles_bought
from qa.composing.claims.yearly import over_the_year
from qa.composing.telling.propositions import stated_value
from qa.composing.telling.said_values import wants_verdict
from qa.finding.corpus import DocView
from qa.finding.evidence import Evidence
from qa.types import Draft, Intent, Reading
from qa.understanding.claims import asks_more, asks_whether, statement, states
from qa.understanding.normalise import fold
from qa.understanding.wording import yes_no

_CLAUSES = re.compile("[,，;；]")
_PAIR = 2
_ASKED_WHETHER = frozenset({Intent.LOOKUP, Intent.CHANGE, Intent.CHANGE_RATE})
_ELSEWHERE = frozenset({Intent.REASON, Intent.DEFINE, Intent.PRIOR})
_Judge = Callable[[Evidence, Reading, DocView], Draft | None]
_OF_ONE: tuple[_Judge, ...] = (
    in_deficit,
    reached,
    of_overspending,
    of_budget,
    none_of,
    whole_of,
    of_share,
    vehicles_bought,
    several_stated,
    in_order,
)


def wants_yes_or_no(reading: Reading) -> bool:
    """True for a question that nothing but yes or no answers; 吗 stands in it for every tag (，对吗; 吧)."""
    said = reading.spelled or fold(reading.question)
    asks = reading.intent in _ASKED_WHETHER and reading.across is not Intent.RANK
    return asks and (yes_no(said) or wants_verdict(said) or reading.content.endswith("吗"))


def judged(
    evidence: Evidence, reading: Reading, views: Sequence[DocView], before: Sequence[DocView]
) -> Draft | None:
    """Yes or no to what the question states; None where it states nothing that is tested here.

    `before` holds the same department's disclosure of the year before, where it is indexed.
    """
    if len(views) == 1 and (draft := unreached(reading, views[0])) is not None:
        return draft
    said = reading.spelled or fold(reading.question)
    if asks_more(reading.content) or not any(map(asks_whether, (said, reading.content))):
        return None
    if reading.intent in _ELSEWHERE or reading.english:
        return None
    if len(views) > 1:
        return over_years_stated(evidence, reading, views)
    own = replace(reading, content=statement(reading.content))
    draft = _of_clauses(evidence, own, views[0], before)
    return draft or _one_claim(evidence, own, views[0], before)


def _one_claim(
    evidence: Evidence, reading: Reading, view: DocView, before: Sequence[DocView]
) -> Draft | None:
    if (draft := over_the_year(evidence, reading, view, before)) is not None:
        return draft
    return next((draft for judge in _OF_ONE if (draft := judge(evidence, reading, view)) is not None), None)


def _of_clauses(
    evidence: Evidence, reading: Reading, view: DocView, before: Sequence[DocView]
) -> Draft | None:
    """Claims of several kinds one after the other (接待费是3.48万元，比2022年少): each is tested; None where
    there is one alone, or nothing decides one of them."""
    clauses = [part for part in _CLAUSES.split(reading.content) if part.strip()]
    if len(clauses) < _PAIR or not all(map(states, clauses)):
        return None
    drafts, head = [], ""
    for clause in clauses:
        named = evidence.asked(replace(reading, content=clause), view).named
        head = named[0].text if named else head
        one = replace(reading, content=clause if named else head + clause, intent=Intent.LOOKUP)
        draft = _one_claim(evidence, one, view, before) or stated_value(evidence, one, view)
        if draft is None or draft.boolean is None:
            return None
        drafts.append(draft)
    return together(drafts)
