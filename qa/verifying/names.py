"""Years and departments that a sentence names: its evidence has to be of that year and of that department."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final

from index.types import Disclosure
from qa.draft import who
from qa.types import SentenceHit, Status
from qa.understanding.entities import body_names, body_words, place_names
from qa.verifying.faults import Fault, Reason
from qa.verifying.lists import Kind
from qa.verifying.numerals import BLANKED, Numeral, plain_text
from qa.verifying.passage import Piece, Statement
from qa.verifying.results import Ledger
from qa.verifying.sources import Printed, Source, squeeze
from qa.verifying.tracing import Traced
from qa.verifying.words import words

_LATIN_PLACE: Final = re.compile(r"\b([a-z]+) (?:district|county|city|province|municipality)\b")
Names = tuple[tuple[str, frozenset[str]], ...]  # longest first, with the documents that go by each
_RANKS: Final = "省市区县旗州盟镇乡"
_BEFORE: Final = 12  # characters before a year that may say that it is only compared with
_LAST_YEAR_LABEL: Final = re.compile("上年|去年|上一年|年初")


def years_at_fault(ledger: Ledger, statement: Statement, piece: Piece) -> Iterator[Fault]:
    """Years that the evidence of a piece is not of."""
    if ledger.draft.status in (Status.REFUSED, Status.CLARIFY) and not ledger.sources:
        return  # what is not there may be named by any year
    sources = ledger.of(piece.marks) or ledger.sources
    allowed = {year for source in sources for year in source.years}
    before = {source.disclosure.year - 1 for source in sources}
    said = ledger.passage.said(statement.start, statement.end)
    for numeral in years_in(ledger, piece.start, piece.end):
        year = int(numeral.value)
        compared = is_base(ledger, numeral) or words().worked_back.search(said) is not None
        fine = year in allowed or (compared and year in before)
        if fine and not compared and _behind_department(ledger, numeral, sources):
            fine = any(year in own_years(source) for source in sources)
        if not fine and not _denied(ledger, numeral):
            yield Fault(Reason.YEAR, numeral.text)


def _behind_department(ledger: Ledger, numeral: Numeral, sources: Sequence[Source]) -> bool:
    """True for a year right behind the department's name: 某某局 2021 年度 is its disclosure of that year."""
    before = ledger.passage.text[: numeral.start].rstrip(" (的")
    return any(before.endswith(name) for source in sources for name in names_of(source.disclosure))


def own_years(source: Source) -> frozenset[int]:
    """The year of a disclosure, and that of the figure for which a sentence is cited."""
    figure = source.hit.figure if isinstance(source.hit, SentenceHit) else None
    return frozenset(
        {source.disclosure.year, figure.year if figure and figure.year else source.disclosure.year}
    )


def years_in(ledger: Ledger, start: int, end: int) -> list[Numeral]:
    """The years named in a stretch."""
    return [n for n in ledger.passage.numerals if n.kind is Kind.YEAR and start <= n.start < end]


def is_base(ledger: Ledger, numeral: Numeral) -> bool:
    """True for a year that figures are only compared with: 比 2020 年减少."""
    before = ledger.passage.bare[max(0, numeral.start - _BEFORE) : numeral.start]
    return words().base.search(before) is not None


def _denied(ledger: Ledger, numeral: Numeral) -> bool:
    before = ledger.passage.bare[max(0, numeral.start - 6) : numeral.start]
    return words().not_these.search(before) is not None


def figures_of_other_years(ledger: Ledger, statement: Statement, traced: Traced) -> Iterator[Fault]:
    """A figure behind a year that it is not of: the nearest year before it decides."""
    start = traced.numeral.start
    named = [n for n in years_in(ledger, statement.start, start) if not is_base(ledger, n)]
    carriers = ledger.of(traced.sources)
    if not carriers:
        return
    nearest = {int(n.value) for n in named if n.start == named[-1].start}
    nearest = nearest or {source.disclosure.year for source in carriers}
    said = ledger.passage.bare[named[-1].end if named else statement.start : start]
    last = [m for m in words().last_year.finditer(said) if not words().base.search(said[: m.start()])]
    if last:
        nearest = {year - 1 for year in nearest}
    if not named and not last:
        return
    if traced.result is not None:
        worked_back = words().worked_back.search(ledger.passage.said(statement.start, statement.end))
        of = {source.disclosure.year - (worked_back is not None) for source in carriers}
        fine = bool(nearest & of)
    else:
        cells = [source for source in carriers if source.cell is not None] or carriers
        fine = any(nearest & _years(source, printed) for source in cells for printed in traced.printed)
    if not fine:
        yield Fault(Reason.YEAR, f"{last[-1].group() if last else named[-1].text}…{traced.numeral.text}")


def _years(source: Source, printed: Printed) -> frozenset[int]:
    """The years that a figure of the evidence may be of."""
    year = source.disclosure.year
    if source.cell is not None:
        labels = f"{source.cell.column_label} {source.cell.row_label}"
        return source.years | ({year - 1} if _LAST_YEAR_LABEL.search(labels) else set())
    figure = printed.figure
    if figure is None or figure.year is None:
        return source.years
    return frozenset({figure.year, *({year} if figure.year > year else ())})


@lru_cache(maxsize=4096)
def names_of(disclosure: Disclosure) -> tuple[str, ...]:
    """Every way to name a disclosure's department or its place, folded, longest first."""
    said = {disclosure.department, who(disclosure), disclosure.title, *disclosure.aliases}
    said |= {part for part in (*disclosure.contained_units, disclosure.region.name) if part}
    names = {squeeze(plain_text(name)) for name in said} | place_names(disclosure) | body_names(disclosure)
    return tuple(sorted((name for name in names if len(name) > 1), key=lambda w: (-len(w), w)))


@lru_cache(maxsize=4)
def _directory(disclosures: tuple[Disclosure, ...]) -> tuple[tuple[str, frozenset[str]], ...]:
    """All names, longest first, with the documents that go by them."""
    found: dict[str, set[str]] = {}
    for disclosure in disclosures:
        for name in names_of(disclosure):
            found.setdefault(name, set()).add(disclosure.doc_id)
    ordered = sorted(found.items(), key=lambda entry: -len(entry[0]))
    return tuple((name, frozenset(docs)) for name, docs in ordered)


def names_in(ledger: Ledger, documents: Mapping[str, Disclosure]) -> Names:
    """The known names that the text holds."""
    text = ledger.passage.bare
    return tuple(entry for entry in _directory(tuple(documents.values())) if entry[0] in text)


def departments_at_fault(ledger: Ledger, statement: Statement, piece: Piece, known: Names) -> Iterator[Fault]:
    """Departments and places that the evidence of a piece is not of."""
    sources = ledger.of(statement.marks if piece.tail else piece.marks)
    if not sources:
        return
    own = {source.disclosure.doc_id for source in sources}
    said = ledger.passage.said(piece.start, piece.end)
    for name, docs in known:
        pattern = _pattern(name)
        if not docs & own:
            for match in pattern.finditer(said):
                if not words().not_these.search(said[max(0, match.start() - 6) : match.start()]):
                    yield Fault(Reason.DEPARTMENT, name)
        said = pattern.sub(_blank, said)
    for name in _unknown(said, sources):
        yield Fault(Reason.DEPARTMENT, name)


@lru_cache(maxsize=4096)
def _pattern(name: str) -> re.Pattern[str]:
    """A name in a text: not inside a longer place name, and 区教育局 only where no place stands before it."""
    if name.isascii():
        return re.compile(rf"\b{re.escape(name)}\b")
    head = r"(?<![\u4e00-\u9fff])|(?<=[比与和及的、较同跟由为])" if name[0] in _RANKS else ""
    tail = "" if name[-1] in _RANKS else rf"(?![\u4e00-\u9fff]?[{_RANKS}](?:人民)?政府)"
    return re.compile(f"(?:{head}){re.escape(name)}{tail}")


def _blank(match: re.Match[str]) -> str:
    return BLANKED * len(match.group())


def _unknown(said: str, sources: Sequence[Source]) -> Iterator[str]:
    """Places and bodies that are neither known (those are blanked) nor printed in the evidence."""
    printed = [word for source in sources for word in source.words]
    lists = words()
    for match in _LATIN_PLACE.finditer(said):
        if BLANKED not in match.group(1):
            yield match.group()
    for pattern in (_place_pattern(), _body_pattern()):
        for match in pattern.finditer(said):
            before = said[max(0, match.start() - 6) : match.start()]
            fine = lists.not_these.search(before) or lists.same_body.search(match.group())
            if not fine and _is_name(match["name"], printed):
                yield match["name"]


@lru_cache(maxsize=1)
def _place_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?P<name>{words().place.pattern})(?=[{BLANKED}\d的,:(]|$)")


@lru_cache(maxsize=1)
def _body_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?P<name>[\u4e00-\u9fff]{{1,10}}?{words().body.pattern})")


def _is_name(name: str, printed: Iterable[str]) -> bool:
    """False for common nouns (城区, 全市) and for what the evidence prints."""
    rank = re.search("(?:自治[区州县]|街道|[省市区县旗州盟镇乡])$", name)
    stem = name[: rank.start()] if rank else name
    if rank and (stem[-1:] in body_words().not_places or len(stem) < 2):
        return False
    tails = [name[n:] for n in range(max(1, len(name) - 3))]
    return not any(tail in word for tail in tails for word in printed)
