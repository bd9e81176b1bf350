"""A GGUF file as a LangChain chat model: llama.cpp inside the process, by the wheel `xllamacpp`.

A grammar (`grammar=`, GBNF) or a JSON schema (`response_format=`) keeps the smallest model inside the
choices. llama.cpp opens a port on the loopback address beside the in-process calls; a random key closes it.
"""

from __future__ import annotations

import asyncio
import secrets
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from langchain_core.callbacks import AsyncCallbackManagerForLLMRun, CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, BaseMessage
from langchain_core.messages.utils import convert_to_openai_messages
from langchain_core.outputs import ChatGeneration, ChatResult
from pydantic import PrivateAttr

from qa.model.errors import ModelCallError, ModelFileError, ModelPackageError, ModelWindowError
from qa.model.messages import for_operator

_ERRORS = 1  # llama.cpp tells every request otherwise
_Chunk = Mapping[str, Any]


class _LlamaServer(Protocol):
    def handle_chat_completions(
        self, body: dict[str, object], piece: Callable[[_Chunk | list[_Chunk]], bool], /
    ) -> object: ...


class GgufChat(BaseChatModel):
    """A model file, loaded with the first call and kept."""

    path: Path
    context: int = 4096  # tokens of one conversation
    at_once: int = 1
    max_tokens: int = 400
    threads: int = 0  # 0: llama.cpp chooses

    _server: _LlamaServer | None = PrivateAttr(default=None)
    _loading: threading.Lock = PrivateAttr(default_factory=threading.Lock)

    @property
    def _llm_type(self) -> str:
        return "gguf"

    def load(self) -> _LlamaServer:
        """Load the file now. Raises ModelPackageError, ModelFileError."""
        with self._loading:
            if self._server is None:
                self._server = self._open()
            return self._server

    def _open(self) -> _LlamaServer:
        try:
            import xllamacpp
        except ImportError as error:
            raise ModelPackageError(
                for_operator("package", name=f"gguf:{self.path.name}", package="xllamacpp")
            ) from error
        params = xllamacpp.CommonParams()
        params.model.path = str(self.path)
        params.n_ctx = self.context * self.at_once  # llama.cpp divides the window among its slots
        params.n_parallel = self.at_once
        params.verbosity = _ERRORS
        params.hostnames = ["127.0.0.1"]
        params.api_keys = [secrets.token_urlsafe(24)]
        if self.threads:
            params.cpuparams.n_threads = self.threads
        try:
            if not self.path.is_file():
                raise RuntimeError("no such file")
            server: _LlamaServer = xllamacpp.Server(params)
            return server
        except RuntimeError as error:
            raise ModelFileError(for_operator("file", path=self.path)) from error

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: object,
    ) -> ChatResult:
        return self._complete(messages, stop, kwargs, threading.Event())

    async def _agenerate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: AsyncCallbackManagerForLLMRun | None = None,
        **kwargs: object,
    ) -> ChatResult:
        left = threading.Event()
        try:
            return await asyncio.to_thread(self._complete, messages, stop, kwargs, left)
        finally:
            left.set()  # whoever asked is gone: llama.cpp stops with the next token

    def _complete(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None,
        limits: Mapping[str, object],
        left: threading.Event,
    ) -> ChatResult:
        body: dict[str, object] = {
            "messages": convert_to_openai_messages(messages),
            "max_tokens": self.max_tokens,
            "temperature": 0,
            "stream": True,
            "stream_options": {"include_usage": True},
            **({"stop": stop} if stop else {}),
            **limits,
        }
        reply = _Reply()
        answered = self.load().handle_chat_completions(body, reply.take(left))
        if isinstance(answered, dict):
            reply.note_error(answered)
        return reply.result(self.path.name)


@dataclass
class _Reply:
    """A streamed reply, put together."""

    text: list[str] = field(default_factory=list)
    finish: str | None = None
    usage: tuple[int, int] = (0, 0)
    error: Mapping[str, Any] | None = None

    def take(self, left: threading.Event) -> Callable[[_Chunk | list[_Chunk]], bool]:
        """What llama.cpp calls with every piece; True stops it."""

        def piece(said: _Chunk | list[_Chunk]) -> bool:
            for chunk in said if isinstance(said, list) else [said]:
                self._add(chunk)
            return left.is_set()

        return piece

    def _add(self, chunk: Mapping[str, Any]) -> None:
        self.note_error(chunk)
        for choice in chunk.get("choices") or ():
            self.text.append(choice.get("delta", {}).get("content") or "")
            self.finish = choice.get("finish_reason") or self.finish
        if used := chunk.get("usage"):
            self.usage = (used.get("prompt_tokens", 0), used.get("completion_tokens", 0))

    def note_error(self, chunk: Mapping[str, Any]) -> None:
        """Keep what went wrong, if this piece says so."""
        if error := chunk.get("error"):
            self.error = error

    def result(self, name: str) -> ChatResult:
        """The message with its usage. Raises ModelWindowError, ModelCallError."""
        if self.error is not None:
            kind = str(self.error.get("type", ""))
            if "context" in kind:
                raise ModelWindowError(for_operator("window", name=name))
            raise ModelCallError(for_operator("failed", name=name, error=kind or "llama.cpp"))
        tokens_in, tokens_out = self.usage
        message = AIMessage(
            content="".join(self.text),
            response_metadata={"finish_reason": self.finish, "model_name": name},
            usage_metadata={
                "input_tokens": tokens_in,
                "output_tokens": tokens_out,
                "total_tokens": tokens_in + tokens_out,
            },
        )
        return ChatResult(generations=[ChatGeneration(message=message)])
