"""Prints how long a person waits: for the page after starting the chat, for the first answer, for any answer.

Run by `make bench` over the data directory of `make run`. Nothing is asserted: machines differ.
"""

from __future__ import annotations

import os
import socket
import statistics
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from urllib.error import URLError

ROOT = Path(__file__).resolve().parent.parent
# So that an import of the project works when this file is run as a script.
sys.path.insert(0, str(ROOT))
ROUNDS = 5


def tell(what: str, seconds: float) -> None:
    """One line."""
    sys.stdout.write(f"{what:<44}{seconds * 1000:>9.0f} ms\n")
    sys.stdout.flush()


def time_the_start() -> None:
    """The chat as a process of its own: until its page answers, and until its first answer is there."""
    os.environ |= {"GRADIO_ANALYTICS_ENABLED": "False", "HF_HUB_DISABLE_TELEMETRY": "1"}
    from gradio_client import Client  # imported first: its seconds are not the chat's

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    settings = {"HOST": "127.0.0.1", "PORT": str(port)}
    started = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, "app.py"], cwd=ROOT, env=os.environ | settings, stdout=subprocess.DEVNULL
    )
    try:
        url = f"http://127.0.0.1:{port}/"
        while not reachable(url):
            if process.poll() is not None:
                raise SystemExit("the chat did not start: run `make run` to see why")
            time.sleep(0.05)
        tell("start of the chat until its page is there", time.monotonic() - started)
        client = Client(url, verbose=False)
        client.predict(example(), api_name="/ask")
        tell("start of the chat until the first answer", time.monotonic() - started)
    finally:
        process.terminate()
        process.wait()


def reachable(url: str) -> bool:
    """True when the page is served."""
    try:
        with urllib.request.urlopen(url, timeout=10):
            return True
    except URLError:
        return False


def example() -> str:
    """A question that what is indexed answers."""
    from index.config import load_settings
    from qa.pipeline import Assistant

    return Assistant.open(load_settings()).examples()[0]


def time_answers() -> None:
    """One answer of the pipeline, over its own example questions."""
    from index.config import load_settings
    from qa.pipeline import Assistant

    assistant = Assistant.open(load_settings())
    assistant.warm_up()
    questions = assistant.examples()
    spent = []
    for _ in range(ROUNDS):
        for question in questions:
            started = time.monotonic()
            assistant.ask(question)
            spent.append(time.monotonic() - started)
    spent.sort()
    tell(f"one answer, median of {len(spent)}", statistics.median(spent))
    tell("one answer, slowest", spent[-1])


if __name__ == "__main__":
    time_the_start()
    time_answers()
