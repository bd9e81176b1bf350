"""The money unit that a question wants its figure in (折合百万元, 用元表示, 多少千元), and the question
without the words that say so."""

from __future__ import annotations

import re

_UNIT = "百万元?|千万元?|十万元?|百元|千元|[万亿]元?|元|百万|千万|十万"
_NAMED = "百万元?|千万元?|十万元?|百元|千元|[万亿]元|元"  # 万 alone stands in amounts: 用10万
_CONVERTED = re.compile(
    f"(?:换算?|折算?|折合|转换?|改)(?:成|为|作)?(?:多少|几)?个?(?P<unit>{_UNIT})(?:来?表示|为单位|的?话)?"
)
_SHOWN = re.compile(
    f"(?:以|按照?|用)(?P<unit>{_NAMED})(?:为|做|作|当|的?)?(?:计量)?(?:单位|表示|来?算|来?说|来?计|列示|显示|回答|给出)(?:表示)?"
    f"|(?:计量)?单位(?:是|为|用|换?成|:)?(?P<of>{_NAMED})|(?P<first>{_NAMED})(?:为|作为?|做)单位"
    f"|\\((?P<bracket>{_NAMED})\\)|(?P<shown>{_NAMED})(?:来)?表示"
)
_HOW_MANY = re.compile(
    "(?:多少|几)个(?P<unit>百万|千万|十万|亿|万)元?|多少(?P<of>百元|千元|十万元?|百万元?|千万元?)"
)
_YUAN = re.compile("多少元|合多少元|折合.{0,3}元|几元|以元|单位是?元|元为单位|in yuan")
_FOREIGN = re.compile("美元|美金|欧元|日元|英镑|港[币元]|澳元|韩元|外币|dollars?|euros?")


def money_unit(text: str) -> str | None:
    """The unit that the figure is asked in (元, 百元 … 亿元), if one is named; first the one converted to."""
    for pattern in (_CONVERTED, _SHOWN, _HOW_MANY):
        if named := pattern.search(text):
            said = next(unit for unit in named.groupdict().values() if unit)
            return f"{said.removesuffix('元')}元"
    if "亿元" in text or re.search("多少个?亿|几个?亿", text):
        return "亿元"
    if "万元" in text or "多少万" in text or "10,000 yuan" in text:
        return "万元"
    return "元" if _YUAN.search(text) else None


def without_unit(content: str) -> str:
    """A question without the words that ask for a unit: they are of no item, and 百元 is no amount said."""
    left = _HOW_MANY.sub("多少", _SHOWN.sub(" ", _CONVERTED.sub(" 多少 ", content)))
    return " ".join(left.split())


def foreign_unit(text: str) -> str | None:
    """A currency that a question wants its figure in; no disclosure prints one, and none has a rate."""
    named = _FOREIGN.search(text)
    return named.group() if named else None
