"""English turns: what is said in short put into the words that are read (english.toml), and the words of a
turn that name a thing of its own, so that the figure before it is not given for that."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from qa.understanding.asked import read_asked
from qa.understanding.conversing.screen import said_as
from qa.understanding.normalise import is_english

_FILE = Path(__file__).with_name("english.toml")
_WORD = re.compile(r"[a-z][a-z']{2,}")
_EDGES = " ?!.,"


def in_usual_words(text: str) -> str:
    """An English turn as it is read; others as they are."""
    if not is_english(text):
        return text
    said = text.strip(_EDGES)
    for pattern, becomes in _rules("thing"):
        said = pattern.sub(becomes, said)
    for pattern, becomes in _rules("reworded"):
        if match := pattern.fullmatch(said):
            return becomes.format(
                **{key: _named(part or "") for key, part in match.groupdict().items()}
            ).strip()
    return said


def _named(part: str) -> str:
    """What English words name, as the forms print it; Latin letters right beside Chinese ones are no word."""
    named = read_asked(part, ()).named
    return "和".join(dict.fromkeys(map(said_as, named))) if named else part


def own_english(content: str) -> tuple[str, ...]:
    """The English words of a turn that no vocabulary has and that are not without weight."""
    if not is_english(content):
        return ()
    asked = read_asked(content, ())
    if asked.named:
        return ()
    return tuple(word for word in _WORD.findall(content) if word not in _weightless())


@cache
def _rules(kind: str) -> Sequence[tuple[re.Pattern[str], str]]:
    data = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return tuple((re.compile(rule["said"]), rule["becomes"]) for rule in data[kind])


@cache
def _weightless() -> frozenset[str]:
    data = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return frozenset(data["words"]["weightless"].split())
