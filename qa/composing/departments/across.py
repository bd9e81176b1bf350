"""One measure over several disclosures: ranked, filtered, added, subtracted, averaged over people."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from index.types import Disclosure, Kind
from qa import compute
from qa.composing.computing import averages, named_items
from qa.composing.computing.averages import average_of
from qa.composing.computing.changes import gap
from qa.composing.computing.ordering import (
    Entry,
    Wanted,
    cite_all,
    first_few,
    ordered,
    same_kind,
    several,
    wanted_of,
)
from qa.composing.departments.across_shares import shares_over
from qa.composing.departments.common_unit import conversions, in_one_unit
from qa.composing.departments.gathering import Gathered, gathered
from qa.composing.departments.means import mean_over
from qa.composing.departments.other_totals import with_other_total
from qa.composing.figures.single import look_up
from qa.composing.honesty.conflicts import conflict_of
from qa.composing.honesty.decline import not_found
from qa.composing.operations import says
from qa.composing.phrases import phrase
from qa.draft import Writer, amount_text, figure_text, item_of, who
from qa.finding.corpus import DocView
from qa.finding.evidence import Evidence
from qa.money import convert, shortest
from qa.types import CellHit, Draft, Facet, Hit, Intent, Reading, Status
from qa.understanding import wording
from qa.understanding.normalise import fold

_PAIR = 2
_MORE_THAN = re.compile("[比较].{2,40}?(?P<way>多|高|大|少|低|小)(?!少)")
_MORE = frozenset({"多", "高", "大"})
_SMALL = "元"
_LISTED = 12  # so many departments are told one by one; of more the first ten, and a table holds all


def averages_over(reading: Reading) -> bool:
    """True where an average of each disclosure is asked for, of two figures rather than one."""
    return averages.asks(reading.content)


def over_departments(
    evidence: Evidence, reading: Reading, disclosures: Sequence[Disclosure], found: Gathered | None = None
) -> Draft:
    """One measure over several disclosures: in order, with the difference of two, their sum, or a limit.

    `found` holds what was gathered of them already.
    """
    if (shares := _shares(evidence, reading, disclosures)) is not None:
        return shares
    if averages_over(reading):
        return _averages(evidence, reading, [evidence.corpus.view(doc.doc_id) for doc in disclosures])
    found = found or gathered(evidence, reading, disclosures)
    rows, without = found.rows, found.without
    if len(rows) < _PAIR:
        first = rows[0][0].disclosure if rows else disclosures[0]
        alone = evidence.corpus.view(first.doc_id)
        return look_up(evidence, reading, alone) if rows else not_found(evidence, reading, alone)
    if len(rows) == _PAIR and (verdict := _verdict(rows, reading)) is not None:
        return verdict
    if reading.intent is Intent.AVERAGE and (mean := mean_over(rows, reading)) is not None:
        return _with_notes(mean, rows, reading, without)
    if reading.threshold is None and _adds(evidence, reading, rows[0][0]):
        return _sum_over(rows, reading, without)
    if reading.across is Intent.DIFFERENCE and len(rows) == _PAIR and reading.threshold is None:
        return _gap_over(rows, reading)
    # The unit of a limit (超过21万元) is not the one to answer in.
    asked_unit = None if reading.threshold else reading.unit
    entries = in_one_unit([_entry(view, hit) for view, hit in rows], asked_unit)
    wanted = wanted_of(reading)
    compares = reading.across in {Intent.RANK, Intent.COMPARE, Intent.DIFFERENCE} or wanted.threshold
    superlative = bool(compares) or says(reading.content, "ranking", "most", "least", "order")
    wanted = replace(wanted, superlative=superlative, all_cited=len(entries) > _LISTED)
    draft = ordered(same_kind(entries), wanted, _item(evidence, reading, rows), "", reading)
    draft = replace(draft, formula=draft.formula or conversions(entries, draft.text))
    return _with_notes(draft, rows, reading, without)


def _adds(evidence: Evidence, reading: Reading, view: DocView) -> bool:
    """True where a word outside the names of measures adds up: 本年收入合计 itself does not."""
    text = reading.content
    for unit in evidence.asked(reading, view).named:
        text = text.replace(unit.text, " ") if unit.how == "label" else text
    return reading.across is Intent.SUM and wording.across(text) is Intent.SUM


def _verdict(rows: Sequence[tuple[DocView, Hit]], reading: Reading) -> Draft | None:
    """Yes or no where the question sets the first department above or below the second (A比B多吗)."""
    asks = _MORE_THAN.search(reading.question)
    if asks is None or not wording.yes_no(fold(reading.question)):
        return None
    (left, a), (right, b) = rows
    first, second = compute.value_of(a) or Decimal(0), compute.value_of(b) or Decimal(0)
    second = convert(second, compute.unit_of(b), compute.unit_of(a))
    more = asks["way"] in _MORE
    holds = first > second if more else first < second
    writer = Writer()
    text = phrase(
        "across",
        "verdict_equal" if first == second else "verdict_yes" if holds else "verdict_no",
        item=item_of(a, left),
        left=_name(left),
        a=figure_text(a),
        right=_name(right),
        b=figure_text(b),
        marks=writer.marks((a, b)),
    )
    return _with_notes(writer.draft(Status.ANSWERED, text, boolean=holds), rows, reading, ())


def _name(view: DocView) -> str:
    budget = phrase("across", "budget") if view.disclosure.kind is Kind.BUDGET else ""
    return f"{who(view.disclosure)}（{view.disclosure.year}年度{budget}）"


def _entry(view: DocView, hit: Hit) -> Entry:
    value = compute.value_of(hit) or Decimal(0)
    return Entry(_name(view), value, compute.unit_of(hit), figure_text(hit), (hit,))


def _item(evidence: Evidence, reading: Reading, rows: Sequence[tuple[DocView, Hit]]) -> str:
    """What is compared: the common name of the figures, else the words of the question."""
    names = {item_of(hit, view) for view, hit in rows}
    if len(names) == 1 and "" not in names:
        return names.pop()
    named = evidence.asked(reading, rows[0][0]).named
    longest = max(named, key=lambda unit: len(unit.text), default=None)
    if longest is None:
        return item_of(rows[0][1])
    return longest.keys[0] if longest.how == "word" else longest.text  # 公务用车保有量, not 谁的车多


def _averages(evidence: Evidence, reading: Reading, views: Sequence[DocView]) -> Draft:
    """An average for every department that prints both the amount and the count, in order."""
    entries: list[Entry] = []
    rows: list[tuple[DocView, Hit]] = []
    results = [(view, average_of(evidence, reading, view)) for view in views]
    if len({found.unit for _, found in results if found}) > 1:
        reading = replace(reading, unit=_SMALL)  # rounded 万元 would make different averages alike
        results = [(view, average_of(evidence, reading, view)) for view in views]
    for view, found in results:
        if found is not None:
            value = shortest(found.value)
            figure = phrase(
                "across", "computed", figure=amount_text(value, found.unit), formula=found.formula
            )
            entries.append(Entry(_name(view), value, found.unit, figure, found.operands))
            rows.append((view, found.operands[0]))
    if not entries:
        return not_found(evidence, reading, views[0])
    item = phrase(
        "across", "average_of", item=averages.item_words(evidence, reading, rows[0][0]) or item_of(rows[0][1])
    )
    # Told in order, the first first: what is computed is not set against printed figures by a superlative.
    wanted = replace(wanted_of(reading), superlative=False)
    draft = ordered(same_kind(entries), wanted, item, "", reading)
    values = tuple(number for entry in entries for number in (entry.value,))
    draft = replace(draft, derived=(*draft.derived, *values, *_numbers_of(entries)))
    have = {view.disclosure.doc_id for view, _ in rows}
    without = [view.disclosure for view in views if view.disclosure.doc_id not in have]
    return _with_notes(draft, rows, reading, without)


def _numbers_of(entries: Sequence[Entry]) -> tuple[Decimal, ...]:
    """The operands as the formulas show them, converted to the unit that was asked for."""
    found = []
    for entry in entries:
        for hit in entry.hits:
            value = compute.value_of(hit)
            if value is not None:
                found.append(convert(value, compute.unit_of(hit), entry.unit))
    return tuple(found)


def _with_notes(
    draft: Draft,
    rows: Sequence[tuple[DocView, Hit]],
    reading: Reading,
    without: Sequence[Disclosure],
) -> Draft:
    """The draft with what has to be said of its figures, and whose are missing."""
    writer = Writer()
    text = draft.text + _caveats(rows, reading, writer)
    if without:
        text += phrase("across", "none", who=_few([who(disclosure) for disclosure in without], writer))
    return replace(draft, text=text, derived=(*draft.derived, *writer.numbers))


def _few(names: Sequence[str], writer: Writer) -> str:
    """The names; of many the first few and their number."""
    return several(names, writer) if len(names) > _LISTED else "、".join(names)


def _gap_over(rows: Sequence[tuple[DocView, Hit]], reading: Reading) -> Draft:
    (left, a), (right, b) = rows
    draft = gap(left, f"{_name(left)}的{item_of(a, left)}", a, f"{_name(right)}", b, reading, named=True)
    return _with_notes(draft, rows, reading, ())


def _sum_over(rows: Sequence[tuple[DocView, Hit]], reading: Reading, without: Sequence[Disclosure]) -> Draft:
    writer = Writer()
    result = compute.in_unit(compute.total([hit for _, hit in rows]), reading.unit)
    value = writer.derived(shortest(result.value))
    if len(rows) > _LISTED:
        text = _long_sum(writer, rows, amount_text(value, result.unit))
        draft = writer.draft(Status.ANSWERED, text, value=value, unit=result.unit, formula=result.formula)
        return _with_notes(draft, rows, reading, without)
    lines = "；".join(
        phrase("across", "line", name=_name(view), figure=figure_text(hit), mark=writer.mark(hit))
        for view, hit in rows
    )
    text = phrase(
        "across",
        "sum" if _several_bodies(rows) else "sum_years",
        n=writer.derived(Decimal(len(rows))),
        item=item_of(rows[0][1], rows[0][0]),
        figure=amount_text(value, result.unit),
        formula=result.formula,
        lines=lines,
    )
    draft = writer.draft(Status.ANSWERED, text, value=value, unit=result.unit, formula=result.formula)
    return with_other_total(_with_notes(draft, rows, reading, without), rows, reading)


def _shares(evidence: Evidence, reading: Reading, disclosures: Sequence[Disclosure]) -> Draft | None:
    """What each is of all of them together, or each department's own share; None where none is asked for."""
    if (figures := named_items.without_shares(reading)) is not None:
        rows = gathered(evidence, figures, disclosures).rows
        names = [_name(view) + item_of(hit, view) for view, hit in rows]
        shares = named_items.shares_of_total(names, [hit for _, hit in rows], reading, "")
        return shares or over_departments(evidence, figures, disclosures)
    if reading.intent is not Intent.SHARE:
        return None
    views = [evidence.corpus.view(doc.doc_id) for doc in disclosures]
    return shares_over(evidence, reading, views) or not_found(evidence, reading, views[0])


def _several_bodies(rows: Sequence[tuple[DocView, Hit]]) -> bool:
    return len({who(view.disclosure) for view, _ in rows}) > 1


def _long_sum(writer: Writer, rows: Sequence[tuple[DocView, Hit]], figure: str) -> str:
    """The sum over many departments with the largest of them; its sentence rests on all that is cited."""
    wanted = Wanted(all_cited=True)
    entries = [_entry(view, hit) for view, hit in rows]
    unit = entries[0].unit
    entries.sort(key=lambda entry: convert(entry.value, entry.unit, unit), reverse=True)
    n, item = writer.derived(Decimal(len(rows))), item_of(rows[0][1], rows[0][0])
    text = phrase("across_many", "sum", n=n, item=item, figure=figure)
    text += first_few(writer, entries, wanted, item, "", "head")
    cite_all(writer, entries, wanted)
    return text


def _caveats(rows: Sequence[tuple[DocView, Hit]], reading: Reading, writer: Writer) -> str:
    """Different years, different forms and disputed figures are pointed out, never silently mixed."""
    said = ""
    if len({view.disclosure.year for view, _ in rows}) > 1:
        said += phrase("across", "years_differ")
    planned = [view for view, _ in rows if view.disclosure.kind is Kind.BUDGET]
    if reading.facet in {Facet.BUDGET, Facet.FULL_BUDGET}:
        said += phrase("across", "both_planned")
    elif 0 < len(planned) < len(rows):
        said += phrase("across", "planned_and_spent", planned=_few([_name(view) for view in planned], writer))
    forms = {hit.cell.table_title if isinstance(hit, CellHit) else "情况说明" for _, hit in rows}
    keys = {hit.cell.form if isinstance(hit, CellHit) else None for _, hit in rows}
    if len(keys) > 1:
        said += phrase("across", "scopes_differ", forms="、".join(sorted(forms)))
    disputed = [view for view, hit in rows if conflict_of(view, hit, reading) is not None]
    if disputed:
        said += phrase("across", "disputed", who=_few([_name(view) for view in disputed], writer))
    return said
