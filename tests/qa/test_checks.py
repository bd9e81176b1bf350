"""The identities that a cited cell takes part in are told with the answer."""

from __future__ import annotations

from qa.finding.confirm import Confirmations
from qa.pipeline import Assistant
from qa.types import Status


def test_a_total_is_told_with_the_sums_that_hold(assistant: Assistant) -> None:
    answer = assistant.ask("雾山区教育局2023年本年支出合计是多少？")
    assert answer.status is Status.ANSWERED
    assert answer.checks
    assert all("：成立" in line for line in answer.checks)
    assert any("本年支出合计 = 各项之和" in line for line in answer.checks)


def test_a_sentence_takes_part_in_no_identity_of_forms(assistant: Assistant) -> None:
    answer = assistant.ask("雾山区教育局2023年主要职责是什么？")
    assert answer.checks == ()


def test_at_most_four_lines_and_no_repeats(assistant: Assistant) -> None:
    for question in ("雾山区教育局2023年教育支出是多少", "雾山区教育局2022年收入总计"):
        lines = assistant.ask(question).checks
        assert len(lines) <= 4
        assert len(set(lines)) == len(lines)


def test_nothing_cited_is_nothing_checked(assistant: Assistant) -> None:
    assert Confirmations(assistant.store).lines(()) == ()
