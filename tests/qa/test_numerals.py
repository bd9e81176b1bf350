"""Numerals in any script: value, unit, and what they are for."""

from __future__ import annotations

from decimal import Decimal

import pytest

from qa.verifying.formulas import formulas_in
from qa.verifying.lists import Hedge, Kind
from qa.verifying.numerals import FACTS, plain_text, scan
from qa.verifying.spelled import chinese_value


def facts(text: str) -> list[tuple[str, str | None]]:
    """Value and unit of the numerals that state facts."""
    numerals = [numeral for numeral in scan(plain_text(text)) if numeral.kind in FACTS]
    return [(format(numeral.value.normalize(), "f"), numeral.family) for numeral in numerals]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("1,489.37 万元", "14893700", "元"),
        ("１４８９．３７万元", "14893700", "元"),
        ("1489.37萬元", "14893700", "元"),
        ("14\u200b89.37 万元", "14893700", "元"),
        ("١٤٨٩ 万元", "14890000", "元"),
        ("一千四百八十九点三七万元", "14893700", "元"),
        ("壹仟肆佰捌拾玖万元", "14890000", "元"),
        ("1.5亿元", "150000000", "元"),
        ("¥92.86", "92.86", "元"),
        ("RMB 1.5 million", "1500000", "元"),
        ("two million yuan", "2000000", "元"),
        ("twenty-five vehicles", "25", "辆"),
        ("157.62％", "157.62", "%"),
        ("百分之五", "5", "%"),
        ("百分之六点二", "6.2", "%"),
        ("5 percent", "5", "%"),
        ("3 个百分点", "3", "百分点"),
        ("两成", "20", "%"),
        ("两成半", "25", "%"),
        ("一半", "50", "%"),
        ("翻一番", "2", "倍"),
        ("doubled", "2", "倍"),
        ("两倍", "2", "倍"),
        ("十二人次", "12", "人次"),
        ("五辆", "5", "辆"),
        ("-5.2 万元", "-52000", "元"),
        ("$5", "5", "外币"),
    ],
)
def test_value_and_unit_in_any_script(text: str, value: str, unit: str) -> None:
    assert facts(text) == [(value, unit)]


def test_a_third_is_a_share() -> None:
    for text in ("三分之一", "a third", "⅓"):
        (numeral,) = scan(plain_text(text))
        assert (numeral.kind, round(numeral.value, 2)) == (Kind.SHARE, Decimal("33.33"))


@pytest.mark.parametrize(
    ("text", "hedge"),
    [
        ("近三成", Hedge.BELOW),
        ("一千四百多万元", Hedge.ABOVE),
        ("1400余万元", Hedge.ABOVE),
        ("超过 1400 万元", Hedge.ABOVE),
        ("约 1490 万元", Hedge.ABOUT),
        ("1490 万元左右", Hedge.ABOUT),
        ("nearly two million yuan", Hedge.BELOW),
    ],
)
def test_rough_figures_say_how_they_are_meant(text: str, hedge: Hedge) -> None:
    assert [numeral.hedge for numeral in scan(plain_text(text))] == [hedge]


@pytest.mark.parametrize(
    "text",
    [
        "一般公共预算财政拨款",
        "“三公”经费",
        "五险一金",
        "二级预算单位",
        "一是人员增加，二是会议减少",
        "两个口径",
        "第三中学",
        "第一，收入；第二，支出",
        "（一）收入支出决算总体情况",
        "十四五规划",
        "统一管理，进一步压减，一律从简",
        "二〇二三年度",
        "2021年12月31日",
        "第11页，公开06表，附表3",
        "见[1][2]",
        "千万元级，百姓",
        "①②③",
        "前3名",
    ],
)
def test_what_states_no_figure(text: str) -> None:
    assert facts(text) == []


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("二〇二三年度", Kind.YEAR, 2023),
        ("in 2021", Kind.YEAR, 2021),
        ("第11页", Kind.PAGE, 11),
        ("公开06表", Kind.FORM, 6),
        ("[3]", Kind.MARK, 3),
    ],
)
def test_years_pages_forms_and_marks_keep_their_number(text: str, kind: Kind, value: int) -> None:
    assert [(numeral.kind, numeral.value) for numeral in scan(plain_text(text))] == [(kind, value)]


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("一千四", 1400),
        ("两万三", 23000),
        ("一千零五", 1005),
        ("三千二百六十二万", 32_620_000),
        ("一亿五千万", 150_000_000),
        ("廿三", 23),
    ],
)
def test_chinese_numerals(words: str, value: int) -> None:
    assert chinese_value(words) == value


@pytest.mark.parametrize(
    ("text", "holds", "change"),
    [
        ("92.86 + 3.20 = 96.06", True, False),
        ("92.86 + 3.20 = 96.16", False, False),
        ("92.86 - 3.20 = 89.66", True, True),
        ("(1,162.04 - 306.92) ÷ 306.92 × 100% = 278.61%", True, True),
        ("1,006.53 ÷ 1,489.37 × 100% = 67.58%", True, False),
        ("1,006.53 ÷ 1,489.37 × 100% = 68.58%", False, False),
        ("合计 96.06 万元（92.86 万元 + 3.20 万元 = 96.06 万元）", True, False),
        ("92.86 万元 + 3.20 元 = 96.06 万元", False, False),
        ("5 - (-3) = 8", True, True),
        ("1 ÷ 0 = 5", False, False),
    ],
)
def test_formulas_are_followed(text: str, holds: bool, change: bool) -> None:
    (formula,) = formulas_in(plain_text(text))
    assert formula.holds is holds
    assert not holds or formula.change is change
