"""A row and one of its columns, said one after the other (学前教育, 其中项目支出): where both meet."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from qa.composing.figures.single import look_up
from qa.finding.corpus import DocView
from qa.finding.evidence import Evidence
from qa.finding.labels import plain_label
from qa.finding.match_cells import named_tables
from qa.finding.scope_fit import said_in
from qa.types import Draft, Intent, Reading
from qa.understanding.asked import Unit

_JOINED = re.compile("[和与及、跟加]|占|比|减")
_PAIR = 2


def crossing(evidence: Evidence, reading: Reading, view: DocView) -> Draft | None:
    """The figure of the cell in the row of one thing named and the column of the other; None for others."""
    asked = evidence.asked(reading, view)
    named = sorted(asked.named, key=lambda unit: unit.start)
    if len(named) < _PAIR or reading.intent is not Intent.LOOKUP or reading.codes:
        return None
    if named_tables(view, asked):
        return None  # a form that is named is looked into as it stands
    if any(_JOINED.search(asked.content[one.end : other.start]) for one, other in pairwise(named)):
        return None  # several rows, or two things set against each other: never one of them alone
    *before, last = named
    for unit in before:
        others = [other for other in before if other.start > unit.start]
        for row, column in ((unit, last), (last, unit)):
            if _meet(view, row, column) and all(_meet(view, row, other) for other in others):
                fund = "".join(other.text for other in named if said_in(other.text).fund)
                of = "" if fund in {row.text, column.text} else fund
                own = replace(reading, content=f"{row.text}{of}的{column.text}", across=None)
                return look_up(evidence, own, view)
    return None


def _meet(view: DocView, row: Unit, column: Unit) -> bool:
    keys = {row.text, *row.keys}
    wanted = {column.text, *column.keys}
    for key in keys:
        for found in view.rows_by_key.get(key, ()):
            if found.table.form is None or found.total:
                continue
            for cell in found.cells:
                if wanted & {plain_label(part) for part in cell.column_label.split(" / ")}:
                    return True
    return False
