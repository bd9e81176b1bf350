"""Several figures that a question wants one by one (分别, 各是多少): a list of them, never their sum."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from index.types import Kind
from qa import compute
from qa.composing.computing.parts import repeats
from qa.composing.computing.sums import side_by_side
from qa.composing.figures.budgeted import spent_and_planned
from qa.composing.phrases import phrase
from qa.draft import Writer, amount_text, figure_text, item_of, who
from qa.finding.corpus import DocView
from qa.finding.evidence import Evidence
from qa.money import shortest
from qa.types import Draft, Hit, Intent, Reading, Status
from qa.understanding import wording
from qa.understanding.asked import Asked

_SEPARATELY = re.compile("分别|依次|各自|各(?=是|为|有|多少|花|用|支出|占?多|达)|respectively")
_JOINS = re.compile("以及|还有|[和与及、跟]")
_SUMMED = re.compile("(?:合计|总计|总额|总和)$")
_OF = "的"
_ENDS = re.compile("[,，。;；?？]|为什么|为何")
_PAIR = 2
_MONEY = "money"


def asks_separately(text: str) -> bool:
    """True where the words want a figure for each thing rather than one for all."""
    return _SEPARATELY.search(text) is not None


def names_several(text: str, asked: Asked) -> bool:
    """True where the words want a figure for each of several things that they name."""
    return asks_separately(text) and len(things(text, asked)) >= _PAIR


def names_totals(asked: Asked) -> bool:
    """True where every measure named is a total by its own label (A合计和B合计): 合计 adds nothing there,
    unless another word adds them (A合计和B合计一共)."""
    labels = [unit for unit in asked.named if unit.how == "label" or _SUMMED.search(unit.text)]
    rest = asked.content
    for unit in labels:
        rest = rest.replace(unit.text, " ")
    if wording.across(rest) is Intent.SUM:
        return False
    totals = [unit for unit in labels if _SUMMED.search(unit.text)]
    return len(totals) >= _PAIR and len(totals) == len(labels)


def separately(evidence: Evidence, reading: Reading, view: DocView) -> Draft | None:
    """A figure for each thing that the question names, with the names of what is missing; None where it
    does not want them one by one, or names one thing alone."""
    asked = evidence.asked(reading, view)
    plain_one = reading.intent in {Intent.LOOKUP, Intent.LIST}
    if not plain_one or not (asks_separately(reading.content) or names_totals(asked)):
        return None
    if (pair := _planned_and_spent(evidence, reading, view)) is not None:
        return pair
    said = things(reading.content, asked)
    if len(said) < _PAIR:
        return None
    found = [figure_of(evidence, reading, view, each) for each in said]
    known = [hit for hit in found if hit is not None]
    if len(known) < len(said) or repeats(known):
        beside = side_by_side(evidence, replace(reading, across=None), view)
        return beside or (None if not known or repeats(known) else listed(reading, view, said, found))
    return listed(reading, view, said, found)


def things(content: str, asked: Asked) -> list[str]:
    """What is named one after the other; what stands before the first or after the last belongs to all."""
    mark = _SEPARATELY.search(content)
    end = _ENDS.search(content)
    stop = min(mark.start() if mark else len(content), end.start() if end else len(content))
    labels = [unit for unit in asked.named if unit.how == "label" and unit.end <= stop]
    text = content[:stop].strip(" 的,，")
    joins = [
        match.span()
        for match in _JOINS.finditer(text)
        if not any(unit.start < match.end() and match.start() < unit.end for unit in labels)
    ]
    edges = [0, *(edge for join in joins for edge in join), len(text)]
    parts = [text[a:b].strip(" 的,，") for a, b in zip(edges[::2], edges[1::2], strict=True)]
    parts = [part for part in parts if part]
    return _with_shared(parts, [unit.text for unit in labels])


def _with_shared(parts: Sequence[str], labels: Sequence[str]) -> list[str]:
    """小学教育的基本支出和项目支出, 小学教育和初中教育的项目支出: both parts are of what is said once."""
    if len(parts) < _PAIR:
        return list(parts)
    head, *_ = parts[0].rpartition(_OF)
    if head and any(label in head for label in labels) and not any(_OF in part for part in parts[1:]):
        return [parts[0], *(f"{head}{_OF}{part}" for part in parts[1:])]
    before, of, tail = parts[-1].partition(_OF)
    if of and any(label in before for label in labels) and not any(_OF in part for part in parts[:-1]):
        return [*(f"{part}{_OF}{tail}" for part in parts[:-1]), parts[-1]]
    return list(parts)


def figure_of(evidence: Evidence, reading: Reading, view: DocView, said: str) -> Hit | None:
    """The figure of one of the things named, None where it is not printed."""
    own = replace(
        reading,
        content=said,
        intent=Intent.LOOKUP,
        across=None,
        facet=wording.facet(said),
        counted=wording.counted(said) or (_MONEY if reading.counted == _MONEY else None),
    )
    found = evidence.figures(own, view)
    return found.figure or found.best


def _planned_and_spent(evidence: Evidence, reading: Reading, view: DocView) -> Draft | None:
    """Budget and final figure of one item, where these two are what is asked for."""
    names = "(?:年初|全年|调整)?预算数?", "(?:支出)?决算数?"
    both = re.search(f"{names[0]}[和与、及跟]{names[1]}|{names[1]}[和与、及跟]{names[0]}", reading.content)
    if both is None:
        return None
    facet = wording.facet(reading.content[: both.end()])
    item = replace(reading, content=reading.content[: both.start()].rstrip("的 "), facet=None, across=None)
    pair = spent_and_planned(evidence, item, view) if facet is not None else None
    if pair is None:
        return None
    writer = Writer()
    words = phrase("separate", "planned"), phrase("separate", "spent")
    lines = "，".join(
        phrase("separate", "line", item=word, figure=_told(writer, hit, reading), mark=writer.mark(hit))
        for word, hit in zip(words, reversed(pair), strict=True)
    )
    names_of = {"who": who(view.disclosure), "year": view.disclosure.year, "item": item_of(pair[0], view)}
    return writer.draft(Status.ANSWERED, phrase("separate", "both", **names_of, lines=lines))


def _told(writer: Writer, hit: Hit, reading: Reading) -> str:
    """The figure in the unit that is asked for; of a blank cell that it is blank."""
    if compute.value_of(hit) is None:
        return phrase("separate", "blank")
    converted = compute.as_computed(hit, reading.unit)
    if converted is None:
        return figure_text(hit)
    return amount_text(writer.derived(shortest(converted.value)), converted.unit)


def listed(reading: Reading, view: DocView, said: Sequence[str], found: Sequence[Hit | None]) -> Draft:
    """The figures one after the other, and by name what is not printed."""
    writer = Writer()
    lines = "，".join(
        phrase(
            "separate",
            "line",
            item=_name(each, hit, view),
            figure=_told(writer, hit, reading),
            mark=writer.mark(hit),
        )
        for each, hit in zip(said, found, strict=True)
        if hit is not None
    )
    names = {"who": who(view.disclosure), "year": view.disclosure.year}
    text = phrase("projects", "several", **names, lines=lines)
    missing = "、".join(f"“{each}”" for each, hit in zip(said, found, strict=True) if hit is None)
    text += phrase("separate", "missing", items=missing) if missing else ""
    if view.disclosure.kind is Kind.BUDGET:
        text += phrase("lookup", "budget_document", year=view.disclosure.year)
    return writer.draft(Status.ANSWERED, text)


def _name(said: str, hit: Hit, view: DocView) -> str:
    """The item as it is printed; with its column in the words of the question (小学教育的项目支出)."""
    return said if _OF in said or not item_of(hit, view) else item_of(hit, view)
