"""A link that asks a question again and knows what its answer cited when the link was made.

The evidence is named by document, row, column and printed text, never by the place in an index: a link
survives indexing anew, and whoever opens it is told when the documents say something else by then.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qs, urlencode

from qa.types import Answer, Citation

_QUESTION, _BEFORE, _SEEN = "q", "after", "seen"
_BETWEEN = "|"
MOST_SEEN, MOST_BEFORE = 8, 3
_LONGEST = 60  # characters of a sentence that are enough to know it again


@dataclass(frozen=True, slots=True)
class Asked:
    """What a link asks: the question, the questions before it that give it its sense, and what was cited."""

    question: str
    before: tuple[str, ...] = ()
    seen: tuple[str, ...] = ()


def link_to(question: str, before: Sequence[str], answer: Answer) -> str:
    """The query part of the address, with its question mark."""
    pairs = [(_QUESTION, question), *((_BEFORE, earlier) for earlier in before[-MOST_BEFORE:])]
    pairs += [(_SEEN, evidence) for evidence in evidence_of(answer)]
    return "?" + urlencode(pairs)


def read_link(query: str) -> Asked | None:
    """What the query part of an address asks; None where it asks nothing."""
    given: Mapping[str, Sequence[str]] = parse_qs(query)
    question = " ".join(given.get(_QUESTION, ())[:1]).strip()
    if not question:
        return None
    return Asked(
        question, tuple(given.get(_BEFORE, ()))[:MOST_BEFORE], tuple(given.get(_SEEN, ()))[:MOST_SEEN]
    )


def evidence_of(answer: Answer) -> tuple[str, ...]:
    """The first citations of an answer, as a link names them."""
    return tuple(_named(citation) for citation in answer.citations[:MOST_SEEN])


def changed_since(expected: Sequence[str], answer: Answer) -> tuple[str, ...]:
    """What was cited when the link was made and is not cited now, in words."""
    now = {_named(citation) for citation in answer.citations}
    return tuple(_in_words(evidence) for evidence in expected if evidence not in now)


def _named(citation: Citation) -> str:
    place = (citation.row_label or "", citation.column_label or "") if citation.kind == "cell" else ("", "")
    parts = (citation.doc_id, *place, citation.text[:_LONGEST])
    return _BETWEEN.join(part.replace(_BETWEEN, "/") for part in parts)


def _in_words(evidence: str) -> str:
    document, _, rest = evidence.partition(_BETWEEN)
    *place, text = rest.split(_BETWEEN)
    named = " × ".join(part for part in place if part)
    return " ".join(part for part in (document, named) if part) + f"：{text}"
