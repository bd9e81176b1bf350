"""The words of a question that evidence must explain: recognised measures, and what is left over.

A question is covered by mentions (label keys of the disclosure, everyday words of the vocabulary), longest
first; courtesies and words of intent weigh nothing; the rest counts pair by pair of characters, so that
"五楼会议室音视频升级改造" is not answered by a row that is merely called 会议费.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from qa.understanding.generic import is_generic
from qa.understanding.leftover import left_over
from qa.understanding.mentions import Mention, measures_by_key, mentions, same_measure, stem
from qa.understanding.sounds import as_heard
from qa.understanding.units import Unit
from qa.understanding.vocabulary import MeasureWords, load_vocabulary

__all__ = [
    "Asked",
    "Unit",
    "closer",
    "counting",
    "read_asked",
    "same_measure",
    "stem",
    "unit_counted",
]

_DIGITS = re.compile(r"\d{3}")  # an account code names what is asked for
_SHORTEST_LISTED = 3
_LIST_MARKS = re.compile("[、和与及]")
_LISTED = re.compile(r"[\u4e00-\u9fff]{2,8}(?:[、和与及][\u4e00-\u9fff]{2,20})+")
_SHARES = "占"
_SHORT_WORD = 2  # what stands beside a word so short may make another thing of it
_NARROWS = 4.0  # "how many women" is not answered by how many people


@dataclass(frozen=True, slots=True)
class Asked:
    """All pieces of a question, in order."""

    content: str
    units: tuple[Unit, ...]

    @property
    def named(self) -> tuple[Unit, ...]:
        """The pieces that were recognised as measures, forms or columns."""
        return tuple(unit for unit in self.units if unit.keys)

    @property
    def weight(self) -> float:
        """What there is to explain in all."""
        return sum(unit.weight for unit in self.units)

    @property
    def beside(self) -> tuple[Unit, ...]:
        """Unrecognised pieces right beside a short everyday word: they change what it is (房屋补贴)."""
        words = [unit for unit in self.units if unit.how == "word" and len(unit.text) <= _SHORT_WORD]
        edges = {unit.start for unit in words} | {unit.end for unit in words}
        rest = (unit for unit in self.units if not unit.keys and len(unit.text) > 1)
        return tuple(unit for unit in rest if {unit.start, unit.end} & edges)

    def between(self, start: int, end: int) -> Asked:
        """The part of the question that stands between two offsets."""
        inside = tuple(unit for unit in self.units if unit.start >= start and unit.end <= end)
        return Asked(self.content[start:end], inside)

    def keeping(self, units: Collection[Unit]) -> Asked:
        """The same question with these pieces only."""
        return Asked(self.content, tuple(unit for unit in self.units if unit in units))


def _in_parts(unit: Unit, keys: Collection[str]) -> Unit:
    """The unit with its parts where its name is a fund and a measure that has a label of its own."""
    vocabulary = load_vocabulary()
    for fund in vocabulary.funds:
        measure = unit.text.removeprefix(fund)
        known = measure in keys or measure in measures_by_key()
        if measure != unit.text and known and measure not in vocabulary.functions:
            cut = unit.start + len(fund)
            first = Unit(fund, float(len(fund)), unit.start, cut, same_measure(fund), "part")
            second = Unit(measure, float(len(measure)), cut, unit.end, same_measure(measure), "part")
            return replace(unit, parts=(first, second))
    return unit


def _cover(options: Iterable[Mention], taken: list[bool]) -> list[Unit]:
    order = {"label": 0, "word": 1, "stem": 2, "sound": 3, "narrow": 4}
    chosen: dict[tuple[int, int], Unit] = {}
    ranked = sorted(options, key=lambda option: (option.start - option.end, order[option.how], option.start))
    for option in ranked:
        span = (option.start, option.end)
        if span in chosen:
            unit = chosen[span]
            merged = tuple(dict.fromkeys((*unit.keys, *option.keys)))
            chosen[span] = Unit(unit.text, unit.weight, *span, merged, unit.how)
        elif not any(taken[option.start : option.end]):
            taken[option.start : option.end] = [True] * (option.end - option.start)
            weight = _NARROWS if option.how == "narrow" else float(option.end - option.start)
            chosen[span] = Unit("", weight, *span, option.keys, option.how)
    return list(chosen.values())


def _widened(content: str, unit: Unit, taken: list[bool]) -> Unit:
    """The unit with its text, grown over what is left beside it as long as that still is part of a label:
    房公积金 of 住房公积金 rather than 公积金 with 房 before it."""
    start, end = unit.start, unit.end
    while start and not taken[start - 1] and any(content[start - 1 : end] in key for key in unit.keys):
        start -= 1
    while end < len(taken) and not taken[end] and any(content[start : end + 1] in key for key in unit.keys):
        end += 1
    taken[start:end] = [True] * (end - start)
    grown = (end - start) - (unit.end - unit.start)
    return Unit(content[start:end], unit.weight + grown, start, end, unit.keys, unit.how)


def _spelled_out(content: str, keys: Collection[str]) -> str:
    """The content with what a list leaves to its last item written out: 学前、小学、初中教育 are three."""
    items = _LISTED.search(content)
    if items is None:
        return content
    *heads, last = _LIST_MARKS.split(items.group())
    ends = [key for key in keys if len(key) >= _SHORTEST_LISTED and last.startswith(key)]
    whole = max(ends, key=len, default="")
    tails = [whole[n:] for n in range(1, len(whole) - 1)]
    for head in heads:
        written = next((head + tail for tail in tails if head + tail in keys and head not in keys), None)
        if written is not None:
            content = content.replace(head, written, 1)
    return content


def _bare_totals(content: str) -> str:
    """收入 and 支出 alone mean the totals of the year."""
    for side, total in load_vocabulary().bare_totals.items():
        content = content.replace(side, total)
    return content


def read_asked(content: str, keys: Collection[str], words: str = "", *, corrected: bool = False) -> Asked:
    """Split the content of a question into recognised pieces and the rest.

    `content` is folded, without department, year, brackets and quotes; `keys` are the plain label keys of the
    disclosures that may answer, `words` all that they say: a pair of characters that stands nowhere in it is
    more likely the seam of two words than a word, and weighs less.
    """
    content = _spelled_out(content, keys)
    taken = [False] * len(content)
    units = _cover(mentions(content, frozenset(keys)), taken)
    named = [_in_parts(unit, keys) for unit in (_widened(content, unit, taken) for unit in units)]
    rest = left_over(content, taken, words)
    nothing = not named and not rest and not _DIGITS.search(content)
    if nothing and (whole := _bare_totals(content)) != content:
        return read_asked(whole, keys, words, corrected=corrected)
    if not corrected and (right := as_heard(content, keys, named, rest)) != content:
        return read_asked(right, keys, words, corrected=True)
    return Asked(
        content,
        tuple(sorted((*_specific(named, of_whole=_SHARES in content), *rest), key=lambda unit: unit.start)),
    )


def counting(asked: Asked, unit: str | None) -> Asked:
    """The question with the count of a thing where its money is named and a number of it asked for.

    接待 with 几批 asks for 国内公务接待批次; the text may print the count beside the name of the thing alone.
    """
    counts = [measure for measure in load_vocabulary().measures if measure.counts and unit in measure.units]
    if unit is None or not counts:
        return asked
    units = tuple(_counted(piece, counts) for piece in asked.units)
    return Asked(asked.content, units)


def unit_counted(asked: Asked) -> str | None:
    """The unit of the one count that a question names without saying a unit (编制), else None."""
    counts = [measure for measure in load_vocabulary().measures if measure.units]
    found = {
        measure.units[0] for piece in asked.named for measure in counts if piece.keys[:1] == measure.keys[:1]
    }
    return found.pop() if len(found) == 1 and len(asked.named) == 1 else None


def _counted(piece: Unit, counts: Sequence[MeasureWords]) -> Unit:
    for measure in counts:
        money = same_measure(measure.counts or "")
        if set(piece.keys) & set(measure.keys):
            return replace(piece, keys=tuple(dict.fromkeys((*piece.keys, *money))))
        if piece.how in {"word", "label", "stem"} and set(piece.keys) & set(money):
            return replace(piece, keys=tuple(dict.fromkeys((*measure.keys, *piece.keys))), how="word")
    return piece


def closer(asked: Asked) -> Asked | None:
    """The question with the closer item for a word that has one (修车: 维修费 of 公务用车), or None."""
    for unit in asked.named:
        for measure in load_vocabulary().measures:
            if measure.rather and unit.how == "word" and unit.text in measure.words:
                parts = [replace(unit, text=keys[0], keys=keys, how="part") for keys in measure.rather]
                kept = tuple(other for other in asked.units if other is not unit)
                return Asked(asked.content, (*kept, *parts))
    return None


def _specific(units: list[Unit], *, of_whole: bool) -> list[Unit]:
    """Without the words for "everything" (一共花了多少钱) where something in particular is named as well,
    unless that is asked as a share of everything (`of_whole`)."""
    vague = [unit for unit in units if is_generic(unit)]
    if of_whole:
        return units
    return [unit for unit in units if unit not in vague] if len(vague) < len(units) else units
