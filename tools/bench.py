"""Prints how long a person waits: for the page after starting the chat, for the first answer, for any answer.

Run by `make bench` over the data directory of `make run` (`DISCLOSURE_QA_DATA` names another, `--answers`
leaves out the start of the chat). Nothing is asserted: machines differ.
"""

from __future__ import annotations

import argparse
import os
import socket
import statistics
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.error import URLError

if TYPE_CHECKING:
    from qa.pipeline import Assistant

ROOT = Path(__file__).resolve().parent.parent
# So that an import of the project works when this file is run as a script.
sys.path.insert(0, str(ROOT))
P95 = 0.95


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


def questions_of(assistant: Assistant) -> list[tuple[str, tuple[str, ...]]]:
    """The written questions about what is indexed with their earlier turns; else its own examples."""
    from eval.questions import read_cases

    indexed = {disclosure.doc_id for disclosure in assistant.disclosures()}
    files = sorted((ROOT / "eval" / "cases").glob("*.jsonl"))
    cases = [case for file in files for case in read_cases(file) if set(case.docs) <= indexed]
    return [(case.question, case.history) for case in cases] or [(q, ()) for q in assistant.examples()]


def time_answers() -> None:
    """One warm answer of the pipeline, over the questions of the evaluation: median, p95 and the slowest.

    Both the time on the clock and the time of the processor: the latter says more on a busy machine.
    """
    from index.config import load_settings
    from qa.pipeline import Assistant

    assistant = Assistant.open(load_settings())
    assistant.warm_up()
    questions = questions_of(assistant)
    for question, history in questions:
        assistant.ask(question, history)
    clock, processor = [], []
    for question, history in questions:
        started, worked = time.monotonic(), time.process_time()
        assistant.ask(question, history)
        clock.append(time.monotonic() - started)
        processor.append(time.process_time() - worked)
    for name, spent in (("clock", sorted(clock)), ("processor", sorted(processor))):
        tell(f"one answer of {len(spent)}, median ({name})", statistics.median(spent))
        tell(f"one answer, p95 ({name})", spent[int(len(spent) * P95)])
        tell(f"one answer, slowest ({name})", spent[-1])


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--answers", action="store_true", help="leave out the start of the chat")
    if not parser.parse_args().answers:
        time_the_start()
    time_answers()
