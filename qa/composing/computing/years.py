"""The figure of the year before: printed in this disclosure, or worked back from the printed change."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from index.types import Direction, Kind, Measure
from qa import compute
from qa.composing.computing.changes import change_told, one
from qa.composing.figures.computed import computed
from qa.composing.figures.single import place
from qa.composing.honesty.conflicts import conflict_of
from qa.composing.honesty.decline import not_found
from qa.composing.operations import operation_words, says
from qa.composing.phrases import phrase
from qa.draft import Writer, amount_text, figure_text, item_of, same_item, who
from qa.finding.corpus import DocView
from qa.finding.evidence import SURE, Evidence, Found
from qa.finding.own import is_of
from qa.money import convert, is_money, shortest
from qa.types import CellHit, Computed, Draft, Facet, Hit, Intent, Reading, SentenceHit, Status
from qa.understanding.asked import Asked

_THAN_BUDGET = re.compile("[比较与][^，,；;。]{0,8}预算")
_NEAR_BEFORE = 24  # characters before a change that say what it is compared with
_PER_CENT = "%"
_TEXT_STEP, _TEXT_UNIT = Decimal("0.01"), "万元"
_LEAST_GAP = Decimal("0.01")  # percentage points by which two roundings may differ
_RATES = frozenset({Measure.CHANGE, Measure.CHANGE_RATE, Measure.SHARE, Measure.EXECUTION})


def prior(evidence: Evidence, reading: Reading, view: DocView) -> Draft:
    """The figure of the year before, worked back from the printed change of the very same item."""
    planned = reading.facet in {Facet.BUDGET, Facet.FULL_BUDGET}
    if planned and view.disclosure.kind is not Kind.BUDGET:
        return not_found(evidence, reading, view)
    now = one(evidence, reading, view, None)
    found = evidence.figures(replace(reading, intent=Intent.CHANGE, counted="money", facet=None), view)
    change = next(
        (hit for hit in found.hits if now is not None and _is_change_of(now, hit, found.asked)), None
    )
    if now is None or not isinstance(change, SentenceHit) or change.figure is None:
        return not_found(evidence, reading, view)
    words = {"item": item_of(now) or item_of(change), "before": view.disclosure.year - 1}
    direction = change.figure.direction
    if direction is Direction.FLAT or not change.figure.value:
        return _unchanged(now, change, view, words)
    if direction is None:
        return not_found(evidence, reading, view)
    result = compute.in_unit(compute.before_change(now, change, direction is Direction.UP), reading.unit)
    draft = computed("prior", view, result, direction=direction.value, **words)
    disputed = phrase("compute", "prior_disputed", items=words["item"]) if conflict_of(view, now) else ""
    return replace(draft, text=draft.text + disputed)


def _is_change_of(now: Hit, hit: Hit, asked: Asked) -> bool:
    """True for a change over the year before that is of the same item: by name, or beside the same figure."""
    if not isinstance(hit, SentenceHit) or hit.figure is None or hit.score < SURE:
        return False
    before = hit.sentence.text[: hit.figure.start]
    if _THAN_BUDGET.search(before[-_NEAR_BEFORE:]):
        return False
    beside = any(
        figure.value == compute.value_of(now) and figure.start < hit.figure.start
        for figure in hit.sentence.figures
    )
    return beside or same_item(now, hit) or any(is_of(now, unit) and is_of(hit, unit) for unit in asked.named)


def _unchanged(now: Hit, change: SentenceHit, view: DocView, words: Mapping[str, object]) -> Draft:
    """The same figure as this year's, where the text says that nothing changed."""
    writer = Writer()
    text = phrase(
        "compute",
        "prior_flat",
        who=who(view.disclosure),
        year=view.disclosure.year,
        figure=figure_text(now),
        marks=writer.marks((now, change)),
        **words,
    )
    return writer.draft(Status.ANSWERED, text, value=compute.value_of(now), unit=compute.unit_of(now))


def over_years(evidence: Evidence, reading: Reading, views: Sequence[DocView]) -> Draft | None:
    """The change of one measure between two years of one department, from both disclosures.

    None where the views are of several departments, or a year does not print the measure.
    """
    if len(views) != 2 or len({who(view.disclosure) for view in views}) > 1:
        return None
    later, earlier = sorted(views, key=lambda view: -view.disclosure.year)
    if later.disclosure.kind is not earlier.disclosure.kind:
        return None
    counted = reading.counted if reading.counted not in {None, "percent"} else "money"
    asked = replace(reading, intent=Intent.LOOKUP, across=None, counted=counted)
    now, before = _of_one_form(*(evidence.figures(asked, view) for view in (later, earlier)))
    if (
        now is None
        or before is None
        or is_money(compute.unit_of(now)) is not is_money(compute.unit_of(before))
    ):
        return None
    if reading.intent is Intent.CHANGE_RATE:
        if not compute.value_of(before):
            return None
        result = compute.growth(now, before, reading.decimals)
        printed = _printed_rate(evidence, reading, later, now)
        if printed is not None and _rounds_to(printed, result, before):
            return change_told(reading, later, printed)
    else:
        result = compute.in_unit(compute.difference(now, before), reading.unit)
    writer = Writer()
    value = writer.derived(shortest(abs(result.value)) if result.unit != "%" else abs(result.value))
    writer.derived(result.value)
    direction = Direction.UP if result.value > 0 else Direction.DOWN if result.value < 0 else Direction.FLAT
    text = phrase(
        "compute",
        "change_computed",
        who=who(later.disclosure),
        item=item_of(now),
        year=later.disclosure.year,
        before=earlier.disclosure.year,
        direction=direction.value,
        figure=amount_text(value, result.unit),
        formula=result.formula,
        marks=writer.marks((now, before)),
    )
    draft = writer.draft(Status.ANSWERED, text, value=value, unit=result.unit, formula=result.formula)
    return replace(draft, direction=direction)


def _printed_rate(evidence: Evidence, reading: Reading, view: DocView, now: Hit) -> SentenceHit | None:
    """The rate of change of the very same item that this disclosure prints itself, if it does."""
    found = evidence.figures(replace(reading, intent=Intent.CHANGE_RATE, across=None, facet=None), view)
    rates = (
        hit for hit in found.hits if isinstance(hit, SentenceHit) and _is_change_of(now, hit, found.asked)
    )
    return next((hit for hit in rates if compute.unit_of(hit) == _PER_CENT), None)


def _rounds_to(printed: SentenceHit, result: Computed, before: Hit) -> bool:
    """True where a printed rate is the computed one but for the rounding of the figures that it was made of:
    the text rounds to 0.01 万元 what the forms print in full."""
    value, base = compute.value_of(printed), compute.value_of(before)
    if value is None or not base or printed.figure is None:
        return False
    down = printed.figure.direction is Direction.DOWN
    step = (
        convert(_TEXT_STEP, _TEXT_UNIT, compute.unit_of(before)) if is_money(compute.unit_of(before)) else 1
    )
    return abs((-value if down else value) - result.value) <= _LEAST_GAP + 100 * Decimal(step) / abs(base)


def _of_one_form(later: Found, earlier: Found) -> tuple[Hit | None, Hit | None]:
    """The figure of each year, of the same form where both years have it there: a form prints in full what
    the text rounds."""
    for hit in later.hits:
        if (
            isinstance(hit, CellHit)
            and hit.cell.form
            and hit.score >= SURE
            and compute.value_of(hit) is not None
        ):
            same = (
                other
                for other in earlier.hits
                if isinstance(other, CellHit) and other.cell.form == hit.cell.form and other.score >= SURE
            )
            before = next((other for other in same if compute.value_of(other) is not None), None)
            if before is not None:
                return hit, before
            break
    return later.figure, earlier.figure


def _total_of_year(reading: Reading, view: DocView, year: int) -> SentenceHit | None:
    """The year's income or expenditure, where the question names nothing narrower; None for both."""
    sides = [word for word in operation_words("gap", "both") if word in reading.content]
    if len(sides) != 1 or says(reading.content, "gap", "narrower"):
        return None
    subjects = {form.format(sides[0]) for form in ("{}", "{}合计", "本年{}合计", "{}总计")}
    hits = [
        SentenceHit(clause.sentence, 1.0, clause.figure, clause.figure.measure)
        for clause in view.clauses
        if clause.figure.year == year and clause.subject in subjects and clause.figure.measure not in _RATES
    ]
    return hits[0] if len({compute.value_of(hit) for hit in hits}) == 1 else None


def printed_before(evidence: Evidence, reading: Reading, view: DocView) -> Draft | None:
    """The figure of the year before where this disclosure prints it (较上年决算 X 万元), or None."""
    asked = replace(reading, intent=Intent.LOOKUP, facet=None, counted=reading.counted or "money")
    before = view.disclosure.year - 1
    hit = evidence.figure_of_year(asked, view, before) or _total_of_year(reading, view, before)
    if hit is None:
        return None
    writer = Writer()
    text = phrase(
        "compute",
        "prior_printed",
        year=view.disclosure.year,
        who=who(view.disclosure),
        before=view.disclosure.year - 1,
        item=item_of(hit),
        figure=figure_text(hit),
        marks=writer.mark(hit),
    )
    return writer.draft(
        Status.ANSWERED, text + place(hit), value=compute.value_of(hit), unit=compute.unit_of(hit)
    )
