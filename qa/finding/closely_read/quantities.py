"""The kind of quantity that a question asks for (money, points, people, vehicles, pieces), and whether a
figure is of that kind: a figure of another kind never answers, however well its words fit."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from qa.money import is_money
from qa.understanding.wording import same_count

_UNITS = (
    r"个?百分点|批次|万?人次|万?册次|万?册|平方米|平方公里|公里|分钟|小时|万元|亿元|万|亿|元|块钱|块|钱|辆|批|拨|件|台|部|套|户|项(?!目)|次|回|趟|名|人|家|期|条|场|"
    r"位|岁|分|米|篇|起|份|所|间|处|亩|吨|组|类|层|年|天|座|栋|个"
)
_ASKS = re.compile(rf"(?<![那这])(?:多少|好多|几多|多大(?=面积)|几)(?:个(?={_UNITS}))?(?P<unit>{_UNITS})?")
_SPENT = re.compile(
    r"(?:花|用|付|交|掏|支|拨|列支|投入|开支|支出|决算|执行)(?:掉|出去|出)?了?(?:一共|总共|合计|共)?(?:是|有|为|达)?$"
)
_MONEY_SAID = frozenset({"万元", "亿元", "万", "亿", "元", "块钱", "块", "钱"})
_SETS = frozenset({"台（套）", "台(套)", "台套", "台/套", "套"})
_LOOSE = frozenset(
    {
        "个",
        "家",
        "项",
        "人",
        "件",
        "户",
        "条",
        "台",
        "处",
        "所",
        "间",
        "场",
        "期",
        "组",
        "位",
        "份",
        "类",
        "篇",
    }
)
_TEN_THOUSANDS = re.compile("^万(?=.)")  # 万人次, 万册: the count is of 人次, of 册
_THING = re.compile(r"(?!百分|比例|点|成|倍)[\u4e00-\u9fff]{2}")
_MONEY = "money"
_PERCENT = "percent"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a question asks for: the words before and after 多少, and the kind of quantity, None if open."""

    before: str
    after: str
    kind: str | None
    said: bool = False  # the unit itself is said (几台)


@cache
def _nouns() -> Mapping[str, str]:
    data = tomllib.loads(Path(__file__).with_name("closely.toml").read_text(encoding="utf-8"))
    return {noun: kind for kind, nouns in data["kind"].items() for noun in nouns}


@lru_cache(maxsize=1024)
def wanted(content: str) -> Wanted:
    """Split the words of a question at 多少 and tell the kind: by the unit that is said, else by the noun."""
    asks = _ASKS.search(content)
    if asks is None:
        return Wanted(content, "", _kind_of_noun(content))
    before, after = content[: asks.start()], content[asks.end() :]
    unit = asks["unit"]
    if unit is None:
        kind = _kind_of_noun(after) or _kind_of_noun(before)
        return Wanted(before, after, kind or (_MONEY if _SPENT.search(before) else None))
    return Wanted(before, after, _MONEY if unit in _MONEY_SAID else usual_unit(unit), said=True)


def counts_things(content: str) -> bool:
    """True where a number of things is asked for (多少读者), of which no rate tells how many there are."""
    asked = wanted(content)
    thing = asked.said or _THING.match(asked.after) is not None
    return thing and asked.kind not in {_PERCENT, _MONEY, "分"}


def _kind_of_noun(words: str) -> str | None:
    words = re.sub(r"(?:一共|总共|合计|共计|分别|各)?(?:是|有|为|达到?|的)*[?？。,， ]*$", "", words)
    ends = [noun for noun in _nouns() if words.endswith(noun)]
    return _nouns()[max(ends, key=len)] if ends else None


def usual_unit(unit: str | None) -> str | None:
    """A unit under its usual name: 批次 as 批, 名 as 人, 台（套） as 台, money and percent by kind."""
    if unit is None:
        return None
    if is_money(unit):
        return _MONEY
    if unit in {"%", "个百分点", "百分点"}:
        return _PERCENT
    if unit in _SETS:
        return "台"
    unit = _TEN_THOUSANDS.sub("", unit)
    return same_count(unit.removeprefix("个") or unit)


def of_kind(unit: str | None, kind: str | None, said: str = "") -> bool:
    """True where a figure in this unit is of the kind that is asked for; `said` are the clause's words."""
    have = usual_unit(unit)
    if kind is None or have == kind:
        return True
    if kind == "个":
        return have in _LOOSE
    if kind == "人":
        return have == "人次" or (have == "个" and "编制" in said)
    if kind == "次":
        return have == "批"
    if kind == "册":
        return have in {"本", "册次", "套", "件", "份"}
    return kind == "台" and have == "辆"
