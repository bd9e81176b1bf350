"""The real chat over bundled samples as a process of its own, and Chromium: what the other tools drive."""

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
from pathlib import Path
from urllib.error import URLError

from playwright.sync_api import Browser, Page, sync_playwright

from samples.bundled import DIGITAL, pdf_of

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 300
STOP_SECONDS = 15


@contextmanager
def running_chat() -> Iterator[str]:
    """The address of a chat over an index of its own."""
    with tempfile.TemporaryDirectory() as data, socket.socket() as probe:
        paths = [str(pdf_of(name)) for name in DIGITAL]
        command = [sys.executable, "-m", "index", "--data", data, "build", *paths]
        subprocess.run(command, cwd=ROOT, check=True)
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        probe.close()
        settings = {"DISCLOSURE_QA_DATA": data, "HOST": "127.0.0.1", "PORT": str(port)}
        process = subprocess.Popen([sys.executable, "app.py"], cwd=ROOT, env=os.environ | settings)
        try:
            url = f"http://127.0.0.1:{port}/"
            _wait_for(url)
            yield url
        finally:
            process.terminate()
            try:
                process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:  # open pages may hold it; nothing is left to be saved
                process.kill()
                process.wait()


@contextmanager
def running_browser() -> Iterator[Browser]:
    """Chromium. Exits with 1, saying what to install, where there is none."""
    program = shutil.which("chromium")
    if program is None:
        sys.exit("Chromium is missing: apt-get install chromium fonts-noto-cjk")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


def open_ready(page: Page, url: str) -> None:
    """Open the chat and wait until it offers its examples."""
    page.set_default_timeout(PATIENCE * 1000)
    page.goto(url)
    page.locator("#welcome .choice").first.wait_for(state="attached")


def ask(page: Page, question: str) -> None:
    """Ask and wait for the answer."""
    answers = page.locator("#chat article.answer")
    before = answers.count()
    page.locator("#question textarea").fill(question)
    page.locator("#question textarea").press("Enter")
    answers.nth(before).wait_for()


def _wait_for(url: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(url, timeout=30):
                return
        except URLError:
            time.sleep(0.3)
    raise TimeoutError(url)
