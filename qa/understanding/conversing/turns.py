"""A turn of a conversation, completed; departments by names that lead back to them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from index.types import Disclosure
from qa.understanding.conversing.screen import Shown
from qa.understanding.scope import Named
from qa.understanding.vocabulary import load_vocabulary


@dataclass(frozen=True, slots=True)
class Turn:
    """What a turn says, completed from the turns before it.

    `topics` are the measures asked about, `departments` the names of the departments, oldest first.
    """

    text: str
    named: Named
    topics: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()
    moved: str = ""  # what this turn asked anew: "department", "topic", or nothing
    shown: tuple[Shown, ...] = ()  # the figures that the answers show, by what they are of
    latest: int = 0  # how many of them the last turn asked for
    spelled: bool = False  # said nothing itself: its text is what it asks in full
    resume: Turn | None = None  # what the next turn goes on from, where that is not this turn
    about: str | None = None  # asks where the figure before it stands (place), or how it came about (method)
    own: tuple[str, ...] = ()  # words of its own that name nothing known: they have to stand in the evidence
    compared: str = ""  # what its figure is set against: budget, last_year, or nothing
    whole: str = ""  # what a share was of
    otherwise: tuple[str, ...] = ()  # other ways to complete it, tried in turn where the first finds nothing


def full_name(disclosure: Disclosure) -> str:
    """The department with its place, as a name that leads back to it alone."""
    name = disclosure.department
    for part in (disclosure.region.district, disclosure.region.city):
        if part and part not in name:
            name = part + name
    return name


def share_of_topics(topics: Sequence[str], whole: str = "") -> str:
    """The latest measure as a share: of the `whole` that a share was of before, else of the measure before
    it, or of the one of them that is the total."""
    part = topics[-1]
    return f"{part if part != (of := whole_of(topics, whole)) else topics[-2]}占{of}的百分之几"


def whole_of(topics: Sequence[str], whole: str = "") -> str:
    """What a share of the latest of several measures is of."""
    before, part = topics[-2:]
    if whole in topics and whole != part:
        return whole
    return part if part in totals() and before not in totals() else before


def totals() -> frozenset[str]:
    """What people call the totals of the year."""
    generic = (measure for measure in load_vocabulary().measures if measure.generic)
    return frozenset(word for measure in generic for word in (*measure.keys, *measure.words))


def latest(names: Sequence[str]) -> tuple[str, ...]:
    """The names without repeats, each where it was said last."""
    return tuple(reversed(dict.fromkeys(reversed(names))))
