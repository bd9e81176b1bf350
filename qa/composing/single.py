"""Answers about one figure of one disclosure: look-up, rates, changes, and what follows from them."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from index.forms.amounts import parse_amount
from index.types import Blank, Direction, Measure
from qa import compute
from qa.composing.conflicts import conflict_of
from qa.composing.decline import no_code, not_found
from qa.composing.phrases import phrase
from qa.composing.projects import project_figure, several
from qa.composing.trust import remarks
from qa.draft import Writer, amount_text, figure_text, item_of, quote, same_item, wanted_value, who
from qa.finding.corpus import DocView
from qa.finding.evidence import SURE, Evidence, Found
from qa.finding.match_cells import named_tables
from qa.money import shortest
from qa.types import CellHit, Computed, Draft, Facet, Hit, Intent, Reading, SentenceHit, Status

_CHANGES = frozenset({Intent.CHANGE, Intent.CHANGE_RATE})
_TABLE = re.compile("(?:自评|评分|计分|绩效)表(?!.{0,8}(?:和|与|、))")
_THAN_BUDGET = re.compile("比(?:年初|全年|调整)?预算")
_FAMILY = 4  # characters that an item and its parts begin with: 公务用车
_CLOSE = 0.03  # a second reading so near the best is worth naming


def look_up(evidence: Evidence, reading: Reading, view: DocView) -> Draft:
    """One figure with its cell, the other reading where the wording leaves two, or a refusal."""
    found = evidence.figures(reading, view)
    best = found.best or project_figure(view, found.asked, reading)
    if best is None:
        return (
            no_code(reading, view)
            if reading.codes and reading.code_meant
            else not_found(evidence, reading, view)
        )
    if (draft := several(reading, found)) is not None:
        return draft
    conflict = None if _form_named(found) else conflict_of(view, best, reading.numbers)
    if conflict is not None:
        return conflict
    if isinstance(best, CellHit) and compute.value_of(best) is None:
        if (other := _printed_elsewhere(found, best)) is None:
            return _blank(view, best)
        best = found.backed(other)
    return _figure(reading, found, best)


def _form_named(found: Found) -> bool:
    """True where the question names a form: then that form's figure is asked for, whatever the text says."""
    return bool(named_tables(found.view, found.asked)) or _TABLE.search(found.asked.content) is not None


def _printed_elsewhere(found: Found, blank: CellHit) -> Hit | None:
    """A figure for the same item in another form or in the text, where the best cell is blank."""
    for hit in found.hits[1:]:
        if hit.score < blank.score - 0.12:
            return None
        if compute.value_of(hit) is not None and same_item(hit, blank):
            return hit
    return None


def _blank(view: DocView, hit: CellHit) -> Draft:
    cell, writer = hit.cell, Writer()
    table = view.table(cell.table_id)
    name = "empty_form" if table is not None and table.notice else "blank"
    printed = parse_amount(cell.text).blank
    if name == "blank" and printed in {Blank.DASH, Blank.NONE_REPORTED}:
        name = "dash"
    elif printed is Blank.TEXT:
        name = "words"
    text = phrase(
        "lookup",
        name,
        who=who(view.disclosure),
        year=view.disclosure.year,
        title=cell.table_title,
        item=item_of(hit),
        printed=cell.text,
        mark=writer.mark(hit),
    )
    return writer.draft(Status.ANSWERED, text)


def _figure(reading: Reading, found: Found, hit: Hit) -> Draft:
    view, writer = found.view, Writer()
    value, unit = wanted_value(hit, reading)
    printed = figure_text(hit)
    as_printed = value == compute.value_of(hit) and unit == compute.unit_of(hit)
    figure = printed if as_printed or value is None else amount_text(writer.derived(shortest(value)), unit)
    values = {
        "who": who(view.disclosure),
        "year": view.disclosure.year,
        "item": item_of(hit, view),
        "facet": facet_words(reading, hit),
        "figure": figure,
        "printed": printed,
        "mark": writer.mark(hit),
    }
    text = phrase("lookup", "cell" if as_printed else "converted", **values) + place(hit)
    text += _also_said(hit) + (_other_scope(found, hit, writer) if as_printed else "")
    text += remarks(view, reading, hit)
    formula = None if as_printed or value is None else f"{printed} = {figure}"
    value = value if as_printed or value is None or reading.decimals is not None else shortest(value)
    return writer.draft(Status.ANSWERED, text, value=value, unit=unit, formula=formula)


def facet_words(reading: Reading, hit: Hit) -> str:
    """年初预算数 or 决算数, where the question or the column says so."""
    if isinstance(hit, SentenceHit):
        measure = hit.figure.measure if hit.figure else None
        return {Measure.BUDGET: "预算数", Measure.EXECUTION: "完成预算的比例", Measure.SHARE: "的占比"}.get(
            measure or Measure.AMOUNT, ""
        )
    last = hit.cell.column_label.rsplit(" / ", 1)[-1]
    if "预算数" in last or "决算数" in last:
        return "" if item_of(hit).endswith(last) else last
    if hit.cell.form is None:
        return ""
    return "决算数" if reading.facet is Facet.FINAL else ""


def place(hit: Hit) -> str:
    """Where the figure stands, in words."""
    if isinstance(hit, SentenceHit):
        return phrase(
            "lookup", "sentence_place", page=hit.sentence.page, quote=quote(hit.sentence.text, hit.figure)
        )
    cell = hit.cell
    name = "cell_place" if cell.row_label else "cell_place_no_row"
    return phrase(
        "lookup", name, page=cell.page, title=cell.table_title, row=cell.row_label, column=cell.column_label
    )


def _also_said(best: Hit) -> str:
    """Where the narrative gives the same figure."""
    if best.backing is None:
        return ""
    return phrase("lookup", "also_said", page=best.backing.sentence.page)


def _other_scope(found: Found, best: Hit, writer: Writer) -> str:
    """Name the other usual reading where another form gives the same item with another figure."""
    if not isinstance(best, CellHit) or best.cell.form is None:
        return ""
    for hit in found.hits[1:]:
        if hit.score < best.score - _CLOSE:
            break
        if (
            isinstance(hit, CellHit)
            and hit.cell.form not in {None, best.cell.form}
            and hit.cell.value is not None
            and hit.cell.value != best.cell.value
            and hit.cell.unit == best.cell.unit
        ):
            return phrase(
                "lookup",
                "other_scope",
                title=hit.cell.table_title,
                row=hit.cell.row_label,
                column=hit.cell.column_label,
                figure=figure_text(hit),
                mark=writer.mark(hit),
            )
    return ""


def rate(evidence: Evidence, reading: Reading, view: DocView) -> Draft:
    """A printed rate or change (execution, share, growth); computed where none is printed."""
    found = evidence.figures(reading, view)
    best = found.best
    if best is None:
        return _computed_rate(evidence, reading, view)
    if (draft := several(reading, found)) is not None:
        return draft
    base = one(evidence, reading, view, None) if reading.intent in _CHANGES else None
    conflict = conflict_of(view, best) or (conflict_of(view, base) if base else None)
    if conflict is not None:
        return conflict
    if reading.intent in _CHANGES and isinstance(best, SentenceHit):
        return _change(reading, view, best)
    return _figure(reading, found, best)


def _change(reading: Reading, view: DocView, hit: SentenceHit, name: str = "change") -> Draft:
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
        text = phrase("compute", "flat", **names)
    else:
        word = direction.value if direction else "变动"
        text = phrase("compute", name, **names, direction=word, figure=figure_text(hit))
    return writer.draft(Status.ANSWERED, text + place(hit), value=value, unit=unit)


def _computed_rate(evidence: Evidence, reading: Reading, view: DocView) -> Draft:
    if reading.intent is Intent.EXECUTION:
        final = one(evidence, reading, view, None)
        budget = one(evidence, reading, view, Facet.BUDGET)
        if final and budget and compute.value_of(budget):
            result = compute.share(final, budget, reading.decimals)
            return computed("execution", view, result, item=item_of(final, view))
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
        item=sorted(keys, key=len)[0],
        part=item_of(hit),
        direction=hit.figure.direction.value if hit.figure and hit.figure.direction else "",
        figure=figure_text(hit),
        mark=writer.mark(hit),
    )
    return writer.draft(Status.ANSWERED, text + place(hit), value=value, unit=unit)


def one(evidence: Evidence, reading: Reading, view: DocView, facet: Facet | None) -> Hit | None:
    plain_reading = replace(reading, intent=Intent.LOOKUP, facet=facet, counted="money")
    return evidence.figures(plain_reading, view).figure


def computed(name: str, view: DocView, result: Computed, **words: object) -> Draft:
    """A computed answer: the figure, the formula, the marks of its operands."""
    writer = Writer()
    value = shortest(result.value) if result.unit != "%" else result.value
    text = phrase(
        "compute",
        name,
        who=who(view.disclosure),
        year=view.disclosure.year,
        figure=amount_text(writer.derived(value), result.unit),
        formula=result.formula,
        marks=writer.marks(result.operands),
        **words,
    )
    return writer.draft(Status.ANSWERED, text, value=value, unit=result.unit, formula=result.formula)


def less_than_budget(evidence: Evidence, reading: Reading, view: DocView) -> Draft:
    """Budget minus final of one measure, or the other way round where more was spent."""
    final = one(evidence, reading, view, None)
    budget = one(evidence, reading, view, Facet.BUDGET)
    if final is None or budget is None:
        return _against_budget(evidence, reading, view)
    return gap(view, f"{item_of(budget)}预算", budget, "决算", final, reading)


def _against_budget(evidence: Evidence, reading: Reading, view: DocView) -> Draft:
    """The gap to the budget as the text prints it (比年初预算减少…), where the budget is not printed."""
    found = evidence.figures(replace(reading, intent=Intent.CHANGE, facet=None), view)
    for hit in found.hits:
        told = isinstance(hit, SentenceHit) and hit.figure and hit.score >= SURE and hit.figure.direction
        if told and isinstance(hit, SentenceHit) and hit.figure:
            start = max(hit.sentence.text.rfind(mark, 0, hit.figure.start) for mark in "，,；;。") + 1
            if _THAN_BUDGET.search(hit.sentence.text[start : hit.figure.start]):
                return _change(reading, view, hit, "change_budget")
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
        return writer.draft(Status.ANSWERED, text, value=Decimal(0), unit=result.unit, formula=result.formula)
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
    return writer.draft(Status.ANSWERED, text, value=value, unit=result.unit, formula=result.formula)
