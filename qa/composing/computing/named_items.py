"""What is done with items of one disclosure that a question names one by one: which is more (水费、电费谁多),
what each is of their total (各占这几项合计多少), their mean. Every figure is cited; where one of them is not
printed the others are listed, never added up."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from qa import compute
from qa.composing.computing.changes import gap
from qa.composing.computing.ordering import Entry, Wanted, ordered
from qa.composing.computing.parts import repeats
from qa.composing.computing.separate import figure_of, listed, things
from qa.composing.phrases import phrase
from qa.draft import Writer, amount_text, figure_text, item_of, who
from qa.finding.corpus import DocView
from qa.finding.evidence import Evidence
from qa.money import is_money, rounded, shortest, shown
from qa.types import Draft, Hit, Intent, Reading, Status
from qa.understanding import wording

_WHICH = re.compile("(?:谁|哪一?[个项样笔])的?(?:花得|用得|花的|用的)?[更最]?(?:多|高|大|少|低|小)")
_SHARES = re.compile("各占这几项合计的?(?:百分之几|多少)")
_MEAN = re.compile("这几项平均(?:是|为)?多少")
_OF_BUDGET = "的预算数"
_PAIR = 2
_PLACES = 2
_PERCENT = Decimal(100)


def over_named(evidence: Evidence, reading: Reading, view: DocView) -> Draft | None:
    """The draft of what is asked of the items named; None where fewer than two are, or nothing is."""
    asks = next((p for p in (_WHICH, _SHARES, _MEAN) if p.search(reading.content)), None)
    if asks is None or reading.threshold is not None:
        return None
    match = asks.search(reading.content)
    assert match is not None
    words = reading.content[: match.start()].rstrip(" ,，、的")
    planned = words.endswith(_OF_BUDGET)
    said = things(words.removesuffix(_OF_BUDGET), evidence.asked(reading, view))
    if len(said) < _PAIR or len({wording.facet(each) for each in said}) > 1:
        return None
    plain_reading = replace(reading, intent=Intent.LOOKUP, across=None)
    if not all(evidence.asked(replace(plain_reading, content=each), view).named for each in said):
        return None
    asked = [f"{each}{_OF_BUDGET}" if planned else each for each in said]
    found = [figure_of(evidence, plain_reading, view, each) for each in asked]
    known = [hit for hit in found if hit is not None and compute.value_of(hit) is not None]
    if not known or repeats(known):
        return None
    if len(known) < len(said) or not _of_one_kind(known):
        return listed(plain_reading, view, said, found)
    draft = _done(asks, reading, view, known) or listed(plain_reading, view, said, found)
    note = phrase("named_items", "planned") if planned else ""
    return replace(draft, text=draft.text + note)


def _done(asks: re.Pattern[str], reading: Reading, view: DocView, known: Sequence[Hit]) -> Draft | None:
    if asks is _WHICH:
        return _which(replace(reading, intent=Intent.LOOKUP, across=None), view, known)
    if asks is _MEAN:
        return _mean(reading, view, known)
    whose = f"{who(view.disclosure)}{view.disclosure.year}年度"
    return shares_of_total([item_of(hit, view) for hit in known], known, reading, whose)


def _of_one_kind(hits: Sequence[Hit]) -> bool:
    units = {compute.unit_of(hit) for hit in hits}
    return len(units) == 1 or all(is_money(unit) for unit in units)


def _which(reading: Reading, view: DocView, hits: Sequence[Hit]) -> Draft:
    """Two of them by how far they are apart, more in order."""
    if len(hits) == _PAIR:
        return gap(view, item_of(hits[0], view), hits[0], item_of(hits[1], view), hits[1], reading)
    entries = [
        Entry(
            item_of(hit, view),
            compute.value_of(hit) or Decimal(0),
            compute.unit_of(hit),
            figure_text(hit),
            (hit,),
        )
        for hit in hits
    ]
    wanted = Wanted(descending=not wording.ascending(reading.content))
    among = f"{who(view.disclosure)}{view.disclosure.year}年度{phrase('named_items', 'among')}"
    return ordered(entries, wanted, phrase("ranking", "item"), among, reading)


def without_shares(reading: Reading) -> Reading | None:
    """The reading that looks up what is to be set against its total; None where that is not asked."""
    if not _SHARES.search(reading.content):
        return None
    content = _SHARES.sub("", reading.content)
    return replace(reading, content=content, intent=Intent.LOOKUP, across=None, counted=None)


def shares_of_total(names: Sequence[str], hits: Sequence[Hit], reading: Reading, whose: str) -> Draft | None:
    """What each of several figures is of their total; None where they cannot be added or come to nothing.

    `names` says what each is, `whose` whose all of them are.
    """
    known = [hit for hit in hits if compute.value_of(hit) is not None]
    if len(known) < max(_PAIR, len(hits)) or not _of_one_kind(hits) or not compute.total(hits).value:
        return None
    total = compute.total(hits)
    writer = Writer()
    terms = total.formula.partition(" = ")[0]
    places = _PLACES if reading.decimals is None else reading.decimals
    lines, formulas = [], []
    for name, hit, term in zip(names, hits, terms.split(" + "), strict=True):
        part = Decimal(term.strip("()").replace(",", ""))
        value = writer.derived(rounded(part / total.value * _PERCENT, places))
        formulas.append(f"{term} ÷ ({terms}) × 100% = {shown(value)}%")
        said = {"item": name, "figure": amount_text(value, "%"), "formula": formulas[-1]}
        lines.append(phrase("named_items", "share", **said, marks=writer.marks((hit, *hits))))
    text = phrase("named_items", "shares", whose=whose, lines="，".join(lines))
    return writer.draft(Status.ANSWERED, text, formula="；".join(formulas))


def _mean(reading: Reading, view: DocView, hits: Sequence[Hit]) -> Draft:
    total = compute.in_unit(compute.total(hits), reading.unit)
    writer = Writer()
    n = writer.derived(Decimal(len(hits)))
    places = _PLACES if reading.decimals is None else reading.decimals
    value = writer.derived(shortest(rounded(total.value / n, places)))
    terms = compute.total(hits).formula.partition(" = ")[0]
    formula = f"({terms}) ÷ {len(hits)} = {shown(value)}"
    names = {"who": who(view.disclosure), "year": view.disclosure.year}
    items = "、".join(item_of(hit, view) for hit in hits)
    figure = amount_text(value, total.unit)
    marks = writer.marks(tuple(hits))
    text = phrase("named_items", "mean", **names, items=items, figure=figure, formula=formula, marks=marks)
    return writer.draft(Status.ANSWERED, text, value=value, unit=total.unit, formula=formula)
