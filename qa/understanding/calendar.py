"""Years that a question says without digits (今年, 去年), and years that it names only as its source."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from qa.understanding.vocabulary import load_vocabulary

Today = Callable[[], date]
_ANY_YEAR = re.compile(r"(?:19|20)\d{2}|(?<!\d)\d{2}年")
_COMPARED = r"(?<![比较跟和与同起])"
_NO_LABEL = r"(?![末初终底]|结|相比|度?决算|同期)"
_RELATIVE = (
    (re.compile(rf"{_COMPARED}大前年"), -3),
    (re.compile(rf"{_COMPARED}前年(?!度)"), -2),
    (re.compile(rf"{_COMPARED}(?:去年|上一?年度?|上个年度|昨年|旧年|头一年){_NO_LABEL}|\blast year\b"), -1),
    (re.compile(rf"{_COMPARED}(?:今年|当前年度)(?![末初终底以])|\bthis year\b"), 0),
)
_SOURCE = re.compile(
    r"[,，、;；(（]?(?:请|能不能|可以)?(?:根据|按照?|依据|从|用|拿|由|照着?|通过|参照)(?P<year>(?:19|20)\d{2})年(?:度|的)*"
    r"(?:部门)?(?:决算|预算|公开|报告|说明|数据|材料|文件|那份|的数)(?:公开|报告|说明|表)?(?:里|中)?(?:面)?(?:来)?"
    r"(?:倒?推算?|反推|算|推|看|估算?)?(?:一下|出来|一算|一推|算)?[)）]?"
)
_PLANNED_AND_SPENT = re.compile("预算.*(?:实际|决算|花|支出)|(?:实际|决算|花).*预算")
_CALENDAR_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?=年)")
# The year before a year that is named, where its own figure is asked for (2023年…上年数是多少).
_ITS_YEAR_BEFORE = re.compile(
    r"的?(?<![比较跟和与同起超])(?:上年度?|去年|上一年度?|前一年度?)的?"
    r"(?:决算数|数额|数|决算)?(?![末初终底]|结|同期|相比|[比较]|执行)"
)
_COMPARES = re.compile(
    "倍|占|差|增|减|涨|降|变|多了|少了|持平|一样|相同|一致|相比|原因|为什么|为何|预算|一半|分之"
)
_CHANGED = re.compile("差|变化|增|减|多了|少了|涨|降|变多|变少")
_SAME = "一样|持平|相同|相等|差不多|相当|没变|没有变"
# 高于2022年, 跟2022年一样: the year compared with stands behind the comparison itself
_BEYOND = {"高于": "高", "低于": "低", "多于": "多", "少于": "少", "大于": "多", "小于": "少", "超过": "多"}


def with_years(text: str, today: Today = date.today) -> str:
    """今年, 去年 and 前年 as calendar years, where the question names no year; comparisons (比去年) stay."""
    if _ANY_YEAR.search(text):
        return text
    for pattern, back in _RELATIVE:
        match = pattern.search(text)
        if match is not None:
            year = f"{today().year + back}年"
            return text[: match.start()] + year + text[match.end() :]
    return text


def without_source(text: str) -> str:
    """A question without the document that it says to work from (根据2022年决算算一下), where it asks about
    another year as well."""
    match = _SOURCE.search(text)
    if match is None:
        return text
    rest = text[: match.start()] + " " + text[match.end() :]
    return rest if _ANY_YEAR.search(rest) else text


def of_year_before(text: str) -> str:
    """The figure of the year before a year that is named (2023年公务接待费上年数) as that of its own year."""
    years = set(_CALENDAR_YEAR.findall(text))
    before = _ITS_YEAR_BEFORE.search(text)
    if before is None or len(years) != 1 or _COMPARES.search(text) or _in_label(text, before):
        return text
    left = text[: before.start()] + text[before.end() :]
    return _CALENDAR_YEAR.sub(lambda found: str(int(found[1]) - 1), left)


def _in_label(text: str, before: re.Match[str]) -> bool:
    """True where the words belong to the name of an item (从上一年滚下来, 上年结余)."""
    words = (word for m in load_vocabulary().measures for word in (*m.keys, *m.words))
    return any(word in text for word in words if before.group().strip("的") in word)


def as_change(text: str) -> str:
    """A year compared with the one before it, by their numbers (2022年比2021年), as 比上年."""
    years = sorted({int(year) for year in re.findall(r"(?<!\d)((?:19|20)\d{2})年", text)})
    if len(years) != 2 or years[1] - years[0] != 1 or _PLANNED_AND_SPENT.search(text):
        return text
    before, now = (f"{year}年度?" for year in years)
    for this, other in ((before, now), (now, before)):
        compared = rf"(?:相比|比起|比|较){this}的?(?:相比)?"
        for than in (compared, rf"(?:和|与|跟|同){this}(?:相比|比较|比|对比)"):
            if re.search(than, text) and re.search(other, re.sub(than, "", text)):
                left = re.sub(other, " ", re.sub(than, "比上年", text))
                return f"{years[1]}年 {left}"
    if (than_before := _beyond(text, before)) is not None:
        return f"{years[1]}年 " + re.sub(now, " ", than_before)
    joined = rf"从?{before}(?:和|与|跟|到|至|、){now}"
    if re.search(joined, text) and _CHANGED.search(text):
        return re.sub(joined, f"{years[1]}年 比上年", text)
    return text


def _beyond(text: str, before: str) -> str | None:
    """高于2022年 as 比上年高, 跟2022年一样 as 比上年一样; None where the year before is not compared so."""
    for word, way in _BEYOND.items():
        if re.search(rf"{word}了?{before}(?![\d.])", text):
            return re.sub(rf"{word}了?{before}的?", f"比上年{way}", text)
    same = rf"[和与跟同]{before}的?(?P<same>[^,，。?？]{{0,4}}(?:{_SAME}))"
    found = re.search(same, text)
    return None if found is None else f"{text[: found.start()]}比上年{found['same']}{text[found.end() :]}"
