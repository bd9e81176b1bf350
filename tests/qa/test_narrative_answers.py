"""Answers out of the text: by the words of a clause, causes of the item asked about, what money was for."""

from __future__ import annotations

from decimal import Decimal

import pytest

from index.types import Direction
from qa.finding.closely_read.causes import Base, base_of, direction_of
from qa.finding.closely_read.close_words import held_in
from qa.finding.closely_read.quantities import counts_things, of_kind, wanted
from qa.pipeline import Assistant
from qa.types import Status

OFFICE = "青山湖区政府办2021年"
SHANGDANG = "上党区政府办2023年"
LESHAN = "乐山市中区政府办2022年"


@pytest.mark.parametrize(
    ("content", "kind", "said"),
    [
        ("请保安保洁花了多少劳务费", "money", False),
        ("公务接待几个批次", "批", True),
        ("自评为优的项目有几个项目", "个", True),
        ("绩效自评平均得分是多少", "分", False),
        ("那几辆车修车花了多少", "money", False),
        ("新建工程地上有几层", "层", True),
        ("用地面积是多少", "平方米", False),
        ("办公楼多大面积", "平方米", False),
        ("藏书多少万册", "册", True),
    ],
)
def test_the_kind_of_quantity_that_a_question_asks_for(content: str, kind: str, said: bool) -> None:
    asked = wanted(content)
    assert (asked.kind, asked.said) == (kind, said)


def test_a_figure_of_another_kind_never_answers() -> None:
    assert of_kind("万元", "money") and of_kind("台（套）", "台") and of_kind("名", "个")
    assert not of_kind("个", "money") and not of_kind("平方米", "层") and not of_kind("万元", "人")


@pytest.mark.parametrize(
    ("content", "things"),
    [
        ("来了多少读者", True),
        ("外借了多少册书", True),
        ("读者满意度是多少", False),
        ("花了多少钱", False),
        ("占多少比例", False),
    ],
)
def test_where_things_are_counted_no_rate_answers(content: str, things: bool) -> None:
    assert counts_things(content) is things


@pytest.mark.parametrize("question", [f"{SHANGDANG}办公楼多大面积", f"{LESHAN}有多少藏书"])
def test_a_count_that_is_not_printed_is_no_other_figure(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).status is Status.REFUSED


def test_words_that_say_the_same_are_held() -> None:
    assert all(held_in("买空调", "采购格力空调两台"))
    assert held_in("保温", "采购格力空调两台") == [False, False]


def test_a_comparison_is_with_the_budget_or_the_year_before() -> None:
    assert base_of("完成年初预算的103%，较2022年决算增加62.85万元") is Base.LAST_YEAR
    assert base_of("支出决算数小于年初预算数的主要原因") is Base.BUDGET
    assert direction_of("增加1万元，与上年相比减少1.76万元") is Direction.DOWN


@pytest.mark.parametrize(
    ("question", "value", "unit"),
    [
        (f"{OFFICE}绩效自评涉及资金多少？", "70", "万元"),
        (f"{OFFICE}所属事业单位有几个？", "2", "个"),
        (f"{OFFICE}外事接待几批？", "0", "个"),
        (f"{SHANGDANG}单价100万元以上的设备有几台？", "0", "台（套）"),
    ],
)
def test_figures_of_the_text(assistant: Assistant, question: str, value: str, unit: str) -> None:
    answer = assistant.ask(question)
    assert answer.value is not None, answer.text
    assert (Decimal(answer.value), answer.unit) == (Decimal(value), unit)
    assert answer.citations


@pytest.mark.parametrize(
    ("question", "value", "unit"),
    [
        (f"{SHANGDANG}有几个项目自评为良？", "0", "个"),
        (f"{LESHAN}请保安保洁这些临聘人员花了多少劳务费？", "113.25", "万元"),
        (f"{LESHAN}买空调花了多少钱？", "0.8", "万元"),
        (f"{LESHAN}大院养花种草的绿化钱花了多少？", "3.14", "万元"),
        (f"{LESHAN}外事接待了几批？", "0", "批次"),
        (f"{LESHAN}制发会议纪要多少期？", "22", "期"),
    ],
)
def test_figures_in_enumerations(shared_assistant: Assistant, question: str, value: str, unit: str) -> None:
    answer = shared_assistant.ask(question)
    assert answer.value is not None, answer.text
    assert (Decimal(answer.value), answer.unit) == (Decimal(value), unit)
    assert [citation.kind for citation in answer.citations][:1] == ["sentence"]


@pytest.mark.parametrize(
    ("question", "value", "unit"),
    [
        (f"{LESHAN}单位运转经费项目自评得了多少分？", "84", "分"),
        (f"{SHANGDANG}业务费项目结转结余多少？", "10.914", "万元"),
        (f"{SHANGDANG}有几个项目自评为优？", "11", "个"),
        (f"{SHANGDANG}遗属补助项目的预算是多少？", "6.723", "万元"),
    ],
)
def test_figures_of_projects(shared_assistant: Assistant, question: str, value: str, unit: str) -> None:
    answer = shared_assistant.ask(question)
    assert answer.value is not None, answer.text
    assert (Decimal(answer.value), answer.unit) == (Decimal(value), unit)


def test_a_word_of_an_items_name_is_not_the_item(assistant: Assistant) -> None:
    answer = assistant.ask(f"{OFFICE}办公费的年初预算数是多少？")
    assert (answer.status, answer.value) == (Status.REFUSED, None)


@pytest.mark.parametrize("what", ["办公费", "门卫的劳务费", "打印机采购款"])
def test_a_list_does_not_answer_for_one_of_its_items(shared_assistant: Assistant, what: str) -> None:
    answer = shared_assistant.ask(f"{LESHAN}{what}是多少？")
    assert (answer.status, answer.value) == (Status.REFUSED, None)


@pytest.mark.parametrize(
    ("question", "says", "not_said"),
    [
        (f"{SHANGDANG}住房保障支出为什么减少？", "功能科目调整", "耕地开垦费"),
        (f"{SHANGDANG}卫生健康支出为什么增加？", "基本医疗保险基数", "住房保障"),
        (f"{OFFICE}公务接待费为什么比预算少？", "批次及人数减少", "减少公务接待；"),
        (f"{OFFICE}公务接待费为什么比上年少？", "减少公务接待", "批次及人数"),
        (f"{SHANGDANG}城乡社区支出是用在什么地方的？", "284.40 万元，用于：划拨道路耕地开垦费", "医疗"),
    ],
)
def test_a_cause_is_of_the_item_and_of_the_comparison(
    shared_assistant: Assistant, question: str, says: str, not_said: str
) -> None:
    answer = shared_assistant.ask(question)
    assert answer.status is Status.ANSWERED
    assert says in answer.text and not_said not in answer.text


def test_a_name_of_several_projects_is_asked_back(shared_assistant: Assistant) -> None:
    answer = shared_assistant.ask(f"{SHANGDANG}政务网项目花了多少？")
    assert answer.status is Status.CLARIFY
    assert len(answer.options) == 3 and all("政务网" in option for option in answer.options)


@pytest.mark.parametrize(
    ("question", "stated"),
    [
        (f"{SHANGDANG}住房保障支出为什么没花完预算？", "比上年减少"),
        (f"{SHANGDANG}人员经费为什么增加？", None),
        (f"{OFFICE}工资福利支出为什么比预算多？", "比上年增加"),
    ],
)
def test_a_cause_of_another_comparison_or_item_is_named_and_not_told(
    shared_assistant: Assistant, question: str, stated: str | None
) -> None:
    answer = shared_assistant.ask(question)
    assert answer.status is Status.REFUSED
    assert "没有写明" in answer.text and "数额" not in answer.text
    assert (stated or "") in answer.text and ("写明了原因的是" in answer.text) is (stated is not None)
