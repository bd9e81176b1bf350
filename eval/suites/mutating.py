"""The suite `mutation`: disclosures changed on purpose, and whether system and harness notice."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Final

from tqdm import tqdm

from eval.mutation import on_extraction, on_pdf
from eval.mutation.notice import channels, noticed
from eval.mutation.subject import Mutant, Observed, Subject, observe
from eval.outcome import Json, Line, Result
from eval.scorers import Verdict, score
from eval.suites.options import Options
from index.store.facts import FactStore

_SEED: Final = 11
_IN_PDF: Final = 2  # documents whose pages are changed: each has to be read anew
_IN_EXTRACTION: Final = 3  # mutants of a kind and a document
_CHANGES_FIGURES: Final = frozenset({"perturb_cell", "swap_columns", "change_unit"})


def mutation(options: Options) -> Result:
    """One line a kind of change and place; `right` are those that the system noticed."""
    store = FactStore(options.settings.data_dir)
    found = (Subject.of(store, each.doc_id) for each in store.disclosures())
    subjects = [subject for subject in found if subject.targets]
    with TemporaryDirectory() as folder:
        changed = tqdm(
            _mutants(subjects, Path(folder), options.only), "mutation", file=sys.stderr, disable=None
        )
        records = [_judged(mutant, Path(folder) / f"{n:04d}") for n, mutant in enumerate(changed)]
    kinds = list(dict.fromkeys(str(record["category"]) for record in records))
    lines = [_line(kind, [record for record in records if record["category"] == kind]) for kind in kinds]
    notes = (
        "noticed: the system said all that a change of this kind has to bring out (eval/mutation/notice.py)",
        "blind: judged over an index that was not changed, nothing is taken for noticed",
        "scored: the scorers, with the gold from before, do not take the changed answer for right",
        _coverage(subjects),
    )
    return Result("mutation", tuple(lines), tuple(records), notes)


def _mutants(subjects: Sequence[Subject], folder: Path, only: str | None) -> Iterator[Mutant]:
    for subject in [each for each in subjects if each.digital][:_IN_PDF]:
        for kind in on_pdf.KINDS:
            if only in {None, kind}:
                rng = Random(f"{_SEED} {kind} {subject.doc_id}")
                yield from islice(on_pdf.mutants(kind, subject, folder, rng), 1)
    for make in on_extraction.MAKERS:
        for subject in subjects:
            if only in {None, make.__name__}:
                rng = Random(f"{_SEED} {make.__name__} {subject.doc_id}")
                yield from islice(make(subject, rng), _IN_EXTRACTION)


def _judged(mutant: Mutant, folder: Path) -> Json:
    """What the system said before and after; the blind system says the same twice."""
    subject = mutant.subject
    copied = mutant.extraction.disclosure.doc_id != subject.doc_id
    before = observe([subject.extraction], subject.doc_id, mutant.case, folder / "before")
    extractions = [subject.extraction, mutant.extraction] if copied else [mutant.extraction]
    after = observe(extractions, mutant.extraction.disclosure.doc_id, mutant.case, folder / "after")
    fooled = mutant.kind in _CHANGES_FIGURES and score(mutant.case, after.answer).verdict is Verdict.RIGHT
    return {
        "id": f"{mutant.kind} {subject.doc_id} {mutant.told}",
        "category": f"{mutant.kind} ({mutant.level})",
        "changed": mutant.told,
        "question": mutant.case.question,
        "noticed": noticed(mutant, before, after),
        "by": sorted(channels(before, after, mutant.table_id)),
        "blind": not noticed(mutant, before, before),
        "scored": not fooled,
        "before": _told(before),
        "after": _told(after),
    }


def _told(observed: Observed) -> str:
    return f"{observed.answer.status.value}: {observed.answer.text}"


def _line(kind: str, records: Sequence[Json]) -> Line:
    right = sum(bool(record["noticed"]) for record in records)
    measures = {
        name: sum(bool(record[name]) for record in records) / len(records)
        for name in ("noticed", "blind", "scored")
    }
    return Line(kind, right, len(records), measures)


def _coverage(subjects: Sequence[Subject]) -> str:
    """How many figures an identity or a sentence vouches for: only there a wrong digit can be noticed."""
    tables = [table for subject in subjects for table in subject.extraction.tables if table.form]
    figures = [cell for table in tables for cell in table.cells if cell.value is not None]
    vouched = {key for subject in subjects for key in subject.confirmed}
    count = sum((cell.table_id, cell.row, cell.col) in vouched for cell in figures)
    return f"{count} of {len(figures)} figures of the forms take part in an identity that holds"
