"""Contradictions: what is reported, and, as important, what is left alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from index.checking.checks import Status
from index.checking.identities import check
from index.checking.statements import account_path
from index.types import Kind, Sentence, Table
from tests.index.forms_by_hand import extraction, form, sentence, two_sided

TOTAL = "一、收入支出决算总体情况说明"
SPENDING = "三、支出决算情况说明"
PUBLIC = "五、一般公共预算财政拨款支出决算情况说明"
BASIC = "六、一般公共预算财政拨款基本支出决算情况说明"
THREE = "七、财政拨款“三公”经费支出决算情况说明"

PUBLIC_FORM = form(
    "public_budget_expenditure",
    ("合计", "基本支出", "项目支出"),
    (
        ("合计", None, ("100.00", "60.00", "40.00")),
        ("一般公共服务支出", "201", ("70.00", "40.00", "30.00")),
        ("甲事务", "20103", ("50.00", "30.00", "20.00")),
        ("一般行政管理事务", "2010302", ("50.00", "30.00", "20.00")),
        ("乙事务", "20105", ("20.00", "10.00", "10.00")),
        ("一般行政管理事务", "2010502", ("20.00", "10.00", "10.00")),
        ("住房保障支出", "221", ("30.00", "20.00", "10.00")),
    ),
)
THREE_FORM = form(
    "three_public",
    ("年初预算数", "决算数"),
    (
        ("一、“三公”经费支出", None, ("10.00", "6.00")),
        ("1. 因公出国（境）费", None, ("0.00", "0.00")),
        ("2. 公务用车购置及运行维护费", None, ("8.00", "5.00")),
        ("3. 公务接待费", None, ("2.00", "1.00")),
        ("5. 国内公务接待批次（个）", None, ("", "8")),
    ),
)


def alarms(*sentences: Sentence, tables: Sequence[Table] = (), kind: Kind = Kind.FINAL) -> list[str]:
    report = check(extraction(*tables, sentences=sentences, kind=kind))
    return [found.rule for found in report.alarms]


def test_form_against_text() -> None:
    told = sentence("一般公共预算财政拨款支出99.00万元。", PUBLIC)
    report = check(extraction(PUBLIC_FORM, sentences=[told]))
    (found,) = report.alarms
    assert (found.rule, str(found.left), str(found.right), found.unit) == (
        "text.form",
        "99.00",
        "100.00",
        "万元",
    )
    text, cell = found.operands
    assert text.context == told.text and text.page == 20
    assert (cell.row_label, cell.column_label, cell.page) == ("合计", "合计", 5)


def test_agreement_confirms_the_cell() -> None:
    report = check(extraction(PUBLIC_FORM, sentences=[sentence("一般公共预算财政拨款支出100万元。", PUBLIC)]))
    assert not report.contradictions
    assert any("正文与表" in title for title in report.confirmed_by(PUBLIC_FORM.table_id, 3, 2))


def test_a_gap_within_rounding_is_no_alarm() -> None:
    report = check(extraction(PUBLIC_FORM, sentences=[sentence("财政拨款基本支出60.01万元。", BASIC)]))
    assert [found.status for found in report.contradictions] == [Status.ROUNDING]
    assert not report.alarms


@pytest.mark.parametrize(
    "text",
    [
        "一般公共预算财政拨款支出年初预算90.00万元，支出决算100.00万元。",  # another measure
        "2022年一般公共预算财政拨款支出88.00万元。",  # another year
        "一般公共预算财政拨款支出增加3.00万元。",  # a change
        "一般公共预算财政拨款支出用于培训5次。",  # another unit
        "培训支出88.00万元。",  # another subject
    ],
)
def test_what_is_not_aligned_is_left_alone(text: str) -> None:
    assert not alarms(sentence(text, PUBLIC), tables=[PUBLIC_FORM])


def test_the_heading_is_part_of_the_subject() -> None:
    told = "基本支出9.00万元。"
    expenditure = form("expenditure", ("合计", "基本支出"), (("合计", None, ("100.00", "60.00")),))
    assert alarms(sentence(told, SPENDING), tables=[expenditure]) == ["text.form"]
    assert not alarms(sentence(told, "八、政府性基金预算财政拨款支出决算情况说明"), tables=[expenditure])


def test_a_name_that_occurs_twice_needs_its_path() -> None:
    right = "一般公共服务支出（类）乙事务（款）一般行政管理事务（项）支出决算为20.00万元。"
    wrong = "一般公共服务支出（类）甲事务（款）一般行政管理事务（项）支出决算为20.00万元。"
    assert not alarms(sentence(right, PUBLIC), tables=[PUBLIC_FORM])
    assert alarms(sentence(wrong, PUBLIC), tables=[PUBLIC_FORM]) == ["text.form"]
    assert not alarms(sentence("一般行政管理事务20.01万元。", PUBLIC), tables=[PUBLIC_FORM])


@pytest.mark.parametrize(
    "text",
    [
        "2023年度收、支总计各是125.49,143.91万元。与2022年相比,收、支总计各减少67.86,70.97万元,各下降23.51%、38.28%。",
        "收入总计、支出总计分别为90.00万元、80.00万元。",
        "2023年度收入总计90.00万元和80.00万元。",
    ],
)
def test_figures_told_together_are_left_alone(text: str) -> None:
    total = two_sided(
        "income_expenditure_total",
        [
            (("收入 / 决算数",), (("总计", None, ("100.00",)),)),
            (("支出 / 决算数",), (("总计", None, ("100.00",)),)),
        ],
    )
    assert not alarms(sentence(text, TOTAL), tables=[total])


def test_a_neighbouring_scope_may_be_meant() -> None:
    fiscal = two_sided(
        "fiscal_total",
        [
            (("收入 / 金额",), (("本年收入合计", None, ("120.00",)),)),
            (("支出 / 合计", "支出 / 一般公共预算财政拨款"), (("本年支出合计", None, ("120.00", "100.00")),)),
        ],
    )
    told = sentence(
        "2023年度财政拨款支出100.00万元，主要用于以下方面：", PUBLIC, "（二）财政拨款支出决算结构情况"
    )
    assert not alarms(told, tables=[fiscal])
    assert alarms(sentence("财政拨款支出90.00万元。", PUBLIC), tables=[fiscal]) == ["text.form"]


def test_another_budget_than_the_form_prints_is_no_contradiction() -> None:
    whole_year = sentence("公务接待费支出全年预算数为3.00万元，决算数为1.00万元。", THREE)
    assert not alarms(whole_year, tables=[THREE_FORM])
    assert alarms(sentence("公务接待费支出年初预算数为3.00万元。", THREE), tables=[THREE_FORM]) == [
        "text.form"
    ]


FUND_FORM = form(
    "government_fund",
    ("年初结转和结余", "本年收入", "本年支出 / 小计", "本年支出 / 项目支出", "年末结转和结余"),
    (("合计", None, ("40000", "3480000", "3520000", "3520000", "0")),),
    unit="元",
)
FUND = "八、政府性基金预算财政拨款收入支出决算情况"


def test_fund_forms_and_amounts_in_another_unit() -> None:
    told = sentence("政府性基金预算财政拨款收入348.00万元，支出325.00万元。", FUND)
    report = check(extraction(FUND_FORM, sentences=[told]))
    (found,) = report.alarms
    assert (found.rule, str(found.left), str(found.right.normalize() if found.right else "")) == (
        "text.form",
        "325.00",
        "352",
    )


def test_account_paths() -> None:
    assert account_path("住房保障支出（类）住房改革支出（款）住房公积金（项）") == (
        "住房保障",
        "住房改革",
        "住房公积金",
    )
    assert account_path("金融(类)支出") == ("金融",)
    assert account_path("住房保障支出（类）住房改革支出（款）住房公") == ()
    assert account_path("公务接待费") == ()


def test_three_public_budget_final_and_counts() -> None:
    told = sentence("公务接待费支出年初预算数为2.00万元，决算数为3.00万元。", THREE)
    assert alarms(told, tables=[THREE_FORM]) == ["text.form"]
    assert not alarms(sentence("公务接待费支出决算为1万元。", THREE), tables=[THREE_FORM])
    assert alarms(sentence("全年国内公务接待7批。", THREE), tables=[THREE_FORM]) == ["text.form"]
    assert not alarms(sentence("公务接待费9.00万元。", BASIC), tables=[THREE_FORM])


def test_running_cost_is_information_only() -> None:
    basic = two_sided(
        "basic_expenditure",
        [
            (("人员经费 / 金额",), (("人员经费合计", None, ("5",)),)),
            (("公用经费 / 金额",), (("公用经费合计", None, ("3",)),)),
        ],
    )
    assert not alarms(sentence("机关运行经费支出4.00万元。", "（一）机关运行经费支出情况"), tables=[basic])


def test_sentence_against_sentence_where_no_form_tells() -> None:
    first = sentence("2023年度收入总计100.00万元。", TOTAL)
    second = sentence("收入总计90.00万元，与上年持平。", TOTAL)
    assert alarms(first, second) == ["text.text"]
    assert not alarms(first, sentence("支出总计90.00万元。", TOTAL))
    assert not alarms(first, sentence("财政拨款收入总计90.00万元。", "四、财政拨款收入支出决算总体情况说明"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("培训支出年初预算40.00万元，支出决算50.00万元，完成年初预算的125%。", []),
        ("培训支出年初预算40.00万元，支出决算50.00万元，完成年初预算的120%。", ["percent.execution"]),
        ("培训支出年初预算0万元，支出决算50.00万元，完成年初预算的100%。", []),
        ("培训支出50.00万元，较上年增加10.00万元，增长25%。", []),
        (
            "培训支出50.00万元，较上年增加10.00万元，增长20%。",
            [],
        ),  # of this year's amount: fits a figure there
        ("培训支出50.00万元，较上年增加10.00万元，增长35%。", ["percent.change"]),
        ("培训支出50.00万元，较上年增加10.00万元，增长（下降）35%。", []),
        ("培训支出0.74万元，较上年减少0.14万元，下降16.18%。", []),  # within what two decimals allow
        (
            "本年支出合计80.00万元，其中：培训支出20.00万元，占25%；差旅支出60.00万元，占70%。",
            ["percent.share"],
        ),
        ("本年支出合计80.00万元，其中：培训支出20.00万元，占25.0%；差旅支出60.00万元，占75%。", []),
        ("培训支出20.00万元，占部门全部经费的70%。", []),  # the whole is not told
    ],
)
def test_percentages(text: str, expected: list[str]) -> None:
    assert alarms(sentence(text, SPENDING)) == expected


def test_a_share_of_nothing() -> None:
    total = sentence("本年支出构成为：基本支出80.00万元，项目支出0万元。", SPENDING)
    share = sentence("绩效自评涉及资金70.00万元，占项目支出总额的34.15%。", "（一）绩效管理工作开展情况")
    assert alarms(total, share) == ["percent.share"]


def test_one_rate_with_two_amounts_of_change() -> None:
    def told(subject: str, change: str, heading: str) -> list[Sentence]:
        text = f"与上年相比，{subject}减少{change}万元，下降32.3%。"
        return [sentence(f"2023年度{subject}13,452.9万元。", heading), sentence(text, heading)]

    both = [
        *told("支出总计", "6,423.47", TOTAL),
        *told("财政拨款支出总计", "6,411.26", "四、财政拨款收入支出决算总体情况说明"),
    ]
    (found,) = check(extraction(sentences=both)).alarms
    assert (found.rule, [operand.text for operand in found.disputed]) == (
        "text.change",
        ["6,423.47", "6,411.26"],
    )


def test_budgets_of_the_parts_cannot_exceed_that_of_the_whole() -> None:
    whole = sentence("“三公”经费财政拨款支出决算为3万元，完成预算100%。", THREE)
    cars = sentence("公务用车购置及运行维护费支出2.62万元，完成预算54.2%。", THREE)
    assert alarms(whole, cars) == ["text.three_public"]
    assert not alarms(whole, sentence("公务接待费支出2.62万元，完成预算100%。", THREE))


def _evaluated(title: str, project: str, score: str) -> Table:
    total = form(None, ("分值", "得分"), (("总分", None, ("100", score)),), unit="分", title=title)
    name = replace(total.cells[0], row=1, row_label="项目名称", column_label="", text=project, value=None)
    return replace(total, cells=(name, *total.cells))


SCORED = (_evaluated("自评表一", "图书购置经费", "94.5"), _evaluated("自评表二", "甲巡查项目", "88"))


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("对“图书购置经费”项目开展绩效自评，自评得分96分，等级为“优”。", ["text.score"]),
        ("其中“图书购置经费”项目自评得分为94.5分，“甲巡查”项目自评得分为87分。", ["text.score"]),
        ("对“图书购置经费”项目开展绩效自评，自评得分94.50分。", []),
        ("对“甲巡查项目”开展绩效自评，自评得分88分。", []),
        ("对“图书购置经费”“甲巡查”项目开展绩效自评，自评得分分别为96分和88分。", []),
        ("对“图书购置经费”等3个项目开展绩效自评，自评得分96分。", []),
        ("“图书购置经费”项目已完成。部门整体支出自评得分96分。", []),
        ("对“乙工程”项目开展绩效自评，自评得分96分。", []),
    ],
)
def test_a_score_in_the_text_against_the_table_of_its_project(text: str, rules: list[str]) -> None:
    assert alarms(sentence(text, "（五）绩效自评情况"), tables=SCORED) == rules


def test_two_tables_of_one_name_say_nothing_of_a_score() -> None:
    twice = (SCORED[0], _evaluated("自评表三", "图书购置经费项目", "90"))
    assert alarms(sentence("“图书购置经费”项目自评得分96分。", "绩效"), tables=twice) == []
