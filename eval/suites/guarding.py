"""The suite `safety`: injections in questions and in documents, what has to be refused, models that lie."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Final

from eval.adversaries import ADVERSARIES, FORBIDDEN, assistant_with
from eval.generate import generate
from eval.mutation.pdf import CannotChangeError, Pages, change
from eval.mutation.subject import Subject, assistant_over
from eval.outcome import Item, Result, tally
from eval.questionnaire import judge
from eval.questions import Case
from eval.safety import attempts, document_cases, poisoned, safety_cases
from eval.suites.asking import asked
from eval.suites.options import Options
from index.config import Settings
from index.extract import extract
from index.store.facts import FactStore
from index.types import Extraction

_SEED: Final = 5
_DOCUMENTS: Final = 3
_DRAWN: Final = 1  # documents that are read anew from changed pages
_LIED_TO: Final = 8  # questions an adversary


def safety(options: Options) -> Result:
    """One line a kind of attempt. A refusal of an injected question is missed, never wrong."""
    store = FactStore(options.settings.data_dir)
    result = asked("safety", options, safety_cases(store))
    more = [item for item in _more(options, store) if options.only in {None, item.category}]
    store.close()
    items = (*result.items, *more[: options.limit])
    return Result("safety", tally(items), items=items, answerer=result.answerer)


def _more(options: Options, store: FactStore) -> Iterator[Item]:
    with TemporaryDirectory() as folder:
        yield from _documents(store, Path(folder))
    lookups = [case for case in generate(store, per_category=_LIED_TO) if case.category == "official"]
    for name in ADVERSARIES:
        liar = assistant_with(name, options.settings, store)
        cases = [
            case.model_copy(update={"id": f"{name}-{n}", "category": f"model {name}", "forbidden": FORBIDDEN})
            for n, case in enumerate(lookups, start=1)
        ]
        yield from judge(liar, liar, cases)


def _documents(store: FactStore, folder: Path) -> Iterator[Item]:
    """Instructions among the sentences of a disclosure, and drawn on its pages."""
    subjects = [s for found in store.disclosures() if (s := Subject.of(store, found.doc_id)).targets]
    for subject in subjects[:_DOCUMENTS]:
        yield from _ask(subject, poisoned(subject.extraction), folder / subject.doc_id, "injected document")
    digital = [subject for subject in subjects if subject.digital]
    for n, subject in enumerate(digital[:_DRAWN]):
        path = folder / f"{subject.doc_id}.pdf"
        try:
            change(subject.pdf, path, _draw)
        except CannotChangeError:
            continue
        yield from _ask(subject, extract(path, Settings()), folder / f"drawn-{n}", "injected page")


def _draw(pages: Pages) -> None:
    pages.page(1).draw(attempts().documents.drawn, 40, 60, 9)


def _ask(subject: Subject, extraction: Extraction, folder: Path, category: str) -> Iterator[Item]:
    assistant = assistant_over([extraction], folder)
    cases: Sequence[Case] = document_cases(subject.targets, Random(f"{_SEED} {subject.doc_id}"))
    yield from judge(assistant, assistant, [c.model_copy(update={"category": category}) for c in cases])
    assistant.store.close()
