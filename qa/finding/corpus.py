"""A disclosure as the answerer looks at it: rows with their cells, figures with the clause they stand in.

Views are made from the facts on first use and kept while the index does not change.
"""

from __future__ import annotations

import re
from collections import OrderedDict, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from index.checking.checks import Check
from index.store.facts import FactStore
from index.types import Cell, Disclosure, Figure, Kind, Sentence, Table
from qa.finding.beside_figures import counted_behind, last_item, words_behind
from qa.finding.labels import parts_of, plain_label, row_key
from qa.finding.planned import with_budgets
from qa.finding.projects import Amount, Project, project_in_title, read_projects
from qa.understanding.vocabulary import plain

_KEPT_VIEWS = 256
_TOTALS = frozenset(
    {"合计", "总计", "栏次合计", "本年支出合计", "本年收入合计", "小计", "资金总额", "年度资金总额", ""}
)
_ANAPHORA = ("其中", "其主要", "主要用于", "分别")
LEAD = 2  # sentences before a figure that may name what it is part of
_OPENS = re.compile(
    r"(?:其中|包括|如下|分别)[^。]*$|[:：;；]\s*$"
)  # the end of a sentence that goes on in the next
_LONGEST_SUBJECT = 20
_SHORTEST_TITLE = 5


@dataclass(frozen=True, slots=True)
class Row:
    """One row (of one side or block) of a table: its label and the cells to the right of it."""

    table: Table
    label: str
    key: str
    code: str | None
    path: tuple[str, ...]
    seq: str | None
    position: int
    cells: tuple[Cell, ...]

    @property
    def parts(self) -> tuple[str, ...]:
        """Plain keys of the parts of a label (产出指标 / 数量指标 / 发放人数), without points in brackets."""
        return parts_of(self.label)

    @property
    def indicator(self) -> bool:
        """True for a row of a performance table: such labels are said loosely, never by the letter."""
        return self.table.form is None and not self.total

    @property
    def total(self) -> bool:
        """True where the row sums up its table rather than naming one item."""
        return self.key in _TOTALS or plain_label(self.label.rsplit(" / ", 1)[-1]) in _TOTALS


@dataclass(frozen=True, slots=True)
class Clause:
    """A figure of a sentence with the words around it, in plain form."""

    sentence: Sentence
    figure: Figure
    subject: str
    before: str
    nearest: str
    after: str
    section: str
    lead: str  # the sentence before it where that one opens a breakdown (其中：)


@dataclass(frozen=True)
class DocView:
    """All of one disclosure that can be evidence."""

    disclosure: Disclosure
    tables: tuple[Table, ...]
    sentences: tuple[Sentence, ...]
    contradictions: tuple[Check, ...] = ()
    checks: tuple[Check, ...] = ()

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """Every row of every table that has cells."""
        return tuple(row for table in self.tables for row in rows_of(table))

    @cached_property
    def rows_by_key(self) -> Mapping[str, Sequence[Row]]:
        """Rows by the plain key of their label; a performance row also by the parts of its label."""
        found: dict[str, list[Row]] = defaultdict(list)
        for row in self.rows:
            for key in {row.key, *row.parts}:
                if key:
                    found[key].append(row)
        return found

    @cached_property
    def rows_by_code(self) -> Mapping[str, Sequence[Row]]:
        """Rows by their account code."""
        found: dict[str, list[Row]] = defaultdict(list)
        for row in self.rows:
            if row.code:
                found[row.code].append(row)
        return found

    @cached_property
    def column_keys(self) -> frozenset[str]:
        """Plain keys of all parts of all column headers."""
        return frozenset(
            plain(part) for row in self.rows for cell in row.cells for part in cell.column_label.split(" / ")
        ) - {""}

    @cached_property
    def clauses(self) -> tuple[Clause, ...]:
        """Every figure of the narrative with its clause."""
        texts = [sentence.text for sentence in self.sentences]
        leads = [lead_of(texts[max(0, n - LEAD) : n + 1]) for n in range(len(texts))]
        return tuple(
            clause
            for sentence, lead in zip(self.sentences, leads, strict=True)
            for clause in clauses_of(sentence, lead)
        )

    @cached_property
    def plain_sentences(self) -> tuple[str, ...]:
        """The sentences in plain form, in order."""
        return tuple(plain_text(sentence.text) for sentence in self.sentences)

    @cached_property
    def words(self) -> str:
        """All that the disclosure says, in plain form, to tell words that it never uses."""
        titles = (plain(table.title) for table in self.tables)
        return "|".join((*self.plain_sentences, *self.rows_by_key, *self.column_keys, *titles))

    @cached_property
    def label_keys(self) -> frozenset[str]:
        """The plain keys that a question may name: rows, columns, form titles, subjects of figures."""
        titles = {key for table in self.tables for key in title_keys(table.title)}
        subjects = {clause.subject for clause in self.clauses if 2 <= len(clause.subject) <= _LONGEST_SUBJECT}
        return frozenset(self.rows_by_key) | self.column_keys | titles | subjects

    @cached_property
    def projects(self) -> tuple[Project, ...]:
        """What its performance tables are about."""
        return read_projects(self.tables)

    @cached_property
    def project_figures(self) -> Mapping[tuple[str, Amount], Sequence[tuple[Sentence, Figure]]]:
        """The figures of the narrative that give an amount of a project, by its key: they are looked for in
        every sentence, and asked for with every answer."""
        return {(p.key, kind): p.figures(kind, self.sentences) for p in self.projects for kind in Amount}

    def project_of(self, table_id: str) -> Project | None:
        """The project that a table belongs to, if it is a project's table."""
        own = (p for p in self.projects if not p.in_row)
        return next((p for p in own if any(t.table_id == table_id for t in p.tables)), None)

    def table(self, table_id: str) -> Table | None:
        """The table of that id, if the disclosure has it."""
        return next((table for table in self.tables if table.table_id == table_id), None)

    def by_form(self, form: str) -> tuple[Table, ...]:
        """The tables that were read as this form."""
        return tuple(table for table in self.tables if table.form == form)


def title_keys(title: str) -> tuple[str, ...]:
    """A form's title, the title without 表 and 决算 as people say it, and the project of an evaluation."""
    whole = plain(title)
    short = whole.removesuffix("表").removesuffix("明细").removesuffix("总").removesuffix("决算")
    names = [
        key for key in dict.fromkeys((whole, whole.removesuffix("表"), short)) if len(key) >= _SHORTEST_TITLE
    ]
    project = project_in_title(whole)
    return (*names, project) if project else tuple(names)


def lead_of(texts: Sequence[str]) -> str:
    """What the sentences right before the last say, as far back as each goes on in the next."""
    said = ""
    goes_on = texts[-1].startswith(_ANAPHORA)
    for n, text in enumerate(reversed(texts[:-1])):
        if not _OPENS.search(text) and not (goes_on and n == 0):
            break
        said = plain_text(text) + said
    return said


def plain_text(text: str) -> str:
    """Running text for comparison: like `plain`, without taking ordinals off its front."""
    return plain("\u3000x" + text)[1:]


def rows_of(table: Table) -> list[Row]:
    grouped: dict[tuple[int, str, str | None], list[Cell]] = {}
    for cell in table.cells:
        grouped.setdefault((cell.row, cell.row_label, cell.row_code), []).append(cell)
    return [
        Row(
            table,
            label,
            row_key(label),
            code,
            tuple(plain_label(p) for p in cells[0].row_path),
            cells[0].row_seq,
            position,
            tuple(cells),
        )
        for position, ((_, label, code), cells) in enumerate(grouped.items(), start=1)
    ]


def clauses_of(sentence: Sentence, lead: str) -> list[Clause]:
    clauses = []
    section = plain_text(" ".join(sentence.section))
    previous = 0
    for figure in sentence.figures:
        before = sentence.text[previous : figure.start]
        clauses.append(
            Clause(
                sentence,
                figure,
                plain(figure.subject or ""),
                plain_text(before + sentence.text[figure.start : figure.end] + (figure.unit or "")),
                plain_text(last_item(before)),
                plain_text(words_behind(sentence, figure)),
                section,
                lead,
            )
        )
        previous = figure.end + counted_behind(sentence, figure)
    return clauses


_MOST_READ = 3


class Corpus:
    """Views of indexed disclosures, newest use last; dropped when the index changes."""

    def __init__(self, store: FactStore) -> None:
        self.store = store
        self._generation = -1
        self._views: OrderedDict[str, DocView] = OrderedDict()
        self._kinds: Mapping[str, Kind] = {}

    def fresh(self) -> bool:
        """Drop all views if the index has changed since; True when it had not."""
        generation = self.store.generation()
        same = generation == self._generation
        if not same:
            self._generation = generation
            self._views.clear()
            self._kinds = {doc.doc_id: doc.kind for doc in self.store.disclosures()}
        return same

    def kind_of(self, doc_id: str) -> Kind:
        """What a disclosure reports. Raises UnknownDocumentError."""
        return self._kinds[doc_id] if doc_id in self._kinds else self.store.disclosure(doc_id).kind

    def said(self, doc_ids: Sequence[str]) -> str:
        """All that the first of these disclosures say, in plain form."""
        return "|".join(self.view(doc_id).words for doc_id in doc_ids[:_MOST_READ])

    def view(self, doc_id: str) -> DocView:
        """The view of one disclosure. Raises UnknownDocumentError."""
        if doc_id not in self._views:
            checks = self.store.checks(doc_id)
            disclosure = self.store.disclosure(doc_id)
            sentences = self.store.sentences(doc_id)
            self._views[doc_id] = DocView(
                disclosure,
                self.store.tables(doc_id),
                sentences if disclosure.kind is Kind.BUDGET else with_budgets(sentences),
                checks.contradictions if checks else (),
                checks.checks if checks else (),
            )
            if len(self._views) > _KEPT_VIEWS:
                self._views.popitem(last=False)
        self._views.move_to_end(doc_id)
        return self._views[doc_id]
