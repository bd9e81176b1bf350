"""What people do with answers, in a real browser: compare, correct, ask again, stop, keep, share, judge."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from index.config import Settings
from qa.pipeline import Assistant
from tests.web.browsing import ChatPage, open_chat, served
from web.chat.feedback import FILE_NAME
from web.loading import AssistantLoader
from web.server import build_server
from web.texts import load_texts

pytestmark = pytest.mark.browser

OFFICE_EXPENSES = "青山湖区政府办2021年办公费是多少？"


@pytest.fixture
def chat(visitor: BrowserContext, chat_url: str) -> ChatPage:
    """The page, open and ready."""
    return open_chat(visitor, chat_url)


def test_figures_stand_side_by_side_with_bars_and_each_opens_its_cell(chat: ChatPage) -> None:
    answer = chat.ask("雾山区教育局2023年的钱花在哪些方面？")
    rows = answer.locator(".figures tbody tr")
    assert rows.count() >= 3
    widths = rows.locator(".bar span").evaluate_all("bars => bars.map(bar => bar.offsetWidth)")
    assert widths == sorted(widths, reverse=True)
    last = rows.last
    figure = last.locator(".figure").inner_text().split("[")[0].strip()
    last.locator("a.cite").click()
    expect(chat.cited.locator("dd").last).to_contain_text(figure)


def test_suggestions_lead_on_and_are_answered(chat: ChatPage) -> None:
    chat.ask(OFFICE_EXPENSES)
    suggestion = chat.page.locator("#suggestions .choice").first
    question = suggestion.inner_text()
    suggestion.click()
    expect(chat.page.locator("#chat .asked").last).to_have_text(question)
    expect(chat.answers).to_have_count(2)
    expect(chat.answers.last).to_have_class("answer answered")


def test_a_question_is_edited_in_its_place(chat: ChatPage) -> None:
    chat.ask(OFFICE_EXPENSES)
    chat.action("修改").click()
    expect(chat.box).to_have_value(OFFICE_EXPENSES)
    expect(chat.box).to_be_focused()
    chat.action("不改了").click()
    expect(chat.box).to_have_value("")
    chat.action("修改").click()
    expect(chat.box).to_have_value(OFFICE_EXPENSES)
    chat.box.fill("青山湖区政府办2021年印刷费是多少？")
    chat.box.press("Enter")
    expect(chat.cited.locator("dd").first).to_have_text("印刷费")
    expect(chat.answers).to_have_count(1)


def test_a_question_is_asked_again_and_its_answer_copied(chat: ChatPage) -> None:
    chat.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    chat.ask(OFFICE_EXPENSES)
    chat.action("再问一次").click()
    expect(chat.page.locator("#suggestions .choice").first).to_be_visible()
    expect(chat.answers).to_have_count(1)
    chat.action("复制").first.click()
    expect(chat.page.locator("#spoken")).to_contain_text("已复制")
    chat.page.locator("[data-act=copy]").click()
    copied = chat.page.evaluate("navigator.clipboard.readText()")
    assert "92.86 万元" in copied
    assert "[1] " in copied


def test_a_link_reopens_the_question_with_its_evidence(
    chat: ChatPage, chromium: Browser, chat_url: str
) -> None:
    chat.ask(OFFICE_EXPENSES)
    chat.ask("印刷费呢？")
    link = chat.page.locator("[data-act=link]").last.get_attribute("data-text") or ""
    assert parse_qs(urlsplit(link).query)["after"] == [OFFICE_EXPENSES]
    context = chromium.new_context(locale="zh-CN")
    other = open_chat(context, chat_url + link)
    expect(other.cited.locator("dd").first).to_have_text("印刷费")
    expect(other.page.locator("#chat .changed")).to_have_count(0)
    assert "?" not in other.page.url
    stale = chat_url + link.replace(quote("印刷费|"), quote("印刷费（旧）|"))
    other.page.goto(stale)
    expect(other.page.locator("#chat .changed")).to_contain_text("印刷费（旧）")
    context.close()


def test_terms_are_explained_on_hover_on_focus_and_until_escape(chat: ChatPage) -> None:
    answer = chat.ask("雾山区教育局2023年机关运行经费是多少？")
    term = answer.locator("button.term", has_text="机关运行经费").first
    bubble = chat.page.locator(".meaning")
    term.hover()
    expect(bubble).to_contain_text("机关运行经费")
    chat.page.mouse.move(2, 2)
    expect(bubble).to_have_count(0)
    term.focus()
    expect(bubble).to_be_visible()
    described = term.get_attribute("aria-describedby")
    expect(chat.page.locator(f"#{described}")).to_contain_text("机关运行经费")
    chat.page.keyboard.press("Escape")
    expect(bubble).to_have_count(0)


def test_a_thumb_is_kept_with_its_reason_and_the_question_only_when_agreed(
    chat: ChatPage, sample_index: Path
) -> None:
    chat.ask(OFFICE_EXPENSES)
    chat.page.locator("[data-act=up]").click()
    expect(chat.page.locator("#chat .thanks")).to_be_visible()
    chat.ask("印刷费呢？")
    chat.page.locator("[data-act=down]").last.click()
    chat.page.get_by_label("数字不对").check()
    chat.page.get_by_label("把这个问题的文字也留下").check()
    chat.page.get_by_role("button", name="提交").click()
    expect(chat.page.locator("#chat .thanks")).to_be_visible()
    kept = sample_index / FILE_NAME
    deadline = time.monotonic() + 60
    while not kept.exists() or len(kept.read_text(encoding="utf-8").splitlines()) < 2:
        assert time.monotonic() < deadline
        time.sleep(0.1)
    up, down = (json.loads(line) for line in kept.read_text(encoding="utf-8").splitlines())
    assert (up["verdict"], up["documents"]) == ("up", ["qingshanhu-office-2021"])
    assert "question" not in up
    assert (down["verdict"], down["reason"], down["question"]) == ("down", "wrong_figure", "印刷费呢？")


def test_conversations_are_kept_in_the_browser_and_opened_again(chat: ChatPage) -> None:
    page = chat.page
    chat.ask(OFFICE_EXPENSES)
    expect(page.locator("#history summary")).to_contain_text("(1)")
    page.reload()
    expect(chat.answers).to_have_count(1)
    expect(chat.cited.locator("dd").first).to_have_text("办公费")
    page.get_by_role("button", name="新对话").click()
    expect(chat.answers).to_have_count(0)
    expect(page.locator("#welcome .choice").first).to_be_visible()
    chat.ask("雾山区教育局2023年支出合计是多少？")
    page.locator("#history summary").click()
    expect(page.locator("#history li")).to_have_count(2)
    page.locator("#history li .open", has_text="办公费").click()
    expect(page.locator("#chat .asked")).to_have_text(OFFICE_EXPENSES)
    assert "22.94" in chat.ask("印刷费呢？").inner_text()  # the conversation goes on where it stood
    page.locator("#history summary").click()
    page.get_by_role("button", name="全部删除").click()
    assert page.evaluate("localStorage.getItem('disclosure-qa.conversations')") == "[]"


LEAVE_WITH_THE_ANSWER = """() => new MutationObserver((_, watching) => {
  if (!document.querySelector("#chat article.answer")) return;
  watching.disconnect();
  document.querySelector("a.language").click();
}).observe(document.querySelector("#chat"), { childList: true, subtree: true })"""


def test_an_answer_that_was_seen_is_kept_however_soon_one_leaves(chat: ChatPage, chat_url: str) -> None:
    page = chat.page
    page.evaluate(LEAVE_WITH_THE_ANSWER)
    chat.box.fill(OFFICE_EXPENSES)
    chat.box.press("Enter")
    expect(page).to_have_url(f"{chat_url}en/")
    expect(page.locator("#chat .headline strong")).to_have_text("92.86 万元")


@contextmanager
def waiting_chat(data: Path, gate: threading.Event) -> Iterator[str]:
    """The chat over an assistant that is not there before the gate opens."""
    settings = Settings(data_dir=data)
    texts = load_texts()
    assistant = Assistant.open(settings)
    assistant.ask(OFFICE_EXPENSES)  # what is slow the first time is not what is tested

    def open_late() -> Assistant:
        gate.wait()
        return assistant

    loader = AssistantLoader(open_late, texts, lambda _: None)
    loader.start()
    try:
        with served(build_server(settings, loader)) as url:
            yield url
    finally:
        gate.set()


def test_what_goes_on_is_shown_and_can_be_stopped(visitor: BrowserContext, sample_index: Path) -> None:
    gate = threading.Event()
    with waiting_chat(sample_index, gate) as url:
        chat = open_chat(visitor, url, ready=False)
        expect(chat.page.locator("#welcome")).to_contain_text("读取索引")
        chat.box.fill(OFFICE_EXPENSES)
        chat.box.press("Enter")
        expect(chat.page.locator("#chat .running .steps li")).to_have_text("等待索引与模型就绪")
        expect(chat.page.locator("#spoken")).to_have_text("等待索引与模型就绪")
        chat.page.get_by_role("button", name="停止").click()
        expect(chat.answers).to_contain_text("停下")
        gate.set()
        expect(chat.page.locator("#question .submit-button")).to_be_visible()
        expect(chat.page.locator("#welcome .choice").first).to_be_attached()
        chat.action("再问一次").click()
        expect(chat.answers).to_contain_text("92.86 万元")
        expect(chat.answers).to_have_count(1)
        expect(chat.page.locator("#spoken")).to_contain_text("92.86 万元")
        visitor.close()
