"""Why an answer is not right, in one sentence for a person: the first stage that failed and what it did."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from eval.outcome import Item
from eval.stages import DEPTH, Stage, Stages


def cause(item: Item) -> str:
    """One sentence; empty for an item that is right or was not judged."""
    if item.stages is None or (failed := item.stages.failed(item.verdict)) is None:
        return ""
    return _TOLD[failed](item, item.stages)


def _parse(_: Item, stages: Stages) -> str:
    if stages.confirmed is False:
        return "The truth file prints another figure where the index has the expected one: it was misread."
    return "The expected cell or sentence is not in the index: it was misread, or not read at all."


def _reading(item: Item, stages: Stages) -> str:
    read = ", ".join(stages.documents) or "no document"
    if item.case.answer_type == "refusal":
        return f"What should be refused ({item.case.refusal_reason}) was read as a question about {read}."
    if item.case.answer_type == "clarify":
        return f"Several documents fit, and the question was read to mean {read}."
    return f"The question is about {', '.join(item.case.docs)}, and was read to mean {read}."


def _retrieval(item: Item, stages: Stages) -> str:
    if item.case.answer_type == "refusal":
        return "A figure was found for what is not disclosed."
    groups = dict.fromkeys(row.group for row in item.case.evidence)
    lost = [group for group, rank in zip(groups, stages.ranks, strict=True) if rank is None]
    rows = (next(row for row in item.case.evidence if row.group == group) for group in lost)
    places = ", ".join(f"“{row.row_label or row.sentence}”" for row in rows)
    return f"{places} is not among the first {DEPTH} hits."


def _composition(item: Item, _: Stages) -> str:
    return f"The evidence was found, the answer made of it is not right: {item.score.why or item.verdict}."


def _verification(item: Item, stages: Stages) -> str:
    if stages.untraced:
        return f"Numerals that no cited place prints: {', '.join(stages.untraced)}."
    if stages.cited is False and item.answer is not None and item.answer.citations:
        return "The figure is right, but a place that it needs is not cited."
    return "The gate withheld the answer: a numeral of it was not in the evidence."


_TOLD: Mapping[Stage, Callable[[Item, Stages], str]] = {
    Stage.PARSE: _parse,
    Stage.READING: _reading,
    Stage.RETRIEVAL: _retrieval,
    Stage.COMPOSITION: _composition,
    Stage.VERIFICATION: _verification,
}
