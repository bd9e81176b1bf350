"""The web server: a page for each language, page pictures, and what guards them."""

from __future__ import annotations

import os
from pathlib import Path

from fastapi import FastAPI

from index.config import Settings
from index.types import BBox
from web.loading import AssistantLoader
from web.serving.languages import ENGLISH_PATH, choose_language
from web.serving.originals import serve_originals
from web.serving.pictures import View, draw_evidence, serve_pictures
from web.serving.policy import keep_to_this_machine
from web.texts import CHINESE, ENGLISH, load_texts


def build_server(settings: Settings, loader: AssistantLoader) -> FastAPI:
    """The application to serve. Loads no model: `loader` does that when it is started."""
    # Read by parts of Gradio and of the hub's client that take no argument.
    os.environ |= {"GRADIO_ANALYTICS_ENABLED": "False", "HF_HUB_DISABLE_TELEMETRY": "1"}
    server = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    choose_language(server)
    keep_to_this_machine(server)

    def make_picture(doc_id: str, page: int, box: BBox, view: View) -> bytes:
        return draw_evidence(loader.get().store, doc_id, page, box, view)

    def find_original(doc_id: str) -> Path:
        return loader.get().store.pdf_path(doc_id)

    serve_pictures(server, make_picture)
    serve_originals(server, find_original)
    # The longer path first: the page at the root would take every address.
    _mount(server, settings, loader, ENGLISH, ENGLISH_PATH, "../")
    _mount(server, settings, loader, CHINESE, "/", "./")
    return server


def _mount(
    server: FastAPI, settings: Settings, loader: AssistantLoader, language: str, path: str, root: str
) -> None:
    import gradio as gr

    from web.desk import Desk
    from web.shell.head import build_head
    from web.shell.page import build_page
    from web.shell.theme import build_theme

    texts = load_texts(language)
    # Programs find their endpoints at one place.
    blocks = build_page(Desk(settings, loader, texts, root), endpoints=language == CHINESE)
    gr.mount_gradio_app(
        server,
        blocks,
        path=path,
        footer_links=[],
        run_history=False,
        ssr_mode=False,
        show_error=False,
        enable_monitoring=False,
        pwa=False,
        mcp_server=False,
        max_file_size="1kb",  # nothing is uploaded yet
        theme=build_theme(),
        head=build_head(texts),
    )
