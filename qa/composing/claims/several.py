"""Several figures in one claim (接待了14批126人), or one claim of several years: all of them have to hold."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from qa.composing.claims.each import together
from qa.composing.telling.propositions import stated_value
from qa.finding.corpus import DocView
from qa.finding.evidence import Evidence
from qa.types import Draft, Intent, Reading
from qa.understanding.claims import statement
from qa.understanding.normalise import fold
from qa.verifying.numerals import fact_numerals

_JOINTS = " ,，、；;和与及共计是为了"
_MOST = 6
_NOT_CLAIMS = re.compile("合计|加起来|之和|差|占|倍|比|还是|到|至|每|平均")


def several_stated(evidence: Evidence, reading: Reading, view: DocView) -> Draft | None:
    """Yes where every figure that the question states is the printed one, no where one is not, each with what
    is printed. None where it states fewer than two, or one of them is of nothing that is printed."""
    text = reading.content
    numerals = list(fact_numerals(text))
    if not 1 < len(numerals) <= _MOST or _NOT_CLAIMS.search(text) or reading.intent is not Intent.LOOKUP:
        return None
    drafts, head, end = [], "", 0
    for numeral, following in zip(numerals, [*numerals[1:], None], strict=True):
        own = text[end : numeral.start].strip(_JOINTS)
        end = numeral.end
        behind = text[end : following.start] if following else text[end:]
        if own and evidence.asked(replace(reading, content=own), view).named:
            head = own
        elif own and head:
            own = head
        content = f"{own or head}{numeral.text}{'' if following else behind}"
        part = stated_value(
            evidence, replace(reading, content=content, question=content, threshold=None), view
        )
        if part is None or part.boolean is None:
            return part if head else None
        drafts.append(part)
    return together(drafts)


def over_years_stated(evidence: Evidence, reading: Reading, views: Sequence[DocView]) -> Draft | None:
    """One figure or limit that is claimed of several years (2022年和2023年都超过40万): each is tested."""
    text = statement(reading.content)
    if "都" not in fold(reading.question) or len(list(fact_numerals(text))) != 1 or len(views) > _MOST:
        return None
    own = replace(reading, content=text.replace("都", ""), threshold=None, intent=Intent.LOOKUP, across=None)
    drafts = [stated_value(evidence, own, view) for view in views]
    told = [draft for draft in drafts if draft is not None and draft.boolean is not None]
    return together(told) if len(told) == len(views) else None
