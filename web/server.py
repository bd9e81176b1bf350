"""The web server: the page, the page pictures, and a policy that keeps the browser on this machine."""

from __future__ import annotations

import json
import os
from collections.abc import Awaitable, Callable
from importlib import resources

from fastapi import FastAPI, Request, Response

from index.config import Settings
from index.types import BBox
from web.loading import AssistantLoader
from web.pictures import View, draw_evidence, serve_pictures
from web.texts import Texts

# Gradio's front end builds functions from its templates (unsafe-eval) and carries inline scripts and styles.
POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "worker-src 'self' blob:",
        "frame-ancestors 'self'",
        "base-uri 'self'",
        "form-action 'self'",
    )
)

# What script.js says; it carries no text of its own.
SCRIPT_TEXTS = ("zoom_in", "close", "chat_label")


def build_server(settings: Settings, loader: AssistantLoader, texts: Texts) -> FastAPI:
    """The application to serve. Loads no model: `loader` does that when it is started."""
    # Read by parts of Gradio and of the hub's client that take no argument.
    os.environ |= {"GRADIO_ANALYTICS_ENABLED": "False", "HF_HUB_DISABLE_TELEMETRY": "1"}
    import gradio as gr

    from web.chat import Chat
    from web.page import Page, build_theme

    server = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    server.middleware("http")(_keep_to_this_machine)

    def make_picture(doc_id: str, page: int, box: BBox, view: View) -> bytes:
        return draw_evidence(loader.get().store, doc_id, page, box, view)

    serve_pictures(server, make_picture)
    blocks = Page(loader, Chat(loader, texts, settings.max_question_chars), texts).build()
    gr.mount_gradio_app(
        server,
        blocks,
        path="/",
        footer_links=[],
        run_history=False,
        ssr_mode=False,
        show_error=False,
        enable_monitoring=False,
        pwa=False,
        mcp_server=False,
        max_file_size="1kb",  # nothing is uploaded yet
        theme=build_theme(),
        head=_head(texts),
    )
    return server


def _head(texts: Texts) -> str:
    """Style and script as they are: Gradio would rewrite the selectors of a `css` argument."""
    files = resources.files("web")
    style = files.joinpath("style.css").read_text(encoding="utf-8")
    script = files.joinpath("script.js").read_text(encoding="utf-8")
    said = json.dumps({key: texts(key) for key in SCRIPT_TEXTS}, ensure_ascii=False)
    language = f"document.documentElement.lang = {json.dumps(texts('html_lang'))};"
    return f"<style>{style}</style><script>{language}\nwindow.disclosureTexts = {said};\n{script}</script>"


async def _keep_to_this_machine(
    request: Request, call_next: Callable[[Request], Awaitable[Response]]
) -> Response:
    response = await call_next(request)
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
