"""Computed answers over the bundled disclosures: the figure, the formula, and every operand cited."""

from __future__ import annotations

from decimal import Decimal

import pytest

from qa.pipeline import Assistant
from qa.types import Status

OFFICE = "青山湖区政府办2021年"
SHANGDANG = "上党区政府办2023年"
SCHOOLS = "雾山区教育局2022年"


@pytest.mark.parametrize(
    ("question", "value", "unit", "operands"),
    [
        # sums: of cells, of a list without a word for "sum", of a breakdown in one sentence
        (f"{OFFICE}办公费、印刷费和差旅费一共多少", "117.19", "万元", {"92.86", "22.94", "1.39"}),
        (f"{OFFICE}办公费和差旅费是多少", "94.25", "万元", {"92.86", "1.39"}),
        (f"{OFFICE}办公费加差旅费是多少", "94.25", "万元", {"92.86", "1.39"}),
        (f"{SCHOOLS}货物和服务采购加起来多少", "704.7", "万元", {"486.20"}),
        # a total less what is left out
        (f"{OFFICE}商品和服务支出不算办公费是多少", "361.38", "万元", {"454.24", "92.86"}),
        (f"{OFFICE}商品和服务支出扣除委托业务费后是多少", "362.77", "万元", {"454.24", "91.47"}),
        (f"{SCHOOLS}政府采购里除了工程还有多少", "704.7", "万元", {"1134.70"}),
        # differences
        (f"{SCHOOLS}当年收入比当年支出多多少", "253.8", "万元", {"44937.19", "44683.39"}),
        (f"{SCHOOLS}编制数比在职人数多多少", "45", "人", {"1286"}),
        (f"{OFFICE}三公经费预算和决算相差多少", "68.66", "万元", {"69.40", "0.74"}),
        # averages: per head, per pupil, per 批次
        (f"{SCHOOLS}在职人员人均工资福利支出多少万元", "21.68", "万元", {"26905.87", "1241"}),
        (f"{SCHOOLS}每批公务接待平均花多少元", "808.7", "元", {"1.86", "23"}),
        (f"{SCHOOLS}平均每人次接待花多少元", "100", "元", {"1.86", "186"}),
        # units
        (f"{SCHOOLS}支出合计是多少亿元，四舍五入保留两位小数", "4.47", "亿元", {"44683.39"}),
        (
            f"{SCHOOLS}社会保障支出、卫生健康支出和住房保障支出三项一共多少亿元",
            "0.722601",
            "亿元",
            {"3948.37", "1239.99", "2037.65"},
        ),
    ],
)
def test_a_computed_figure_keeps_its_operands(
    assistant: Assistant, question: str, value: str, unit: str, operands: set[str]
) -> None:
    answer = assistant.ask(question)
    assert (answer.status, answer.value, answer.unit) == (Status.ANSWERED, value, unit), answer.text
    cited = "".join(citation.text for citation in answer.citations).replace(",", "")
    assert all(operand in cited for operand in operands)
    assert answer.formula is not None


@pytest.mark.parametrize(
    "question",
    [
        f"{OFFICE}办公费和西瓜采购费一共多少",  # a part is missing: no partial sum
        f"{OFFICE}商品和服务支出除了西瓜采购费以外是多少",  # nor the total, nor the part
        f"{SHANGDANG}人均差旅费多少元",  # the head count is not printed
        f"{OFFICE}办公费比西瓜采购费多多少",
    ],
)
def test_what_lacks_an_operand_is_refused(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert (answer.status, answer.value) == (Status.REFUSED, None), answer.text


def test_shares_of_several_parts_in_one_whole(assistant: Assistant) -> None:
    answer = assistant.ask("雾山区教育局2023年一般公共预算基本支出里人员经费和公用经费各占多少")
    assert answer.status is Status.ANSWERED
    assert "91.28%" in answer.text
    assert "8.72%" in answer.text


def test_a_difference_comes_with_its_reason(assistant: Assistant) -> None:
    answer = assistant.ask(f"{SCHOOLS}三公经费比预算少花多少，原因是什么")
    assert (answer.value, answer.unit) == ("6.72", "万元")
    assert "严格控制公务接待和公务用车支出" in answer.text


def test_among_them_how_much_asks_for_the_amount(assistant: Assistant) -> None:
    answer = assistant.ask("其中公务接待费占多少钱", [f"{OFFICE}三公经费一共多少"])
    assert (answer.value, answer.unit) == ("0.74", "万元")


@pytest.mark.parametrize(
    ("question", "first", "value"),
    [
        (f"{SCHOOLS}哪类支出最多", "教育支出", "36994.38"),  # of all funds
        (f"{SCHOOLS}商品和服务支出里哪一项花得最多", "办公费", "412.36"),
        (f"{SCHOOLS}三公经费中哪项最多", "公务用车运行维护费", "8.92"),
        (f"{SHANGDANG}公用经费里哪项花得最少", "培训费", "0.12"),
    ],
)
def test_superlatives_inside_one_disclosure(
    assistant: Assistant, question: str, first: str, value: str
) -> None:
    answer = assistant.ask(question)
    assert (answer.status, answer.value) == (Status.ANSWERED, value), answer.text
    assert first in answer.text
    assert answer.citations[0].value is not None
    assert Decimal(answer.citations[0].value) == Decimal(value)


def test_the_first_three_and_a_limit(assistant: Assistant) -> None:
    three = assistant.ask(f"{OFFICE}工资福利支出里最大的三项是什么")
    assert [c.value for c in three.citations] == ["484.91", "175.68", "103.40"]
    above = assistant.ask(f"{SCHOOLS}哪些类支出超过1000万")
    assert [c.row_label for c in above.citations] == [
        "教育支出",
        "社会保障和就业支出",
        "住房保障支出",
        "卫生健康支出",
    ]


def test_things_that_are_not_listed_are_refused_by_name(assistant: Assistant) -> None:
    answer = assistant.ask(f"{SCHOOLS}政府采购买了哪些品牌的设备")
    assert answer.status is Status.REFUSED
    assert "品牌" in answer.text
    assert answer.options


def test_bodies_from_the_table_of_them(assistant: Assistant) -> None:
    answer = assistant.ask("雾山区教育局下属哪些单位")
    assert answer.status is Status.ANSWERED
    assert "雾山区特殊教育学校" in answer.text
    assert len(answer.citations) == 8


@pytest.mark.parametrize(
    ("question", "value", "unit"),
    [
        (f"{SCHOOLS}课后服务项目总分多少", "96.43", "分"),
        (f"{SCHOOLS}补助资金拨付及时率完成了多少", "92", "%"),
        ("雾山区教育局2023年学位扩充工程项目的预算和实际支出差多少", "118.08", "万元"),
    ],
)
def test_projects_by_name(assistant: Assistant, question: str, value: str, unit: str) -> None:
    answer = assistant.ask(question)
    assert (answer.status, answer.value, answer.unit) == (Status.ANSWERED, value, unit), answer.text


def test_projects_of_a_shared_disclosure(shared_assistant: Assistant) -> None:
    """Indicators named loosely, grades with their account, money per head, rankings."""
    expected = {
        "失地农民生活补助最后发给了多少人": ("4072", "人"),
        "替良种场多少个职工交了养老金？": ("60", "人"),
        "失地农民最低生活保障金平均每人发了多少元": ("596.53", "元"),
        "政务网维护费和政务网租赁费两个项目一共花了多少": ("219.4", "万元"),
        "哪个项目花钱最多": ("242.905", "万元"),
    }
    for question, (value, unit) in expected.items():
        answer = shared_assistant.ask(f"上党区政府办2023年{question}")
        assert (answer.value, answer.unit) == (value, unit), answer.text
    graded = shared_assistant.ask("上党区政府办2023年哪个项目自评被打了“差”，啥原因？")
    assert "应急值班工作经费" in graded.text
    assert "未使用" in graded.text


def test_one_amount_for_things_that_are_not_broken_down(shared_assistant: Assistant) -> None:
    water = shared_assistant.ask("乐山市市中区政府办2022年水费电费和燃气费一共多少")
    assert (water.value, water.unit) == ("23.52", "万元")
    left = shared_assistant.ask("乐山市中区政府办2022年采购里头，除开会议室音视频改造，剩下的小件一共多少钱")
    assert (left.value, left.formula) == ("2.18", "23.94 - 21.76 = 2.18")


@pytest.mark.parametrize(
    "question", [f"{OFFICE}三公经费各项的预算和决算分别是多少", f"{OFFICE}三公经费各项预算数与决算数对比"]
)
def test_budget_and_final_of_every_item_of_a_form(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.status is Status.ANSWERED, answer.text
    told = {(c.row_label, c.column_label, c.text) for c in answer.citations}
    assert ("3.公务接待费", "年初预算数", "16.90") in told, told
    assert ("3.公务接待费", "决算数", "0.74") in told
    assert "公务接待费预算 16.90 万元[" in answer.text


def test_the_difference_from_the_budget_stays_one_figure(assistant: Assistant) -> None:
    answer = assistant.ask(f"{OFFICE}公务接待费预算和决算相差多少")
    assert (answer.value, answer.unit) == ("16.16", "万元"), answer.text
