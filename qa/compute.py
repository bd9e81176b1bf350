"""Arithmetic that keeps its operands: every result says from which cited figures and how it follows."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from decimal import Decimal

from index.types import Cell
from qa.money import convert, is_money, places, rounded, shortest, shown
from qa.types import CellHit, Computed, Hit

PERCENT_PLACES = 2
AVERAGE_PLACES = 2
RATIO_PLACES = 2
_INDICATOR = re.compile(
    r"(?:[=≥≤<>≧≦]|(?P<dash>-))?\s*(?P<number>\d[\d,]*(?:\.\d+)?)\s*余?"
    r"(?P<unit>万元|亿元|千元|元|万|亿|%|分|人次|批次|小时|平方米|公里|[\u4e00-\u9fff])?"
)
# What may be below zero; a count never is: -126个 misprints =126个.
_NEGATIVE = frozenset({None, "万元", "亿元", "千元", "元", "万", "亿", "%", "分"})
_SHORT_UNITS = {"万": "万元", "亿": "亿元"}
_COUNTED_LABEL = re.compile(r"([次期人家个件户场份套])数(?:量)?$")


def value_of(hit: Hit) -> Decimal | None:
    """The figure of a piece of evidence in its printed unit; a blank cell has none."""
    if isinstance(hit, CellHit):
        return hit.cell.value if hit.cell.value is not None else _indicator(hit.cell)[0]
    return hit.figure.value if hit.figure else None


def unit_of(hit: Hit) -> str | None:
    """The printed unit of a piece of evidence."""
    if isinstance(hit, CellHit):
        value, unit = _indicator(hit.cell)
        return hit.cell.unit if value is None else unit
    return hit.figure.unit if hit.figure else None


def _indicator(cell: Cell) -> tuple[Decimal | None, str | None]:
    """The one number of an indicator's cell (≥55, =5人, 6.6万) with its unit; (None, None) for other text."""
    printed = None if cell.form else _INDICATOR.fullmatch(unicodedata.normalize("NFKC", cell.text).strip())
    if printed is None or (printed["dash"] and printed["unit"] in _NEGATIVE):
        return None, None
    counted = _COUNTED_LABEL.search(cell.row_label)
    unit = _SHORT_UNITS.get(printed["unit"], printed["unit"]) or cell.unit
    unit = unit or (counted[1] if counted else None)
    return Decimal(printed["number"].replace(",", "")), unit


def same_amount(left: Hit, right: Hit) -> bool:
    """True where two pieces of evidence print the same figure, converted to one unit."""
    a, b = value_of(left), value_of(right)
    if a is None or b is None or is_money(unit_of(left)) != is_money(unit_of(right)):
        return False
    return convert(a, unit_of(left), unit_of(right)) == b


def _aligned(hits: Sequence[Hit]) -> tuple[list[Decimal], str | None]:
    """Values in the unit of the first money operand; a blank counts as nothing reported, that is zero."""
    unit = unit_of(hits[0])
    values = []
    for hit in hits:
        value = value_of(hit)
        values.append(Decimal(0) if value is None else convert(value, unit_of(hit), unit))
    return values, unit


def _term(value: Decimal) -> str:
    return f"({shown(value)})" if value < 0 else shown(value)


def total(hits: Sequence[Hit]) -> Computed:
    """The sum of the figures, in the unit of the first."""
    values, unit = _aligned(hits)
    result = sum(values, Decimal(0))
    return Computed(result, unit, f"{' + '.join(map(_term, values))} = {shown(result)}", tuple(hits))


def difference(left: Hit, right: Hit) -> Computed:
    """left - right, in the unit of left."""
    (a, b), unit = _aligned((left, right))
    unit = "个百分点" if unit == "%" else unit
    return Computed(a - b, unit, f"{_term(a)} - {_term(b)} = {shown(a - b)}", (left, right))


def remainder(whole: Hit, parts: Sequence[Hit]) -> Computed:
    """The whole less the parts, in the unit of the whole."""
    (first, *rest), unit = _aligned((whole, *parts))
    result = first - sum(rest, Decimal(0))
    formula = f"{_term(first)} - {' - '.join(map(_term, rest))} = {shown(result)}"
    return Computed(result, unit, formula, (whole, *parts))


def share(part: Hit, whole: Hit, decimals: int | None = None) -> Computed:
    """part / whole in percent, rounded half up. Raises ZeroDivisionError where whole is zero."""
    (a, b), _ = _aligned((part, whole))
    result = rounded(a / b * 100, PERCENT_PLACES if decimals is None else decimals)
    return Computed(result, "%", f"{_term(a)} ÷ {_term(b)} × 100% = {shown(result)}%", (part, whole))


def ratio(left: Hit, right: Hit, decimals: int | None = None) -> Computed:
    """left / right as a multiple (倍), rounded half up; a small one keeps two significant digits. Raises
    ZeroDivisionError where right is zero."""
    (a, b), _ = _aligned((left, right))
    exact = a / b
    kept = RATIO_PLACES if abs(exact) >= 1 or not exact else RATIO_PLACES - 1 - exact.adjusted()
    result = rounded(exact, max(RATIO_PLACES, kept) if decimals is None else decimals)
    return Computed(result, "倍", f"{_term(a)} ÷ {_term(b)} = {shown(result)}", (left, right))


def growth(now: Hit, before: Hit, decimals: int | None = None) -> Computed:
    """(now - before) / before in percent. Raises ZeroDivisionError where before is zero."""
    (a, b), _ = _aligned((now, before))
    result = rounded((a - b) / b * 100, PERCENT_PLACES if decimals is None else decimals)
    formula = f"({_term(a)} - {_term(b)}) ÷ {_term(b)} × 100% = {shown(result)}%"
    return Computed(result, "%", formula, (now, before))


def average(whole: Hit, count: Hit, decimals: int | None = None, unit: str | None = None) -> Computed:
    """whole / count in the money unit asked for, else that of whole. Raises ZeroDivisionError for zero."""
    printed = unit_of(whole)
    unit = unit if unit and is_money(unit) and is_money(printed) else printed
    a = (
        shortest(convert(value_of(whole) or Decimal(0), printed, unit))
        if unit != printed
        else value_of(whole)
    )
    a, b = a or Decimal(0), value_of(count) or Decimal(0)
    result = rounded(a / b, AVERAGE_PLACES if decimals is None else decimals)
    formula = f"{_term(a)} ÷ {_term(b)} = {shown(result)}"
    if unit != printed:
        formula = f"{shown(value_of(whole) or Decimal(0))} {printed} = {shown(a)} {unit}；{formula}"
    return Computed(result, unit, formula, (whole, count))


def before_change(now: Hit, change: Hit, increased: bool) -> Computed:
    """The figure before a printed increase or decrease, in the unit of `now`."""
    (a, b), unit = _aligned((now, change))
    result = a - b if increased else a + b
    sign = "-" if increased else "+"
    return Computed(result, unit, f"{_term(a)} {sign} {_term(b)} = {shown(result)}", (now, change))


def in_unit(computed: Computed, unit: str | None) -> Computed:
    """A result in the money unit that was asked for; others stay."""
    if unit is None or not is_money(computed.unit) or unit == computed.unit:
        return computed
    value = convert(computed.value, computed.unit, unit)
    formula = f"{computed.formula} {computed.unit} = {shown(value)} {unit}"
    return Computed(value, unit, formula, computed.operands)


def as_computed(hit: Hit, unit: str | None) -> Computed | None:
    """A single figure converted to the unit asked for; None where it is blank or needs no conversion."""
    value = value_of(hit)
    printed = unit_of(hit)
    if value is None or unit is None or not is_money(printed) or printed == unit:
        return None
    result = convert(value, printed, unit)
    if places(result) > 12:
        result = rounded(result, 12)
    return Computed(result, unit, f"{shown(value)} {printed} = {shown(result)} {unit}", (hit,))
