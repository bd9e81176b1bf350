"""Does the model's prose say of each figure what its evidence says? Checked before any digit is written.

The gate (qa/verify.py) sees digits and marks; here it is still known which words lead up to which evidence:
the item, the department, the year, budget or final, and the direction. The message of an UnprovenError tells
the model what to mend.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from index.types import Disclosure
from qa.composing.computing.parts import measures_of
from qa.draft import item_of, who
from qa.finding.corpus import DocView
from qa.model.errors import UnprovenError
from qa.model.ground import (
    CHANGES,
    Ground,
    directions,
    is_budget,
    mentions,
    names_of,
    names_of_body,
    says_budget,
)
from qa.model.items import Item, Kind, doc_id_of, told
from qa.model.placeholders import Prose, Reference
from qa.model.results import check_operation, check_result, check_superlatives
from qa.model.words import load_words
from qa.types import CellHit
from qa.understanding.asked import read_asked
from qa.understanding.normalise import fold
from qa.understanding.vocabulary import unmarked

_AFTER_NAME = re.compile(r"(?:决算数|预算数|年初|全年|为|是|有|共|达|约|[:： ,，])+$")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")


def check_claims(prose: Prose, ground: Ground) -> None:
    """Raises UnprovenError for the first claim that the evidence does not bear out."""
    used = [reference.items for reference in prose.references if reference.operation is None]
    if len(set(used)) < len(used):
        raise UnprovenError("同一个占位符只写一次。")
    missing = [i.key for i in ground.items if i.required and not any(i in r.items for r in prose.references)]
    if missing:
        raise UnprovenError(f"没有写到{'、'.join(f'{{{key}}}' for key in missing)}。")
    _departments(prose.bare, ground)
    check_superlatives(prose, ground)
    before: Reference | None = None
    for reference in prose.references:
        if reference.operation is None:
            _named(reference, before, ground)
            _direction(reference, ground)
        else:
            check_operation(reference, ground)
        _place(reference, ground)
        _hedged(reference, ground)
        before = reference
    tail = prose.words[-1]
    if directions(tail) - directions(ground.local.text):
        raise UnprovenError("最后一句所说的增减，依据里没有。")


def _named(reference: Reference, before: Reference | None, ground: Ground) -> None:
    """The words before a figure name its item, and budget or final as its column does."""
    item = reference.items[0]
    if item.kind in {Kind.COMPUTED, Kind.QUOTE}:
        return
    names = names_of(item.hit) | (ground.asked_keys if item.required else frozenset())
    lead = _without_bodies(reference.lead, ground)
    said = _measures(lead, ground.views[doc_id_of(item.hit)])
    if said and not set(said[-1]) & names and not _ends_with(lead, names):
        raise UnprovenError(f"{{{item.key}}} 不是“{reference.lead[-20:]}”，而是“{item_of(item.hit)}”。")
    if not said and not item.required and not _goes_on(item, before, reference):
        raise UnprovenError(f"{{{item.key}}} 之前要写明是“{item_of(item.hit)}”。")
    if (column := _column_said(reference.lead)) and column not in item.line + ground.local.text:
        raise UnprovenError(f"{{{item.key}}} 不是{column}。")
    if says_budget(reference.lead) != is_budget(item.hit) and not _both(reference.lead):
        column = "预算数" if is_budget(item.hit) else "决算数"
        raise UnprovenError(f"{{{item.key}}} 是{column}，之前的话要与此一致。")


def _without_bodies(words: str, ground: Ground) -> str:
    """Words less the names of departments, which hold words that name items too (办公室)."""
    documents = {doc_id_of(hit) for item in ground.items for hit in item.hits}
    bodies = {name for doc_id in documents for name in names_of_body(ground.disclosures[doc_id])}
    for name in sorted(bodies, key=lambda w: (-len(w), w)):
        words = words.replace(name, "")
    return words


def _ends_with(words: str, names: Collection[str]) -> bool:
    """True where the last thing that words say is one of the names (labels can hold other labels)."""
    content = _AFTER_NAME.sub("", unmarked(fold(words)))
    return any(content.endswith(name) for name in names)


def _hedged(reference: Reference, ground: Ground) -> None:
    """超过{c1} says that the figure is another one; 约 stands where the local answer estimates."""
    lead = reference.lead.rstrip("为是了有 :：")
    hedge = next((word for word in load_words().hedges if lead.endswith(word)), None)
    if hedge and hedge not in told(ground.local):
        raise UnprovenError(f"占位符之前不要写“{hedge}”，那是准确的数。")


def _goes_on(item: Item, before: Reference | None, reference: Reference) -> bool:
    """True where the same sentence goes on about the same item (年初预算数为{c2})."""
    if before is None or not reference.sentence.startswith(before.sentence):
        return False
    return bool(names_of(before.items[0].hit) & names_of(item.hit))


def _measures(words: str, view: DocView) -> list[tuple[str, ...]]:
    content = unmarked(fold(words))
    asked = read_asked(content, view.label_keys, view.words)
    return [unit.keys for unit in measures_of(asked, view)]


def _column_said(words: str) -> str | None:
    """决算数, where words say it; a count of vehicles has no such column."""
    return next((column for column in load_words().columns if column in words), None)


def _both(words: str) -> bool:
    return says_budget(words) and any(word in words for word in load_words().final)


def _direction(reference: Reference, ground: Ground) -> None:
    """增加 and 减少 are said of printed changes only, and as printed."""
    item = reference.items[0]
    said = directions(reference.lead)
    if item.kind is Kind.COMPUTED:
        check_result(reference, ground)
        return
    if item.kind is Kind.QUOTE:
        if not any(word in reference.sentence for word in load_words().quoting):
            raise UnprovenError(f"{{{item.key}}} 是一段原文，之前要写“情况说明写道：”。")
        if said - directions(item.shown):
            raise UnprovenError(f"{{{item.key}}} 的原文没有这样说增减。")
        return
    figure = None if isinstance(item.hit, CellHit) else item.hit.figure
    expected = {figure.direction} if figure and figure.measure in CHANGES and figure.direction else set()
    if said != expected:
        word = next(iter(expected)).value if expected else "数额本身，不是增减额"
        raise UnprovenError(f"{{{item.key}}} 是{word}，之前的话要与此一致。")


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
        said = [other for other in others if mentions(reference.lead, names_of_body(other), own)]
        if said or not mentions(reference.lead, own, ()):
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
        if figure and figure.measure in CHANGES:
            years |= {year - 1 for year in years}
    if any(item.kind is Kind.COMPUTED for item in items):
        years |= {year - 1 for year in years}
    return years


def _departments(words: str, ground: Ground) -> None:
    """No department is named that is not in the evidence or the question."""
    evident = {doc_id_of(hit) for item in ground.items for hit in item.hits}
    own = [name for doc_id in evident for name in names_of_body(ground.disclosures[doc_id])]
    known = " ".join((*own, ground.question, ground.local.text))
    for doc_id, disclosure in ground.disclosures.items():
        foreign = [n for n in names_of_body(disclosure) if doc_id not in evident and n not in known]
        if any(name in words for name in foreign):
            raise UnprovenError(f"依据里没有{who(disclosure)}。")
