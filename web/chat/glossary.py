"""The technical terms that an answer uses, explained by the disclosure or by a list of usual meanings."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from index.types import Sentence
from web.chat.session import Term
from web.texts import CHINESE

_LEAST_LENGTH, _MOST_LENGTH = 10, 260
MOST_TERMS = 6


@dataclass(frozen=True, slots=True)
class _Entry:
    words: tuple[str, ...]
    meanings: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Glossary:
    """The usual meanings, and how to find a disclosure's own: heading of its part, shape of an entry.

    `title` matches the name of a form, which is no place to explain the words in it.
    """

    entries: tuple[_Entry, ...]
    heading: str
    entry: re.Pattern[str]
    title: str


@cache
def load_glossary() -> Glossary:
    """The glossary of glossary.toml."""
    source = resources.files("web.chat").joinpath("glossary.toml").read_text(encoding="utf-8")
    data = tomllib.loads(source)
    entries = tuple(
        _Entry(tuple(term["words"]), {name: text for name, text in term.items() if name != "words"})
        for term in data["terms"]
    )
    document = data["document"]
    entry = re.compile(document["entry"], re.S)
    return Glossary(entries, document["heading"], entry, document["title"])


def terms_in(text: str, sentences: Sequence[Sentence], language: str) -> tuple[Term, ...]:
    """The terms that `text` uses, longest first where they overlap. In Chinese the explanation printed in
    the disclosure (its `sentences`) comes before the usual one."""
    own = _own_explanations(sentences) if language == CHINESE else {}
    text = re.sub(load_glossary().title, lambda title: " " * len(title.group()), text)
    found: list[tuple[int, Term]] = []
    taken: list[tuple[int, int]] = []
    for word, entry in sorted(_words(), key=lambda pair: -len(pair[0])):
        start = text.find(word)
        if start < 0 or any(start < end and begin < start + len(word) for begin, end in taken):
            continue
        taken.append((start, start + len(word)))
        if any(term.meaning == entry.meanings[language] for _, term in found):
            continue
        printed = next((own[name] for name in entry.words if name in own), None)
        term = Term(word, *printed) if printed else Term(word, entry.meanings[language])
        found.append((start, term))
    found.sort(key=lambda pair: pair[0])
    return tuple(term for _, term in found[:MOST_TERMS])


def _words() -> list[tuple[str, _Entry]]:
    return [(word, entry) for entry in load_glossary().entries for word in entry.words]


def _own_explanations(sentences: Sequence[Sentence]) -> dict[str, tuple[str, int]]:
    """Term -> explanation and page, from the part of a disclosure that explains its terms."""
    glossary = load_glossary()
    found: dict[str, tuple[str, int]] = {}
    for sentence in sentences:
        if not any(glossary.heading in heading for heading in sentence.section):
            continue
        entry = glossary.entry.match(sentence.text)
        if entry and _LEAST_LENGTH <= len(entry["body"]) <= _MOST_LENGTH:
            found.setdefault(entry["head"].strip(' “”"'), (entry["body"].strip(), sentence.page))
    return found
