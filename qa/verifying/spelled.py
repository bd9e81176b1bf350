"""Numbers in words -> Decimal: 一千四百八十九点三七, 壹仟, 两百, 二〇二三, "two million"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Final

_VARIANTS: Final = {
    "0": "〇○零",
    "一": "壹",
    "二": "贰貳两俩",
    "三": "叁參",
    "四": "肆",
    "五": "伍",
    "六": "陆陸",
    "七": "柒",
    "八": "捌",
    "九": "玖",
    "十": "拾",
    "百": "佰",
    "千": "仟",
    "万": "萬",
    "亿": "億",
}
_PLAIN: Final = {ord(variant): plain for plain, variants in _VARIANTS.items() for variant in variants}
_DIGITS: Final = {char: value for value, char in enumerate("0一二三四五六七八九")} | {
    str(digit): digit for digit in range(10)
}
_SMALL: Final = {"十": 10, "百": 100, "千": 1000}
_BIG: Final = {"万": 10_000, "亿": 100_000_000}
_TWENTIES: Final = {"廿": "二十", "卅": "三十"}
DIGITS: Final = "〇○零一二三四五六七八九壹贰貳叁參肆伍陆陸柒捌玖两俩"
CHINESE: Final = f"{DIGITS}十百千万亿拾佰仟萬億廿卅"


def chinese_value(words: str) -> Decimal | None:
    """The value of a Chinese numeral with or without 点; None for what is none (千万 alone, 百百)."""
    for short, long in _TWENTIES.items():
        words = words.replace(short, long)
    whole, _, fraction = words.translate(_PLAIN).partition("点")
    value = _whole(whole)
    if value is None or not fraction:
        return None if value is None else Decimal(value)
    digits = [_DIGITS.get(char) for char in fraction]
    if None in digits:
        return None
    return Decimal(f"{value}.{''.join(str(digit) for digit in digits)}")


def _whole(words: str) -> int | None:
    if words and all(char in _DIGITS for char in words):
        return int("".join(str(_DIGITS[char]) for char in words))
    total, section, digit, last_small = 0, 0, 0, 1
    for char in words:
        if char in _DIGITS:
            digit = digit * 10 + _DIGITS[char] if digit and char.isdigit() else _DIGITS[char]
        elif char in _SMALL:
            section += (digit or 1) * _SMALL[char]
            digit, last_small = 0, _SMALL[char]
        elif char in _BIG:
            section = (section + digit) or 1
            total = (total + section) * _BIG[char] if char == "亿" else total + section * _BIG[char]
            section, digit, last_small = 0, 0, _BIG[char]
        else:
            return None
    # 一千四 is 1400, 两万三 is 23000: a last digit without 零 counts tenths of what stands before it.
    spoken = digit and last_small > 10 and not re.search("0.$", words)
    return total + section + (digit * last_small // 10 if spoken else digit) if words else None


def english_value(words: str, units: Mapping[str, int], powers: Mapping[str, int]) -> Decimal | None:
    """The value of an English number in words; None where a word is no number word."""
    total, section, seen = 0, 0, False
    for word in re.split(r"[\s-]+", words.strip()):
        if word in ("and", "a", "one", ""):
            section += word == "one"
            seen = seen or word == "one"
        elif word in units:
            section, seen = section + units[word], True
        elif word in powers:
            section, seen = (section or 1) * powers[word], True
            if powers[word] > 100:
                total, section = total + section, 0
        else:
            return None
    return Decimal(total + section) if seen else None
