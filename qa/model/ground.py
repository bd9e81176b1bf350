"""What the model's prose is held against, and by which words a figure, a department, a direction is named."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from index.types import Direction, Disclosure, Measure
from qa.draft import item_of, who
from qa.finding.corpus import DocView
from qa.model.items import Item
from qa.model.words import load_words
from qa.types import CellHit, Draft, Hit
from qa.understanding.asked import same_measure
from qa.understanding.vocabulary import plain

CHANGES = frozenset({Measure.CHANGE, Measure.CHANGE_RATE})
_SHORTEST_NAME = 3


@dataclass(frozen=True, slots=True)
class Ground:
    """What the prose is held against: the local draft, the evidence offered, and the disclosures."""

    question: str
    asked_keys: frozenset[str]
    local: Draft
    items: tuple[Item, ...]
    views: Mapping[str, DocView]
    disclosures: Mapping[str, Disclosure]


def names_of(hit: Hit) -> frozenset[str]:
    """The plain keys that may name a figure: its row, of a total its column, its subject in a sentence."""
    if isinstance(hit, CellHit):
        parts = [hit.cell.row_label, *hit.cell.row_label.split(" / "), *hit.cell.column_label.split(" / ")]
        said = [item_of(hit), *parts, hit.cell.table_title.removesuffix("表")]
    else:
        said = [item_of(hit)]
    keys = {plain(text) for text in said} - {""}
    return frozenset(key for name in keys for key in same_measure(name))


def says_budget(words: str) -> bool:
    """True where words speak of a budget figure, not merely of a budget fund by name."""
    for scope in load_words().scopes:
        words = words.replace(scope, "")
    return load_words().budget in words


def is_budget(hit: Hit) -> bool:
    """True for a budget column, or a figure of a sentence that is measured as budget or against it."""
    if isinstance(hit, CellHit):
        leaf = hit.cell.column_label.rsplit(" / ", 1)[-1]
        named = any(column in leaf for column in load_words().columns)
        return says_budget(leaf if named else hit.cell.column_label + hit.cell.row_label)
    measure = hit.figure.measure if hit.figure else None
    return measure in {Measure.BUDGET, Measure.EXECUTION}


def directions(words: str) -> set[Direction]:
    """Which of 增加, 减少, 持平 words speak of."""
    lists = load_words()
    pairs = ((Direction.UP, lists.up), (Direction.DOWN, lists.down), (Direction.FLAT, lists.flat))
    return {direction for direction, said in pairs if any(word in words for word in said)}


def names_of_body(disclosure: Disclosure) -> tuple[str, ...]:
    """The names that a department goes by."""
    names = (who(disclosure), disclosure.department, *disclosure.aliases)
    return tuple(name for name in dict.fromkeys(names) if len(name) >= _SHORTEST_NAME)


def mentions(words: str, names: Collection[str], own: Collection[str] = ()) -> bool:
    """True where words hold one of the names that is no part of the `own` ones."""
    return any(name in words and not any(name in mine for mine in own) for name in names)
