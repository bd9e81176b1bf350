"""Hundreds of disclosures looked through for one question, without reading each of them whole.

What a question can name is kept of every disclosure as an outline. Labels are much the same in all of them:
what is asked is resolved once for all disclosures that do not differ in what the question can name, and every
distinct place of a cell is scored once. Only the cells and sentences that can answer are then read, for all
disclosures together, and put into an excerpt of each: the rules that look at a whole disclosure look at it,
and find the same.
"""

from __future__ import annotations

import threading
import time
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from index.store.facts import FactStore
from index.store.outline import OutlineReader, Place
from index.types import Cell, Disclosure, Kind, Sentence
from qa.finding.corpus import LEAD
from qa.finding.projects import NAME_ROW
from qa.finding.surveying.excerpts import (
    Excerpt,
    Line,
    Needles,
    clauses_at,
    line_of,
    needles_of,
    places_of,
    table_rows,
)
from qa.finding.surveying.outlines import Outline, Sayable, outline_of, sayable
from qa.types import Reading
from qa.understanding.asked import Asked, read_asked
from qa.understanding.vocabulary import plain

_TOLD_EVERY = 20
_KEPT = 256
_BREATH = 0.05  # seconds between portions that leave the processor to who asks meanwhile


@dataclass(frozen=True, slots=True)
class Found:
    """An excerpt of a disclosure and the question as its labels split it."""

    excerpt: Excerpt
    asked: Asked


@dataclass(frozen=True, slots=True)
class _Group:
    """Disclosures of one year that do not differ in what the question can name."""

    keys: frozenset[str]
    words: str
    year: int


class Survey:
    """Outlines of disclosures, and excerpts of them for a question. What is taken in anew is read anew."""

    def __init__(self, store: FactStore) -> None:
        self._reader = OutlineReader(store)
        self._ingests: Mapping[str, str] = {}
        self._outlines: dict[str, Outline] = {}
        self._keys: set[str] = set()
        self._places: set[Place] = set()
        self._lines: dict[Place, Line] = {}
        self._plain: dict[str, str] = {}
        self._resolved: dict[tuple[Reading, Asked, int, int], frozenset[Place]] = {}
        self._last: tuple[tuple[str, int], Sayable] | None = None
        self._lock = threading.Lock()

    def follow(self) -> None:
        """Forget what was taken out or replaced; called when the index has changed."""
        with self._lock:
            self._ingests = self._reader.ingests()
            kept = {d: o for d, o in self._outlines.items() if self._ingests.get(d) == o.ingest_id}
            self._outlines = kept

    def label_keys(self) -> frozenset[str]:
        """Plain row labels of all that is indexed."""
        parts = (part for key in self._reader.label_keys() for part in (key, *key.split("/")))
        return frozenset(self._plain_of(part) for part in parts)

    def outline(self, doc_ids: Sequence[str]) -> Iterator[int]:
        """Read the outlines that are missing; tells now and then how many of the documents have theirs."""
        missing = [doc_id for doc_id in doc_ids if doc_id not in self._outlines]
        for n, doc_id in enumerate(missing, start=1):
            with self._lock:
                if doc_id not in self._outlines and doc_id in self._ingests:
                    self._take(doc_id)
            if n % _TOLD_EVERY == 0 or n == len(missing):
                yield len(doc_ids) - len(missing) + n

    def prepare(self, doc_ids: Sequence[str], more_than: int) -> None:
        """Read the outlines in the background where the documents are more than so many: the first question
        over all of them finds them there."""

        def read() -> None:
            for _ in self.outline(doc_ids):
                time.sleep(_BREATH)

        if len(doc_ids) > more_than:
            threading.Thread(target=read, name="survey", daemon=True).start()

    def _take(self, doc_id: str) -> None:
        labels = self._reader.labels(doc_id, NAME_ROW)
        outline = outline_of(self._ingests[doc_id], labels, self._plain_of)
        self._keys.update(outline.keys)
        rows: dict[Place, list[Place]] = defaultdict(list)
        for place in labels.places - self._places:
            rows[place._replace(column_label="")].append(place)
        for row, places in rows.items():
            line = self._lines.get(row)
            self._lines[row] = line_of((*(line.places if line else ()), *places))
        self._places |= labels.places
        self._outlines[doc_id] = outline

    def _plain_of(self, text: str) -> str:
        if text not in self._plain:
            self._plain[text] = plain(text)
        return self._plain[text]

    def tells_projects(self, doc_id: str, subject: str) -> bool:
        """True where a figure of that subject may be an amount of a project of the disclosure."""
        projects = self._outlines[doc_id].projects
        return bool(projects) and (not subject or "项目" in subject or subject in projects)

    def excerpts(self, reading: Reading, disclosures: Sequence[Disclosure], enough: float) -> list[Found]:
        """An excerpt of each disclosure: all that can answer the question with a score of `enough`."""
        groups = self._grouped(reading.content, disclosures)
        pieces = {group: read_asked(reading.content, group.keys, group.words) for group in groups}
        cells = self._cells(reading, groups, pieces, enough)
        needles = {asked: needles_of(reading, asked) for asked in pieces.values()}
        spots = {
            doc.doc_id: self._sentences_at(doc.doc_id, needles[pieces[group]])
            for group, docs in groups.items()
            for doc in docs
        }
        ids = [self._outlines[d].ids[n] for d, found in spots.items() for n in sorted(_with_leads(found))]
        sentences = self._reader.sentences(ids)
        made = {
            doc.doc_id: Found(self._excerpt(doc, group, cells[doc.doc_id], sentences, spots), pieces[group])
            for group, docs in groups.items()
            for doc in docs
        }
        return [made[doc.doc_id] for doc in disclosures]

    def _grouped(self, content: str, disclosures: Sequence[Disclosure]) -> dict[_Group, list[Disclosure]]:
        named = self._sayable(content)
        groups: dict[_Group, list[Disclosure]] = defaultdict(list)
        for disclosure in disclosures:
            outline = self._outlines[disclosure.doc_id]
            keys = named.keys.intersection(outline.keys)
            said = "|" + "|".join(sorted(pair for pair in named.pairs if pair in outline.said))
            groups[_Group(keys, said, disclosure.year)].append(disclosure)
        return groups

    def _cells(
        self,
        reading: Reading,
        groups: Mapping[_Group, Sequence[Disclosure]],
        pieces: Mapping[_Group, Asked],
        enough: float,
    ) -> Mapping[str, list[Cell]]:
        """The cells at the places that can answer, by document."""
        places: set[Place] = set()
        for year, asked in dict.fromkeys((group.year, asked) for group, asked in pieces.items()):
            places |= self._places_of(reading, asked, year, enough)
        found: dict[str, list[Cell]] = defaultdict(list)
        doc_ids = [doc.doc_id for docs in groups.values() for doc in docs]
        for cell in self._reader.cells_at(places, doc_ids):
            found[cell.doc_id].append(cell)
        return found

    def _places_of(self, reading: Reading, asked: Asked, year: int, enough: float) -> frozenset[Place]:
        """The places that can answer, resolved once for all portions of a question's disclosures."""
        with self._lock:
            lines = tuple(self._lines.values())
        key = (reading, asked, year, len(self._places))
        if key not in self._resolved:
            if len(self._resolved) >= _KEPT:
                self._resolved.clear()
            self._resolved[key] = frozenset(places_of(reading, asked, lines, year, enough))
        return self._resolved[key]

    def _sayable(self, content: str) -> Sayable:
        with self._lock:
            key = content, len(self._keys)
            if self._last is None or self._last[0] != key:
                self._last = key, sayable(content, self._keys)
            return self._last[1]

    def _sentences_at(self, doc_id: str, needles: Needles) -> set[int]:
        return self._outlines[doc_id].sentences_with(needles.words, needles.leads)

    def _excerpt(
        self,
        disclosure: Disclosure,
        group: _Group,
        cells: Sequence[Cell],
        sentences: Mapping[str, Sentence],
        spots: Mapping[str, Collection[int]],
    ) -> Excerpt:
        outline = self._outlines[disclosure.doc_id]
        runs = [
            [sentences[outline.ids[k]] for k in range(max(0, n - LEAD), n + 1)]
            for n in sorted(spots[disclosure.doc_id])
        ]
        final = disclosure.kind is not Kind.BUDGET
        return Excerpt(
            disclosure,
            (),
            tuple(run[-1] for run in runs),
            outline.contradictions,
            rows=table_rows(cells),
            clauses=tuple(clause for run in runs for clause in clauses_at(run, final=final)),
            label_keys=group.keys,
            words=group.words,
        )


def _with_leads(spots: Collection[int]) -> set[int]:
    return {k for n in spots for k in range(max(0, n - LEAD), n + 1)}
