"""The model's prose -> words and references. `{c3}` names evidence, `{diff:c2,c1}` an operation on it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from qa.model.errors import UnprovenError
from qa.model.items import Item, Kind

_REFERENCE = re.compile(r"\{([^{}]*)\}")
_FULL_WIDTH = str.maketrans({"｛": "{", "｝": "}"})
_INSIDE = str.maketrans({"：": ":", "，": ",", "、": ",", " ": ""})
_SENTENCE_END = re.compile(r"[。；;！？!?\n]")
_FENCE = re.compile(r"^```\w*\n?|\n?```$")


class Operation(StrEnum):
    """What may be computed. Code does it; the model names it."""

    SUM = "sum"
    DIFFERENCE = "diff"
    SHARE = "share"


_OPERANDS = {Operation.SUM: (2, 12), Operation.DIFFERENCE: (2, 2), Operation.SHARE: (2, 2)}


@dataclass(frozen=True, slots=True)
class Reference:
    """One placeholder with the words that lead up to it.

    `lead` reaches back to the placeholder or the end of sentence before it, `sentence` to the end of the
    sentence before; `after` is what follows up to the next placeholder.
    """

    items: tuple[Item, ...]
    operation: Operation | None
    lead: str
    sentence: str
    after: str


@dataclass(frozen=True, slots=True)
class Prose:
    """What the model wrote: words, and references between them (one word part more than references)."""

    words: tuple[str, ...]
    references: tuple[Reference, ...]

    @property
    def bare(self) -> str:
        """The words alone; each reference is a line break."""
        return "\n".join(self.words)


def read_prose(text: str, items: Mapping[str, Item]) -> Prose:
    """The prose with its placeholders resolved. Raises UnprovenError for one that names no evidence."""
    text = _FENCE.sub("", text.strip()).strip().translate(_FULL_WIDTH)
    pieces = _REFERENCE.split(text)
    words, inside = pieces[::2], pieces[1::2]
    references = []
    sentence = ""
    for before, named, after in zip(words[:-1], inside, words[1:], strict=True):
        lead = _SENTENCE_END.split(before)[-1]
        sentence = lead if _SENTENCE_END.search(before) else sentence + before
        operation, found = _resolved(named, items)
        references.append(Reference(found, operation, lead, sentence, after))
    if any("{" in word or "}" in word for word in words):
        raise UnprovenError("占位符没有写完整，应当像 {c1} 这样。")
    return Prose(tuple(words), tuple(references))


def _resolved(named: str, items: Mapping[str, Item]) -> tuple[Operation | None, tuple[Item, ...]]:
    name, colon, operands = named.translate(_INSIDE).partition(":")
    keys = operands.split(",") if colon else [name]
    if unknown := [key for key in keys if key not in items]:
        raise UnprovenError(f"依据里没有 {{{'、'.join(unknown)}}}，只能用：{'、'.join(items)}。")
    found = tuple(items[key] for key in keys)
    if not colon:
        return None, found
    try:
        operation = Operation(name)
    except ValueError:
        raise UnprovenError(f"没有“{name}”这种运算，只有 sum、diff、share。") from None
    least, most = _OPERANDS[operation]
    if not least <= len(found) <= most or any(i.kind in {Kind.QUOTE, Kind.COMPUTED} for i in found):
        raise UnprovenError(f"{{{named}}} 的运算项不对：{least} 项以上的 c 或 s。")
    if len(set(keys)) < len(keys):
        raise UnprovenError(f"{{{named}}} 把同一个数用了两次。")
    return operation, found
