"""Where only the budget of an item is printed: it is named as what it is, never as what was spent."""

from __future__ import annotations

import re
from dataclasses import replace

from index.types import Kind, Measure
from qa import compute
from qa.composing.phrases import phrase
from qa.draft import Writer, figure_text, item_of, who
from qa.finding.corpus import DocView
from qa.finding.evidence import Evidence
from qa.finding.own import own
from qa.types import Draft, Facet, Intent, Reading, SentenceHit, Status

_PLANS = re.compile("安排|计划|打算|准备|拟|预计")


def only_budget(evidence: Evidence, reading: Reading, view: DocView) -> Draft | None:
    """A refusal that names the budget figure of the text; None where there is none, or it was asked for."""
    if reading.facet not in {None, Facet.FINAL} or view.disclosure.kind is Kind.BUDGET:
        return None
    asked = replace(reading, facet=Facet.BUDGET, intent=Intent.LOOKUP)
    found = evidence.figures(asked, view)
    hit = own(found.asked, found.hits) if found.asked.named else None
    if not isinstance(hit, SentenceHit) or hit.figure is None or hit.figure.measure is not Measure.BUDGET:
        return None
    writer = Writer()
    text = phrase(
        "lookup",
        "only_budget",
        who=who(view.disclosure),
        year=view.disclosure.year,
        page=hit.sentence.page,
        item=item_of(hit, view),
        figure=figure_text(hit),
        mark=writer.mark(hit),
    )
    if _PLANS.search(reading.content):
        return writer.draft(Status.ANSWERED, text, value=compute.value_of(hit), unit=compute.unit_of(hit))
    return writer.draft(Status.REFUSED, text)
