"""Does the prose say of a result what was computed: the local computation, the operations that the model
names, and which is highest?"""

from __future__ import annotations

import re
from collections.abc import Mapping

from index.types import Disclosure
from qa.compute import value_of
from qa.model.errors import UnprovenError
from qa.model.ground import (
    Ground,
    directions,
    is_budget,
    mentions,
    names_of,
    names_of_body,
    says_budget,
)
from qa.model.items import Item, doc_id_of
from qa.model.items import told as told_of
from qa.model.placeholders import Operation, Prose, Reference
from qa.model.words import load_words
from qa.types import Draft, Hit
from qa.understanding.normalise import fold
from qa.understanding.vocabulary import unmarked

_COMPARED = re.compile(r"(?P<left>[^。；]*)比(?P<right>[^。；]*?)(?P<how>多|高|大|少|低|小)")
_LESS = frozenset("少低小")
_ENDS_IN_COMPARISON = re.compile(r"(?:比.*[多高大少低小]|相差|差额|之差|差距)(?:了|出|为|是|约|花)*[:： ]*$")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")


def check_result(reference: Reference, ground: Ground) -> None:
    """The local computation is told as the local answer tells it: the same relation of the same operands.

    Raises UnprovenError.
    """
    item = reference.items[0]
    told = told_of(ground.local)
    if directions(reference.lead) - directions(told):
        raise UnprovenError(f"{{{item.key}}} 的增减要与依据一致。")
    told_years, years = _YEAR.findall(told), _YEAR.findall(reference.lead)
    last = max(told_years, default="") if "上年" in reference.lead else (told_years or [""])[-1]
    if years and years[-1] != last:
        raise UnprovenError(f"{{{item.key}}} 不是{years[-1]}年的数：{told}。")
    for words in load_words().relations:
        if any(w in told for w in words) and not any(w in reference.sentence for w in words):
            raise UnprovenError(f"{{{item.key}}} 之前要说明是怎么算的：{told}。")
    has, wrote = _COMPARED.search(told), _COMPARED.search(reference.lead)
    if has is None:
        if wrote is not None:
            raise UnprovenError(f"{{{item.key}}} 不是比较的结果：{told}。")
    elif not _ENDS_IN_COMPARISON.search(reference.lead):
        raise UnprovenError(f"{{{item.key}}} 之前要写清谁比谁：{told}。")
    elif wrote is not None and (
        (wrote["how"] in _LESS) != (has["how"] in _LESS) or not _same_sides(wrote, has, item, ground)
    ):
        raise UnprovenError(f"{{{item.key}}} 的多少要与依据一致：{told}。")


def _same_sides(wrote: re.Match[str], has: re.Match[str], item: Item, ground: Ground) -> bool:
    """True where left and right of 比 name the same departments, columns or items as the local answer."""
    return all(
        _operands(wrote[side], item.hits, ground.disclosures)
        == _operands(has[side], item.hits, ground.disclosures)
        for side in ("left", "right")
    )


def _operands(words: str, hits: tuple[Hit, ...], disclosures: Mapping[str, Disclosure]) -> set[str]:
    """What words name of the things that tell operands apart."""
    documents = {doc_id_of(hit) for hit in hits}
    if len(documents) > 1:
        return {doc_id for doc_id in documents if mentions(words, names_of_body(disclosures[doc_id]))}
    content = unmarked(fold(words))
    named = [
        {name for name in names_of(hit) if not any(c in name for c in load_words().columns)} for hit in hits
    ]
    shared: set[str] = set.intersection(*named)
    own = [names - shared for names in named]
    said = {min(names) for names in own if any(name in content for name in names)}
    if says_budget(words):
        said.add(load_words().budget)
    return said | {word for word in load_words().final if word in words}


def check_operation(reference: Reference, ground: Ground) -> None:
    """Each operand is named in the sentence, and 占, 多 or 少 fits their order. Raises UnprovenError."""
    sentence = unmarked(fold(reference.sentence))
    for item in reference.items:
        names = names_of(item.hit) | (ground.asked_keys if item.required else frozenset())
        if not any(name in sentence for name in names):
            raise UnprovenError(f"计算之前要写明每一项的名称，例如“{sorted(names)[0]}”。")
    if reference.operation is Operation.DIFFERENCE:
        _difference_told(reference)
    elif directions(reference.lead) or _COMPARED.search(reference.lead):
        raise UnprovenError("相加和占比之前不要写增减、多少。")
    elif reference.operation is Operation.SHARE:
        _share_told(reference)


def _share_told(reference: Reference) -> None:
    left, found, right = reference.sentence.rpartition("占")
    part, whole = reference.items
    if not found or not _is_said(part, left) or not _is_said(whole, right):
        raise UnprovenError("share 之前要写“前一项占后一项的”。")


def _difference_told(reference: Reference) -> None:
    compared = _COMPARED.search(reference.lead)
    if not _ENDS_IN_COMPARISON.search(reference.lead) or directions(reference.lead):
        raise UnprovenError("diff 之前要写“甲比乙多”或“相差”。")
    if compared is None:
        return
    larger, smaller = reference.items
    left, right = (smaller, larger) if compared["how"] in _LESS else (larger, smaller)
    if not _is_said(left, compared["left"]) or not _is_said(right, compared["right"]):
        raise UnprovenError("“甲比乙多”的甲须是 diff 的前一项，乙是后一项。")


def _is_said(item: Item, words: str) -> bool:
    """True where words name an item, or budget and final of it are told apart by them."""
    if says_budget(words) or any(word in words for word in load_words().final):
        return says_budget(words) == is_budget(item.hit)
    content = unmarked(fold(words))
    return any(name in content for name in names_of(item.hit))


def superlatives_told(local: Draft) -> set[str]:
    """最高 and the like in the sentence that answers."""
    return {word for word in load_words().superlatives if word in local.text.split("：", 1)[0]}


def check_superlatives(prose: Prose, ground: Ground) -> None:
    """最高 and the like are said where the local answer says them, and of its own best figure alone.

    Raises UnprovenError.
    """
    superlatives = load_words().superlatives
    told = superlatives_told(ground.local)
    quoted = {w for w in superlatives if w in ground.question or any(w in i.line for i in ground.items)}
    wrote = {word for word in superlatives if word in prose.bare}
    if wrote - told - quoted:
        raise UnprovenError(f"依据里没有说“{'、'.join(sorted(wrote - told - quoted))}”。")
    if not told or ground.local.value is None:
        return
    best = [r for r in prose.references if value_of(r.items[0].hit) == ground.local.value]
    said = "".join(reference.lead for reference in best)
    if not wrote & told:
        raise UnprovenError(f"要在那个数额之前写明哪个{sorted(told)[0]}。")
    if any(prose.bare.count(word) > said.count(word) for word in wrote & told):
        raise UnprovenError(f"“{sorted(told)[0]}”要写在那个数额之前，只写一次。")
