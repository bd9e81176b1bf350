"""How many bodies or inner divisions a department has: from the words beside the number that is printed."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from qa.composing.figures.single import place
from qa.composing.phrases import phrase
from qa.composing.telling import bodies
from qa.draft import Writer, figure_text, who
from qa.finding.corpus import DocView
from qa.types import Draft, Intent, Reading, SentenceHit, Status

_FILE = Path(__file__).with_name("organised.toml")
_PATTERNS = ("asked", "before", "after", "sentence")
_CLAUSE = re.compile("[，,；;。：:]")
_UNITS = frozenset({"个", "家"})


@dataclass(frozen=True, slots=True)
class Kind:
    """What is counted: how it is asked for, and the words before and after the number that print it."""

    asked: re.Pattern[str]
    before: re.Pattern[str]
    after: re.Pattern[str]
    sentence: re.Pattern[str]
    item: str
    listed: bool  # a table of the bodies says it as well


@cache
def _kinds() -> tuple[Kind, ...]:
    data = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return tuple(_kind(kind) for kind in data["kind"])


def _kind(data: Mapping[str, str | bool]) -> Kind:
    asked, before, after, sentence = (re.compile(str(data[name])) for name in _PATTERNS)
    return Kind(asked, before, after, sentence, str(data["item"]), bool(data.get("listed", False)))


def how_many(reading: Reading, view: DocView) -> Draft | None:
    """The number of bodies or divisions that is asked for, as a sentence prints it; None where none does."""
    if reading.intent is not Intent.LOOKUP or reading.counted not in {None, *_UNITS} or reading.across:
        return None
    for kind in _kinds():
        if kind.asked.search(reading.content) is None:
            continue
        if (found := next(_printed(kind, view), None)) is not None:
            return _told(view, *found)
        if kind.listed and (draft := bodies.counted(view)) is not None:
            return draft
    return None


def _printed(kind: Kind, view: DocView) -> Iterator[tuple[SentenceHit, str]]:
    """The numbers beside which a sentence says what is counted, with the words that say it."""
    for sentence in view.sentences:
        if kind.sentence.search(sentence.text) is None:
            continue
        for figure in sentence.figures:
            if figure.unit not in _UNITS:
                continue
            after = kind.after.match(sentence.text, figure.end)
            if after or kind.before.search(sentence.text[: figure.start]):
                item = after.group().strip() if after else kind.item
                yield SentenceHit(sentence, 1.0, figure, figure.measure), item


def _told(view: DocView, hit: SentenceHit, item: str) -> Draft:
    """The number with its place; with the names where they are listed right before the number."""
    writer, figure = Writer(), hit.figure
    assert figure is not None
    names = {"who": who(view.disclosure), "year": view.disclosure.year, "item": item}
    values = {"figure": figure_text(hit), "mark": writer.mark(hit)}
    subject = figure.subject or item
    if any(subject[n : n + 2] in item for n in range(len(subject) - 1)):
        text = phrase("lookup", "cell", **names, **values) + place(hit)
    else:
        clause = _CLAUSE.split(hit.sentence.text[: figure.start])[-1].strip()
        text = phrase("words", "counted", **names, **values, clause=clause) + place(hit)
    return writer.draft(Status.ANSWERED, text, value=figure.value, unit=figure.unit)
