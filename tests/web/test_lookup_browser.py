"""The workbench in the real browser: search, a figure's place, the whole form, checks, comparison, export."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.web.browsing import ChatPage, open_chat
from tests.web.test_lookup import EARLIER, OFFICE

pytestmark = pytest.mark.browser


@pytest.fixture
def desk(visitor: BrowserContext, chat_url: str) -> Iterator[Page]:
    """The tab of lookups, opened; whatever is done there, the browser has nothing to complain of."""
    chat: ChatPage = open_chat(visitor, chat_url, ready=False)
    chat.page.get_by_role("tab", name="查表").click()
    yield chat.page
    assert chat.complaints == []


def search(page: Page, text: str, documents: str = "") -> None:
    page.get_by_label("科目、项目或栏目").fill(text)
    page.get_by_label("部门、地区或标题").fill(documents)
    page.get_by_role("button", name="查找", exact=True).click()


def way(page: Page, name: str, place: str) -> Locator:
    """One way to look, opened, with its list of disclosures filled."""
    page.get_by_label(name).click()
    found = page.locator(place)
    expect(found.locator(".pick")).to_have_count(3)
    return found


def test_from_a_word_to_the_cell_on_its_page_and_the_whole_form(desk: Page) -> None:
    search(desk, "办公费", "青山湖")
    figure = desk.locator("#found .place", has_text="92.86")
    expect(figure).to_have_count(1)
    figure.click()
    expect(desk.locator("#place .what")).to_have_text("办公费 · 公用经费 / 金额：92.86")
    expect(desk.locator("#place .original a")).to_have_text("打开原件第 11 页")
    picture = desk.locator("#place img")
    expect(picture).to_be_visible()
    desk.wait_for_function("document.querySelector('#place img').naturalWidth > 100")
    assert f"page-pictures/{OFFICE}/11.png" in (picture.get_attribute("src") or "")
    desk.locator("#found .open", has_text="公开06表").first.click()
    expect(desk.locator("#form h3")).to_contain_text("公开06表 一般公共预算财政拨款基本支出决算表")
    expect(desk.locator("#form .place", has_text="92.86")).to_have_count(1)
    chosen = desk.locator("#way-form .pick").first
    expect(chosen).to_have_attribute("data-doc", OFFICE)
    expect(chosen).to_have_attribute("aria-pressed", "true")
    expect(desk.locator("#way-form").get_by_label("表", exact=True)).to_have_value(
        "公开06表 一般公共预算财政拨款基本支出决算表"
    )


def test_many_cells_come_a_page_at_a_time(desk: Page) -> None:
    search(desk, "教育支出", "雾山2022")
    count = desk.locator("#found .count")
    expect(count).to_have_text("共 413 个单元格，显示第 1 至 50 个")
    desk.get_by_role("button", name="下一页").click()
    expect(count).to_have_text("共 413 个单元格，显示第 51 至 100 个")
    desk.get_by_role("button", name="上一页").click()
    expect(count).to_have_text("共 413 个单元格，显示第 1 至 50 个")


def test_codes_fold_in_a_form_chosen_from_the_list(desk: Page) -> None:
    form = way(desk, "整张表", "#way-form")
    form.locator(".pick", has_text="雾山区教育局 2022").click()
    expect(desk.locator("#form h3")).to_have_text("收入支出决算总表")
    form.get_by_label("表", exact=True).click()
    desk.get_by_role("option", name="支出决算表", exact=True).click()
    items = desk.locator("#form tbody tr[data-level='3']")
    expect(items.first).to_be_visible()
    desk.locator("#form .level", has_text="类").click()
    expect(items.first).to_be_hidden()
    expect(desk.locator("#form tbody tr[data-level='1']").first).to_be_visible()
    form.locator(".pick", has_text="青山湖").click()  # fewer tables than before
    expect(desk.locator("#form h3")).to_contain_text("公开01表")
    form.get_by_label("表", exact=True).click()
    desk.get_by_role("option").last.click()
    expect(desk.locator("#form h3")).to_contain_text("公开10表")


def test_checks_of_a_disclosure_found_by_typing(desk: Page) -> None:
    checks = way(desk, "勾稽核对", "#way-checks")
    box = checks.get_by_role("textbox")
    box.press_sequentially("教育局2022", delay=60)
    expect(checks.locator(".pick")).to_have_count(1)
    checks.locator(".pick").click()
    expect(desk.locator("#checks [role=status]")).to_contain_text("条等式成立")
    box.fill("没有这个地方")  # pasted, as an input method writes it
    expect(checks.locator(".more")).to_contain_text("没有符合的文件")
    expect(checks.locator(".pick")).to_have_attribute("data-doc", EARLIER)  # what is chosen stays


def test_two_years_side_by_side_with_the_export_by_the_keyboard_alone(desk: Page) -> None:
    compare = way(desk, "并排比较", "#way-compare")
    box = compare.get_by_role("textbox")
    for year in ("2022", "2023"):
        box.focus()
        desk.keyboard.press("ControlOrMeta+a")
        desk.keyboard.type(year)
        expect(compare.locator(".pick[aria-pressed=false]")).to_have_count(1)
        for _ in range(3):
            desk.keyboard.press("Tab")
            if desk.evaluate("document.activeElement.ariaPressed") == "false":
                break
        desk.keyboard.press("Enter")
        picked = compare.locator(".pick[aria-pressed=true]", has_text=year)
        expect(picked).to_be_focused()
    expect(desk.locator("#comparison table").first).to_be_visible()
    expect(desk.locator("#comparison")).to_contain_text("44,597.85")
    with desk.expect_download() as download:
        desk.locator("#comparison .export a", has_text="CSV").click()
    text = Path(download.value.path()).read_text(encoding="utf-8-sig")
    assert EARLIER in text
    compare.locator(".pick", has_text="2022").press("Enter")
    expect(compare.locator(".pick[aria-pressed=true]")).to_have_count(1)
    expect(desk.locator("#comparison")).to_contain_text("请选两份以上的文件")
