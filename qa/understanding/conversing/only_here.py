"""A question that names an item and no department, where one department alone prints that item: it is of that
department, and the answer says so."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from index.types import Disclosure
from qa.understanding import wording
from qa.understanding.asked import read_asked
from qa.understanding.conversing.own_words import Accounts, Labels, Words
from qa.understanding.conversing.turns import full_name
from qa.understanding.leftover import UNKNOWN
from qa.understanding.scope import Named
from qa.understanding.vocabulary import plain

_MOST = 12  # disclosures; more are not read to find whose an item is
_PIECE = 4  # characters in one piece that tell whose text they are from
_AHEAD = 2  # characters by which the piece is longer than what any other department says
_RUN = re.compile("[\u3400-\u9fff]{4,}")


@dataclass(frozen=True, slots=True)
class Printed:
    """What disclosures print, by their ids: labels of rows, all words, account rows."""

    labels: Labels
    words: Words
    accounts: Accounts


def only_here(named: Named, disclosures: Mapping[str, Disclosure], printed: Printed | None) -> Named:
    """What a text names, with its scope narrowed to the one department that prints the item; as it is where a
    department is named, or none or several print it."""
    scope = named.scope
    open_scope = not scope.doc_ids and not scope.named and not scope.every and scope.missing_year is None
    if printed is None or not open_scope or not 1 < len(scope.candidates) <= _MOST or scope.missing_entity:
        return named
    if wording.refusal(named.content) is not None:
        return named
    bodies: dict[str, list[str]] = {}
    for doc_id in scope.candidates:
        bodies.setdefault(full_name(disclosures[doc_id]), []).append(doc_id)
    found = _by_account(named.content, bodies, printed) or _by_words(named.content, bodies, printed)
    if found is None:
        return named
    body, item = found
    narrowed = replace(scope, doc_ids=tuple(bodies[body]), candidates=(), only=item)
    return replace(named, scope=narrowed)


def _by_account(
    content: str, bodies: Mapping[str, Sequence[str]], printed: Printed
) -> tuple[str, str] | None:
    """The one department with the account row that is named, by its label or an everyday word for it."""
    hits: dict[str, dict[str, str]] = {}
    for body, ids in bodies.items():
        keys, rows = frozenset(printed.labels(ids)), printed.accounts(ids)
        asked = read_asked(content, keys, corrected=True)
        own = {key: unit.text for unit in asked.named for key in unit.keys[:1] if key in rows}
        if own:
            hits[body] = own
    if len(hits) != 1:
        return None
    ((body, own),) = hits.items()
    others = [frozenset(printed.labels(ids)) for name, ids in bodies.items() if name != body]
    telling = [said for key, said in own.items() if not any(key in keys for keys in others)]
    return (body, max(telling, key=len)) if telling else None


def _by_words(content: str, bodies: Mapping[str, Sequence[str]], printed: Printed) -> tuple[str, str] | None:
    """The one department whose text holds the longest piece of the question, where no other comes near."""
    said = plain(content)
    pieces = sorted(((_longest(said, printed.words(ids)), body) for body, ids in bodies.items()), key=_length)
    (*_, (second, _), (piece, body)) = pieces
    if len(piece) < _PIECE or len(piece) - len(second) < _AHEAD:
        return None
    rest = [unit for unit in read_asked(piece, ()).units if not unit.keys]
    return (body, piece) if sum(unit.weight for unit in rest) >= UNKNOWN else None


def _length(found: tuple[str, str]) -> int:
    return len(found[0])


def _longest(said: str, words: str) -> str:
    """The longest piece of a question that stands in a text."""
    best = ""
    for run in _RUN.findall(said):
        for start in range(len(run)):
            end = start + max(len(best) + 1, _PIECE)
            while end <= len(run) and run[start:end] in words:
                best = run[start:end]
                end += 1
    return best
