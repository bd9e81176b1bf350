"""What happens when somebody asks: the conversation, told step by step. No component is built here."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from dataclasses import replace

from index.errors import DisclosureQAError
from index.types import Disclosure
from qa.draft import who
from qa.types import Answer, Step
from web.chat.glossary import terms_in
from web.chat.session import CitedDocument, Conversation, Term, Turn, with_step
from web.loading import AssistantLoader
from web.operating.events import answered, failed
from web.texts import CHINESE, Texts

log = logging.getLogger(__name__)
CHANNEL = "chat"
# A long step is told again this often (seconds): the clock of the page goes on, and who has left is noticed.
HEARTBEAT = 0.5


class Chat:
    """Turns questions into turns of a conversation. Holds no session: conversations come in and go out."""

    def __init__(self, loader: AssistantLoader, texts: Texts, max_chars: int) -> None:
        self._loader = loader
        self._texts = texts
        self._max_chars = max_chars

    def begin(self, turn: Turn, conversation: Conversation) -> Conversation:
        """With the new turn, running; or ended at once by a notice, where it cannot be asked like that.

        While another question is being answered nothing happens.
        """
        if conversation.turns and conversation.last.running:
            return conversation
        question = turn.question.strip()
        complaint = self._complaint(question)
        return conversation.started(replace(turn, question=question[: self._max_chars], notice=complaint))

    def work(self, conversation: Conversation) -> Iterator[Conversation]:
        """The conversation as its last turn grows: each step, and the answer or a notice."""
        if not conversation.turns or not conversation.last.running:
            return
        turn = conversation.last
        history = (*Conversation(conversation.turns[:-1]).asked(), *turn.before)
        started = time.monotonic()
        try:
            for grown in self._steps(turn, history):
                turn = replace(grown, seconds=time.monotonic() - started)
                yield conversation.updated(turn)
            self._tell(turn)
        except DisclosureQAError as error:
            failed(type(error).__name__, turn.seconds, CHANNEL, self._texts.language)
            yield conversation.updated(replace(turn, notice=self._remedy(error)))
        except Exception as error:  # the page must say so whatever it was; the trace goes to the log
            log.exception("a question could not be answered")
            failed(type(error).__name__, turn.seconds, CHANNEL, self._texts.language)
            yield conversation.updated(replace(turn, notice=self._texts("error_unexpected")))

    def _tell(self, turn: Turn) -> None:
        if turn.answer is not None:
            answered(turn.answer, turn.seconds, CHANNEL, self._texts.language)

    def stopped(self, conversation: Conversation) -> Conversation:
        """After the stop button: the question stands, with a note instead of an answer."""
        if not conversation.turns or not conversation.last.running:
            return conversation
        return conversation.updated(replace(conversation.last, notice=self._texts("stopped")))

    def versions(self) -> dict[str, str]:
        """A token of every indexed file's content; empty while the assistant is not there."""
        if not self._loader.progress().ready:
            return {}
        return {found.doc_id: _version(found) for found in self._loader.get().disclosures()}

    def _steps(self, turn: Turn, history: tuple[str, ...]) -> Iterator[Turn]:
        if not self._loader.progress().ready:
            turn = with_step(turn, Step(self._texts("waiting_for_index")))
            yield turn
        assistant = self._loader.get()
        for told in assistant.steps(turn.question, history, HEARTBEAT):
            turn = self._answered(turn, told) if isinstance(told, Answer) else with_step(turn, told)
            yield turn

    def _answered(self, turn: Turn, answer: Answer) -> Turn:
        cited = {citation.doc_id for citation in answer.citations}
        documents = {
            doc.doc_id: CitedDocument(
                _version(doc), self._texts("document_name", who=who(doc), year=doc.year)
            )
            for doc in self._loader.get().disclosures()
            if doc.doc_id in cited
        }
        return replace(turn, answer=answer, terms=self._terms(answer), documents=documents)

    def _terms(self, answer: Answer) -> tuple[Term, ...]:
        first = next((citation.doc_id for citation in answer.citations), None)
        own = first is not None and self._texts.language == CHINESE
        sentences = self._loader.get().store.sentences(first) if first and own else ()
        return terms_in(answer.text, sentences, self._texts.language)

    def _complaint(self, question: str) -> str | None:
        if not question:
            return self._texts("error_empty")
        if len(question) > self._max_chars:
            return self._texts("error_too_long", limit=self._max_chars, length=len(question))
        return None

    def _remedy(self, error: DisclosureQAError) -> str:
        """What the error says; on a page in another language, what to do about its kind."""
        if self._texts.language == CHINESE:
            return str(error)
        kinds = self._texts.several("error_kinds")
        told = dict(zip(kinds, self._texts.several("error_remedies"), strict=True))
        named = (told[kind.__name__] for kind in type(error).__mro__ if kind.__name__ in told)
        return next(named, self._texts("error_unexpected"))


def _version(disclosure: Disclosure) -> str:
    return disclosure.sha256[:12]
