"""What is left of a budget, or was spent beyond it (结余, 省了, 没花完, 超支): never the spending itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from qa import compute
from qa.composing.figures.budgeted import spent_and_planned
from qa.composing.figures.computed import disputed
from qa.composing.figures.projects import column_of, named_project
from qa.composing.figures.single import figure_answer, place
from qa.composing.phrases import phrase
from qa.draft import Writer, amount_text, figure_text, item_of, who
from qa.finding.corpus import DocView
from qa.finding.evidence import Evidence, Found
from qa.finding.projects import Amount, Project
from qa.money import shortest
from qa.types import CellHit, Computed, Draft, Hit, Intent, Reading, Status
from qa.understanding.asked import Asked
from qa.understanding.vocabulary import load_vocabulary

_LEFT = re.compile(
    "(?:还|一共|总共|共|到底)?(?:结余|节余|省了|省下|节省|节约|剩余|剩下|剩了|剩|余下"
    "|(?:没有?|未)(?:花|用|支|使用|执行)(?:完|掉|出去|了)?(?!于|途))(?:了|的|下|下来|出来)?(?:资金|经费|钱|金额)?"
)
_OVER = re.compile("超支了?|超出预算|超预算|花超了?|超了|多花了")
_ASKS_WHETHER = re.compile("吗|是不是|有没有|是否|有无|么[?？]?$")
_BALANCE = re.compile("财政拨款(?:资金)?的?还?有?(?:结余|节余|剩|没花)|结转|年末|年初|年底|上年|非财政")
_WHICH_PROJECTS = re.compile(
    "(?:哪些|哪几个|哪个|哪几项|哪些个|几个|多少个|列出)(?:的)?.{0,6}项目|项目(?:有|都)?(?:哪些|哪几)"
)
_FULL = 100


def unspent(evidence: Evidence, reading: Reading, view: DocView) -> Draft | None:
    """What is left of the budget of an item or a project; None where the question asks for something else."""
    text = reading.content
    over = _OVER.search(text) is not None
    if not (over or _LEFT.search(text)) or _BALANCE.search(text) or _ASKS_WHETHER.search(reading.question):
        return None
    if reading.intent not in {Intent.LOOKUP, Intent.LIST} or reading.across not in {None, Intent.DIFFERENCE}:
        return None
    if reading.threshold is not None and _WHICH_PROJECTS.search(text):
        return None
    if _WHICH_PROJECTS.search(text):
        return _projects(view, over=over) if view.projects else None
    project = named_project(view, _without_words(text))
    if project is not None and (draft := _of_project(reading, view, project, over=over)):
        return draft
    return _of_item(evidence, reading, view, over=over)


def _without_words(text: str) -> str:
    return _OVER.sub(" ", _LEFT.sub(" ", text))


def _of_item(evidence: Evidence, reading: Reading, view: DocView, *, over: bool) -> Draft | None:
    own = replace(reading, content=_without_words(reading.content), intent=Intent.LOOKUP, across=None)
    own = replace(own, facet=None, counted="money")
    asked = evidence.asked(own, view)
    if not _one_item(asked):
        return None
    pair = spent_and_planned(evidence, own, view)
    if pair is None:
        return _by_rate(evidence, own, view, over=over) or _not_both(view, asked)
    return _difference(reading, view, *pair, over=over)


def _one_item(asked: Asked) -> bool:
    """True where an item is named, not the income or expenditure of the year, whose rest is a balance."""
    generic = {key for m in load_vocabulary().measures if m.generic for key in (*m.keys, *m.instead)}
    return any(not set(unit.keys) & generic for unit in asked.named)


def _of_project(reading: Reading, view: DocView, project: Project, *, over: bool) -> Draft | None:
    left, planned, spent = project.unspent(), project.total(Amount.PLANNED), project.total(Amount.SPENT)
    if left is not None and left.value is not None and not over:
        hit = CellHit(left, 1.0, ("project",))
        return figure_answer(reading, Found(view, Asked(reading.content, ()), (hit,)), hit)
    if planned is None or spent is None:
        return None
    return _difference(reading, view, CellHit(spent, 1.0), CellHit(planned, 1.0), over=over, projects=True)


def _difference(
    reading: Reading, view: DocView, spent: Hit, planned: Hit, *, over: bool, projects: bool = False
) -> Draft:
    """Budget less final, told as what is left, as spent beyond it, or as neither."""
    result = compute.in_unit(compute.difference(planned, spent), reading.unit)
    kind = "over" if result.value < 0 else "left"
    if over and result.value >= 0:
        kind = "not_over"
    writer = Writer(each_figure=True)
    value = writer.derived(shortest(abs(result.value)))
    writer.derived(result.value)
    text = phrase(
        "unspent",
        f"project_{kind}" if projects else kind,
        who=who(view.disclosure),
        year=view.disclosure.year,
        item=with_column(spent, view) if projects else item_of(spent, view),
        planned=with_column(planned, view) if projects else item_of(planned, view),
        budget=figure_text(planned),
        final=figure_text(spent),
        figure=amount_text(value, result.unit),
        formula=result.formula,
        marks=writer.marks((planned, spent)),
    )
    text += disputed(view, (planned, spent))
    wanted = None if kind == "not_over" else value
    return writer.draft(
        Status.ANSWERED,
        text,
        value=wanted,
        unit=result.unit if wanted is not None else None,
        formula=result.formula,
    )


def with_column(hit: Hit, view: DocView) -> str:
    """The name of an amount of a project with its column, where that alone tells plan from spending."""
    name, column = item_of(hit, view), column_of(hit.cell) if isinstance(hit, CellHit) else ""
    return name if column in name else f"{name}{column}"


def _by_rate(evidence: Evidence, reading: Reading, view: DocView, *, over: bool) -> Draft | None:
    """Neither left nor spent beyond it, where the text prints that exactly the budget was spent."""
    rate = evidence.figures(replace(reading, intent=Intent.EXECUTION, counted=None), view).figure
    value = None if rate is None else compute.value_of(rate)
    if rate is None or value is None or compute.unit_of(rate) != "%":
        return None
    writer = Writer()
    name = "rate_full" if value == _FULL else "rate_over" if value > _FULL else "rate_left"
    text = phrase(
        "unspent",
        name,
        who=who(view.disclosure),
        year=view.disclosure.year,
        item=item_of(rate),
        figure=figure_text(rate),
        mark=writer.mark(rate),
    )
    return writer.draft(Status.ANSWERED, text + place(rate))


def _not_both(view: DocView, asked: Asked) -> Draft:
    names = {"who": who(view.disclosure), "year": view.disclosure.year}
    said = "、".join(unit.text for unit in asked.named)
    return Draft(Status.REFUSED, phrase("refuse", "not_both", **names, item=said))


def _projects(view: DocView, *, over: bool) -> Draft:
    """The projects of which something is left, or that spent beyond their budget, each with both amounts."""
    writer = Writer()
    found: list[tuple[str, Computed]] = []
    for project in view.projects:
        planned, spent = project.total(Amount.PLANNED), project.total(Amount.SPENT)
        if planned is None or spent is None or planned.value is None or spent.value is None:
            continue
        result = compute.difference(CellHit(planned, 1.0), CellHit(spent, 1.0))
        if (result.value < 0) if over else (result.value > 0):
            found.append((project.name, result))
    return _listed(view, writer, found, over=over)


def _listed(view: DocView, writer: Writer, found: Sequence[tuple[str, Computed]], *, over: bool) -> Draft:
    names = {"who": who(view.disclosure), "year": view.disclosure.year}
    kind = "over" if over else "left"
    lines = []
    for name, result in sorted(found, key=lambda each: -abs(each[1].value)):
        value = writer.derived(shortest(abs(result.value)))
        writer.derived(result.value)
        lines.append(
            phrase(
                "unspent",
                f"line_{kind}",
                name=name,
                figure=amount_text(value, result.unit),
                formula=result.formula,
                marks=writer.marks(result.operands),
            )
        )
    n = writer.derived(Decimal(len(found)))
    if not lines:
        cells = (project.total(Amount.SPENT) for project in view.projects)
        marks = writer.marks(tuple(CellHit(cell, 1.0) for cell in cells if cell is not None))
        return writer.draft(Status.ANSWERED, phrase("unspent", f"none_{kind}", **names, marks=marks))
    text = phrase("unspent", f"projects_{kind}", **names, n=n, lines="；".join(lines))
    formula = "；".join(result.formula for _, result in found)
    return writer.draft(Status.ANSWERED, text, formula=formula)
