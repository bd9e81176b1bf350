"""Takes the pictures in docs/ for the README: the real chat over bundled samples, in Debian's Chromium."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import Literal

from playwright.sync_api import Browser

from samples.bundled import OFFICE_EXPENSES, OFFICE_EXPENSES_ENGLISH, SCHOOLS_USES
from tools.running_chat import ROOT, ask, open_ready, running_browser, running_chat

DOCS = ROOT / "docs"


@dataclass(frozen=True)
class Shot:
    """One picture: what is asked, what is clicked then, in which window."""

    name: str
    questions: tuple[str, ...]
    clicks: tuple[str, ...] = ()
    width: int = 1366
    height: int = 820
    scheme: Literal["light", "dark"] = "light"
    locale: str = "zh-CN"


SHOTS = (
    Shot("answer", (OFFICE_EXPENSES,)),
    Shot("chart", (SCHOOLS_USES,), height=1060),
    Shot("page", (OFFICE_EXPENSES,), clicks=("#evidence a.zoom",)),
    Shot("dark", (OFFICE_EXPENSES, "公务接待费是多少？"), scheme="dark"),
    Shot("english", (OFFICE_EXPENSES_ENGLISH,), locale="en-US"),
    Shot("phone", (OFFICE_EXPENSES,), width=360, height=780),
    Shot("phone-evidence", (OFFICE_EXPENSES,), clicks=("#chat a.cite",), width=360, height=780),
)


def take(browser: Browser, url: str, shot: Shot) -> None:
    """Ask, click and photograph."""
    context = browser.new_context(
        viewport={"width": shot.width, "height": shot.height}, locale=shot.locale, color_scheme=shot.scheme
    )
    page = context.new_page()
    open_ready(page, url)
    for question in shot.questions:
        ask(page, question)
    page.locator("#suggestions .choice, #chat .choice").first.wait_for()
    for selector in shot.clicks:
        page.locator(selector).first.click()
    page.wait_for_function("[...document.images].filter(i => i.offsetParent).every(i => i.complete)")
    page.wait_for_timeout(800)  # the page scrolls smoothly to the answer
    page.screenshot(path=DOCS / f"{shot.name}.png")
    context.close()


def main() -> int:
    """All pictures."""
    DOCS.mkdir(exist_ok=True)
    with running_browser() as browser, running_chat() as url:
        for shot in SHOTS:
            take(browser, url, shot)
    return 0


if __name__ == "__main__":
    sys.exit(main())
