"""A figure of the narrative by the words of its own clause, where labels and vocabulary name no item.

Every word of the question has to stand in the clause of the figure or in what heads it (the opening of its
sentence, the sentences that it leans on, its headings), the noun that is asked for in the clause itself, and
the figure has to be of the kind that is asked for. Nothing is guessed: of several figures that fit alike
with different values none is taken.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path

from index.types import Figure, Kind, Measure, Sentence
from qa.finding.corpus import DocView, plain_text
from qa.finding.quantities import Wanted, of_kind, usual_unit, wanted
from qa.types import Hit, Intent, Reading, SentenceHit

_SCORE = 1.0
_BACK = 3  # sentences of the same section that a figure may lean on
_LONGEST_OPENING = 120
_AFTER = 24
_SEVERAL = 2
_LONGEST_ITEM = 24
_LONG_ITEM = 12  # beyond it the organisation is in front
_INCLUDED = re.compile(r"[(（]含[)）]")
_STOP = re.compile(r"[，,；;。：:、（）()]|\d")
_RUN = re.compile(r"[\u3400-\u9fff0-9a-z.]+")
_THRESHOLD = re.compile(r"\d+万?元(?:含)?以上")
_NUMERAL = re.compile(r"[\d.]+")
_SPLITS = re.compile(r"[的里，,。？?、]")
_OTHER_QUESTION = re.compile(r"吗|没有|是不是|是否|什么|怎么|哪|谁|[比较]|占|人均|每")
_IN_WORDS = re.compile(r"[一二两三四五六七八九十]+(?=[台辆个名件套家次批部项])[台辆个名件套家次批部项]")
_JOINED = re.compile("[和、]|以及")
_TOGETHER = re.compile("[和与、加]|以及")
_AT_A_DAY = re.compile(r"截[至止][^。；]*日")
_DATE = re.compile(r"^(?:截[至止])?(?:[\d\s]*(?:年度?|月|日|底|末))+")
_OPEN_KINDS = frozenset({Measure.AMOUNT, Measure.COUNT, Measure.FINAL, None})
_BUDGET = "预算"


@dataclass(frozen=True)
class CloseWords:
    """The word lists of closely.toml."""

    clause_marks: str
    part_marks: str
    free: tuple[str, ...]
    beside: tuple[str, ...]
    generic_after_list: tuple[str, ...]
    same: tuple[tuple[str, ...], ...]
    narrowing: tuple[str, ...]


@cache
def close_words() -> CloseWords:
    """The word lists, read once, longer words first."""
    data = tomllib.loads(Path(__file__).with_name("closely.toml").read_text(encoding="utf-8"))

    def longest_first(words: list[str]) -> tuple[str, ...]:
        return tuple(sorted(words, key=lambda word: (-len(word), word)))

    return CloseWords(
        data["clause_marks"],
        data["part_marks"],
        longest_first(data["free"]),
        longest_first(data["beside"]),
        longest_first(data["generic_after_list"]),
        tuple(longest_first(group) for group in data["same"]),
        tuple(data["narrowing"]),
    )


@dataclass(frozen=True, slots=True)
class Setting:
    """A figure with the words of its own clause and of what heads it, in plain form."""

    sentence: Sentence
    figure: Figure
    before: str  # its own clause up to the figure, as printed
    own: str
    near: str  # its part of the sentence before the clause
    head: str


@dataclass(frozen=True, slots=True)
class _Fit:
    setting: Setting
    held: int  # characters of the question that its own clause holds
    near: int  # those that its part of the sentence holds
    beyond: int  # characters of the clause that the question does not say

    @property
    def rank(self) -> tuple[int, int, int]:
        """Best first."""
        return -self.held, -self.near, self.beyond


def settings_of(view: DocView) -> tuple[Setting, ...]:
    """Every figure of the narrative in its setting."""
    return tuple(
        _setting(view.sentences, n, figure, previous)
        for n, sentence in enumerate(view.sentences)
        for previous, figure in pairwise((None, *sentence.figures))
        if figure is not None and figure.measure is not None
    )


def _setting(sentences: Sequence[Sentence], n: int, figure: Figure, previous: Figure | None) -> Setting:
    text = sentences[n].text
    start = _clause_start(text, figure.start)
    if previous is not None and previous.end > start and usual_unit(previous.unit) == usual_unit(figure.unit):
        joined = _JOINED.search(text, previous.end, figure.start)
        start = joined.end() if joined else previous.end
    after = text[figure.end : figure.end + _AFTER]
    stop = _STOP.search(after)
    own = text[start : figure.end] + (after[: stop.start()] if stop else after)
    part = max(text.rfind(mark, 0, start) for mark in close_words().part_marks) + 1
    return Setting(
        sentences[n],
        figure,
        text[start : figure.start],
        _plain(own),
        _plain(text[part:start]),
        _plain(_head(sentences, n, start)),
    )


def _clause_start(text: str, end: int) -> int:
    """Where the clause that ends at a figure begins; what stands in closed brackets parts nothing."""
    depth = 0
    for place in range(end - 1, -1, -1):
        char = text[place]
        if char in "）)":
            depth += 1
        elif char in "（(" and depth:
            depth -= 1
        elif not depth and char in close_words().clause_marks:
            return place + 1
    return 0


def _head(sentences: Sequence[Sentence], n: int, start: int) -> str:
    """What a clause is under besides: the openings of sentences that it leans on, its headings."""
    sentence = sentences[n]
    openings = [_opening(sentence)[:start]]
    for other in reversed(sentences[max(0, n - _BACK) : n]):
        if other.section != sentence.section:
            break
        openings.append(_opening(other))
    parent = sentence.section[:-1]
    under = next((s for s in sentences if parent and s.section[: len(parent)] == parent), None)
    return "|".join((*openings, *sentence.section, _opening(under) if under else ""))


def _opening(sentence: Sentence) -> str:
    end = sentence.figures[0].start if sentence.figures else len(sentence.text)
    return sentence.text[: min(end, _LONGEST_OPENING)]


@lru_cache(maxsize=8192)
def _plain(text: str) -> str:
    return plain_text(_INCLUDED.sub("", text))


def close_hit(view: DocView, reading: Reading) -> SentenceHit | None:
    """The one figure whose clause says all that the question says; None where none or several do."""
    if reading.intent is not Intent.LOOKUP or reading.codes or reading.threshold or reading.table_no:
        return None
    if _OTHER_QUESTION.search(reading.content):
        return None
    asked = wanted(_plain(reading.content))
    runs = _runs(asked)
    if not runs:
        return None
    fits = sorted(_fits(view, reading, asked, runs), key=lambda fit: fit.rank)
    if not fits:
        return None
    best = fits[0]
    alike = {(fit.setting.figure.value, fit.setting.figure.unit) for fit in fits if fit.rank == best.rank}
    if len(alike) > 1 or (asked.kind is None and best.beyond):
        return None
    return _hit(best, view.disclosure.year)


def fits_kind(reading: Reading, hit: Hit) -> bool:
    """False for a figure of the text that is of another kind than the wording asks for, or of a part of the
    count that is asked for: a purchase of vehicles where the vehicles are asked."""
    if not isinstance(hit, SentenceHit) or hit.figure is None or reading.intent is not Intent.LOOKUP:
        return True
    content, subject = _plain(reading.content), hit.figure.subject or ""
    return not _narrowed(subject, content) and of_kind(hit.figure.unit, wanted(content).kind, subject)


def _narrowed(said: str, content: str) -> bool:
    """True where the words of a figure make it a part of what a question asks for."""
    return any(word in said and not _says(content, word) for word in close_words().narrowing)


def _says(content: str, word: str) -> bool:
    """True where a question says a word, or another of the same sense."""
    return (
        any(word in group and any(w in content for w in group) for group in close_words().same)
        or word in content
    )


def _hit(fit: _Fit, year: int) -> SentenceHit:
    setting = fit.setting
    figure = replace(setting.figure, subject=_item(setting, year))
    return SentenceHit(setting.sentence, _SCORE, figure, figure.measure, ("closely",))


def _item(setting: Setting, year: int) -> str | None:
    """The words of the clause that name the figure, after what the sentence is of, and the day that it counts
    at where that is of another year."""
    subject = setting.figure.subject or ""
    name = _DATE.sub("", re.sub(r"^[\d、.\s)）]+(?=[、.)）])", "", setting.before)).lstrip("、.)） ")
    name = "".join(name.split()).strip("“”\"'，,：:、的为约共")
    if not 2 <= len(name) <= _LONGEST_ITEM or not any("\u3400" <= char <= "\u9fff" for char in name):
        name = subject
    elif _plain(subject) not in _plain(name):
        name = subject + name
    elif len(name) > _LONG_ITEM:
        name = subject
    day = _AT_A_DAY.search(setting.sentence.text[: setting.figure.start])
    return (
        f"截至{setting.figure.year}年的{name}"
        if day and setting.figure.year not in {None, year}
        else name or None
    )


def _runs(asked: Wanted) -> tuple[str, ...]:
    """The words of a question in pieces, what is asked for last."""
    parts = [*_SPLITS.split(asked.before), *reversed(_SPLITS.split(asked.after))]
    runs = [run for part in parts for run in _RUN.findall(part)]
    return tuple(run for run in runs if _weighty(run))


def _weighty(run: str) -> str:
    """What a run of words says beyond the words that say nothing."""
    for word in close_words().free:
        run = run.replace(word, " ")
    return re.sub(r"\s+", "", run if _THRESHOLD.search(run) else _NUMERAL.sub("", run))


def _fits(view: DocView, reading: Reading, asked: Wanted, runs: Sequence[str]) -> Iterator[_Fit]:
    planned = view.disclosure.kind is Kind.BUDGET
    for setting in settings_of(view):
        if not of_kind(setting.figure.unit, asked.kind, setting.own):
            continue
        if not _of_year(setting, view.disclosure.year, planned) or not _of_measure(setting, reading, planned):
            continue
        if (fit := _fit(setting, runs)) is not None:
            yield fit


def _of_year(setting: Setting, year: int, planned: bool) -> bool:
    """True for a figure of the document's year; a budget counts what there is at a day of the year before."""
    said = setting.figure.year
    at_a_day = (
        planned and said == year - 1 and _AT_A_DAY.search(setting.sentence.text[: setting.figure.start])
    )
    return said is None or said == year or bool(at_a_day)


def _of_measure(setting: Setting, reading: Reading, planned: bool) -> bool:
    """True for amounts and counts; for what is budgeted only where the question says so, or all is."""
    if setting.figure.measure in _OPEN_KINDS:
        return True
    return setting.figure.measure is Measure.BUDGET and (planned or _BUDGET in reading.content)


def _fit(setting: Setting, runs: Sequence[str]) -> _Fit | None:
    """How a clause holds the question: None where a word of it stands nowhere, or what is asked for stands
    elsewhere than in the clause itself."""
    held = near = 0
    together = _TOGETHER.search("".join(runs)) is not None
    for n, run in enumerate(runs):
        own, beside = _held(run, setting.own), _held(run, setting.near)
        head = (
            [False] * len(run)
            if together
            else [a or b for a, b in zip(beside, _held(run, setting.head), strict=True)]
        )
        left = "".join(" " if a or b else char for char, a, b in zip(run, own, head, strict=True))
        if _weighty(left) or (n == len(runs) - 1 and not _names_what_is_asked(run, own)):
            return None
        held += sum(own)
        near += sum(own) + sum(b and not a for a, b in zip(own, beside, strict=True))
    said = "".join(runs)
    beyond = _beyond(setting, said)
    if beyond > held or _narrowed(setting.before, said) or _of_list(setting, said):
        return None
    return _Fit(setting, held, near, beyond)


def _held(run: str, text: str) -> list[bool]:
    """Which characters of a run stand in a text, in pairs or as words that say the same."""
    marks = [False] * len(run)
    for n in range(len(run) - 1):
        if run[n : n + 2] in text:
            marks[n] = marks[n + 1] = True
    for group in close_words().same:
        said = [word for word in group if word in run]
        if said and any(word in text for word in group):
            for word in said:
                for match in re.finditer(re.escape(word), run):
                    marks[match.start() : match.end()] = [True] * len(word)
    return marks


def all_held(said: str, text: str) -> bool:
    """True where a text holds all that some words say, as far as they say anything."""
    left = "".join(" " if mark else char for char, mark in zip(said, _held(said, text), strict=True))
    return bool(_weighty(said)) and not _weighty(left)


def _names_what_is_asked(run: str, own: Sequence[bool]) -> bool:
    """True where the end of the last piece of a question stands in the clause."""
    end = len(run)
    while end:
        free = next((word for word in close_words().free if run[:end].endswith(word)), "")
        if not free or own[end - 1]:
            break
        end -= len(free)
    return end > 0 and own[end - 1]


def _beyond(setting: Setting, said: str) -> int:
    """How many characters the item of a figure says that the question does not."""
    nearest = _IN_WORDS.sub("", _plain(re.split("[、等]", setting.before)[-1]))
    subject = _plain(setting.figure.subject or "")
    if subject and subject in nearest:
        nearest = nearest[nearest.index(subject) :]  # the organisation before it is left out
    after = setting.own.rpartition(setting.figure.unit or "\0")[2]
    count = 0
    for part in (nearest, after):
        known = _held(part, said)
        left = "".join(" " if mark else char for char, mark in zip(part, known, strict=True))
        for word in close_words().beside:
            left = left.replace(word, " ")
        count += sum("\u3400" <= char <= "\u9fff" for char in left)
    return count


def _of_list(setting: Setting, said: str) -> bool:
    """True where a figure is of a list of things of which the question names some alone."""
    listed, _, tail = setting.before.rpartition("等")
    items = (listed or tail).split("、")
    if len(items) < _SEVERAL or any(char.isdigit() for item in items for char in item):
        return False
    for word in close_words().generic_after_list if listed else ():
        tail = tail.replace(word, "")
    if listed and any(_held(_plain(tail), said)):
        return False
    return not all(set(_plain(item)) & set(said) for item in items)
