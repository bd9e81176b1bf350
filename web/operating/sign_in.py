"""Signing in and out: a small page of its own, a signed session cookie, and the guard before the rest."""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable
from html import escape
from importlib import resources
from pathlib import Path
from string import Template
from typing import Annotated
from urllib.parse import quote, urlsplit

from fastapi import FastAPI, Form, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse
from starlette.middleware.sessions import SessionMiddleware

from index.config import Settings
from web.operating.access import Access, Right
from web.operating.limits import ClientLimit
from web.serving.languages import COOKIE, preferred
from web.texts import LANGUAGES, Texts, load_texts

Next = Callable[[Request], Awaitable[Response]]

_OPEN = ("/login", "/logout", "/healthz", "/readyz")
_ATTEMPTS = "5/minute"
_SESSION_SECONDS = 12 * 3600


def session_key(data_dir: Path) -> str:
    """The key that signs sessions, made once and readable by this user alone."""
    path = data_dir / "session.key"
    if not path.is_file():
        data_dir.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_hex(32), encoding="ascii")
    return path.read_text(encoding="ascii")


def serve_sign_in(server: FastAPI, settings: Settings, access: Access) -> None:
    """The guard, `/login` and `/logout`. Without users there is nobody to sign in and nothing is added."""
    if not access.users:
        return
    _add_guard(server, access)
    # Added after the guard, so that the session is there before the guard looks at it.
    server.add_middleware(
        SessionMiddleware,
        secret_key=session_key(settings.data_dir),
        session_cookie="disclosure_qa",
        max_age=_SESSION_SECONDS,
        same_site="lax",
        https_only=settings.secure_cookies,
    )
    _add_forms(server, access)


def _add_guard(server: FastAPI, access: Access) -> None:
    @server.middleware("http")
    async def guard(request: Request, call_next: Next) -> Response:
        if request.url.path in _OPEN or access.may(request, Right.READ):
            return await call_next(request)
        if request.method == "GET" and "text/html" in request.headers.get("accept", ""):
            return RedirectResponse(f"/login?next={quote(request.url.path)}", status_code=303)
        return JSONResponse({"detail": _texts(request)("sign_in_needed")}, status_code=401)


def _add_forms(server: FastAPI, access: Access) -> None:
    attempts = ClientLimit(_ATTEMPTS)

    @server.get("/login")
    def show(request: Request) -> HTMLResponse:
        return _form(request, request.query_params.get("next", "/"))

    @server.post("/login")
    def enter(
        request: Request,
        name: Annotated[str, Form()] = "",
        password: Annotated[str, Form()] = "",
        after: Annotated[str, Form(alias="next")] = "/",
    ) -> Response:
        if not _same_origin(request):
            return _form(request, "/", 403, "sign_in_needed")
        if wait := attempts.seconds_to_wait(request.client.host if request.client else ""):
            return _form(request, after, 429, "sign_in_too_often", seconds=wait)
        if not access.sign_in(request, name.strip(), password):
            return _form(request, after, 401, "sign_in_wrong")
        return RedirectResponse(_local(after), status_code=303)

    @server.post("/logout")
    def leave(request: Request) -> Response:
        access.sign_out(request)
        return RedirectResponse("/", status_code=303)


def _texts(request: Request) -> Texts:
    kept = request.cookies.get(COOKIE)
    return load_texts(kept if kept in LANGUAGES else preferred(request.headers.get("accept-language", "")))


def _local(address: str) -> str:
    """Only addresses of this server are returned to."""
    parts = urlsplit(address)
    return address if not parts.scheme and not parts.netloc and address.startswith("/") else "/"


def _same_origin(request: Request) -> bool:
    """Forms of other sites cannot sign anybody in."""
    origin = request.headers.get("origin")
    return origin in {None, "null"} or urlsplit(origin or "").netloc == request.headers.get("host")


def _form(
    request: Request, after: str, status: int = 200, error: str = "", **variables: object
) -> HTMLResponse:
    texts = _texts(request)
    said = f'<p class="error" role="alert">{escape(texts(error, **variables))}</p>' if error else ""
    keys = ("title", "sign_in_title", "sign_in_name", "sign_in_password", "sign_in")
    page = Template(resources.files("web.operating").joinpath("sign_in.html").read_text(encoding="utf-8"))
    filled = page.substitute(
        {key: escape(texts(key)) for key in keys},
        language=texts.language,
        error=said,
        after=escape(_local(after)),
    )
    return HTMLResponse(filled, status_code=status)
