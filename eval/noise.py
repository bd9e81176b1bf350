"""Generated questions as people type them: homophones, traditional characters, full-width digits, fillers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from random import Random

from opencc import OpenCC
from pypinyin import lazy_pinyin

from eval.lookups import shuffled
from eval.pool import Pool, Target
from eval.questions import Case
from eval.wordings import wordings
from index.types import Kind

_FULL_WIDTH = str.maketrans("0123456789()", "０１２３４５６７８９（）")
_SHORTEST_LABEL = 4  # a shorter label with another character is another word
_LEVEL_ONE = (0xB0, 0xD8)  # lead bytes of the 3,755 characters in daily use (GB/T 2312-1980, level 1)


@cache
def _homophones() -> dict[str, tuple[str, ...]]:
    """Pinyin without tone -> characters in daily use with that sound."""
    found: dict[str, list[str]] = defaultdict(list)
    for lead in range(*_LEVEL_ONE):
        for trail in range(0xA1, 0xFF):
            character = bytes((lead, trail)).decode("gb2312", errors="ignore")
            if character:
                found[lazy_pinyin(character)[0]].append(character)
    return {sound: tuple(characters) for sound, characters in found.items()}


def _question(target: Target) -> str:
    return f"{target.name}{target.label}是多少？"


def homophone(pool: Pool, rng: Random) -> Iterator[Case]:
    """One character of the label typed as another of the same sound; never one that makes another label."""
    labels = {target.label for target in pool.targets}
    for target in shuffled(pool.targets, rng):
        label = target.label
        if len(label) < _SHORTEST_LABEL:
            continue
        place = rng.randrange(len(label))
        others = [c for c in _homophones().get(lazy_pinyin(label[place])[0], ()) if c != label[place]]
        if others:
            typo = label[:place] + rng.choice(others) + label[place + 1 :]
            if typo not in labels:
                yield target.case("homophone", f"{target.name}{typo}是多少？")


def traditional(pool: Pool, rng: Random) -> Iterator[Case]:
    """The question in traditional characters."""
    converter = OpenCC("s2t")
    for target in shuffled(pool.targets, rng):
        question = _question(target)
        converted = str(converter.convert(question))
        if converted != question:
            yield target.case("traditional", converted)


def full_width(pool: Pool, rng: Random) -> Iterator[Case]:
    """Digits and brackets in full width."""
    for target in shuffled(pool.targets, rng):
        yield target.case("full_width", _question(target).translate(_FULL_WIDTH))


def oral(pool: Pool, rng: Random) -> Iterator[Case]:
    """As it is said rather than written."""
    for target in shuffled(pool.targets, rng):
        if target.disclosure.kind is Kind.FINAL:
            said = f"{target.name}的{target.label}花了多少"
            yield target.case("oral", rng.choice(wordings().oral).format(said))
