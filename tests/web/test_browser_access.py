"""Everybody can use it: contrast, names for screen readers, keyboard, small screens, one language a page."""

from __future__ import annotations

from typing import Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.web.browsing import ChatPage, open_chat

pytestmark = pytest.mark.browser

OFFICE_EXPENSES = "青山湖区政府办2021年办公费是多少？"
COMPARED = "雾山区教育局2023年的钱花在哪些方面？"
UNCLEAR = "公务接待费是多少？"
ENGLISH = "What were the office expenses of 青山湖区政府办 in 2021?"


def judge(chat: ChatPage) -> None:
    for measure in ("lowContrast", "unnamed", "otherLanguage", "wider", "smallTargets"):
        assert chat.measure(measure) == [], measure


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["zh-CN", "en-US"])
def test_everything_can_be_read(
    chromium: Browser, chat_url: str, scheme: Literal["light", "dark"], language: str
) -> None:
    context = chromium.new_context(
        viewport={"width": 1280, "height": 900}, locale=language, color_scheme=scheme
    )
    chat = open_chat(context, chat_url)
    judge(chat)
    chat.ask(ENGLISH if language == "en-US" else OFFICE_EXPENSES)
    chat.page.locator("[data-act=down]").click()
    expect(chat.page.locator("#suggestions .choice").first).to_be_visible()
    judge(chat)
    if language == "zh-CN":
        chat.ask(UNCLEAR)
        chat.ask(COMPARED)
        chat.page.locator("#history summary").click()
        judge(chat)
        chat.page.get_by_role("tab", name="文件").click()
        judge(chat)
    assert chat.complaints == []
    context.close()


# The page's language is chosen with the switch, against the browser's own: no word of the other is mixed in.
@pytest.mark.parametrize(
    ("path", "locale", "width", "scheme"),
    [("?lang=zh", "en-US", 360, "dark"), ("en/", "zh-CN", 1280, "light")],
)
def test_the_tabs_beside_the_chat_can_be_read(
    chromium: Browser, chat_url: str, path: str, locale: str, width: int, scheme: Literal["light", "dark"]
) -> None:
    context = chromium.new_context(
        viewport={"width": width, "height": 760}, locale=locale, color_scheme=scheme
    )
    chat = open_chat(context, chat_url + path)
    chat.ask(OFFICE_EXPENSES)  # so that there is something to see of the use
    page = chat.page
    open_tab(page, "lookup")
    page.locator("#way-search input, #way-search textarea").first.fill("公务接待费")
    page.locator("#way-search button.primary").click()
    page.locator("#found .place").first.click()
    expect(page.locator("#place img")).to_be_visible()
    judge(chat)
    ways = page.locator("#ways input")
    ways.nth(1).check()
    page.locator("#way-form .pick", has_text="2022").click()
    expect(page.locator("#form .place").first).to_be_visible()
    judge(chat)
    ways.nth(2).check()
    page.locator("#way-checks .pick", has_text="2023").click()
    expect(page.locator("#checks h3")).to_be_visible()
    judge(chat)
    ways.nth(3).check()
    for number in (1, 2):
        page.locator("#way-compare .pick[aria-pressed=false]", has_text="雾山").first.click()
        expect(page.locator("#way-compare .pick[aria-pressed=true]")).to_have_count(number)
    expect(page.locator("#comparison table").first).to_be_visible()
    judge(chat)
    open_tab(page, "documents")
    page.locator("#manage .pick").first.click()
    expect(page.locator("#manage button.primary")).to_be_visible()
    judge(chat)
    open_tab(page, "usage")
    page.locator("#tab-usage button").click()
    expect(page.locator("#usage table").first).to_be_visible()
    judge(chat)
    assert chat.complaints == []
    context.close()


def open_tab(page: Page, name: str) -> None:
    page.locator(f"#tab-{name}-button").click()


def test_the_english_page_gives_the_same_figure(visitor: BrowserContext, chat_url: str) -> None:
    chat = open_chat(visitor, chat_url)
    chinese = chat.ask(OFFICE_EXPENSES).locator(".headline strong").inner_text()
    chat.page.get_by_role("link", name="English").click()
    expect(chat.page).to_have_url(f"{chat_url}en/")
    expect(chat.page.locator("html")).to_have_attribute("lang", "en")
    expect(chat.answers).to_have_count(1)  # the conversation goes on in the other language
    english = chat.ask(ENGLISH)
    expect(english.locator(".headline")).to_contain_text(chinese)
    expect(english.locator(".headline")).to_contain_text("928,600 yuan")
    expect(chat.cited.locator("img")).to_have_js_property("complete", True)
    assert chat.cited.locator("img").evaluate("picture => picture.naturalWidth") > 200
    chat.page.get_by_role("link", name="中文").click()
    expect(chat.page.locator("html")).to_have_attribute("lang", "zh-CN")
    chat.page.goto(chat_url)
    expect(chat.page.locator("html")).to_have_attribute("lang", "zh-CN")


@pytest.mark.parametrize("width", [360, 1920])
def test_it_fits_a_phone_and_a_wide_screen(chromium: Browser, chat_url: str, width: int) -> None:
    context = chromium.new_context(viewport={"width": width, "height": 760}, locale="zh-CN")
    chat = open_chat(context, chat_url)
    judge(chat)
    chat.ask(COMPARED)
    expect(chat.box).to_be_in_viewport()
    judge(chat)
    chat.page.locator("#chat a.cite").first.click()
    expect(chat.cited).to_be_in_viewport()
    judge(chat)
    if width == 360:
        chat.page.get_by_role("button", name="收起").click()
        expect(chat.cited).to_have_count(0)
    context.close()


def test_the_keyboard_alone_is_enough(visitor: BrowserContext, chat_url: str) -> None:
    chat = open_chat(visitor, chat_url)
    page = chat.page
    expect(chat.box).to_be_focused()
    page.keyboard.type(OFFICE_EXPENSES)
    page.keyboard.press("Enter")
    expect(chat.answers).to_have_count(1)
    for _ in range(40):
        page.keyboard.press("Shift+Tab")
        if page.evaluate("document.activeElement.matches('#chat a.cite')"):
            break
    ring = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert ring == "solid"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.matches('#evidence .citation')")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("dialog.whole-page")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("dialog.whole-page")).to_have_count(0)
    assert page.evaluate("document.activeElement.matches('#evidence a.zoom')")
    page.get_by_role("tab", name="问答").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("tab", name="问答")).to_have_attribute("aria-selected", "false")


def test_what_gradio_says_in_english_is_put_into_the_language_of_the_page(
    visitor: BrowserContext, chat_url: str
) -> None:
    chat = open_chat(visitor, chat_url)
    visitor.set_offline(True)
    chat.box.fill(OFFICE_EXPENSES)
    chat.box.press("Enter")
    toast = chat.page.locator(".toast-body").first
    expect(toast).to_be_visible()
    assert chat.measure("otherLanguage") == []
    visitor.set_offline(False)
