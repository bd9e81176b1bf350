"""In the real browser: signing in, files taken in, corrected and taken out by staff; readers may only ask."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from index.config import Settings
from qa.pipeline import Assistant
from samples.bundled import SCHOOLS_BUDGET, pdf_of
from tests.web.browsing import ChatPage, open_chat, served
from web.loading import AssistantLoader
from web.operating.access import hash_password
from web.server import build_server
from web.texts import load_texts

pytestmark = pytest.mark.browser

PASSWORD = "三公经费-2023"
OFFICE_EXPENSES = "青山湖区政府办2021年办公费是多少？"


@pytest.fixture(scope="module")
def staffed_url(sample_index: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A chat with one user of the staff, over an index of its own that may be changed."""
    folder = tmp_path_factory.mktemp("staffed")
    data = Path(shutil.copytree(sample_index, folder / "data"))
    users = folder / "users.txt"
    users.write_text(f"王芳:staff:{hash_password(PASSWORD)}\n", encoding="utf-8")
    settings = Settings().model_copy(update={"data_dir": data, "users_file": users, "rate_limit": ""})
    loader = AssistantLoader(lambda: Assistant.open(settings), load_texts(), lambda _: None)
    loader.start()
    with served(build_server(settings, loader)) as url:
        yield url


def sign_in(page: Page, password: str) -> None:
    page.get_by_label("用户名").fill("王芳")
    page.get_by_label("密码").fill(password)
    page.get_by_role("button", name="登录").click()


def open_documents(page: Page) -> None:
    page.get_by_role("tab", name="文件").click()
    expect(page.locator("#documents tbody tr").first).to_be_visible()


@pytest.fixture
def staff(visitor: BrowserContext, staffed_url: str) -> Iterator[ChatPage]:
    """王芳, signed in after a mistyped password, at the tab of documents."""
    chat = open_chat(visitor, staffed_url)
    chat.page.get_by_role("link", name="登录").click()
    sign_in(chat.page, "wrong-password")
    expect(chat.page.get_by_text("用户名或密码不对，请再试一次。")).to_be_visible()
    chat.complaints.clear()  # the browser tells of the refusal too
    sign_in(chat.page, PASSWORD)
    expect(chat.page.locator("#account")).to_contain_text("王芳，您好")
    open_documents(chat.page)
    yield chat
    assert chat.complaints == []


def test_without_a_name_one_may_ask_but_take_nothing_in(visitor: BrowserContext, staffed_url: str) -> None:
    chat = open_chat(visitor, staffed_url)
    expect(chat.ask(OFFICE_EXPENSES)).to_contain_text("92.86 万元")
    open_documents(chat.page)
    expect(chat.page.get_by_role("heading", name="收录文件")).to_be_hidden()
    expect(chat.page.get_by_role("tab", name="使用情况")).to_be_hidden()
    file = {"name": "a.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7"}
    refused = chat.page.request.post(f"{staffed_url}gradio_api/upload", multipart={"files": file})
    assert refused.status == 403
    assert chat.complaints == []


def test_staff_take_a_file_in_and_it_answers_at_once(
    staff: ChatPage, chromium: Browser, staffed_url: str, tmp_path: Path
) -> None:
    page = staff.page
    notes = tmp_path / "notes.txt"
    notes.write_text("no disclosure", encoding="utf-8")
    page.locator("#upload input[type=file]").set_input_files([pdf_of(SCHOOLS_BUDGET), notes])
    expect(page.locator("#intake progress")).to_be_visible()
    expect(page.locator("#intake")).to_contain_text("已收录：20 页")
    expect(page.locator("#intake")).to_contain_text("云川省林泉市雾山区教育局 · 2024 年度 · 部门预算")
    expect(page.locator("#intake .error")).to_have_text("不是 PDF：请给出公开的 PDF 原件。")
    expect(page.locator("#documents tbody tr", has_text="2024")).to_contain_text("部门预算")
    _ask_what_is_offered(staff)
    context = chromium.new_context(locale="zh-CN")
    asked = open_chat(context, staffed_url).ask("雾山区教育局2024年部门预算收入总计是多少？")
    expect(asked).to_have_class("answer answered")
    expect(asked.locator(".headline")).to_contain_text("万元")
    context.close()
    _correct_and_remove(page)


def _ask_what_is_offered(staff: ChatPage) -> None:
    """One of the questions below an upload leads to its answer; the other tabs know the document too."""
    page = staff.page
    page.locator("#intake .choice").first.click()
    expect(staff.answers.first).to_have_class("answer answered")
    expect(staff.answers.first).to_contain_text("雾山区教育局2024年度")
    expect(staff.box).to_be_visible()
    page.get_by_role("tab", name="查表").click()
    page.locator("#ways input").nth(1).check()
    expect(page.locator("#way-form .pick", has_text="2024 部门预算")).to_be_visible()
    page.get_by_role("tab", name="文件").click()


def _correct_and_remove(page: Page) -> None:
    manage = page.locator("#manage")
    expect(manage.get_by_label("区县")).to_be_hidden()
    manage.get_by_role("textbox").first.fill("2024")
    expect(manage.locator(".pick")).to_have_count(1)
    manage.locator(".pick").click()
    expect(manage.get_by_label("区县")).to_have_value("雾山区")
    manage.get_by_role("button", name="移除").click()
    expect(page.locator(".toast-body")).to_contain_text("勾选确认")
    manage.get_by_label("确认移除所选文件").check()
    manage.get_by_role("button", name="移除").click()
    expect(page.locator("#managed")).to_have_text(f"已移除 {SCHOOLS_BUDGET}。")
    expect(page.locator("#documents tbody tr")).to_have_count(3)
    expect(manage.get_by_label("区县")).to_be_hidden()
