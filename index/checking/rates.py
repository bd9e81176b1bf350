"""A stated percentage against the one that follows from two printed amounts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from index.checking.arithmetic import YUAN, Printed, Verdict, ratio_range
from index.checking.checks import Check, Side, Status, figure_operand
from index.forms.labels import label_key
from index.types import Figure, Sentence


@dataclass(frozen=True, slots=True)
class Mention:
    """A figure with its sentence."""

    sentence: Sentence
    figure: Figure

    @property
    def printed(self) -> Printed:
        """The figure as a printed number; sentences drop the zeros of the two decimals of 万元."""
        return Printed(self.figure.value, self.figure.unit).refined(2 if self.figure.unit == "万元" else 0)

    @property
    def is_money(self) -> bool:
        """True for amounts of money."""
        return self.figure.unit in YUAN


def subject_key(figure: Figure) -> str:
    """The key of a figure's subject, "" without one."""
    return label_key(figure.subject or "")


_TOGETHER = re.compile(r"(?:\d[、,，和与及]|分别[为是]?|各[为是])$")
_JOIN = re.compile(r"[、,，和与及]")


def is_listed(sentence: Sentence, figure: Figure) -> bool:
    """True for one of several figures told at once (分别为 3 万元、5 万元): whose it is, is not sure."""
    if _TOGETHER.search(re.sub(r"\s+", "", sentence.text[: figure.start])):
        return True
    at = sentence.figures.index(figure)
    around = sentence.figures[max(0, at - 1) : at + 2]
    return any(
        left.unit == right.unit and _JOIN.fullmatch(re.sub(r"\s+", "", sentence.text[left.end : right.start]))
        for left, right in pairwise(around)
    )


def rate_fits(part: Printed, whole: Printed, rate: Figure) -> bool:
    """True where the rate follows from the amounts, rounded or cut off at its printed places."""
    found = ratio_range(part, whole)
    if found is None:
        return False
    step = Decimal(1).scaleb(-rate.decimals)
    return found[0] - step <= abs(rate.value) <= found[1] + step


@dataclass(frozen=True, slots=True)
class RateClaim:
    """A stated percentage and what it is said to be."""

    rule: str
    title: str
    rate: Mention


def rate_check(
    claim: RateClaim,
    first: Mention,
    second: Mention,
    *,
    part: Printed | None = None,
    whole: Printed | None = None,
) -> Iterator[Check]:
    """The check of a percentage: `first` over `second`, or `part` over `whole` where those follow from them.

    Yields nothing where the whole may be zero: no percentage follows then.
    """
    bottom = whole or second.printed
    verdict = _verdict(part or first.printed, bottom, claim.rate.figure)
    if verdict is None:
        return
    yield Check(
        claim.rule,
        claim.title,
        verdict.status,
        (
            figure_operand(claim.rate.sentence, claim.rate.figure, Side.LEFT),
            figure_operand(first.sentence, first.figure, Side.RIGHT, basis=True),
            figure_operand(second.sentence, second.figure, Side.RIGHT, basis=True),
        ),
        verdict.left,
        verdict.right,
        verdict.difference,
        verdict.tolerance,
        "%",
        _explain(verdict, bottom),
    )


def _verdict(part: Printed, whole: Printed, rate: Figure) -> Verdict | None:
    found = ratio_range(part, whole)
    if found is None:
        return None
    step = Decimal(1).scaleb(-rate.decimals)
    exact = (abs(part.value) / abs(whole.within(part.unit).value) * 100).quantize(step / 10)
    stated = abs(rate.value)
    reach = max(found[1] - exact, exact - found[0]) + step
    status = Status.FAIL
    if abs(stated - exact) <= step / 2:
        status = Status.PASS
    elif found[0] - step <= stated <= found[1] + step:
        status = Status.ROUNDING
    return Verdict(status, stated, exact, stated - exact, reach.quantize(step / 10))


def _explain(verdict: Verdict, whole: Printed) -> str:
    if verdict.status is not Status.FAIL:
        return f"所载 {verdict.left}%，按金额计算为 {verdict.right}%，相符。"
    base = f"（基数 {whole.value:,f} {whole.unit or ''}）"
    return f"所载 {verdict.left}%，按所载金额计算应为 {verdict.right}%{base}，超出四舍五入所能解释的范围。"
