"""A turn that names nothing, in full: what is done with the figures shown, or why the last one changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from index.types import Disclosure, Kind
from qa.understanding.conversing.screen import budgets_of, spoken_of
from qa.understanding.conversing.spelled import in_full
from qa.understanding.conversing.turns import Turn, full_name
from qa.understanding.conversing.why import asks_why


@dataclass(frozen=True, slots=True)
class Full:
    """A turn in full; a reason goes on from the same comparison."""

    text: str
    asks_why: bool


def on_screen(
    text: str, before: Turn, disclosures: Mapping[str, Disclosure], together: str = ""
) -> Full | None:
    """The turn spelled out over the figures that the turn before shows; None for other turns. `together` are
    the items that were added up just before."""
    if not before.shown:
        return None
    names = {doc_id: full_name(doc) for doc_id, doc in disclosures.items()}
    last = before.shown[-1]
    if (why := asks_why(text, last.topic, before.compared)) is not None:
        return Full(f"{spoken_of(disclosures[last.doc_id], names[last.doc_id])}{why}", True)
    full = in_full(text, before.shown, before.latest, disclosures, names, together)
    return None if full is None else Full(full, False)


def budget_before(
    turn: Turn, before: Turn, disclosures: Mapping[str, Disclosure], full: Full
) -> tuple[str, ...]:
    """A budget against the budget of the year before, for where its text tells no change from that."""
    last = before.shown[-1]
    doc = disclosures[last.doc_id]
    body = full_name(doc)
    have = {(full_name(other), other.year) for other in disclosures.values()}
    told = turn.compared == "last_year" and doc.kind is Kind.BUDGET and not full.asks_why
    if not told or (body, doc.year - 1) not in have:
        return ()
    return (budgets_of(body, (doc.year - 1, doc.year), last.topic, "差多少"),)
