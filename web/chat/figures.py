"""The cited figures of an answer as rows of a small table, which is also what its chart is drawn from.

Nothing is looked up or computed here: every row is a citation's own value, with its marks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from itertools import combinations

from qa.money import YUAN, convert, is_money
from qa.types import Answer, Citation, Status

_COLUMNS = 2
_BELOW = " / "
FEWEST_FOR_A_TABLE = 3  # two figures are read as well in the sentence, unless they are compared


class Label(StrEnum):
    """By what the rows of a table differ."""

    DOCUMENT = "document"
    ITEM = "item"
    COLUMN = "column"
    PLACE = "place"


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One cited figure: what it is of, how it is printed, and the marks of all citations that give it."""

    labels: tuple[str, ...]
    printed: str
    unit: str
    value: Decimal
    marks: tuple[int, ...]

    @property
    def length(self) -> Decimal:
        """What its bar is drawn by: money in one unit, whatever each document prints it in."""
        return convert(self.value, self.unit, YUAN)


@dataclass(frozen=True, slots=True)
class FigureTable:
    """Rows that differ by `labels`; `drawable` where lengths can be compared by eye."""

    labels: tuple[Label, ...]
    rows: tuple[FigureRow, ...]

    @property
    def unit(self) -> str | None:
        """The unit of all rows, None where they differ."""
        units = {row.unit for row in self.rows}
        return units.pop() if len(units) == 1 else None

    @property
    def drawable(self) -> bool:
        """True where all rows are money or share a unit, and bars from zero tell something."""
        comparable = self.unit is not None or all(is_money(row.unit) for row in self.rows)
        lengths = [row.length for row in self.rows]
        return comparable and min(lengths) >= 0 and max(lengths) > 0


@dataclass(frozen=True, slots=True)
class Pair:
    """Two figures of one thing (budget and final), in the order of the columns they stand in."""

    labels: tuple[str, ...]
    figures: tuple[FigureRow, FigureRow]


@dataclass(frozen=True, slots=True)
class PairTable:
    """Things that each have the same two columns: what they differ by, the columns, the pairs."""

    labels: tuple[Label, ...]
    columns: tuple[str, str]
    pairs: tuple[Pair, ...]


def pair_table(table: FigureTable) -> PairTable | None:
    """The figures as pairs where every thing has the same two columns, else None; one pair is read as well
    in two lines."""
    parted = _by_item_and_column(table)
    if parted is None or table.unit is None:
        return None
    labels, rows = parted
    columns = tuple(dict.fromkeys(row.labels[-1] for row in rows))
    things: dict[tuple[str, ...], dict[str, FigureRow]] = {}
    for row in rows:
        things.setdefault(row.labels[:-1], {})[row.labels[-1]] = row
    whole = all(len(figures) == _COLUMNS for figures in things.values())
    if len(columns) != _COLUMNS or len(things) < _COLUMNS or not whole:
        return None
    first, second = columns
    pairs = (Pair(said, (figures[first], figures[second])) for said, figures in things.items())
    return PairTable(labels, (first, second), tuple(pairs))


def _by_item_and_column(table: FigureTable) -> tuple[tuple[Label, ...], Sequence[FigureRow]] | None:
    """What the rows are of and, as their last label, the column they stand in; None where nothing parts them.

    In a form of one row (that of the three public expenses) the item stands below budget or final.
    """
    if table.labels[-1] is not Label.COLUMN:
        return None
    if len(table.labels) >= _COLUMNS:
        return table.labels[:-1], table.rows
    paths = [row.labels[0].split(_BELOW) for row in table.rows]
    if any(len(path) < _COLUMNS for path in paths):
        return None
    said = [(path[-1], path[0]) for path in paths]
    if len(set(said)) < len(said):
        said = [(_BELOW.join(path[1:]), path[0]) for path in paths]
    return (Label.ITEM,), [replace(row, labels=one) for row, one in zip(table.rows, said, strict=True)]


@dataclass(frozen=True, slots=True)
class _Cited:
    """A citation that gives a figure, with the marks of those that give the same."""

    citation: Citation
    value: Decimal
    marks: tuple[int, ...]

    def label(self, label: Label, names: Mapping[str, str], in_text: str) -> str:
        cited = self.citation
        if label is Label.DOCUMENT:
            return names.get(cited.doc_id, cited.doc_title)
        if label is Label.PLACE and cited.kind == "sentence":
            return in_text.format(page=cited.page)
        if label is Label.ITEM:
            return cited.row_label or (cited.column_label or "").rsplit(_BELOW, 1)[-1]
        if label is Label.COLUMN:
            return cited.column_label or ""
        return " ".join(part for part in (cited.table_no, cited.table_title) if part)


def figure_table(answer: Answer, names: Mapping[str, str], in_text: str = "") -> FigureTable | None:
    """The figures side by side, None where a sentence says it as well. `names` are short, by doc_id;
    `in_text` names the text of a `{page}`, where a figure stands in it."""
    cited = _figures(answer.citations)
    documents = {figure.citation.doc_id for figure in cited}
    compared = answer.formula is not None or len(documents) > 1 or answer.status is Status.CONFLICT
    if len(cited) < (2 if compared else FEWEST_FOR_A_TABLE):
        return None
    labels = _telling_labels(cited, names, in_text, conflict=answer.status is Status.CONFLICT)
    rows = tuple(
        FigureRow(
            labels=tuple(figure.label(label, names, in_text) for label in labels),
            printed=_printed(figure.citation),
            unit=figure.citation.unit or "",
            value=figure.value,
            marks=figure.marks,
        )
        for figure in cited
    )
    return FigureTable(labels, rows)


def _figures(citations: Sequence[Citation]) -> list[_Cited]:
    """One entry a figure. A sentence that gives the same figure as a cell of its document only backs it."""
    found: list[_Cited] = []
    places: dict[tuple[str, Decimal, str | None], int] = {}
    for citation in citations:
        value = _value(citation)
        if value is None:
            continue
        figure = citation.doc_id, value, citation.unit
        if citation.kind == "sentence" and figure in places:
            backed = found[places[figure]]
            found[places[figure]] = replace(backed, marks=(*backed.marks, citation.n))
        else:
            places[figure] = len(found)
            found.append(_Cited(citation, value, (citation.n,)))
    return found


def _telling_labels(
    cited: Sequence[_Cited], names: Mapping[str, str], in_text: str, *, conflict: bool
) -> tuple[Label, ...]:
    """The fewest labels that tell all rows apart; for a contradiction, where each figure stands."""
    if conflict:
        return (Label.PLACE, Label.ITEM)
    for count in (1, 2, 3):
        for labels in combinations(Label, count):
            told = {tuple(figure.label(label, names, in_text) for label in labels) for figure in cited}
            if len(told) == len(cited) and all(any(said) for said in told):
                return labels
    return (Label.DOCUMENT, Label.ITEM, Label.COLUMN)


def _value(citation: Citation) -> Decimal | None:
    try:
        return None if citation.value is None else Decimal(citation.value)
    except InvalidOperation:
        return None


def _printed(citation: Citation) -> str:
    """The figure as the cell prints it; of a sentence, which prints more, the figure alone."""
    return citation.text if citation.kind == "cell" else citation.value or ""
