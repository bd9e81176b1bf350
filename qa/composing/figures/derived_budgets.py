"""A budget that no place prints, worked back from what was spent and by how much that passed the budget or
fell short of it (公务接待费 0.11 万元，比年初预算减少 1.89 万元)."""

from __future__ import annotations

import re

from index.types import Direction, Figure, Kind, Measure
from qa import compute
from qa.composing.phrases import phrase
from qa.draft import Writer, amount_text, item_of, quote, who
from qa.finding.corpus import Clause, DocView
from qa.finding.evidence import Evidence
from qa.finding.own import is_of
from qa.finding.preferences import load_preferences
from qa.money import is_money, shortest
from qa.types import Draft, Facet, Intent, Reading, SentenceHit, Status
from qa.understanding.asked import closer

_THAN_BUDGET = re.compile("[比较](?:年初|全年|当年|调整后?)?的?预算数?[^,，；;。]{0,4}$")
_OF_YEAR = re.compile("全年|调整")
_DIRECTION = re.compile("(?:增加|减少|增|减|多|少|超|节约|降低|下降|超出)了?$")
_WORDS = "年初预算安排了多少数"
_SPENT = frozenset({Measure.FINAL, Measure.AMOUNT})
_DIRECTIONS = frozenset({Direction.UP, Direction.DOWN})


def derived_budget(evidence: Evidence, reading: Reading, view: DocView) -> Draft | None:
    """The budget of the one item that is asked for, worked back; None where the text does not set what was
    spent on this very item against its budget, or sets it differently in two places."""
    asks = reading.facet in {Facet.BUDGET, Facet.FULL_BUDGET} and reading.intent is Intent.LOOKUP
    if not asks or view.disclosure.kind is Kind.BUDGET:
        return None
    asked = evidence.asked(reading, view)
    if closer(asked) is not None:
        return None  # 公务用车的维修费 is a part of what the word stands for
    columns = load_preferences().budget_columns | load_preferences().full_budget_columns
    items = [unit for unit in asked.named if unit.text not in columns]
    others = [unit for unit in asked.units if not unit.keys and unit.weight >= 1 and unit.text not in _WORDS]
    pairs = [pair for clause in view.clauses if (pair := _pair(clause)) is not None]
    own = [pair for pair in pairs if items and all(is_of(pair[0], unit) for unit in items)]
    results = {compute.value_of(spent) for spent, _ in own}
    if not own or others or len(results) > 1:
        return None
    if _OF_YEAR.search(reading.content) and not _says_year(own[0][1]):
        return None
    return _told(reading, view, *own[0])


def _pair(clause: Clause) -> tuple[SentenceHit, SentenceHit] | None:
    """What was spent and the distance from the budget, where a clause prints that distance."""
    change, sentence = clause.figure, clause.sentence
    if change.measure is not Measure.CHANGE or change.direction not in _DIRECTIONS:
        return None
    if not is_money(change.unit) or not _THAN_BUDGET.search(_opening(sentence.text, change)):
        return None
    spent = [
        figure
        for figure in sentence.figures
        if figure.end <= change.start
        and figure.measure in _SPENT
        and figure.subject == change.subject
        and is_money(figure.unit)
    ]
    if not spent:
        return None
    hits = [SentenceHit(sentence, 1.0, figure, figure.measure) for figure in (spent[-1], change)]
    return hits[0], hits[1]


def _opening(text: str, figure: Figure) -> str:
    """The words of the figure's own clause before its direction and number."""
    start = max(text.rfind(mark, 0, figure.start) for mark in "，,；;。") + 1
    return re.sub(
        "(?:增加|减少|增|减|多|少|超|节约|降低|下降|超出)了?$", "", text[start : figure.start].strip()
    )


def _says_year(change: SentenceHit) -> bool:
    if change.figure is None:
        return False
    return _OF_YEAR.search(_opening(change.sentence.text, change.figure)) is not None


def _told(reading: Reading, view: DocView, spent: SentenceHit, change: SentenceHit) -> Draft:
    direction = change.figure.direction if change.figure else None
    result = compute.in_unit(compute.before_change(spent, change, direction is Direction.UP), reading.unit)
    writer = Writer(each_figure=True)
    value = writer.derived(shortest(result.value) if reading.unit else result.value)
    text = phrase(
        "compute",
        "budget_worked_back",
        who=who(view.disclosure),
        year=view.disclosure.year,
        item=item_of(spent, view),
        kind=phrase("compute", "full_budget" if _says_year(change) else "initial_budget"),
        figure=amount_text(value, result.unit),
        formula=result.formula,
        direction=direction.value if direction else "",
        page=spent.sentence.page,
        quote=quote(spent.sentence.text, spent.figure),
        marks=writer.marks((spent, change)),
    )
    return writer.draft(Status.ANSWERED, text, value=value, unit=result.unit, formula=result.formula)
