"""Before and after an answer: what must not be answered with this department's figures, and what has to be
said beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from index.types import Disclosure, Kind, Measure
from qa.composing.departments.gathering import FEW
from qa.composing.figures.details import undisclosed
from qa.composing.honesty.decline import example_questions, missing_year
from qa.composing.honesty.undone import told, undone
from qa.composing.phrases import phrase
from qa.compute import unit_of, value_of
from qa.draft import amount_text, as_wanted, item_of, who
from qa.money import convert, is_money, shortest
from qa.types import CellHit, Draft, Hit, Intent, Reading, SentenceHit, Status
from qa.understanding.asked import read_asked
from qa.understanding.levels import of_whole_place
from qa.understanding.money_units import foreign_unit

_EXAMPLES = 3
_PER_YEAR = ("平均每年", "每年平均", "年均", "平均一年")
_WORDS = frozenset({Intent.DEFINE, Intent.REASON, Intent.LIST})


def before(reading: Reading, disclosures: Mapping[str, Disclosure]) -> Draft | None:
    """A refusal of what no department has (全区的财政收入), or None."""
    docs = [disclosures[doc_id] for doc_id in reading.scope.doc_ids or reading.scope.candidates]
    if any(word in reading.content for word in _PER_YEAR):  # an average per person is another figure
        return Draft(Status.REFUSED, told(reading), options=example_questions(docs)[:_EXAMPLES])
    if reading.across is Intent.SUM and (without := _years_without(reading, docs)):
        candidates = tuple(doc.doc_id for doc in docs)
        scope = replace(reading.scope, missing_year=without[0], candidates=candidates)
        return missing_year(replace(reading, scope=scope), disclosures)  # never a part of the sum
    if reading.scope.of_region and docs:
        text = phrase("refuse", "of_region", who=_names(docs), kind=_kinds(docs))
        return Draft(Status.REFUSED, text, options=example_questions(docs)[:_EXAMPLES])
    return None


def _years_without(reading: Reading, docs: Sequence[Disclosure]) -> list[int]:
    """The years that are to be added up and are not indexed, where one department's years are."""
    have = {doc.year for doc in docs}
    several = len(reading.years) > 1 and len({who(doc) for doc in docs}) == 1
    return [year for year in reading.years if year not in have] if several else []


def after(reading: Reading, draft: Draft, disclosures: Mapping[str, Disclosure]) -> Draft:
    """The draft with what has to be said beside it: a place's name stood for its department, a year that
    was asked for as well is not indexed."""
    if draft.status not in {Status.ANSWERED, Status.CONFLICT}:
        return draft
    docs = [disclosures[doc_id] for doc_id in reading.scope.doc_ids or reading.scope.candidates]
    if undone(reading, draft):
        return Draft(Status.REFUSED, told(reading), options=_instead(draft, docs))
    draft = _in_asked_unit(reading, draft)
    own = reading.scope.bare and _of_the_body(reading, draft)
    said = phrase("lookup", "own_figures", who=_names(docs)) if own else ""
    if draft.value is not None and is_money(draft.unit) and (foreign := foreign_unit(reading.content)):
        said += phrase("lookup", "foreign", unit=foreign)
    if reading.whole and draft.value is not None:
        said += phrase("lookup", "whole")
    if undisclosed(reading, draft):
        said += phrase("lookup", "no_details")
    said += _understood(reading, docs)
    have = {doc.year for doc in docs}
    if any(year not in have and f"{year}年" not in draft.text for year in reading.years):
        said += phrase("lookup", "without_year")
    scope = reading.scope
    few = len(docs) <= FEW and (scope.named or scope.doc_ids)  # of many, it was said how many have none
    if few and draft.value is not None and (without := _without_figure(docs, draft)):
        said += phrase("across", "none", who=_names(without))
    if "预算" not in draft.text and any(_is_budget(hit) for hit in draft.evidence):
        said += phrase("lookup", "planned")
    return replace(draft, text=draft.text + said) if said else draft


def _understood(reading: Reading, docs: Sequence[Disclosure]) -> str:
    """What the question was taken for: another place's name, the one department that prints the item."""
    only, taken = reading.scope.only, reading.taken_for
    said = phrase("lookup", "only_here", who=_names(docs), item=only) if only else ""
    return said + (phrase("lookup", "taken_for", said=taken[0], meant=taken[1]) if taken else "")


def _in_asked_unit(reading: Reading, draft: Draft) -> Draft:
    """The draft with its figure in the money unit that was asked for, where the text gives it in another."""
    if reading.unit is None or draft.value is None or draft.unit is None or not is_money(draft.unit):
        return draft
    value, unit = as_wanted(draft.value, draft.unit, reading)
    value = value if reading.decimals is not None else shortest(value)
    figure = amount_text(value, unit)
    exact = convert(draft.value, draft.unit, unit)
    printed = [hit for hit in draft.evidence if _in_unit(hit, unit) == exact]
    as_it_is = any(unit_of(hit) == unit for hit in printed)
    if figure in draft.text or draft.status is not Status.ANSWERED or not printed or as_it_is:
        return draft
    mark = f"[{draft.evidence.index(printed[0]) + 1}]"
    text = phrase("lookup", "in_unit", item=item_of(printed[0]), figure=figure, mark=mark)
    return replace(draft, text=draft.text + text, value=value, unit=unit, derived=(*draft.derived, value))


def _in_unit(hit: Hit, unit: str | None) -> Decimal | None:
    value = value_of(hit)
    return None if value is None or not is_money(unit_of(hit)) else convert(value, unit_of(hit), unit)


def _instead(draft: Draft, docs: Sequence[Disclosure]) -> tuple[str, ...]:
    """Questions to ask instead: the amount of what was asked about first, then others that are answered."""
    item = item_of(draft.evidence[0]) if draft.evidence and docs else ""
    first = (f"{who(docs[0])}{docs[0].year}年{item}是多少？",) if item else ()
    return (*first, *example_questions(docs))[:_EXAMPLES]


def printed_of_place(draft: Draft) -> bool:
    """True for a figure that its sentence states of the whole place (全区共有…)."""
    hits = [hit for hit in draft.evidence if isinstance(hit, SentenceHit) and hit.figure]
    if draft.status is not Status.ANSWERED or not hits or len(hits) < len(draft.evidence):
        return False
    return all(of_whole_place(hit.sentence.text[: hit.figure.start]) for hit in hits if hit.figure)


def _of_the_body(reading: Reading, draft: Draft) -> bool:
    """True where an answer gives what a reader may take for the whole place's: money, or what is counted of
    a department; no term explained, no reason, and nothing that is printed of the place itself."""
    if reading.intent in _WORDS or printed_of_place(draft):
        return False
    counts = draft.unit is not None and not is_money(draft.unit) and draft.unit != "%"
    return not counts or bool(read_asked(reading.content, ()).named)


def _without_figure(docs: Sequence[Disclosure], draft: Draft) -> list[Disclosure]:
    """The departments asked about that the answer neither cites nor names."""
    cited = {hit.cell.doc_id if isinstance(hit, CellHit) else hit.sentence.doc_id for hit in draft.evidence}
    named = [who(doc) for doc in docs if doc.doc_id in cited]
    return [doc for doc in docs if who(doc) not in named and who(doc) not in draft.text]


def _is_budget(hit: Hit) -> bool:
    measure = hit.figure.measure if isinstance(hit, SentenceHit) and hit.figure else None
    return measure is Measure.BUDGET


def _names(docs: Sequence[Disclosure]) -> str:
    return "、".join(dict.fromkeys(who(doc) for doc in docs))


def _kinds(docs: Sequence[Disclosure]) -> str:
    """决算, 预算 or both: what the documents are."""
    kinds = dict.fromkeys("部门预算" if doc.kind is Kind.BUDGET else "部门决算" for doc in docs)
    return "和".join(kinds)
