"""Why an item changed, and what it was spent on, where the text states it of that very item."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.types import Direction, Figure, Kind, Measure
from qa.composing.operations import operation_words
from qa.composing.phrases import phrase
from qa.composing.telling.reasons import amount_asked
from qa.draft import Writer, figure_text, item_of, who
from qa.finding.closely_read.causes import Base, Cause, Use, causes, uses
from qa.finding.closely_read.close_words import all_held
from qa.finding.corpus import DocView, plain_text
from qa.money import is_money
from qa.types import Draft, Intent, Reading, SentenceHit, Status
from qa.understanding.asked import Asked
from qa.understanding.vocabulary import load_vocabulary, plain

_BUDGET = re.compile(r"预算|budget")
_LAST_YEAR = re.compile(r"[比较与跟和同](?:上年|去年|上一年|(?:19|20)\d{2}年)")
_MORE = re.compile(r"增|多|涨|升|大于|高于|超|exceed|increase|more|rise|higher")
_LESS = re.compile(r"减|少|降|小于|低于|没花完|没用完|剩|decrease|less|fall|lower|drop")
_SAME = re.compile(r"持平|等于|不变|一致|一样|相同")
_FUNDS = re.compile(r"一般公共预算|政府性基金预算|国有资本经营预算")
_CLASS = re.compile("[类款项]$")
_SPENT = frozenset({Measure.FINAL, Measure.AMOUNT})
_PLANNED = frozenset({Measure.BUDGET, Measure.AMOUNT})
_MOST = 3
_SHORT = 2  # 收入 and 支出 stand in the names of many items


def stated(reading: Reading, view: DocView, asked: Asked) -> Draft | None:
    """The cause or the use that the text states of the item asked about; None where it states none."""
    if reading.intent is Intent.REASON and amount_asked(reading) is None:
        return _why(reading, view, asked)
    if any(word in reading.content for word in operation_words("use", "asks")):
        return _what_for(reading, view, asked)
    return None


def _why(reading: Reading, view: DocView, asked: Asked) -> Draft | None:
    said = _item_words(
        reading.content, (*load_vocabulary().intents["reason"], *operation_words("cause", "besides"))
    )
    fits = [(fit, cause) for cause in causes(view) if (fit := _fit(asked, said, cause)) > 0]
    surest = int(max((fit for fit, _ in fits), default=0.0))
    alike = _compared_alike(reading, [cause for fit, cause in fits if int(fit) == surest])
    best = max((fit for fit, cause in fits if cause in alike), default=0.0)
    found = [cause for fit, cause in fits if fit == best and cause in alike]
    if not found:
        return None
    writer = Writer()
    reasons = list(dict.fromkeys(cause.why for cause in found))[:_MOST]
    marks = writer.marks(tuple(SentenceHit(cause.sentence, 1.0) for cause in found[:_MOST]))
    names = {"who": who(view.disclosure), "year": view.disclosure.year}
    text = phrase("words", "reason", **names, quote="；".join(reasons), mark=marks)
    return writer.draft(Status.ANSWERED, text + _contrary(reading, found))


def _compared_alike(reading: Reading, found: Sequence[Cause]) -> list[Cause]:
    """The causes of the comparison and the direction that a question names, as far as it names them."""
    content = _FUNDS.sub("", reading.content)
    base = Base.BUDGET if _BUDGET.search(content) else Base.LAST_YEAR if _LAST_YEAR.search(content) else None
    way = asked_direction(content)
    kept = list(found)
    if base is not None:
        kept = [c for c in found if c.base is base] or [c for c in found if c.base is None]
    if way is not None:
        alike = [c for c in kept if c.direction is way] or [c for c in kept if c.direction is None]
        kept = alike or kept
    if base is None and way is not None:
        kept = [c for c in kept if c.base is not Base.BUDGET] or kept
    return kept


def asked_direction(content: str) -> Direction | None:
    """Which way a question says that something went."""
    for way, pattern in ((Direction.DOWN, _LESS), (Direction.UP, _MORE), (Direction.FLAT, _SAME)):
        if pattern.search(content):
            return way
    return None


def _contrary(reading: Reading, found: Sequence[Cause]) -> str:
    """A remark where the text says the other way round than the question supposes."""
    content = _FUNDS.sub("", reading.content)
    way = asked_direction(content)
    ways = {cause.direction for cause in found}
    over_years = all(cause.base is Base.LAST_YEAR for cause in found) and not _BUDGET.search(content)
    return phrase("words", "contrary") if way and over_years and not ways & {None, way} else ""


def _what_for(reading: Reading, view: DocView, asked: Asked) -> Draft | None:
    said = _item_words(reading.content, (*operation_words("use", "asks"), *operation_words("use", "besides")))
    if said in operation_words("use", "bare"):
        return None  # what all the money went to is told by class
    fits = [(fit, use) for use in uses(view) if (fit := _fit(asked, said, use)) > 0]
    best = max((fit for fit, _ in fits), default=0.0)
    found = [use for fit, use in fits if fit == best]
    if len({use.what for use in found}) != 1:
        return None
    writer = Writer()
    hit = _with_amount(view, found[0], said)
    names = {"who": who(view.disclosure), "year": view.disclosure.year, "page": found[0].sentence.page}
    amount = phrase("words", "use_amount", figure=figure_text(hit)) if hit.figure else ""
    item = item_of(hit) or said
    text = phrase(
        "words", "use", **names, item=item, amount=amount, what=found[0].what, mark=writer.mark(hit)
    )
    return writer.draft(Status.ANSWERED, text)


def _with_amount(view: DocView, use: Use, said: str) -> SentenceHit:
    """The sentence of a use, with the amount of the item where the same part prints one."""
    measures = _PLANNED if view.disclosure.kind is Kind.BUDGET else _SPENT
    for figure in use.sentence.figures:
        subject = plain(figure.subject or "")
        named = subject and (subject == said or said in subject) and subject in use.own
        if named and is_money(figure.unit) and figure.measure in measures and _of_year(figure, view):
            return SentenceHit(use.sentence, 1.0, figure, figure.measure)
    return SentenceHit(use.sentence, 1.0)


def _of_year(figure: Figure, view: DocView) -> bool:
    return figure.year in {None, view.disclosure.year}


def _item_words(content: str, besides: Sequence[str]) -> str:
    """The words of a question that name the item: without those that ask, and those of the comparison."""
    for word in sorted(besides, key=lambda w: (-len(w), w)):
        content = content.replace(word, " ")
    return "".join(plain_text(content).split()).strip("的?？,，。是和")


def _fit(asked: Asked, said: str, told: Cause | Use) -> float:
    """How surely a statement is of the item: its own part names it, or only what it is under."""
    names = {said, *(key for unit in asked.named for key in (unit.text, *unit.keys) if len(key) > 1)}
    subjects = {
        _CLASS.sub("", plain(figure.subject).rpartition("款")[2])
        for figure in told.sentence.figures
        if figure.subject
    }
    own = [name for name in names if name and name in told.own and (len(name) > _SHORT or name in subjects)]
    if own:
        return 3.0 + (0.5 if set(own) & subjects else 0.0) + 0.01 * max(len(name) for name in own)
    if said and all_held(said, told.own):
        return 3.0
    if told.own and not _leans(told):
        return 0.0
    under = [name for name in names if name and name in told.head]
    if under:
        return 2.0 + 0.01 * max(len(name) for name in under)
    return 2.0 if said and all_held(said, told.head) else 0.0


def _leans(told: Cause | Use) -> bool:
    """True where the part itself names no item: it begins with a year, 年初预算, 支出决算 or a comparison."""
    return re.match(r"\d{4}年|年初|支出决算|决算|预算|全年|[比较与]|主要", told.own) is not None
