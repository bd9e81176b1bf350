"""Where the rules find nothing: a label of the disclosure chosen twice, or the refusal stays."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

import pytest
from langchain_core.messages import BaseMessage

from qa.types import Status
from tests.qa.model.conftest import MakeAssistant
from tests.qa.model.fake import FakeChat

LOST = "青山湖区政府办2021年打牙祭的开销是多少"  # no rule knows the word
LABELS = re.compile(r"可选名称：\n(.*)", re.DOTALL)


def labels_of(messages: Sequence[BaseMessage]) -> list[str]:
    found = LABELS.search(str(messages[-1].content))
    return found.group(1).splitlines() if found else []


def picks(place: int) -> FakeChat:
    """Chooses by place in the list, as small models do."""
    return FakeChat(always=lambda messages: json.dumps({"name": labels_of(messages)[place]}))


def picks_name(messages: Sequence[BaseMessage]) -> str:
    """Chooses the same label wherever it stands, and writes nothing fit to be shown."""
    labels = labels_of(messages)
    return json.dumps({"name": max(labels[:-1])}, ensure_ascii=False) if labels else "没有"


def test_the_choices_are_labels_of_the_disclosure(with_model: MakeAssistant) -> None:
    fake = FakeChat(['{"name": "都不是"}'])
    assistant = with_model(fake)
    local = assistant.ask(LOST)
    assert local.status is Status.REFUSED
    labels = labels_of(fake.asked[0])
    assert labels[-1] == "都不是"
    assert 2 <= len(labels) <= 11
    view = assistant.evidence.corpus.view("qingshanhu-office-2021")
    rows = {row.label.replace(" ", "") for row in view.rows}
    assert all(any(label in row for row in rows) for label in labels[:-1])
    schema = fake.limits[0].get("response_format")
    assert schema is None or schema["json_schema"]["schema"]["properties"]["name"]["enum"][-1] == "都不是"


def test_none_of_them_leaves_the_refusal(with_model: MakeAssistant) -> None:
    answer = with_model(FakeChat(['{"name": "都不是"}'])).ask(LOST)
    assert (answer.status, answer.value) == (Status.REFUSED, None)
    assert answer.model is not None
    assert (answer.model.fallback, answer.model.calls) == ("unread", 1)


def test_a_choice_by_place_does_not_count(with_model: MakeAssistant) -> None:
    answer = with_model(picks(0)).ask(LOST)
    assert (answer.status, answer.value) == (Status.REFUSED, None)


def test_a_choice_made_twice_is_answered_and_told(with_model: MakeAssistant) -> None:
    answer = with_model(FakeChat(always=picks_name)).ask(LOST)
    assert answer.model is not None
    label = answer.model.understood
    if answer.status is Status.ANSWERED:
        assert label
        assert answer.text.startswith(f"按“{label}”理解：")
        assert answer.citations
        assert answer.reading is not None
        assert answer.reading.question == LOST
    else:
        assert (answer.value, answer.model.fallback) == (None, "unread")


@pytest.mark.parametrize("reply", ["好的", '{"name": "不在其中"}', '{"name": ', "[]", '{"name": 1}'])
def test_what_is_no_choice_leaves_the_refusal(with_model: MakeAssistant, reply: str) -> None:
    answer = with_model(FakeChat(always=reply)).ask(LOST)
    assert (answer.status, answer.value) == (Status.REFUSED, None)
    assert answer.model is not None
    assert answer.model.fallback == "malformed"


@pytest.mark.parametrize(
    "question",
    [
        "东海市天文局2021年打牙祭的开销是多少",
        "青山湖区政府办1998年打牙祭的开销是多少",
        "青山湖区政府办2021年科目2999999的支出是多少",
        "青山湖区政府办2025年预计花多少",
        "公务接待费是多少",
    ],
)
def test_what_the_rules_refuse_by_name_is_not_asked(with_model: MakeAssistant, question: str) -> None:
    fake = FakeChat()
    assert with_model(fake).ask(question).status in {Status.REFUSED, Status.CLARIFY}
    assert fake.asked == []
