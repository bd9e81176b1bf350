"""Figures set against one another and items named in other words, over the bundled disclosures."""

from __future__ import annotations

import pytest

from qa.pipeline import Assistant
from qa.types import Status

QINGSHANHU = "青山湖区政府办2021年"
SCHOOLS = "雾山区教育局2023年"


@pytest.mark.parametrize(
    ("question", "value", "unit", "cited"),
    [
        # how many times: two items, two years
        (f"{SCHOOLS}小学教育是初中教育的几倍，保留一位小数", "1.2", "倍", {"111616458.53", "95617525.33"}),
        (f"{SCHOOLS}公务接待费是上年的几倍", "1.26", "倍", {"23460.00", "1.86"}),
        # the year before
        (f"{SCHOOLS}公务接待费上年数是多少", "1.86", "万元", {"1.86"}),
        # a printed rate beside one computed from rounded figures
        (f"{SCHOOLS}三公经费比2022年下降百分之几", "2.41", "%", {"2.41"}),
        # units
        (f"{QINGSHANHU}办公费和差旅费一共多少百元", "9425", "百元", {"92.86", "1.39"}),
        (f"{QINGSHANHU}本年支出折合百万元，保留一位小数", "14.9", "百万元", {"1489.37"}),
        # accounts of a level, below one of them
        (f"{SCHOOLS}普通教育各项中哪项最大", "111616458.53", "元", {"111616458.53"}),
        (f"{SCHOOLS}涉及几个类级科目", "7", "个", {"378921906.38"}),
        # a part of a printed name
        (f"{SCHOOLS}失业保险补助多少", "640218.73", "元", {"640218.73"}),
        # an amount taken for granted, an amount judged
        (f"{QINGSHANHU}会议费超过200万的原因", "3.20", "万元", {"3.20"}),
        (f"{QINGSHANHU}办公费100万是不是太多", "92.86", "万元", {"92.86"}),
    ],
)
def test_a_figure_is_told_with_what_it_rests_on(
    assistant: Assistant, question: str, value: str, unit: str, cited: set[str]
) -> None:
    answer = assistant.ask(question)
    printed = {citation.value or "" for citation in answer.citations}
    assert (answer.status, answer.value, answer.unit) == (Status.ANSWERED, value, unit)
    assert cited <= {text.replace(",", "") for text in printed}


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("雾山区教育局2022年因公出国费比上年增加多少", "与上年持平"),
        (f"{QINGSHANHU}办公费100万是不是太多", "不符"),
        (f"{QINGSHANHU}办公费折合多少美元", "不能换算成美元"),
        (f"{SCHOOLS}哪些项目没花完", "118.08 万元"),
    ],
)
def test_what_is_not_a_figure_is_said_in_words(assistant: Assistant, question: str, said: str) -> None:
    assert said in assistant.ask(question).text


@pytest.mark.parametrize(
    ("question", "status"),
    [
        (f"{SCHOOLS}教学设施花了多少", Status.CLARIFY),
        (f"{SCHOOLS}第一高级中学的支出", Status.REFUSED),
        (f"{SCHOOLS}实验小学的支出是多少", Status.REFUSED),
    ],
)
def test_no_figure_of_another_item_is_given(assistant: Assistant, question: str, status: Status) -> None:
    answer = assistant.ask(question)
    assert (answer.status, answer.value) == (status, None)


@pytest.mark.parametrize(
    ("question", "value", "unit"),
    [
        ("乐山市市中区政府办的三公经费是青山湖区政府办的几倍", "4.05", "倍"),
        ("三公经费最高的政府办", "3.0", "万元"),
        ("支出最少的政府办是哪个", "1489.37", "万元"),
        ("上党区政府办2023年遗属补助经费花了多少", "5.38", "万元"),
        ("乐山市中区政府办2022年涉及几个类级科目", "5", "个"),
        ("政府办支出最多的类是哪个", None, None),
    ],
)
def test_real_disclosures(
    shared_assistant: Assistant, question: str, value: str | None, unit: str | None
) -> None:
    answer = shared_assistant.ask(question)
    assert (answer.value, answer.unit) == (value, unit)
