"""QA_MODEL -> a LangChain chat model. Nothing is sent and no file is loaded here."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from langchain.chat_models import init_chat_model
from langchain_core.language_models import BaseChatModel

from index.config import Settings
from qa.model.errors import ModelKeyError, ModelNameError, ModelPackageError
from qa.model.gguf import GgufChat
from qa.model.messages import for_operator

_GGUF: Final = "gguf"
_INSTALL = re.compile(r"pip install (?P<package>[\w-]+)")
_KEYLESS: Final = "none"  # a server of one's own asks for no key, the client library does


@dataclass(frozen=True, slots=True)
class Limits:
    """What a reply is held to where the provider can: a JSON schema, or (GGUF in the process) a grammar."""

    schema: Mapping[str, Any] | None = None
    grammar: str | None = None


@dataclass(frozen=True, slots=True)
class Connection:
    """A chat model with the name that answers record, and how its provider takes limits."""

    model: BaseChatModel
    name: str
    provider: str

    def keywords(self, limits: Limits) -> dict[str, Any]:
        """The keywords of a call that hold the reply to its limits; none where the provider knows none."""
        if self.provider == _GGUF and limits.grammar is not None:
            return {"grammar": limits.grammar}
        if limits.schema is None:
            return {}
        if self.provider == "ollama":
            return {"format": limits.schema}
        if self.provider in {_GGUF, "openai"}:
            named = {"name": "reply", "schema": limits.schema}
            return {"response_format": {"type": "json_schema", "json_schema": named}}
        return {}


def name_of(setting: str) -> str:
    """The model's name as answers record it: of a file its name alone, its folder is nobody's business."""
    provider, _, rest = setting.partition(":")
    return f"{_GGUF}:{Path(rest).name}" if provider == _GGUF else setting


def connect(settings: Settings) -> Connection:
    """The chat model of the settings. Raises ModelNameError, ModelPackageError, ModelKeyError."""
    provider, found, rest = settings.model.partition(":")
    name = name_of(settings.model)
    if not found or not provider.strip() or not rest.strip():
        raise ModelNameError(for_operator("name", name=name))
    if provider == _GGUF:
        model: BaseChatModel = GgufChat(
            path=Path(rest).expanduser(),
            context=settings.model_context,
            at_once=settings.model_at_once,
            max_tokens=settings.model_max_tokens,
        )
        return Connection(model, name, provider)
    try:
        return Connection(init_chat_model(settings.model, **_options(provider, settings)), name, provider)
    except ImportError as error:
        package = _INSTALL.search(str(error))
        missing = package["package"] if package else provider
        raise ModelPackageError(for_operator("package", name=name, package=missing)) from error
    except Exception as error:
        # Each client has its own error for a missing key; a ValueError of LangChain is an unknown provider.
        if "key" in str(error).lower() or "credential" in str(error).lower():
            raise ModelKeyError(for_operator("key", name=name)) from error
        raise ModelNameError(for_operator("name", name=name)) from error


def _options(provider: str, settings: Settings) -> dict[str, Any]:
    """Keywords of the client. Retries are ours (client.py), so that they stay within the time of a call."""
    options: dict[str, Any] = {"temperature": 0}
    if settings.model_url:
        options["base_url"] = settings.model_url
    if provider == "ollama":
        return options | {
            "num_predict": settings.model_max_tokens,
            "num_ctx": settings.model_context,
            "client_kwargs": {"timeout": settings.model_seconds},
        }
    options |= {
        "max_tokens": settings.model_max_tokens,
        "timeout": settings.model_seconds,
        "max_retries": 0,
    }
    if provider == "openai":
        options["use_responses_api"] = False  # what compatible servers speak
        if settings.model_url and not os.environ.get("OPENAI_API_KEY"):
            options["api_key"] = _KEYLESS
    return options
