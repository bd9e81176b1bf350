"""Wordings that people use: indicators said loosely, lists that go on, projects within a limit."""

from __future__ import annotations

import pytest

from qa.pipeline import Assistant
from qa.types import Intent, Status
from qa.understanding.normalise import fold
from qa.understanding.wording import counted, intent


@pytest.mark.parametrize(
    ("question", "value", "unit"),
    [
        ("上党区政务直播间2023年播了多少期？", "226", "期"),
        ("上党区政府办遗属补助经费项目，补助遗属人员的年初指标值是几人？", "5", "人"),
        ("上党区政府办2023年政务网维护费项目的资金结余是多少万元？", "5.8", "万元"),
        ("上党区政府办2023年政务网维护费的钱花出去了百分之多少？", "76.98", "%"),
        ("3 0 2 2 8这个科目上党区政府办2023年列了多少？", "6.76", "万元"),
    ],
)
def test_an_indicator_is_found_by_loose_words(
    shared_assistant: Assistant, question: str, value: str, unit: str
) -> None:
    answer = shared_assistant.ask(question)
    assert (answer.value, answer.unit) == (value, unit)


def test_a_list_is_quoted_with_the_sentence_that_goes_on(shared_assistant: Assistant) -> None:
    answer = shared_assistant.ask("乐山市市中区政府办里头都有哪些科室（股室）？")
    assert "综合股" in answer.text and "行政后勤股" in answer.text


def test_projects_within_a_limit_are_listed(shared_assistant: Assistant) -> None:
    answer = shared_assistant.ask("上党区政府办2023年各项目自评表中，预算执行率低于80%的项目有哪些？")
    assert all(name in answer.text for name in ("业务费", "应急值班", "政务网维护费"))


def test_a_narrowed_count_is_refused(shared_assistant: Assistant) -> None:
    answer = shared_assistant.ask("乐山市市中区政府办有几个女干部？")
    assert answer.status is Status.REFUSED


def test_part_of_the_budget_is_an_execution_rate() -> None:
    assert intent("三公经费花掉了预算的几成") is Intent.EXECUTION


def test_spoken_units_and_digits() -> None:
    assert counted("现场督查了多少回") == "次"
    assert counted("手上有几台公车") == "辆"
    assert fold("3 0 2 2 8这个科目") == "30228这个科目"
