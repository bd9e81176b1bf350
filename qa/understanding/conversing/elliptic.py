"""Turns that say only what is to be done (谁多, 差多少, 一共多少) with what the turns before asked."""

from __future__ import annotations

import re
from collections.abc import Sequence

_OPERATION = re.compile(
    r"谁|哪家|哪个(?!项目|科|股)|哪边|哪一个|差多少|相差|差距|差几|差额|多多少|少多少|高多少|低多少|多几|少几|大多少|"
    r"一共|总共|合计|加起来|加一起|加在一起|合起来|总和|之和|合在一起|排个|排序|排一下|比较一下|比一比|对比"
)
_ADDED = re.compile(
    r"^(?:那么?|再)?(?:[和跟与同]|再?加上?|再?算上|连同)(?P<other>[^,，]{2,40}?),?"
    r"(?P<rest>(?:加起来|加一起|加在一起|合起来|合在一起|一共|总共|合计|的?总和|的?之和|相加|[相]?差|的?差额|的?差距).*)$"
)
_THAN = re.compile(
    r"^(?:那么?)?比(?P<other>[^,，比]{2,16}?)(?P<rest>(?:多|少|高|低)(?:花|用)?(?:了|出)?(?:多少|几).*)$"
)
_NO_ITEM = re.compile(r"^(?:(?:去|上|前)一?年|上年度?|预算|年初|全年|决算|\d)")
_WHICH = re.compile(r"哪家|哪个|哪边|哪一个")
_BUDGET = re.compile(
    r"^(?:那么?)?(?:跟|和|与|同|比)(?:年初|全年)?的?预算(?:数|安排)?(?:相?比(?:较|起来)?|差多少|对比)?(?:的?话)?(?:呢|怎么样|如何|多少|吗)?[?？。]?$"
)
_BARE = re.compile(r"^(?:那么?)?(?:公)?(?:车|用车)(?:的|上)?(?:花了?|用了?)?(?:多少钱?)?呢?[?？。]?$")
_EMPTY = re.compile(r"[那么呢的了?？。,，、 ]|多少|几|多|少|高|低|大|小|最|更|些|是|又|就|到底")


def against_budget(text: str) -> str:
    """跟预算比呢 as what it asks: how far the final figure is from the budget."""
    return "决算比预算差多少" if _BUDGET.match(text) else text


def car_for_short(text: str) -> str:
    """车呢 among the three public expenses: the money for official vehicles."""
    return "公务用车购置及运行维护费呢" if _BARE.match(text) else text


def asks_operation(text: str) -> bool:
    """True for a turn that names nothing and says only what is to be done with what went before."""
    return _OPERATION.search(text) is not None and not _EMPTY.sub("", _OPERATION.sub("", text))


def with_earlier(text: str, topic: str, body_named: bool) -> str | None:
    """The sum or the difference of the earlier figure and another item (和会议费加起来多少), spelled out."""
    than = _THAN.match(text)
    if than is not None and not body_named and not _NO_ITEM.search(than["other"]):
        return f"{topic}比{than['other']}{than['rest']}"
    added = _ADDED.match(text)
    if added is None or body_named or _NO_ITEM.search(added["other"]):
        return None
    return f"{topic}和{added['other']}{added['rest']}"


def over_departments(text: str, departments: Sequence[str], topic: str) -> str:
    """The operation over several departments, spelled out."""
    return f"{'和'.join(departments)} {topic} {_WHICH.sub('谁', text)}"


def over_topics(text: str, department: str, year: str, topics: Sequence[str]) -> str:
    """The operation over several measures of one department, spelled out."""
    return f"{department} {year} {'和'.join(topics)} {text}"
