"""Takes the pictures in docs/ for the README: the real chat over bundled samples, in Debian's Chromium."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.error import URLError

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
SAMPLES = (
    "qingshanhu-office-2021",
    "shangdang-office-2023",
    "wushan-education-2022",
    "wushan-education-2023",
)
PATIENCE = 300


@dataclass(frozen=True)
class Shot:
    """One picture: what is asked, in which window."""

    name: str
    questions: tuple[str, ...]
    width: int = 1366
    height: int = 820
    scheme: Literal["light", "dark"] = "light"


SHOTS = (
    Shot("answer", ("青山湖区政府办2021年办公费是多少？",)),
    Shot("dark", ("青山湖区政府办2021年办公费是多少？", "公务接待费是多少？"), scheme="dark"),
    Shot("phone", ("青山湖区政府办2021年办公费是多少？",), width=360, height=1240),
)


@contextmanager
def running_chat() -> Iterator[str]:
    """The chat as a process of its own over an index of its own."""
    with tempfile.TemporaryDirectory() as data, socket.socket() as probe:
        paths = [str(ROOT / "samples" / f"{name}.pdf") for name in SAMPLES]
        command = [sys.executable, "-m", "index", "--data", data, "build", *paths]
        subprocess.run(command, cwd=ROOT, check=True)
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        probe.close()
        settings = {"DISCLOSURE_QA_DATA": data, "HOST": "127.0.0.1", "PORT": str(port)}
        process = subprocess.Popen([sys.executable, "app.py"], cwd=ROOT, env=os.environ | settings)
        try:
            url = f"http://127.0.0.1:{port}/"
            wait_for(url)
            yield url
        finally:
            process.terminate()
            process.wait()


def wait_for(url: str) -> None:
    """Until the page can be reached. Raises TimeoutError."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(url, timeout=30):
                return
        except URLError:
            time.sleep(0.3)
    raise TimeoutError(url)


def take(browser: Browser, url: str, shot: Shot) -> None:
    """Ask and photograph."""
    context = browser.new_context(
        viewport={"width": shot.width, "height": shot.height}, locale="zh-CN", color_scheme=shot.scheme
    )
    context.set_default_timeout(PATIENCE * 1000)
    page = context.new_page()
    page.goto(url)
    page.locator("#welcome .choice").first.wait_for()
    for number, question in enumerate(shot.questions):
        page.locator("#question textarea").fill(question)
        page.locator("#question textarea").press("Enter")
        page.locator("#chat .answer").nth(number).wait_for()
    page.wait_for_function("[...document.images].filter(i => i.offsetParent).every(i => i.complete)")
    page.wait_for_timeout(800)  # the chat scrolls smoothly to its end
    page.screenshot(path=DOCS / f"{shot.name}.png")
    context.close()


def main() -> int:
    """All pictures; exit code 1 where there is no browser."""
    program = shutil.which("chromium")
    if program is None:
        sys.stderr.write("Chromium is missing: apt-get install chromium fonts-noto-cjk\n")
        return 1
    DOCS.mkdir(exist_ok=True)
    with running_chat() as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        for shot in SHOTS:
            take(browser, url, shot)
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
