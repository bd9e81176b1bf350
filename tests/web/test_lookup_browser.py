"""The workbench in the real browser: search, a figure's place, the whole form, checks, comparison, export."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.web.test_lookup import EARLIER, OFFICE

expect.set_options(timeout=120_000)  # a busy machine is slow, not wrong


@pytest.fixture
def desk(visitor: BrowserContext, chat_url: str) -> Page:
    """The tab of lookups, opened."""
    page = visitor.new_page()
    page.goto(chat_url)
    page.get_by_role("tab", name="查表").click()
    return page


def search(page: Page, text: str, documents: str = "") -> None:
    page.get_by_label("科目、项目或栏目").fill(text)
    page.get_by_label("部门、地区或标题").fill(documents)
    page.get_by_role("button", name="查找", exact=True).click()


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


def test_checks_of_a_disclosure_found_by_typing(desk: Page) -> None:
    desk.get_by_label("勾稽核对").click()
    box = desk.locator("#way-checks input")
    box.click()
    box.press_sequentially("2022", delay=60)
    option = desk.get_by_role("option", name="2022 决算")
    expect(option).to_have_count(1)
    option.click()
    expect(desk.locator("#checks [role=status]")).to_contain_text("条等式成立")


def test_two_years_side_by_side_with_the_export(desk: Page) -> None:
    desk.get_by_label("并排比较").click()
    box = desk.locator("#way-compare input").first
    for year in ("2022", "2023"):
        box.click()
        box.press_sequentially(year, delay=60)
        desk.get_by_role("option", name=f"{year} 决算").click()
    expect(desk.locator("#comparison table")).to_be_visible()
    expect(desk.locator("#comparison")).to_contain_text("44,597.85")
    with desk.expect_download() as download:
        desk.locator("#comparison .export a", has_text="CSV").click()
    text = Path(download.value.path()).read_text(encoding="utf-8-sig")
    assert EARLIER in text
