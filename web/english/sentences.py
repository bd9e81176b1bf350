"""An answer of the local answerer in English, sentence by sentence, for readers who have no Chinese.

The local answerer speaks in phrases with blanks (qa/composing/phrases.toml). Here each is recognised by its
fixed words and said by its English twin (sentences.toml) with what stood in the blanks: figures and marks are
carried over as they are, so that nothing can be said here that was not verified there. Quotations and names
stay in the language of the document. A text that is not wholly made of known phrases, as a language model
writes it, has no English.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from qa.composing.phrases import phrases
from web.english.blanks import figure, filled
from web.english.wording import load_wording

_BLANK = re.compile(r"\{(\w+)\}")
_BETWEEN = re.compile(r"[\uff1b\s]*")
_ENTRY_ENDS = "\uff1b"


@dataclass(frozen=True, slots=True)
class _Phrase:
    short: re.Pattern[str]
    long: re.Pattern[str]
    english: str

    def begins(self, text: str, start: int) -> Iterator[re.Match[str]]:
        """The phrase at that place of the text; what it quotes or lists may hold the signs that end it."""
        found = [shape.match(text, start) for shape in dict.fromkeys((self.short, self.long))]
        yield from (match for match in found if match)

    def said(self, match: re.Match[str]) -> str | None:
        """The phrase in English, None where what stands in a blank of it is none of ours."""
        values = {name: filled(name, held, list_item) for name, held in match.groupdict().items()}
        bare = {f"{name}_bare": figure(held, bare=True) for name, held in match.groupdict().items()}
        return None if None in values.values() else self.english.format_map(bare | values)

    @property
    def goes_on(self) -> bool:
        """True for what continues the phrase before it."""
        return not self.english[0].isupper() and self.english[0] not in "{“("


def in_english(text: str) -> str | None:
    """The answer's text in English with its marks, None where a part of it is no phrase we know."""
    said = _parsed(text.strip())
    return None if said is None else "".join(said).strip()


def option_in_english(question: str) -> str | None:
    """A question to click, as it is shown; None where it is of no usual shape."""
    for shape, english in _options():
        if match := shape.fullmatch(question):
            return _Phrase(shape, shape, english).said(match)
    return None


def check_in_english(line: str) -> str:
    """A line about an identity: its own words in English, labels as the form prints them."""
    for chinese, english in load_wording().checks.items():
        line = re.sub(chinese, english, line)
    return line


def list_item(text: str) -> str | None:
    """One entry of a list in English, a question to ask among them; None where it is no phrase of lists."""
    for phrase in _phrases(in_lists=True):
        if match := phrase.long.fullmatch(text):
            return phrase.said(match)
    return option_in_english(text.strip("“”"))


def _beginning(text: str, start: int) -> Iterator[tuple[_Phrase, re.Match[str]]]:
    for phrase in _phrases(in_lists=False):
        for match in phrase.begins(text, start):
            yield phrase, match


def _parsed(text: str) -> list[str] | None:
    """The phrases that the text is made of, each with what stands before it; the surest reading first."""
    dead: set[int] = set()

    def read(start: int) -> list[str] | None:
        between = _BETWEEN.match(text, start)
        begun = between.end() if between else start
        if begun == len(text):
            return []
        if begun in dead:
            return None
        for phrase, match in _beginning(text, begun):
            said = phrase.said(match)
            if said is not None and (rest := read(match.end())) is not None:
                if _ENTRY_ENDS in text[start:begun]:
                    said = f"; {said}"
                elif not phrase.goes_on:
                    said = f" {said[:1].upper()}{said[1:]}"
                return [said, *rest]
        dead.add(begun)
        return None

    return read(0)


def _held(blank: str) -> str:
    """What the blank of that name can hold, as a pattern."""
    wording = load_wording()
    kind = "figures" if blank in wording.blanks["figures"] else "else"
    return wording.held.get(blank, wording.held[kind])


@cache
def _phrases(*, in_lists: bool) -> tuple[_Phrase, ...]:
    wording = load_wording()
    pairs = [
        (chinese, wording.phrases[section][name])
        for section, entries in phrases().items()
        for name, chinese in entries.items()
        if name in wording.phrases.get(section, {}) and (f"{section}.{name}" in wording.in_lists) is in_lists
    ]
    if not in_lists:
        pairs.extend(wording.beside)
    surest_first = sorted(pairs, key=lambda pair: -len(_BLANK.sub("", pair[0])))
    return tuple(_Phrase(*_shapes(chinese), english) for chinese, english in surest_first)


@cache
def _options() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((_shapes(chinese)[0], english) for chinese, english in load_wording().options)


def _shapes(chinese: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A phrase as patterns, what it quotes or lists as short and as long as can be; a blank that comes again
    holds the same."""
    short, long = [], []
    seen: set[str] = set()
    for n, piece in enumerate(_BLANK.split(chinese)):
        if n % 2 == 0:
            held = longest = re.escape(piece)
        elif piece in seen:
            held = longest = f"(?P={piece})"
        else:
            seen.add(piece)
            held = f"(?P<{piece}>{_held(piece)})"
            longest = f"(?P<{piece}>.+)" if piece in load_wording().blanks["long"] else held
        short.append(held)
        long.append(longest)
    return re.compile("".join(short), re.S), re.compile("".join(long), re.S)
