"""Where the evidence of a case stands: in the index, and in the truth file of its document if it has one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import chain

from eval.cited import is_row_of, squeeze
from eval.questions import EvidenceRow
from eval.truth import TRUTHS, TruthTable, read_truth
from index.store.facts import FactStore
from index.types import Cell, Sentence

_Place = tuple[int, str, str]


class Printed:
    """Cells and sentences of the indexed documents, by what they print; read when first asked for."""

    def __init__(self, store: FactStore) -> None:
        self._store = store
        self._indexed = frozenset(found.doc_id for found in store.disclosures())
        self._cells: dict[str, Mapping[str, list[Cell]]] = {}
        self._sentences: dict[str, list[tuple[str, Sentence]]] = {}

    def places(self, row: EvidenceRow) -> Iterator[Cell | Sentence]:
        """The cells or sentences that a row of evidence names."""
        if row.doc not in self._indexed:
            return
        if row.kind == "cell":
            yield from (cell for cell in self._printing(row.doc, squeeze(row.text)) if is_row_of(row, cell))
        elif wanted := squeeze(row.sentence):
            for text, sentence in self._said(row.doc):
                if wanted in text or (text in wanted and len(text) > len(wanted) // 2):
                    yield sentence

    def _printing(self, doc_id: str, text: str) -> list[Cell]:
        if doc_id not in self._cells:
            by_text: dict[str, list[Cell]] = defaultdict(list)
            for cell in self._store.cells(doc_id):
                by_text[squeeze(cell.text)].append(cell)
            self._cells[doc_id] = dict(by_text)
        return self._cells[doc_id].get(text, [])

    def _said(self, doc_id: str) -> list[tuple[str, Sentence]]:
        if doc_id not in self._sentences:
            self._sentences[doc_id] = [(squeeze(s.text), s) for s in self._store.sentences(doc_id)]
        return self._sentences[doc_id]


class Truths:
    """What the truth files say of the indexed documents; most documents have none."""

    def __init__(self, store: FactStore) -> None:
        indexed = {found.doc_id for found in store.disclosures()}
        self._pages: dict[str, frozenset[int]] = {}
        self._values: dict[str, Mapping[_Place, set[Decimal]]] = {}
        for truth in chain.from_iterable(read_truth(folder) for folder in TRUTHS if folder.is_dir()):
            if truth.doc_id in indexed:
                self._pages[truth.doc_id] = frozenset(p for table in truth.tables for p in table.pages)
                self._values[truth.doc_id] = _values(truth.tables)

    def confirms(self, cell: Cell) -> bool | None:
        """True where the truth file prints this figure in this place, False where it does not, None where no
        truth file knows the page or the cell prints no figure."""
        if cell.value is None or cell.page not in self._pages.get(cell.doc_id, frozenset()):
            return None
        place = (cell.page, squeeze(cell.row_label), squeeze(cell.column_label))
        return cell.value in self._values[cell.doc_id].get(place, set())


def _values(tables: tuple[TruthTable, ...]) -> Mapping[_Place, set[Decimal]]:
    found: dict[_Place, set[Decimal]] = defaultdict(set)
    for table in tables:
        for cell in table.cells:
            if cell.value is not None:
                place = (cell.page, squeeze(cell.row_label), squeeze(cell.column_label))
                found[place].add(Decimal(cell.value))
    return found
