"""Takes the pictures in docs/ for the README: the real chat over bundled samples, in Debian's Chromium."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import Literal, NamedTuple

from playwright.sync_api import Browser

from samples.bundled import OFFICE_EXPENSES, OFFICE_EXPENSES_ENGLISH, SCHOOLS_USES
from tools.running_chat import ROOT, ask, open_ready, running_browser, running_chat

DOCS = ROOT / "docs"
SETTLING = 800  # ms: the page scrolls smoothly to the answer, and a list is filled anew after a click


class Step(NamedTuple):
    """Where one clicks, or types the text."""

    selector: str
    text: str | None = None


@dataclass(frozen=True)
class Shot:
    """One picture: what is asked, what is clicked and typed then, in which window."""

    name: str
    questions: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()
    width: int = 1366
    height: int = 820
    scheme: Literal["light", "dark"] = "light"
    locale: str = "zh-CN"


def _way(number: int) -> tuple[Step, ...]:
    """To one of the four ways of looking up."""
    return Step("#tab-lookup-button"), Step(f"#ways label:nth-child({number})")


def _picked(way: str, words: str) -> Step:
    """A disclosure out of the list."""
    return Step(f"#way-{way} .pick[aria-pressed=false]:has-text('{words}')")


SHOTS = (
    Shot("answer", (OFFICE_EXPENSES,)),
    Shot("chart", (SCHOOLS_USES,), height=1060),
    Shot("page", (OFFICE_EXPENSES,), (Step("#evidence a.zoom"),)),
    Shot("dark", (OFFICE_EXPENSES, "公务接待费是多少？"), scheme="dark"),
    Shot("english", (OFFICE_EXPENSES_ENGLISH,), locale="en-US"),
    Shot("phone", (OFFICE_EXPENSES,), width=360, height=780),
    Shot("phone-evidence", (OFFICE_EXPENSES,), (Step("#chat a.cite"),), width=360, height=780),
    Shot(
        "search",
        steps=(
            Step("#tab-lookup-button"),
            Step("#way-search textarea", "公务接待费"),
            Step("#way-search button.primary"),
            Step("#found .place"),
        ),
    ),
    Shot("form", steps=(*_way(2), _picked("form", "2022"), Step("#form .place"))),
    Shot("checks", steps=(*_way(3), _picked("checks", "2021"), Step("#checks .place"))),
    Shot(
        "compare",
        steps=(
            *_way(4),
            *(_picked("compare", year) for year in ("2022", "2023")),
            Step("#comparison .place"),
        ),
    ),
    Shot("documents", steps=(Step("#tab-documents-button"), Step("#manage .pick"))),
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
    if shot.questions:
        page.locator("#suggestions .choice, #chat .choice").first.wait_for()
    for selector, text in shot.steps:
        place = page.locator(selector).first
        if text is None:
            place.click()
        else:
            place.fill(text)
        page.wait_for_timeout(SETTLING)
    page.wait_for_function("[...document.images].filter(i => i.offsetParent).every(i => i.complete)")
    page.wait_for_timeout(SETTLING)
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
