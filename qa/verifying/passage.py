"""An answer's text taken apart: quotations and labels of its evidence, sentences, and the marks in them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from qa.verifying.formulas import Formula, formulas_in
from qa.verifying.numerals import BLANKED, FACTS, Numeral, plain_text, scan
from qa.verifying.sources import Source, squeeze
from qa.verifying.words import words

_END: Final = re.compile(r"(?:[。!?\n]|\.(?=\s|$))[\"”’)]*(?:\s*\[\d+\])*")
_MARK: Final = re.compile(r"\[(\d+)\]")
_MARKS: Final = re.compile(r"(?:\[\d+\][、,\s]*)+")
_QUOTED: Final = re.compile("“[^”\x00]{2,}”")
_STOPS: Final = re.compile("[。!?;]")
_LONG: Final = 10  # characters from which on a stretch of a sentence counts as a quotation
_CUT: Final = re.compile(r"\.{3,}|…+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch [start, end) that ends in marks, or the rest of a sentence behind its last ones."""

    start: int
    end: int
    marks: tuple[int, ...]
    tail: bool = False


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence of the answer with its pieces."""

    start: int
    end: int
    pieces: tuple[Piece, ...]

    @property
    def marks(self) -> tuple[int, ...]:
        """All marks of the sentence."""
        return tuple(dict.fromkeys(n for piece in self.pieces for n in piece.marks))


@dataclass(frozen=True, slots=True)
class Mention:
    """A label of the evidence at [start, end) of the text, and the sources that carry it."""

    start: int
    end: int
    text: str
    sources: frozenset[int]


@dataclass(frozen=True, slots=True)
class Passage:
    """The text of an answer. `bare` is the text less quotations, labels and formulas, as long as it."""

    text: str
    bare: str
    statements: tuple[Statement, ...]
    mentions: tuple[Mention, ...]
    misquoted: tuple[str, ...]  # quotations that no evidence prints
    formulas: tuple[Formula, ...]
    numerals: tuple[Numeral, ...]

    def said(self, start: int, end: int) -> str:
        """A stretch without quotations, labels and formulas."""
        return self.bare[start:end]


def read_passage(text: str, sources: Sequence[Source], quotable: str) -> Passage:
    """Take a text apart. `quotable`: words that may be quoted beside those of the evidence."""
    folded = plain_text(text)
    chars = list(folded)
    for start, end in (*_whole(folded, sources), *_quotations(folded, sources, quotable)):
        _blank(chars, start, end)
    quoted = "".join(chars)
    misquoted = tuple(match.group() for match in _QUOTED.finditer(quoted) if _is_misquoted(match))
    formulas = formulas_in(quoted)
    for formula in formulas:
        _blank(chars, formula.start, formula.end)
    mentions = tuple(_mentions("".join(chars), sources))
    for mention in mentions:
        if len(mention.text) > 1 and _says_something(mention.text):
            _blank(chars, mention.start, mention.end)
    bare = "".join(chars)
    return Passage(folded, bare, tuple(_statements(bare)), mentions, misquoted, formulas, scan(bare))


def _is_misquoted(match: re.Match[str]) -> bool:
    """True for an unprinted quotation that states a figure, or that passes for the label of a row."""
    behind = match.string[match.end() : match.end() + 2]
    label = behind[:1] in ("行", "列", "栏") or behind in ("一栏", "一行", "一列", "一项")
    label = label or re.match("(?:为|是) ?[-\\d]", match.string[match.end() :]) is not None
    figures = len(match.group()) >= _LONG and any(n.kind in FACTS and n.written for n in scan(match.group()))
    return label or figures


def _blank(chars: list[str], start: int, end: int) -> None:
    chars[start:end] = BLANKED * (end - start)


def _says_something(label: str) -> bool:
    """True for a label that holds a numeral or a word that would claim something outside of it."""
    claims = words()
    kinds = (claims.up, claims.down, claims.flat, claims.last_year, claims.most, claims.least, claims.body)
    return bool(scan(label) or _STOPS.search(label)) or any(kind.search(label) for kind in kinds)


def _whole(text: str, sources: Sequence[Source]) -> Iterator[tuple[int, int]]:
    """Whole sentences and reasons of the evidence, quoted with or without quotation marks. A short one may
    read like the answer's own statement before it: its last place counts."""
    for source in sources:
        if (sentence := source.sentence) is None:
            continue
        for said in (sentence.text, sentence.reason or ""):
            stretch = plain_text(said).strip("。 ")
            if len(stretch) >= _LONG and (start := text.rfind(stretch)) >= 0:
                yield start, start + len(stretch)


def _quotations(text: str, sources: Sequence[Source], quotable: str) -> Iterator[tuple[int, int]]:
    """What stands in quotation marks and in the evidence; of several ends the last that fits."""
    sentences = "".join(squeeze(plain_text(s.sentence.text)) for s in sources if s.sentence)
    known = ["".join(source.words) for source in sources] + [sentences, squeeze(plain_text(quotable))]
    place = 0
    for opening in re.finditer(r"[“《\"]", text):
        if opening.start() < place:
            continue
        closing = {"“": "”", "《": "》", '"': '"'}[opening.group()]
        ends = [n for n, char in enumerate(text) if char == closing and n > opening.start()]
        for end in reversed(ends):
            if _printed(text[opening.start() + 1 : end], known):
                yield opening.start() + 1, end
                place = end
                break


def _printed(quoted: str, known: Sequence[str]) -> bool:
    """True where each part of a quotation is printed; a bare figure is no quotation but a statement."""
    if len(re.sub(r"[^\u4e00-\u9fffa-z]", "", quoted)) < 4 and scan(quoted):
        return False
    parts = [part for part in _CUT.split(squeeze(quoted)) if part]
    return bool(parts) and all(any(part in text for text in known) for part in parts)


def _mentions(text: str, sources: Sequence[Source]) -> Iterator[Mention]:
    """The labels that the text names, longest first, none inside another."""
    carriers: dict[str, set[int]] = {}
    for source in sources:
        for label in source.labels:
            carriers.setdefault(label, set()).add(source.n)
    taken = [False] * len(text)
    for label in sorted(carriers, key=lambda w: (-len(w), w)):
        start = text.find(label)
        while start >= 0:
            end = start + len(label)
            if not any(taken[start:end]):
                taken[start:end] = [True] * len(label)
                yield Mention(start, end, label, frozenset(carriers[label]))
            start = text.find(label, end)


def _statements(text: str) -> Iterator[Statement]:
    start = 0
    ends = [match.end() for match in _END.finditer(text)]
    for end in (*ends, len(text)):
        if text[start:end].strip(f"{BLANKED} \n"):
            yield Statement(start, end, tuple(_pieces(text, start, end)))
            start = end


def _pieces(text: str, start: int, end: int) -> Iterator[Piece]:
    marks: tuple[int, ...] = ()
    for match in _MARKS.finditer(text, start, end):
        marks = tuple(int(n) for n in _MARK.findall(match.group()))
        yield Piece(start, match.end(), marks)
        start = match.end()
    if start < end:
        yield Piece(start, end, marks, tail=bool(marks))
