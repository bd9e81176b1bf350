"""A share of every department in order: each from its own part and whole, both cited."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from qa import compute
from qa.composing.computing.ordering import Entry, formulas_of, ordered, wanted_of
from qa.composing.computing.shares import share_of
from qa.composing.phrases import phrase
from qa.draft import amount_text, figure_text, item_of, who
from qa.finding.corpus import DocView
from qa.finding.evidence import Evidence
from qa.types import Computed, Draft, Intent, Reading, SentenceHit

_LEAST = 2


def shares_over(evidence: Evidence, reading: Reading, views: Sequence[DocView]) -> Draft | None:
    """The departments in the order of their shares; None where fewer than two have one."""
    if reading.intent is not Intent.SHARE or "占" not in reading.content:
        return None
    found = [(view, share_of(evidence, reading, view)) for view in views]
    rows = [(view, share) for view, share in found if share is not None]
    if len(rows) < _LEAST:
        return None
    entries = [_entry(view, share) for view, share in rows]
    view, share = rows[0]
    part = share.operands[0] if isinstance(share, Computed) else share
    item = phrase("across", "share_of", item=item_of(part, view))
    # Told in order: what is computed is not set against printed figures by a superlative.
    wanted = replace(wanted_of(reading), superlative=False)
    draft = ordered(entries, wanted, item, "", reading)
    without = [who(view.disclosure) for view, share in found if share is None]
    said = phrase("across", "years_differ") if len({view.disclosure.year for view, _ in rows}) > 1 else ""
    said += phrase("across", "none", who="、".join(without)) if without else ""
    return replace(
        draft,
        text=draft.text + said,
        derived=(*draft.derived, *(entry.value for entry in entries)),
        formula=formulas_of(entries),
    )


def _entry(view: DocView, share: SentenceHit | Computed) -> Entry:
    name = f"{who(view.disclosure)}（{view.disclosure.year}年度）"
    if isinstance(share, Computed):
        figure = phrase("across", "computed", figure=amount_text(share.value, "%"), formula=share.formula)
        return Entry(name, share.value, "%", figure, share.operands)
    value = compute.value_of(share)
    assert value is not None, "a printed share has a value"
    return Entry(name, value, "%", figure_text(share), (share,))
