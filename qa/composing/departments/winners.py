"""Which department an answer over several names first: the one that has the most, or the least, as asked."""

from __future__ import annotations

from collections.abc import Mapping

from index.types import Disclosure
from qa.draft import who
from qa.types import CellHit, Draft, Hit, Status
from qa.understanding.conversing.turns import full_name

_ALIKE = "一样"


def first_named(draft: Draft, disclosures: Mapping[str, Disclosure]) -> str:
    """The department of an answer with its year, as a question names it; "" where none stands out."""
    if draft.status is not Status.ANSWERED or not draft.evidence or _ALIKE in draft.text:
        return ""
    docs = {_doc_of(hit): disclosures[_doc_of(hit)] for hit in draft.evidence}
    places = {doc_id: draft.text.find(who(doc)) for doc_id, doc in docs.items()}
    named = [doc_id for doc_id, at in places.items() if at >= 0]
    first = min(named, key=lambda doc_id: places[doc_id], default=None)
    return f"{full_name(docs[first])}{docs[first].year}年" if first else ""


def _doc_of(hit: Hit) -> str:
    return hit.cell.doc_id if isinstance(hit, CellHit) else hit.sentence.doc_id
