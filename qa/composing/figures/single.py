"""Answers about one figure of one disclosure: look-up, rates, changes, and what follows from them."""

from __future__ import annotations

import re
from dataclasses import replace

from index.forms.amounts import parse_amount
from index.types import Blank
from qa import compute
from qa.composing.figures.budgeted import only_budget
from qa.composing.figures.derived_budgets import derived_budget
from qa.composing.figures.fragments import only_fragment
from qa.composing.figures.headline import apart_from, headline
from qa.composing.figures.loosely import money_not_indicator
from qa.composing.figures.made_up import added_kinds
from qa.composing.figures.namesakes import which_parent
from qa.composing.figures.narrower import only_wider
from qa.composing.figures.projects import of_another, project_figure, project_points, several
from qa.composing.figures.roundabout import Roundabout, offered, roundabout, understood
from qa.composing.figures.same_name import all_of_name
from qa.composing.figures.unnamed import placed, unexplained
from qa.composing.honesty.conflicts import conflict_of, remark_of_share
from qa.composing.honesty.decline import no_code, not_found, which_measure
from qa.composing.honesty.ledger import failing, line_of
from qa.composing.honesty.trust import remarks
from qa.composing.phrases import phrase
from qa.draft import (
    Writer,
    amount_text,
    figure_text,
    item_of,
    joined,
    quote,
    wanted_value,
    who,
)
from qa.finding.blanks import printed_for
from qa.finding.carried import of_balance
from qa.finding.closely_read.closely import in_unit_said
from qa.finding.corpus import DocView
from qa.finding.evidence import Evidence, Found
from qa.finding.match_cells import named_tables
from qa.finding.roles import role_of
from qa.money import shortest
from qa.types import CellHit, Draft, Hit, Reading, SentenceHit, Status
from qa.understanding.asked import closer

_TABLE = re.compile("(?:自评|评分|计分|绩效)表(?!.{0,8}(?:和|与|、))")
_ASKS_AMOUNT = re.compile(
    "支出|收入|开支|花|经费|资金|拨款|预算|决算|多少钱|多少[万元]|费用?(?:是|有|为)?多少"
)
_CLOSE = 0.03  # a second reading so near the best is worth naming


def look_up(evidence: Evidence, reading: Reading, view: DocView) -> Draft:
    """One figure with its cell, the other reading where the wording leaves two, or a refusal."""
    reading = in_unit_said(reading)
    found = evidence.figures(reading, view)
    best = project_points(view, found.asked, reading) or found.best
    if best is None or _TABLE.search(reading.content):
        best = project_figure(view, found.asked, reading) or best
    best = money_not_indicator(view, reading, best)
    rows = roundabout(reading, view, found.asked, best)
    if rows is not None and (reading.content,) != tuple(rows.names):  # else the row has no such figure
        return _of_rows(evidence, reading, view, rows)
    if (draft := _unnamed(evidence, reading, found, best)) is not None:
        return draft
    if best is None and (notice := evidence.notice(reading, view)) is not None:
        return empty_form(view, found, notice)
    if best is None:
        return (
            no_code(reading, view)
            if reading.codes and reading.code_meant
            else derived_budget(evidence, reading, view)
            or only_budget(evidence, reading, view)
            or not_found(evidence, reading, view)
        )
    namesakes = which_parent(reading, found, best) if isinstance(best, CellHit) else None
    if isinstance(best, SentenceHit):
        namesakes = all_of_name(reading, found, best, view)
    kinds = added_kinds(reading, view, found.asked, best)
    if (draft := several(reading, found) or namesakes or kinds) is not None:
        return draft
    conflict = None if _form_named(found) else conflict_of(view, best, reading)
    if conflict is not None:
        return conflict
    if isinstance(best, CellHit) and compute.value_of(best) is None:
        return _printed_or_blank(evidence, reading, found, best)
    return figure_answer(reading, found, best)


def _of_rows(evidence: Evidence, reading: Reading, view: DocView, rows: Roundabout) -> Draft:
    """The figure of the one row that holds what is said, named as printed; a question back for several."""
    if len(rows.names) > 1:
        return offered(rows, view)
    draft = look_up(evidence, replace(reading, content=rows.names[0]), view)
    if draft.status is Status.REFUSED:
        return not_found(evidence, reading, view)  # in the words that were asked
    told = draft.status in {Status.ANSWERED, Status.CONFLICT}
    return replace(draft, text=draft.text + understood(rows)) if told else draft


def _printed_or_blank(evidence: Evidence, reading: Reading, found: Found, blank: CellHit) -> Draft:
    """What is printed elsewhere of the item of a blank cell, with the blank told; else the blank."""
    view = found.view
    if _only_described(reading, blank):
        return _not_by_itself(view, blank)
    other = None if _form_named(found) else printed_for(found, blank, reading)
    if other is None:
        if closer(found.asked) is not None:
            return not_found(evidence, reading, view)  # the blank is of the whole, a part of it was asked
        if not _form_named(found) and (derived := derived_budget(evidence, reading, view)) is not None:
            return derived
        budget = only_budget(evidence, reading, view)
        return joined(_blank(view, blank), budget) if budget else _blank(view, blank)
    if (conflict := conflict_of(view, other, reading)) is not None:
        return conflict
    writer = Writer()
    cell, mark = blank.cell, writer.mark(blank)
    note = phrase(
        "lookup", "blank_beside", title=cell.table_title, page=cell.page, row=item_of(blank), mark=mark
    )
    return joined(figure_answer(reading, found, found.backed(other)), writer.draft(Status.ANSWERED, note))


def _only_described(reading: Reading, hit: CellHit) -> bool:
    """True where an amount is asked, and the cell of a list or a table of words says something else of it."""
    cell = hit.cell
    words = parse_amount(cell.text).blank is Blank.TEXT and role_of(cell.form, cell.table_title) is None
    return words and _ASKS_AMOUNT.search(reading.content) is not None


def _not_by_itself(view: DocView, hit: CellHit) -> Draft:
    """A refusal by name of the amount of what a list only names, with the place of the list."""
    writer = Writer()
    text = phrase(
        "refuse",
        "not_by_itself",
        who=who(view.disclosure),
        year=view.disclosure.year,
        item=item_of(hit, view),
        page=hit.cell.page,
        title=hit.cell.table_title,
        mark=writer.mark(hit),
    )
    return writer.draft(Status.REFUSED, text)


def _unnamed(evidence: Evidence, reading: Reading, found: Found, best: Hit | None) -> Draft | None:
    """A question back or a refusal where no item is named, or the figure is of something else than is."""
    view = found.view
    nothing = all(unit.keys for unit in found.asked.units)
    if best is None:
        bare = not found.asked.units and not placed(reading)
        return which_measure([view.disclosure]) if bare else None
    if unexplained(found.asked, reading, view, best):
        return which_measure([view.disclosure]) if nothing else not_found(evidence, reading, view)
    wider = only_fragment(reading, view, found.asked, best) or only_wider(reading, view, found.asked, best)
    if wider is not None:
        return wider
    return not_found(evidence, reading, view) if of_another(view, reading, best) else None


def _form_named(found: Found) -> bool:
    """True where the question names a form: then that form's figure is asked for, whatever the text says."""
    return bool(named_tables(found.view, found.asked)) or _TABLE.search(found.asked.content) is not None


def empty_form(view: DocView, found: Found, notice: SentenceHit) -> Draft:
    """A form that prints nothing but a notice: there is no figure, and the notice says so."""
    writer = Writer()
    title = notice.sentence.section[-1]
    item = "、".join(unit.text for unit in found.asked.named) or title
    names = {"who": who(view.disclosure), "year": view.disclosure.year, "title": title, "item": item}
    return writer.draft(Status.ANSWERED, phrase("lookup", "empty_form", **names, mark=writer.mark(notice)))


def blank_form(evidence: Evidence, reading: Reading, view: DocView) -> Draft | None:
    """The notice of a form that is asked for by title or number and prints nothing else; None for others."""
    found = Found(view, evidence.asked(reading, view), ())
    notice = evidence.notice(reading, view)
    named = reading.table_no is not None or bool(named_tables(view, found.asked))
    return empty_form(view, found, notice) if named and notice is not None else None


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
        item=_of_blank(view, hit),
        printed=cell.text,
        mark=writer.mark(hit),
    )
    return writer.draft(Status.ANSWERED, text)


def _of_blank(view: DocView, hit: CellHit) -> str:
    """The item of a blank cell, with the column that sets it apart from the row's other cells."""
    item = item_of(hit)
    return item if role_of(hit.cell.form, hit.cell.table_title) is None else apart_from(hit, item, view)


def figure_answer(reading: Reading, found: Found, hit: Hit) -> Draft:
    """One figure in words: converted and rounded as asked, its place, and the other usual reading."""
    view, writer = found.view, Writer()
    value, unit = wanted_value(hit, reading)
    printed = figure_text(hit)
    as_printed = value == compute.value_of(hit) and unit == compute.unit_of(hit)
    figure = printed if as_printed or value is None else amount_text(writer.derived(shortest(value)), unit)
    values = {
        "who": who(view.disclosure),
        "year": view.disclosure.year,
        "item": headline(reading, hit, view),
        "figure": figure,
        "printed": printed,
        "mark": writer.mark(hit),
    }
    text = phrase("lookup", "cell" if as_printed else "converted", **values) + place(hit)
    check = failing(view, hit)
    text += _also_said(hit) + (_other_scope(found, hit, writer, same=check is not None) if as_printed else "")
    if check is not None and (line := line_of(view, check, writer)) is not None:
        text += phrase("audit", "remark", line=line)
    text += remark_of_share(view, hit, writer) + remarks(view, reading, hit)
    formula = None if as_printed or value is None else f"{printed} = {figure}"
    value = value if as_printed or value is None or reading.decimals is not None else shortest(value)
    status = Status.ANSWERED if check is None else Status.CONFLICT
    return writer.draft(status, text, value=value, unit=unit, formula=formula)


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


def _other_scope(found: Found, best: Hit, writer: Writer, *, same: bool) -> str:
    """Name the other usual reading where another form gives the same item with another figure; no reading
    of its own where the figure itself is in doubt (`same`)."""
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
            and of_balance(hit.cell) == of_balance(best.cell)
        ):
            return phrase(
                "lookup",
                "other_print" if same else "other_scope",
                title=hit.cell.table_title,
                row=hit.cell.row_label,
                column=hit.cell.column_label,
                figure=figure_text(hit),
                mark=writer.mark(hit),
            )
    return ""
