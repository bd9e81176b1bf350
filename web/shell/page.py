"""The frame of the page: masthead, language switch, one tab for each kind of work."""

from __future__ import annotations

from html import escape

import gradio as gr

from web.api import serve_api
from web.chat.tab import build_chat
from web.desk import BuildTab, Desk
from web.documents.tab import build_documents
from web.texts import CHINESE, Texts

WAITING_QUESTIONS = 64
QUESTIONS_AT_ONCE = 4

# The id of a tab, the text on it, and what builds it. The id also opens the tab from an address (#documents).
TABS: tuple[tuple[str, str, BuildTab], ...] = (
    ("chat", "tab_chat", build_chat),
    ("documents", "tab_documents", build_documents),
)


def build_page(desk: Desk, *, endpoints: bool) -> gr.Blocks:
    """The Blocks of one language's page; with `endpoints`, those for programs too (web/api.py)."""
    texts = desk.texts
    blocks = gr.Blocks(title=texts("title"), analytics_enabled=False, fill_width=True)
    with blocks:
        if endpoints:
            serve_api(desk.loader)  # first: Gradio numbers the names that events of the page take
        gr.HTML(_masthead(texts, desk.root), elem_id="masthead", apply_default_css=False)
        with gr.Tabs(elem_id="tabs"):
            for identity, name, build in TABS:
                with gr.Tab(texts(name), id=identity, elem_id=f"tab-{identity}"):
                    build(blocks, desk)
    blocks.queue(max_size=WAITING_QUESTIONS, default_concurrency_limit=QUESTIONS_AT_ONCE, api_open=False)
    return blocks


def _masthead(texts: Texts, root: str) -> str:
    """Title, purpose and the way to the page in the other language, named in that language."""
    other = f"{root}en/" if texts.language == CHINESE else f"{root}?lang=zh"
    return (
        f"<header><div><h1>{escape(texts('title'))}</h1><p>{escape(texts('tagline'))}</p></div>"
        f'<a class="language" href="{other}" lang="{texts("other_language_code")}" '
        f'hreflang="{texts("other_language_code")}">{escape(texts("other_language"))}</a></header>'
    )
