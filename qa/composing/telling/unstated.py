"""No cause is stated: what the question supposes is set right where the figures contradict it, else the
refusal names what was looked for and which causes are stated of the item."""

from __future__ import annotations

import re
from dataclasses import replace

from qa import compute
from qa.composing.computing.unchanged import unchanged
from qa.composing.phrases import phrase
from qa.composing.telling import affirm
from qa.composing.telling.causal import asked_base, asked_direction, compared, item_said, others
from qa.draft import Writer, figure_text, item_of, who
from qa.finding.closely_read.causes import Base
from qa.finding.closely_read.subjects import same_item, subject_of
from qa.finding.corpus import DocView, plain_text
from qa.finding.evidence import Evidence
from qa.types import Draft, Intent, Reading, SentenceHit, Status
from qa.understanding.asked import Asked
from qa.understanding.vocabulary import load_vocabulary

_NONE = "没有"
_NUMERAL = re.compile(r"\d[\d,.]*(?:[万亿]?元|%)?")
_EDGES = " ,，。?？的了是主要"


def unstated(evidence: Evidence, reading: Reading, view: DocView) -> Draft:
    """What is answered where the text states no cause of the change that is asked about."""
    asked = evidence.asked(reading, view)
    stated = others(reading, view, asked)
    if (draft := _not_so(evidence, reading, view)) is not None:
        return draft
    names = {"who": who(view.disclosure), "year": view.disclosure.year}
    text = phrase("causes", "unstated", **names, said=_NUMERAL.sub("", _without_why(reading)))
    if stated:
        lines = "、".join(f"“{cause.subject}{compared(cause)}”" for cause in stated)
        text += phrase("causes", "stated", lines=lines)
    options = [f"{names['who']}{names['year']}年{c.subject}{compared(c)}的原因是什么？" for c in stated]
    item = next((unit.text for unit in asked.named if unit.text in item_said(reading)), "")
    if item:
        options.append(f"{names['who']}{names['year']}年{item}是多少？")
    return Draft(Status.REFUSED, text, options=tuple(options))


def _not_so(evidence: Evidence, reading: Reading, view: DocView) -> Draft | None:
    """The figures, where they show that what the question asks the cause of is not so."""
    base = asked_base(reading, view)
    if base is None and _NONE in reading.content:
        return _there_is(evidence, reading, view)
    if base is None or asked_direction(reading.content) is None or not item_said(reading):
        return None
    content = _without_why(reading)
    if base is Base.BUDGET and "预算" not in content:
        return None
    if base is Base.LAST_YEAR and (flat := unchanged(evidence, reading, view)) is not None:
        return replace(flat, text=phrase("causes", "not_so") + flat.text)
    supposed = replace(reading, content=content, question=content, intent=Intent.LOOKUP, counted=None)
    if base is Base.LAST_YEAR:
        supposed = replace(supposed, intent=Intent.CHANGE)
    draft = affirm.yes_or_no(evidence, supposed, view)
    told = draft.status is Status.ANSWERED and draft.boolean is False
    if not told or not _of_item(evidence.asked(reading, view), draft):
        return None
    text = draft.text
    for word in ("no", "not_over"):
        text = text.removeprefix(phrase("affirm", word))
    return replace(draft, text=phrase("causes", "not_so") + text, boolean=None)


def _of_item(asked: Asked, draft: Draft) -> bool:
    """True where the first figure is of the very item that is asked about, not of a larger one."""
    names = [key for unit in asked.named for key in (unit.text, *unit.keys)]
    hit = draft.evidence[0] if draft.evidence else None
    if not isinstance(hit, SentenceHit) or hit.figure is None:
        return hit is not None
    return any(same_item(name, subject_of(plain_text(hit.figure.subject or ""))) for name in names)


def _there_is(evidence: Evidence, reading: Reading, view: DocView) -> Draft | None:
    """The figure of what the question takes for not there (为什么没有…支出)."""
    content = _without_why(reading).replace(_NONE, "", 1)
    found = evidence.figures(replace(reading, content=content, intent=Intent.LOOKUP, counted="money"), view)
    if found.figure is None or not compute.value_of(found.figure):
        return None
    writer = Writer()
    said = next((unit.text for unit in found.asked.named), "")
    names = {
        "who": who(view.disclosure),
        "year": view.disclosure.year,
        "item": said or item_of(found.figure, view),
    }
    figure = {"figure": figure_text(found.figure), "mark": writer.mark(found.figure)}
    lead = phrase("causes", "not_so")
    return writer.draft(Status.ANSWERED, lead + phrase("affirm", "some", **names, **figure))


def _without_why(reading: Reading) -> str:
    content = reading.content
    for word in sorted(load_vocabulary().intents["reason"], key=lambda w: (-len(w), w)):
        content = content.replace(word, "")
    return content.strip(_EDGES)
