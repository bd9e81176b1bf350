"""Identities: on hand-made forms, on the truth of real disclosures, and on what is extracted from them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from index.checking.checks import Check, CheckReport, Status, lines
from index.checking.identities import check
from index.types import Table
from tests.index.forms_by_hand import extraction, form, scanned, two_sided

EXPENDITURE = form(
    "expenditure",
    ("本年支出合计", "基本支出", "项目支出"),
    (
        ("合计", None, ("100.00", "60.00", "40.00")),
        ("甲支出", "201", ("70.00", "40.00", "30.00")),
        ("乙事务", "20103", ("70.00", "40.00", "30.00")),
        ("丙", "2010301", ("40.00", "40.00", "")),
        ("丁", "2010302", ("30.00", "", "30.00")),
        ("戊支出", "208", ("30.00", "20.00", "10.00")),
        ("己", "2080501", ("30.00", "20.00", "10.00")),
    ),
)


def failures(report: CheckReport) -> list[Check]:
    return [found for found in report.checks if found.status is Status.FAIL]


def change(table: Table, row: int, col: int, value: str) -> Table:
    cells = tuple(
        replace(cell, text=value, value=Decimal(value)) if (cell.row, cell.col) == (row, col) else cell
        for cell in table.cells
    )
    return replace(table, cells=cells)


def test_levels_and_columns_add_up() -> None:
    report = check(extraction(EXPENDITURE))
    assert {found.status for found in report.checks} == {Status.PASS}
    assert {found.rule for found in report.checks} == {"code.parent", "code.total", "row.columns"}
    assert report.trust == {EXPENDITURE.table_id: 1.0}
    titles = report.confirmed_by(EXPENDITURE.table_id, 6, 2)  # 丙 / 本年支出合计
    assert any("20103" in title for title in titles) and any("各列之和" in title for title in titles)


def test_one_wrong_cell_fails_and_is_flagged() -> None:
    wrong = change(EXPENDITURE, 6, 2, "46.00")
    report = check(extraction(wrong))
    assert {found.rule for found in failures(report)} == {"code.parent", "row.columns"}
    assert [flag.cell.cell_key for flag in report.flagged] == [(wrong.table_id, 6, 2)]
    trust = report.trust[wrong.table_id]
    assert trust is not None and 0.5 < trust < 1.0


def test_swapped_columns_are_noticed() -> None:
    swap = {2: 3, 3: 2, 4: 4}
    by_place = {(cell.row, cell.col): cell for cell in EXPENDITURE.cells}
    cells = tuple(
        replace(
            cell, text=by_place[cell.row, swap[cell.col]].text, value=by_place[cell.row, swap[cell.col]].value
        )
        for cell in EXPENDITURE.cells
    )
    assert failures(check(extraction(replace(EXPENDITURE, cells=cells))))


def test_rounding_is_not_failure() -> None:
    report = check(extraction(change(EXPENDITURE, 3, 2, "100.01")))
    assert not failures(report)
    rounding = [found for found in report.checks if found.status is Status.ROUNDING]
    assert [found.difference for found in rounding] == [Decimal("0.01"), Decimal("0.01")]
    assert all("尾差" in found.explanation for found in rounding)


def test_blank_parent_is_not_computable_and_its_parts_go_up() -> None:
    cells = tuple(
        replace(cell, text="", value=None) if cell.row_code == "20103" else cell for cell in EXPENDITURE.cells
    )
    report = check(extraction(replace(EXPENDITURE, cells=cells)))
    assert not failures(report)
    parents = {found.title: found.status for found in report.checks if found.rule == "code.parent"}
    assert any("20103" in title and status is Status.NOT_COMPUTABLE for title, status in parents.items())
    assert any(
        " 201 " in f" {title}".replace("：", " ") and status is Status.PASS
        for title, status in parents.items()
    )


def test_a_subtotal_column_counts_once_and_of_which_never() -> None:
    table = form(
        "income",
        ("本年收入合计", "财政拨款收入", "事业收入 / 小计", "事业收入 / 其中：教育收费", "其他收入"),
        (("合计", None, ("10.00", "6.00", "3.00", "2.00", "1.00")),),
    )
    report = check(extraction(table))
    assert [(found.rule, found.status) for found in report.checks] == [("row.columns", Status.PASS)]


def total_form(closing: str = "5.00") -> Table:
    income = (
        ("一、一般公共预算财政拨款收", None, ("80.00",)),
        ("其中：专项", None, ("30.00",)),
        ("二、事业收入", None, ("20.00",)),
        ("本年收入合计", None, ("100.00",)),
        ("使用非财政拨款结余", None, ("",)),
        ("年初结转和结余", None, ("5.00",)),
        ("总计", None, ("105.00",)),
    )
    spending = (
        ("一、一般公共服务支出", None, ("60.00",)),
        ("二十四、债务还本支出", None, ("",)),
        ("八、社会保障和就业支出", None, ("40.00",)),
        ("本年支出合计", None, ("100.00",)),
        ("结余分配", None, ("0.00",)),
        ("年末结转和结余", None, (closing,)),
        ("总计", None, ("105.00",)),
    )
    return two_sided(
        "income_expenditure_total", [(("收入 / 决算数",), income), (("支出 / 决算数",), spending)]
    )


def test_two_sided_totals() -> None:
    report = check(extraction(total_form()))
    assert [found.rule for found in report.checks] == [
        "side.items",
        "side.total",
        "side.items",
        "side.total",
        "side.equal",
    ]
    assert {found.status for found in report.checks} == {Status.PASS}
    assert [found.title for found in failures(check(extraction(total_form("6.00"))))] == [
        "《income_expenditure_total》：总计 = 本年合计与结转结余之和（支出 / 决算数）"
    ]


def test_rows_without_an_ordinal_may_be_parts_or_items() -> None:
    def report(last: tuple[str, str]) -> CheckReport:
        spending = (
            ("一、基本支出", None, ("60.00",)),
            ("人员经费", None, ("50.00",)),
            ("二、项目支出", None, ("40.00",)),
            (last[0], None, (last[1],)),
            ("本年支出合计", None, ("100.00",)),
        )
        return check(extraction(two_sided("income_expenditure_total", [(("支出 / 决算数",), spending)])))

    assert not failures(report(("三、经营支出", "0.00")))
    assert [each.rule for each in failures(report(("三、经营支出", "7.00")))] == ["side.items"]


def test_sides_with_several_measures_are_paired() -> None:
    columns = ("年初预算数", "决算数")
    total = ("总计", None, ("10.00", "9.00"))
    left, right = (("年初结转和结余", None, ("", "")), total), (("结余分配", None, ("", "")), total)
    table = two_sided("income_expenditure_total", [(columns, left), (columns, right)])
    equal = [each.status for each in check(extraction(table)).checks if each.rule == "side.equal"]
    assert equal == [Status.PASS, Status.PASS]


def test_the_total_of_spending_beside_other_group_totals() -> None:
    columns = (
        "年初结转和结余 / 合计",
        "年初结转和结余 / 项目",
        "本年支出 / 小计",
        "本年支出 / 基本支出",
        "本年支出 / 项目支出",
    )
    rows = (("合计", None, ("3.00", "3.00", "100.00", "60.00", "40.00")),)
    public = form("public_budget_expenditure", columns, rows)
    fiscal = two_sided(
        "fiscal_total",
        [
            (("收入 / 金额",), (("本年收入合计", None, ("1",)),)),
            (("支出 / 合计", "支出 / 一般公共预算财政拨款"), (("本年支出合计", None, ("100.00", "100.00")),)),
        ],
    )
    found = [
        each for each in check(extraction(public, fiscal)).checks if each.rule == "cross.public_budget.total"
    ]
    assert [each.status for each in found] == [Status.PASS]


def test_labels_cut_off_in_print_are_still_found() -> None:
    fiscal = two_sided(
        "fiscal_total",
        [
            (
                ("收入 / 金额",),
                (("一、一般公共预算财政拨款", None, ("80.00",)), ("本年收入合计", None, ("80.00",))),
            ),
            (
                ("支出 / 合计",),
                (("一、一般公共服务支出", None, ("80.00",)), ("本年支出合计", None, ("80.00",))),
            ),
        ],
    )
    found = {each.rule: each.status for each in check(extraction(total_form(), fiscal)).checks}
    assert found["cross.fiscal.income"] is Status.PASS


def test_basic_and_project_swapped_in_one_form() -> None:
    public = replace(EXPENDITURE, table_id="public", form="public_budget_expenditure")
    public = replace(public, cells=tuple(replace(cell, table_id="public") for cell in public.cells))
    swapped = tuple(
        replace(
            cell,
            column_label={"基本支出": "项目支出", "项目支出": "基本支出"}.get(
                cell.column_label, cell.column_label
            ),
        )
        for cell in EXPENDITURE.cells
    )
    report = check(extraction(replace(EXPENDITURE, cells=swapped), public))
    assert [each.rule for each in failures(report)] == ["cross.expenditure.basic"]


def test_funds_of_the_fiscal_form() -> None:
    def report(*opening: str) -> CheckReport:
        left = (
            ("一、一般公共预算财政拨款", None, ("80.00",)),
            ("本年收入合计", None, ("80.00",)),
            ("年初财政拨款结转和结余", None, opening),
            ("一般公共预算财政拨款", None, opening),
            ("总计", None, ("85.00",)),
        )
        right = (("本年支出合计", None, ("80.00", "80.00")), ("总计", None, ("85.00", "85.00")))
        sides = [(("收入 / 金额",), left), (("支出 / 合计", "支出 / 一般公共预算财政拨款"), right)]
        return check(extraction(two_sided("fiscal_total", sides)))

    assert not failures(report("5.00"))
    assert "cross.fiscal.public_fund" in {each.rule for each in failures(report("4.00"))}


def test_forms_in_yuan_and_wan_yuan_are_compared_in_one_unit() -> None:
    yuan = form("expenditure", ("本年支出合计",), (("合计", None, ("1000000",)),), unit="元")
    found = [each for each in check(extraction(yuan, total_form())).checks if each.rule.startswith("cross")]
    assert [(each.rule, each.status) for each in found] == [("cross.expenditure.total", Status.PASS)]
    wrong = replace(yuan, unit="万元", cells=tuple(replace(cell, unit="万元") for cell in yuan.cells))
    assert [each.rule for each in failures(check(extraction(wrong, total_form())))] == [
        "cross.expenditure.total"
    ]


@pytest.mark.parametrize("measure_last", [False, True])
def test_three_public_wide(measure_last: bool) -> None:
    cars = "公务用车购置及运行费"
    leaves = ("小计", "公务用车购置费", "公务用车运行费")
    items = ["合计", "因公出国（境）费", *(f"{cars} / {leaf}" for leaf in leaves), "公务接待费"]
    columns = [f"{item} / 决算数" if measure_last else f"决算数 / {item}" for item in items]
    table = form("three_public", columns, (("", None, ("9.00", "1.00", "6.00", "2.00", "4.00", "2.00")),))
    report = check(extraction(table))
    assert [(each.rule, each.status) for each in report.checks] == [
        ("three_public.total", Status.PASS),
        ("three_public.vehicles", Status.PASS),
    ]
    wrong = change(table, 3, 5, "1.00")
    assert [each.rule for each in failures(check(extraction(wrong)))] == ["three_public.vehicles"]


def test_counts_allow_no_rounding() -> None:
    rows = (
        ("一、车辆数合计", None, ("3",)),
        ("1. 机要通信用车", None, ("1",)),
        ("2. 其他用车", None, ("1",)),
    )
    report = check(extraction(form("state_assets", ("决算数",), rows, unit="辆")))
    assert [(each.rule, each.status) for each in report.checks] == [("counts.vehicles", Status.FAIL)]


def test_budget_forms_follow_the_same_sums() -> None:
    table = replace(EXPENDITURE, form=None, title="2025年部门支出预算总表")
    assert len(check(extraction(table)).checks) == len(check(extraction(EXPENDITURE)).checks)
    other = replace(EXPENDITURE, form=None, title="项目支出绩效自评表")
    assert not check(extraction(other)).checks


def test_unsure_scans_are_flagged_unless_an_identity_confirms_them() -> None:
    lonely = form("expenditure", ("本年支出合计",), (("丙", "2010301", ("40.00",)),))
    assert len(check(extraction(scanned(lonely, 0.5))).flagged) == 1
    assert not check(extraction(scanned(lonely, 0.99))).flagged
    assert not check(extraction(scanned(EXPENDITURE, 0.5))).flagged


def test_report_survives_json_and_reads_as_chinese() -> None:
    report = check(extraction(change(EXPENDITURE, 6, 2, "46.00")))
    assert CheckReport.from_json(report.to_json()) == report
    view = "\n".join(lines(report))
    assert "✗ 不符" in view and "存疑单元格 1 个" in view and "第5页《expenditure》" in view
