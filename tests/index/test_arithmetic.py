"""Comparing printed figures: units, rounding, counts."""

from __future__ import annotations

from decimal import Decimal

import pytest

from index.checking.arithmetic import Printed, compare_same, compare_sums, ratio_range
from index.checking.checks import Status


@pytest.mark.parametrize(
    ("left", "right", "status"),
    [
        (Printed(Decimal("63.19"), "万元"), Printed(Decimal("631941"), "元"), Status.PASS),
        (Printed(Decimal("622.18"), "万元"), Printed(Decimal("622.19"), "万元"), Status.ROUNDING),
        (Printed(Decimal("61.8"), "万元"), Printed(Decimal("61.80"), "万元"), Status.PASS),
        (Printed(Decimal("7"), "批"), Printed(Decimal("8"), "个"), Status.FAIL),
    ],
)
def test_two_prints_of_one_quantity(left: Printed, right: Printed, status: Status) -> None:
    assert compare_same(left, right).status is status


def test_tolerance_grows_with_the_rounded_terms() -> None:
    whole, part, zero = (Printed(Decimal(text), "万元") for text in ("1654.78", "622.19", "0.00"))
    verdict = compare_sums([whole], [part, Printed(Decimal("1032.60"), "万元"), zero])
    assert (verdict.status, verdict.tolerance) == (Status.ROUNDING, Decimal("0.015"))


def test_units_are_converted_with_their_own_precision() -> None:
    wan, yuan = Printed(Decimal("63.19"), "万元"), Printed(Decimal("631941"), "元")
    assert compare_sums([wan], [yuan]).status is Status.ROUNDING
    assert compare_sums([yuan], [Printed(Decimal("63.18"), "万元")]).status is Status.FAIL


def test_a_percentage_follows_within_the_printed_precision() -> None:
    found = ratio_range(Printed(Decimal("0.14"), "万元"), Printed(Decimal("0.88"), "万元"))
    assert found is not None and found[0] < Decimal("16.18") < found[1]
    assert ratio_range(Printed(Decimal("1.00"), "万元"), Printed(Decimal("0.00"), "万元")) is None
