"""The chat as a visitor drives it, and what can be measured of a page: contrast, names, languages."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import uvicorn
from fastapi import FastAPI
from playwright.sync_api import BrowserContext, Locator, Page, expect

expect.set_options(timeout=120_000)  # a busy machine is slow, not wrong

MEASURES = (Path(__file__).parent / "measures.js").read_text(encoding="utf-8")


@dataclass
class ChatPage:
    """A page of the chat with what the browser asked for and complained about."""

    page: Page
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def ask(self, question: str) -> Locator:
        """Ask, wait for the answer (or notice) and give it."""
        before = self.answers.count()
        self.box.fill(question)
        self.box.press("Enter")
        expect(self.answers).to_have_count(before + 1)
        expect(self.page.locator("#question .submit-button")).to_be_visible()
        return self.answers.nth(before)

    @property
    def answers(self) -> Locator:
        """All answers and notices of the conversation."""
        return self.page.locator("#chat article.answer")

    @property
    def box(self) -> Locator:
        """Where questions are typed."""
        return self.page.locator("#question textarea")

    @property
    def cited(self) -> Locator:
        """The citation that the evidence panel shows."""
        return self.page.locator("#evidence .citation:visible")

    def action(self, name: str) -> Locator:
        """The last button of a name below answers and questions."""
        return self.page.locator("#chat button.action", has_text=name).last

    def measure(self, name: str) -> list[str]:
        """What `measures.js` finds wrong; empty where all is well."""
        found: list[str] = self.page.evaluate(f"() => {{ {MEASURES}; return {name}(); }}")
        return found


def open_chat(visitor: BrowserContext, url: str, *, ready: bool = True) -> ChatPage:
    """A page of the chat, with its examples shown where it should be ready."""
    chat = ChatPage(visitor.new_page())
    chat.page.on("request", lambda request: chat.requests.append(request.url))
    chat.page.on("pageerror", lambda error: chat.complaints.append(str(error)))
    chat.page.on(
        "console",
        lambda message: chat.complaints.append(message.text) if message.type == "error" else None,
    )
    chat.page.goto(url)
    if ready:
        expect(chat.page.locator("#welcome .choice").first).to_be_attached()
    return chat


@contextmanager
def served(server: FastAPI) -> Iterator[str]:
    """The address of a server inside this process: quicker than a process of its own."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    config = uvicorn.Config(server, port=port, log_level="critical", timeout_graceful_shutdown=1)
    running = uvicorn.Server(config)
    thread = threading.Thread(target=running.run, daemon=True)
    thread.start()
    while not running.started:
        assert thread.is_alive()
        time.sleep(0.05)
    try:
        yield f"http://127.0.0.1:{port}/"
    finally:
        running.should_exit = True
        thread.join(timeout=30)
