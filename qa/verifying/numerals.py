"""Every numeral of a text, in whatever script it is written, with its value, its unit and what it is for.

The text is folded first (`plain_text`). Word lists and patterns are in numerals.toml.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache, partial
from typing import Final

from qa.understanding.normalise import fold
from qa.verifying.lists import Hedge, Kind, Lists, lists
from qa.verifying.spelled import chinese_value, english_value

__all__ = [
    "BLANKED",
    "FACTS",
    "MONEY",
    "STRICT",
    "Hedge",
    "Kind",
    "Numeral",
    "as_number",
    "fact_numerals",
    "plain_text",
    "scan",
]

BLANKED: Final = "\x00"
# What NFKC would turn into digits, and signs that it leaves alone.
_SYMBOLS: Final = dict.fromkeys(
    (*range(0x2460, 0x249C), *range(0x2776, 0x2794), *range(0x3220, 0x322A)), "◦"
) | {
    ord(sign): words
    for sign, words in {
        "½": "二分之一",
        "⅓": "三分之一",
        "⅔": "三分之二",
        "¼": "四分之一",
        "¾": "四分之三",
        "㎡": "平方米",
        "²": "平",
        "³": "立",
        "−": "-",
    }.items()
}


FACTS: Final = frozenset({Kind.AMOUNT, Kind.SHARE, Kind.MULTIPLE})
MONEY: Final = "元"
STRICT: Final = frozenset({"元", "%", "百分点", "人", "人次", "批", "辆", "台", "倍", "外币"})


@dataclass(frozen=True, slots=True)
class Numeral:
    """A numeral at [start, end) of the folded text. `value` is in 元 for money, in `family` otherwise.

    `step` is one unit of the last written place, `family` None where no unit is written.
    """

    start: int
    end: int
    text: str
    kind: Kind
    value: Decimal
    family: str | None = None
    step: Decimal = Decimal(1)
    hedge: Hedge | None = None
    written: str = ""  # the unit as written
    spelled: bool = False  # in words, not digits
    bare: Decimal = Decimal(0)  # the number as written, before scale and unit


@lru_cache(maxsize=16384)
def plain_text(text: str) -> str:
    """Text folded for comparing: half-width, simplified, lower case, any digit as 0-9; lines stay."""
    folded = "\n".join(fold(line.translate(_SYMBOLS)) for line in text.splitlines())
    return (
        folded
        if folded.isascii()
        else re.sub(r"(?![0-9])\d", lambda m: str(unicodedata.decimal(m[0])), folded)
    )


@lru_cache(maxsize=16384)
def scan(text: str) -> tuple[Numeral, ...]:
    """The numerals of a folded text in order."""
    words = lists()
    found: list[Numeral] = []
    for kind, pattern in words.contexts:
        text = pattern.sub(partial(_context, kind, found), text)
    fixed = [match.span() for match in words.fixed.finditer(text)]
    for match in words.number.finditer(text):
        numeral = _phrase(match, words) or _number(match, words)
        if numeral is not None and not _is_fixed(match, numeral, fixed):
            found.append(numeral)
    return tuple(sorted(found, key=lambda numeral: numeral.start))


def _context(kind: Kind, found: list[Numeral], match: re.Match[str]) -> str:
    """Remember a numeral that is no quantity, and blank it out."""
    groups = [value for value in match.groupdict().values() if value]
    values = [value for group in groups if (value := as_number(group)) is not None]
    if kind is Kind.YEARS and len(values) == 2:
        low, high = int(values[0]), int(values[1])
        values = [Decimal(year) for year in range(low, min(high, low + 9) + 1)] or values
    for value in values or [Decimal(0)]:
        kind_of_it = Kind.YEAR if kind is Kind.YEARS else kind
        found.append(Numeral(match.start(), match.end(), match.group(), kind_of_it, value))
    return BLANKED * len(match.group())


def as_number(text: str) -> Decimal | None:
    """The value of digits or of a Chinese numeral."""
    bare = text.replace(",", "")
    if re.fullmatch(r"-?\d+(?:\.\d+)?", bare):
        return Decimal(bare)
    return chinese_value(bare)


def _hedge(match: re.Match[str], words: Lists) -> Hedge | None:
    said = next((match[name] for name in ("rough", "more", "after", "hedge") if match[name]), None)
    return words.hedges[said] if said else None


def _phrase(match: re.Match[str], words: Lists) -> Numeral | None:
    """Shares and multiples in words: 一半, 三分之一, 百分之五, 两成, 翻一番."""
    hedge, place = _hedge(match, words), (match.start(), match.end(), match.group())
    if (phrase := match["phrase"]) is not None:
        if phrase in words.multiples:
            return Numeral(*place, Kind.MULTIPLE, words.multiples[phrase], "倍", hedge=hedge, spelled=True)
        value = words.shares[phrase]
        return Numeral(*place, Kind.SHARE, value or Decimal(50), "%", Decimal(10), hedge, spelled=True)
    if match["bottom"]:
        bottom, top = as_number(match["bottom"]), as_number(match["top"])
        if not bottom or top is None:
            return None
        kind = Kind.AMOUNT if bottom in (100, 1000) else Kind.SHARE
        step = Decimal(1).scaleb(-_places(match["top"])) if bottom == 100 else Decimal(10)
        return Numeral(*place, kind, top * 100 / bottom, "%", step, hedge, "%", spelled=True)
    if match["tenths"]:
        tenths = (as_number(match["tenths"]) or Decimal(0)) + (Decimal("0.5") if match["half"] else 0)
        return Numeral(*place, Kind.SHARE, tenths * 10, "%", Decimal(10), hedge, spelled=True)
    return None


def _number(match: re.Match[str], words: Lists) -> Numeral | None:
    said = match["number"]
    if said is None:
        return None
    value = as_number(said)
    spelled = not said.lstrip("-")[0].isdigit()
    if value is None:
        value = english_value(said, words.english, words.powers)
    if value is None:
        return None
    scale = words.scales[match["scale"]] if match["scale"] else Decimal(1)
    family, size = words.units[match["unit"]] if match["unit"] else (None, Decimal(1))
    if match["prefix"]:
        family = "外币" if match["prefix"] == "$" else MONEY
    factor = scale * size
    kind = Kind.MULTIPLE if family == "倍" else Kind.AMOUNT
    step = _step(said, value, spelled) * factor
    written = (match["scale"] or "") + (match["unit"] or "")
    start = match.start("number") if match["hedge"] is None else match.start()
    text = match.string[start : match.end()]
    return Numeral(
        start,
        match.end(),
        text,
        kind,
        value * factor,
        family,
        step,
        _hedge(match, words),
        written,
        spelled,
        value,
    )


def _places(said: str) -> int:
    return len(said.partition("." if "." in said else "点")[2])


def _step(said: str, value: Decimal, spelled: bool) -> Decimal:
    """One unit of the last place that is written; 一千四百 is exact to a hundred."""
    if not spelled or "点" in said:
        return Decimal(1).scaleb(-_places(said))
    exponent = value.normalize().as_tuple().exponent
    return Decimal(1).scaleb(max(0, exponent)) if isinstance(exponent, int) else Decimal(1)


def _is_fixed(match: re.Match[str], numeral: Numeral, fixed: list[tuple[int, int]]) -> bool:
    """True for Chinese characters for numbers that state none: 一般, 一个, 百姓, 三公."""
    said = match["number"]
    if said is None or said.lstrip("-")[0].isdigit() or said[0].isascii():
        return False
    start, end = match.span("number")
    if said[0] in "百千万亿佰仟萬億":
        return True
    if numeral.family not in STRICT and any(a <= start < b for a, b in fixed):
        return True
    if any(a <= start and end < b for a, b in fixed):
        return True
    if numeral.family is not None:
        return numeral.family not in STRICT and numeral.value == 1
    return (
        len(said) < 2 or not re.search("[十百千万亿拾佰仟]", said) or end - start == len(match.group()) == 1
    )


def fact_numerals(text: str) -> Iterator[Numeral]:
    """The numerals of a folded text that state facts."""
    return (numeral for numeral in scan(text) if numeral.kind in FACTS)
