"""What the events of the chat tab do. Holds no session: conversations come in and go out with every event."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import TYPE_CHECKING

import gradio as gr

from index.errors import DisclosureQAError
from web.chat.evidence import evidence_html
from web.chat.feedback import feedback_on, keep_feedback
from web.chat.follow_ups import Examples, follow_ups, without_model
from web.chat.keeping import from_record, to_record
from web.chat.links import read_link
from web.chat.markup import choices
from web.chat.session import Conversation, Turn
from web.chat.talk import Chat
from web.chat.transcript import transcript_html, waiting_html, welcome_html
from web.desk import Desk

if TYPE_CHECKING:  # the pipeline brings the libraries that take seconds to import
    from qa.pipeline import Assistant

log = logging.getLogger(__name__)

Shown = tuple[object, ...]
Worked = tuple[object, object, object, object, object]


class ChatEvents:
    """Answers the events. `Shown` is question box, conversation, chat, evidence and suggestions, `Worked` has
    what the browser keeps in place of the suggestions."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._loader = desk.loader
        self._texts = desk.texts
        self._chat = Chat(desk.loader, desk.texts, desk.settings.max_question_chars)
        self._examples = Examples(desk.texts)
        self._trials: Assistant | None = None

    def ask(self, question: str, conversation: Conversation) -> Shown:
        """A typed question. One that cannot be asked stays in the box."""
        begun = self._chat.begin(Turn(question), conversation)
        return self._begun(begun, "" if begun.turns and begun.last.running else None)

    def ask_chosen(self, conversation: Conversation, event: gr.EventData) -> Shown:
        """A question that was clicked: an example, a reading, a suggestion."""
        return self._begun(self._chat.begin(Turn(_said(event, "question")), conversation.edited(False)))

    def ask_linked(self, conversation: Conversation, event: gr.EventData) -> Shown:
        """The question of a link, with what the link says was cited."""
        linked = read_link(_said(event, "query"))
        if linked is None:
            return self._show(conversation)
        turn = Turn(linked.question, before=linked.before, expected=linked.seen)
        return self._begun(self._chat.begin(turn, conversation))

    def ask_again(self, conversation: Conversation) -> Shown:
        """The last question once more, in its place."""
        if not conversation.turns or conversation.last.running:
            return self._begun(conversation)
        last = conversation.last
        again = Turn(last.question, before=last.before, expected=last.expected)
        return self._begun(self._chat.begin(again, conversation.edited()))

    def work(self, conversation: Conversation) -> Iterator[Worked]:
        """What was begun, step by step. The box is touched at the end alone: the browser may skip a state.

        What is kept comes with the answer: whoever has seen it and leaves the page at once finds it again.
        """
        yield gr.skip(), gr.skip(), gr.skip(), gr.skip(), gr.skip()  # nothing yielded would empty all of them
        for grown in self._chat.work(conversation):
            running = grown.last.running
            box, kept = (gr.skip(), gr.skip()) if running else (self._idle(), to_record(grown))
            evidence = gr.skip() if grown.last.answer is None else self._evidence(grown)
            yield box, grown, self._transcript(grown), evidence, kept

    def stop(self, conversation: Conversation) -> Worked:
        """Stop the work under way; the question stays, for the browser too."""
        stopped = self._chat.stopped(conversation)
        return self._idle(), stopped, self._transcript(stopped), gr.skip(), to_record(stopped)

    def edit(self, conversation: Conversation, event: gr.EventData) -> Shown:
        """Take the last question back into the box, or leave it as it is."""
        editing = _said(event, "cancel") != "yes"
        changed = conversation.edited(editing)
        box = conversation.last.question if editing and conversation.turns else ""
        return box, changed, self._transcript(changed)

    def begin_anew(self) -> Shown:
        """An empty conversation; the one before stays in the browser's list."""
        return self._show(Conversation())

    def reopen(self, event: gr.EventData) -> Shown:
        """An earlier conversation that the browser kept."""
        kept = from_record(getattr(event, "record", None))
        if kept is None:
            gr.Warning(self._texts("history_unreadable"), title=self._texts("history_label"))
        return self._show(kept or Conversation())

    def suggest(self, conversation: Conversation) -> str:
        """Questions that lead on, each tried before it is shown."""
        if not self._loader.progress().ready:
            return ""
        try:
            found = follow_ups(self._for_trials(), conversation, self._texts)
        except DisclosureQAError:
            log.warning("no suggestions", exc_info=True)
            return ""
        return choices(found, self._texts("suggestions_label"))

    def take_feedback(self, conversation: Conversation, event: gr.EventData) -> None:
        """Store a thumb up or down with its reason."""
        number = getattr(event, "turn", 0)
        if not isinstance(number, int) or not 0 < number <= len(conversation.turns):
            return
        feedback = feedback_on(conversation.turns[number - 1], event._data)
        if feedback is None:
            return
        try:
            keep_feedback(self._desk.settings.data_dir, feedback)
        except OSError:
            log.warning("feedback could not be kept", exc_info=True)
            gr.Warning(self._texts("feedback_failed"), title=self._texts("actions_label"))

    def welcome(self) -> Iterator[str]:
        """What a page shows while the assistant loads, then questions to begin with."""
        progress = self._loader.progress()
        while not progress.done:
            yield waiting_html(progress.step, self._texts)
            progress = self._loader.next_progress(progress)
        if progress.ready:
            yield welcome_html(self._examples.of(self._for_trials()), self._texts)
        else:
            yield waiting_html(progress.step, self._texts, failed=True)

    def _for_trials(self) -> Assistant:
        """The assistant that suggestions are tried with; two threads that make it at once do no harm."""
        if self._trials is None:
            self._trials = without_model(self._loader.get())
        return self._trials

    def _begun(self, conversation: Conversation, box: str | None = None) -> Shown:
        running = bool(conversation.turns) and conversation.last.running
        buttons = self._busy(box) if running else gr.skip()
        return buttons, conversation, self._transcript(conversation), gr.skip(), ""

    def _busy(self, value: str | None) -> object:
        """The box while an answer is on its way, with a button that stops it."""
        return _box(value, submit_btn=False, stop_btn=self._texts("stop"))

    def _idle(self, value: str | None = None) -> object:
        return _box(value, submit_btn=self._texts("submit"), stop_btn=False)

    def _show(self, conversation: Conversation) -> Shown:
        return self._idle(""), conversation, self._transcript(conversation), self._evidence(conversation), ""

    def _transcript(self, conversation: Conversation) -> str:
        return transcript_html(conversation, self._chat.versions(), self._texts)

    def _evidence(self, conversation: Conversation) -> str:
        return evidence_html(conversation, self._chat.versions(), self._desk)


def _box(value: str | None, **buttons: str | bool) -> dict[str, object]:
    """An update of the question box that leaves alone what is being typed, unless there is a value."""
    update: dict[str, object] = gr.update()
    return update | buttons | ({} if value is None else {"value": value})


def _said(event: gr.EventData, name: str) -> str:
    """What the page's script sent under a name; empty where it sent nothing of the kind."""
    value = getattr(event, name, "")
    return str(value) if isinstance(value, str | int) else ""
