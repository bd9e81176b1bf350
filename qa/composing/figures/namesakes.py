"""Rows of one name under different parents (the same 项 under several 款): which of them is meant."""

from __future__ import annotations

from decimal import Decimal

from qa.composing.phrases import phrase
from qa.draft import item_of, who
from qa.finding.evidence import SURE, Found
from qa.finding.roles import role_of
from qa.types import CellHit, Draft, Reading, Status
from qa.understanding.vocabulary import plain

_ALIKE = 0.01
_MOST_OPTIONS = 8
_PARENT = -2  # a path ends with the row itself


def which_parent(reading: Reading, found: Found, best: CellHit) -> Draft | None:
    """A question back that names the parents, where rows of one form answer equally well with different
    amounts; None where code, position or parent tell them apart, or one lies inside the other."""
    cell = best.cell
    if role_of(cell.form, cell.table_title) is None or not cell.value or reading.codes or reading.row_number:
        return None
    if reading.threshold is not None or reading.numbers:
        return None
    same = [hit for hit in found.hits if isinstance(hit, CellHit) and _namesake(hit, best)]
    parents: dict[str, CellHit] = {}
    for hit in same:
        parents.setdefault(hit.cell.row_path[_PARENT], hit)
    if len(parents) < 2 or len({hit.cell.value for hit in parents.values()}) < 2:
        return None
    disclosure, item = found.view.disclosure, item_of(best, found.view)
    options = tuple(
        f"{who(disclosure)}{disclosure.year}年{plain(parent)}的{item}是多少？"
        for parent in list(parents)[:_MOST_OPTIONS]
    )
    return Draft(
        Status.CLARIFY,
        phrase("clarify", "row", said=item),
        options=options,
        derived=(Decimal(len(parents)),),
    )


def _namesake(hit: CellHit, best: CellHit) -> bool:
    """True for a cell of the same form, column and label that answers as well, under a parent of its own."""
    a, b = hit.cell, best.cell
    alike = hit.score >= max(SURE, best.score - _ALIKE) and a.table_id == b.table_id
    named = plain(a.row_label) == plain(b.row_label) and a.column_label == b.column_label
    own = len(a.row_path) >= -_PARENT and plain(a.row_path[_PARENT]) != plain(b.row_label)
    return alike and named and own and bool(a.value)
