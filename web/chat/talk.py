"""What happens when somebody asks: the conversation, told step by step. No component is built here."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from dataclasses import replace
from html import escape

from gradio import ChatMessage

from index.errors import DisclosureQAError
from qa.types import Answer, Step
from web.chat.render import answer_html, notice_html, question_html
from web.chat.session import Conversation, Turn, with_step
from web.loading import AssistantLoader
from web.texts import Texts

log = logging.getLogger(__name__)


class Chat:
    """Turns questions into turns of a conversation. Holds no session: conversations come in and go out."""

    def __init__(self, loader: AssistantLoader, texts: Texts, max_chars: int) -> None:
        self._loader = loader
        self._texts = texts
        self._max_chars = max_chars

    def ask(self, question: str, conversation: Conversation) -> Iterator[Conversation]:
        """The conversation as it grows: the question, each step of the work, and the answer or a notice."""
        question = question.strip()
        history = conversation.asked()
        conversation = conversation.started(question)
        if complaint := self._complaint(question):
            yield conversation.updated(replace(conversation.last, notice=complaint))
            return
        started = time.monotonic()
        turn = conversation.last
        yield conversation
        try:
            for turn in self._work(conversation.last, history):
                yield conversation.updated(replace(turn, seconds=time.monotonic() - started))
        except DisclosureQAError as error:
            yield conversation.updated(replace(turn, notice=str(error)))
        except Exception:  # the page must say so whatever it was; the trace goes to the log
            log.exception("a question could not be answered")
            yield conversation.updated(replace(turn, notice=self._texts("error_unexpected")))

    def _work(self, turn: Turn, history: tuple[str, ...]) -> Iterator[Turn]:
        if not self._loader.progress().ready:
            turn = with_step(turn, Step(self._texts("waiting_for_index")))
            yield turn
        assistant = self._loader.get()
        for told in assistant.steps(turn.question, history):
            turn = replace(turn, answer=told) if isinstance(told, Answer) else with_step(turn, told)
            yield turn

    def _complaint(self, question: str) -> str | None:
        if not question:
            return self._texts("error_empty")
        if len(question) > self._max_chars:
            return self._texts("error_too_long", limit=self._max_chars, length=len(question))
        return None

    def messages(self, conversation: Conversation) -> list[ChatMessage]:
        """The conversation as the chat shows it."""
        shown: list[ChatMessage] = []
        for number, turn in enumerate(conversation.turns, start=1):
            shown.extend(self._turn_messages(number, turn))
        return shown

    def _turn_messages(self, number: int, turn: Turn) -> Iterator[ChatMessage]:
        if turn.question:
            yield ChatMessage(content=question_html(turn.question[: self._max_chars]), role="user")
        if turn.steps or turn.running:
            yield self._steps_message(turn)
        if turn.notice is not None:
            yield ChatMessage(content=notice_html(turn.notice, self._texts))
        if turn.answer is not None:
            yield ChatMessage(
                content=answer_html(turn.answer, number, self._texts),
                options=[{"value": option} for option in turn.answer.options],
            )

    def _steps_message(self, turn: Turn) -> ChatMessage:
        lines = "".join(_step_html(step) for step in turn.steps)
        if turn.running:
            title = turn.steps[-1].title if turn.steps else self._texts("working")
            return ChatMessage(content=f"<ol>{lines}</ol>", metadata={"title": title, "status": "pending"})
        title = self._texts("worked", count=len(turn.steps))
        return ChatMessage(
            content=f"<ol>{lines}</ol>",
            metadata={"title": title, "status": "done", "duration": round(turn.seconds, 2)},
        )


def _step_html(step: Step) -> str:
    return f"<li>{escape(step.title)}{'：' if step.detail else ''}{escape(step.detail)}</li>"
