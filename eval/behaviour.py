"""What a run says of the answerer as a whole: does it refuse what it should, is it of one mind, does it cite?

Pure functions of judged questions. None of these is a verdict on a single item.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from statistics import fmean

from eval.outcome import Item, Line
from eval.parts import Parts, parts_of, points
from qa.money import convert, is_money
from qa.types import Answer, Status

_SHOWN = ("citation_precision", "citation_recall", "traced")


def behaviour(items: Sequence[Item], years: Sequence[int] = ()) -> tuple[Line, ...]:
    """Refusals, questions back, agreement inside each group of paraphrases, and the parts of all scores."""
    judged = [(item, item.answer) for item in items if item.answer is not None]
    if not judged:
        return ()
    return (
        _refusals(judged),
        _questions_back(judged),
        *_agreement(judged),
        _parts(judged, years),
    )


def _refusals(judged: Sequence[tuple[Item, Answer]]) -> Line:
    """Precision: what was refused and should be. Recall: what should be refused and was."""
    refused = [item for item, answer in judged if answer.status is Status.REFUSED]
    due = [item for item, _ in judged if item.case.answer_type == "refusal"]
    both = [item for item in refused if item.case.answer_type == "refusal"]
    measures = {}
    if refused:
        measures["precision"] = len(both) / len(refused)
    if due:
        measures["recall"] = len(both) / len(due)
    return Line("refusals", len(both), len(due), measures)


def _questions_back(judged: Sequence[tuple[Item, Answer]]) -> Line:
    """How often it asks back at all, and how often that was right."""
    asked = [item for item, answer in judged if answer.status is Status.CLARIFY]
    right = sum(item.case.answer_type == "clarify" for item in asked)
    return Line("questions back", right, len(asked), {"rate": len(asked) / len(judged)})


def _agreement(judged: Sequence[tuple[Item, Answer]]) -> Iterator[Line]:
    """Groups of paraphrases that are all answered alike, whether rightly or not, by category."""
    groups: dict[str, dict[str, list[Answer]]] = defaultdict(lambda: defaultdict(list))
    for item, answer in judged:
        if item.case.group and not item.case.history:
            groups[item.category][item.case.group].append(answer)
    for category, found in groups.items():
        several = [answers for answers in found.values() if len(answers) > 1]
        alike = sum(len({_meaning(answer) for answer in answers}) == 1 for answers in several)
        if several:
            yield Line(f"agreement: {category}", alike, len(several), {"consistent": alike / len(several)})


def _meaning(answer: Answer) -> tuple[Status, Decimal | None, str | None, bool | None]:
    """What an answer says, whatever unit and words it says it in.

    A conflict gives the same figure with a second one beside it, for those who did not name the form.
    """
    status = Status.ANSWERED if answer.status is Status.CONFLICT else answer.status
    if answer.value is None:
        return status, None, None, answer.boolean
    money = is_money(answer.unit)
    value = convert(Decimal(answer.value), answer.unit, "元" if money else answer.unit)
    return status, value.normalize(), "元" if money else answer.unit, answer.boolean


def _parts(judged: Sequence[tuple[Item, Answer]], years: Sequence[int]) -> Line:
    """The means of the parts, each over the items where it can be judged; and the mean of the points."""
    found: list[Parts] = [parts_of(item.case, answer, years) for item, answer in judged]
    scored = [points(item.case, answer, parts) for (item, answer), parts in zip(judged, found, strict=True)]
    measures = {"points": fmean(scored)}
    for name in _SHOWN:
        values = [value for parts in found if (value := parts[name]) is not None]
        if values:
            measures[name] = fmean(values)
    return Line("parts", sum(score == 1 for score in scored), len(scored), measures)
