"""What a total is made up of, what it is for, and what it is: every part its own figure, nothing borrowed."""

from __future__ import annotations

import pytest

from qa.finding.closely_read.makeup import made_of
from qa.pipeline import Assistant


def test_the_three_public_expenses_in_detail(assistant: Assistant) -> None:
    said = assistant.ask("雾山区教育局2023年三公经费明细").text
    for part in ("因公出国（境）费 0.00 元", "公务用车运行维护费 81,753.60 元", "公务接待费 23,460.00 元"):
        assert part in said


@pytest.mark.parametrize(
    "question", ["雾山区教育局2022年政府采购构成", "雾山区教育局2022年政府采购货物、工程、服务分别多少"]
)
def test_procurement_by_kind_is_no_account_with_a_like_name(assistant: Assistant, question: str) -> None:
    said = assistant.ask(question).text
    assert "货物支出 486.20 万元" in said
    assert "工程支出 430.00 万元" in said
    assert "，服务支出 218.50 万元" in said


def test_services_bought_are_not_goods_and_services(assistant: Assistant) -> None:
    assert assistant.ask("雾山区教育局2022年政府采购服务支出多少").value == "218.50"


def test_where_the_money_went_is_told_of_all_of_it(assistant: Assistant) -> None:
    whole = assistant.ask("雾山区教育局2023年的钱花在哪些方面")
    assert "共 7 类" in whole.text
    assert "教育支出 378,921,906.38 元" in whole.text
    appropriated = assistant.ask("雾山区教育局2023年财政拨款花在哪些方面")
    assert "共 5 类" in appropriated.text
    assert "教育支出 373,800,161.19 元" in appropriated.text


def test_two_totals_side_by_side_are_not_added(assistant: Assistant) -> None:
    answer = assistant.ask("青山湖区政府办2021年收入总计和支出总计")
    assert answer.formula is None
    assert answer.text.count("1,489.37 万元") == 2


def test_what_an_amount_is_made_of_is_read_from_its_own_clause(assistant: Assistant) -> None:
    view = assistant.evidence.corpus.view("shangdang-office-2023")
    told = [(use.own, use.what) for use in made_of(view)]
    assert told == [("2023年度收入合计1,654.78万元", "财政拨款收入，占比100.00%")]


@pytest.mark.parametrize(
    "items", ["差旅费和邮电费加起来", "差旅费邮电费加起来", "差旅费、邮电费一共", "差旅费以及邮电费合计"]
)
def test_items_are_added_however_they_are_joined(assistant: Assistant, items: str) -> None:
    answer = assistant.ask(f"青山湖区政府办2021年{items}是多少？")
    assert answer.value is not None
    assert float(answer.value) == 4.19
