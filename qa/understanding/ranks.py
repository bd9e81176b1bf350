"""The level of a body: 乙市 is not 乙县, the city's library not the county's, one for children no library.

A department of another level, or of another kind with a like name, is refused by name: none of them is
answered with the figures of the one that is indexed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from index.types import Disclosure
from qa.understanding.entities import Span, body_words, kinds

_RANKS = "省市区县州盟旗"
_RANKED = re.compile(rf"[\u3400-\u9fff]{{2,}}[{_RANKS}]$")
_HAN = re.compile("[\u3400-\u9fff]$")


def rank_given_back(text: str, spans: Sequence[Span], places: Mapping[str, frozenset[str]]) -> list[Span]:
    """The places without a rank that is the first character of the body behind it: 乙 + 市监局, not 乙市."""
    return [_without_rank(text, span, places) for span in spans]


def _without_rank(text: str, span: Span, places: Mapping[str, frozenset[str]]) -> Span:
    core = span.text[:-1]
    if not _RANKED.search(span.text) or core not in places or text.startswith(kinds(), span.end):
        return span
    if not text.startswith(kinds(), span.end - 1):
        return span
    return Span(span.start, span.end - 1, core, places[core])


def wrong_rank(text: str, places: Sequence[Span], named: Sequence[Span]) -> str | None:
    """A place named with another rank than any that is indexed (乙县 where 乙市 is), with its body; or None.

    Such a place is found in `places` by its name without a rank; `named` is all that was found.
    """
    for span in places:
        rank = text[span.end : span.end + 1]
        stemmed = _HAN.search(span.text) and span.text[-1] not in _RANKS
        if not stemmed or not rank or rank not in _RANKS:
            continue
        if text.startswith(body_words().rank_words, span.end):
            continue
        if any(other.start <= span.end < other.end for other in named):
            continue
        body = next((other.text for other in named if other.start == span.end + 1), "")
        return span.text + rank + body
    return None


def of_level(
    text: str, bodies: Sequence[Span], spans: Sequence[Span], disclosures: Mapping[str, Disclosure]
) -> tuple[list[Span], str | None]:
    """The bodies, each with the disclosures of the rank that is said before it where no place is (县残联);
    and the first body of another level or kind (市残联, 少儿图书馆), or None."""
    kept: list[Span] = []
    other: str | None = None
    for body in bodies:
        before = text[: body.start]
        kind = next((kind for kind in body_words().other_kinds if before.endswith(kind)), "")
        rank = "" if kind else _rank_said(before, spans)
        of_rank = frozenset(doc for doc in body.doc_ids if _rank_of(disclosures[doc]) == rank)
        wide = Span(body.start - len(kind or rank), body.end, (kind or rank) + body.text, body.doc_ids)
        if body.doc_ids and (kind or (rank and not of_rank)):
            other = other or _with_place(wide, spans)
            kept.append(wide)
        else:
            kept.append(replace(body, doc_ids=of_rank) if rank and body.doc_ids else body)
    return kept, other


def _rank_said(before: str, spans: Sequence[Span]) -> str:
    """The rank that a text ends with and that is no place's own (请问县), else nothing."""
    rank, whose = before[-1:], before[-2:-1]
    of_place = any(span.start < len(before) <= span.end for span in spans)
    said = rank and rank in _RANKS and not of_place and not (whose and whose in body_words().not_places)
    return rank if said else ""


def _with_place(body: Span, spans: Sequence[Span]) -> str:
    return next((span.text for span in spans if span.end == body.start), "") + body.text


def _rank_of(disclosure: Disclosure) -> str:
    region = disclosure.region
    return (region.district or region.city or region.province or "")[-1:]


def beside(text: str, named: Sequence[Span], bodies: Sequence[Span]) -> list[Span]:
    """The bodies that stand beside a department, with nothing but a word that joins between them."""
    found: list[Span] = []
    for body in (*bodies, *reversed(bodies)):
        known = (*named, *found)
        gaps = [text[span.end : body.start] for span in known if span.end <= body.start]
        gaps += [text[body.end : span.start] for span in known if body.end <= span.start]
        if body.doc_ids and body not in found and any(gap in body_words().joins for gap in gaps):
            found.append(body)
    return sorted(found, key=lambda body: body.start)
