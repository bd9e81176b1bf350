"""Prints how long a visitor waits, measured inside Chromium over bundled samples: medians of several visits.

first paint        navigation to first contentful paint, nothing in the browser's cache
first step         Enter in the question box to the first step that is visible
answer             Enter in the question box to the answer
evidence picture   request to last byte of the picture of a page that was not shown before
"""

from __future__ import annotations

import statistics
import sys

from playwright.sync_api import Browser, Page

from samples.bundled import OFFICE_EXPENSES, OFFICE_RECEPTIONS, SCHOOLS_EXPENDITURE
from tools.running_chat import ask, open_ready, running_browser, running_chat

VISITS = 5
QUESTIONS = (OFFICE_EXPENSES, OFFICE_RECEPTIONS, SCHOOLS_EXPENDITURE)
# Milliseconds from Enter to a selector that becomes visible, seen by the page itself at its next frame.
WATCH = """(selector) => new Promise((done) => {
  const count = document.querySelectorAll(selector).length;
  document.querySelector('#question textarea').addEventListener('keydown', () => {
    const begun = performance.now();
    const look = () => document.querySelectorAll(selector).length > count
      ? done(performance.now() - begun) : requestAnimationFrame(look);
    look();
  }, { once: true, capture: true });
})"""
PAINT = "performance.getEntriesByName('first-contentful-paint')[0].startTime"
PICTURES = """performance.getEntriesByType('resource')
  .filter((one) => one.name.includes('page-pictures')).map((one) => one.responseEnd - one.startTime)"""

Times = dict[str, list[float]]


def watched(page: Page, selector: str, question: str) -> float:
    """Milliseconds from asking to the selector."""
    page.evaluate(f"void (window.watched = ({WATCH})({selector!r}))")
    ask(page, question)
    return float(page.evaluate("window.watched"))


def visit(browser: Browser, url: str, times: Times) -> None:
    """One visitor: opens the page, asks, looks at the evidence."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="zh-CN")
    page = context.new_page()
    open_ready(page, url)
    times["first paint"].append(float(page.evaluate(PAINT)))
    for question in QUESTIONS:
        times["first step"].append(watched(page, "#chat .steps li", question))
        times["answer"].append(watched(page, "#chat article.answer", question))
    page.wait_for_function("[...document.images].filter(i => i.offsetParent).every(i => i.complete)")
    times["evidence picture"].extend(page.evaluate(PICTURES))
    context.close()


def main() -> int:
    """The table."""
    times: Times = {name: [] for name in ("first paint", "first step", "answer", "evidence picture")}
    with running_browser() as browser, running_chat() as url:
        for _ in range(VISITS):
            visit(browser, url, times)
    sys.stdout.write(f"{'':18}{'median':>10}{'longest':>10}{'measured':>10}\n")
    for name, found in times.items():
        median, longest = statistics.median(found), max(found)
        sys.stdout.write(f"{name:18}{median:>7.0f} ms{longest:>7.0f} ms{len(found):>10}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
