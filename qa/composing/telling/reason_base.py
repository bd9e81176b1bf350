"""A stated cause answers why a figure is not what the question sets it against: the cause of a change from
the year before is none for being below the budget. What the disclosure does not state is refused by name."""

from __future__ import annotations

from qa.composing.honesty.decline import refuse
from qa.composing.phrases import phrase
from qa.composing.telling import part_reasons
from qa.draft import who
from qa.finding.closely_read.causes import Base, base_of, causes
from qa.finding.corpus import DocView
from qa.finding.evidence import Evidence
from qa.types import Draft, Reading, SentenceHit, Status


def held_to_base(evidence: Evidence, reading: Reading, view: DocView, draft: Draft) -> Draft:
    """The draft, unless the cause that it tells is of the other comparison than the one that is asked."""
    named = evidence.asked(reading, view).named
    items = "、".join(dict.fromkeys(unit.text for unit in named))
    names = {"who": who(view.disclosure), "year": view.disclosure.year, "item": items}
    asked = base_of(reading.content)
    if draft.status is Status.REFUSED:
        return refuse(phrase("words", "no_reason_of", **names)) if items else draft
    told = _base_told(view, draft)
    if asked is None or told is None or told is asked or draft.status is not Status.ANSWERED:
        return draft
    if (of_parts := part_reasons.of_parts(reading, view)) is not None:
        return of_parts
    other = phrase("words", "why_budget" if told is Base.BUDGET else "why_last_year")
    wanted = phrase("words", "why_budget" if asked is Base.BUDGET else "why_last_year")
    text = phrase("words", "reason_of_other_base", **names, wanted=wanted, other=other)
    option = f"{who(view.disclosure)}{view.disclosure.year}年{items}{other}的原因是什么？"
    return Draft(Status.REFUSED, text, options=(option,) if items else ())


def _base_told(view: DocView, draft: Draft) -> Base | None:
    """What the cause that the draft tells is of, where its sentence says so."""
    cited = {hit.sentence.sentence_id for hit in draft.evidence if isinstance(hit, SentenceHit)}
    said = "".join(draft.text.split())
    bases = {c.base for c in causes(view) if c.sentence.sentence_id in cited and c.why.rstrip("。") in said}
    return bases.pop() if len(bases) == 1 else None
