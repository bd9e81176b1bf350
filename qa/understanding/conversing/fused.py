"""Items said in one word (水电费) that a turn wants one by one, and items joined without an operation
(过路费跟保险呢): each by itself, never their sum."""

from __future__ import annotations

import re
from functools import cache

from qa.understanding import wording
from qa.understanding.asked import read_asked
from qa.understanding.conversing.courtesies import core, follow_ups
from qa.understanding.vocabulary import load_vocabulary

_PAIR = 2
_AND = "和"


def apart(text: str) -> str:
    """A text with a word for several items spelled out, where they are wanted one by one or compared."""
    patterns = follow_ups().joined
    if not patterns["apart"].search(text) or patterns["together"].search(text):
        return text
    for word, parts in _fused():
        if word in text:
            return text.replace(word, _AND.join(parts), 1)
    return text


def one_by_one(text: str) -> str:
    """A turn that joins items and asks nothing of them, as asking for each (办公费跟印刷费呢)."""
    match = follow_ups().joined["listed"].fullmatch(core(text))
    if match is None or wording.across(text) is not None:
        return text
    items = [item for item in re.split(follow_ups().joined["joins"], match["items"]) if item]
    if len(items) < _PAIR or not all(read_asked(item, ()).named for item in items):
        return text
    if len(read_asked(match["items"], ()).named) < _PAIR:  # one label (商品和服务支出)
        return text
    return f"{'、'.join(items[:-1])}{_AND}{items[-1]}各是多少"


@cache
def _fused() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The words of measures that are added up from two parts, the longest first, with the parts."""
    found = [
        (word, tuple(part[0] for part in measure.sum_of))
        for measure in load_vocabulary().measures
        if len(measure.sum_of) == _PAIR
        for word in (*measure.keys, *measure.words)
    ]
    return tuple(sorted(found, key=lambda pair: -len(pair[0])))
