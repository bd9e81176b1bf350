"""Whole questions in English, the department named in either language, read as the Chinese they stand for."""

from __future__ import annotations

import pytest

from qa.pipeline import Assistant
from qa.types import Status

ASKED = [
    ("What share of the spending of 雾山区教育局 in 2023 was on education?", "82.90", "%"),
    ("How did the official receptions of 雾山区教育局 change from 2022 to 2023?", "4860.00", "元"),
    ("Compare 雾山区教育局 basic expenditure with project expenditure in 2023", "159581555.26", "元"),
    ("How many people work at 雾山区教育局?", "1259", "人"),
    ("How much money was left at the end of 2021 at 青山湖区政府办?", "0.00", "万元"),
    ("What was the official reception spending of the Wushan education bureau in 2023?", "23460.00", "元"),
]


@pytest.mark.parametrize(("question", "value", "unit"), ASKED)
def test_an_english_question_is_answered(assistant: Assistant, question: str, value: str, unit: str) -> None:
    answer = assistant.ask(question)
    assert (answer.status, answer.unit) == (Status.ANSWERED, unit)
    assert answer.value is not None
    assert float(answer.value) == float(value)


def test_a_budget_that_was_not_exceeded(assistant: Assistant) -> None:
    answer = assistant.ask("Was the budget exceeded for official receptions by 青山湖区政府办 in 2021?")
    assert answer.text.startswith("没有超。")
    assert "决算 0.74 万元，预算 16.90 万元" in answer.text


def test_the_reason_for_a_fall(assistant: Assistant) -> None:
    answer = assistant.ask("Why did the official receptions of 青山湖区政府办 drop in 2021?")
    assert "接待批次和人数减少" in answer.text


def test_the_duties(assistant: Assistant) -> None:
    answer = assistant.ask("What are the main duties of 青山湖区政府办?")
    assert "承办区政府各类会议" in answer.text
