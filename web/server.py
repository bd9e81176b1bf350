"""The web server: a page for each language, page pictures, and what guards them."""

from __future__ import annotations

import os
from pathlib import Path

from fastapi import FastAPI

from index.config import Settings
from index.types import BBox
from web.loading import AssistantLoader
from web.lookup.export import serve_exports
from web.operating.access import Access
from web.operating.guard import guard_uploads, limit_clients
from web.operating.health import serve_health
from web.operating.sign_in import serve_sign_in
from web.serving.languages import ENGLISH_PATH, choose_language
from web.serving.originals import serve_originals
from web.serving.pictures import View, draw_evidence, serve_pictures
from web.serving.policy import keep_to_this_machine
from web.texts import CHINESE, ENGLISH, load_texts


def build_server(settings: Settings, loader: AssistantLoader) -> FastAPI:
    """The application to serve; `loader` loads the models when it is started. Raises SettingError."""
    # Read by parts of Gradio and of the hub's client that take no argument.
    os.environ |= {"GRADIO_ANALYTICS_ENABLED": "False", "HF_HUB_DISABLE_TELEMETRY": "1"}
    server = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    access = Access.of(settings)
    choose_language(server)
    limit_clients(server, settings)
    guard_uploads(server, access)
    serve_sign_in(server, settings, access)
    keep_to_this_machine(server)  # last, so that it sees every response
    serve_health(server, loader)

    def make_picture(doc_id: str, page: int, box: BBox, view: View) -> bytes:
        return draw_evidence(loader.get().store, doc_id, page, box, view)

    def find_original(doc_id: str) -> Path:
        return loader.get().store.pdf_path(doc_id)

    serve_pictures(server, make_picture)
    serve_originals(server, find_original)
    serve_exports(server, lambda: loader.get().store)
    # The longer path first: the page at the root would take every address.
    _mount(server, settings, loader, access, ENGLISH)
    _mount(server, settings, loader, access, CHINESE)
    return server


def _mount(
    server: FastAPI, settings: Settings, loader: AssistantLoader, access: Access, language: str
) -> None:
    import gradio as gr

    from web.desk import Desk
    from web.shell.head import build_head
    from web.shell.page import build_page
    from web.shell.theme import build_theme

    path, root = (ENGLISH_PATH, "../") if language == ENGLISH else ("/", "./")
    texts = load_texts(language)
    # Programs find their endpoints at one place.
    blocks = build_page(Desk(settings, loader, texts, root, access), endpoints=language == CHINESE)
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
        mcp_server=language == CHINESE,
        max_file_size=settings.max_bytes,
        theme=build_theme(),
        head=build_head(texts),
    )
