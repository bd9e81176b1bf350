"""Answers from several figures: sums, shares and averages in one disclosure; comparisons over departments."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from qa import compute
from qa.composing.conflicts import conflict_of
from qa.composing.decline import not_found
from qa.composing.phrases import phrase
from qa.composing.single import computed, gap, look_up
from qa.draft import Writer, amount_text, figure_text, item_of, same_place, who
from qa.finding.corpus import DocView
from qa.finding.evidence import Evidence
from qa.money import convert, rounded, shortest
from qa.types import CellHit, Draft, Hit, Intent, Reading, SentenceHit, Status, Threshold
from qa.understanding.asked import Asked, Unit, read_asked, same_measure
from qa.understanding.vocabulary import MeasureWords, load_vocabulary

_HOW_MANY = re.compile("多少|几")
_SPLIT_SHARE = "占"
_JOINS = re.compile(r"(?:以及|加上|[和与、加及跟+])")


def measures_of(asked: Asked, view: DocView) -> tuple[Unit, ...]:
    """The pieces of a question that name a row or a counted subject of this disclosure."""
    subjects = {clause.subject for clause in view.clauses}
    return tuple(
        unit for unit in asked.named if any(key in view.rows_by_key or key in subjects for key in unit.keys)
    )


def sum_measure(asked: Asked) -> MeasureWords | None:
    """A measure that no form prints and the vocabulary adds up (五险一金), if the question names one."""
    said = {key for unit in asked.named for key in unit.keys}
    return next((m for m in load_vocabulary().measures if m.sum_of and said & set(m.keys)), None)


def added_up(evidence: Evidence, reading: Reading, view: DocView, measure: MeasureWords) -> Draft:
    """The sum of the parts of such a measure; parts that the form leaves blank count as nothing reported."""
    hits = []
    asked = evidence.asked(reading, view)
    for keys in measure.sum_of:
        part = _with_key(asked, measure, keys)
        best = evidence.figures(reading, view, part).figure
        if isinstance(best, CellHit) and best.cell.form == measure.form:
            hits.append(best)
    return _total(reading, view, hits) if hits else not_found(evidence, reading, view)


def _with_key(asked: Asked, measure: MeasureWords, keys: tuple[str, ...]) -> Asked:
    wide = tuple(dict.fromkeys(name for key in keys for name in same_measure(key)))
    units = tuple(
        Unit(keys[0], unit.weight, unit.start, unit.end, wide, "part")
        if set(unit.keys) & set(measure.keys)
        else unit
        for unit in asked.units
    )
    return Asked(asked.content, units)


def each(evidence: Evidence, reading: Reading, view: DocView) -> list[Hit]:
    """The best hit for every measure that the question names, in order; what is not found is left out."""
    asked = evidence.asked(reading, view)
    measures = measures_of(asked, view)
    hits: list[Hit] = []
    for measure in measures:
        others = tuple(unit for unit in measures if unit is not measure)
        part = Asked(asked.content, tuple(unit for unit in asked.units if unit not in others and unit.keys))
        best = evidence.figures(replace(reading, intent=Intent.LOOKUP), view, part).figure
        if best is not None:
            hits.append(best)
    return hits


def one_by_one(evidence: Evidence, reading: Reading, view: DocView) -> Draft | None:
    """Each of several measures asked for in one breath (几批、多少人次); None where one is missing."""
    if len(_HOW_MANY.findall(reading.content)) < 2:
        return None
    asked = evidence.asked(reading, view)
    measures = measures_of(asked, view)
    hits = each(evidence, replace(reading, counted=None), view)
    if len(hits) < 2 or len(hits) < len(measures) or any(_same_figure(a, b) for a, b in pairwise(hits)):
        return None
    writer = Writer()
    lines = "，".join(f"{item_of(hit)} {figure_text(hit)}{writer.mark(hit)}" for hit in hits)
    names = {"who": who(view.disclosure), "year": view.disclosure.year}
    return writer.draft(Status.ANSWERED, phrase("projects", "several", **names, lines=lines))


def summed(evidence: Evidence, reading: Reading, view: DocView) -> Draft:
    """The sum of the measures named; with one measure only, "合计" is just a word."""
    asked = evidence.asked(reading, view)
    hits = [
        best
        for part in _conjuncts(asked)
        if (
            best := evidence.figures(
                replace(reading, intent=Intent.LOOKUP, counted="money"), view, part
            ).figure
        )
    ]
    if len(hits) < 2 or any(_same_figure(a, b) for a, b in pairwise(hits)):
        return look_up(evidence, reading, view)
    return _total(reading, view, hits)


def _conjuncts(asked: Asked) -> list[Asked]:
    """The parts between 和, 与, 、 and +; where measures are recognised only a join of two of them counts."""
    cuts = [match.span() for match in _JOINS.finditer(asked.content)]
    named = [unit for unit in asked.named if unit.how != "near"]
    if len(named) >= 2:
        cuts = [
            cut
            for cut in cuts
            if any(unit.end == cut[0] for unit in named) and any(unit.start == cut[1] for unit in named)
        ]
    edges = [0, *(edge for cut in cuts for edge in cut), len(asked.content)]
    return [asked.between(start, end) for start, end in zip(edges[::2], edges[1::2], strict=True)]


def _same_figure(left: Hit, right: Hit) -> bool:
    if not same_place(left, right):
        return False
    return isinstance(left, CellHit) or (isinstance(right, SentenceHit) and left.figure == right.figure)


def _total(reading: Reading, view: DocView, hits: Sequence[Hit]) -> Draft:
    result = compute.in_unit(compute.total(hits), reading.unit)
    return computed("total", view, result, items="、".join(item_of(hit) for hit in hits))


def between_measures(evidence: Evidence, reading: Reading, view: DocView) -> Draft | None:
    """The difference of two measures of one disclosure; None where fewer than two are named."""
    hits = each(evidence, reading, view)
    if len(hits) != 2:
        return None
    return gap(view, item_of(hits[0]), hits[0], item_of(hits[1]), hits[1], reading)


def share(evidence: Evidence, reading: Reading, view: DocView) -> Draft | None:
    """A 占 B: computed from both figures; None where the question does not name both."""
    printed = evidence.figures(reading, view).best
    if printed and (told := conflict_of(view, printed)):
        return told
    asked = evidence.asked(reading, view)
    cut = asked.content.find(_SPLIT_SHARE)
    if cut < 0:
        return None
    plain_reading = replace(reading, intent=Intent.LOOKUP, counted="money")
    sides = (asked.between(0, cut), asked.between(cut + 1, len(asked.content)))
    if not all(side.named for side in sides):
        return None
    part, whole = (evidence.figures(plain_reading, view, side).figure for side in sides)
    if part is None or whole is None or not compute.value_of(whole):
        return None
    result = compute.share(part, whole, reading.decimals)
    return computed("share", view, result, part=item_of(part), whole=item_of(whole))


def average(evidence: Evidence, reading: Reading, view: DocView) -> Draft:
    """An amount per head (or per 批次, per vehicle): the amount and the count are both cited."""
    word, unit = _per(reading.content)
    asked = evidence.asked(reading, view)
    counted_keys = {key for named in read_asked(word, ()).named for key in named.keys}
    amount = Asked(asked.content, tuple(u for u in asked.named if not counted_keys & set(u.keys)))
    money = evidence.figures(replace(reading, intent=Intent.LOOKUP, counted="money"), view, amount).figure
    counting = replace(reading, intent=Intent.LOOKUP, content=word, counted=unit, facet=None)
    count = evidence.figures(counting, view).figure
    if money is None or count is None or not compute.value_of(count):
        return not_found(evidence, reading, view)
    result = compute.in_unit(compute.average(money, count, reading.decimals), reading.unit)
    return computed("average", view, result, item=item_of(money))


def _per(content: str) -> tuple[str, str]:
    if "批" in content:
        return "国内公务接待批次", "批"
    if "辆" in content:
        return "公务用车保有量", "辆"
    if "人次" in content:
        return "国内公务接待人次", "人次"
    return "在职人员", "人"


def over_departments(evidence: Evidence, reading: Reading, views: Sequence[DocView]) -> Draft:
    """One measure over several disclosures: in order, with the difference of two, or their sum."""
    rows: list[tuple[DocView, Hit]] = []
    for view in views:
        best = evidence.figures(reading, view).figure
        if best is not None:
            rows.append((view, best))
    if len(rows) < 2:
        return not_found(evidence, reading, views[0]) if not rows else look_up(evidence, reading, rows[0][0])
    if reading.threshold is not None:
        return _filtered(rows, reading, reading.threshold)
    if reading.across is Intent.SUM:
        return _sum_over(rows, reading)
    if reading.across is Intent.DIFFERENCE and len(rows) == 2:
        return _gap_over(rows, reading)
    return _ordered(rows, reading, [view for view in views if view not in [row[0] for row in rows]])


def _name(view: DocView) -> str:
    return f"{who(view.disclosure)}（{view.disclosure.year}年度）"


def _gap_over(rows: Sequence[tuple[DocView, Hit]], reading: Reading) -> Draft:
    (left, a), (right, b) = rows
    draft = gap(left, f"{_name(left)}的{item_of(a)}", a, f"{_name(right)}", b, reading)
    return replace(draft, text=draft.text + _caveats(rows))


def _sum_over(rows: Sequence[tuple[DocView, Hit]], reading: Reading) -> Draft:
    writer = Writer()
    result = compute.in_unit(compute.total([hit for _, hit in rows]), reading.unit)
    value = writer.derived(shortest(result.value))
    lines = "；".join(_line(writer, view, hit) for view, hit in rows)
    text = f"{item_of(rows[0][1])}合计 {amount_text(value, result.unit)}（{result.formula}）：{lines}。"
    return writer.draft(
        Status.ANSWERED, text + _caveats(rows), value=value, unit=result.unit, formula=result.formula
    )


def _filtered(rows: Sequence[tuple[DocView, Hit]], reading: Reading, limit: Threshold) -> Draft:
    """The departments above or below a limit, each with its figure."""
    writer = Writer()

    def size(hit: Hit) -> Decimal:
        return convert(compute.value_of(hit) or Decimal(0), compute.unit_of(hit), limit.unit)

    kept = [row for row in rows if (size(row[1]) > limit.value) == limit.above]
    kept.sort(key=lambda row: -size(row[1]))
    lines = "；".join(_line(writer, view, hit) for view, hit in kept)
    item = item_of(rows[0][1]) or reading.content
    count = writer.derived(Decimal(len(kept)))
    text = phrase("across", "filtered" if kept else "none_kept", item=item, n=count, lines=lines)
    return writer.draft(Status.ANSWERED, text + _caveats(kept))


def _line(writer: Writer, view: DocView, hit: Hit) -> str:
    return phrase(
        "across",
        "line",
        who=who(view.disclosure),
        year=view.disclosure.year,
        figure=figure_text(hit),
        mark=writer.mark(hit),
    )


def _ordered(rows: Sequence[tuple[DocView, Hit]], reading: Reading, without: Sequence[DocView]) -> Draft:
    writer = Writer()
    unit = compute.unit_of(rows[0][1])

    def size(row: tuple[DocView, Hit]) -> Decimal:
        return convert(compute.value_of(row[1]) or Decimal(0), compute.unit_of(row[1]), unit)

    ranked = sorted(rows, key=size, reverse=reading.descending)
    first, best = ranked[0]
    item = item_of(best) or reading.content
    text = phrase(
        "across",
        "best",
        who=_name(first),
        item=item,
        most="最高" if reading.descending else "最低",
        figure=figure_text(best),
        mark=writer.mark(best),
    )
    order = "从高到低" if reading.descending else "从低到高"
    lines = "；".join(_line(writer, view, hit) for view, hit in ranked)
    text += phrase("across", "order", item=item, direction=order, lines=lines) + _caveats(rows)
    if without:
        text += phrase("across", "none", who="、".join(_name(view) for view in without))
    value = compute.value_of(best)
    places = reading.decimals
    if value is not None and places is not None:
        value = rounded(value, places)
    return writer.draft(Status.ANSWERED, text, value=value, unit=unit)


def _caveats(rows: Sequence[tuple[DocView, Hit]]) -> str:
    """Different years or different forms are pointed out, never silently mixed."""
    said = ""
    if len({view.disclosure.year for view, _ in rows}) > 1:
        said += phrase("across", "years_differ")
    forms = {hit.cell.table_title if isinstance(hit, CellHit) else "情况说明" for _, hit in rows}
    keys = {hit.cell.form if isinstance(hit, CellHit) else None for _, hit in rows}
    if len(keys) > 1:
        said += phrase("across", "scopes_differ", forms="、".join(sorted(forms)))
    return said
