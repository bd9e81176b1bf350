"""The whole path with a real language model of half a billion parameters, in the process and over HTTP.

It is weak on purpose: what it writes is shown where it is proven, and every other answer is the local one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.config import Settings
from index.store.facts import FactStore
from qa.model.client import ModelClient
from qa.model.messages import kinds
from qa.pipeline import Assistant
from qa.types import Answer, Status

pytestmark = pytest.mark.shared

OFFICE = "青山湖区政府办2021年"
SCHOOLS = "雾山区教育局2023年"
QUESTIONS = (
    f"{OFFICE}公务接待费决算数是多少",
    f"{OFFICE}请客吃饭花了多少钱",
    f"{OFFICE}公务接待费比预算少花了多少",
    f"{OFFICE}办公费和会议费加起来是多少",
    f"{OFFICE}公务接待费为什么减少",
    f"{SCHOOLS}三公经费合计是多少",
    f"{SCHOOLS}公务接待费占三公经费的百分之几",
    "雾山区教育局2022年和2023年的办公费哪年高",
    f"{OFFICE}打牙祭的开销是多少",
    f"{OFFICE}公务接待费明年会是多少",
)
OVER_HTTP = QUESTIONS[:2]
SETUP = {"name", "package", "key", "file", "unknown", "unreachable", "rejected", "window"}


def check(answer: Answer, local: Answer) -> None:
    """The claim: same figure, same cells, no numeral of the model's own; a fallback says why."""
    assert (answer.status, answer.value, answer.unit) == (local.status, local.value, local.unit)
    use = answer.model
    if use is None:
        assert answer.text == local.text
        return
    assert use.fallback in kinds() | {None, "unread"}
    assert use.fallback not in SETUP
    assert use.tokens_in > 0
    if answer.answerer == "local":
        assert answer.text.startswith(local.text)
        return
    printed = " ".join((local.text, answer.question, *(c.text for c in answer.citations)))
    known = set(re.findall(r"\d+(?:\.\d+)?", printed.replace(",", "")))
    computed = set(re.findall(r"= (-?[\d.]+)", answer.text.replace(",", "")))
    shown = set(re.findall(r"\d+(?:\.\d+)?", re.sub(r"\[\d+\]", "", answer.text).replace(",", "")))
    assert shown <= known | computed


@pytest.fixture(scope="module")
def local(sample_settings: Settings) -> Assistant:
    """The same disclosures without a model."""
    return Assistant(sample_settings, FactStore(sample_settings.data_dir))


@pytest.fixture(scope="module")
def in_process(sample_settings: Settings, gguf: Path) -> Assistant:
    """QA_MODEL=gguf:PATH."""
    settings = sample_settings.model_copy(
        update={"model": f"gguf:{gguf}", "model_at_once": 1, "model_seconds": 600}
    )
    return Assistant(settings, FactStore(settings.data_dir))


@pytest.fixture(scope="module")
def server(gguf: Path) -> Iterator[str]:
    """The address of llama.cpp's OpenAI-compatible server."""
    import xllamacpp

    params = xllamacpp.CommonParams()
    params.model.path = str(gguf)
    params.n_ctx = 4096
    params.n_parallel = 1
    params.hostnames = ["127.0.0.1"]
    running = xllamacpp.Server(params)
    yield f"{running.listening_address}/v1"
    del running


@pytest.mark.parametrize("question", QUESTIONS)
def test_in_the_process(in_process: Assistant, local: Assistant, question: str) -> None:
    check(in_process.ask(question), local.ask(question))


@pytest.mark.parametrize("question", OVER_HTTP)
def test_over_http(
    server: str, sample_settings: Settings, local: Assistant, question: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    settings = sample_settings.model_copy(
        update={"model": "openai:qwen", "model_url": server, "model_seconds": 600}
    )
    answer = Assistant(settings, FactStore(settings.data_dir)).ask(question)
    assert answer.status is Status.ANSWERED
    check(answer, local.ask(question))


def test_a_schema_keeps_a_choice_inside_the_choices(gguf: Path, server: str) -> None:
    from prompts.load import Message
    from qa.model.client import Tally
    from qa.model.connect import Limits
    from qa.model.loop import call_loop

    schema = {
        "type": "object",
        "properties": {"name": {"enum": ["公务接待费", "差旅费"]}},
        "required": ["name"],
    }
    ask = (Message("user", "请客吃饭是哪一项？说说你的想法。"),)
    for settings in (
        Settings(model=f"gguf:{gguf}", model_at_once=1, model_seconds=600),
        Settings(model="openai:qwen", model_url=server, model_seconds=600),
    ):
        said = call_loop().submit(ModelClient(settings).say(ask, Tally(), Limits(schema=schema))).result()
        assert re.search('"(公务接待费|差旅费)"', said)
