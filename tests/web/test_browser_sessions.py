"""Ten visitors at once: each sees their own conversation and evidence, and nobody else's."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from tests.web.browsing import ChatPage, open_chat

pytestmark = pytest.mark.browser

DEPARTMENT = "青山湖区政府办2021年"
ITEMS = (
    "办公费",
    "印刷费",
    "差旅费",
    "会议费",
    "公务接待费",
    "劳务费",
    "工会经费",
    "福利费",
    "基本工资",
    "住房公积金",
)


def own_sight(chat: ChatPage) -> tuple[str, str]:
    return chat.page.locator("#chat").inner_text(), chat.page.locator("#evidence").inner_text()


def test_ten_visitors_at_once_see_only_their_own(chromium: Browser, chat_url: str) -> None:
    contexts = [chromium.new_context(viewport={"width": 900, "height": 700}, locale="zh-CN") for _ in ITEMS]
    chats = [open_chat(context, chat_url) for context in contexts]
    for chat, item in zip(chats, ITEMS, strict=True):
        chat.box.fill(f"{DEPARTMENT}{item}是多少？")
    for chat in chats:
        chat.box.press("Enter")
    for chat, item in zip(chats, ITEMS, strict=True):
        expect(chat.answers).to_have_count(1)
        expect(chat.page.locator("#chat .asked")).to_have_text(f"{DEPARTMENT}{item}是多少？")
        expect(chat.cited.first).to_contain_text(item)
    for chat, item in zip(chats, ITEMS, strict=True):
        said, shown = own_sight(chat)
        for other in ITEMS:
            if other != item:
                assert f"{DEPARTMENT}{other}" not in said
                assert f"{DEPARTMENT}{other}" not in shown
        kept = chat.page.evaluate("localStorage.getItem('disclosure-qa.conversations')") or ""
        assert sum(f"{DEPARTMENT}{other}" in kept for other in ITEMS) <= 1
    for context in contexts:
        context.close()
