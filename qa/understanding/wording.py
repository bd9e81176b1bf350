"""What kind of answer a wording asks for: intent, budget or final, unit, places, position, codes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache

from index.types import Kind
from qa.types import Facet, Intent, Threshold
from qa.understanding.levels import every_body
from qa.understanding.position import chinese_number
from qa.understanding.vocabulary import load_vocabulary

_REMEMBERED = 16_384  # texts: every label of a disclosure is asked about with every turn
_SAID_NUMBER = re.compile(r"(?<![\d.])\d[\d,]*(?:\.\d+)?")
_DECIMALS = re.compile(r"(?:保留|精确到|四舍五入到?)\s*([一二两三四0-4])\s*位")
_COUNTED = re.compile(
    r"(?:多少|几多?)\s*(个?百分点|个(?!钱)|号?人次|批次|辆|批|拨|件|台|部|套|户|平方米|项|分|次|回|趟|名|号人|口人|人|家|期|条|场|位|岁)"
)
_MONEY = re.compile(
    r"多少钱|多少[十百千]?万|多少[百千]?元|多少亿|花了多少|花多少|花掉多少|几块钱|几个钱|多少经费"
    r"|how much|[百千万亿]元"
)
_LARGE_SUM = re.compile(r"(?:多少|几)个?[亿万]")
_PERCENT = re.compile(r"百分之[几多]|百分比|百分率|占比|比例|比重|多少%|几个点|几成|完成率|执行率|percent")
_OF_BUDGET = re.compile(
    r"预算.{0,3}的?(?:百分之[几多]|几成|多大比例|多少%)|(?:花|用|支)(?:出去|掉|了|完).{0,6}(?:百分之[几多]|几成|多少%)"
)
_PART_IN_WHOLE = re.compile(
    r"(?P<a>[^，,。？?在]{2,40})在(?![职岗编建校])(?P<b>[^，,。？?在]{2,20}?)(?:里面|里头|当中|之中|里|中)?所?占(?P<c>.*)"
)
_WHOLE_FIRST = re.compile(
    r"^(?P<b>.{2,40}?)(?:里面|里头|里边|当中|之中|(?<=支出|收入|经费|资金|预算|决算)[里中])[,，]?(?P<a>[^占，,]{2,15})"
    r"所?占(?P<c>(?:多少|百分之|几成|多大|的?比).*)$"
)
_AVERAGE_POINTS = re.compile(r"平均(?:得了?)?(?:多少|几)?分|平均得分")  # printed, not computed
_WHICH = re.compile(
    r"哪[一二两三四五六七八九十几\d]+[家个项类种样条块]|哪个(?:项目|单位|科室|股室|机构|科|股)"
)
_ACCOUNTS = re.compile("支出|经费|采购|预算|决算|资金|花了|用了|收入|项目|补助|拨款|购置")
_SHARE = re.compile(r"占(?![用有地])|share|proportion")
_ENGLISH_YES_NO = ("did ", "was ", "were ", "is ", "are ", "does ", "do ", "has ", "have ")
_OR_NOT = re.compile(r"([买出花超增减降涨有])[没不]\1")  # 买没买
_THAN_BUDGET = r"[比较](?:年初|全年|当年)?(?:的)?预算数?(?:安排)?(?:还|要|更)?(?:花得?)?"
_SEVERAL = re.compile(
    r"[二三四五六七八九十两几各\d](?:家|个)(?:区|县|市|街道)?(?=政府办|部门|单位|局|办|委|里|当中|之中)"
)
_THESE_SEVERAL = re.compile(
    r"[这那]几[家个]|上述几[家个]|以上几[家个]|几[家个](?:部门|单位|政府办|局)(?:里面?|中|当中|之[中间])"
)  # nothing is counted by these
_WHO_OF_ALL = re.compile(
    r"谁家?的[^,，。?？]{2,16}最[高多低少大小]|[^,，。?？]{2,}谁家?(?:花|用)?得?最[高多低少大小]"
)
_WHICH_BODIES = re.compile(r"(?:部门|单位)(?:都|分别|一共)?(?:有|是)?(?:哪些|哪几[个家]|谁)")
_ABOVE = ("超过", "高于", "大于", "多于", "不低于", "不少于", "以上")
_OR_EQUAL = ("不低于", "不少于", "不超过", "不高于", "以上", "以下", "以内")
_THRESHOLD = re.compile(
    r"(?P<word>不低于|不少于|超过|高于|大于|多于|不超过|不高于|低于|少于|小于|不足|不到|没到|没达到|未达到|没有达到)"
    r"\s*(?P<value>\d[\d,]*(?:\.\d+)?)\s*(?P<unit>万|亿|%)?"
)
_FROM_OR_TO = re.compile(  # not the name of a row: 单价50万元以上的通用设备
    r"(?<!单价)(?<![\d.,])(?P<value>\d[\d,]*(?:\.\d+)?)\s*(?P<unit>万|亿|%)?元?(?P<word>以上|以下|以内)(?!.{0,4}设备)"
)
_WITHOUT_ANY = re.compile(
    r"(?:哪家|哪些|哪几家|哪个部门|哪个单位|谁).{0,10}(?:没有(?!超|到|花完|用完|花光|花出|完成|执行完|执行到)|没发生|为零|是零|一分钱没|没花(?!完|掉|光|出))"
)
_SAME_COUNT = {"名": "人", "位": "人", "批次": "批", "个百分点": "percent", "百分点": "percent"} | {
    "回": "次",
    "趟": "次",
    "拨": "批",
    "号人": "人",
    "口人": "人",
    "部": "辆",
    "号人次": "人次",
}


def holds(text: str, words: Sequence[str]) -> bool:
    """True when the folded text has one of the words (Latin ones as whole words)."""
    return any(
        re.search(rf"\b{re.escape(word)}\b", text) is not None if word.isascii() else word in text
        for word in words
        if word in text
    )


def refusal(text: str) -> str | None:
    """Why no disclosure can answer this (forecast, opinion, personal, other_topic, injection), or None."""
    vocabulary = load_vocabulary()
    for reason in ("injection", "other_topic", "personal", "forecast", "opinion"):
        patterns = vocabulary.refusal_patterns.get(reason, ())
        alone = vocabulary.refusals.get(f"{reason}_alone", ())
        if holds(text, alone) and not _ACCOUNTS.search(text):
            return reason
        if holds(text, vocabulary.refusals[reason]) or any(re.search(found, text) for found in patterns):
            return reason
    return None


_DEFINES = re.compile(r"什么是[^,，。?？]{2,}[?？]?$|的意思[?？]?$|是(?:什么|啥)(?:东西|意思)?[?？]?$")
_NO_TERM = re.compile(
    "最|原因|哪|第|几|多少|主要|来源|来的|用途|对象|问题|构成|依据|口径|公式|单位|内容|目的|结果|情况|任务|职责|目标|职能|车"
    "|表|格|栏|(?<![运银执发进举])行|印|写|填|数|分别|各是|项目是|等级|标准|名称|部门|时候"
)


def intent(text: str) -> Intent:
    """What is wanted of each measure. Order matters: the more telling wording first."""
    words = load_vocabulary().intents
    defines = _DEFINES.search(text) is not None and not _NO_TERM.search(text)
    for found in (Intent.DEFINE, Intent.REASON, Intent.PRIOR, Intent.EXECUTION):
        if holds(text, words[found.value]) or (defines and found is Intent.DEFINE):
            return found
    if _OF_BUDGET.search(text):
        return Intent.EXECUTION
    percent = _PERCENT.search(text) is not None
    if holds(text, words["change_rate"]) or (percent and holds(text, words["change"])):
        return Intent.CHANGE_RATE
    if holds(text, words["change"]):
        return Intent.CHANGE
    if holds(text, words["average"]) and not _AVERAGE_POINTS.search(text):
        return Intent.AVERAGE
    if holds(text, words["share"]) and (percent or _SHARE.search(text)):
        return Intent.SHARE
    if (holds(text, words["list"]) or _WHICH.search(text)) and not _MONEY.search(text):
        return Intent.LIST
    return Intent.LOOKUP


def across(text: str) -> Intent | None:
    """What is done with several figures: rank, compare, difference, sum; None for nothing."""
    words = load_vocabulary().intents
    for found in (Intent.RANK, Intent.DIFFERENCE, Intent.COMPARE, Intent.SUM):
        if holds(text, words[found.value]):
            return found
    return None


def yes_no(text: str) -> bool:
    """True for a question that wants yes or no."""
    asks = holds(text, load_vocabulary().intents["yes_no"]) or text.startswith(_ENGLISH_YES_NO)
    asks = asks or _OR_NOT.search(text) is not None or text.rstrip("?？。 ").endswith("没有")
    return asks and not re.search(r"多少|几[个辆人次批件家]|什么|哪", text)


def over_budget(text: str) -> bool:
    """True for the question whether more was spent than planned."""
    passes = r"超(?:过|出|了)?(?:了)?(?:年初|全年)?预算|超支|超标|超了?[吗没]|超没超"
    passes += r"|exceed.{0,20}budget|over budget"
    return re.search(rf"{passes}|{_THAN_BUDGET}[多高大少低小]", text) is not None


def under_budget(text: str) -> bool:
    """True for the question whether less was spent than planned."""
    return re.search(rf"{_THAN_BUDGET}[少低小]", text) is not None


def every(text: str) -> bool:
    """True when the question is over all that is indexed (哪些部门, 五家政府办)."""
    named = holds(text, load_vocabulary().intents["every"]) or _SEVERAL.search(text) is not None
    named = named or every_body(text)
    return named or (_WHICH_BODIES.search(text) is not None and threshold(text) is not None)


def who_of_all(text: str) -> bool:
    """True for a superlative over bodies that names its measure (谁的三公经费最高); after a turn over some of
    them it is over those."""
    return _WHO_OF_ALL.search(text) is not None


def estimates(text: str) -> bool:
    """True where an estimate will do: the figure of a year that is not published may be worked back."""
    return holds(text, load_vocabulary().intents["prior"]) or re.search("大约|大概|约|估", text) is not None


def threshold(text: str) -> Threshold | None:
    """A limit that figures are filtered by (超过100万元, 低于80%), None where there is none."""
    match = _THRESHOLD.search(text) or _FROM_OR_TO.search(text)
    if match is None:
        return Threshold(Decimal(0), "元", False, or_equal=True) if _WITHOUT_ANY.search(text) else None
    value = Decimal(match.group("value").replace(",", ""))
    unit = {"万": "万元", "亿": "亿元", "%": "%"}.get(match.group("unit") or "", "元")
    word = match.group("word")
    return Threshold(value, unit, word in _ABOVE, word in _OR_EQUAL)


def ascending(text: str) -> bool:
    """True when the smallest is asked for, or an order from small to large."""
    return holds(text, load_vocabulary().intents["ascending"])


@lru_cache(maxsize=_REMEMBERED)
def facet(text: str) -> Facet | None:
    """Budget or final figure; 一般公共预算 and 完成预算 do not ask for a budget figure."""
    facets = load_vocabulary().facets
    left = text
    for phrase in sorted(facets["not_budget"], key=len, reverse=True):
        left = left.replace(phrase, " ")
    for found in (Facet.FULL_BUDGET, Facet.BUDGET, Facet.FINAL):
        if holds(left, facets[found.value]):
            return found
    return None


def names_facet(text: str, wanted: Facet) -> bool:
    """True where the words of that facet stand in the text, beside whatever else it asks for."""
    return holds(text, load_vocabulary().facets[wanted.value])


def in_usual_order(text: str) -> str:
    """The text with a share turned into A占B: A在B里占…, B里A占…."""
    if turned := _PART_IN_WHOLE.search(text):
        return text[: turned.start()] + f"{turned['a']}占{turned['b']}的{turned['c']}"
    if turned := _WHOLE_FIRST.search(text):
        return f"{turned['a']}占{turned['b']}的{turned['c']}"
    return text


def kind(text: str) -> Kind:
    """Final accounts unless the wording asks for a budget document."""
    asks = re.search(r"部门预算|预算公开|预算草案|单位预算|预算表", text) and "决算" not in text
    return Kind.BUDGET if asks else Kind.FINAL


def same_count(unit: str | None) -> str | None:
    """The unit of a count under its usual name (批次: 批, 名: 人); others as they are."""
    return _SAME_COUNT.get(unit, unit) if unit else unit


def counted(text: str) -> str | None:
    """What is counted: a unit such as 人 or 辆, "money", "percent", or None where it is left open."""
    if _PERCENT.search(text):
        return "percent"
    if _LARGE_SUM.search(text):
        return "money"
    if match := _COUNTED.search(_THESE_SEVERAL.sub("", text)):
        if match.group(1) in {"台", "部"}:
            return "辆" if "车" in text else "台"
        return _SAME_COUNT.get(match.group(1), match.group(1))
    if re.search(r"人数", text):
        return "人"
    for unit, words in load_vocabulary().counted.items():
        if holds(text, words):
            return unit
    return "money" if _MONEY.search(text) else None


def decimals(text: str) -> int | None:
    """Places asked for, None where the wording names none."""
    if "整数" in text or "取整" in text:
        return 0
    match = _DECIMALS.search(text)
    if match is None:
        return None
    said = match.group(1)
    return chinese_number(said)


def numbers_said(text: str) -> tuple[str, ...]:
    """The numerals of a question without separators, for questions such as 622.19还是622.18."""
    return tuple(found.replace(",", "") for found in _SAID_NUMBER.findall(text))
