"""Comparing printed figures: each stands for an interval that reaches half a unit of its last place.

A difference inside the intervals is rounding, outside it is a failure (the rule on printed precision that
every 勾稽 check follows). Counts are exact.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from index.checks import Status

YUAN = {"元": Decimal(1), "千元": Decimal(1000), "万元": Decimal(10_000), "亿元": Decimal(100_000_000)}
_HALF = Decimal("0.5")
_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Printed:
    """A figure as printed, in its printed unit."""

    value: Decimal
    unit: str | None

    @property
    def decimals(self) -> int:
        """Digits printed after the point."""
        exponent = self.value.as_tuple().exponent
        return max(0, -exponent) if isinstance(exponent, int) else 0

    @property
    def is_money(self) -> bool:
        """True for amounts that can be converted into 元."""
        return self.unit in YUAN

    def half_step(self, decimals: int | None = None) -> Decimal:
        """Half a unit of the last place; `decimals` overrides the own ones. Zero for counts."""
        places = self.decimals if decimals is None else decimals
        is_count = not (self.is_money or self.unit == "%" or (self.unit is None and places))
        return _ZERO if is_count else _HALF.scaleb(-places)

    def within(self, unit: str | None) -> Printed:
        """The figure in another unit of money; itself where nothing is to convert."""
        if self.unit == unit or self.unit not in YUAN or unit not in YUAN:
            return self
        return Printed(self.value * YUAN[self.unit] / YUAN[unit], unit)


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
    """Judge two sums printed in one unit.

    Each figure other than zero adds half a unit of the last place that the most precise operand prints: forms
    and sentences drop trailing zeros, so one figure's own digits say too little.
    """
    terms = [*left, *right]
    decimals = max(term.decimals for term in terms)
    slack = sum((term.half_step(decimals) for term in terms if term.value), _ZERO)
    return compare(
        sum((term.value for term in left), _ZERO), sum((term.value for term in right), _ZERO), slack
    )


def compare_same(left: Printed, right: Printed) -> Verdict:
    """Judge two prints of one quantity, in the unit of `left`.

    A print that is the other one rounded to its own places agrees exactly (631,941 元 and 63.19 万元).
    """
    other = right.within(left.unit)
    if _rounds_to(left, other) or _rounds_to(other, left):
        return Verdict(Status.PASS, left.value, other.value, left.value - other.value, _ZERO)
    factor = YUAN[right.unit] / YUAN[left.unit] if left.is_money and right.unit in YUAN else Decimal(1)  # type: ignore[index]
    return compare(left.value, other.value, left.half_step() + right.half_step() * factor)


def _rounds_to(coarse: Printed, fine: Printed) -> bool:
    return abs(coarse.value - fine.value) <= coarse.half_step() and coarse.decimals < fine.decimals


def ratio_range(part: Printed, whole: Printed, decimals: int) -> tuple[Decimal, Decimal] | None:
    """The least and the greatest percentage that two printed amounts allow; None where `whole` may be zero.

    `decimals` is the precision of the amounts (prints drop trailing zeros).
    """
    other = whole.within(part.unit)
    reach_part, reach_whole = part.half_step(decimals), other.half_step(decimals)
    low, high = abs(other.value) - reach_whole, abs(other.value) + reach_whole
    if low <= 0:
        return None
    least, most = abs(part.value) - reach_part, abs(part.value) + reach_part
    return max(_ZERO, least) / high * 100, most / low * 100
