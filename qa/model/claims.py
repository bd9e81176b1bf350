"""Does the model's prose say of each figure what its evidence says? Checked before any digit is written.

The gate (qa/verify.py) sees digits and marks; here it is still known which words lead up to which evidence:
the item, the department, the year, budget or final, and the direction. The message of an UnprovenError tells
the model what to mend.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from index.types import Direction, Disclosure, Measure
from qa.composing.combined import measures_of
from qa.draft import item_of, who
from qa.finding.corpus import DocView
from qa.model.errors import UnprovenError
from qa.model.items import Item, Kind, doc_id_of
from qa.model.placeholders import Operation, Prose, Reference
from qa.model.words import load_words
from qa.types import CellHit, Draft, Hit
from qa.understanding.asked import read_asked, same_measure
from qa.understanding.normalise import fold
from qa.understanding.vocabulary import plain, unmarked

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_SHORTEST_NAME = 3
_CHANGES = frozenset({Measure.CHANGE, Measure.CHANGE_RATE})
_MORE_OR_LESS = re.compile(r"比.*?(多|高|大|少|低|小)")
_LESS = frozenset("少低小")


@dataclass(frozen=True, slots=True)
class Ground:
    """What the prose is held against: the local draft, the evidence offered, and the disclosures."""

    question: str
    asked_keys: frozenset[str]
    local: Draft
    items: tuple[Item, ...]
    views: Mapping[str, DocView]
    disclosures: Mapping[str, Disclosure]


def check_claims(prose: Prose, ground: Ground) -> None:
    """Raises UnprovenError for the first claim that the evidence does not bear out."""
    missing = [i.key for i in ground.items if i.required and not any(i in r.items for r in prose.references)]
    if missing:
        raise UnprovenError(f"没有写到{'、'.join(f'{{{key}}}' for key in missing)}。")
    _departments(prose.bare, ground)
    before: Reference | None = None
    for reference in prose.references:
        if reference.operation is None:
            _named(reference, before, ground)
            _direction(reference, ground)
        else:
            _operands_named(reference, ground)
        _place(reference, ground)
        before = reference
    tail = prose.words[-1]
    if _directions(tail) - _directions(ground.local.text):
        raise UnprovenError("最后一句所说的增减，依据里没有。")


def _named(reference: Reference, before: Reference | None, ground: Ground) -> None:
    """The words before a figure name its item, and budget or final as its column does."""
    item = reference.items[0]
    if item.kind in {Kind.COMPUTED, Kind.QUOTE}:
        return
    names = names_of(item.hit) | (ground.asked_keys if item.required else frozenset())
    said = _measures(reference.lead, ground.views[doc_id_of(item.hit)])
    if said and not set(said[-1]) & names:
        raise UnprovenError(f"{{{item.key}}} 不是“{reference.lead[-20:]}”，而是“{item_of(item.hit)}”。")
    if not said and not item.required and not _goes_on(item, before, reference):
        raise UnprovenError(f"{{{item.key}}} 之前要写明是“{item_of(item.hit)}”。")
    if says_budget(reference.lead) != is_budget(item.hit) and not _both(reference.lead):
        column = "预算数" if is_budget(item.hit) else "决算数"
        raise UnprovenError(f"{{{item.key}}} 是{column}，之前的话要与此一致。")


def _goes_on(item: Item, before: Reference | None, reference: Reference) -> bool:
    """True where the same sentence goes on about the same item (年初预算数为{c2})."""
    if before is None or not reference.sentence.startswith(before.sentence):
        return False
    return bool(names_of(before.items[0].hit) & names_of(item.hit))


def _measures(words: str, view: DocView) -> list[tuple[str, ...]]:
    content = unmarked(fold(words))
    asked = read_asked(content, view.label_keys, view.words)
    return [unit.keys for unit in measures_of(asked, view)]


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


def _both(words: str) -> bool:
    return says_budget(words) and any(word in words for word in load_words().final)


def is_budget(hit: Hit) -> bool:
    """True for a budget column, or a figure of a sentence that is measured as budget or against it."""
    if isinstance(hit, CellHit):
        return says_budget(hit.cell.column_label + hit.cell.row_label)
    measure = hit.figure.measure if hit.figure else None
    return measure in {Measure.BUDGET, Measure.EXECUTION}


def _direction(reference: Reference, ground: Ground) -> None:
    """增加 and 减少 are said of printed changes only, and as printed."""
    item = reference.items[0]
    said = _directions(reference.lead)
    if item.kind is Kind.COMPUTED:
        if said - _directions(ground.local.text) or _turned(reference.lead, ground.local.text):
            raise UnprovenError(f"{{{item.key}}} 的多少、增减要与依据一致。")
        return
    if item.kind is Kind.QUOTE:
        if said - _directions(item.shown):
            raise UnprovenError(f"{{{item.key}}} 的原文没有这样说增减。")
        return
    figure = None if isinstance(item.hit, CellHit) else item.hit.figure
    expected = {figure.direction} if figure and figure.measure in _CHANGES and figure.direction else set()
    if said != expected:
        word = next(iter(expected)).value if expected else "数额本身，不是增减额"
        raise UnprovenError(f"{{{item.key}}} 是{word}，之前的话要与此一致。")


def _directions(words: str) -> set[Direction]:
    lists = load_words()
    pairs = ((Direction.UP, lists.up), (Direction.DOWN, lists.down), (Direction.FLAT, lists.flat))
    return {direction for direction, said in pairs if any(word in words for word in said)}


def _turned(lead: str, local: str) -> bool:
    """True where "A比B多" of the local answer became "A比B少", or lost its order."""
    wrote, has = _MORE_OR_LESS.search(lead), _MORE_OR_LESS.search(local)
    if wrote is None:
        return False
    return has is None or (wrote[1] in _LESS) != (has[1] in _LESS)


def _operands_named(reference: Reference, ground: Ground) -> None:
    """Each operand stands by name in the sentence, and 多 or 少 fits their order."""
    sentence = unmarked(fold(reference.sentence))
    for item in reference.items:
        names = names_of(item.hit) | (ground.asked_keys if item.required else frozenset())
        if not any(name in sentence for name in names):
            raise UnprovenError(f"计算之前要写明“{item_of(item.hit)}”。")
    if reference.operation is Operation.SHARE:
        if not any(word in reference.sentence for word in load_words().share):
            raise UnprovenError("share 之前要写“占……的”。")
        return
    if reference.operation is Operation.SUM:
        if _directions(reference.lead):
            raise UnprovenError("sum 是相加，之前不要写增减。")
        return
    _difference_told(reference)


def _difference_told(reference: Reference) -> None:
    compared = re.search(r"(?P<left>.*)比(?P<right>.*?)(?P<how>多|高|大|少|低|小)", reference.lead)
    if compared is None:
        if not any(word in reference.lead for word in load_words().differs) or _directions(reference.lead):
            raise UnprovenError("diff 之前要写“甲比乙多”或“相差”。")
        return
    larger, smaller = (reference.items[1], reference.items[0])[:: -1 if compared["how"] not in _LESS else 1]
    if not _is_said(larger, compared["left"]) or not _is_said(smaller, compared["right"]):
        raise UnprovenError("“甲比乙多”的甲须是 diff 的前一项，乙是后一项。")


def _is_said(item: Item, words: str) -> bool:
    """True where words name an item, or budget and final of it are told apart by them."""
    if says_budget(words) or any(word in words for word in load_words().final):
        return says_budget(words) == is_budget(item.hit)
    content = unmarked(fold(words))
    return any(name in content for name in names_of(item.hit))


def _place(reference: Reference, ground: Ground) -> None:
    """The department and the year that lead up to a figure are its own."""
    documents = [ground.disclosures[doc_id_of(hit)] for item in reference.items for hit in item.hits]
    all_documents = {doc_id_of(hit) for item in ground.items for hit in item.hits}
    if (
        len(all_documents) > 1
        and reference.operation is None
        and reference.items[0].kind is not Kind.COMPUTED
    ):
        own = names_of_body(documents[0])
        others = [ground.disclosures[d] for d in all_documents if d != documents[0].doc_id]
        said = [other for other in others if _mentions(reference.lead, names_of_body(other), own)]
        if said or not _mentions(reference.lead, own, ()):
            raise UnprovenError(f"{{{reference.items[0].key}}} 之前要写明是{who(documents[0])}的。")
    years = [int(year) for year in _YEAR.findall(reference.lead)]
    if years and years[-1] not in _years_of(reference.items, documents):
        raise UnprovenError(f"{{{reference.items[0].key}}} 不是{years[-1]}年的数。")


def _years_of(items: Sequence[Item], documents: Sequence[Disclosure]) -> set[int]:
    years = {document.year for document in documents}
    for item in items:
        figure = None if isinstance(item.hit, CellHit) else item.hit.figure
        if figure and figure.year:
            years = {*years, figure.year} if item.kind is Kind.COMPUTED else {figure.year}
        if figure and figure.measure in _CHANGES:
            years |= {year - 1 for year in years}
    if any(item.kind is Kind.COMPUTED for item in items):
        years |= {year - 1 for year in years}
    return years


def names_of_body(disclosure: Disclosure) -> tuple[str, ...]:
    """The names that a department goes by."""
    names = (who(disclosure), disclosure.department, *disclosure.aliases)
    return tuple(name for name in dict.fromkeys(names) if len(name) >= _SHORTEST_NAME)


def _mentions(words: str, names: Collection[str], own: Collection[str]) -> bool:
    return any(name in words and not any(name in mine for mine in own) for name in names)


def _departments(words: str, ground: Ground) -> None:
    """No department is named that is not in the evidence or the question."""
    evident = {doc_id_of(hit) for item in ground.items for hit in item.hits}
    own = [name for doc_id in evident for name in names_of_body(ground.disclosures[doc_id])]
    known = " ".join((*own, ground.question, ground.local.text))
    for doc_id, disclosure in ground.disclosures.items():
        foreign = [n for n in names_of_body(disclosure) if doc_id not in evident and n not in known]
        if any(name in words for name in foreign):
            raise UnprovenError(f"依据里没有{who(disclosure)}。")
