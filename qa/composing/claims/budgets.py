"""Whether a budget was spent (完成预算了吗, 没花完预算，是吗): what was spent beside what was planned."""

from __future__ import annotations

import re
from dataclasses import replace

from qa import compute
from qa.composing.computing.unspent import with_column
from qa.composing.figures.budgeted import spent_and_planned
from qa.composing.figures.projects import named_project
from qa.composing.figures.single import place
from qa.composing.honesty.conflicts import conflict_of
from qa.composing.phrases import phrase
from qa.composing.telling.affirm import overspent
from qa.draft import Writer, figure_text, item_of, who
from qa.finding.corpus import DocView
from qa.finding.evidence import Evidence
from qa.finding.projects import Amount
from qa.types import CellHit, Draft, Hit, Intent, Reading, Status
from qa.understanding.normalise import fold
from qa.understanding.wording import over_budget
from qa.verifying.numerals import fact_numerals

_DONE = re.compile(
    "(?P<not>没有?|未)?(?:把)?(?:年初|全年|当年)?预算(?:数)?(?:都|全|全部)?(?P<late>没有?|未)?(?:花|用|执行|支出|完成)(?:完|光)?(?:了)?"
    "|(?P<not2>没有?|未)?(?:花|用|执行|支出|完成)(?:完|光)?了?(?:年初|全年|当年)?的?预算(?:数)?"
    "|(?P<not3>没有?|未)?(?:花|用|执行)(?:完|光)了?"
)
_FULL = 100
_ALL_SPENT = "财政拨款支出"
_EDGES = " ,，、的都全"


def of_overspending(evidence: Evidence, reading: Reading, view: DocView) -> Draft | None:
    """Yes or no to a budget that is said to be passed or kept; None for other claims."""
    said = over_budget(reading.content) and not any(fact_numerals(reading.content))
    return overspent(evidence, reading, view) if said and reading.intent is Intent.LOOKUP else None


def of_budget(evidence: Evidence, reading: Reading, view: DocView) -> Draft | None:
    """Yes or no to a budget that was spent or was not; None where that is not asked or no plan is printed."""
    said = _DONE.search(reading.content) or _DONE.search(fold(reading.question))
    if (
        said is None
        or reading.intent not in {Intent.LOOKUP, Intent.EXECUTION}
        or any(fact_numerals(reading.content))
    ):
        return None
    denied = any(said[name] for name in ("not", "late", "not2", "not3"))
    item = _DONE.sub(" ", reading.content).strip(_EDGES)
    asked = replace(
        reading, content=item, question=item, intent=Intent.LOOKUP, facet=None, across=None, counted=None
    )
    if not evidence.asked(asked, view).named:
        asked = replace(asked, content=_ALL_SPENT)
    if (own := _of_project(view, item)) is not None:
        return _told(view, own, denied=denied, project=True)
    pair = spent_and_planned(evidence, asked, view)
    if pair is None:
        return _by_rate(evidence, asked, view, denied=denied)
    if (told := next((c for hit in pair if (c := conflict_of(view, hit, reading))), None)) is not None:
        return told
    return _told(view, pair, denied=denied)


def _of_project(view: DocView, item: str) -> tuple[Hit, Hit] | None:
    project = named_project(view, item)
    cells = [project.total(amount) if project else None for amount in (Amount.SPENT, Amount.PLANNED)]
    spent, planned = cells
    return (CellHit(spent, 1.0), CellHit(planned, 1.0)) if spent and planned else None


def _told(view: DocView, pair: tuple[Hit, Hit], *, denied: bool, project: bool = False) -> Draft:
    final, budget = pair
    result, writer = compute.difference(final, budget), Writer(each_figure=True)
    done = result.value >= 0
    kind = "beyond" if result.value > 0 else "spent" if done else "left"
    text = phrase(
        "claims",
        f"{kind}_project" if project else kind,
        who=who(view.disclosure),
        year=view.disclosure.year,
        item=with_column(final, view) if project else item_of(final, view),
        planned=with_column(budget, view) if project else "",
        final=figure_text(final),
        budget=figure_text(budget),
        marks=writer.marks(pair),
    )
    return writer.draft(
        Status.ANSWERED, _lead(done is not denied) + text, boolean=done is not denied, formula=result.formula
    )


def _by_rate(evidence: Evidence, reading: Reading, view: DocView, *, denied: bool) -> Draft | None:
    rate = evidence.figures(replace(reading, intent=Intent.EXECUTION), view).figure
    value = None if rate is None else compute.value_of(rate)
    if rate is None or value is None or compute.unit_of(rate) != "%":
        return None
    if (told := conflict_of(view, rate, reading)) is not None:
        return told
    writer, done = Writer(), value >= _FULL
    text = phrase(
        "claims",
        "by_rate",
        who=who(view.disclosure),
        year=view.disclosure.year,
        item=item_of(rate),
        figure=figure_text(rate),
        mark=writer.mark(rate),
    )
    text = _lead(done is not denied) + text + place(rate)
    return writer.draft(Status.ANSWERED, text, boolean=done is not denied)


def _lead(holds: bool) -> str:
    return phrase("affirm", "yes" if holds else "no")
