"""Too many requests of one client are turned away before they cost anything."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse

from index.config import Settings
from web.operating.events import event
from web.operating.limits import ClientLimit
from web.serving.languages import ENGLISH_PATH
from web.texts import CHINESE, ENGLISH, load_texts

# What makes the server work: the page's events, the endpoints for programs, uploads.
_WORK = tuple(f"/gradio_api/{name}" for name in ("queue/join", "call/", "run/", "upload", "mcp"))


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
