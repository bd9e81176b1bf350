"""完成率 and 增减率 that must follow from the amounts beside them.

An alarm needs operands that are certain: the same subject, the right years, one sentence (or the ones before
it under the same heading). A percentage that fits any other amount in reach is left alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.checking.arithmetic import YUAN, Printed
from index.checking.checks import Check
from index.checking.rates import Mention, RateClaim, is_listed, rate_check, rate_fits, subject_key
from index.types import Direction, Measure, Sentence

_CURRENT = (Measure.AMOUNT, Measure.FINAL)


@dataclass(frozen=True, slots=True)
class Change:
    """A stated change: the current amount, by how much it changed, and by what percentage."""

    current: Mention
    amount: Mention
    rate: Mention


def execution_checks(sentence: Sentence) -> Iterator[Check]:
    """完成率 = 决算 / 预算, where both stand before it with the same subject and the budget is not zero."""
    for at, rate in enumerate(sentence.figures):
        if rate.measure is not Measure.EXECUTION or rate.unit != "%":
            continue
        before = [Mention(sentence, f) for f in sentence.figures[:at] if subject_key(f) == subject_key(rate)]
        budgets = [m for m in before if m.is_money and m.figure.measure is Measure.BUDGET]
        finals = [
            m for m in before if m.is_money and m.figure.measure in _CURRENT and m.figure.year == rate.year
        ]
        if not budgets or not finals:
            continue
        part = finals[-1]
        fitting = [m for m in budgets if rate_fits(part.printed, m.printed, rate)]
        title = f"完成率：{rate.subject} 决算数 ÷ 预算数"
        whole = fitting[-1] if fitting else budgets[-1]
        yield from rate_check(RateClaim("percent.execution", title, Mention(sentence, rate)), part, whole)


def change_checks(sentences: Sequence[Sentence]) -> tuple[list[Check], list[Change]]:
    """增减率 = 增减额 / 上年数, or from two printed years; and the changes found on the way."""
    checks: list[Check] = []
    changes: list[Change] = []
    for at, sentence in enumerate(sentences):
        for place, rate in enumerate(sentence.figures):
            if rate.measure is not Measure.CHANGE_RATE or rate.unit != "%" or is_listed(sentence, rate):
                continue
            change = sentence.figures[place - 1] if place else None
            if change is None or change.measure is not Measure.CHANGE or change.unit not in YUAN:
                checks += _direct_rate(sentence, place)
                continue
            reach = [*reach_of(sentences, at), *(Mention(sentence, f) for f in sentence.figures[:place])]
            found = _change(reach, Mention(sentence, change), Mention(sentence, rate))
            if found is not None:
                changes.append(found)
                checks += _change_rate(found, reach)
    return checks, changes


def _direct_rate(sentence: Sentence, place: int) -> Iterator[Check]:
    """A rate without its amount: both years stand before it in the sentence, once each."""
    rate = sentence.figures[place]
    before = [f for f in sentence.figures[:place] if subject_key(f) == subject_key(rate) and f.unit in YUAN]
    old = [f for f in before if f.year is not None and f.year == rate.base_year]
    new = [f for f in before if f.year == rate.year and f.measure is not Measure.CHANGE]
    if len(old) != 1 or len(new) != 1 or rate.direction is None:
        return
    now, then = Mention(sentence, new[0]), Mention(sentence, old[0])
    title = f"增减率：{rate.subject} 与 {rate.base_year} 年相比"
    claim = RateClaim("percent.change", title, Mention(sentence, rate))
    part = _minus(now.printed, then.printed)
    yield from rate_check(claim, now, then, part=Printed(abs(part.value), part.unit, part.slack))


def _minus(left: Printed, right: Printed) -> Printed:
    """The difference in the unit of `left`, as uncertain as both together."""
    other = right.within(left.unit)
    return Printed(left.value - other.value, left.unit, left.slack + other.slack)


def reach_of(sentences: Sequence[Sentence], at: int) -> list[Mention]:
    """The figures of up to two sentences before, under the same headings."""
    near = [s for s in sentences[max(0, at - 2) : at] if s.section == sentences[at].section]
    return [Mention(sentence, figure) for sentence in near for figure in sentence.figures]


def _change(reach: Sequence[Mention], amount: Mention, rate: Mention) -> Change | None:
    """The change with its current amount: the last one of the same subject and year, if any."""
    for mention in reversed(reach):
        figure = mention.figure
        if (
            mention.is_money
            and figure.measure in _CURRENT
            and figure.year == rate.figure.year
            and figure.subject is not None
            and subject_key(figure) == subject_key(rate.figure)
        ):
            return Change(mention, amount, rate)
    return None


def _change_rate(change: Change, reach: Sequence[Mention]) -> list[Check]:
    direction = change.amount.figure.direction
    if direction is None or change.rate.figure.direction is None or not change.amount.figure.value:
        return []
    amount = change.amount.printed
    bases = [_base(mention.printed, amount, direction) for mention in reach if mention.is_money]
    bases += [mention.printed for mention in reach if mention.is_money]
    if any(rate_fits(amount, base, change.rate.figure) for base in bases if base is not None):
        return []
    base = _base(change.current.printed, amount, direction)
    if base is None:
        return []
    title = f"增减率：{change.rate.figure.subject} 增减额 ÷ 上年数（本年数与增减额推算）"
    claim = RateClaim("percent.change", title, change.rate)
    return list(rate_check(claim, change.amount, change.current, whole=base))


def _base(current: Printed, amount: Printed, direction: Direction) -> Printed | None:
    """Last year's amount as it follows from this year's and the change."""
    step = amount.within(current.unit)
    signed = Printed(step.value if direction is Direction.UP else -step.value, step.unit, step.slack)
    base = _minus(current, signed)
    return base if base.value > 0 else None
