"""An index of bundled samples made by the command line, the chat as a process of its own, and a browser."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from samples.bundled import LAKE_OFFICE, SCHOOLS, pdf_of

ROOT = Path(__file__).resolve().parents[2]
# Those with a text layer: reading page images takes longer than all these tests together.
INDEXED = (LAKE_OFFICE, *SCHOOLS)
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
LIMIT_SECONDS = 180


@pytest.fixture(scope="session")
def sample_index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory with some of the bundled disclosures."""
    data = tmp_path_factory.mktemp("web") / "data"
    paths = [str(pdf_of(name)) for name in INDEXED]
    command = [sys.executable, "-m", "index", "--data", str(data), "build", *paths]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return data


@pytest.fixture(scope="session")
def chat_url(sample_index: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the real chat, started as `make run` starts it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    log = tmp_path_factory.mktemp("chat") / "console.txt"
    settings = {"DISCLOSURE_QA_DATA": str(sample_index), "HOST": "127.0.0.1", "PORT": str(port)}
    settings |= {"RATE_LIMIT": ""}  # all visitors of these tests come from one address
    with log.open("w") as console:
        process = subprocess.Popen(
            [sys.executable, "app.py"],
            cwd=ROOT,
            env=os.environ | settings,
            stdout=console,
            stderr=subprocess.STDOUT,
        )
    url = f"http://127.0.0.1:{port}/"
    try:
        _wait_for(url, process, log)
        yield url
    finally:
        process.terminate()
        process.wait(timeout=30)


def _wait_for(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + LIMIT_SECONDS
    while time.monotonic() < deadline:
        assert process.poll() is None, log.read_text()
        try:
            with urllib.request.urlopen(url, timeout=30):
                return
        except URLError:
            time.sleep(0.2)
    pytest.fail(f"the chat did not come up: {log.read_text()}")


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium; without it the test is skipped, and fails in CI, where it must run.

    One for each file: as long as it is open an event loop runs in this process, which others could not start.
    """
    program = shutil.which("chromium")
    if program is None:
        reason = "Chromium is missing: apt-get install chromium fonts-noto-cjk"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def visitor(chromium: Browser) -> Iterator[BrowserContext]:
    """A browser session of its own, as a Chinese visitor with a laptop has it."""
    context = chromium.new_context(viewport={"width": 1366, "height": 850}, locale="zh-CN")
    context.set_default_timeout(LIMIT_SECONDS * 1000)
    yield context
    context.close()
