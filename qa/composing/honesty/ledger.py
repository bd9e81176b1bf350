"""A check of the index in words: the printed figures that it compares, each with its place, and by how much
they differ."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from index.checking.checks import Check, Operand, Side, Status
from qa.composing.honesty.conflicts import hit_of
from qa.composing.phrases import phrase
from qa.compute import value_of
from qa.draft import Writer, amount_text, figure_text, item_of, joined
from qa.finding.corpus import DocView
from qa.finding.evidence import Evidence
from qa.types import Draft, Hit, Intent, Reading, SentenceHit
from qa.types import Status as Conflict

_PERCENT = "percent."
_TEXT = "text."
_FORM = re.compile(r"与\s*(?:公开|附|表)?\S{0,6}《")
_CODE = re.compile(r"^\d{3,7}\s*")
_MOST_TERMS = 40
_MOST_NAMED = 30
_CENT = Decimal("0.01")
_NEAR = Decimal("0.1")
_PAIR = 2
_KINDS = frozenset({"change", "share", "execution"})


def line_of(view: DocView, check: Check, writer: Writer) -> str | None:
    """One check in words; None where a figure of it is not there any more."""
    found = [(operand, hit) for operand in check.operands if (hit := hit_of(view, operand)) is not None]
    if len(found) < min(2, len(check.operands)) or not found:
        return None
    if check.rule.startswith(_PERCENT):
        return _of_rate(check, found, writer)
    terms = [operand for operand, _ in found if operand.side is Side.RIGHT]
    if check.rule.startswith(_TEXT) and len(terms) < _PAIR:
        return _of_pair(check, found, writer)
    return _of_sum(check, found, writer)


def failing(view: DocView, hit: Hit) -> Check | None:
    """The identity that a cell fails: as the sum of others, or where none that it stands in holds. The one
    that a figure of the text fails: as the sum of the parts that its own sentence lists."""
    if isinstance(hit, SentenceHit):
        return next((check for check in view.checks if _fails_as_total(check, hit)), None)
    key = (hit.cell.table_id, hit.cell.row, hit.cell.col)
    own = [check for check in view.checks if not check.soft and key in check.cell_keys]
    failed = [check for check in own if check.status is Status.FAIL]
    if not failed:
        return None
    summed = [c for c in failed if any(o.cell_key == key and o.side is Side.LEFT for o in c.operands)]
    holds = any(check.status.holds for check in own)
    shortest_first = sorted(summed if holds else failed, key=lambda check: len(check.operands))
    return shortest_first[0] if shortest_first else None


def _fails_as_total(check: Check, hit: SentenceHit) -> bool:
    totals = (operand for operand in check.operands if operand.side is Side.LEFT)
    fails = check.status is Status.FAIL and not check.soft
    return fails and any(_is_figure(total, hit) for total in totals)


def with_printed_rate(draft: Draft, evidence: Evidence, reading: Reading, views: Sequence[DocView]) -> Draft:
    """A computed rate with the printed one beside it, where the text prints another that does not follow."""
    if reading.intent is not Intent.CHANGE_RATE or len(views) > 1:
        return draft
    view = views[0]
    hit = evidence.figures(replace(reading, facet=None, counted=None), view).figure
    figure = hit.figure if isinstance(hit, SentenceHit) else None
    for check in view.contradictions:
        rate = check.rule.startswith(_PERCENT) and check.status is Status.FAIL
        if rate and figure is not None and any(_is_figure(o, hit) for o in check.operands if not o.basis):
            writer = Writer()
            if (line := line_of(view, check, writer)) is not None:
                remark = writer.draft(Conflict.CONFLICT, phrase("audit", "remark_rate", line=line))
                return replace(joined(draft, remark), status=Conflict.CONFLICT)
    return draft


def _is_figure(operand: Operand, hit: Hit | None) -> bool:
    same = isinstance(hit, SentenceHit) and operand.sentence_id == hit.sentence.sentence_id
    return (
        same and isinstance(hit, SentenceHit) and hit.figure is not None and hit.figure.value == operand.value
    )


def place_of(hit: Hit) -> str:
    """Where a figure stands, in words."""
    if isinstance(hit, SentenceHit):
        return phrase("audit", "sentence", page=hit.sentence.page)
    return phrase("audit", "cell", title=hit.cell.table_title, page=hit.cell.page)


def _of_sum(check: Check, found: Sequence[tuple[Operand, Hit]], writer: Writer) -> str | None:
    left = [hit for operand, hit in found if operand.side is Side.LEFT]
    right = [(operand.sign, hit) for operand, hit in found if operand.side is Side.RIGHT]
    if len(left) != 1 or not right or check.right is None or len(right) > _MOST_TERMS:
        return None
    if len(right) == 1:
        return _of_pair(check, found, writer)
    return summed(left[0], right, check.right, check.unit, writer, holds=check.status is Status.PASS)


def summed(
    total: Hit,
    terms: Sequence[tuple[int, Hit]],
    value: Decimal,
    unit: str | None,
    writer: Writer,
    *,
    holds: bool = False,
) -> str:
    """A printed total beside what its terms, each with its sign, add up to."""
    shown = amount_text(writer.derived(value), unit)
    terms = [(sign, hit) for sign, hit in terms if value_of(hit)] or terms
    signed = "".join(f" {'-' if sign < 0 else '+'} {_bare(hit)}" for sign, hit in terms)
    names = [item_of(hit) for _, hit in terms]
    few = len(terms) <= _MOST_NAMED and len({*names}) == len(names)
    return phrase(
        "audit",
        "sum_holds" if holds else "sum",
        items="、".join(names) if few else phrase("audit", "parts"),
        place=place_of(total),
        item=item_of(total) if holds else _item(total),
        figure=figure_text(total),
        mark=writer.mark(total),
        total=shown,
        formula=f"{signed.removeprefix(' + ')} = {amount_text(value, None)}",
        marks=writer.marks(tuple(hit for _, hit in terms)),
    )


def _bare(hit: Hit) -> str:
    value = value_of(hit)
    shown = amount_text(value if value is not None else Decimal(0), None)
    return f"({shown})" if shown.startswith("-") else shown


def _item(hit: Hit) -> str:
    if isinstance(hit, SentenceHit):
        return hit.figure.subject or "" if hit.figure else ""
    cell = hit.cell
    return "，".join(part for part in (cell.row_label, cell.column_label.rsplit(" / ", 1)[-1]) if part)


def _of_pair(check: Check, found: Sequence[tuple[Operand, Hit]], writer: Writer) -> str:
    told = [hit for operand, hit in found if not operand.basis]
    if check.status is Status.PASS and len({item_of(hit) for hit in told}) > 1:
        return phrase(
            "audit", "equal", parts=phrase("audit", "and").join(_named(hit, writer) for hit in told)
        )
    if check.status is Status.PASS:
        places = phrase("audit", "and").join(dict.fromkeys(place_of(hit) for hit in told))
        names = {"item": item_of(told[0]), "figure": figure_text(told[0]), "places": places}
        return phrase("audit", "pair_holds", **names, marks=writer.marks(tuple(told)))
    parts = [
        phrase("audit", "pair", place=place_of(hit), figure=figure_text(hit), mark=writer.mark(hit))
        for hit in told
    ]
    return phrase("audit", "about", item=_about(check, told)) + "，".join(parts)


def _named(hit: Hit, writer: Writer) -> str:
    """A figure with the item it is of: an identity may set two items equal."""
    place, figure = place_of(hit), figure_text(hit)
    return phrase("audit", "equal_part", item=item_of(hit), place=place, figure=figure, mark=writer.mark(hit))


def _about(check: Check, told: Sequence[Hit]) -> str:
    """What a comparison is of, from its title (正文与表：国内公务接待批次 与 公开07表…)."""
    title = check.title.partition("：")[2] or check.title
    name = _CODE.sub("", _FORM.split(title)[0].strip())
    return name if not check.title.startswith("公开") else _item(told[0])


def _of_rate(check: Check, found: Sequence[tuple[Operand, Hit]], writer: Writer) -> str | None:
    told = [hit for operand, hit in found if not operand.basis]
    basis = tuple(hit for operand, hit in found if operand.basis)
    worked = _worked(check, basis)
    if not told or worked is None:
        return _of_pair(check, [(replace(operand, basis=False), hit) for operand, hit in found], writer)
    value, formula = worked
    kind = check.rule.removeprefix(_PERCENT)
    return phrase(
        "audit",
        "rate",
        place=place_of(told[0]),
        item=phrase("audit", kind if kind in _KINDS else "share", item=_item(basis[0])),
        figure=figure_text(told[0]),
        mark=writer.mark(told[0]),
        computed=amount_text(writer.derived(value), "%"),
        formula=formula,
        marks=writer.marks(basis),
    )


def _worked(check: Check, basis: Sequence[Hit]) -> tuple[Decimal, str] | None:
    """The percentage that follows from two amounts, with the way it does; None where none gives it."""
    values = [value for hit in basis if (value := value_of(hit)) is not None]
    if len(values) != _PAIR or check.right is None:
        return None
    a, b = (amount_text(value, None) for value in values)
    first, second = values
    ways = (
        (first, second, f"{a} ÷ {b}"),
        (second, first, f"{b} ÷ {a}"),
        (first, second - first, f"{a} ÷ ({b} - {a})"),
        (first, second + first, f"{a} ÷ ({b} + {a})"),
    )
    for part, whole, words in ways:
        if whole and abs(part / whole * 100 - check.right) <= _NEAR:
            value = (part / whole * 100).quantize(_CENT, ROUND_HALF_UP)
            return value, f"{words} × 100% = {value}%"
    return None
