"""Whether a hit is of the very thing that a question names, not of its whole, its part or its neighbour."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from qa.draft import item_of
from qa.finding.limits import SURE
from qa.finding.preferences import load_preferences
from qa.finding.roles import role_of
from qa.types import CellHit, Hit
from qa.understanding.asked import Asked, Unit
from qa.understanding.vocabulary import load_vocabulary, plain

_JOINED = re.compile("[及和与、]|其他|以外")


def own(asked: Asked, hits: Sequence[Hit]) -> Hit | None:
    """The best hit that is of the thing that is named, the longest name first; None where none is."""
    sure = [hit for hit in hits if hit.score >= SURE]
    named = sorted(asked.named, key=lambda unit: -unit.weight)
    for unit in named:
        for hit in sure:
            if is_of(hit, unit):
                return hit
    return sure[0] if sure and not named else None


def is_of(hit: Hit, unit: Unit) -> bool:
    """True where the label of a hit is the named thing, if in more words."""
    names = {plain(item_of(hit))}
    if isinstance(hit, CellHit):
        names |= {plain(part) for part in hit.cell.column_label.split(" / ")}
        names |= {plain(part) for part in hit.cell.row_label.split(" / ")}
    keys = {unit.text, *unit.keys, *(key for part in unit.parts for key in part.keys)}
    if names & keys or (isinstance(hit, CellHit) and _grand_total(hit, keys)):
        return True
    ends = ((name, key) for name in names for key in keys if name.startswith(key) or name.endswith(key))
    return any(_alone(name, key) for name, key in ends)


def _grand_total(hit: CellHit, keys: Collection[str]) -> bool:
    """True for the total of a form that is the named measure (政府性基金支出: 合计 of its form)."""
    cell = hit.cell
    row, columns = plain(cell.row_label), {plain(part) for part in cell.column_label.split(" / ")}
    totals = load_preferences().grand_totals.get(role_of(cell.form, cell.table_title) or "", ())
    return any(
        row in total.rows and not total.columns.isdisjoint(columns) and not total.keys.isdisjoint(keys)
        for total in totals
    )


def _alone(name: str, key: str) -> bool:
    """True where a longer label only says more of the same thing: no second item is joined to it."""
    rest = name.replace(key, "", 1).replace("收、支", "").replace("收入、支出", "")
    for fund in load_vocabulary().funds:
        rest = rest.replace(fund, "")
    return len(key) >= 2 and not _JOINED.search(rest) and len(rest) <= 2 * len(key)
