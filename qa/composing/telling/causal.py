"""Why an item changed: a cause that the text states of that very item, against the base (上年, 预算) and in
the direction that the question names. What is stated of it otherwise is named, never told in its place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from index.types import Direction, Kind
from qa.composing.operations import operation_words
from qa.composing.phrases import phrase
from qa.draft import Writer, who
from qa.finding.closely_read.causes import Base, Cause, causes
from qa.finding.closely_read.close_words import all_held
from qa.finding.closely_read.subjects import in_full, same_item
from qa.finding.corpus import DocView, plain_text
from qa.types import Draft, Reading, SentenceHit, Status
from qa.understanding.asked import Asked
from qa.understanding.normalise import fold
from qa.understanding.vocabulary import load_vocabulary

_BUDGET = re.compile(r"预算|budget")
_OF_BUDGET = re.compile(r"超[支标]?(?=了|的|这|那|[?？,，。]|$)|没有?[花用]完|[花用]不完|没有?执行完")
_UNSPENT = re.compile("没有?[花用]完(?:年初)?(?:预算)?|[花用]不完|没有?执行完")
_LAST_YEAR = re.compile(r"[比较与跟和同](?:上年|去年|上一年|前一年|(?:19|20)\d{2}年)|同比|上年|去年")
_CHANGES = re.compile(
    r"增加|增长|增多|减少|下降|上升|上涨|提高|降低|缩减|压减|[涨降增减](?:了|这|那|[?？,，。]|$)"
)
_MORE = re.compile(r"增|多|涨|升|提高|大于|高于|超|exceed|increase|more|rise|higher")
_LESS = re.compile(r"减|少|降|小于|低于|没有?花完|没有?用完|没有?执行完|剩|缩|decrease|less|fall|lower|drop")
_SAME = re.compile(r"持平|等于|不变|一致|一样|相同")
_FUNDS = re.compile(r"一般公共预算|政府性基金预算|国有资本经营预算")
_NEITHER = re.compile("多少|多大")
_MONEY_WORD = re.compile("(?:支出|经费|费用|费|收入)+$")
_TELLING = 3  # characters of a name
_MOST = 3
_EXACT = 4.0
_NAMED = 3.0
_BEYOND = 0.01  # of two names that hold the words, the shorter
_IN_WORDS = 1.0


def why(reading: Reading, view: DocView, asked: Asked) -> Draft | None:
    """The stated cause of the change that is asked about; None where none is stated of it."""
    found = causes_of(reading, view, asked)
    based = _of_base(reading, view, found)
    way = asked_direction(_words_of_change(reading))
    alike = [cause for cause in based if way is None or cause.direction in {way, None}]
    if alike:
        return _told(view, alike)
    return _contrary(view, based) if based else None


def others(reading: Reading, view: DocView, asked: Asked) -> tuple[Cause, ...]:
    """The causes stated of the item against another base than the question names, one for each."""
    found: dict[tuple[Base | None, Direction | None], Cause] = {}
    for cause in causes_of(reading, view, asked):
        if cause.base is not None and cause.direction is not None:
            found.setdefault((cause.base, cause.direction), cause)
    return tuple(found.values())


def causes_of(reading: Reading, view: DocView, asked: Asked) -> list[Cause]:
    """The causes of the item that a question names, the surest naming alone."""
    said = item_said(reading)
    names = {key for unit in asked.named for key in (unit.text, *unit.keys) if len(key) > 1}
    fits = [(fit, cause) for cause in causes(view) if (fit := _fit(said, names, cause)) > 0]
    best = max((fit for fit, _ in fits), default=0.0)
    found = [cause for fit, cause in fits if fit == best]
    return found or _of_longer_name(said, view)


def _of_longer_name(said: str, view: DocView) -> list[Cause]:
    """The causes of the only item in whose name the words stand that are no name of their own: 环境卫生支出
    of 城乡社区环境卫生."""
    core = _MONEY_WORD.sub("", said)
    if len(core) < _TELLING or {core, said} & set(view.rows_by_key):
        return []
    found = [cause for cause in causes(view) if core in cause.subject]
    return found if len({cause.subject for cause in found}) == 1 else []


def item_said(reading: Reading) -> str:
    """The words of a question that name the item: without those that ask, and those of the comparison."""
    content = reading.content
    besides = (*load_vocabulary().intents["reason"], *operation_words("cause", "besides"))
    for word in sorted(besides, key=lambda w: (-len(w), w)):
        content = content.replace(word, " ")
    return "".join(plain_text(content).split()).strip("的?？,，。是和")


def asked_direction(content: str) -> Direction | None:
    """Which way a question says that something went."""
    for way, pattern in ((Direction.DOWN, _LESS), (Direction.UP, _MORE), (Direction.FLAT, _SAME)):
        if pattern.search(content):
            return way
    return None


def asked_base(reading: Reading, view: DocView) -> Base | None:
    """What a question compares with; words of change alone (增加, 下降) compare with the year before."""
    content = _words_of_change(reading)
    planned = view.disclosure.kind is Kind.BUDGET
    if _LAST_YEAR.search(content) or (planned and _CHANGES.search(content)):
        return Base.LAST_YEAR
    if (_BUDGET.search(content) and not planned) or _OF_BUDGET.search(content):
        return Base.BUDGET
    return Base.LAST_YEAR if _CHANGES.search(content) else None


def compared(cause: Cause) -> str:
    """The comparison that a cause is of, in words (比上年增加); empty where it is of none."""
    if cause.base is None or cause.direction is None:
        return ""
    way = {Direction.UP: "up", Direction.DOWN: "down"}.get(cause.direction, "flat")
    return phrase("causes", f"{way}_budget" if cause.base is Base.BUDGET else f"{way}_year")


def _words_of_change(reading: Reading) -> str:
    """The words that may name a comparison; that money was left over, a content may have lost."""
    unspent = "".join(_UNSPENT.findall(fold(reading.question)))
    return _NEITHER.sub("", _FUNDS.sub("", reading.content)) + unspent


def _of_base(reading: Reading, view: DocView, found: Sequence[Cause]) -> list[Cause]:
    """The causes against the base that the question names; one without a base says only which way it went."""
    base = asked_base(reading, view)
    if base is None:
        return list(found)
    return [c for c in found if c.base is base] or [c for c in found if c.base is None]


def _fit(said: str, names: Iterable[str], cause: Cause) -> float:
    """How surely a cause is of the item: its subject is named so, or so with words that say nothing."""
    if cause.base is None and cause.direction is None:  # of no comparison: an account in words
        return _IN_WORDS if said and all_held(said, cause.own) else 0.0
    subject = in_full(cause.subject)
    if subject in {in_full(name) for name in (said, *names)}:
        return _EXACT
    named = any(same_item(name, subject) for name in {said, *names})
    return _NAMED - _BEYOND * len(subject) if named else 0.0


def _told(view: DocView, found: Sequence[Cause]) -> Draft:
    writer = Writer()
    names = {"who": who(view.disclosure), "year": view.disclosure.year}
    marks = writer.marks(tuple(SentenceHit(cause.sentence, 1.0) for cause in found[:_MOST]))
    reasons = dict.fromkeys((cause.why, compared(cause)) for cause in found[:_MOST])
    several = len({words for _, words in reasons}) > 1
    lines = [
        phrase("causes", "of", compared=words, why=said) if several and words else said
        for said, words in reasons
    ]
    text = phrase("words", "reason", **names, quote="；".join(dict.fromkeys(lines)), mark=marks)
    return writer.draft(Status.ANSWERED, text)


def _contrary(view: DocView, found: Sequence[Cause]) -> Draft | None:
    """The stated change with its cause, where it went the other way than the question supposes."""
    cause = found[0]
    if not compared(cause):
        return None
    writer = Writer()
    names = {"who": who(view.disclosure), "year": view.disclosure.year, "subject": cause.subject}
    mark = writer.mark(SentenceHit(cause.sentence, 1.0))
    # 持平 may be the text's own word for a change that the figures show
    lead = "" if cause.direction is Direction.FLAT else phrase("causes", "not_so")
    text = phrase(
        "causes", "contrary", **names, lead=lead, compared=compared(cause), why=cause.why, mark=mark
    )
    return writer.draft(Status.ANSWERED, text)
