"""The page: chat at the left, evidence at the right, the list of disclosures below."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import NamedTuple

import gradio as gr

from web.api import serve_api
from web.chat import Chat
from web.loading import AssistantLoader, Progress
from web.render import documents_html, evidence_html
from web.session import Conversation
from web.texts import Texts

FONTS = (
    "system-ui",
    "-apple-system",
    "Segoe UI",
    "PingFang SC",
    "Hiragino Sans GB",
    "Microsoft YaHei",
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "sans-serif",
)
WAITING_QUESTIONS = 64
QUESTIONS_AT_ONCE = 4
EXAMPLES_SHOWN = 6

Shown = tuple[object, ...]


class Parts(NamedTuple):
    """The components that events connect."""

    question: gr.Textbox
    conversation: gr.State
    chatbot: gr.Chatbot
    evidence: gr.HTML
    documents: gr.HTML


def build_theme() -> gr.themes.Base:
    """System fonts only: a named web font would be requested from another machine."""
    return gr.themes.Soft(
        primary_hue="teal", neutral_hue="slate", font=FONTS, font_mono=("ui-monospace", "monospace")
    )


class Page:
    """Builds the Blocks and answers their events."""

    def __init__(self, loader: AssistantLoader, chat: Chat, texts: Texts) -> None:
        self._loader = loader
        self._chat = chat
        self._texts = texts

    def build(self) -> gr.Blocks:
        """The Blocks of the page, with `ask` as the one named endpoint."""
        texts = self._texts
        blocks = gr.Blocks(title=texts("title"), analytics_enabled=False, fill_width=True)
        with blocks:
            conversation = gr.State(Conversation())
            gr.HTML(f"<h1>{escape(texts('title'))}</h1><p>{escape(texts('tagline'))}</p>", elem_id="masthead")
            with gr.Row(elem_id="desk", equal_height=False):
                with gr.Column(scale=6, min_width=320, elem_id="talk"):
                    chatbot = self._chatbot()
                    question = self._question_box()
                with gr.Column(scale=5, min_width=320, elem_id="sources"):
                    gr.HTML(f"<h2>{escape(texts('evidence_heading'))}</h2>")
                    evidence = gr.HTML(self._evidence(Conversation()), elem_id="evidence")
            gr.HTML(f"<h2>{escape(texts('documents_heading'))}</h2>", elem_id="documents-heading")
            documents = gr.HTML("", elem_id="documents")
            serve_api(self._loader)
            self._connect(blocks, Parts(question, conversation, chatbot, evidence, documents))
        blocks.queue(max_size=WAITING_QUESTIONS, default_concurrency_limit=QUESTIONS_AT_ONCE, api_open=False)
        return blocks

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
        question, conversation, chatbot, evidence, documents = parts
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
            [chatbot, documents],
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

    def opened(self) -> Iterator[Shown]:
        """What a page shows while the assistant loads, then its examples and the list of disclosures."""
        progress = self._loader.progress()
        while not progress.done:
            yield self._waiting(progress), gr.skip()
            progress = self._loader.next_progress(progress)
        if not progress.ready:
            yield gr.update(placeholder=progress.step), documents_html((), {}, self._texts)
            return
        assistant = self._loader.get()
        examples = [{"text": example} for example in assistant.examples()[:EXAMPLES_SHOWN]]
        trust = {doc_id: lowest for doc_id, (_, _, lowest) in assistant.store.table_sizes().items()}
        documents = documents_html(assistant.disclosures(), trust, self._texts)
        yield gr.update(placeholder=self._texts("chat_empty"), examples=examples), documents

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
