"""One item that is said to be more or less than another, a year's income that is said to fall short."""

from __future__ import annotations

import re
from dataclasses import replace

from index.types import Direction
from qa.composing.computing.sums import year_gap
from qa.composing.operations import says
from qa.composing.phrases import phrase
from qa.composing.telling.propositions import order
from qa.finding.corpus import DocView
from qa.finding.evidence import Evidence
from qa.types import Draft, Facet, Intent, Reading
from qa.understanding.wording import names_facet, over_budget

_NO_GAP = re.compile("(?:不是|没有?|无)(?:出现)?(?:财政)?(?:赤字|缺口)")
_NOT_ENOUGH = re.compile("(?<!够)不够[用花]")


def in_order(evidence: Evidence, reading: Reading, view: DocView) -> Draft | None:
    """Yes or no to one item that is said to be more or less than another; None for other claims."""
    of_budget_alone = over_budget(reading.content) or names_facet(reading.content, Facet.BUDGET)
    return order(evidence, reading, view) if reading.intent is Intent.LOOKUP and not of_budget_alone else None


def in_deficit(evidence: Evidence, reading: Reading, view: DocView) -> Draft | None:
    """Yes or no to a year's income that is said to fall short of its expenditure, or to do; else None."""
    draft = year_gap(evidence, reading, view)
    if draft is None or draft.direction is None:
        return draft
    text = reading.content
    enough = says(text, "gap", "enough") and _NOT_ENOUGH.search(text) is None
    claimed = not enough and _NO_GAP.search(text) is None
    holds = (draft.direction is Direction.DOWN) is claimed
    return replace(draft, text=phrase("affirm", "yes" if holds else "no") + draft.text, boolean=holds)
