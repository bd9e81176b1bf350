"""A claim of several items at once (出国费和会议费都为零): it holds where it holds of each."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

from qa.composing.phrases import phrase
from qa.draft import joined
from qa.finding.corpus import DocView
from qa.finding.evidence import Evidence
from qa.types import Draft, Reading

_JOINTS = re.compile("[和与跟及、,，]|以及")
_NAMED = frozenset({"label", "word", "stem"})


def of_each(
    evidence: Evidence, reading: Reading, view: DocView, judge: Callable[[Reading], Draft | None]
) -> Draft | None:
    """What is judged of the item that the content of a reading names, or of each where it joins several;
    the draft of the first of which nothing is decided."""
    items = _items(evidence, reading, view)
    if not items:
        return judge(reading)
    drafts = []
    for item in items:
        draft = judge(replace(reading, content=item))
        if draft is None or draft.boolean is None:
            return draft
        drafts.append(draft)
    return together(drafts)


def _items(evidence: Evidence, reading: Reading, view: DocView) -> list[str]:
    """The items that are joined; none where there is one alone."""
    asked = evidence.asked(reading, view)
    named = sorted((unit for unit in asked.named if unit.how in _NAMED), key=lambda unit: unit.start)
    apart = all(_JOINTS.search(reading.content[a.end : b.start]) for a, b in pairwise(named))
    return [unit.text for unit in named] if len(named) > 1 and apart else []


def together(drafts: Sequence[Draft]) -> Draft:
    """The parts one after the other, behind one verdict on all of them."""
    holds = all(draft.boolean for draft in drafts)
    so = phrase("affirm", "so")
    told = [replace(draft, text=draft.text.removeprefix(so)) for draft in drafts] if holds else drafts
    whole = replace(told[0], text=phrase("claims", "all_hold" if holds else "not_all_hold") + told[0].text)
    for draft in told[1:]:
        whole = joined(whole, draft)
    return replace(whole, boolean=holds, value=None, unit=None, formula=None, direction=None)
