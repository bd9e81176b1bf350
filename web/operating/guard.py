"""What is turned away before it costs anything: too many requests, files of those who may not."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse

from index.config import Settings
from web.operating.access import Access, Right
from web.operating.events import event
from web.operating.limits import ClientLimit
from web.serving.languages import ENGLISH_PATH
from web.texts import CHINESE, ENGLISH, load_texts

# What makes the server work: the page's events, the endpoints for programs, uploads.
_WORK = tuple(f"/gradio_api/{name}" for name in ("queue/join", "call/", "run/", "upload", "mcp"))

_UPLOAD = "/gradio_api/upload"


def limit_clients(server: FastAPI, settings: Settings) -> None:
    """Answer 429 with the seconds to wait to whoever sends more than `RATE_LIMIT`. Raises SettingError."""
    limit = ClientLimit(settings.rate_limit)
    texts = {language: load_texts(language) for language in (CHINESE, ENGLISH)}

    @server.middleware("http")
    async def count(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
        path = request.url.path
        if request.method != "POST" or not any(work in path for work in _WORK):
            return await call_next(request)
        wait = limit.seconds_to_wait(request.client.host if request.client else "")
        if not wait:
            return await call_next(request)
        event("too_often", seconds=wait)
        said = texts[ENGLISH if path.startswith(ENGLISH_PATH) else CHINESE]("too_often", seconds=wait)
        return JSONResponse({"detail": said}, status_code=429, headers={"Retry-After": str(wait)})


def guard_uploads(server: FastAPI, access: Access) -> None:
    """Files are taken only from those who may take documents in, before a byte is kept."""

    @server.middleware("http")
    async def guard(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
        if request.url.path.endswith(_UPLOAD) and not access.may(request, Right.MANAGE):
            said = load_texts(ENGLISH if request.url.path.startswith(ENGLISH_PATH) else CHINESE)
            return JSONResponse({"detail": said("manage_not_allowed")}, status_code=403)
        return await call_next(request)
