"""Units and rounding: exact Decimal throughout."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

YUAN = "元"
_IN_YUAN = {
    YUAN: Decimal(1),
    "百元": Decimal(100),
    "千元": Decimal(1000),
    "万元": Decimal(10_000),
    "十万元": Decimal(100_000),
    "百万元": Decimal(1_000_000),
    "千万元": Decimal(10_000_000),
    "亿元": Decimal(100_000_000),
}


def is_money(unit: str | None) -> bool:
    """True for 元, 万元 and the other multiples of 元 that figures are printed or asked in."""
    return unit in _IN_YUAN


def convert(value: Decimal, unit: str | None, to: str | None) -> Decimal:
    """A value in another money unit, exactly; unchanged where one of the units is no money unit."""
    if unit == to or unit not in _IN_YUAN or to not in _IN_YUAN:
        return value
    return value * _IN_YUAN[unit] / _IN_YUAN[to]


def rounded(value: Decimal, places: int) -> Decimal:
    """Rounded half up, as accountants do."""
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def canonical(value: Decimal) -> str:
    """Decimal string without thousands separators, exponent or trailing zeros beyond what is there."""
    return format(value, "f")


def shortest(value: Decimal) -> Decimal:
    """The same number without trailing zeros after the point."""
    trimmed = value.normalize()
    exponent = trimmed.as_tuple().exponent
    return trimmed.quantize(Decimal(1)) if isinstance(exponent, int) and exponent > 0 else trimmed


def shown(value: Decimal) -> str:
    """With thousands separators, places as they are."""
    return f"{value:,f}"


def places(value: Decimal) -> int:
    """Decimal places of a value."""
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
