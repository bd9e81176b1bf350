"""Reading -> evidence: which cell or sentence of one disclosure answers best.

Official forms come first, the narrative where no form explains the question as well. What neither explains
is looked up by meaning (lexical and dense over the labels) and only taken when it clearly leads.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from index.forms.labels import label_key
from index.types import ChunkKind, Kind
from qa.compute import same_amount, unit_of, value_of
from qa.draft import same_place
from qa.finding import limits
from qa.finding.carried import carried_hit, is_carried
from qa.finding.cell_first import cell_first
from qa.finding.closely_read.closely import (
    close_hit,
    fits_kind,
    in_unit_said,
    of_no_kind,
    of_other_unit,
)
from qa.finding.closely_read.faithful import faithful
from qa.finding.corpus import Corpus, DocView
from qa.finding.match_cells import cell_hits
from qa.finding.match_sentences import figure_hits, sentence_hits
from qa.finding.notices import notice_hit
from qa.finding.offers import offers_figure
from qa.finding.retrieve import HybridRetriever, row_keys
from qa.finding.surveying.survey import Survey
from qa.finding.whole import of_its_own
from qa.money import is_money
from qa.types import CellHit, Facet, Hit, Intent, Reading, SentenceHit
from qa.understanding.asked import Asked, Unit, closer, counting, read_asked, unit_counted
from qa.understanding.wording import names_facet

SURE = limits.SURE
_NARRATIVE_HANDICAP = 0.04  # at equal merit the form wins over the text
# A label found by meaning is taken when it is this near and leads the next one by this much. e5 scores lie
# close together; `python -m eval.meaning` measures how many words these limits take, and how many rightly.
NEAR = 0.90
LEAD = 0.03
_OF_ANOTHER_YEAR = 0.8  # a figure of another year is taken only where its own clause names the item
_LONGEST_OFFER = 20
_KEPT_SPLITS = 1024
_LOOSE = frozenset({"个", "家", "人", "名", "户", "项", "件", "场", "次", "条", "套", "台"})
_FROM_TEXT_ONLY = frozenset({Intent.SHARE, Intent.CHANGE, Intent.CHANGE_RATE})


@dataclass(frozen=True, slots=True)
class Found:
    """What was found in one disclosure for one measure, best first."""

    view: DocView
    asked: Asked
    hits: tuple[Hit, ...]

    @property
    def best(self) -> Hit | None:
        """The hit that answers, or None where nothing is sure enough."""
        return self.backed(self.hits[0]) if self.hits and self.hits[0].score >= SURE else None

    @property
    def figure(self) -> Hit | None:
        """The best hit that prints a figure; a blank cell never takes part in a computation."""
        found = (hit for hit in self.hits if hit.score >= SURE and value_of(hit) is not None)
        best = next(found, None)
        return None if best is None else self.backed(best)

    def backed(self, hit: Hit) -> Hit:
        """Evidence together with another sentence that states the same figure, if one does."""
        if value_of(hit) is None:
            return hit
        for other in self.hits:
            if other.score < SURE:
                break
            if isinstance(other, SentenceHit) and not same_place(hit, other) and same_amount(hit, other):
                return replace(hit, backing=other)
        return hit


class Evidence:
    """Looks for evidence in the indexed disclosures."""

    def __init__(self, corpus: Corpus, retriever: HybridRetriever, survey: Survey | None = None) -> None:
        self.corpus = corpus
        self.retriever = retriever
        self.survey = survey or Survey(corpus.store)
        self._split: dict[tuple[str, str], Asked] = {}

    @cached_property
    def _named(self) -> Evidence:
        """The same evidence without an embedding model."""
        return Evidence(self.corpus, HybridRetriever(store=self.corpus.store), self.survey)

    def asked(self, reading: Reading, view: DocView) -> Asked:
        """The question split by the labels of this disclosure; kept, for it is asked for more than once."""
        key = (view.disclosure.doc_id, reading.content)
        if key not in self._split:
            if len(self._split) >= _KEPT_SPLITS:
                self._split.clear()
            self._split[key] = read_asked(reading.content, view.label_keys, view.words)
        return self._split[key]

    def figures(self, reading: Reading, view: DocView, asked: Asked | None = None) -> Found:
        """Cells and figures of sentences for a question about an amount, a rate or a count."""
        found = self._of_kind(in_unit_said(reading), view, asked)
        if carried := carried_hit(view, reading):
            return replace(
                found, hits=(carried, *(hit for hit in found.hits if isinstance(hit, SentenceHit)))
            )
        hits = tuple(hit for hit in found.hits if is_carried(reading, hit))
        return replace(found, hits=cell_first(view, found.asked, hits))

    def _of_kind(self, reading: Reading, view: DocView, asked: Asked | None) -> Found:
        """What is found, less what is of another kind of quantity than is asked for."""
        found = self._found(reading, view, asked or self.asked(reading, view))
        found = replace(found, hits=tuple(hit for hit in found.hits if not of_no_kind(reading, hit)))
        if asked is not None:
            return found
        best = found.best
        if isinstance(best, SentenceHit) and not faithful(view, reading, found.asked, best):
            found, best = replace(found, hits=()), None
        if best is not None and value_of(best) is not None and fits_kind(reading, best):
            return found
        close = close_hit(view, self._of_its_kind(reading, view), found.asked)
        if close is not None:
            return replace(found, hits=(close, *found.hits))
        return replace(found, hits=()) if best is not None and of_other_unit(reading, best) else found

    def by_name(self, reading: Reading, view: DocView, asked: Asked) -> Found:
        """As `figures`, by labels alone. Where a question goes over hundreds of disclosures, what one of them
        lacks is looked for neither by its meaning nor by the words around other figures."""
        return self._named.figures(reading, view, asked)

    def _found(self, reading: Reading, view: DocView, asked: Asked) -> Found:
        reading = self._of_its_kind(reading, view)
        if nearer := closer(asked):
            found = self._found(replace(reading, counted=reading.counted or "money"), view, nearer)
            if found.best:
                return found
        if reading.intent is Intent.SHARE:
            asked = _part_of_share(asked)
        reading = replace(reading, counted=reading.counted or unit_counted(asked))
        asked = counting(asked, reading.counted)
        hits = self._figures(reading, view, asked)
        if (not hits or hits[0].score < SURE) and (near := self._by_meaning(asked, view)):
            return Found(view, near, self._figures(reading, view, near))
        return Found(view, asked, hits)

    def _of_its_kind(self, reading: Reading, view: DocView) -> Reading:
        """In a budget every figure is budgeted, so that no column is the budget column of it; beside a budget
        that the question names as well (2024年预算比2023年决算), final accounts give what was spent."""
        if reading.facet is not Facet.BUDGET:
            return reading
        others = (self.corpus.kind_of(doc_id) for doc_id in reading.scope.doc_ids)
        compared = names_facet(reading.content, Facet.FINAL) and Kind.BUDGET in others
        planned = view.disclosure.kind is Kind.BUDGET
        return replace(reading, facet=None) if planned or compared else reading

    def figure_of_year(self, reading: Reading, view: DocView, year: int) -> SentenceHit | None:
        """A figure that the narrative prints of another year than the disclosure's own."""
        hits = figure_hits(view, self.asked(reading, view), reading, year)
        return hits[0] if hits and hits[0].score >= _OF_ANOTHER_YEAR else None

    def sentences(self, reading: Reading, view: DocView, heading: float = 0.6) -> Found:
        """Sentences for a question about words: reasons, duties, terms, lists."""
        asked = self.asked(reading, view)
        found: list[SentenceHit] = sentence_hits(view, asked, heading)
        return Found(view, asked, tuple(found))

    def notice(self, reading: Reading, view: DocView) -> SentenceHit | None:
        """The notice of the empty form that the question asks of (本表无数据), with its place."""
        return notice_hit(view, self.asked(reading, view), reading)

    def near_labels(self, reading: Reading, view: DocView, most: int = 3) -> tuple[str, ...]:
        """Row labels of a disclosure that come nearest to what was asked, to offer instead."""
        over = self.retriever.over((view.disclosure.doc_id,), ChunkKind.ROW, 12)
        found = (chunk.text.rsplit("/", 1)[-1].strip() for chunk, _ in over.search(reading.content))
        labels = (label_key(label) for label in found)
        kept = (label for label in labels if 2 <= len(label) <= _LONGEST_OFFER and offers_figure(label, view))
        return tuple(dict.fromkeys(kept))[:most]

    @staticmethod
    def _figures(reading: Reading, view: DocView, asked: Asked) -> tuple[Hit, ...]:
        said = any(unit.keys or len(unit.text) > 1 for unit in asked.units)
        if not said and not reading.codes and reading.table_no is None and reading.row_number is None:
            return ()
        text: list[SentenceHit] = []
        if reading.table_no is None:
            text = [_handicapped(hit) for hit in figure_hits(view, asked, reading)]
        cells: Sequence[CellHit] = ()
        if reading.intent not in _FROM_TEXT_ONLY:
            cells = [hit for hit in cell_hits(view, asked, reading) if _counts(hit, reading)]
        return of_its_own(view, asked, sorted((*cells, *text), key=lambda hit: -hit.score))

    def _by_meaning(self, asked: Asked, view: DocView) -> Asked | None:
        """Replace what was not recognised by the label that is nearest in meaning, if one clearly leads."""
        rest = [unit for unit in asked.units if not unit.keys]
        if not rest:
            return None
        said = asked.content[rest[0].start : rest[-1].end]
        over = self.retriever.over((view.disclosure.doc_id,), ChunkKind.ROW)
        ranked = row_keys(over.dense(said, 12))
        if not leads(ranked):
            return None
        unit = Unit(said, float(len(said)), rest[0].start, rest[-1].end, (ranked[0][0],), "near")
        kept = tuple(unit for unit in asked.units if unit.keys)
        return Asked(asked.content, tuple(sorted((*kept, unit), key=lambda u: u.start)))


def leads(ranked: Sequence[tuple[str, float]]) -> bool:
    """True where the first label is near and leads the second; 其他… never stands for a thing by name."""
    if len(ranked) < 2 or ranked[0][0].startswith("其他"):
        return False
    return ranked[0][1] >= NEAR and ranked[0][1] - ranked[1][1] >= LEAD


def _part_of_share(asked: Asked) -> Asked:
    """A printed share is told beside its part; what it is a share of stands elsewhere in the sentence."""
    cut = asked.content.find("占")
    part = asked.between(0, cut) if cut > 0 else asked
    return part if part.named else asked


def _fits_indicator(unit: str | None, counted: str) -> bool:
    """True where an indicator's unit may be what is counted; people, bodies and pieces are said loosely."""
    if counted == "money" or is_money(unit):
        return counted == "money" and is_money(unit)
    if counted == "percent" or unit == "%":
        return counted == "percent" and unit == "%"
    if counted == "分" or unit == "分":
        return unit == counted
    return unit is None or unit == counted or {unit, counted} <= _LOOSE


def _handicapped(hit: SentenceHit) -> SentenceHit:
    return SentenceHit(hit.sentence, hit.score - _NARRATIVE_HANDICAP, hit.figure, hit.measure, hit.why)


def _counts(hit: CellHit, reading: Reading) -> bool:
    """False where the unit contradicts what is counted: 多少人 is not answered in 万元."""
    unit = unit_of(hit)
    if reading.counted not in {None, "money"} and hit.cell.form is None and not hit.cell.text:
        return False
    if reading.counted and hit.cell.form is None and hit.cell.text:
        return _fits_indicator(unit, reading.counted) if value_of(hit) is not None else False
    if reading.counted in {None, "money"}:
        return not (reading.counted == "money" and unit in {"辆", "人", "人次", "批", "批次", "%"})
    if reading.counted == "percent":
        return unit == "%"
    if reading.counted in {"个", "次", "项", "分", "家"}:
        return unit not in {"万元", "元", "亿元"} or hit.cell.form is None
    return unit is None or unit[0] == reading.counted[0] or unit in {"个", "台、辆、套", "台、辆"}
