"""What is changed: one disclosure with its facts, its checks, and the cells that a question can name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from eval.pool import Facts, Pool, Target
from eval.questions import Case
from index.checking import identities
from index.checking.checks import CellKey, CheckReport
from index.chunks import chunks_of
from index.config import Settings
from index.store.facts import FactStore, Origin
from index.types import Extraction, Source
from qa.pipeline import Assistant
from qa.types import Answer


@dataclass(frozen=True)
class Subject:
    """A disclosure as it is indexed."""

    pdf: Path
    extraction: Extraction
    report: CheckReport

    @classmethod
    def of(cls, store: FactStore, doc_id: str) -> Subject:
        """Read from the store; the checks are made anew, so that both sides were made by the same code."""
        extraction = Extraction(store.disclosure(doc_id), store.tables(doc_id), store.sentences(doc_id))
        return cls(store.pdf_path(doc_id), extraction, identities.check(extraction))

    @property
    def doc_id(self) -> str:
        """The document that is changed."""
        return self.extraction.disclosure.doc_id

    @property
    def digital(self) -> bool:
        """True where its forms have a text layer that can be changed."""
        forms = [table for table in self.extraction.tables if table.form]
        return bool(forms) and all(table.source is Source.TEXT for table in forms)

    @cached_property
    def targets(self) -> tuple[Target, ...]:
        """Amounts that a label alone names."""
        found = self.extraction
        return Pool((Facts(found.disclosure, found.tables, found.sentences),)).targets

    @cached_property
    def confirmed(self) -> frozenset[CellKey]:
        """Cells that some identity, or some sentence, agrees with."""
        return frozenset(found.key for found in self.report.confirmations)


@dataclass(frozen=True, slots=True)
class Mutant:
    """A changed disclosure: what was changed where, and a question whose answer has to show it.

    `case` has the gold of the disclosure as it was. `expected` is what the changed cell prints, None where no
    figure can be foretold.
    """

    kind: str
    level: str
    subject: Subject = field(repr=False)
    extraction: Extraction = field(repr=False)
    case: Case
    table_id: str
    told: str
    expected: str | None = None


@dataclass(frozen=True, slots=True)
class Touched:
    """The cell that a question asks for, what was done to its table in words, and what it prints now."""

    target: Target
    case: Case
    told: str
    expected: str | None = None

    def mutant(self, kind: str, level: str, subject: Subject, extraction: Extraction) -> Mutant:
        """The mutant that this makes."""
        table_id = self.target.table.table_id
        return Mutant(kind, level, subject, extraction, self.case, table_id, self.told, self.expected)


@dataclass(frozen=True, slots=True)
class Observed:
    """What the system says of a disclosure: its checks, and its answer to the question."""

    report: CheckReport
    answer: Answer
    warnings: tuple[str, ...] = ()


def assistant_over(extractions: Sequence[Extraction], folder: Path) -> Assistant:
    """An index of these alone in a new data directory, without vectors."""
    folder.mkdir(parents=True)
    store = FactStore(folder, create=True)
    for extraction in extractions:
        found = identities.check(extraction)
        tables = tuple(replace(table, trust=found.trust.get(table.table_id)) for table in extraction.tables)
        trusted = replace(extraction, tables=tables)
        name = extraction.disclosure.doc_id
        store.ingest(Origin(name, name, name), trusted, chunks_of(trusted), found)
    return Assistant(Settings(data_dir=folder, model=""), store)


def observe(extractions: Sequence[Extraction], doc_id: str, case: Case, folder: Path) -> Observed:
    """What the system says of one document among others."""
    assistant = assistant_over(extractions, folder)
    store = assistant.store
    report = store.checks(doc_id)
    assert report is not None
    twins = {twin for found in extractions for twin in store.same_content(found.disclosure.sha256)}
    answer = assistant.ask(case.question, case.history)
    store.close()
    return Observed(report, answer, tuple(sorted(twins - {doc_id})))
