"""What happens when somebody asks: waiting, answers, complaints, errors. Over the real pipeline."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from index.config import Settings
from index.errors import ModelMismatchError
from qa.pipeline import Assistant
from qa.types import Status
from web.chat.session import Conversation, Turn
from web.chat.talk import Chat
from web.loading import AssistantLoader
from web.texts import load_texts

TEXTS = load_texts()
QUESTION = "青山湖区政府办2021年办公费是多少？"


def chat_over(open_assistant: Callable[[], Assistant]) -> tuple[Chat, AssistantLoader, list[str]]:
    console: list[str] = []
    loader = AssistantLoader(open_assistant, TEXTS, console.append)
    return Chat(loader, TEXTS, max_chars=2000), loader, console


def last(chat: Chat, question: str, before: Conversation | None = None) -> Conversation:
    return ended(chat, chat.begin(Turn(question), before or Conversation()))


def ended(chat: Chat, begun: Conversation) -> Conversation:
    *_, end = begun, *chat.work(begun)
    return end


@pytest.fixture(scope="module")
def settings(sample_index: Path) -> Settings:
    return Settings(data_dir=sample_index)


def test_a_question_asked_before_all_is_loaded_waits_and_is_answered(settings: Settings) -> None:
    gate = threading.Event()

    def open_late() -> Assistant:
        gate.wait()
        return Assistant.open(settings)

    chat, loader, console = chat_over(open_late)
    loader.start()
    begun = chat.begin(Turn(QUESTION), Conversation())
    assert begun.last.running
    assert chat.begin(Turn("印刷费呢？"), begun) == begun
    told = chat.work(begun)
    waiting = next(told).last
    assert [step.title for step in waiting.steps] == [TEXTS("waiting_for_index")]
    gate.set()
    *_, end = told
    answer = end.last.answer
    assert answer is not None
    assert (answer.status, answer.value, answer.unit) == (Status.ANSWERED, "92.86", "万元")
    assert len(end.last.steps) > 1
    assert console == ["索引就绪：3 份公开文件", "载入向量模型", "就绪"]
    assert loader.progress().ready


def test_earlier_questions_give_the_next_one_its_sense(settings: Settings) -> None:
    chat, _, _ = chat_over(lambda: Assistant.open(settings))
    end = last(chat, "印刷费呢？", last(chat, QUESTION))
    assert end.asked() == (QUESTION, "印刷费呢？")
    answer = end.last.answer
    assert answer is not None
    assert answer.citations[0].row_label == "印刷费"


@pytest.mark.parametrize(
    ("question", "complaint"),
    [("", "请先写下问题"), (" \n", "请先写下问题"), ("问" * 10_000, "最多 2000 个字，现在是 10000 个")],
)
def test_bad_questions_are_told_without_waiting_for_the_model(question: str, complaint: str) -> None:
    chat, _, _ = chat_over(lambda: pytest.fail("not needed"))
    end = last(chat, question)
    assert complaint in (end.last.notice or "")
    assert end.asked() == ()


def test_no_index_is_told_and_found_once_it_is_there(settings: Settings, tmp_path: Path) -> None:
    places = [tmp_path / "nothing", settings.data_dir]
    chat, _, _ = chat_over(lambda: Assistant.open(Settings(data_dir=places[0])))
    end = last(chat, QUESTION)
    assert "index build" in (end.last.notice or "")
    places.pop(0)
    assert last(chat, QUESTION, end).last.answer is not None


def test_another_model_is_told() -> None:
    def refuse() -> Assistant:
        raise ModelMismatchError("索引由另一个模型建立")

    chat, _, _ = chat_over(refuse)
    assert last(chat, QUESTION).last.notice == "索引由另一个模型建立"


def test_a_bug_ends_in_a_plain_notice_and_keeps_the_conversation(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    chat, _, _ = chat_over(lambda: Assistant.open(settings))
    before = last(chat, QUESTION)
    monkeypatch.setattr(Assistant, "steps", lambda *_: 1 / 0)
    end = last(chat, "印刷费呢？", before)
    assert end.last.notice == TEXTS("error_unexpected")
    assert end.turns[0] == before.turns[0]


def test_an_answer_comes_with_its_documents_and_the_terms_it_uses(settings: Settings) -> None:
    chat, _, _ = chat_over(lambda: Assistant.open(settings))
    turn = last(chat, "雾山区教育局2023年机关运行经费是多少？").last
    assert turn.answer is not None
    cited = {citation.doc_id for citation in turn.answer.citations}
    assert turn.documents.keys() == cited == {"wushan-education-2023"}
    assert turn.documents["wushan-education-2023"].name.endswith("（2023年度）")
    assert "机关运行经费" in [term.word for term in turn.terms]


def test_an_edited_question_takes_the_place_of_the_last(settings: Settings) -> None:
    chat, _, _ = chat_over(lambda: Assistant.open(settings))
    before = last(chat, "印刷费呢？", last(chat, QUESTION))
    after = last(chat, "水费呢？", before.edited())
    assert after.asked() == (QUESTION, "水费呢？")
    assert after.key == before.key
    assert not after.editing


def test_a_stopped_question_stands_with_a_note(settings: Settings) -> None:
    chat, loader, _ = chat_over(lambda: Assistant.open(settings))
    loader.get()
    running = chat.begin(Turn(QUESTION), Conversation())
    stopped = chat.stopped(running)
    assert stopped.last.notice == TEXTS("stopped")
    assert stopped.asked() == ()
    assert chat.stopped(stopped) == stopped


def test_a_link_brings_the_sense_of_its_question(settings: Settings) -> None:
    chat, _, _ = chat_over(lambda: Assistant.open(settings))
    end = ended(chat, chat.begin(Turn("印刷费呢？", before=(QUESTION,)), Conversation()))
    assert end.last.answer is not None
    assert end.last.answer.citations[0].row_label == "印刷费"
    assert last(chat, "水费呢？", end).last.answer is not None
