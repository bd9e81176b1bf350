"""What the text states of an item besides its figures: why it changed, and what it was spent on.

A sentence is cut into its parts; each stated cause knows the part it stands in, what it is compared with
(the budget, the year before) and which way it went, so that of five causes in one paragraph the one of the
item that is asked about is told, and no other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from index.narrative.reasons import reason_words
from index.types import Direction, Sentence
from qa.finding.closely_read.subjects import subject_of
from qa.finding.corpus import DocView, plain_text

_PARTS = re.compile("[；;](?![二三四五六七八九]是)|。")  # 一是……；二是…… is one cause, told in points
_BACK = 3
_GLOSSARY = "名词解释"
_ORDINAL = re.compile(r"^[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[）)、.．]")
_BUDGET = re.compile(
    r"(?:[比较与和]|大于|小于|等于|高于|低于|超出?)(?:年初|全年|当年)?(?:的)?预算(?!执行)|预算数?(?:的)?(?:主要)?原因"
)
_LAST_YEAR = re.compile(r"(?:[比较与和同]|相比)(?:19|20)\d{2}年|[比较与同和](?:上年|去年|上一年)|同比")
_UP = re.compile(r"增加|增长|上升|提高|大于|高于|超出?|上涨|增支|多于")
_DOWN = re.compile(r"减少|下降|降低|小于|低于|压减|缩减|回落|少于")
_FLAT = re.compile(r"持平|等于|不变|一致|相同")
_DIGIT = re.compile(r"\d")
_NO_ITEM = re.compile("(?:总体|具体|结构|有关|重要|变动|其他)情况|情况说明$|第.部分|^情况$")
_USE = re.compile(
    r"(?:主要)?用于[:：]?(?:[^，；;。]*的[^，；;。]*[，,](?:主要)?用于[:：]?)?(?P<what>.+?)(?=[，,](?:[较比与占]|主要原因|完成|增|减|支出决算|年初预算|年[初末]结转)|[；;。]|$)"
)
_USE_OF_SENTENCE = re.compile(r"^(?:其中[:：]?)?(?:主要)?(?:用于|包括|是)[:：]?(?P<what>.+)$")


class Base(StrEnum):
    """What a figure is compared with."""

    BUDGET = "预算"
    LAST_YEAR = "上年"


@dataclass(frozen=True, slots=True)
class Cause:
    """A stated cause: its words, the part of the sentence before it, what that part is under, and the item
    that both are about."""

    sentence: Sentence
    why: str
    own: str
    head: str
    base: Base | None
    direction: Direction | None
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Use:
    """What an item was spent on, with the part of the sentence that names the item, or what it is under."""

    sentence: Sentence
    what: str
    own: str
    head: str


def base_of(text: str) -> Base | None:
    """What the last comparison in the words is with."""
    budget = max((m.start() for m in _BUDGET.finditer(text)), default=-1)
    year = max((m.start() for m in _LAST_YEAR.finditer(text)), default=-1)
    if budget == year:
        return None
    return Base.BUDGET if budget > year else Base.LAST_YEAR


def direction_of(text: str) -> Direction | None:
    """Which way the last words of change go."""
    found = {
        Direction.UP: max((m.end() for m in _UP.finditer(text)), default=-1),
        Direction.DOWN: max((m.end() for m in _DOWN.finditer(text)), default=-1),
        Direction.FLAT: max((m.end() for m in _FLAT.finditer(text)), default=-1),
    }
    last = max(found, key=lambda way: found[way])
    return last if found[last] >= 0 else None


def causes(view: DocView) -> Iterator[Cause]:
    """Every stated cause of a disclosure, in order."""
    for n, sentence in enumerate(view.sentences):
        if sentence.reason:
            yield from _of_sentence(sentence, _heads(view.sentences, n), _subject_above(view.sentences, n))


def _of_sentence(sentence: Sentence, head: str, above: str) -> Iterator[Cause]:
    words = reason_words()
    before, subject = "", above
    for part in _PARTS.split("".join(sentence.text.split())):
        leads = list(words.lead.finditer(part)) or [m for m in [words.weak_lead.search(part)] if m]
        own = part if not leads else part[: leads[0].start()]
        inherited = before if not _DIGIT.search(own) else ""
        subject = subject_of(plain_text(own)) or subject
        start = 0
        for number, lead in enumerate(leads):
            end = leads[number + 1].start() if number + 1 < len(leads) else len(part)
            why = part[lead.end() : end]
            cut = words.ends.search(why)
            why = why[: cut.start()] if cut else why
            compared = inherited + part[start : lead.end()]
            if why.strip("：:，,的"):
                yield Cause(
                    sentence,
                    why.strip("：:，, "),
                    plain_text(inherited + own),
                    plain_text(head),
                    base_of(compared),
                    direction_of(compared),
                    subject,
                )
            start = lead.end() + len(why)
        before = before + part if inherited else part


def uses(view: DocView) -> Iterator[Use]:
    """Every statement of what money was spent on, in order; what a term means is none."""
    for n, sentence in enumerate(view.sentences):
        if any(_GLOSSARY in heading for heading in sentence.section):
            continue
        tight = "".join(sentence.text.split())
        head = plain_text(_heads(view.sentences, n))
        whole = _USE_OF_SENTENCE.match(tight.rstrip("。"))
        if whole and not _ORDINAL.match(tight):
            yield Use(sentence, whole["what"], "", head)
            continue
        start = 0
        for part in _PARTS.split(tight):
            for use in _USE.finditer(part):
                yield Use(sentence, use["what"], plain_text(part[start : use.start("what")]), head)
                start = use.end()
            start = 0


def _subject_above(sentences: Sequence[Sentence], n: int) -> str:
    """The item of the numbered line that a sentence stands under, else of the nearest sentence before that
    names one, else of its headings."""
    nearest = ""
    for other in reversed(sentences[max(0, n - _BACK) : n]):
        if _ORDINAL.match(sentences[n].text) or other.section != sentences[n].section:
            break
        opening = _PARTS.split("".join(other.text.split()), maxsplit=1)[0]
        subject = _particular(subject_of(plain_text(opening), first=True))
        if _ORDINAL.match(other.text):
            return subject or nearest or _of_headings(sentences[n])
        nearest = nearest or subject
    return nearest or _of_headings(sentences[n])


def _of_headings(sentence: Sentence) -> str:
    found = (_particular(subject_of(plain_text(heading))) for heading in reversed(sentence.section))
    return next((subject for subject in found if subject), "")


def _particular(subject: str) -> str:
    """A subject; empty for the words of a heading that name none (总体情况, 具体情况)."""
    return "" if _NO_ITEM.search(subject) else subject


def _heads(sentences: Sequence[Sentence], n: int) -> str:
    """What a sentence without an item of its own is under: the numbered sentence before it, its heading."""
    sentence = sentences[n]
    said: list[str] = []
    for other in reversed(sentences[max(0, n - _BACK) : n]):
        if _ORDINAL.match(sentence.text) or other.section != sentence.section:
            break
        if _ORDINAL.match(other.text):
            return other.text
        said.append(other.text)
    return "|".join((*said[:1], *sentence.section[-1:]))
