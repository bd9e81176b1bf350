"""How much more or less: printed rates and changes, differences to the budget, gaps between two figures."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from index.types import Direction, Measure
from qa import compute
from qa.composing.computing.unchanged import unchanged
from qa.composing.figures.budgeted import spent_and_planned
from qa.composing.figures.computed import computed
from qa.composing.figures.projects import named_project, several
from qa.composing.figures.single import figure_answer, place
from qa.composing.honesty.conflicts import conflict_of
from qa.composing.honesty.decline import not_found
from qa.composing.phrases import phrase
from qa.draft import Writer, amount_text, figure_text, item_of, wanted_value, who
from qa.finding.corpus import DocView
from qa.finding.evidence import SURE, Evidence
from qa.finding.projects import Amount
from qa.money import shortest
from qa.types import CellHit, Draft, Facet, Hit, Intent, Reading, SentenceHit, Status

_CHANGES = frozenset({Intent.CHANGE, Intent.CHANGE_RATE})
_THAN_BUDGET = re.compile("比(?:年初|全年|调整)?预算")
_FAMILY = 4  # characters that an item and its parts begin with: 公务用车


def rate(evidence: Evidence, reading: Reading, view: DocView) -> Draft:
    """A printed rate or change (execution, share, growth); computed where none is printed."""
    if reading.intent in _CHANGES and (flat := unchanged(evidence, reading, view)):
        return flat
    found = evidence.figures(reading, view)
    best = found.best
    if best is None and reading.intent is Intent.EXECUTION:
        project = named_project(view, reading.content)
        printed = project.rate() if project else None
        best = CellHit(printed, 1.0, ("project",)) if printed else None
    if best is None:
        return _computed_rate(evidence, reading, view)
    if (draft := several(reading, found)) is not None:
        return draft
    base = one(evidence, reading, view, None) if reading.intent in _CHANGES else None
    conflict = conflict_of(view, best, reading) or (conflict_of(view, base, reading) if base else None)
    if conflict is not None:
        return conflict
    if reading.intent in _CHANGES and isinstance(best, SentenceHit):
        return change_told(reading, view, best)
    return figure_answer(reading, found, best)


def change_told(reading: Reading, view: DocView, hit: SentenceHit, name: str = "change") -> Draft:
    """A printed change or rate of change, with its direction and place."""
    writer = Writer()
    value, unit = wanted_value(hit, reading)
    direction = hit.figure.direction if hit.figure else None
    names = {
        "who": who(view.disclosure),
        "year": view.disclosure.year,
        "item": item_of(hit),
        "mark": writer.mark(hit),
    }
    if direction is Direction.FLAT or (direction is None and value == 0):
        direction, text = Direction.FLAT, phrase("compute", "flat", **names)
    else:
        word = direction.value if direction else "变动"
        text = phrase("compute", name, **names, direction=word, figure=figure_text(hit))
    draft = writer.draft(Status.ANSWERED, text + place(hit), value=value, unit=unit)
    return replace(draft, direction=direction)


def _computed_rate(evidence: Evidence, reading: Reading, view: DocView) -> Draft:
    if reading.intent is Intent.EXECUTION:
        pair = spent_and_planned(evidence, reading, view)
        if pair and compute.value_of(pair[1]):
            result = compute.share(*pair, reading.decimals)
            return computed("execution", view, result, item=item_of(pair[0], view))
    if reading.intent in _CHANGES and (draft := _change_of_part(evidence, reading, view)):
        return draft
    return not_found(evidence, reading, view)


def _change_of_part(evidence: Evidence, reading: Reading, view: DocView) -> Draft | None:
    """The change of the only part of an item for which one is printed, told as the change of that part."""
    keys = {key for unit in evidence.asked(reading, view).named for key in unit.keys}
    heads = {key[:_FAMILY] for key in keys if len(key) > _FAMILY}
    wanted = Measure.CHANGE if reading.intent is Intent.CHANGE else Measure.CHANGE_RATE
    parts = [
        SentenceHit(clause.sentence, 1.0, clause.figure, clause.figure.measure)
        for clause in view.clauses
        if clause.figure.measure is wanted
        and clause.figure.value
        and clause.subject[:_FAMILY] in heads
        and clause.figure.direction is not None
        and not _THAN_BUDGET.search(clause.before)
    ]
    if len({item_of(part) for part in parts}) != 1 or len({compute.value_of(part) for part in parts}) != 1:
        return None
    hit, writer = parts[0], Writer()
    value, unit = wanted_value(hit, reading)
    text = phrase(
        "compute",
        "change_of_part",
        who=who(view.disclosure),
        year=view.disclosure.year,
        item=min(keys, key=lambda key: (len(key), key)),
        part=item_of(hit),
        direction=hit.figure.direction.value if hit.figure and hit.figure.direction else "",
        figure=figure_text(hit),
        mark=writer.mark(hit),
    )
    return writer.draft(Status.ANSWERED, text + place(hit), value=value, unit=unit)


def one(evidence: Evidence, reading: Reading, view: DocView, facet: Facet | None) -> Hit | None:
    plain_reading = replace(reading, intent=Intent.LOOKUP, facet=facet, counted="money")
    return evidence.figures(plain_reading, view).figure


def less_than_budget(evidence: Evidence, reading: Reading, view: DocView) -> Draft:
    """Budget minus final of one measure, or the other way round where more was spent."""
    if (project := named_project(view, reading.content)) is not None:
        cells = [project.total(amount) for amount in (Amount.PLANNED, Amount.SPENT)]
        planned, spent = (CellHit(cell, 1.0, ("project",)) if cell else None for cell in cells)
        if planned and spent:
            return gap(view, item_of(planned, view), planned, item_of(spent, view), spent, reading)
    pair = spent_and_planned(evidence, reading, view)
    if pair is None:
        return _against_budget(evidence, reading, view)
    final, budget = pair
    return gap(view, f"{item_of(budget)}预算", budget, "决算", final, reading)


def _against_budget(evidence: Evidence, reading: Reading, view: DocView) -> Draft:
    """The gap to the budget as the text prints it (比年初预算减少…), where the budget is not printed."""
    found = evidence.figures(replace(reading, intent=Intent.CHANGE, facet=None), view)
    for hit in found.hits:
        told = isinstance(hit, SentenceHit) and hit.figure and hit.score >= SURE and hit.figure.direction
        if told and isinstance(hit, SentenceHit) and hit.figure:
            start = max(hit.sentence.text.rfind(mark, 0, hit.figure.start) for mark in "，,；;。") + 1
            if _THAN_BUDGET.search(hit.sentence.text[start : hit.figure.start]):
                return change_told(reading, view, hit, "change_budget")
    return not_found(evidence, reading, view)


def gap(
    view: DocView, left: str, a: Hit, right: str, b: Hit, reading: Reading, *, named: bool = False
) -> Draft:
    """The difference of two figures, stated as more or less; `named` where `left` names the department."""
    writer = Writer()
    result = compute.in_unit(compute.difference(a, b), reading.unit)
    whose = "" if named else f"{who(view.disclosure)}{view.disclosure.year}年度"
    names = {"whose": whose, "left": left, "right": right, "marks": writer.marks((a, b))}
    if result.value == 0:
        text = phrase("compute", "equal", **names, figure=figure_text(a))
        draft = writer.draft(
            Status.ANSWERED, text, value=Decimal(0), unit=result.unit, formula=result.formula
        )
        return replace(draft, direction=Direction.FLAT)
    value = writer.derived(shortest(abs(result.value)))
    text = phrase(
        "compute",
        "difference",
        **names,
        more="多" if result.value > 0 else "少",
        figure=amount_text(value, result.unit),
        formula=result.formula,
    )
    writer.derived(result.value)
    draft = writer.draft(Status.ANSWERED, text, value=value, unit=result.unit, formula=result.formula)
    return replace(draft, direction=Direction.UP if result.value > 0 else Direction.DOWN)
