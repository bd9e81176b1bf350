"""What the answers of a conversation show: of which disclosure and of what each figure is, oldest first."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.types import Disclosure, Kind
from qa.understanding.asked import Asked, Unit

_JOINED = re.compile("[和、与跟及]|还是|以及")
_ONE_THING = re.compile("[占的]")
_LATIN = re.compile("[a-z]")
_OF_BUDGET = "的预算数"
_PAIR = 2


@dataclass(frozen=True, slots=True)
class Shown:
    """A figure on the screen by what it is of."""

    doc_id: str
    topic: str
    planned: bool = False  # a budget figure


def said_as(unit: Unit) -> str:
    """A recognised piece as a topic: an English one as the forms print it, since Latin letters right beside
    Chinese ones are no word."""
    return unit.keys[0] if unit.keys and _LATIN.match(unit.text) else unit.text


def topics_of(asked: Asked, whole: str) -> tuple[str, ...]:
    """The items that a turn joins (基本支出和项目支出各多少), each by itself; else its one topic."""
    named = asked.named
    if len(named) < _PAIR:
        return (whole,)
    between = [asked.content[a.end : b.start] for a, b in pairwise(named)]
    if all(_JOINED.search(words) and not _ONE_THING.search(words) for words in between):
        return tuple(said_as(unit) for unit in named)
    return (whole,)


def shown_by(doc_ids: Sequence[str], topics: Sequence[str], planned: Collection[str]) -> tuple[Shown, ...]:
    """The figures that a turn over these disclosures and items shows; budget figures of those `planned`."""
    return tuple(Shown(doc_id, topic, doc_id in planned) for topic in topics for doc_id in doc_ids)


def after(shown: Sequence[Shown], more: Sequence[Shown]) -> tuple[Shown, ...]:
    """The figures shown, each where it was shown last."""
    return tuple(reversed(dict.fromkeys(reversed((*shown, *more)))))


def alike(shown: Sequence[Shown], latest: int) -> tuple[Shown, ...]:
    """The latest figures that differ in one thing alone, item or disclosure: what 差多少 can go over."""
    if latest >= _PAIR:
        return tuple(shown[-latest:])
    if len(shown) < _PAIR:
        return ()
    one, other = shown[-2:]
    if one.topic != other.topic and one.doc_id != other.doc_id:
        return ()
    same_topic = one.topic == other.topic
    found: list[Shown] = []
    for figure in reversed(shown):
        fits = figure.topic == other.topic if same_topic else figure.doc_id == other.doc_id
        if not fits or (len(found) >= _PAIR and not figure.planned == one.planned == other.planned):
            break
        found.append(figure)
    return tuple(reversed(found))


def spoken_of(disclosure: Disclosure, name: str) -> str:
    """A disclosure as a question names it."""
    kind = "部门预算" if disclosure.kind is Kind.BUDGET else ""
    return f"{name}{disclosure.year}年{kind}"


def over(
    shown: Sequence[Shown],
    operation: str,
    disclosures: Mapping[str, Disclosure],
    names: Mapping[str, str],
) -> str:
    """The operation over these figures, spelled out."""
    docs = list(dict.fromkeys(figure.doc_id for figure in shown))
    topics = list(dict.fromkeys(figure.topic for figure in shown))
    planned = {figure.planned for figure in shown} == {True}
    final = [doc for doc in docs if disclosures[doc].kind is not Kind.BUDGET]
    of_budget = _OF_BUDGET if planned and final else ""
    if len(docs) == 1:
        whose = spoken_of(disclosures[docs[0]], names[docs[0]])
        return f"{whose}{_listed(topics)}{of_budget}{operation}"
    bodies = list(dict.fromkeys(names[doc] for doc in docs))
    years = list(dict.fromkeys(disclosures[doc].year for doc in docs))
    if len(bodies) == 1 and of_budget:
        return budgets_of(bodies[0], years, topics[-1], operation)
    if len(bodies) == 1:
        said = "和".join(f"{year}年" for year in sorted(years))
        return f"{bodies[0]}{said}{topics[-1]}{operation}"
    if len(years) == 1:
        return f"{'和'.join(bodies)} {years[0]}年{topics[-1]}{of_budget}{operation}"
    each = "和".join(f"{names[doc]}{disclosures[doc].year}年" for doc in docs)
    return f"{each} {topics[-1]}{of_budget}{operation}"


def budgets_of(body: str, years: Sequence[int], topic: str, operation: str) -> str:
    """The operation over the budget figures of several years of one department, spelled out."""
    said = "和".join(f"{year}年预算数" for year in sorted(years))
    return f"{body}{said}的{topic}{operation}"


def _listed(topics: Sequence[str]) -> str:
    return "和".join(topics) if len(topics) <= _PAIR else f"{'、'.join(topics[:-1])}和{topics[-1]}"
