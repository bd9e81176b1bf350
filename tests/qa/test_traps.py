"""Classes of questions that an examiner got wrong figures for: the right figure, or none at all."""

from __future__ import annotations

import pytest

from qa.pipeline import Assistant
from qa.types import Status


@pytest.mark.parametrize(
    "question",
    [
        "南昌青山湖区委办2021年的公用经费是多少",  # another body of the place
        "上党区政协办公室2023年公用经费？",
        "上党区机关事务中心2023年三公经费",
        "乐山市政府办2022年三公经费多少",  # another level
        "山西省政府办公厅2023年三公经费",
        "长治市2023年三公经费",
        "上党区2023年税收多少",  # a whole district
        "上党区2023年一般公共预算收入",
        "青山湖区政府办今年办公费多少",  # years in words
        "上党区政府办去年会议费多少",
        "青山湖区政府办2020年办公费多少？",
        "青山湖区政府办2021年彩票中奖收入是多少？",  # nothing there
        "乐山市中区政府办2022年办公楼值多少钱",
        "乐山市中区政府办2022年公务接待费多少？都接待了谁？是哪位",
    ],
)
def test_what_is_not_there_is_not_answered(shared_assistant: Assistant, question: str) -> None:
    answer = shared_assistant.ask(question)
    assert answer.status in {Status.REFUSED, Status.CLARIFY} and answer.value is None, answer.text


@pytest.mark.parametrize(
    ("question", "truth"),
    [
        ("上党区政府办2023年三公经费是5万元，对不对？", False),
        ("上党区政府办2023年收入比支出多吗？", False),
        ("青山湖区政府办2021年支出超过收入了吗？", True),
        ("青山湖区政府办2021年机关运行经费是77.77万元吗？", False),
        ("青山湖区政府办2021年机关运行经费是482.84万元，对吗", True),
        ("上党区政府办2023年机关运行经费比上年减少8.54万元对吗", False),
        ("上党区政府办2023年机关运行经费是不是涨了", True),
        ("青山湖区政府办2021年出过国吗？", False),
        ("青山湖区政府办2021年买没买车？", False),
        ("上党区政府办2023年有政府性基金支出吗", False),
    ],
)
def test_a_proposition_is_compared_with_the_figure(
    shared_assistant: Assistant, question: str, truth: bool
) -> None:
    answer = shared_assistant.ask(question)
    assert answer.boolean is truth and answer.citations, answer.text


@pytest.mark.parametrize(
    ("turns", "value"),
    [
        (("上党区政府办2022年机关运行经费是多少？",), "40.71"),
        (("乐山市中区政府办2021年三公花了多少？根据2022年决算算一下",), "3.45"),
        (("上党区政府办2023年比2022年机关运行经费多多少？",), "8.54"),
        (("上党区政府办机关运行经费多少？", "去年呢？"), "40.71"),
        (("青山湖区政府办2021年办公费多少？", "上党区的呢？", "差多少？"), "90.89"),
        (("青山湖区政府办2021年人员经费多少？", "公用经费呢？", "一共多少？"), "1489.37"),
        (("上党区政府办政务网维护费项目得了多少分？",), "97.7"),
        (("上党区政府办2023年社会保障和就业支出增长了多少",), "153.43"),
    ],
)
def test_years_turns_and_wholes(shared_assistant: Assistant, turns: tuple[str, ...], value: str) -> None:
    *history, question = turns
    answer = shared_assistant.ask(question, history)
    assert answer.value == value and answer.citations, answer.text


def test_a_place_alone_is_told_apart_from_its_department(shared_assistant: Assistant) -> None:
    answer = shared_assistant.ask("青山湖区教育支出2021年")
    assert "本部门的数" in answer.text


def test_the_newest_year_is_offered_where_one_is_missing(assistant: Assistant) -> None:
    answer = assistant.ask("雾山区教育局2019年办公费多少？")
    assert answer.status is Status.REFUSED and answer.options
