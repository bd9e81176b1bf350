"""What questions can be made of: the cells of an index that a wording names without doubt.

The pool reads the structured extraction alone. It knows nothing of how questions are answered, except for the
names of columns and the vocabulary, which are data that both sides share.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from eval.questions import Case, EvidenceRow
from index.forms.labels import label_key
from index.store.facts import FactStore
from index.types import Cell, Disclosure, Kind, Sentence, Table
from qa.draft import who
from qa.finding.preferences import load_preferences
from qa.money import canonical
from qa.understanding.vocabulary import plain

_USUAL_FORMS = frozenset(
    {
        "basic_expenditure",
        "expenditure",
        "public_budget_expenditure",
        "three_public",
        "income_expenditure_total",
    }
)
_TOTALS = frozenset({"合计", "总计", "小计", "栏次合计", ""})
_TOO_GENERAL = _TOTALS | {"其他支出"}


@dataclass(frozen=True)
class Facts:
    """One disclosure with all that was read from it."""

    disclosure: Disclosure
    tables: tuple[Table, ...]
    sentences: tuple[Sentence, ...]

    @cached_property
    def cells_by_label(self) -> dict[str, list[Cell]]:
        """Every cell by the plain label of its row."""
        found: dict[str, list[Cell]] = defaultdict(list)
        for table in self.tables:
            for cell in table.cells:
                found[plain(cell.row_label)].append(cell)
        return found

    @cached_property
    def totals_by_column(self) -> dict[str, list[Cell]]:
        """Cells of total rows, and of rows without a label, by the plain last part of their column."""
        found: dict[str, list[Cell]] = defaultdict(list)
        for table in self.tables:
            for cell in table.cells:
                if plain(cell.row_label) in _TOTALS:
                    found[plain(cell.column_label.rsplit(" / ", 1)[-1])].append(cell)
        return found

    @cached_property
    def plain_sentences(self) -> tuple[tuple[str, Sentence], ...]:
        """Sentences that print figures, with their text in plain form."""
        return tuple((plain(found.text), found) for found in self.sentences if found.figures)

    @cached_property
    def words(self) -> str:
        """Everything the disclosure says, in plain form."""
        return "|".join((*self.cells_by_label, *(plain(found.text) for found in self.sentences)))

    @cached_property
    def codes(self) -> frozenset[str]:
        """The account codes that its forms list."""
        return frozenset(cell.row_code for table in self.tables for cell in table.cells if cell.row_code)


@dataclass(frozen=True, slots=True)
class Target:
    """A cell that can be asked for without doubt."""

    facts: Facts = field(repr=False)
    table: Table = field(repr=False)
    cell: Cell

    @property
    def disclosure(self) -> Disclosure:
        """The disclosure that prints the cell."""
        return self.facts.disclosure

    @property
    def label(self) -> str:
        """The row's label without its ordinal."""
        return label_key(self.cell.row_label)

    @property
    def column(self) -> str:
        """The last part of the column's label."""
        return self.cell.column_label.rsplit(" / ", 1)[-1]

    @property
    def value(self) -> Decimal:
        """The printed figure. Raises ValueError where none is printed."""
        if self.cell.value is None:
            raise ValueError("the cell prints no figure")
        return self.cell.value

    @property
    def name(self) -> str:
        """Department and year as a question names them."""
        return f"{who(self.disclosure)}{self.disclosure.year}年"

    def evidence(self, group: int = 1) -> tuple[EvidenceRow, ...]:
        """Every place that states the same figure of the same item: any one of them is to be cited."""
        cells = [self.cell]
        if self.cell.value is not None:
            key = plain(self.cell.row_label)
            others = self.facts.cells_by_label.get(key, []) + self.facts.totals_by_column.get(key, [])
            cells += [c for c in others if c.value == self.cell.value and c.unit == self.cell.unit]
        rows = [_cell_row(cell, group) for cell in dict.fromkeys(cells)]
        return (*rows, *(sentence_row(found, group) for found in self._stating()))

    def _stating(self) -> Iterator[Sentence]:
        key = plain(self.label)
        for text, sentence in self.facts.plain_sentences:
            if key in text and any(
                figure.value == self.cell.value and figure.unit == self.cell.unit
                for figure in sentence.figures
            ):
                yield sentence

    def case(
        self, category: str, question: str, value: Decimal | None = None, unit: str | None = None
    ) -> Case:
        """A question for this cell; `value` and `unit` where it asks for another form of the figure."""
        return Case(
            id="",
            category=category,
            question=question,
            docs=(self.disclosure.doc_id,),
            answer_type="number",
            gold_value=canonical(self.value if value is None else value),
            unit=self.cell.unit if unit is None else unit,
            evidence=self.evidence(),
        )


def _cell_row(cell: Cell, group: int) -> EvidenceRow:
    return EvidenceRow(
        doc=cell.doc_id,
        kind="cell",
        group=group,
        row_label=cell.row_label,
        row_code=cell.row_code,
        column_label=cell.column_label,
        text=cell.text,
        blank=cell.value is None,
    )


def sentence_row(sentence: Sentence, group: int) -> EvidenceRow:
    """The evidence that a sentence is."""
    return EvidenceRow(doc=sentence.doc_id, kind="sentence", group=group, sentence=sentence.text)


@dataclass(frozen=True)
class Pool:
    """All disclosures of an index."""

    all_facts: tuple[Facts, ...]

    @classmethod
    def of(cls, store: FactStore) -> Pool:
        """Read the whole index."""
        return cls(
            tuple(
                Facts(found, store.tables(found.doc_id), store.sentences(found.doc_id))
                for found in store.disclosures()
            )
        )

    @cached_property
    def targets(self) -> tuple[Target, ...]:
        """Figures that the label alone names: the usual column of the usual forms prints no other value."""
        found: list[Target] = []
        for facts in self.all_facts:
            tables = [table for table in facts.tables if table.form in _USUAL_FORMS]
            usual = [Target(facts, table, cell) for table in tables for cell in table.cells if _is_main(cell)]
            values: dict[str, set[Decimal]] = defaultdict(set)
            for target in usual:
                values[plain(target.cell.row_label)].add(target.cell.value or Decimal(0))
            found += [target for target in usual if _names_one(target, values)]
        return tuple(found)

    @cached_property
    def finals(self) -> tuple[Target, ...]:
        """The targets of final accounts."""
        return tuple(found for found in self.targets if found.disclosure.kind is Kind.FINAL)

    def placed(self, wanted: Callable[[Table, Cell], bool]) -> list[Target]:
        """Cells that form, row label and column label together name: no other cell of the table has both."""
        found: list[Target] = []
        for facts in self.all_facts:
            for table in facts.tables:
                by_name: dict[tuple[str, str], list[Target]] = defaultdict(list)
                for cell in table.cells:
                    target = Target(facts, table, cell)
                    by_name[plain(target.label), plain(target.column)].append(target)
                found += [
                    same[0]
                    for (label, _), same in by_name.items()
                    if len(same) == 1 and label not in _TOO_GENERAL and wanted(table, same[0].cell)
                ]
        return found


def _is_main(cell: Cell) -> bool:
    last = plain(cell.column_label.rsplit(" / ", 1)[-1])
    return last in load_preferences().main_columns and cell.unit in {"万元", "元"} and bool(cell.row_label)


def _names_one(target: Target, values: dict[str, set[Decimal]]) -> bool:
    key = plain(target.cell.row_label)
    return target.cell.value is not None and key not in _TOO_GENERAL and len(values[key]) == 1
