"""The figure of every disclosure that a question goes over, found one after the other; many of them through
excerpts, with word of how far it is."""

from __future__ import annotations

import re
from collections.abc import Generator, Sequence
from dataclasses import dataclass

from index.types import Disclosure
from qa.composing.phrases import phrase
from qa.finding.closely_read.closely import fits_kind
from qa.finding.corpus import DocView
from qa.finding.evidence import SURE, Evidence
from qa.finding.surveying.survey import Found
from qa.types import CellHit, Hit, Intent, Reading, SentenceHit
from qa.understanding.vocabulary import plain

# Up to so many disclosures are looked at whole: their views are kept, and a question takes a second at most.
FEW = 24
_AT_ONCE = 100
_TOLD_EVERY = 5
_NOT_ONE_FIGURE = frozenset(
    {Intent.SHARE, Intent.EXECUTION, Intent.CHANGE, Intent.CHANGE_RATE, Intent.PRIOR, Intent.AVERAGE}
)
_LISTED = re.compile("[、和与及]")
_EVALUATED = re.compile("评价|自评")


@dataclass(frozen=True, slots=True)
class Gathered:
    """The disclosures that print the figure, each with the best evidence, and those that do not."""

    rows: tuple[tuple[DocView, Hit], ...]
    without: tuple[Disclosure, ...]


@dataclass(frozen=True, slots=True)
class Progress:
    """How many of all disclosures were prepared (`looked` is False) or looked through."""

    done: int
    total: int
    looked: bool

    @property
    def title(self) -> str:
        """The step of the work that it tells of."""
        return count_steps()[self.looked]


def count_steps() -> tuple[str, str]:
    """The titles of the steps that count documents."""
    return phrase("steps", "prepared"), phrase("steps", "looked")


Gathering = Generator[Progress, None, Gathered]


def gather(evidence: Evidence, reading: Reading, disclosures: Sequence[Disclosure]) -> Gathering:
    """Look through the disclosures; the generator's value is what was found."""
    found: dict[str, tuple[DocView, Hit]] = {}
    looking = _excerpts(evidence, reading, disclosures, found)
    yield from (
        looking
        if len(disclosures) > FEW and _plain_figure(reading)
        else _whole(evidence, reading, disclosures, found)
    )
    rows = tuple(found[doc.doc_id] for doc in disclosures if doc.doc_id in found)
    return Gathered(rows, tuple(doc for doc in disclosures if doc.doc_id not in found))


def gathered(evidence: Evidence, reading: Reading, disclosures: Sequence[Disclosure]) -> Gathered:
    """What `gather` finds, for who does not follow its progress."""
    work = gather(evidence, reading, disclosures)
    while True:
        try:
            next(work)
        except StopIteration as end:
            result: Gathered = end.value
            return result


def _plain_figure(reading: Reading) -> bool:
    """True for one measure by name or code: no place in a form, no rate, no list of measures."""
    places = (reading.table_no, reading.row_number, reading.column_number)
    placed = any(place is not None for place in places)
    listed = _LISTED.search(reading.content) is not None
    return not (placed or listed or reading.intent in _NOT_ONE_FIGURE or "表" in reading.content)


def _whole(
    evidence: Evidence,
    reading: Reading,
    disclosures: Sequence[Disclosure],
    found: dict[str, tuple[DocView, Hit]],
) -> Generator[Progress, None, None]:
    for n, disclosure in enumerate(disclosures, start=1):
        best = _of_whole(evidence, reading, disclosure.doc_id)
        if best is not None:
            found[disclosure.doc_id] = best
        if len(disclosures) > FEW and n % _TOLD_EVERY == 0:
            yield Progress(n, len(disclosures), looked=True)


def _excerpts(
    evidence: Evidence,
    reading: Reading,
    disclosures: Sequence[Disclosure],
    found: dict[str, tuple[DocView, Hit]],
) -> Generator[Progress, None, None]:
    survey, total = evidence.survey, len(disclosures)
    for n in survey.outline([doc.doc_id for doc in disclosures]):
        yield Progress(n, total, looked=False)
    for start in range(0, total, _AT_ONCE):
        for each in survey.excerpts(reading, disclosures[start : start + _AT_ONCE], SURE):
            best = _of_excerpt(evidence, reading, each)
            if best is not None:
                found[each.excerpt.disclosure.doc_id] = best
        yield Progress(min(start + _AT_ONCE, total), total, looked=True)


def _of_excerpt(evidence: Evidence, reading: Reading, each: Found) -> tuple[DocView, Hit] | None:
    """The best evidence of an excerpt; of the whole disclosure where what it is depends on more."""
    excerpt = each.excerpt
    if not each.asked.named and not reading.codes:
        return _of_whole(evidence, reading, excerpt.disclosure.doc_id)
    found = evidence.by_name(reading, excerpt, each.asked)
    if found.best is not None and not fits_kind(reading, found.best):
        return _of_whole(evidence, reading, excerpt.disclosure.doc_id)
    hit = found.figure
    if hit is None:
        return None
    if any(_of_project(evidence, excerpt, one) for one in (hit, hit.backing) if one is not None):
        return evidence.corpus.view(excerpt.disclosure.doc_id), hit
    return excerpt, hit


def _of_whole(evidence: Evidence, reading: Reading, doc_id: str) -> tuple[DocView, Hit] | None:
    view = evidence.corpus.view(doc_id)
    best = evidence.figures(reading, view).figure
    return None if best is None else (view, best)


def _of_project(evidence: Evidence, excerpt: DocView, hit: Hit) -> bool:
    """True where the evidence may be a project's, so that its tables are looked at as well."""
    if isinstance(hit, CellHit):
        return hit.cell.form is None
    subject = hit.figure.subject if isinstance(hit, SentenceHit) and hit.figure else None
    if _EVALUATED.search(hit.sentence.text):
        return True
    return evidence.survey.tells_projects(excerpt.disclosure.doc_id, plain(subject or ""))
