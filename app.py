"""Starts the web chat: `python app.py` (HOST, PORT and the other settings come from the environment)."""

from __future__ import annotations

import contextlib
import logging
import socket
import sys
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

import uvicorn
from fastapi import FastAPI

from index.config import Settings, load_settings
from index.errors import DisclosureQAError, SettingError
from web.loading import AssistantLoader
from web.operating.events import set_up_events
from web.texts import Texts, load_texts

if TYPE_CHECKING:  # the pipeline brings the libraries that take seconds to import: the page comes first
    from qa.pipeline import Assistant

STOP_SECONDS = 2


class Console:
    """Prints one line a step, with the seconds since the start."""

    def __init__(self) -> None:
        self._started = time.monotonic()

    def __call__(self, text: str) -> None:
        """Print one line."""
        sys.stdout.write(f"[{time.monotonic() - self._started:5.1f} s] {text}\n")
        sys.stdout.flush()


class ChatServer(uvicorn.Server):
    """Tells when the page can be reached, and only then starts what takes long."""

    def __init__(self, application: FastAPI, settings: Settings, when_listening: Callable[[], None]) -> None:
        config = uvicorn.Config(
            application,
            host=settings.host,
            port=settings.port,
            log_level="warning",
            # An open page holds a connection for good; without a limit the server would never stop.
            timeout_graceful_shutdown=STOP_SECONDS,
        )
        super().__init__(config)
        self._when_listening = when_listening

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Bind the port, then go on."""
        await super().startup(sockets)
        if self.started:
            self._when_listening()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Stop; the connections of open pages are cut on purpose, which uvicorn would report as errors."""
        logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)
        await super().shutdown(sockets)


def port_is_free(settings: Settings) -> bool:
    """Asked before anything is loaded: a taken port should be told at once."""
    with socket.socket(socket.AF_INET6 if ":" in settings.host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError:
            return False
    return True


def serve(settings: Settings, texts: Texts, say: Callable[[str], None]) -> None:
    """Serve until stopped."""
    from web.server import build_server  # takes seconds: the console should speak before

    def open_assistant() -> Assistant:
        from qa.pipeline import Assistant

        return Assistant.open(settings)

    loader = AssistantLoader(open_assistant, texts, say)

    def listening() -> None:
        say(texts("address", url=f"http://{settings.host}:{settings.port}"))
        loader.start()

    server = ChatServer(build_server(settings, loader), settings, listening)
    with contextlib.suppress(KeyboardInterrupt):  # Ctrl-C is how it is stopped, no error
        server.run()


def main() -> int:
    """0 when stopped by the user, 1 when it could not start."""
    texts = load_texts()
    try:
        settings = load_settings()
    except SettingError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    if not port_is_free(settings):
        sys.stderr.write(texts("error_port_taken", port=settings.port) + "\n")
        return 1
    say = Console()
    say(texts("starting"))
    set_up_events(settings)
    try:
        serve(settings, texts, say)
    except DisclosureQAError as error:  # a setting that cannot be understood
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
