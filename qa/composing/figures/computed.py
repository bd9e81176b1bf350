"""A computed answer in words: the figure, the formula, the marks of its operands."""

from __future__ import annotations

from collections.abc import Sequence

from qa.composing.honesty.conflicts import conflict_of
from qa.composing.phrases import phrase
from qa.draft import Writer, amount_text, item_of, who
from qa.finding.corpus import DocView
from qa.money import shortest
from qa.types import Computed, Draft, Hit, Status


def computed(name: str, view: DocView, result: Computed, **words: object) -> Draft:
    """A computed answer: the figure, the formula, the marks of its operands."""
    writer = Writer()
    value = shortest(result.value) if result.unit != "%" else result.value
    text = phrase(
        "compute",
        name,
        who=who(view.disclosure),
        year=view.disclosure.year,
        figure=amount_text(writer.derived(value), result.unit),
        formula=result.formula,
        marks=writer.marks(result.operands),
        **words,
    )
    text += disputed(view, result.operands)
    return writer.draft(Status.ANSWERED, text, value=value, unit=result.unit, formula=result.formula)


def disputed(view: DocView, operands: Sequence[Hit]) -> str:
    """A remark where the disclosure contradicts an operand: the result rests on one of two figures."""
    items = [item_of(hit, view) for hit in operands if conflict_of(view, hit) is not None]
    return phrase("compute", "disputed", items="、".join(dict.fromkeys(items))) if items else ""
