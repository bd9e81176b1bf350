"""What a piece of evidence prints: its figures with their units, its labels, its years, its department."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from index.forms.labels import label_key
from index.types import Cell, Disclosure, Figure, Sentence
from qa.compute import unit_of, value_of
from qa.types import CellHit, Hit, SentenceHit
from qa.verifying.lists import lists
from qa.verifying.numerals import FACTS, Numeral, plain_text, scan

_SPACES = re.compile(r"\s+")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


@dataclass(frozen=True, slots=True)
class Printed:
    """A figure as its evidence prints it: `value` in 元 for money, `family` None where no unit is printed."""

    value: Decimal
    family: str | None
    size: Decimal = Decimal(1)  # of the printed unit
    figure: Figure | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """The evidence behind one mark. All texts are folded; `words` are without white space."""

    n: int
    hit: Hit
    disclosure: Disclosure
    page: int
    printed: tuple[Printed, ...]
    labels: tuple[str, ...]
    words: tuple[str, ...]
    years: frozenset[int]

    @property
    def cell(self) -> Cell | None:
        """The cell, where the evidence is one."""
        return self.hit.cell if isinstance(self.hit, CellHit) else None

    @property
    def sentence(self) -> Sentence | None:
        """The sentence, where the evidence is one."""
        return self.hit.sentence if isinstance(self.hit, SentenceHit) else None


def squeeze(text: str) -> str:
    """Without white space."""
    return _SPACES.sub("", text)


def sources_of(evidence: Sequence[Hit], documents: Mapping[str, Disclosure]) -> tuple[Source, ...]:
    """The sources in the order of their marks."""
    return tuple(_source(n, hit, documents) for n, hit in enumerate(evidence, start=1))


def _source(n: int, hit: Hit, documents: Mapping[str, Disclosure]) -> Source:
    if isinstance(hit, CellHit):
        cell = hit.cell
        labels, words = _cell_words(
            cell.row_label, cell.row_path, cell.column_label, cell.table_title, cell.table_no or "", cell.text
        )
        return Source(
            n,
            hit,
            documents[cell.doc_id],
            cell.page,
            tuple(_of_cell(hit)),
            labels,
            words,
            _years_of(documents[cell.doc_id].year, words),
        )
    sentence = hit.sentence
    labels, words = _sentence_words(sentence)
    years = _years_of(documents[sentence.doc_id].year, words)
    stated = {year for figure in sentence.figures for year in (figure.year, figure.base_year) if year}
    return Source(
        n,
        hit,
        documents[sentence.doc_id],
        sentence.page,
        _of_sentence(sentence),
        labels,
        words,
        years | stated,
    )


def _years_of(year: int, words: Sequence[str]) -> frozenset[int]:
    return frozenset({year}) | {int(found) for text in words for found in _YEAR.findall(text)}


@lru_cache(maxsize=8192)
def _cell_words(
    row: str, path: tuple[str, ...], column: str, title: str, table_no: str, text: str
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Labels, longest first, and everything that may be quoted from a cell."""
    columns = (column, *column.split(" / "))
    said = (row, label_key(row), *path, *(label_key(part) for part in path), *columns, title)
    labels = {plain_text(label) for label in said if len(label) > 1}
    words = tuple(squeeze(plain_text(label)) for label in (*said, table_no, text) if label)
    return tuple(sorted(labels, key=lambda w: (-len(w), w))), words


@lru_cache(maxsize=8192)
def _sentence_words(sentence: Sentence) -> tuple[tuple[str, ...], tuple[str, ...]]:
    subjects = {plain_text(figure.subject) for figure in sentence.figures if figure.subject}
    labels = {label for label in subjects if len(label) > 1}
    said = (sentence.text, sentence.reason or "", *sentence.section)
    return tuple(sorted(labels, key=lambda w: (-len(w), w))), tuple(squeeze(plain_text(s)) for s in said if s)


def family_of(unit: str | None) -> tuple[str | None, Decimal]:
    """The family of a printed unit and its size in it."""
    if not unit:
        return None, Decimal(1)
    return lists().units.get(plain_text(unit), (unit, Decimal(1)))


def _of_cell(hit: CellHit) -> Iterator[Printed]:
    value = value_of(hit)
    family, size = family_of(unit_of(hit))
    if value is not None:
        yield Printed(value * size, family, size)
    elif not hit.cell.text.strip():
        yield Printed(Decimal(0), family, size)  # a blank counts as nothing reported in a sum
    if value is None:
        yield from _in_text(hit.cell.text)


@lru_cache(maxsize=8192)
def _of_sentence(sentence: Sentence) -> tuple[Printed, ...]:
    figures = []
    for figure in sentence.figures:
        family, size = family_of(figure.unit)
        figures.append(Printed(figure.value * size, family, size, figure))
    known = {(abs(each.value), each.family) for each in figures}
    others = [each for each in _in_text(sentence.text) if (abs(each.value), each.family) not in known]
    return (*figures, *others)


def _in_text(text: str) -> Iterator[Printed]:
    """Every numeral of a text that states a fact."""
    for numeral in scan(plain_text(text)):
        if numeral.kind in FACTS:
            yield Printed(numeral.value, numeral.family, _size(numeral))


def _size(numeral: Numeral) -> Decimal:
    return numeral.value / numeral.bare if numeral.bare else Decimal(1)


def comparable(sources: Sequence[Source]) -> list[tuple[Source, Decimal]]:
    """One figure for each source, all of one family: of a cell its value, of a sentence its figure."""
    found = [(source, printed) for source in sources if (printed := main_figure(source)) is not None]
    families = [printed.family for _, printed in found]
    family = max(families, key=families.count, default=None)
    return [(source, printed.value) for source, printed in found if printed.family == family]


def main_figure(source: Source) -> Printed | None:
    """What a piece of evidence was chosen for: the value of a cell, the figure of a sentence."""
    figure = source.hit.figure if isinstance(source.hit, SentenceHit) else None
    if source.sentence is not None and figure is None:
        return None
    return next((p for p in source.printed if source.cell is not None or p.figure == figure), None)
