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
    otherwise: tuple[str, ...] = ()  # other ways to complete it, tried in turn where the first finds nothing


def full_name(disclosure: Disclosure) -> str:
    """The department with its place, as a name that leads back to it alone."""
    name = disclosure.department
    for part in (disclosure.region.district, disclosure.region.city):
        if part and part not in name:
            name = part + name
    return name


def share_of_topics(topics: Sequence[str]) -> str:
    """The later of two measures as a share of the earlier, or of the one that is the total."""
    whole, part = topics[-2:]
    if part in totals() and whole not in totals():
        whole, part = part, whole
    return f"{part}占{whole}的百分之几"


def totals() -> frozenset[str]:
    """What people call the totals of the year."""
    generic = (measure for measure in load_vocabulary().measures if measure.generic)
    return frozenset(word for measure in generic for word in (*measure.keys, *measure.words))
