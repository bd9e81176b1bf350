"""The parts of a score, each judged by itself: pure functions of gold and answer.

A part that cannot be judged (a refusal has nothing to cite, a list has no value) is None, and not zero.
The points of an item are the mean of its judged parts, and zero where its figure is wrong, whatever else is
right.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from statistics import fmean

from eval.cited import citation_precision, citation_recall, untraced
from eval.questions import Case
from eval.scorers import Verdict, has_fact, is_gold, score
from qa.types import Answer, Status

_EXPECTED = {
    "refusal": frozenset({Status.REFUSED}),
    "clarify": frozenset({Status.CLARIFY}),
    "conflict": frozenset({Status.CONFLICT}),
}
_WITH_ANSWER = frozenset({Status.ANSWERED, Status.CONFLICT})

Parts = Mapping[str, float | None]


def parts_of(case: Case, answer: Answer, years: Iterable[int] = ()) -> Parts:
    """Each part from 0 to 1, None where it cannot be judged; `years` as for `untraced`."""
    told = answer.status in _WITH_ANSWER
    return {
        "status": float(answer.status in _EXPECTED.get(case.answer_type, _WITH_ANSWER)),
        "value": _value(case, answer),
        "included": _included(case, answer),
        "citation_precision": citation_precision(case.evidence, answer.citations) if told else None,
        "citation_recall": citation_recall(case.evidence, answer.citations),
        "traced": float(not untraced(answer, years)) if told else None,
    }


def points(case: Case, answer: Answer, parts: Parts) -> float:
    """0 to 1."""
    if score(case, answer).verdict is Verdict.WRONG_FIGURE:
        return 0.0
    judged = [part for part in parts.values() if part is not None]
    return fmean(judged) if judged else 0.0


def _value(case: Case, answer: Answer) -> float | None:
    if case.answer_type == "boolean":
        return float(answer.boolean == case.gold_bool)
    if case.answer_type != "number" or case.gold_value is None:
        return None
    return float(is_gold(case, answer))


def _included(case: Case, answer: Answer) -> float | None:
    facts = case.gold_text.must_include if case.gold_text else ()
    facts += tuple(value.value for value in case.conflict_values)
    return fmean(has_fact(answer.text, fact) for fact in facts) if facts else None
