"""English turns: what is said in short put into the words that are read (english.toml), and the words of a
turn that name a thing of its own, so that the figure before it is not given for that."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from string import Formatter

from qa.understanding.asked import read_asked
from qa.understanding.conversing.screen import said_as
from qa.understanding.normalise import is_english

_FILE = Path(__file__).with_name("english.toml")
_WORD = re.compile(r"[a-z][a-z']{2,}")
_EDGES = " ?!.,"
# Where English and Chinese meet: folding a question drops the spaces there.
_SEAM = re.compile(r"(?<=[a-z0-9,])(?=[\u3400-\u9fff])|(?<=[\u3400-\u9fff])(?=[a-z0-9])")
_SPENDING = "spending"  # on education: the class is named with it
_YEARS, _ITEMS = ("y", "a", "b"), ("i", "j")


def in_usual_words(text: str) -> str:
    """An English turn as it is read, or a question that is English but for the department's name; others as
    they are."""
    said = _SEAM.sub(" ", text.strip(_EDGES))
    for pattern, becomes in _rules("question"):
        if match := pattern.fullmatch(said):
            return _Filled().vformat(becomes, (), match.groupdict())
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


class _Filled(Formatter):
    """Fills a question: years get their 年, items the words of the forms, what is missing its default."""

    def get_value(self, key: int | str, args: Sequence[object], kwargs: Mapping[str, object]) -> str:
        held = kwargs.get(str(key))
        if not held:
            return ""
        if key in _YEARS:
            return f"{held}年"
        return _named(str(held)) if key in _ITEMS else str(held)

    def format_field(self, value: object, format_spec: str) -> str:
        return str(value) or format_spec


def _named(part: str) -> str:
    """What English words name, as the forms print it; Latin letters right beside Chinese ones are no word."""
    named = read_asked(part, ()).named or read_asked(f"{part} {_SPENDING}", ()).named
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
