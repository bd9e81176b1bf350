"""A statement that a question asks to be confirmed: without the words that only turn it into a question
(…，对吗), and set apart from the question whether accounts are right (合计对吗). Words are in claims.toml."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

_MARKS = " ,，、。.?？!！~"
_LEAST_STATED = 4  # characters: 对吗 alone is asked of the turn before
_EITHER_WAY = re.compile(  # 是多了还是少了
    "(?:多|增|涨|上升|高).{0,3}还是.{0,2}(?:少|减|降|低|下降)|(?:少|减|降|低).{0,2}还是.{0,2}(?:多|增|涨|升|高)"
)
_OR_NOT = re.compile(r"([买出花超增减降涨有变多少])[没不]\1")  # 买没买


@cache
def _words() -> Mapping[str, Sequence[str]]:
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))


@cache
def _tag() -> re.Pattern[str]:
    tags = "|".join(sorted(map(re.escape, _words()["tags"]), key=len, reverse=True))
    return re.compile(rf"(?P<apart>[,，、\s])?(?:{tags})[{_MARKS}]*$")


@cache
def _stated() -> re.Pattern[str]:
    return re.compile("|".join(_words()["stated"]))


def without_tag(text: str) -> str:
    """A folded turn whose tag (，对吗; 吧) has become 吗; as it is where the tag asks something itself
    (合计对吗) or nothing is stated before it."""
    tag = _tag().search(text)
    if tag is None or len(text[: tag.start()].strip(_MARKS)) < _LEAST_STATED:
        return text
    head = text[: tag.start()].rstrip(_MARKS)
    return f"{head}吗" if states(head) else text.replace("对不对", "对吗")  # 不对 alone takes back a turn


def states(text: str) -> bool:
    """True where something is claimed that the accounts confirm or deny."""
    return _stated().search(text) is not None


def asks_more(text: str) -> bool:
    """True where a figure, a cause or a name is asked for."""
    return any(word in text for word in _words()["open"])


def asks_whether(text: str) -> bool:
    """True for a folded turn that wants yes or no: no figure, cause or name beside it."""
    words = _words()
    if asks_more(text):
        return False
    inside = any(word in text for word in words["whether"]) or _OR_NOT.search(text) is not None
    inside = inside or _EITHER_WAY.search(text) is not None
    return inside or _tag().search(text) is not None or text.rstrip(_MARKS).endswith(tuple(words["ends"]))


def statement(content: str) -> str:
    """What is claimed, without the words that ask whether it is so."""
    text = _OR_NOT.sub(r"\1", _tag().sub("", content).rstrip(_MARKS))
    text = re.sub("(?:是真的|真的|对)?[吗么](?=$|\\s)", "", text)
    text = re.sub("(?<=..)(?<![有都也])没有?$", "", text)  # 买过新车没有
    return re.sub("是不是|是否|(?:到底|真的)?有没有(?=增|减|涨|降|变|上|下|比|延|提)", "", text).strip(_MARKS)
