"""The frame of the page: masthead, language switch, one tab for each kind of work."""

from __future__ import annotations

from html import escape
from typing import NamedTuple

import gradio as gr

from web.chat.tab import build_chat
from web.desk import BuildTab, Desk
from web.documents.tab import build_documents
from web.lookup.tab import build_lookup
from web.operating.access import Right
from web.operating.account import build_account
from web.operating.tab import build_usage
from web.programs.endpoints import serve_endpoints
from web.texts import CHINESE, Texts

WAITING_QUESTIONS = 64
QUESTIONS_AT_ONCE = 4


class TabPlan(NamedTuple):
    """A tab: its id (which also opens it from an address, #documents), the text on it, what builds it, and
    who sees it."""

    identity: str
    name: str
    build: BuildTab
    right: Right = Right.READ


TABS: tuple[TabPlan, ...] = (
    TabPlan("chat", "tab_chat", build_chat),
    TabPlan("lookup", "tab_lookup", build_lookup),
    TabPlan("documents", "tab_documents", build_documents),
    TabPlan("usage", "tab_usage", build_usage, Right.USAGE),
)


def build_page(desk: Desk, *, endpoints: bool) -> gr.Blocks:
    """The Blocks of one language's page; with `endpoints`, those for programs too."""
    texts = desk.texts
    blocks = gr.Blocks(title=texts("title"), analytics_enabled=False, fill_width=True)
    with blocks:
        if endpoints:
            serve_endpoints(desk)  # first: Gradio numbers the names that events of the page take
        gr.HTML(_masthead(texts, desk.root), elem_id="masthead", apply_default_css=False)
        build_account(blocks, desk)
        with gr.Tabs(elem_id="tabs"):
            for plan in TABS:
                _add_tab(blocks, desk, plan)
    blocks.queue(max_size=WAITING_QUESTIONS, default_concurrency_limit=QUESTIONS_AT_ONCE, api_open=False)
    return blocks


def _add_tab(blocks: gr.Blocks, desk: Desk, plan: TabPlan) -> None:
    shown = plan.right is Right.READ
    with gr.Tab(
        desk.texts(plan.name), id=plan.identity, elem_id=f"tab-{plan.identity}", visible=shown
    ) as tab:
        plan.build(blocks, tab, desk)
    if not shown:

        def show(request: gr.Request) -> object:
            return gr.update(visible=desk.access.may(request.request, plan.right))

        blocks.load(show, None, tab, api_visibility="private", show_progress="hidden")


def _masthead(texts: Texts, root: str) -> str:
    """Title, purpose and the way to the page in the other language, named in that language."""
    other = f"{root}en/" if texts.language == CHINESE else f"{root}?lang=zh"
    return (
        f"<header><div><h1>{escape(texts('title'))}</h1><p>{escape(texts('tagline'))}</p></div>"
        f'<a class="language" href="{other}" lang="{texts("other_language_code")}" '
        f'hreflang="{texts("other_language_code")}">{escape(texts("other_language"))}</a></header>'
    )
