"""Evidence packed to a window: what is asked for first, then by worth per token."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from index.config import Settings
from prompts.load import load_prompt
from qa.model.client import Tally
from qa.model.errors import ModelWindowError
from qa.model.items import Item, Kind, packed, tokens_of
from qa.types import Question
from tests.qa.model.conftest import MakeAssistant
from tests.qa.model.fake import FakeChat


def item(key: str, length: int, worth: float = 0.0, required: bool = False) -> Item:
    return Item(key, Kind.CELL, (), "", "字" * length, required, worth)


def test_worth_per_token_decides() -> None:
    items = [
        item("c1", 20, required=True),
        item("c2", 200, worth=5.0),
        item("c3", 20, worth=2.0),
        item("c4", 20, worth=1.0),
    ]
    kept = packed(items, tokens_of("字" * 20) * 2)
    assert kept is not None
    assert [one.key for one in kept] == ["c1", "c3"]


def test_what_is_asked_for_and_does_not_fit_is_no_answer() -> None:
    assert packed([item("c1", 200, required=True)], 100) is None


def test_a_window_of_4096_holds_prompt_and_evidence(with_model: MakeAssistant) -> None:
    fixed = sum(tokens_of(part.text) for part in load_prompt("write").parts)
    settings = Settings()
    assert fixed < (settings.model_context - settings.model_max_tokens) / 2


def test_a_window_too_small_is_named_with_its_remedy(with_model: MakeAssistant) -> None:
    assistant = with_model(FakeChat())
    model = assistant._model
    assert model is not None
    writer = replace(model._writer, settings=assistant.settings.model_copy(update={"model_context": 1000}))
    reading = assistant._reader.read(Question("青山湖区政府办2021年公务接待费决算数是多少"))
    ground = writer.ground(reading, assistant._answerer.answer(reading))
    assert ground is not None
    with pytest.raises(ModelWindowError, match="QA_MODEL_CONTEXT"):
        asyncio.run(writer.write(reading, ground, Tally()))
