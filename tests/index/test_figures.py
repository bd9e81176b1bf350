"""Figures of a sentence: values, units, subjects, measures, directions and years."""

from __future__ import annotations

from decimal import Decimal

import pytest

from index.narrative.figures import Topic, read_figures, subject_of_heading
from index.types import Direction, Figure, Measure

UP, DOWN = Direction.UP, Direction.DOWN
M = Measure


def figures(text: str, subject: str | None = None, year: int = 2021) -> tuple[Figure, ...]:
    return read_figures(text, Topic(subject, year))[0]


def rows(text: str, subject: str | None = None, year: int = 2021) -> list[tuple[object, ...]]:
    return [
        (f.text, f.unit, f.subject, f.measure, f.direction, f.base_year) for f in figures(text, subject, year)
    ]


def test_one_subject_holds_through_the_sentence():
    name = "公务接待费支出"
    assert rows(
        "（二）公务接待费支出年初预算数为 16.90 万元，决算数为 0.74 万元，完成预算的 4.38%，"
        "决算数较 2020 年减少 0.14 万元，下降 16.18%，主要原因是减少公务接待。"
    ) == [
        ("16.90", "万元", name, M.BUDGET, None, None),
        ("0.74", "万元", name, M.FINAL, None, None),
        ("4.38", "%", name, M.EXECUTION, None, None),
        ("0.14", "万元", name, M.CHANGE, DOWN, 2020),
        ("16.18", "%", name, M.CHANGE_RATE, DOWN, 2020),
    ]


def test_value_decimals_and_offsets():
    text = "2023年度收入总计1,654.78万元，支出总计 １２.５ 万元。"
    first, second = figures(text, year=2023)
    assert (first.value, first.decimals, first.subject) == (Decimal("1654.78"), 2, "收入总计")
    assert text[first.start : first.end] == "1,654.78万元"
    assert (second.value, second.text, second.unit) == (Decimal("12.5"), "１２.５", "万元")


def test_counts_in_ten_thousands_keep_what_is_counted():
    assert [
        (f.subject, f.text, f.unit) for f in figures("外借图书97.3万册次，新增藏书5.2万册，服务3.1万户。")
    ] == [("外借图书", "97.3", "万册次"), ("新增藏书", "5.2", "万册"), ("服务", "3.1", "万户")]


def test_parts_of_a_list_have_their_own_subjects():
    assert [
        (f.subject, f.text) for f in figures("其中：办公费1.97万元、印刷费0.41万元、差旅费12.83万元。")
    ] == [
        ("办公费", "1.97"),
        ("印刷费", "0.41"),
        ("差旅费", "12.83"),
    ]


def test_base_of_comparison_stands_in_an_earlier_clause():
    assert rows("与2021年相比，收、支总计减少6,423.47万元，下降32.3%。", year=2022) == [
        ("6,423.47", "万元", "收、支总计", M.CHANGE, DOWN, 2021),
        ("32.3", "%", "收、支总计", M.CHANGE_RATE, DOWN, 2021),
    ]
    assert rows("较上年决算数增加 115.59 万元，增长 31.47%", "机关运行经费支出") == [
        ("115.59", "万元", "机关运行经费支出", M.CHANGE, UP, 2020),
        ("31.47", "%", "机关运行经费支出", M.CHANGE_RATE, UP, 2020),
    ]


def test_a_change_against_the_budget_has_no_base_year():
    (change,) = figures("公务用车运行费比年初预算增加 1.6 万元。")
    assert (change.measure, change.direction, change.base_year) == (M.CHANGE, UP, None)


def test_the_amount_of_the_other_year_keeps_that_year():
    text = "社会保障和就业支出年初预算174.04万元，较2022年决算49.77万元增加153.43万元，增长308.28%"
    budget, other, change, rate = figures(text, year=2023)
    assert (budget.measure, budget.year) == (M.BUDGET, 2023)
    assert (other.measure, other.year, other.subject) == (M.FINAL, 2022, "社会保障和就业支出")
    assert (change.measure, change.year, change.base_year) == (M.CHANGE, 2023, 2022)
    assert rate.direction is UP


def test_a_bare_income_is_a_subject_when_it_is_dated():
    text = "2021年度收入1217.92万元，总计1456.65万元，与2020年度收入1263.66万元相比，减少45.74万元，增减3.62%"
    first, _, other, change, rate = figures(text)
    assert (first.subject, other.subject, other.year, change.subject) == ("收入", "收入", 2020, "收入")
    assert (rate.measure, rate.direction, rate.base_year) == (M.CHANGE_RATE, None, 2020)


def test_the_other_side_stays_in_the_scope():
    text = "2023年度财政拨款收入总计1,654.78万元，支出总计1,654.70万元。"
    assert [f.subject for f in figures(text, year=2023)] == ["财政拨款收入总计", "财政拨款支出总计"]
    assert [f.subject for f in figures("2023年度收入总计5万元，支出总计4万元。")] == ["收入总计", "支出总计"]


def test_spending_of_the_year_under_a_heading_that_names_the_fee():
    (amount,) = figures("2023年度支出97.85万元。", subject="机关运行经费支出")
    assert amount.subject == "机关运行经费支出"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("办公费同比减少5万元。", ("办公费", M.CHANGE, DOWN, 2021, 2020)),
        ("项目支出较预算数减少12万元。", ("项目支出", M.CHANGE, DOWN, 2021, None)),
        ("支出比上年增加了5.6万元。", ("支出", M.CHANGE, UP, 2021, 2020)),
        ("教育支出占比比上年下降3.2个百分点。", ("教育支出占比", M.CHANGE_RATE, DOWN, 2021, 2020)),
        ("较上年决算数120万元", (None, M.FINAL, None, 2020, None)),
        ("培训费2020年度决算数1万元", ("培训费", M.FINAL, None, 2020, None)),
        ("某市某局公务用车保有量3辆。", ("公务用车保有量", M.COUNT, None, 2021, None)),
        ("项目预算执行率为98%。", ("项目", M.EXECUTION, None, 2021, None)),
        ("支持外贸稳增长30万元。", ("支持外贸稳增长", M.AMOUNT, None, 2021, None)),
    ],
)
def test_phrases(text: str, expected: tuple[object, ...]):
    (f,) = figures(text)
    assert (f.subject, f.measure, f.direction, f.year, f.base_year) == expected


def test_template_remnants_have_no_direction():
    change, rate = figures("决算数较 2020 年增加（减少）0 万元，增长（下降）0%", "公务用车购置")
    assert (change.measure, change.direction, change.base_year) == (M.CHANGE, None, 2020)
    assert (rate.measure, rate.direction) == (M.CHANGE_RATE, None)


def test_share_and_count():
    assert rows("其中：财政拨款收入1201.80万元，占98.68%；") == [
        ("1201.80", "万元", "财政拨款收入", M.AMOUNT, None, None),
        ("98.68", "%", "财政拨款收入", M.SHARE, None, None),
    ]
    assert rows("全年国内公务接待 7 批，累计接待 56 人次，其中外事接待 0 批，累计接待 0 人次。") == [
        ("7", "批", "国内公务接待", M.COUNT, None, None),
        ("56", "人次", "国内公务接待", M.COUNT, None, None),
        ("0", "批", "外事接待", M.COUNT, None, None),
        ("0", "人次", "外事接待", M.COUNT, None, None),
    ]


def test_what_follows_a_count_is_counted():
    assert [
        (f.text, f.subject) for f in figures("某区政府办公室下设 13 个股级内设机构和 2 个所属事业单位。")
    ] == [
        ("13", "股级内设机构"),
        ("2", "所属事业单位"),
    ]


def test_a_threshold_belongs_to_the_name():
    limit, count = figures("单价100万元（含）以上设备（不含车辆）2台（套）。")
    assert (limit.value, limit.subject, limit.measure) == (Decimal(100), None, None)
    assert (count.unit, count.subject) == ("台（套）", "单价100万元（含）以上设备（不含车辆）")


def test_the_organisation_is_no_subject():
    text = "2022年，乐山市市中区人民政府办公室机关运行经费支出130.91万元，比2021年增加11.95万元。"
    assert {f.subject for f in figures(text, year=2022)} == {"机关运行经费支出"}


def test_an_account_before_the_colon_is_the_subject():
    text = (
        "1.一般公共服务(类)政府办公厅(室)及相关机构事务(款)行政运行(项)：支出决算为633.79万元，完成预算100%。"
    )
    name = "一般公共服务(类)政府办公厅(室)及相关机构事务(款)行政运行(项)"
    assert [(f.subject, f.measure) for f in figures(text)] == [(name, M.FINAL), (name, M.EXECUTION)]


@pytest.mark.parametrize(
    "text",
    [
        "截止 2021 年 12 月 31 日，见公开 10 表《国有资产占用情况表》。",
        "根据《预算绩效管理办法》（财预〔2020〕10 号）和沪府规【2016】168号文。",
        "12345 热线可以提高为民服务水平。",
        "数据来源于财决01-1表和附表3。",
        "实施周期2025.1.1-2025.12.31",
        "第3条 1、负责公文处理；2、负责会务。",
        "（1）项目概况。",
    ],
)
def test_no_figures(text: str):
    assert figures(text) == ()


def test_item_numbers_are_no_figures_and_wan_is_money_beside_a_budget():
    assert [(f.text, f.unit) for f in figures("主要用于：1、采购电视一台0.36万元；2、采购平板0.3万元。")] == [
        ("0.36", "万元"),
        ("0.3", "万元"),
    ]
    assert [(f.value, f.unit, f.measure) for f in figures("2021 年预算经费为 70 万，实际执行数70万。")] == [
        (Decimal(70), "万元", M.BUDGET),
        (Decimal(70), "万元", M.FINAL),
    ]


@pytest.mark.parametrize(
    ("printed", "value"), [("13,452.9", "13452.9"), ("1,23,456.00", "123456.00"), ("1,6547.8", "16547.8")]
)
def test_thousands_separators_even_wrong_ones(printed: str, value: str):
    (amount,) = figures(f"收入总计{printed}万元。")
    assert (amount.text, amount.value) == (printed, Decimal(value))


def test_letters_may_name_a_subject_but_are_no_figures():
    assert [(f.subject, f.text) for f in figures("其中：A1万元、B2万元。")] == [("A", "1"), ("B", "2")]
    assert figures("位于W060701单元X101街坊，采用H5等形式。") == ()


def test_negative_amounts_stay_as_printed():
    (change,) = figures("较上年减少 -5.00 万元", "其他收入")
    assert (change.text, change.value, change.direction) == ("-5.00", Decimal("-5.00"), DOWN)


@pytest.mark.parametrize(
    ("heading", "subject"),
    [
        ("1.因公出国（境）费支出", "因公出国（境）费支出"),
        ("六、机关运行经费支出情况说明", "机关运行经费支出"),
        ("（一）“三公”经费财政拨款支出决算总体情况说明。", "“三公”经费财政拨款支出"),
        ("九、预算绩效情况说明", None),
        ("第四部分 名词解释", None),
    ],
)
def test_subject_of_heading(heading: str, subject: str | None):
    assert subject_of_heading(heading) == subject


def test_from_one_level_to_another_is_of_two_years():
    found = figures("康复救助人数由86人增加到103人。", year=2023)
    assert [(f.text, f.subject, f.measure, f.year) for f in found] == [
        ("86", "康复救助人数", M.COUNT, 2022),
        ("103", "康复救助人数", M.COUNT, 2023),
    ]
    found = figures("公务接待费由5.00万元下降到3.00万元，下降40%。", year=2023)
    assert [(f.text, f.measure, f.year) for f in found][:2] == [
        ("5.00", M.AMOUNT, 2022),
        ("3.00", M.AMOUNT, 2023),
    ]


def test_counts_by_the_ten_thousand_and_hours():
    text = "接待读者118.6万人次，外借图书97.3万册次，年末藏书总量186.4万册，每周开放72小时，培训30分钟。"
    units = [(f.text, f.unit) for f in figures(text)]
    assert units == [
        ("118.6", "万人次"),
        ("97.3", "万册次"),
        ("186.4", "万册"),
        ("72", "小时"),
        ("30", "分钟"),
    ]


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("2023年末实有在职人员71人。", "实有在职人员"),
        ("2023年末结转和结余5.00万元。", "年末结转和结余"),
        ("发放残疾人两项补贴惠及2,947人。", "发放残疾人两项补贴"),
    ],
)
def test_the_end_of_a_year_and_words_that_reach(text: str, subject: str) -> None:
    assert figures(text, year=2023)[0].subject == subject
