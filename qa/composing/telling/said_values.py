"""A figure that a question states, against the printed one: at the precision that the asker used, within the
bound that is said, or roughly. Words are in said_values.toml."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from enum import StrEnum
from functools import cache
from pathlib import Path

from qa import compute
from qa.money import convert, is_money
from qa.types import Hit
from qa.verifying.numerals import MONEY, Hedge, Numeral, fact_numerals

_TEN_THOUSAND = Decimal(10_000)  # 186.4万册
_NEAR = Decimal("0.01")  # what is rounded further off than this is not the same figure: 5万 for 4.6万
# how far off a figure may be that is said to be rough, by the digits that it gives: 大概10万, 约1300人
_ROUGH = {1: Decimal("0.1"), 2: Decimal("0.05")}
_BOUNDS = ("at_most", "at_least", "above", "below", "rough")


class Verdict(StrEnum):
    """How a stated figure lies to the printed one."""

    EXACT = "exact"
    ROUNDED = "rounded"  # the printed figure at the precision of the stated one, or roughly
    WITHIN = "within"  # the bound that is said holds
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Said:
    """The figure that a question states, how it bounds it, and the words of the question without both."""

    numeral: Numeral
    bound: str | None
    rest: str


@cache
def _words() -> Mapping[str, Mapping[str, list[str]]]:
    found: Mapping[str, Mapping[str, list[str]]] = tomllib.loads(
        Path(__file__).with_suffix(".toml").read_text(encoding="utf-8")
    )
    return found


def said_value(content: str, question: str = "") -> Said | None:
    """The one figure that a question states; None where it states none or several.

    `question` is the folded turn itself: the content may have lost a 左右.
    """
    found = list(fact_numerals(content))
    if len(found) != 1:
        return None
    said = _bounded_in(content, found[0])
    whole = [each for each in fact_numerals(question) if each.value == found[0].value]
    if said.bound is None and whole:
        return replace(said, bound=_bounded_in(question, whole[0]).bound)
    return said


def _bounded_in(content: str, numeral: Numeral) -> Said:
    digits = re.search(r"[-\d一二两三四五六七八九十百]", numeral.text)
    start = numeral.start + (digits.start() if digits else 0)
    before, behind = content[:start].rstrip(), content[numeral.end :].lstrip()
    inside = numeral.text[digits.start() if digits else 0 :]
    words = [(word, bound) for bound in _BOUNDS for word in _words()[bound]["before"]]
    for word, bound in sorted(words, key=lambda each: -len(each[0])):
        if before.endswith(word):
            return Said(numeral, bound, f"{before.removesuffix(word)} {behind}")
    for bound in _BOUNDS:
        for word in _words()[bound]["behind"]:
            if behind.startswith(word) or inside.endswith(word):
                return Said(numeral, bound, f"{before} {behind.removeprefix(word)}")
    rough = "above" if numeral.hedge is Hedge.ABOVE else "rough" if numeral.hedge else None
    return Said(numeral, rough, f"{before} {behind}")


def wants_verdict(text: str) -> bool:
    """True for a question that states a figure and asks no more than whether it holds (不到3万吧)."""
    words = _words()["open"]
    if text.isascii():
        return False  # English says it by its word order
    if any(word in text for word in words["words"]) or not text.endswith(tuple(words["ends"])):
        return False
    said = said_value(text)
    return said is not None and (said.numeral.family is not None or bool(said.numeral.written))


def verdict(hit: Hit, said: Said) -> Verdict:
    """Whether the printed figure is the stated one; both in 元 where they are money."""
    numeral = said.numeral
    actual, stated, step = _in_base(hit, numeral), numeral.value, numeral.step
    if said.bound in {"above", "below", "at_most", "at_least"}:
        return Verdict.WITHIN if _bounded(actual, stated, said.bound) else Verdict.WRONG
    if actual == stated:
        return Verdict.EXACT
    off = abs(actual - stated)
    if said.bound == "rough":
        digits = len(str(int(abs(stated) / step)).rstrip("0"))
        near = off <= max(step / 2, _ROUGH.get(digits, _NEAR) * abs(stated))
        return Verdict.ROUNDED if near else Verdict.WRONG
    cut = {(actual / step).quantize(Decimal(1), way) * step for way in (ROUND_HALF_UP, ROUND_DOWN)}
    return Verdict.ROUNDED if stated in cut and off <= _NEAR * abs(actual) else Verdict.WRONG


def bounded(actual: Decimal, said: Said) -> bool:
    """Whether a computed figure, in the unit of the stated one, is as the question says."""
    if said.bound in {"above", "below", "at_most", "at_least"}:
        return _bounded(actual, said.numeral.value, said.bound)
    return abs(actual - said.numeral.value) <= (_NEAR * actual if said.bound else said.numeral.step / 2)


def _bounded(actual: Decimal, stated: Decimal, bound: str) -> bool:
    if bound == "above":
        return actual > stated
    if bound == "below":
        return actual < stated
    return actual <= stated if bound == "at_most" else actual >= stated


def _in_base(hit: Hit, numeral: Numeral) -> Decimal:
    """The printed figure in 元; as printed where the stated one has neither unit nor scale, and equals it."""
    value, unit = compute.value_of(hit) or Decimal(0), compute.unit_of(hit)
    if not is_money(unit):
        return value * _TEN_THOUSAND if unit and unit.startswith("万") else value
    if numeral.family is None and not numeral.written and abs(value - numeral.value) <= numeral.step / 2:
        return value
    return convert(value, unit, MONEY)
