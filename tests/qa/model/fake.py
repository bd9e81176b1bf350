"""The one fake of the tests: a chat model that says what is queued and remembers what it was asked.

`FakeChat(["first reply", TimeoutError(), lambda messages: "…"])`: a string is a reply, an exception is
raised, a function makes the reply from the messages. `asked` holds the messages of every call, `limits` its
keywords. With the queue empty, `always` answers; without it the call fails the test.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import Any

from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatResult
from pydantic import Field

Said = str | AIMessage | Exception | Callable[[Sequence[BaseMessage]], str]


class FakeChat(BaseChatModel):
    """Says what is queued."""

    queue: list[Any] = Field(default_factory=list)
    always: Any = None
    asked: list[list[BaseMessage]] = Field(default_factory=list)
    limits: list[dict[str, Any]] = Field(default_factory=list)
    slow: float = 0.0  # seconds that an asynchronous call waits before it answers
    begun: int = 0  # asynchronous calls
    cancelled: int = 0

    def __init__(self, queue: Sequence[Said] = (), always: Said | None = None, slow: float = 0.0) -> None:
        super().__init__(queue=list(queue), always=always, asked=[], limits=[], slow=slow)

    @property
    def _llm_type(self) -> str:
        return "fake"

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        self.asked.append(messages)
        self.limits.append(kwargs)
        said: Said | None = self.queue.pop(0) if self.queue else self.always
        if said is None:
            raise AssertionError("the fake model was asked once more than it has replies")
        if isinstance(said, Exception):
            raise said
        if not isinstance(said, str | AIMessage):
            said = said(messages)
        reply = said if isinstance(said, AIMessage) else AIMessage(content=said)
        return ChatResult(generations=[ChatGeneration(message=reply)])

    async def _agenerate(self, *args: Any, **kwargs: Any) -> ChatResult:
        self.begun += 1
        try:
            await asyncio.sleep(self.slow)
        except asyncio.CancelledError:
            self.cancelled += 1
            raise
        return self._generate(*args, **kwargs)

    def texts(self, call: int = -1) -> str:
        """All that one call was given, as one text."""
        return "\n".join(str(message.content) for message in self.asked[call])
