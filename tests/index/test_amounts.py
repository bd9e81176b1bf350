"""Printed text -> Amount."""

from decimal import Decimal

import pytest

from index.forms.amounts import is_number, parse_amount
from index.types import Blank


@pytest.mark.parametrize(
    ("text", "value", "decimals", "unit"),
    [
        ("1,489.37", "1489.37", 2, None),
        ("0.00", "0.00", 2, None),
        ("0", "0", 0, None),
        ("1,23,4.5", "1234.5", 1, None),
        ("1.234.56", "1234.56", 2, None),
        ("1 234.5", "1234.5", 1, None),
        ("１，２３４．５０", "1234.50", 2, None),
        ("(12.3)", "-12.3", 1, None),
        ("（0.05）", "-0.05", 2, None),
        ("-5", "-5", 0, None),
        ("−5.0", "-5.0", 1, None),
        ("98.40%", "98.40", 2, "%"),
        ("￥1,000元", "1000", 0, "元"),
        ("2辆", "2", 0, "辆"),
        (".5", "0.5", 1, None),
    ],
)
def test_numbers_keep_value_and_precision(text: str, value: str, decimals: int, unit: str | None) -> None:
    amount = parse_amount(text)
    assert str(amount.value) == value
    assert (amount.decimals, amount.unit, amount.blank, amount.text) == (decimals, unit, None, text)


@pytest.mark.parametrize(
    ("text", "blank"),
    [
        ("", Blank.EMPTY),
        ("　", Blank.EMPTY),
        ("-", Blank.DASH),
        ("——", Blank.DASH),
        ("———", Blank.DASH),
        ("无", Blank.NONE_REPORTED),
        ("无数据", Blank.NONE_REPORTED),
        ("不适用", Blank.NONE_REPORTED),
        ("≥55", Blank.TEXT),
        ("2023年1月-12月", Blank.TEXT),
        ("达成预期指标", Blank.TEXT),
        ("(12.3", Blank.TEXT),
    ],
)
def test_blanks_are_kept_apart(text: str, blank: Blank) -> None:
    assert parse_amount(text).blank is blank
    assert parse_amount(text).value is None


def test_values_are_decimals() -> None:
    assert parse_amount("0.1").value == Decimal("0.1")


def test_counts_are_no_plain_numbers() -> None:
    assert is_number("1,000.00")
    assert is_number("50%")
    assert not is_number("4人")
