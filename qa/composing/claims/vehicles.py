"""How many vehicles are said to have been bought: the count of those bought decides, never of those kept."""

from __future__ import annotations

import re
from dataclasses import replace

from qa.composing.figures.bought import bought
from qa.composing.phrases import phrase
from qa.composing.telling.said_values import bounded, said_value
from qa.finding.corpus import DocView
from qa.finding.evidence import Evidence
from qa.types import Draft, Reading
from qa.understanding.normalise import fold

_BOUGHT = re.compile("买|购|添置|新增|更新")
_VEHICLES = "辆"
_ASKED = "购置公务用车多少辆"


def vehicles_bought(evidence: Evidence, reading: Reading, view: DocView) -> Draft | None:
    """Yes or no to a number of vehicles that is said to have been bought; None for other claims."""
    said = said_value(reading.content, fold(reading.question))
    if said is None or said.numeral.family != _VEHICLES or not _BOUGHT.search(reading.content):
        return None
    draft = bought(evidence, replace(reading, content=_ASKED, threshold=None), view)
    if draft is None or draft.value is None:
        return draft
    holds = bounded(draft.value, said)
    return replace(draft, text=phrase("affirm", "so" if holds else "not_so") + draft.text, boolean=holds)
