"""Calls of a language model: what fails, how it is told, and what is tried again."""

from __future__ import annotations

import asyncio
from typing import ClassVar

import pytest
from langchain_core.messages import AIMessage

from index.config import Settings
from prompts.load import Message
from qa.model import errors
from qa.model.client import ModelClient, Tally
from qa.model.connect import Connection, Limits, connect, name_of
from qa.model.errors import LanguageModelError
from qa.model.failures import failure_of
from qa.model.messages import for_asker, for_operator, kinds
from tests.qa.model.fake import FakeChat

ASK = (Message("system", "规则"), Message("user", "问"))


def client_of(fake: FakeChat, provider: str = "fake", seconds: int = 5) -> ModelClient:
    settings = Settings(model="fake:chat", model_seconds=seconds, model_at_once=2)
    return ModelClient(settings, Connection(fake, "fake:chat", provider))


def say(client: ModelClient, limits: Limits | None = None) -> tuple[str, Tally]:
    tally = Tally()
    return asyncio.run(client.say(ASK, tally, limits)), tally


class Status(Exception):  # noqa: N818 - named like the clients' own
    """An error as HTTP clients raise it."""

    def __init__(self, status_code: int, text: str = "") -> None:
        super().__init__(text)
        self.status_code = status_code


class APIConnectionError(Exception):
    """Named as in the client of OpenAI."""


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qa.model.client.wait_exponential_jitter", lambda **_: lambda _state: 0)


def test_a_reply_is_text_and_its_tokens_are_counted() -> None:
    usage = {"input_tokens": 40, "output_tokens": 3, "total_tokens": 43}
    text, tally = say(client_of(FakeChat([AIMessage("好", usage_metadata=usage)])))
    assert text == "好"
    assert (tally.calls, tally.tokens_in, tally.tokens_out) == (1, 40, 3)


def test_what_a_model_thinks_aloud_is_no_reply() -> None:
    assert say(client_of(FakeChat(["<think>是 12 吗\n</think>\n好"])))[0] == "好"


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (Status(401, "Incorrect API key provided: sk-12****89"), errors.ModelKeyError),
        (Status(403), errors.ModelKeyError),
        (Status(404, "model not found"), errors.ModelUnknownError),
        (Status(429, "rate limit"), errors.ModelBusyError),
        (Status(503), errors.ModelBusyError),
        (Status(500), errors.ModelUnreachableError),
        (Status(504), errors.ModelTimeoutError),
        (Status(400, "This model's maximum context length is 4096 tokens"), errors.ModelWindowError),
        (Status(400, "unknown field"), errors.ModelRejectedError),
        (TimeoutError(), errors.ModelTimeoutError),
        (APIConnectionError("sk-secret"), errors.ModelUnreachableError),
        (ConnectionRefusedError(), errors.ModelUnreachableError),
        (KeyError("choices"), errors.ModelCallError),
    ],
)
def test_every_failure_has_its_error_and_its_remedy(error: Exception, kind: type[LanguageModelError]) -> None:
    found = failure_of(error, "openai:x", 60)
    assert type(found) is kind
    assert "请" in str(found)
    assert "sk-" not in str(found)


def test_every_kind_of_failure_has_words_for_asker_and_operator() -> None:
    def below(error: type[LanguageModelError]) -> list[type[LanguageModelError]]:
        return [error, *(kind for child in error.__subclasses__() for kind in below(child))]

    assert {error.kind for error in below(LanguageModelError)} == kinds()
    for kind in kinds():
        assert "本地规则" in for_asker(kind)
        said = for_operator(kind, name="m", package="p", path="f", seconds=1, error="E")
        assert "请" in said or "可以" in said


def test_a_busy_or_unreachable_server_is_asked_again() -> None:
    fake = FakeChat([Status(429), APIConnectionError(), "好"])
    assert say(client_of(fake))[0] == "好"
    assert len(fake.asked) == 3


def test_a_wrong_key_is_not_tried_again_and_not_asked_for_twice() -> None:
    fake = FakeChat([Status(401)])
    client = client_of(fake)
    for _ in range(2):
        with pytest.raises(errors.ModelKeyError):
            say(client)
    assert len(fake.asked) == 1


def test_a_server_that_does_not_answer_is_left_alone_for_a_while() -> None:
    fake = FakeChat([APIConnectionError()] * 3)
    client = client_of(fake)
    for _ in range(2):
        with pytest.raises(errors.ModelUnreachableError):
            say(client)
    assert len(fake.asked) == 3


def test_a_call_that_takes_too_long_ends() -> None:
    fake = FakeChat(["好"], slow=30)
    with pytest.raises(errors.ModelTimeoutError, match="1 秒"):
        say(client_of(fake, seconds=1))
    assert fake.cancelled == 1


@pytest.mark.parametrize(
    "meta", [{"finish_reason": "length"}, {"done_reason": "length"}, {"stop_reason": "max_tokens"}]
)
def test_a_reply_cut_off_is_not_used(meta: dict[str, str]) -> None:
    with pytest.raises(errors.ModelTruncatedError, match="QA_MODEL_MAX_TOKENS"):
        say(client_of(FakeChat([AIMessage("为 12", response_metadata=meta)])))


@pytest.mark.parametrize("said", ["", "  \n", "钱" * 100_000])
def test_an_empty_or_endless_reply_is_not_used(said: str) -> None:
    with pytest.raises(errors.ModelMalformedError):
        say(client_of(FakeChat([said])))


def test_a_server_without_json_schemas_is_asked_without() -> None:
    fake = FakeChat([Status(400, "response_format is not supported"), '{"name": "x"}', '{"name": "y"}'])
    client = client_of(fake, provider="openai")
    limits = Limits(schema={"type": "object"})
    assert [say(client, limits)[0] for _ in range(2)] == ['{"name": "x"}', '{"name": "y"}']
    assert [bool(keywords) for keywords in fake.limits] == [True, False, False]


class TestConnect:
    NO_SERVER: ClassVar[dict[str, str]] = {"model_url": "http://127.0.0.1:9/v1"}

    @pytest.mark.parametrize("setting", ["qwen-plus", "nobody:model", "openai:", ":x", "gguf:"])
    def test_a_wrong_name(self, setting: str) -> None:
        with pytest.raises(errors.ModelNameError, match="QA_MODEL"):
            connect(Settings(model=setting))

    def test_a_missing_package_is_named(self) -> None:
        with pytest.raises(errors.ModelPackageError, match="pip install langchain-cohere"):
            connect(Settings(model="cohere:command"))

    def test_a_missing_key(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delenv("OPENAI_API_KEY", raising=False)
        with pytest.raises(errors.ModelKeyError, match="OPENAI_API_KEY"):
            connect(Settings(model="openai:gpt-4o-mini"))

    def test_a_server_of_ones_own_needs_no_key(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delenv("OPENAI_API_KEY", raising=False)
        assert connect(Settings(model="openai:qwen", **self.NO_SERVER)).provider == "openai"

    def test_no_server_there(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delenv("OPENAI_API_KEY", raising=False)
        with pytest.raises(errors.ModelUnreachableError, match="QA_MODEL_URL"):
            say(ModelClient(Settings(model="openai:qwen", **self.NO_SERVER)))

    def test_a_file_that_is_not_there(self) -> None:
        with pytest.raises(errors.ModelFileError, match="nowhere"):
            say(ModelClient(Settings(model="gguf:/nowhere/model.gguf")))

    def test_the_folder_of_a_file_is_not_told(self) -> None:
        assert name_of("gguf:/home/li/models/qwen.gguf") == "gguf:qwen.gguf"
