"""Pure scorers: an answer against its gold. A wrong figure is never outweighed by anything else."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from eval.cited import cites, squeeze
from eval.questions import Case
from qa.money import convert, is_money
from qa.types import Answer, Status

_NUMBER = re.compile(r"(?<![\d.])-?\d+(?:\.\d+)?(?![\d])")
_UNIT_ASKED = frozenset({"unit_trap", "unit_conversion"})
_QUOTED = re.compile("“[^”]*”")
_SILENT = frozenset({Status.REFUSED, Status.CLARIFY})


class Verdict(StrEnum):
    """How an answer compares with its gold; a refusal where a figure exists is no wrong figure."""

    RIGHT = "right"
    WRONG_FIGURE = "wrong_figure"
    MISSED = "missed"
    UNCITED = "uncited"
    NOT_JUDGED = "not_judged"  # its documents are not indexed


@dataclass(frozen=True, slots=True)
class Score:
    """The verdict with the reason for a person who looks into it."""

    verdict: Verdict
    why: str = ""


def has_fact(text: str, fact: str) -> bool:
    """True where one of the alternatives `a|b` appears; a number only as a whole token."""
    return any(_has(squeeze(text), squeeze(alternative)) for alternative in fact.split("|"))


def _has(text: str, fact: str) -> bool:
    bare = fact.rstrip("%")
    if re.fullmatch(r"-?\d+(?:\.\d+)?", bare):
        return any(Decimal(found) == Decimal(bare) for found in _NUMBER.findall(text))
    return fact in text


def score(case: Case, answer: Answer) -> Score:
    """Compare an answer with the gold of its case."""
    scorer = {
        "number": _number,
        "text": _text,
        "list": _text,
        "boolean": _boolean,
        "refusal": _refusal,
        "clarify": _clarify,
        "conflict": _conflict,
    }[case.answer_type]
    found = scorer(case, answer)
    if said := [words for words in case.forbidden if squeeze(words) in squeeze(_own_words(answer))]:
        return Score(Verdict.WRONG_FIGURE, f"says {'、'.join(said)}")
    if found.verdict is Verdict.RIGHT and case.evidence and not cites(case.evidence, answer.citations):
        return Score(Verdict.UNCITED, "the evidence is not cited")
    return found


def _own_words(answer: Answer) -> str:
    """The text; of a refusal without what it quotes of the question."""
    return _QUOTED.sub("", answer.text) if answer.status in _SILENT else answer.text


def _number(case: Case, answer: Answer) -> Score:
    if answer.status in _SILENT:
        return Score(Verdict.MISSED, answer.status.value)
    if answer.value is None:
        accepted = any(words in answer.text for words in case.accept_text)
        return Score(Verdict.RIGHT) if accepted else Score(Verdict.MISSED, "no value")
    if is_gold(case, answer):
        return _told(case, answer)
    if answer.status is Status.CONFLICT and case.gold_value and has_fact(answer.text, case.gold_value):
        return Score(Verdict.MISSED, "told as a conflict")
    return Score(Verdict.WRONG_FIGURE, f"{answer.value} {answer.unit}, not {case.gold_value} {case.unit}")


def _told(case: Case, answer: Answer) -> Score:
    """A right figure is right where everything else that has to be said is said (that it fell, not rose)."""
    missing = _missing(case, answer)
    return Score(Verdict.MISSED, f"lacks {'、'.join(missing)}") if missing else Score(Verdict.RIGHT)


def _missing(case: Case, answer: Answer) -> list[str]:
    facts = case.gold_text.must_include if case.gold_text else ()
    return [fact for fact in facts if not has_fact(answer.text, fact)]


def is_gold(case: Case, answer: Answer) -> bool:
    """True where the figure, converted to the gold's unit, is within its tolerance.

    Where the question asks for a unit, the answer has to be in that unit.
    """
    if answer.value is None or case.gold_value is None or not _same_kind(answer.unit, case.unit):
        return False
    if case.category in _UNIT_ASKED and answer.unit != case.unit:
        return False
    value = convert(Decimal(answer.value), answer.unit, case.unit)
    return abs(value - Decimal(case.gold_value)) <= Decimal(case.tolerance)


def _same_kind(unit: str | None, gold: str | None) -> bool:
    """Money is not a count, and neither is a rate; units of counting go by many names (人, 人次, 辆, 台)."""
    kinds = [("money" if is_money(each) else "rate" if each == "%" else "count") for each in (unit, gold)]
    return gold is None or kinds[0] == kinds[1]


def _text(case: Case, answer: Answer) -> Score:
    if answer.status in _SILENT:
        return Score(Verdict.MISSED, answer.status.value)
    if case.gold_text and case.gold_text.ordered and not _in_order(answer.text, case.gold_text.must_include):
        missing = _missing(case, answer)
        return Score(Verdict.MISSED, f"lacks {'、'.join(missing)}" if missing else "another order")
    return _told(case, answer)


def _in_order(text: str, facts: Sequence[str]) -> bool:
    bare, place = squeeze(text), 0
    for fact in facts:
        places = [bare.find(squeeze(part), place) for part in fact.split("|")]
        found = [at for at in places if at >= 0]
        if not found:
            return False
        place = min(found) + 1
    return True


def _boolean(case: Case, answer: Answer) -> Score:
    if answer.boolean is None:
        return Score(Verdict.MISSED, answer.status.value)
    return Score(Verdict.RIGHT if answer.boolean == case.gold_bool else Verdict.WRONG_FIGURE)


def _refusal(_: Case, answer: Answer) -> Score:
    if answer.value is not None:
        return Score(Verdict.WRONG_FIGURE, f"{answer.status.value}: {answer.value} {answer.unit}")
    return Score(Verdict.RIGHT if answer.status is Status.REFUSED else Verdict.MISSED, answer.status.value)


def _clarify(case: Case, answer: Answer) -> Score:
    if answer.status is not Status.CLARIFY:
        return Score(Verdict.WRONG_FIGURE if answer.value else Verdict.MISSED, answer.status.value)
    if len(answer.options) < len(case.clarify_options):
        return Score(Verdict.MISSED, f"{len(answer.options)} options")
    return Score(Verdict.RIGHT)


def _conflict(case: Case, answer: Answer) -> Score:
    missing = [gold.value for gold in case.conflict_values if not has_fact(answer.text, gold.value)]
    missing += _missing(case, answer)
    if answer.status is Status.CONFLICT and not missing:
        return Score(Verdict.RIGHT)
    if answer.status is Status.CONFLICT:
        return Score(Verdict.MISSED, f"lacks {'、'.join(missing)}")
    return Score(
        Verdict.MISSED, f"{answer.status.value}: one side only" if answer.value else answer.status.value
    )
