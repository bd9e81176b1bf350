"""Yes or no, with what says so: a figure above zero, the budget beside it, a sentence or its denial."""

from __future__ import annotations

import re
from dataclasses import replace

from qa import compute
from qa.composing.figures.budgeted import spent_and_planned
from qa.composing.figures.projects import project_figure
from qa.composing.figures.single import place
from qa.composing.honesty.conflicts import conflict_of, denied_evaluation
from qa.composing.honesty.decline import not_found
from qa.composing.operations import says
from qa.composing.phrases import phrase
from qa.composing.telling import propositions
from qa.composing.telling.words import quoted
from qa.draft import Writer, figure_text, item_of, who
from qa.finding.corpus import DocView
from qa.finding.evidence import Evidence
from qa.finding.indicators import indicator
from qa.types import Draft, Intent, Reading, SentenceHit, Status
from qa.understanding.wording import over_budget, under_budget

_ENOUGH = 0.5  # how much of the question a quoted sentence has to hold
FULL = 100
_ALL_SPENT = "财政拨款支出"  # what a budget is compared with where nothing is named
_POINTS = "分"
# the places that are held against each other, and the words that ask: they name no item
_PLACES = re.compile(
    "(?:情况)?(?:正文|文字|说明|表格|表)[里中上](?:面)?(?:的数)?|正文|文字部分|前后|两处|各处|(?:是不是|是否)?(?:一致|一样|相同|相符)[吗么]?"
    "|各(?:自)?(?:是|写)(?:的)?多少|(?<![\u4e00-\u9fff])[和与跟](?![\u4e00-\u9fff])|对得上[吗么]?|[和与跟]$"
)
_DENIED_OVER = re.compile("(?<![有超])(?:没有?|未)超")  # 没有超预算吧
_DENIAL = re.compile(r"无(?!关|论|法)|没有|未(?!来)|不存在|不涉及|尚无|均未")
_CLAUSES = re.compile(r"[，,；;。：:]")


def yes_or_no(evidence: Evidence, reading: Reading, view: DocView) -> Draft:
    """Yes or no with its evidence; what nothing supports is refused, not denied."""
    if over_budget(reading.content):
        return overspent(evidence, reading, view)
    if says(reading.content, "agree", "words"):
        return agreement(evidence, reading, view)
    if (told := denied_evaluation(view, reading.content)) is not None:
        return told
    if says(reading.content, "duties", "words") and (draft := _in_words(evidence, reading, view)):
        return draft
    return propositions.judged(evidence, reading, view) or not_found(evidence, reading, view)


def _in_words(evidence: Evidence, reading: Reading, view: DocView) -> Draft | None:
    """Whether something is done, by the sentence that says so; None where none holds enough of it."""
    hits = [hit for hit in evidence.sentences(reading, view).hits if isinstance(hit, SentenceHit)]
    if not hits or hits[0].score < _ENOUGH:
        return None
    denied = _denied(evidence, reading, view, hits[0])
    return quoted("no" if denied else "yes", view, hits[0], boolean=not denied)


def agreement(evidence: Evidence, reading: Reading, view: DocView) -> Draft:
    """Whether the places that give a figure agree: the conflict, the two places, or the only one."""
    content = _PLACES.sub("", reading.content)
    found = evidence.figures(replace(reading, facet=None, content=content, intent=Intent.LOOKUP), view)
    points = indicator(view, found.asked, reading) if reading.counted == _POINTS else None
    best = points or found.figure or project_figure(view, found.asked, reading)
    if best is None:
        return not_found(evidence, reading, view)
    if (told := conflict_of(view, best, reading)) is not None:
        return told
    writer = Writer()
    text = phrase(
        "affirm",
        "agree" if best.backing else "once",
        who=who(view.disclosure),
        year=view.disclosure.year,
        item=item_of(best, view),
        figure=figure_text(best),
        mark=writer.mark(best),
    )
    agrees = True if best.backing else None
    return writer.draft(Status.ANSWERED, text + place(best), boolean=agrees)


def overspent(evidence: Evidence, reading: Reading, view: DocView) -> Draft:
    """Whether more was spent than planned, or less, as the question says: both figures, else the rate."""
    if not evidence.asked(reading, view).named:
        reading = replace(reading, content=_ALL_SPENT)
    pair = spent_and_planned(evidence, reading, view)
    if pair is None:
        return _by_execution(evidence, reading, view)
    final, budget = pair
    writer = Writer(each_figure=True)
    result = compute.difference(final, budget)
    over = result.value > 0
    text = phrase(
        "affirm",
        "over" if over else "within",
        who=who(view.disclosure),
        year=view.disclosure.year,
        item=item_of(final),
        final=figure_text(final),
        budget=figure_text(budget),
        marks=writer.marks((final, budget)),
    )
    truth = result.value < 0 if under_budget(reading.question) else over
    denied = _DENIED_OVER.search(reading.question) is not None
    lead = phrase("affirm", "yes" if truth is not denied else "no") if denied else ""
    return writer.draft(Status.ANSWERED, lead + text, boolean=truth is not denied, formula=result.formula)


def _by_execution(evidence: Evidence, reading: Reading, view: DocView) -> Draft:
    """Above 100 % of the budget is more than planned, where the text prints the rate alone."""
    rate = evidence.figures(replace(reading, intent=Intent.EXECUTION, facet=None, counted=None), view).figure
    value = None if rate is None else compute.value_of(rate)
    if rate is None or value is None:
        return not_found(evidence, reading, view)
    writer = Writer()
    over = value > FULL
    text = phrase(
        "affirm",
        "over_rate" if over else "within_rate",
        who=who(view.disclosure),
        year=view.disclosure.year,
        item=item_of(rate),
        figure=figure_text(rate),
        mark=writer.mark(rate),
    )
    truth = value < FULL if under_budget(reading.question) else over
    denied = _DENIED_OVER.search(reading.question) is not None
    lead = phrase("affirm", "yes" if truth is not denied else "no") if denied else ""
    return writer.draft(Status.ANSWERED, lead + text + place(rate), boolean=truth is not denied)


def _denied(evidence: Evidence, reading: Reading, view: DocView, hit: SentenceHit) -> bool:
    """True where the clause that holds what is asked says that there is none of it."""
    asked = evidence.asked(reading, view)
    words = [unit.text for unit in asked.units if len(unit.text) > 1]
    clauses = [c for c in _CLAUSES.split(hit.sentence.text) if any(word in c for word in words)]
    best = max(clauses, key=lambda clause: sum(word in clause for word in words), default="")
    return _DENIAL.search(best) is not None
