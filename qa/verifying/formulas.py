"""Formulas in an answer (92.86 + 3.20 = 96.06): followed again by code, with exact decimals."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, DivisionByZero, InvalidOperation
from typing import Final

_NUMBER: Final = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_UNIT: Final = r"亿元|万元|千元|元|人次|人|批次|批|辆|台|个"
_TOKEN: Final = re.compile(
    rf"\s*(?:(?P<number>{_NUMBER})(?:(?P<percent>%)|\s?(?P<unit>{_UNIT}))?|(?P<sign>[-+×*÷/()]))"
)
_PART: Final = rf"(?:[\d,.()%+\-×*÷/\s]|{_UNIT})*"
_FORMULA: Final = re.compile(
    rf"(?P<left>[(\d-]{_PART}[+\-×*÷/]{_PART})=\s*"
    rf"(?P<right>-?(?:{_NUMBER}))(?:(?P<percent>\s?%)|\s?(?P<unit>{_UNIT}))?"
)
_DIFFERENCES: Final = frozenset({"-", "-(-)", "(-)-", "(-)-(-)"})  # with bracketed negative numbers
_HUNDRED: Final = Decimal(100)


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula at [start, end) of a text. `operands` are as written, without the constant 100 %."""

    start: int
    end: int
    text: str
    operands: tuple[Decimal, ...]
    result: Decimal  # as written
    unit: str | None  # of the result, as written
    percent: bool
    divides: bool
    holds: bool
    change: bool  # a difference or a rate of change: its first operand less its second decides the sign


def formulas_in(text: str) -> tuple[Formula, ...]:
    """The formulas of a folded text."""
    return tuple(found for match in _FORMULA.finditer(text) if (found := _formula(match)) is not None)


def _formula(match: re.Match[str]) -> Formula | None:
    opened = _opened(match["left"])
    left, start = match["left"][opened:], match.start("left") + opened
    tokens, numbers = _tokens(left), [m for m in _TOKEN.finditer(left) if m["number"]]
    if tokens is None:
        return None
    value, result = _value(tokens), Decimal(match["right"].replace(",", ""))
    operands = tuple(_decimal(m) for m in numbers if not (m["number"] == "100" and m["percent"]))
    units = {m["unit"] for m in numbers if m["unit"]}
    percent = match["percent"] is not None
    exponent = result.as_tuple().exponent
    step = Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0) / (_HUNDRED if percent else 1)
    shown = result / _HUNDRED if percent else result
    follows = value is not None and abs(value - shown) <= step / 2
    signs = "".join(token for token in tokens if isinstance(token, str))
    return Formula(
        start,
        match.end(),
        match.string[start : match.end()],
        operands,
        result,
        match["unit"],
        percent,
        "÷" in signs or "/" in signs,
        follows and bool(operands) and len(units) < 2,
        (signs in _DIFFERENCES and len(operands) == 2)
        or (signs.startswith(("(-)÷", "(-)/")) and operands[1:2] == operands[2:3]),
    )


def _opened(text: str) -> int:
    """The place behind the last bracket that is not closed, 0 where there is none: (92.86 + 3.20 = …)."""
    depth = 0
    for place in range(len(text) - 1, -1, -1):
        depth += {")": 1, "(": -1}.get(text[place], 0)
        if depth < 0:
            return place + 1
    return 0


def _decimal(match: re.Match[str]) -> Decimal:
    return Decimal(match["number"].replace(",", ""))


def _tokens(text: str) -> list[Decimal | str] | None:
    """Numbers and signs; a bracketed negative number is one number. None where something else stands."""
    tokens: list[Decimal | str] = []
    place = 0
    text = text.rstrip()
    while place < len(text):
        match = _TOKEN.match(text, place)
        if match is None:
            return None
        place = match.end()
        if match["number"]:
            value = _decimal(match)
            tokens.append(value / _HUNDRED if match["percent"] else value)
        else:
            tokens.append(match["sign"])
    return tokens


def _value(tokens: list[Decimal | str]) -> Decimal | None:
    """The value by the usual precedence; None where the formula is malformed or divides by zero."""
    rest = list(reversed(tokens))
    try:
        value = _sum(rest)
    except (IndexError, TypeError, DivisionByZero, InvalidOperation):
        return None
    return None if rest else value


def _sum(rest: list[Decimal | str]) -> Decimal:
    value = _product(rest)
    while rest and rest[-1] in ("+", "-"):
        sign = rest.pop()
        value = value + _product(rest) if sign == "+" else value - _product(rest)
    return value


def _product(rest: list[Decimal | str]) -> Decimal:
    value = _atom(rest)
    while rest and rest[-1] in ("×", "*", "÷", "/"):
        sign = rest.pop()
        value = value * _atom(rest) if sign in ("×", "*") else value / _atom(rest)
    return value


def _atom(rest: list[Decimal | str]) -> Decimal:
    token = rest.pop()
    if token == "-":
        return -_atom(rest)
    if token == "(":
        value = _sum(rest)
        rest.pop()
        return value
    if not isinstance(token, Decimal):
        raise TypeError(token)
    return token
