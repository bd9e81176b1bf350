"""Sums and differences in one disclosure: parts added up, a total less a part, what a year lacks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from qa import compute
from qa.composing.computing.changes import gap
from qa.composing.computing.containing import surely_contains
from qa.composing.computing.parts import (
    conjuncts,
    each,
    enclosing,
    found_parts,
    measures_of,
    repeats,
    with_column,
    with_shared,
)
from qa.composing.figures.computed import computed
from qa.composing.figures.projects import overview
from qa.composing.figures.single import look_up, place
from qa.composing.honesty.decline import not_found
from qa.composing.operations import operation_words, pattern_of, says
from qa.composing.phrases import phrase
from qa.draft import Writer, amount_text, figure_text, item_of, same_place, who
from qa.finding.corpus import DocView
from qa.finding.evidence import Evidence
from qa.money import is_money, shortest
from qa.types import CellHit, Draft, Facet, Hit, Intent, Reading, SentenceHit, Status
from qa.understanding import wording
from qa.understanding.asked import Asked, Unit, same_measure
from qa.understanding.vocabulary import MeasureWords, load_vocabulary

_HOW_MANY = re.compile("多少|几")
_COUNTERS = re.compile(r"(?:多少|几)(?:批次|批|人次|辆|台|次|个|家|件|户|人)")
_SEPARATELY = re.compile("各|分别|依次")
_PAIR = 2
_SETS_AGAINST = re.compile(
    "比(?!上年|去年|年初|预算|例|重).{1,20}(?:便宜|贵|多|少|高|低)(?:了|出)?(?:多少|几)"
)
_COMPARES = re.compile(
    r"(?P<left>.+?)(?P<with>比|跟|与|和)(?P<right>.+?)(?=多|少|高|低|差|相差|大|小|便宜|贵)"
)


def of_vocabulary(evidence: Evidence, reading: Reading, view: DocView) -> Draft | None:
    """The sum of a measure that no form prints and the vocabulary adds up (五险一金); None for any other.

    Parts that the form leaves blank count as nothing reported.
    """
    said = {key for unit in evidence.asked(reading, view).named for key in unit.keys}
    found = (m for m in load_vocabulary().measures if m.sum_of and said & set(m.keys))
    measure = next(found, None)
    if measure is None or len(conjuncts(evidence.asked(reading, view))) > 1:
        return None
    return _added_up(evidence, reading, view, measure)


def _added_up(evidence: Evidence, reading: Reading, view: DocView, measure: MeasureWords) -> Draft:
    hits = []
    asked = evidence.asked(reading, view)
    parts = [_with_key(asked, measure, keys) for keys in measure.sum_of]
    for part in parts:
        best = evidence.figures(reading, view, part).figure
        if isinstance(best, CellHit) and best.cell.form == measure.form:
            hits.append(best)
    if hits:
        return _total(reading, view, hits)
    whole = enclosing(view, parts)
    return not_found(evidence, reading, view) if whole is None else _whole(reading, view, whole)


def _with_key(asked: Asked, measure: MeasureWords, keys: tuple[str, ...]) -> Asked:
    wide = tuple(dict.fromkeys(name for key in keys for name in same_measure(key)))
    units = tuple(
        Unit(keys[0], unit.weight, unit.start, unit.end, wide, "part")
        if set(unit.keys) & set(measure.keys)
        else unit
        for unit in asked.units
    )
    return Asked(asked.content, units)


def side_by_side(evidence: Evidence, reading: Reading, view: DocView) -> Draft | None:
    """Several measures asked for in one breath (几批、多少人次; 办公费和差旅费): each, and money in total.

    None where the question names only one, or where one of them is missing.
    """
    asked = evidence.asked(reading, view)
    if len(_HOW_MANY.findall(reading.content)) >= _PAIR:
        if listed := overview(reading, view):
            return listed
        if listed := _counters(evidence, reading, view, asked):
            return listed
        hits = each(evidence, replace(reading, counted=None), view)
        complete = len(hits) >= max(2, len(measures_of(asked, view)))
        return _listed(reading, view, hits) if complete and not repeats(hits) else None
    parts = conjuncts(asked, strict=True)
    if len(parts) < 2:
        return None
    found = [hit for hit in found_parts(evidence, reading, view, parts) if hit is not None]
    return _listed(reading, view, found) if len(found) == len(parts) and not repeats(found) else None


def _counters(evidence: Evidence, reading: Reading, view: DocView, asked: Asked) -> Draft | None:
    """One thing counted in several units (几批、多少人次); None where a unit repeats or is not printed."""
    units = [wording.counted(match.group()) for match in _COUNTERS.finditer(reading.content)]
    if len(set(units)) < 2 or len(measures_of(asked, view)) > 1:
        return None
    plain_reading = replace(reading, intent=Intent.LOOKUP)
    hits = [evidence.figures(replace(plain_reading, counted=unit), view, asked).figure for unit in units]
    found = [hit for hit in hits if hit is not None]
    return _listed(reading, view, found) if len(found) == len(units) and not repeats(found) else None


def _listed(reading: Reading, view: DocView, hits: Sequence[Hit]) -> Draft:
    writer = Writer()
    lines = "，".join(f"{item_of(hit, view)} {figure_text(hit)}{writer.mark(hit)}" for hit in hits)
    names = {"who": who(view.disclosure), "year": view.disclosure.year}
    text = phrase("projects", "several", **names, lines=lines)
    separate = _SEPARATELY.search(reading.content) or len(_HOW_MANY.findall(reading.content)) > 1
    if separate or not all(is_money(compute.unit_of(hit)) for hit in hits):
        return writer.draft(Status.ANSWERED, text)
    result = compute.in_unit(compute.total(hits), reading.unit)
    value = writer.derived(shortest(result.value))
    text += phrase("compute", "together", figure=amount_text(value, result.unit), formula=result.formula)
    return writer.draft(Status.ANSWERED, text, value=value, unit=result.unit, formula=result.formula)


def adds(reading: Reading, asked: Asked) -> bool:
    """True where the wording adds measures: 一共, 合计, or A 加 B."""
    if reading.across is Intent.SUM:
        return True
    joined = re.compile(pattern_of(operation_words("plus", "words")))
    return any(
        any(unit.end == match.start() for unit in asked.named)
        and any(unit.start == match.end() for unit in asked.named)
        for match in joined.finditer(asked.content)
    )


def summed(evidence: Evidence, reading: Reading, view: DocView) -> Draft:
    """The sum of the measures named; with one measure only, "合计" is just a word."""
    parts = conjuncts(evidence.asked(reading, view))
    if len(parts) < 2:
        return look_up(evidence, reading, view)
    found = found_parts(evidence, replace(reading, counted=reading.counted or "money"), view, parts)
    hits = [hit for hit in found if hit is not None]
    if len(hits) == len(parts) and (held := _one_in_other(hits)) is not None:
        return _not_twice(view, *held)
    if len(hits) == len(parts) and not repeats(hits):
        return _total(reading, view, hits, [with_column(part) for part in parts])
    if (whole := enclosing(view, parts)) is not None:
        return _whole(reading, view, whole)
    if len(hits) == len(parts) or (len(hits) > 1 and all(same_place(hits[0], hit) for hit in hits)):
        return look_up(evidence, reading, view)
    return _incomplete(view, parts, found)


def together(evidence: Evidence, reading: Reading, view: DocView) -> Draft | None:
    """The one amount for several things named side by side, where none of them is printed alone; or None."""
    parts = conjuncts(evidence.asked(reading, view))
    whole = enclosing(view, parts) if len(parts) > 1 else None
    return None if whole is None else _whole(reading, view, whole)


def _one_in_other(hits: Sequence[Hit]) -> tuple[Hit, Hit] | None:
    """An operand and another that is part of it, None where there is none: such two are never added."""
    pairs = ((whole, part) for whole in hits for part in hits if whole is not part)
    return next(((whole, part) for whole, part in pairs if surely_contains(whole, part)), None)


def _not_twice(view: DocView, whole: Hit, part: Hit) -> Draft:
    """No sum of a whole and its part: both are told, and that one holds the other."""
    writer = Writer()
    told = {
        f"{name}{key}": value
        for name, hit in (("whole", whole), ("part", part))
        for key, value in (("", item_of(hit, view)), ("_figure", f"{figure_text(hit)}{writer.mark(hit)}"))
    }
    text = phrase("refuse", "held_twice", who=who(view.disclosure), year=view.disclosure.year, **told)
    return writer.draft(Status.REFUSED, text)


def _total(reading: Reading, view: DocView, hits: Sequence[Hit], said: Sequence[str] = ()) -> Draft:
    """The sum; `said` names an item with its column where the label alone leaves the column out."""
    result = compute.in_unit(compute.total(hits), reading.unit)
    names = zip(hits, said or [""] * len(hits), strict=True)
    return computed("total", view, result, items="、".join(name or item_of(hit, view) for hit, name in names))


def _whole(reading: Reading, view: DocView, hit: SentenceHit) -> Draft:
    """One amount for all that was asked together, where the disclosure does not break it down."""
    writer = Writer()
    names = {"who": who(view.disclosure), "year": view.disclosure.year, "item": item_of(hit)}
    converted = compute.as_computed(hit, reading.unit)
    value = compute.value_of(hit) if converted is None else writer.derived(shortest(converted.value))
    unit = compute.unit_of(hit) if converted is None else converted.unit
    figure = figure_text(hit) if converted is None or value is None else amount_text(value, unit)
    text = phrase("compute", "not_broken_down", **names, figure=figure, mark=writer.mark(hit)) + place(hit)
    return writer.draft(Status.ANSWERED, text, value=value, unit=unit)


def _incomplete(view: DocView, parts: Sequence[Asked], found: Sequence[Hit | None]) -> Draft:
    """No sum where a part is missing: what is missing by name, and what was found."""
    writer = Writer()
    missing = [part.content.strip(" 的,，") for part, hit in zip(parts, found, strict=True) if hit is None]
    lines = "，".join(f"{item_of(hit)} {figure_text(hit)}{writer.mark(hit)}" for hit in found if hit)
    names = {"who": who(view.disclosure), "year": view.disclosure.year}
    text = phrase("refuse", "part_missing", **names, missing="、".join(f"“{said}”" for said in missing))
    if lines:
        text += phrase("refuse", "parts_found", lines=lines)
    return writer.draft(Status.REFUSED, text)


def year_gap(evidence: Evidence, reading: Reading, view: DocView) -> Draft | None:
    """Income less expenditure of the year; None where the question does not ask for what the year lacks."""
    text = reading.content
    asks, both = says(text, "gap", "words"), all(word in text for word in operation_words("gap", "both"))
    compares = both and reading.across is Intent.DIFFERENCE and not _narrowed(evidence.asked(reading, view))
    if not (asks or compares) or says(text, "gap", "narrower") or reading.facet is Facet.BUDGET:
        return None
    income, expenditure = (_yearly(evidence, reading, view, name) for name in ("income", "expenditure"))
    if income is None or expenditure is None:
        return not_found(evidence, reading, view)
    return gap(view, item_of(income), income, item_of(expenditure), expenditure, reading)


def _narrowed(asked: Asked) -> bool:
    """True where a piece of the question is not the income or the expenditure of the year as a whole."""
    totals = {*operation_words("gap", "income"), *operation_words("gap", "expenditure")}
    return any(not totals & {unit.text, *unit.keys} for unit in asked.named)


def _sides(asked: Asked) -> list[Asked]:
    """The two things that a question sets against each other (A比B); empty where it does not."""
    compared = _COMPARES.search(asked.content)
    if compared is None:
        return []
    start, end = compared.span("with")
    sides = [asked.between(0, start), asked.between(end, compared.end())]
    return sides if all(side.units for side in sides) else []


def _vacancy(evidence: Evidence, reading: Reading, view: DocView) -> Draft:
    """Posts that are not filled: those approved less the staff in post."""
    counting = replace(reading, intent=Intent.LOOKUP, across=None, facet=None)
    said = operation_words("vacancy", "sides")
    posts, staff = (
        evidence.figures(replace(counting, content=each, counted="人"), view).figure for each in said
    )
    if posts is None or staff is None:
        return not_found(evidence, reading, view)
    return gap(view, item_of(posts, view), posts, item_of(staff, view), staff, reading)


def _yearly(evidence: Evidence, reading: Reading, view: DocView, side: str) -> Hit | None:
    keys = operation_words("gap", side)
    asked = Asked(keys[0], (Unit(keys[0], float(len(keys[0])), 0, len(keys[0]), keys, "label"),))
    plain_reading = replace(reading, intent=Intent.LOOKUP, across=None, counted="money", content=keys[0])
    return evidence.figures(plain_reading, view, asked).figure


def compares(reading: Reading) -> bool:
    """True where two things are set against each other: A比B便宜多少, 编制还空几个."""
    return _SETS_AGAINST.search(reading.content) is not None or says(reading.content, "vacancy", "words")


def between_measures(evidence: Evidence, reading: Reading, view: DocView) -> Draft | None:
    """The difference of two measures of one disclosure; None where the question names fewer than two.

    Where it compares two (A比B多多少) and one is not printed, there is no answer: never the other alone.
    """
    asked = evidence.asked(reading, view)
    if says(reading.content, "vacancy", "words"):
        return _vacancy(evidence, reading, view)
    sides = with_shared(_sides(asked))
    parts = sides or conjuncts(asked)
    names = [with_column(part) for part in parts] if len(parts) == _PAIR else ["", ""]
    if sides or any(names):
        found = found_parts(evidence, reading, view, parts)
        hits = [hit for hit in found if hit is not None]
        if len(hits) != _PAIR or repeats(hits):
            return not_found(evidence, reading, view)
    else:
        hits = each(evidence, reading, view)
    if len(hits) != _PAIR:
        return None
    one, other = (name or item_of(hit, view) for name, hit in zip(names, hits, strict=True))
    return gap(view, one, hits[0], other, hits[1], reading)
