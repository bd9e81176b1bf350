"""What is offered instead of an answer is answered when clicked, and is of the department that was asked."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from qa.pipeline import Assistant
from qa.types import Status

# Of the bundled disclosures: what they do not print, in many words, so that many labels are offered.
NOT_PRINTED = (
    "西瓜采购费",
    "项目名称",
    "彩票销售收入",
    "捐赠收入",
    "年度考核奖",
    "小计金额",
    "车辆保险",
    "执行率",
    "学校食堂补贴",
    "扶贫资金满意度",
)
ABSURD = ("项目名称", "小计", "年度", "合计", "单位", "备注", "序号")


def clicked(assistant: Assistant, question: str, history: tuple[str, ...] = ()) -> list[str]:
    """The options of an answer that are refused when they are clicked."""
    answer = assistant.ask(question, history)
    return [o for o in answer.options if assistant.ask(o).status is Status.REFUSED]


@pytest.mark.parametrize("body", ["雾山区教育局2023年", "雾山区教育局2022年", "青山湖区政府办2021年"])
def test_what_is_offered_for_what_is_not_printed_is_answered(assistant: Assistant, body: str) -> None:
    for item in NOT_PRINTED:
        answer = assistant.ask(f"{body}{item}是多少")
        for option in answer.options:
            assert not any(option.endswith(f"年{label}是多少？") for label in ABSURD), option
        assert clicked(assistant, f"{body}{item}是多少") == []


def test_examples_in_a_conversation_are_of_its_department(assistant: Assistant) -> None:
    said = ("雾山区教育局2023年公务接待费是多少？",)
    for turn in ("你好", "第二个", "你觉得明年会花多少"):
        answer = assistant.ask(turn, said)
        assert answer.status is not Status.ANSWERED
        assert "青山" not in answer.text
        assert "上党" not in answer.text


def test_all_suggestions_of_the_public_questions_are_answered(
    shared: Path, shared_assistant: Assistant
) -> None:
    lines = (shared / "questions" / "dev.jsonl").read_text(encoding="utf-8").splitlines()
    cases = [json.loads(line) for line in lines if line.strip()]
    refused = [
        option
        for case in cases
        for option in clicked(shared_assistant, case["question"], tuple(case.get("history") or ()))
    ]
    assert refused == []
