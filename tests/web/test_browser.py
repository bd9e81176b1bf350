"""The chat in a real browser, over an index of bundled disclosures."""

from __future__ import annotations

import io
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from PIL import Image
from playwright.sync_api import BrowserContext, expect

from index.pictures import OUTLINE, SCALE
from index.store.facts import FactStore
from tests.web.browsing import ChatPage, open_chat

pytestmark = pytest.mark.browser

OFFICE_EXPENSES = "青山湖区政府办2021年办公费是多少？"
DOC_ID = "qingshanhu-office-2021"


@pytest.fixture
def chat(visitor: BrowserContext, chat_url: str) -> ChatPage:
    """The page, open and ready."""
    return open_chat(visitor, chat_url)


def boxed_pixels(png: bytes, colour: tuple[int, int, int]) -> list[tuple[int, int]]:
    """Where a picture shows the outline's colour on white paper."""
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    near = (
        (x, y)
        for y in range(picture.height)
        for x in range(picture.width)
        if all(abs(a - b) < 25 for a, b in zip(picture.getpixel((x, y)), colour, strict=True))
    )
    return list(near)


def outline_colour() -> tuple[int, int, int]:
    """The half transparent outline as it looks on white."""
    red, green, blue, alpha = OUTLINE
    return tuple(round(255 - (255 - part) * alpha / 255) for part in (red, green, blue))  # type: ignore[return-value]


def test_the_figure_is_answered_with_its_cell_boxed_on_its_page(chat: ChatPage, sample_index: Path) -> None:
    answer = chat.ask(OFFICE_EXPENSES)
    expect(answer).to_contain_text("92.86 万元")
    expect(chat.cited).to_contain_text("一般公共预算财政拨款基本支出决算表")
    expect(chat.cited.locator("dd").first).to_have_text("办公费")
    expect(chat.cited.locator("dd").last).to_have_text("92.86 万元")

    cell = next(
        cell
        for cell in FactStore(sample_index).find_cells(doc_ids=[DOC_ID], labels=["办公费"])
        if cell.text == "92.86"
    )
    whole = chat.cited.locator("a.zoom").get_attribute("href") or ""
    address = urlsplit(whole)
    assert address.path == f"./page-pictures/{DOC_ID}/{cell.page}.png"
    box = [float(part) for part in parse_qs(address.query)["box"][0].split(",")]
    assert box == pytest.approx(cell.bbox, abs=0.01)

    png = chat.page.request.get(f"{chat.page.url}{whole}").body()
    outline = boxed_pixels(png, outline_colour())
    edges = (
        (min(x for x, _ in outline), min(y for _, y in outline)),
        (
            max(x for x, _ in outline),
            max(y for _, y in outline),
        ),
    )
    expected = [edge * SCALE for edge in cell.bbox]
    assert [*edges[0], *edges[1]] == pytest.approx(expected, abs=4 * SCALE)


def test_the_picture_opens_as_a_whole_page_that_can_be_enlarged_and_turned(chat: ChatPage) -> None:
    chat.ask("雾山区教育局2023年和2022年公务接待费哪年多？")
    beside = chat.cited.locator("img")
    expect(beside).to_have_js_property("complete", True)
    assert beside.evaluate("picture => picture.naturalWidth") > 200
    chat.cited.locator("a.zoom").click()
    whole = chat.page.locator("dialog.whole-page")
    expect(whole.locator("img")).to_have_js_property("complete", True)
    first = whole.locator("img").get_attribute("src")
    width = "picture => picture.clientWidth"
    before = whole.locator("img").evaluate(width)
    whole.get_by_role("button", name="放大").click()
    assert whole.locator("img").evaluate(width) > before
    whole.get_by_role("button", name="下一条").click()
    assert whole.locator("img").get_attribute("src") != first
    chat.page.keyboard.press("Escape")
    expect(whole).to_have_count(0)


def test_the_original_opens_at_the_page_of_the_cell(chat: ChatPage) -> None:
    chat.ask(OFFICE_EXPENSES)
    address = chat.cited.locator(".original a").evaluate("link => link.href")
    assert address.endswith("#page=11")
    response = chat.page.request.get(address)
    assert response.headers["content-type"] == "application/pdf"
    assert response.headers["content-disposition"].startswith("inline")
    assert response.body().startswith(b"%PDF-")


def test_what_is_not_disclosed_is_refused_visibly(chat: ChatPage) -> None:
    answer = chat.ask("雾山区教育局2035年的支出是多少？")
    expect(answer).to_have_class("answer refused")
    expect(answer.locator(".badge")).to_be_visible()
    expect(answer).to_contain_text("2035")
    expect(chat.page.locator("#evidence")).to_contain_text("没有引用原文")


def test_an_unclear_question_is_asked_back_with_options_to_click(chat: ChatPage) -> None:
    answer = chat.ask("公务接待费是多少？")
    expect(answer).to_have_class("answer clarify")
    option = chat.page.locator("#chat .choice").first
    reading = option.inner_text()
    option.click()
    expect(chat.page.locator("#chat .asked").last).to_have_text(reading)
    expect(chat.page.locator("#chat .answer")).to_have_count(2)
    expect(chat.page.locator("#chat .answer").last).to_have_class("answer answered")


def test_an_example_is_asked_by_a_click(chat: ChatPage) -> None:
    example = chat.page.locator("#welcome .choice").first
    question = example.inner_text()
    example.click()
    expect(chat.page.locator("#chat .asked")).to_have_text(question)
    expect(chat.page.locator("#chat .answer")).to_have_class("answer answered")


def test_evidence_of_an_earlier_answer_comes_back_with_its_mark(chat: ChatPage) -> None:
    first = chat.ask(OFFICE_EXPENSES)
    chat.ask("印刷费呢？")
    expect(chat.cited.locator("dd").first).to_have_text("印刷费")
    first.locator("a.cite").first.click()
    expect(chat.cited.locator("dd").first).to_have_text("办公费")


def test_bad_questions_are_told_and_nothing_is_lost(chat: ChatPage) -> None:
    notice = chat.ask("   ")
    expect(notice).to_contain_text("请先写下问题")
    long_question = "青山湖区" * 2500
    notice = chat.ask(long_question)
    expect(notice).to_contain_text("最多 2000 个字")
    expect(chat.page.locator("#question textarea")).to_have_value(long_question)
    expect(chat.ask(OFFICE_EXPENSES)).to_contain_text("92.86 万元")


def test_markup_in_a_question_stays_text(chat: ChatPage) -> None:
    markup = '<img src=x onerror="window.broken=1"> **办公费**'
    chat.ask(markup)
    expect(chat.page.locator("#chat .asked").last).to_have_text(markup)
    assert chat.page.evaluate("window.broken") is None


def test_nothing_leaves_the_machine_and_nothing_complains(chat: ChatPage) -> None:
    chat.ask(OFFICE_EXPENSES)
    expect(chat.cited.locator("img")).to_have_js_property("complete", True)
    hosts = {urlsplit(url).hostname for url in chat.requests if not url.startswith(("data:", "blob:"))}
    assert hosts == {"127.0.0.1"}
    assert chat.complaints == []


def test_documents_are_listed(chat: ChatPage) -> None:
    chat.page.get_by_role("tab", name="文件").click()
    rows = chat.page.locator("#documents tbody tr")
    expect(rows).to_have_count(3)
    expect(chat.page.locator("#documents .invented")).to_have_count(2)


def test_two_visitors_see_nothing_of_each_other(chat: ChatPage, chat_url: str) -> None:
    chat.ask(OFFICE_EXPENSES)
    browser = chat.page.context.browser
    assert browser is not None
    other = browser.new_context(locale="zh-CN").new_page()
    other.goto(chat_url)
    expect(other.locator("#welcome .choice").first).to_be_visible()
    expect(other.locator("#chat .answer")).to_have_count(0)
    expect(other.locator("#evidence .citation")).to_have_count(0)
    other.context.close()


def test_a_phone_shows_everything_without_scrolling_sideways(chat: ChatPage) -> None:
    chat.page.set_viewport_size({"width": 360, "height": 760})
    chat.ask(OFFICE_EXPENSES)
    width = "Math.max(document.documentElement.scrollWidth, document.body.scrollWidth)"
    assert chat.page.evaluate(width) <= 360
    chat.page.locator("#chat a.cite").last.click()
    expect(chat.cited).to_be_in_viewport()
