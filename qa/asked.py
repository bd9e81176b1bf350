"""The words of a question that evidence must explain: recognised measures, and what is left over.

A question is covered by mentions (label keys of the disclosure, everyday words of the vocabulary), longest
first; courtesies and words of intent weigh nothing; the rest counts pair by pair of characters, so that
"五楼会议室音视频升级改造" is not answered by a row that is merely called 会议费.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from pypinyin import lazy_pinyin

from qa.vocabulary import MeasureWords, load_vocabulary

_MONEY_TAIL = re.compile(r"(经费支出|费用支出|费支出|支出|费用|经费|费)$")
_SHORTEST_STEM = 3
_SEAM = 0.6
_UNKNOWN = 2.0
_NARROWS = 4.0  # "how many women" is not answered by how many people
_LATIN = re.compile(r"[a-z][a-z\-]+")
_POSITION = re.compile(
    r"公开?\s*0?\d{1,2}\s*表?|第[一二三四五六七八九十\d]{1,3}[行栏]次?|[行栏]次\s*\d{1,3}|保留.{1,3}位小数|.位小数"
)
_NUMERAL = re.compile(r"\d[\d,.]*\s*(?:%|亿元?|万元?|元)?")
_SAID_AMOUNT = re.compile(
    r"[一二两三四五六七八九几好数]?[十百千万亿]+[一二三四五六七八九十百千万亿多来几]*(?:块|元)?"
)
_COUNTING = re.compile(r"(?:多少|几)个?(?:人次|批次|辆|批|件|台|套|户|项|次|名|个|人|家|期|条|场|位)?")
_CJK_RUN = re.compile(r"[\u3400-\u9fff0-9a-z%.]+")


@dataclass(frozen=True, slots=True)
class Unit:
    """A piece of the question with its weight; `keys` are the label keys it may stand for, if recognised."""

    text: str
    weight: float
    start: int
    end: int
    keys: tuple[str, ...] = ()
    how: str = "rest"


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

    def between(self, start: int, end: int) -> Asked:
        """The part of the question that stands between two offsets."""
        inside = tuple(unit for unit in self.units if unit.start >= start and unit.end <= end)
        return Asked(self.content[start:end], inside)

    def keeping(self, units: Collection[Unit]) -> Asked:
        """The same question with these pieces only."""
        return Asked(self.content, tuple(unit for unit in self.units if unit in units))


@dataclass(frozen=True, slots=True)
class _Option:
    start: int
    end: int
    keys: tuple[str, ...]
    how: str


def stem(key: str) -> str:
    """A label key without its money word: 工会经费 -> 工会. Kept whole when too little remains."""
    short = _MONEY_TAIL.sub("", key)
    return short if len(short) >= 2 else key


@cache
def _measures_by_key() -> dict[str, MeasureWords]:
    return {key: measure for measure in reversed(load_vocabulary().measures) for key in measure.keys}


def same_measure(key: str) -> tuple[str, ...]:
    """The label keys that name the same thing as this one, itself first."""
    measure = _measures_by_key().get(key)
    return tuple(dict.fromkeys((key, *measure.keys))) if measure else (key,)


def _occurrences(content: str, said: str) -> Iterable[tuple[int, int]]:
    if said not in content:
        return
    if said.isascii():
        for match in re.finditer(rf"\b{re.escape(said)}\b", content):
            yield match.span()
        return
    start = content.find(said)
    while start >= 0:
        yield start, start + len(said)
        start = content.find(said, start + 1)


def _options(content: str, keys: Collection[str]) -> list[_Option]:
    options = []
    functions = set(load_vocabulary().functions)
    for key in keys:
        if len(key) < 2 or key in functions:
            continue
        for start, end in _occurrences(content, key):
            options.append(_Option(start, end, same_measure(key), "label"))
        short = stem(key)
        if short != key and len(short) >= _SHORTEST_STEM and short not in functions:
            options += [_Option(*span, same_measure(key), "stem") for span in _occurrences(content, short)]
    for measure in load_vocabulary().measures:
        for word in (*measure.keys, *measure.words):
            if word not in functions:
                options += [_Option(*span, measure.keys, "word") for span in _occurrences(content, word)]
    for word in load_vocabulary().narrowing:
        options += [_Option(*span, (), "narrow") for span in _occurrences(content, word)]
    return options


def _by_sound(content: str, keys: Collection[str], free: Sequence[bool]) -> list[_Option]:
    """Labels written with wrong characters of the right sound (水废 for 水费)."""
    found = []
    sounds = [lazy_pinyin(char)[0] for char in content]
    wanted = {key: tuple(lazy_pinyin(key)) for key in keys if 2 <= len(key) <= 12}
    for key, sound in wanted.items():
        for start in range(len(content) - len(key) + 1):
            end = start + len(key)
            if all(free[start:end]) and tuple(sounds[start:end]) == sound:
                found.append(_Option(start, end, same_measure(key), "sound"))
    return found


def _cover(options: Iterable[_Option], taken: list[bool]) -> list[Unit]:
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


def _mask_phrases(content: str, taken: Sequence[bool]) -> str:
    """The content with recognised pieces and words without weight of their own blanked out."""
    left = "".join(" " if used else char for char, used in zip(content, taken, strict=True))
    for place in (_POSITION, _COUNTING, _SAID_AMOUNT, _NUMERAL):
        left = place.sub(lambda match: " " * len(match.group()), left)
    for phrase in _weightless():
        if phrase.isascii():
            left = re.sub(rf"\b{re.escape(phrase)}\b", lambda match: " " * len(match.group()), left)
        else:
            left = left.replace(phrase, " " * len(phrase))
    return left


@cache
def _weightless() -> tuple[str, ...]:
    vocabulary = load_vocabulary()
    phrases = {
        *vocabulary.fillers,
        *vocabulary.functions,
        *(word for words in vocabulary.intents.values() for word in words),
        *(word for words in vocabulary.facets.values() for word in words),
    }
    return tuple(sorted((phrase for phrase in phrases if len(phrase) > 1), key=len, reverse=True))


@cache
def _single_functions() -> frozenset[str]:
    return frozenset(word for word in load_vocabulary().functions if len(word) == 1)


def _pairs(text: str, start: int, words: str, narrows: bool) -> list[Unit]:
    """Pairs of characters of a run that no label covers.

    A pair that stands nowhere in the disclosure is taken for the seam of two words. Where it is all there is
    right before a label (`narrows`), it makes another thing of it, that is not passed over (西瓜采购费).
    """
    pairs = [text[i : i + 2] for i in range(len(text) - 1)]
    known = [not words or pair in words for pair in pairs]
    foreign = _UNKNOWN if narrows and len(pairs) == 1 else _SEAM
    return [
        Unit(pair, 1.0 if sure else foreign, start + i, start + i + 2)
        for i, (pair, sure) in enumerate(zip(pairs, known, strict=True))
    ]


def _rest(content: str, taken: Sequence[bool], words: str) -> list[Unit]:
    units = []
    left = _mask_phrases(content, taken)
    for run in _CJK_RUN.finditer(left):
        start, end = run.span()
        while start < end and left[start] in _single_functions():
            start += 1
        while end > start and left[end - 1] in _single_functions():
            end -= 1
        text = left[start:end]
        if not text or text.isdigit():
            continue
        if _LATIN.fullmatch(text) or len(text) == 1:
            units.append(Unit(text, 0.5, start, end))
        else:
            units += _pairs(text, start, words, end < len(taken) and taken[end])
    return units


def read_asked(content: str, keys: Collection[str], words: str = "") -> Asked:
    """Split the content of a question into recognised pieces and the rest.

    `content` is folded, without department, year, brackets and quotes; `keys` are the plain label keys of the
    disclosures that may answer, `words` all that they say: a pair of characters that stands nowhere in it is
    more likely the seam of two words than a word, and weighs less.
    """
    taken = [False] * len(content)
    units = _cover(_options(content, keys), taken)
    if not any(unit.keys for unit in units):
        left = _mask_phrases(content, taken)
        free = [char != " " for char in left]
        units += _cover(_by_sound(content, keys, free), taken)
    named = [Unit(content[u.start : u.end], u.weight, u.start, u.end, u.keys, u.how) for u in units]
    rest = _rest(content, taken, words)
    if any(unit.weight == _UNKNOWN for unit in rest):
        wider = [o for o in _by_sound(content, keys, [True] * len(content)) if _holds_one(o, named)]
        if wider:
            return read_asked(_corrected(content, wider[0]), keys, words)
    return Asked(content, tuple(sorted((*_specific(named), *rest), key=lambda unit: unit.start)))


def _holds_one(option: _Option, units: Sequence[Unit]) -> bool:
    """True for a label by sound that is longer than a recognised piece inside it (姓政事业单位医疗)."""
    width = option.end - option.start
    return any(option.start <= u.start and u.end <= option.end and u.end - u.start < width for u in units)


def _corrected(content: str, option: _Option) -> str:
    key = next(key for key in option.keys if len(key) == option.end - option.start)
    return content[: option.start] + key + content[option.end :]


def closer(asked: Asked) -> Asked | None:
    """The question with the closer item for a word that has one (修车: 维修费 of 公务用车), or None."""
    for unit in asked.named:
        for measure in load_vocabulary().measures:
            if measure.rather and unit.how == "word" and unit.text in measure.words:
                parts = [replace(unit, text=keys[0], keys=keys, how="part") for keys in measure.rather]
                kept = tuple(other for other in asked.units if other is not unit)
                return Asked(asked.content, (*kept, *parts))
    return None


def _specific(units: list[Unit]) -> list[Unit]:
    """Without the words for "everything" (一共花了多少钱) where something in particular is named as well."""
    generic = {key for measure in load_vocabulary().measures if measure.generic for key in measure.keys}
    vague = [unit for unit in units if unit.how == "word" and set(unit.keys) <= generic]
    return [unit for unit in units if unit not in vague] if len(vague) < len(units) else units
