"""Instructions to the assistant inside a question: they are taken out, and what is honestly asked remains.

A sentence that tells the assistant what to be or to say and asks nothing is no part of the question; nor is a
clause, or a remark in brackets, that names nothing to look up. A figure dictated for an item is neither: the
question is refused. What the instructions look like is data (instructions.toml).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from qa.understanding.asked import read_asked
from qa.understanding.vocabulary import load_vocabulary

FILE: Final = Path(__file__).with_name("instructions.toml")
_ASIDE = re.compile(r"```.*?```|<(\w+)>.*?</\1>|\([^()]*\)|【[^【】]*】|\[[^\[\]]*\]")
_SENTENCE = re.compile(r".+?(?:[。！!？?；;]+|\.(?=[\s\u3400-\u9fff]|$)|$)")
_CLAUSE = re.compile(r"(?:\{[^}]*\}|“[^”]*”|\"[^\"]*\"|[^,，:：])+[,，:：]?|[,，:：]")
_EDGES = " ,，:：;；。.!！-—'\""
_LEAST: Final = 2  # characters that may ask something


@dataclass(frozen=True, slots=True)
class Heard:
    """A question without what instructs the assistant (`dropped`); `text` is empty where that is all it says.

    `dictated` where it orders a figure for something that a disclosure holds.
    """

    text: str
    dropped: tuple[str, ...] = ()
    dictated: bool = False


@dataclass(frozen=True, slots=True)
class _Patterns:
    addressed: tuple[re.Pattern[str], ...]
    openings: tuple[re.Pattern[str], ...]
    asks: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    data = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return _Patterns(
        tuple(map(re.compile, data["addressed"])),
        tuple(map(re.compile, data["openings"])),
        re.compile(data["asks"]),
    )


def without_instructions(text: str) -> Heard:
    """The folded text without its instructions; as it is where there are none."""
    dropped: list[str] = []
    sentences = [match.group() for match in _SENTENCE.finditer(_without_asides(text, dropped))]
    only = [said for said in sentences if _addressed(said) and not _asks(said)]
    if any(_says_something(said) for said in sentences if said not in only):
        dropped += only
        sentences = [said for said in sentences if said not in only]
    clauses = list(_kept_clauses(sentences, dropped))
    rest = "".join(clauses)
    if not dropped and rest == text:
        return Heard(text, dictated=_dictates(clauses))
    rest = rest.strip(_EDGES)
    return Heard(rest if _says_something(rest) else "", tuple(dropped), _dictates(clauses))


def _without_asides(text: str, dropped: list[str]) -> str:
    for aside in [match.group() for match in _ASIDE.finditer(text)]:
        rest = text.replace(aside, " ", 1)
        if _addressed(aside.strip("()【】[]")) and _says_something(rest):
            dropped.append(aside)
            text = rest
    return text


def _kept_clauses(sentences: list[str], dropped: list[str]) -> Iterator[str]:
    """The clauses that remain; those that instruct and name nothing to look up are added to `dropped`."""
    for clause in (match.group() for said in sentences for match in _CLAUSE.finditer(said)):
        if _addressed(clause) and not _names_something(clause):
            dropped.append(clause)
            continue
        yield _without_opening(clause)


def _without_opening(clause: str) -> str:
    for opening in _patterns().openings:
        clause = opening.sub("", clause)
    return clause


def _dictates(clauses: list[str]) -> bool:
    """True where a clause orders what to say of an item of a disclosure, and asks nothing."""
    return any(_addressed(clause) and _names_something(clause) and not _asks(clause) for clause in clauses)


def _addressed(text: str) -> bool:
    """True where the assistant is told what to be or to say."""
    said = text.strip(_EDGES)
    return any(pattern.search(said) for pattern in _patterns().addressed)


def _asks(text: str) -> bool:
    return _patterns().asks.search(text) is not None


def _names_something(clause: str) -> bool:
    """True where a clause names what a disclosure holds, or asks something itself."""
    return bool(read_asked(clause, ()).named) or _asks(clause)


def _says_something(text: str) -> bool:
    for filler in load_vocabulary().fillers:
        text = text.replace(filler, "") if len(filler) > 1 else text
    return len(re.findall(r"[\u3400-\u9fffa-z]", text)) >= _LEAST
