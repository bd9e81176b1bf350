"""Comparing printed figures: each stands for an interval that reaches half a unit of its last place.

A difference inside the intervals is rounding, outside it is a failure (the rule on printed precision that
every 勾稽 check follows). Counts are exact.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from index.checking.checks import Status

YUAN = {"元": Decimal(1), "千元": Decimal(1000), "万元": Decimal(10_000), "亿元": Decimal(100_000_000)}
_HALF = Decimal("0.5")
_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Printed:
    """A figure as printed, in its printed unit; `half` overrides how far it may be rounded."""

    value: Decimal
    unit: str | None
    half: Decimal | None = None

    @property
    def decimals(self) -> int:
        """Digits printed after the point."""
        exponent = self.value.as_tuple().exponent
        return max(0, -exponent) if isinstance(exponent, int) else 0

    @property
    def is_money(self) -> bool:
        """True for amounts that can be converted into 元."""
        return self.unit in YUAN

    @property
    def slack(self) -> Decimal:
        """How far the true value may be off: half a unit of the last place, zero for counts."""
        if self.half is not None:
            return self.half
        is_count = not (self.is_money or self.unit == "%" or (self.unit is None and self.decimals))
        return _ZERO if is_count else _HALF.scaleb(-self.decimals)

    def refined(self, decimals: int) -> Printed:
        """The figure as if printed with at least so many decimals: prints drop trailing zeros."""
        if self.half is not None or not self.slack or decimals <= self.decimals:
            return self
        return Printed(self.value, self.unit, _HALF.scaleb(-decimals))

    def within(self, unit: str | None) -> Printed:
        """The figure in another unit of money; itself where nothing is to convert."""
        if unit is None or self.unit is None or unit == self.unit or not {unit, self.unit} <= YUAN.keys():
            return self
        factor = YUAN[self.unit] / YUAN[unit]
        return Printed(_plain(self.value * factor), unit, self.slack * factor)


def _plain(value: Decimal) -> Decimal:
    """The value without the zeros and the exponent that a conversion leaves."""
    short = value.normalize()
    return short.quantize(Decimal(1)) if short == short.to_integral_value() else short


@dataclass(frozen=True, slots=True)
class Verdict:
    """A comparison: status, both sides, left minus right, and the tolerance that the prints allow."""

    status: Status
    left: Decimal
    right: Decimal
    difference: Decimal
    tolerance: Decimal


def compare(left: Decimal, right: Decimal, tolerance: Decimal) -> Verdict:
    """Judge two values: equal, within tolerance, or different."""
    gap = left - right
    status = Status.PASS if gap == 0 else Status.ROUNDING if abs(gap) <= tolerance else Status.FAIL
    return Verdict(status, left, right, gap, tolerance)


def compare_sums(left: Sequence[Printed], right: Sequence[Printed]) -> Verdict:
    """Judge two sums, in the unit of the first figure on the left.

    Each figure other than zero adds half a unit of the last place that the most precise figure of its unit
    prints: forms and sentences drop trailing zeros, so one figure's own digits say too little.
    """
    places: dict[str | None, int] = {}
    for term in (*left, *right):
        places[term.unit] = max(places.get(term.unit, 0), term.decimals)
    unit = left[0].unit
    sides = [[term.refined(places[term.unit]).within(unit) for term in side] for side in (left, right)]
    slack = sum((term.slack for side in sides for term in side if term.value), _ZERO)
    totals = [sum((term.value for term in side), _ZERO) for side in sides]
    return compare(totals[0], totals[1], slack)


def compare_same(left: Printed, right: Printed) -> Verdict:
    """Judge two prints of one quantity, in the unit of `left`.

    A print that is the other one rounded to its own places agrees exactly (631,941 元 and 63.19 万元).
    """
    other = right.within(left.unit)
    gap = left.value - other.value
    coarse, fine = max(left.slack, other.slack), min(left.slack, other.slack)
    if coarse > fine and abs(gap) <= coarse:
        return Verdict(Status.PASS, left.value, other.value, gap, coarse)
    return compare(left.value, other.value, coarse if fine < coarse / 100 else coarse + fine)


def ratio_range(part: Printed, whole: Printed) -> tuple[Decimal, Decimal] | None:
    """The least and greatest percentage that two printed amounts allow; None where `whole` may be zero."""
    other = whole.within(part.unit)
    low, high = abs(other.value) - other.slack, abs(other.value) + other.slack
    if low <= 0:
        return None
    least, most = abs(part.value) - part.slack, abs(part.value) + part.slack
    return max(_ZERO, least) / high * 100, most / low * 100
