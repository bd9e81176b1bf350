"""Which language's page a browser gets: Chinese at the root, English under /en/, chosen once by the browser.

A cookie keeps the choice made with the switch; without one the browser's own preference decides, and a
program that states no preference gets the Chinese page.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from fastapi import FastAPI, Request, Response
from fastapi.responses import RedirectResponse

from web.serving.opening import spoken
from web.texts import CHINESE, ENGLISH, LANGUAGES, load_texts

COOKIE = "language"
ENGLISH_PATH = f"/{ENGLISH}"
_YEAR = 365 * 24 * 3600


def preferred(accept_language: str) -> str:
    """The first of our languages in an Accept-Language header by its weights; Chinese where it names neither,
    except that a browser of a third language gets English."""
    weighted = []
    for position, part in enumerate(accept_language.split(",")):
        tag, _, weight = part.partition(";q=")
        try:
            weighted.append((-float(weight or 1), position, tag.strip().partition("-")[0].lower()))
        except ValueError:
            continue
    wanted = [tag for _, _, tag in sorted(weighted) if tag and tag != "*"]
    return next((tag for tag in wanted if tag in LANGUAGES), ENGLISH if wanted else CHINESE)


def choose_language(server: FastAPI) -> None:
    """Send a browser that opens the root to its language's page; keep what the switch chose."""

    @server.middleware("http")
    async def choose(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
        path = request.scope["path"].removeprefix(request.scope.get("root_path", ""))
        if request.method != "GET" or path not in ("/", ENGLISH_PATH, f"{ENGLISH_PATH}/"):
            return await call_next(request)
        chosen = ENGLISH if path != "/" else request.query_params.get("lang")
        stated = (said for said in (chosen, request.cookies.get(COOKIE)) if said in LANGUAGES)
        language = next(stated, None) or preferred(request.headers.get("accept-language", ""))
        query = f"?{request.url.query}" if request.url.query else ""
        if language == ENGLISH and path != f"{ENGLISH_PATH}/":
            return RedirectResponse(f"{ENGLISH}/{query}")
        response = await spoken(await call_next(request), load_texts(language)("html_lang"))
        if chosen in LANGUAGES:
            response.set_cookie(COOKIE, chosen, max_age=_YEAR, httponly=True, samesite="lax")
        return response
