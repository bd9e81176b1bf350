"""A question that names a column (年初预算数) and no item: no figure of that column is its answer."""

from __future__ import annotations

from qa.draft import item_of
from qa.finding.corpus import DocView, plain_text
from qa.finding.preferences import load_preferences
from qa.types import CellHit, Hit, Reading
from qa.understanding.asked import Asked


def only_a_column(asked: Asked) -> bool:
    """True where all that is recognised is the kind of a figure."""
    names = load_preferences()
    columns = names.main_columns | names.budget_columns | names.full_budget_columns
    return bool(asked.named) and all(columns.issuperset(unit.keys) for unit in asked.named)


def placed(reading: Reading) -> bool:
    """True where a question says by form, position or code where to look."""
    return bool(reading.table_no or reading.row_number or reading.column_number or reading.codes)


def unexplained(asked: Asked, reading: Reading, view: DocView, hit: Hit) -> bool:
    """True where a figure is found by its column alone: nothing else that is asked stands in its place."""
    if placed(reading) or not only_a_column(asked):
        return False
    if isinstance(hit, CellHit):
        place = f"{hit.cell.row_label}{hit.cell.table_title}{item_of(hit, view)}"
    else:
        place = hit.sentence.text
    said = plain_text(place)
    return not any(unit.text in said for unit in asked.units if not unit.keys)
