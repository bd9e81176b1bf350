"""Many ask at once; who leaves takes the call along; nothing unverified is told on the way."""

from __future__ import annotations

import asyncio
import threading
import time

import pytest

from qa.types import Answer, Step
from tests.qa.model.conftest import MakeAssistant
from tests.qa.model.fake import FakeChat
from tests.qa.model.ideal import ideal

SPENT = "青山湖区政府办2021年公务接待费决算数是多少"


def test_the_steps_are_told_and_no_text_before_the_answer(with_model: MakeAssistant) -> None:
    told = list(with_model(FakeChat(always=ideal)).steps(SPENT))
    assert [step.title for step in told if isinstance(step, Step)] == [
        "读懂问题",
        "查找依据",
        "模型撰写",
        "核对数字",
    ]
    assert isinstance(told[-1], Answer)
    assert not any("0.74" in step.detail for step in told if isinstance(step, Step))


def test_both_drivers_give_the_same_answer(with_model: MakeAssistant) -> None:
    assistant = with_model(FakeChat(always=ideal))
    assert asyncio.run(assistant.ask_async(SPENT)) == assistant.ask(SPENT)


def test_ten_who_ask_do_not_queue_behind_one(with_model: MakeAssistant) -> None:
    """Four calls are under way at once, as QA_MODEL_AT_ONCE says, and no more."""
    fake = _Counting(always=ideal, slow=0.1)
    assistant = with_model(fake)

    async def everybody() -> list[Answer]:
        return await asyncio.gather(*(assistant.ask_async(SPENT) for _ in range(10)))

    answers = asyncio.run(everybody())
    assert {answer.answerer for answer in answers} == {"fake:chat"}
    assert 1 < fake.most <= 4


class _Counting(FakeChat):
    """Counts the calls that are under way together."""

    now: int = 0
    most: int = 0

    async def _agenerate(self, *args, **kwargs):
        self.now += 1
        self.most = max(self.most, self.now)
        try:
            return await super()._agenerate(*args, **kwargs)
        finally:
            self.now -= 1


def test_a_cancelled_task_cancels_the_call(with_model: MakeAssistant) -> None:
    fake = FakeChat(always=ideal, slow=60)
    assistant = with_model(fake)

    async def leave() -> None:
        asking = asyncio.ensure_future(assistant.ask_async(SPENT))
        while not fake.begun:
            await asyncio.sleep(0.01)
        asking.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asking

    asyncio.run(leave())
    _wait_for(lambda: fake.cancelled == 1)


def test_a_closed_iterator_cancels_the_call(with_model: MakeAssistant) -> None:
    fake = FakeChat(always=ideal, slow=60)
    steps = with_model(fake).steps(SPENT, heartbeat=0.05)
    titles = [next(steps).title for _ in range(5)]
    assert titles[-3:] == ["模型撰写"] * 3
    _wait_for(lambda: fake.begun == 1)
    steps.close()
    _wait_for(lambda: fake.cancelled == 1)


def test_threads_share_the_assistant(with_model: MakeAssistant) -> None:
    assistant = with_model(FakeChat(always=ideal))
    answers: list[Answer] = []
    asking = [threading.Thread(target=lambda: answers.append(assistant.ask(SPENT))) for _ in range(4)]
    for thread in asking:
        thread.start()
    for thread in asking:
        thread.join()
    assert {answer.text for answer in answers} == {answers[0].text}
    assert len(answers) == 4


def _wait_for(done) -> None:
    until = time.monotonic() + 10
    while not done() and time.monotonic() < until:
        time.sleep(0.01)
    assert done()
