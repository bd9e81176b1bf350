"""Calls of the language model: a limit of how many at once, retries where they can help, one error tree."""

from __future__ import annotations

import asyncio
import logging
import re
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from langchain_core.messages import AIMessage, BaseMessage
from tenacity import AsyncRetrying, retry_if_exception_type, stop_after_attempt, wait_exponential_jitter

from index.config import Settings
from prompts.load import Message
from qa.model.connect import Connection, Limits, connect, name_of
from qa.model.errors import (
    LanguageModelError,
    ModelBusyError,
    ModelMalformedError,
    ModelRejectedError,
    ModelSetupError,
    ModelTimeoutError,
    ModelTruncatedError,
    ModelUnreachableError,
)
from qa.model.failures import failure_of
from qa.model.gguf import GgufChat
from qa.model.messages import for_operator

log = logging.getLogger(__name__)

_ATTEMPTS: Final = 3
_REST: Final = 30.0  # seconds that a server which did not answer is left alone
_LONGEST: Final = 8_000  # characters; no answer is longer, whatever a model goes on writing
_CUT_OFF: Final = frozenset({"length", "max_tokens", "MAX_TOKENS"})
_THINKING = re.compile(r"<think>.*?</think>", re.DOTALL)


@dataclass
class Tally:
    """What the calls for one answer took."""

    calls: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    seconds: float = 0.0
    prompts: list[str] = field(default_factory=list)


class ModelClient:
    """The model of the settings; connected with the first call."""

    def __init__(self, settings: Settings, connection: Connection | None = None) -> None:
        self.name = connection.name if connection else name_of(settings.model)
        self._settings = settings
        self._connection = connection
        self._connecting = threading.Lock()
        self._broken: ModelSetupError | None = None
        self._at_once = asyncio.Semaphore(settings.model_at_once)
        self._resting: tuple[float, LanguageModelError] | None = None
        self._limited = True

    def connection(self) -> Connection:
        """The connection, made once. Raises the ModelSetupError of the first attempt again."""
        with self._connecting:
            if self._broken is not None:
                raise self._broken
            if self._connection is None:
                self._connection = connect(self._settings)
            return self._connection

    def warm_up(self) -> None:
        """Connect now, and load a model that runs inside the process; a failure is logged and told later."""
        try:
            model = self.connection().model
            if isinstance(model, GgufChat):
                model.load()
        except ModelSetupError as error:
            self._note(error)

    async def say(self, messages: Sequence[Message], tally: Tally, limits: Limits | None = None) -> str:
        """The reply to a conversation, as text. Raises LanguageModelError of the kind that fits."""
        if self._resting and time.monotonic() < self._resting[0]:
            raise self._resting[1]
        started = time.monotonic()
        try:
            async with self._at_once, asyncio.timeout(self._settings.model_seconds):
                tally.calls += 1
                reply = await self._replied(messages, limits or Limits())
        except Exception as error:
            failure = failure_of(error, self.name, self._settings.model_seconds)
            self._note(failure)
            raise failure from error
        finally:
            tally.seconds += time.monotonic() - started
        self._resting = None
        return self._text(reply, tally)

    async def _replied(self, messages: Sequence[Message], limits: Limits) -> BaseMessage:
        said = [(message.role, message.text) for message in messages]
        attempts = AsyncRetrying(
            retry=retry_if_exception_type((ModelUnreachableError, ModelBusyError)),
            stop=stop_after_attempt(_ATTEMPTS),
            wait=wait_exponential_jitter(multiplier=0.5, max=8),
            reraise=True,
        )
        async for attempt in attempts:
            with attempt:
                return await self._once(said, limits)
        raise AssertionError("tenacity ends with a reply or an error")

    async def _once(self, said: list[tuple[str, str]], limits: Limits) -> BaseMessage:
        connection = await asyncio.to_thread(self.connection)
        keywords = connection.keywords(limits) if self._limited else {}
        try:
            return await connection.model.ainvoke(said, **keywords)
        except Exception as error:
            failure = failure_of(error, self.name, self._settings.model_seconds)
            if isinstance(failure, ModelRejectedError) and keywords:
                self._limited = False  # not every compatible server knows JSON schemas
                return await self._once(said, limits)
            raise failure from error

    def _note(self, failure: LanguageModelError) -> None:
        if failure is not self._broken:
            log.warning("%s", failure)
        if isinstance(failure, ModelUnreachableError | ModelTimeoutError):
            self._resting = (time.monotonic() + _REST, failure)
        if isinstance(failure, ModelSetupError):
            self._broken = failure

    def _text(self, reply: BaseMessage, tally: Tally) -> str:
        if isinstance(reply, AIMessage) and reply.usage_metadata:
            tally.tokens_in += reply.usage_metadata["input_tokens"]
            tally.tokens_out += reply.usage_metadata["output_tokens"]
        meta = reply.response_metadata
        finish = meta.get("finish_reason") or meta.get("done_reason") or meta.get("stop_reason")
        if finish in _CUT_OFF:
            raise ModelTruncatedError(for_operator("truncated", name=self.name))
        text = _THINKING.sub("", str(reply.text)).strip()
        if not text or len(text) > _LONGEST:
            raise ModelMalformedError(for_operator("malformed", name=self.name))
        return text
