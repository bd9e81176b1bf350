"""Forms are known by title, never by number; units by their line or brackets."""

import pytest

from index.forms.catalogue import (
    catalogue,
    find_notice,
    form_by_key,
    identify,
    is_continued,
    looks_like_title,
    unit_in_brackets,
    unit_of_line,
)


@pytest.mark.parametrize(
    ("title", "key"),
    [
        ("收入支出决算总表", "income_expenditure_total"),
        ("2023年度部门收支总体情况表", "income_expenditure_total"),
        ("收入决算表", "income"),
        ("支 出 决 算 表", "expenditure"),
        ("财政拨款收入支出决算总表", "fiscal_total"),
        ("一般公共预算财政拨款支出决算表", "public_budget_expenditure"),
        ("一般公共预算财政拨款基本支出决算明细表", "basic_expenditure"),
        ("财政拨款‘三公’经费支出决算表", "three_public"),
        ("一般公共预算财政拨款“三公”经费支出决算表", "three_public"),
        ("政府性基金预算财政拨款收入支出决算表", "government_fund"),
        ("国有资本经营预算财政拨款支出决算表", "state_capital"),
        ("国有资产占用情况表", "state_assets"),
        ("部门决算公开相关信息统计表", "other_information"),
        ("某某社会保险基金管理中心2022年收入支出决算总表", "income_expenditure_total"),
    ],
)
def test_titles_and_aliases(title: str, key: str) -> None:
    assert identify(title, "公开99表") == key


@pytest.mark.parametrize(
    "title",
    [
        "2025年部门财务收支预算总表",
        "2025年部门收入预算总表",
        "2024年部门一般公共预算基本支出部门预算经济分类预算表",
        "部门“三公”经费和机关运行经费预算表",
        "项目支出绩效自评表",
        "2024年度部门决算表",
        "",
    ],
)
def test_budgets_and_other_tables_are_no_statutory_forms(title: str) -> None:
    assert identify(title) is None


def test_every_form_names_its_main_column() -> None:
    assert all(form.main_column and form.title and form.patterns for form in catalogue().form)
    assert form_by_key("income") is not None
    assert form_by_key("nothing") is None


def test_each_display_title_is_known_as_its_own_form() -> None:
    assert {form.key for form in catalogue().form} == {identify(form.title) for form in catalogue().form}


def test_titles_and_sentences() -> None:
    assert looks_like_title("2021 年度重大项目协调经费项目自评表")
    assert looks_like_title("支出决算表（续）")
    assert not looks_like_title("单位：万元")
    assert not looks_like_title("本部门无政府性基金收支，故公开本表。")
    assert is_continued("支出决算表（续）")
    assert not is_continued("支出决算表")


def test_notice() -> None:
    assert find_notice("注：本部门无政府性基金预算财政拨款支出，故本表无数据。")
    assert find_notice("说明：本表为空表")
    assert not find_notice("注：本表反映部门本年度财政拨款支出情况。")


@pytest.mark.parametrize(
    ("line", "unit"),
    [
        ("编制单位：某某局 2021年度 金额单位：万元", "万元"),
        ("单位：台、辆、套", "台、辆、套"),
        ("（单位：元）", "元"),
        ("编制单位：元氏县某某局", None),
        ("收入支出决算总表", None),
    ],
)
def test_unit_line(line: str, unit: str | None) -> None:
    assert unit_of_line(line) == unit


@pytest.mark.parametrize(
    ("label", "unit"),
    [
        ("4. 公务用车保有量（辆）", "辆"),
        ("一、车辆数合计(台、辆)", "台、辆"),
        ("二、单价50万元（含）以上通用设备（台", "台"),
        ("项目资金（万元）", "万元"),
        ("因公出国（境）费", None),
        ("(二) 单价100万元(含)以上设备(不含车辆)", None),
    ],
)
def test_unit_in_brackets(label: str, unit: str | None) -> None:
    assert unit_in_brackets(label) == unit
