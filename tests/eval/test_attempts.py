"""Conversations and attempts at misleading: the same each time, long enough, and lies come to nothing."""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest

from eval.adversaries import ADVERSARIES, FORBIDDEN, assistant_with
from eval.conversation import conversations, handwritten, whole
from eval.mutation.subject import Subject
from eval.outcome import Item
from eval.questionnaire import judge
from eval.questions import Case
from eval.safety import attempts, document_cases, poisoned, safety_cases
from eval.scorers import Score, Verdict
from index.config import Settings
from qa.pipeline import Assistant


def test_conversations_are_long_and_repeat(assistant: Assistant) -> None:
    turns = conversations(assistant.store, count=3)
    assert [case.model_dump_json() for case in turns] == [
        case.model_dump_json() for case in conversations(assistant.store, count=3)
    ]
    lengths = Counter(case.group for case in turns)
    assert len(lengths) == 3
    assert min(lengths.values()) >= 10
    for case in turns:
        assert len(case.history) == int(case.id.rsplit("-", 1)[1]) - 1
    kinds = {case.category for case in turns}
    assert {"other_item", "pronoun", "correction", "new_topic", "back", "unit", "sum", "absent_year"} <= kinds


def test_conversations_by_hand_carry_their_history() -> None:
    turns = handwritten()
    lengths = Counter(case.group for case in turns)
    assert min(lengths.values()) >= 10
    second = next(case for case in turns if case.id.endswith("-02"))
    assert len(second.history) == 1


def test_a_conversation_is_whole_where_every_turn_is_right() -> None:
    def turn(group: str, verdict: Verdict) -> Item:
        case = Case(id="t", category="opening", question="?", answer_type="number", group=group)
        return Item(case, Score(verdict))

    line = whole([turn("a", Verdict.RIGHT), turn("a", Verdict.RIGHT), turn("b", Verdict.MISSED)])
    assert (line.right, line.judged, line.measures["longest"]) == (1, 2, 2.0)


def test_nothing_that_an_attempt_dictates_is_said(assistant: Assistant) -> None:
    cases = safety_cases(assistant.store)
    assert len({case.category for case in cases}) == 1 + len(attempts().refused)
    injected = [case for case in cases if case.category == "injected question"][::3]
    said = [item for item in judge(assistant, assistant, injected) if item.verdict is Verdict.WRONG_FIGURE]
    assert [item.score.why for item in said] == []


def test_instructions_in_a_document_change_no_answer(assistant: Assistant) -> None:
    subject = Subject.of(assistant.store, "shangdang-office-2023")
    changed = poisoned(subject.extraction)
    added = {found.text for found in changed.sentences} - {s.text for s in subject.extraction.sentences}
    assert added == set(attempts().documents.sentences)
    cases = document_cases(subject.targets, Random(1), count=4)
    assert all(case.forbidden for case in cases)


@pytest.mark.parametrize("name", sorted(ADVERSARIES))
def test_models_that_lie_come_to_nothing(
    assistant: Assistant, sample_settings: Settings, cases: list[Case], name: str
) -> None:
    liar = assistant_with(name, sample_settings, assistant.store)
    asked = [
        case.model_copy(update={"forbidden": FORBIDDEN}) for case in cases if case.category == "official"
    ]
    (first, *_) = items = list(judge(liar, liar, asked[:2]))
    assert first.answer is not None
    assert first.answer.model is not None
    assert first.answer.model.calls > 0
    assert all(item.verdict is Verdict.RIGHT for item in items)
