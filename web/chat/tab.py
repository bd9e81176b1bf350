"""The chat tab, conversation beside evidence: its components, and which event leads to what."""

from __future__ import annotations

from html import escape
from typing import NamedTuple

import gradio as gr

from web.chat.events import ChatEvents
from web.chat.evidence import evidence_html
from web.chat.history import history_html
from web.chat.session import Conversation
from web.chat.transcript import waiting_html
from web.desk import Desk
from web.listening import listen

# How the scripts reach the events of a component (conversation.js).
CONNECT = "window.disclosureChat.connect(element, trigger)"
KEEP = "watch('value', () => window.disclosureChat.keep(props.value))"


class Parts(NamedTuple):
    """The components that events connect."""

    question: gr.Textbox
    conversation: gr.State
    welcome: gr.HTML
    chat: gr.HTML
    suggestions: gr.HTML
    evidence: gr.HTML
    kept: gr.HTML


def build_chat(blocks: gr.Blocks, _tab: gr.Tab, desk: Desk) -> None:
    """The components of the tab and their events."""
    parts = _components(desk)
    _connect(blocks, ChatEvents(desk), parts)


def _components(desk: Desk) -> Parts:
    texts = desk.texts
    conversation = gr.State(Conversation())
    with gr.Row(elem_id="desk", equal_height=False):
        with gr.Column(scale=6, min_width=320, elem_id="talk"):
            gr.HTML(history_html(texts), elem_id="history", apply_default_css=False)
            welcome = gr.HTML(
                waiting_html(desk.loader.progress().step, texts), elem_id="welcome", apply_default_css=False
            )
            chat = gr.HTML("", elem_id="chat", js_on_load=CONNECT, apply_default_css=False)
            suggestions = gr.HTML("", elem_id="suggestions", apply_default_css=False)
            question = _question_box(desk)
        with gr.Column(scale=5, min_width=320, elem_id="sources"):
            gr.HTML(_evidence_heading(desk), apply_default_css=False)
            evidence = gr.HTML(
                evidence_html(Conversation(), {}, desk), elem_id="evidence", apply_default_css=False
            )
    kept = gr.HTML(None, html_template="", js_on_load=KEEP, elem_id="kept")
    return Parts(question, conversation, welcome, chat, suggestions, evidence, kept)


def _question_box(desk: Desk) -> gr.Textbox:
    texts = desk.texts
    return gr.Textbox(
        label=texts("question_label"),
        show_label=False,
        placeholder=texts("question_placeholder"),
        submit_btn=texts("submit"),
        lines=1,
        max_lines=5,
        autofocus=True,
        elem_id="question",
    )


def _evidence_heading(desk: Desk) -> str:
    texts = desk.texts
    return (
        f'<div class="heading"><h2>{escape(texts("evidence_heading"))}</h2>'
        f'<button type="button" class="fold">{escape(texts("evidence_fold"))}</button></div>'
    )


def _connect(blocks: gr.Blocks, events: ChatEvents, parts: Parts) -> None:
    question, conversation, welcome, chat, suggestions, evidence, kept = parts
    shown = [question, conversation, chat, evidence, suggestions]
    begun = [
        listen(question.submit, events.ask, [question, conversation], shown),
        listen(chat.select, events.ask_chosen, [conversation], shown),
        listen(chat.submit, events.ask_linked, [conversation], shown),
        listen(chat.retry, events.ask_again, [conversation], shown),
    ]
    worked = [question, conversation, chat, evidence, kept]
    working = [listen(one.then, events.work, [conversation], worked) for one in begun]
    for one in working:
        listen(one.then, events.suggest, [conversation], [suggestions])
    listen(question.stop, events.stop, [conversation], worked, cancels=working)
    listen(chat.edit, events.edit, [conversation], [question, conversation, chat])
    listen(chat.clear, events.begin_anew, [], shown)
    listen(chat.input, events.reopen, [], shown)
    listen(chat.like, events.take_feedback, [conversation], [])
    # Gradio tells `load` once everything is mounted: what is triggered before can get lost.
    blocks.load(None, js="() => window.disclosureHistory.opened()", api_visibility="private")
    # Each open page waits here while the models load; they must not queue behind each other.
    listen(blocks.load, events.welcome, [], [welcome], concurrency_limit=None)
