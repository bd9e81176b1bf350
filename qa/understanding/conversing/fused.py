"""Items said in one word (水电费) that a turn wants one by one, and items joined without an operation
(过路费跟保险呢): each by itself, never their sum."""

from __future__ import annotations

import re
from functools import cache

from qa.understanding import wording
from qa.understanding.asked import read_asked
from qa.understanding.conversing.courtesies import core, follow_ups
from qa.understanding.conversing.own_words import counted_so
from qa.understanding.vocabulary import load_vocabulary

_HOW_MUCH = re.compile(r"(?:各|分别)?(?:是|有|为|花了?)?(?:多少钱?|几)?(?:呢|啊|呀)?[?？。]?$")
_SAYS_PEOPLE = re.compile("人|干部|职工|同志")
_PAIR = 2
_AND = "和"


def apart(text: str, printed: str = "") -> str:
    """A text with a word for several items spelled out, where they are wanted one by one or compared; a word
    that is `printed` is an item of its own."""
    patterns = follow_ups().joined
    for word, parts in follow_ups().fused.items():
        if word in text and word not in printed:
            said = text.replace(word, _AND.join(parts), 1)
            return said if wording.across(said) is not None else _each(said)
    if not patterns["apart"].search(text) or patterns["together"].search(text):
        return text
    for word, parts in _fused():
        if word in text:
            return text.replace(word, _AND.join(parts), 1)
    return text


def _each(text: str) -> str:
    """A text that joins items as asking for each of them."""
    if follow_ups().joined["apart"].search(text):
        return text
    return f"{_HOW_MUCH.sub('', text)}各是多少"


def names_fused(text: str) -> bool:
    """True for a text with a word that may be printed or stand for two items."""
    return any(word in text for word in follow_ups().fused)


def made_up_of(text: str, before: str, topic: str) -> str:
    """A turn about the kinds of what was counted (都是什么车, 离退休呢), as asking for them."""
    patterns, said = follow_ups().joined, core(text)
    if patterns["retired"].fullmatch(said):
        people = counted_so(before) == "多少人" or _SAYS_PEOPLE.search(said)
        return "离休人员和退休人员各多少人" if people else "离退休费多少"
    vehicles = wording.counted(before) == "辆" or "保有" in topic or topic.endswith("车辆")
    return "车辆都是什么车" if vehicles and patterns["kinds"].fullmatch(said) else text


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
