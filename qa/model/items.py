"""Evidence as the model gets it: numbered, each with its names and its figure, packed to a budget.

c1, c2 … are cells, s1 … figures of sentences, q1 … sentences to be quoted whole, k1 the local computation.
What a document says is data: braces and angle brackets in it become full-width, so that nothing in a cell or
a sentence can pass for a placeholder or for the end of the evidence.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from index.types import Disclosure, Measure
from qa.compute import value_of
from qa.draft import amount_text, figure_text, item_of, quote, same_place, who
from qa.types import CellHit, Draft, Hit, SentenceHit

_AS_DATA = str.maketrans({"{": "｛", "}": "｝", "<": "〈", ">": "〉", "\n": " ", "|": "／", "｜": "／"})
_BARE_COLUMNS = frozenset({"", "合计", "金额", "小计"})


class Kind(StrEnum):
    """What a placeholder stands for; the letter of its key."""

    CELL = "c"
    FIGURE = "s"
    QUOTE = "q"
    COMPUTED = "k"


@dataclass(frozen=True, slots=True)
class Item:
    """A piece of evidence that a placeholder may name. `shown` is what code writes for it, without marks."""

    key: str
    kind: Kind
    hits: tuple[Hit, ...]
    shown: str
    line: str
    required: bool = False
    worth: float = 0.0

    @property
    def hit(self) -> Hit:
        """The evidence itself (of a computation its first operand)."""
        return self.hits[0]


class Numbering:
    """Turns hits into items and gives out their keys."""

    def __init__(self, disclosures: Mapping[str, Disclosure]) -> None:
        self._disclosures = disclosures
        self._used: dict[Kind, int] = {}

    def computed(self, draft: Draft) -> Item:
        """The computation of the local draft, with every operand."""
        assert draft.value is not None
        shown = f"{amount_text(draft.value, draft.unit)}（{draft.formula}）"
        key = self._key(Kind.COMPUTED)
        line = f"{key}｜按问题算出的结果｜{as_data(told(draft))}"
        return Item(key, Kind.COMPUTED, draft.evidence, shown, line, required=True)

    def figure(self, hit: Hit, required: bool = False, worth: float = 0.0) -> Item:
        """A cell, or a figure of a sentence."""
        kind = Kind.CELL if isinstance(hit, CellHit) else Kind.FIGURE
        key, shown = self._key(kind), figure_text(hit)
        line = "｜".join((key, self._of(hit), *map(as_data, said_of(hit)), as_data(shown)))
        return Item(key, kind, (hit,), shown, line, required, worth)

    def quote(self, hit: SentenceHit, local: str = "", required: bool = False, worth: float = 0.0) -> Item:
        """A sentence, quoted as the local answer quotes it: whole where that does."""
        key = self._key(Kind.QUOTE)
        whole = hit.sentence.text
        text = whole if whole in local else quote(whole, hit.figure)
        line = f"{key}｜{self._of(hit)}情况说明｜{as_data(text)}"
        return Item(key, Kind.QUOTE, (hit,), f"“{text}”", line, required, worth)

    def _key(self, kind: Kind) -> str:
        self._used[kind] = self._used.get(kind, 0) + 1
        return f"{kind.value}{self._used[kind]}"

    def _of(self, hit: Hit) -> str:
        disclosure = self._disclosures[doc_id_of(hit)]
        return f"{as_data(who(disclosure))}{disclosure.year}年度"


def told(draft: Draft) -> str:
    """What the local answer says of its computation, up to the result itself."""
    said = draft.text.split("。", 1)[0]
    for bracket in (f"（{draft.formula}", "（原表为"):
        said = said.split(bracket, 1)[0]
    return said


def numbered(draft: Draft, extras: Sequence[tuple[Hit, float]], numbering: Numbering) -> tuple[Item, ...]:
    """The draft's evidence and what goes well with it, in that order."""
    own = without_backing(draft.evidence)
    main = next((hit for hit in own if draft.value is not None and value_of(hit) == draft.value), None)
    several = len({doc_id_of(hit) for hit in own}) > 1  # a comparison tells every department's figure
    items = []
    if draft.formula is not None and draft.value is not None:
        items.append(numbering.computed(draft))
    for hit in own:
        if isinstance(hit, SentenceHit) and hit.figure is None:
            items.append(numbering.quote(hit, draft.text, main is None and draft.formula is None))
        elif value_of(hit) is not None:
            wanted = draft.formula is None and (main is None or hit is main or several)
            items.append(numbering.figure(hit, wanted, 5.0))
    for hit, worth in extras:
        if any(same_place(hit, known) for known in draft.evidence) and isinstance(hit, CellHit):
            continue
        if isinstance(hit, SentenceHit) and hit.figure is None:
            items.append(numbering.quote(hit, worth=worth))
        else:
            items.append(numbering.figure(hit, worth=worth))
    return tuple(items)


def packed(items: Iterable[Item], budget: int) -> tuple[Item, ...] | None:
    """The items that fit `budget` tokens, by worth per token; None where the required ones do not fit."""
    listed = list(items)
    left = budget - sum(tokens_of(item.line) for item in listed if item.required)
    if left < 0:
        return None
    chosen = {item.key for item in listed if item.required}
    rest = [item for item in listed if not item.required]
    for item in sorted(rest, key=lambda item: -item.worth / tokens_of(item.line)):
        if (cost := tokens_of(item.line)) <= left:
            left -= cost
            chosen.add(item.key)
    return tuple(item for item in listed if item.key in chosen)


def tokens_of(text: str) -> int:
    """An upper estimate for Chinese text: a token a character, and a few for the frame of a message."""
    return len(text) + 4


def as_data(text: str) -> str:
    """Text of a document or a question, unable to pass for anything but text."""
    return text.translate(_AS_DATA)


def said_of(hit: Hit) -> tuple[str, ...]:
    """What a figure is, as its form or sentence names it: item and column, or subject and measure."""
    if isinstance(hit, CellHit):
        column = hit.cell.column_label.rsplit(" / ", 1)[-1]
        item = item_of(hit)
        return (item,) if column in _BARE_COLUMNS or item.endswith(column) else (item, column)
    figure = hit.figure
    if figure is None:
        return ()
    parts = [figure.subject or "", *measure_words(hit)]
    return (" ".join(part for part in parts if part) or quote(hit.sentence.text, figure),)


def measure_words(hit: SentenceHit) -> tuple[str, ...]:
    """What a figure of a sentence measures, in words, where it is no plain amount."""
    figure = hit.figure
    if figure is None or figure.measure is None:
        return ()
    if figure.measure in {Measure.CHANGE, Measure.CHANGE_RATE}:
        return ("比上年" + (figure.direction.value if figure.direction else "变化"),)
    named = {Measure.BUDGET: "预算数", Measure.EXECUTION: "完成预算的比例", Measure.SHARE: "占比"}
    return (named[figure.measure],) if figure.measure in named else ()


def doc_id_of(hit: Hit) -> str:
    """The disclosure that a piece of evidence stands in."""
    return hit.cell.doc_id if isinstance(hit, CellHit) else hit.sentence.doc_id


def without_backing(evidence: Sequence[Hit]) -> list[Hit]:
    """The evidence less the sentences that merely say again what another piece says."""
    backing = [hit.backing for hit in evidence if hit.backing is not None]
    return [hit for hit in evidence if not any(hit is other or hit == other for other in backing)]
