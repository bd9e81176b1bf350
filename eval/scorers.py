"""Pure scorers: an answer against its gold. A wrong figure is never outweighed by anything else."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from eval.questions import Case, EvidenceRow
from qa.money import convert, is_money
from qa.types import Answer, Citation, Status

_NUMBER = re.compile(r"(?<![\d.])-?\d+(?:\.\d+)?(?![\d])")


class Verdict(StrEnum):
    """How an answer compares with its gold; a refusal where a figure exists is no wrong figure."""

    RIGHT = "right"
    WRONG_FIGURE = "wrong_figure"
    MISSED = "missed"
    UNCITED = "uncited"


@dataclass(frozen=True, slots=True)
class Score:
    """The verdict with the reason for a person who looks into it."""

    verdict: Verdict
    why: str = ""


def squeeze(text: str) -> str:
    """NFKC, white space and thousands separators removed: how texts are compared."""
    folded = "".join(unicodedata.normalize("NFKC", text).split())
    return re.sub(r"(?<=\d),(?=\d{3})", "", folded)


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
    if found.verdict is Verdict.RIGHT and case.evidence and not cites(case.evidence, answer.citations):
        return Score(Verdict.UNCITED, "the evidence is not cited")
    return found


def _number(case: Case, answer: Answer) -> Score:
    if answer.status in {Status.REFUSED, Status.CLARIFY}:
        return Score(Verdict.MISSED, answer.status.value)
    if any(accepted in answer.text for accepted in (*case.accept_text, "空白") if case.accept_text):
        return Score(Verdict.RIGHT)
    if answer.value is None:
        return Score(Verdict.MISSED, "no value")
    gold = Decimal(case.gold_value or "0")
    value, unit = Decimal(answer.value), answer.unit
    if case.category == "unit_trap" and unit != case.unit:
        return Score(Verdict.WRONG_FIGURE, f"unit {unit}")
    if is_money(unit) and is_money(case.unit):
        value = convert(value, unit, case.unit)
    if abs(value - gold) <= Decimal(case.tolerance):
        return Score(Verdict.RIGHT)
    if answer.status is Status.CONFLICT and has_fact(answer.text, case.gold_value or ""):
        return Score(Verdict.MISSED, "told as a conflict")
    return Score(Verdict.WRONG_FIGURE, f"{answer.value} {unit}")


def _text(case: Case, answer: Answer) -> Score:
    facts = case.gold_text.must_include if case.gold_text else ()
    if answer.status in {Status.REFUSED, Status.CLARIFY}:
        return Score(Verdict.MISSED, answer.status.value)
    missing = [fact for fact in facts if not has_fact(answer.text, fact)]
    if missing:
        return Score(Verdict.MISSED, f"lacks {'、'.join(missing)}")
    if case.gold_text and case.gold_text.ordered and not _in_order(answer.text, facts):
        return Score(Verdict.MISSED, "another order")
    return Score(Verdict.RIGHT)


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


def _refusal(case: Case, answer: Answer) -> Score:
    if answer.status is Status.REFUSED:
        return Score(Verdict.RIGHT)
    return Score(Verdict.WRONG_FIGURE if answer.value else Verdict.MISSED, answer.status.value)


def _clarify(case: Case, answer: Answer) -> Score:
    if answer.status is not Status.CLARIFY:
        return Score(Verdict.WRONG_FIGURE if answer.value else Verdict.MISSED, answer.status.value)
    return Score(Verdict.RIGHT if len(answer.options) >= len(case.clarify_options) else Verdict.MISSED)


def _conflict(case: Case, answer: Answer) -> Score:
    missing = [gold.value for gold in case.conflict_values if not has_fact(answer.text, gold.value)]
    facts = case.gold_text.must_include if case.gold_text else ()
    missing += [fact for fact in facts if not has_fact(answer.text, fact)]
    if answer.status is Status.CONFLICT and not missing:
        return Score(Verdict.RIGHT)
    if answer.status is Status.CONFLICT:
        return Score(Verdict.MISSED, f"lacks {'、'.join(missing)}")
    return Score(
        Verdict.MISSED, f"{answer.status.value}: one side only" if answer.value else answer.status.value
    )


def cites(rows: Sequence[EvidenceRow], citations: Sequence[Citation]) -> bool:
    """True where every group of evidence has a row that is cited."""
    groups = {row.group for row in rows}
    return all(
        any(_is_cited(row, citation) for row in rows if row.group == group for citation in citations)
        for group in groups
    )


def _is_cited(row: EvidenceRow, citation: Citation) -> bool:
    if row.doc != citation.doc_id or row.kind != citation.kind:
        return False
    if row.kind == "sentence":
        wanted, cited = squeeze(row.sentence or ""), squeeze(citation.text)
        return wanted in cited or cited in wanted
    same_row = squeeze(row.row_label or "") == squeeze(citation.row_label or "")
    same_text = squeeze(row.text or "") == squeeze(citation.text)
    number = squeeze(citation.table_no or "").removesuffix("表")
    same_table = row.table_no is None or row.table_no == number
    labels = squeeze(row.row_label or ""), squeeze(citation.row_label or "")
    return same_table and same_text and (same_row or labels[0].endswith(labels[1]) or labels[0] in labels[1])
