"""The chat tab: conversation at the left, evidence at the right."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import NamedTuple

import gradio as gr

from web.chat.render import evidence_html
from web.chat.session import Conversation
from web.chat.talk import Chat
from web.desk import Desk
from web.loading import Progress

EXAMPLES_SHOWN = 6

Shown = tuple[object, ...]


class Parts(NamedTuple):
    """The components that events connect."""

    question: gr.Textbox
    conversation: gr.State
    chatbot: gr.Chatbot
    evidence: gr.HTML


def build_chat(blocks: gr.Blocks, desk: Desk) -> None:
    """The components of the tab and their events."""
    ChatTab(desk).build(blocks)


class ChatTab:
    """Builds the tab and answers its events. Holds no session."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._loader = desk.loader
        self._texts = desk.texts
        self._chat = Chat(desk.loader, desk.texts, desk.settings.max_question_chars)

    def build(self, blocks: gr.Blocks) -> None:
        """The components, with their events connected."""
        texts = self._texts
        conversation = gr.State(Conversation())
        with gr.Row(elem_id="desk", equal_height=False):
            with gr.Column(scale=6, min_width=320, elem_id="talk"):
                chatbot = self._chatbot()
                question = self._question_box()
            with gr.Column(scale=5, min_width=320, elem_id="sources"):
                gr.HTML(f"<h2>{escape(texts('evidence_heading'))}</h2>")
                evidence = gr.HTML(self._evidence(Conversation()), elem_id="evidence")
        self._connect(blocks, Parts(question, conversation, chatbot, evidence))

    def _chatbot(self) -> gr.Chatbot:
        return gr.Chatbot(
            label=self._texts("chat_label"),
            show_label=False,
            elem_id="chat",
            height="min(66dvh, 760px)",
            min_height=320,
            layout="bubble",
            buttons=[],
            allow_tags=False,
            sanitize_html=True,
            latex_delimiters=[],
            line_breaks=False,
            placeholder=self._texts("chat_loading", step=self._loader.progress().step),
        )

    def _question_box(self) -> gr.Textbox:
        return gr.Textbox(
            label=self._texts("question_label"),
            show_label=False,
            placeholder=self._texts("question_placeholder"),
            submit_btn=self._texts("submit"),
            lines=1,
            max_lines=5,
            autofocus=True,
            elem_id="question",
        )

    def _connect(self, blocks: gr.Blocks, parts: Parts) -> None:
        question, conversation, chatbot, evidence = parts
        outputs = [question, conversation, chatbot, evidence]
        question.submit(
            self.ask, [question, conversation], outputs, api_visibility="private", show_progress="hidden"
        )
        for chosen in (chatbot.example_select, chatbot.option_select):
            chosen(_chosen_text, None, question, api_visibility="private", show_progress="hidden").then(
                self.ask, [question, conversation], outputs, api_visibility="private", show_progress="hidden"
            )
        chatbot.clear(self.clear, None, outputs, api_visibility="private", show_progress="hidden")
        blocks.load(
            self.opened,
            None,
            chatbot,
            api_visibility="private",
            show_progress="hidden",
            # Each open page waits here while the models load; they must not queue behind each other.
            concurrency_limit=None,
        )

    def ask(self, question: str, conversation: Conversation) -> Iterator[Shown]:
        """Box, conversation, chat and evidence after every step. A failed question returns to the box."""
        box: object = ""
        for grown in self._chat.ask(question, conversation):
            if grown.last.notice is not None:
                box = question
            evidence = gr.skip() if grown.last.answer is None else self._evidence(grown)
            yield box, grown, self._chat.messages(grown), evidence
            box = gr.skip()  # the next question may be under way by now

    def clear(self) -> Shown:
        """An empty conversation."""
        empty = Conversation()
        return "", empty, [], self._evidence(empty)

    def opened(self) -> Iterator[object]:
        """What a page shows while the assistant loads, then its examples."""
        progress = self._loader.progress()
        while not progress.done:
            yield self._waiting(progress)
            progress = self._loader.next_progress(progress)
        if not progress.ready:
            yield gr.update(placeholder=progress.step)
            return
        examples = [{"text": example} for example in self._loader.get().examples()[:EXAMPLES_SHOWN]]
        yield gr.update(placeholder=self._texts("chat_empty"), examples=examples)

    def _waiting(self, progress: Progress) -> object:
        return gr.update(placeholder=self._texts("chat_loading", step=progress.step))

    def _evidence(self, conversation: Conversation) -> str:
        if not conversation.turns:
            return evidence_html(conversation, {}, self._texts)
        versions = {found.doc_id: found.sha256[:12] for found in self._loader.get().disclosures()}
        return evidence_html(conversation, versions, self._texts)


def _chosen_text(event: gr.SelectData) -> str:
    value = event.value
    return str(value["text"] if isinstance(value, dict) else value)
