"""What an item was spent on or is made of, where the text states it of that very item; why it changed:
`causal`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from index.types import Figure, Kind, Measure
from qa.composing.operations import operation_words
from qa.composing.phrases import phrase
from qa.composing.telling.causal import why
from qa.composing.telling.reasons import amount_asked
from qa.draft import Writer, figure_text, item_of, who
from qa.finding.closely_read.causes import Use, uses
from qa.finding.closely_read.close_words import all_held
from qa.finding.closely_read.makeup import made_of
from qa.finding.corpus import DocView, plain_text
from qa.money import is_money
from qa.types import Draft, Intent, Reading, SentenceHit, Status
from qa.understanding.asked import Asked
from qa.understanding.vocabulary import plain

_CLASS = re.compile("[类款项]$")
_SPENT = frozenset({Measure.FINAL, Measure.AMOUNT})
_PLANNED = frozenset({Measure.BUDGET, Measure.AMOUNT})
_TOLD: Mapping[str, Callable[[DocView], Iterator[Use]]] = {"use": uses, "makeup": made_of}
_SHORT = 2  # 收入 and 支出 stand in the names of many items


def stated(reading: Reading, view: DocView, asked: Asked) -> Draft | None:
    """The cause, the use or the make-up that the text states of the item asked about; None where it states
    none."""
    if reading.intent is Intent.REASON and amount_asked(reading) is None:
        return why(reading, view, asked)
    for kind, statements in _TOLD.items():
        if any(word in reading.content for word in operation_words(kind, "asks")):
            return _what_for(kind, statements(view), reading, view, asked)
    return None


def _what_for(
    kind: str, statements: Iterable[Use], reading: Reading, view: DocView, asked: Asked
) -> Draft | None:
    said = _item_words(reading.content, (*operation_words(kind, "asks"), *operation_words("use", "besides")))
    if said in operation_words("use", "bare"):
        return None  # what all the money went to is told by class
    fits = [(fit, use) for use in statements if (fit := _fit(asked, said, use)) > 0]
    best = max((fit for fit, _ in fits), default=0.0)
    found = [use for fit, use in fits if fit == best]
    if len({use.what for use in found}) != 1:
        return None
    writer = Writer()
    hit = _with_amount(view, found[0], said)
    names = {"who": who(view.disclosure), "year": view.disclosure.year, "page": found[0].sentence.page}
    amount = phrase("words", "use_amount", figure=figure_text(hit)) if hit.figure else ""
    item = item_of(hit) or said
    text = phrase("words", kind, **names, item=item, amount=amount, what=found[0].what, mark=writer.mark(hit))
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


def _fit(asked: Asked, said: str, told: Use) -> float:
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


def _leans(told: Use) -> bool:
    """True where the part itself names no item: it begins with a year, 年初预算, 支出决算 or a comparison."""
    return re.match(r"\d{4}年|年初|支出决算|决算|预算|全年|[比较与]|主要", told.own) is not None
