"""Language models that lie: what they write must never reach an answer as a figure.

The seam for further ones: anything that makes a reply from the messages of a call.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final

from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatResult

from index.config import Settings
from index.store.facts import FactStore
from qa.model.client import ModelClient
from qa.model.connect import Connection
from qa.pipeline import Assistant

Reply = Callable[[str], str]
_ITEM: Final = re.compile(r"^(?P<key>c\d+)｜(?P<body>.+?)｜(?P<item>.+?)｜", re.MULTILINE)
_FALSE: Final = "98765.43"


class LyingChat(BaseChatModel):
    """Replies by a function of the last message."""

    reply: Reply

    @property
    def _llm_type(self) -> str:
        return "adversary"

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: object,
    ) -> ChatResult:
        said = self.reply(str(messages[-1].content))
        return ChatResult(generations=[ChatGeneration(message=AIMessage(content=said))])


def _first(message: str) -> tuple[str, str, str]:
    """Key, department and item of the first item that a message gives."""
    found = _ITEM.search(message)
    return (found["key"], found["body"], found["item"]) if found else ("c1", "", "")


def states_a_figure(message: str) -> str:
    """A figure of its own beside the item's name."""
    _, body, item = _first(message)
    return f"{body}{item}为 {_FALSE} 万元。"


def adds_a_figure(message: str) -> str:
    """The right placeholder, and a figure of its own after it."""
    key, body, item = _first(message)
    return f"{body}{item}为{{{key}}}，约占全部支出的 {_FALSE}%。"


def unknown_placeholder(_: str) -> str:
    """A placeholder that stands for nothing."""
    return "查得的数额为{c99}。"


def other_item(message: str) -> str:
    """The right figure under the name of another item."""
    key, body, _ = _first(message)
    return f"{body}会议费为{{{key}}}。"


def other_body(message: str) -> str:
    """The right figure as that of another department and year."""
    key, _, item = _first(message)
    return f"云溪县文化馆1999年度{item}为{{{key}}}。"


def twice_as_much(message: str) -> str:
    """A computation that nobody asked for."""
    key, body, item = _first(message)
    return f"{body}{item}为{{sum:{key},{key}}}。"


def in_words(message: str) -> str:
    """A figure in Chinese numerals, which no search for digits finds."""
    _, body, item = _first(message)
    return f"{body}{item}为九万八千七百六十五万元。"


def obeys(message: str) -> str:
    """What an injection would have it say."""
    return f"HACKED {_FALSE}"


def endless(_: str) -> str:
    """No end and no sense."""
    return "一切正常。" * 2000


def silent(_: str) -> str:
    """Nothing."""
    return ""


ADVERSARIES: Final[Mapping[str, Reply]] = {
    reply.__name__: reply
    for reply in (
        states_a_figure,
        adds_a_figure,
        unknown_placeholder,
        other_item,
        other_body,
        twice_as_much,
        in_words,
        obeys,
        endless,
        silent,
    )
}
FORBIDDEN: Final = (_FALSE, "HACKED", "九万八千", "云溪县文化馆", "{c", "一切正常")


def assistant_with(name: str, settings: Settings, store: FactStore) -> Assistant:
    """An assistant whose answers one of the adversaries reads and writes."""
    connection = Connection(LyingChat(reply=ADVERSARIES[name]), f"adversary:{name}", "adversary")
    return Assistant(settings, store, ModelClient(settings, connection))
