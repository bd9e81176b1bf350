"""The suite `extraction`: the indexed cells against the truth files of the documents that have one."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from eval.extraction import score as score_cells
from eval.extraction_types import ReadCell, Reading
from eval.extraction_types import Score as CellScore
from eval.outcome import Line, Result
from eval.suites.options import Options
from eval.truth import TRUTHS, read_truth
from index.store.facts import FactStore


def extraction(options: Options) -> Result:
    """One line a form, scans by themselves."""
    store = FactStore(options.settings.data_dir)
    indexed = {found.doc_id: found for found in store.disclosures()}
    scores: dict[str, CellScore] = {}
    judged = 0
    for truth in chain.from_iterable(read_truth(folder) for folder in TRUTHS if folder.is_dir()):
        if truth.doc_id in indexed:
            judged += 1
            found = Reading(tuple(_stored(store, truth.doc_id)), indexed[truth.doc_id].pages)
            for (form, scanned), part in score_cells(truth, found, plain=False).items():
                name = f"{form} (scan)" if scanned else form
                scores[name] = scores.get(name, CellScore()) + part
    scores["all"] = sum(scores.values(), CellScore())
    lines = tuple(_line(name, part) for name, part in scores.items())
    return Result("extraction", lines, notes=(f"{judged} of {len(indexed)} documents have a truth file",))


def _stored(store: FactStore, doc_id: str) -> Iterator[ReadCell]:
    for cell in store.cells(doc_id):
        value = None if cell.value is None else str(cell.value)
        yield ReadCell(cell.form or "", cell.row_label, cell.column_label, value, cell.unit, cell.page)


def _line(name: str, part: CellScore) -> Line:
    measures = {"precision": part.precision, "recall": part.recall, "labels": part.labels}
    return Line(name, part.exact, part.expected, measures)
