"""More or less than the year before, or the same: the two years' figures, else the printed change."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.types import Direction
from qa.composing.claims.each import of_each
from qa.composing.computing import changes, years
from qa.composing.computing.unchanged import unchanged
from qa.composing.figures.computed import disputed
from qa.composing.honesty.conflicts import conflict_of
from qa.composing.phrases import phrase
from qa.draft import item_of, who
from qa.finding.corpus import DocView
from qa.finding.evidence import Evidence
from qa.types import Draft, Intent, Reading, SentenceHit, Status
from qa.understanding.normalise import fold
from qa.verifying.numerals import fact_numerals

_THAN = (
    r"(?:比|较|和|与|跟|同|相比|比起|较之)(?:上一?年度?|去年|前一年|往年|头年|上一年度|上年同期|去年同期|以前)"
    r"(?:度|的)?(?:相比|比较|相较|比起来|比)?[,，]?"
)
_UP = "增加|增长|上升|上涨|提高|涨|增|升"
_DOWN = "减少|下降|降低|压减|缩减|回落|减|降"
_SAME = "一样多?|持平|相同|相等|差不多|相当|没有?变化?|不变"
_OTHER = "有?变化|变动|变了|变"
_BARE = "多|高|大|少|低|小"
_DONE = "(?:了|过|些|一些|一点|很多|不少|许多|没有?|的)*"
_LITTLE = "(?:又|还|要|更|明显|大幅|略微|略|有所|有|花得?|用得?|支出|都|是)*"
_EITHER = re.compile(
    rf"^(?P<a>.*?)(?P<than>{_THAN})?{_LITTLE}(?:(?:变)?(?:{_UP}|多|高){_DONE}(?:还是|或是|,)(?:变)?(?:{_DOWN}|少|低)"
    rf"|(?:变)?(?:{_DOWN}|少|低){_DONE}(?:还是|或是)(?:变)?(?:{_UP}|多|高)){_DONE}$"
)
_WAY = rf"(?P<not>没有?|未|不)?{_LITTLE}(?P<way>{_UP}|{_DOWN}|{_SAME}|{_OTHER}|{_BARE}){_DONE}$"
_COMPARED = re.compile(rf"^(?P<a>.*?)(?P<less>没有?|不)?{_THAN}(?P<b>[^,，]*?){_WAY}")
_CHANGED = re.compile(rf"^(?P<a>.*?)(?P<b>)(?P<less>){_WAY}")
_HAPPENED = re.compile(
    "(?:了|过)|有所?(?:增|减|上|下|提|变|降|涨)|没[增减涨降变]|(?:没有?|未)(?:增|减|上|下|提|变|降|涨)|不变$"
)
_NOT_OF_YEARS = re.compile("预算|占|[的](?:变|增|减|降)|增减|结转|结余|变动")
_BASE = re.compile(r"(?:比|较|高于|低于|多于|少于|大于|小于|超过)了?(?P<year>20\d\d)年")
_EDGES = " ,，、的"
_MARKS = re.compile("[,，;；。:：]")
_THAN_BUDGET = re.compile("[比较与].{0,6}预算")
_WHAT_CHANGES = re.compile("(?:金额|数额|数|情况)$")


@dataclass(frozen=True, slots=True)
class _Claim:
    """What is said to have changed, and which way; None asks which way (either) or whether (any)."""

    item: str
    wanted: Direction | None
    denied: bool = False
    either: bool = False


def over_the_year(
    evidence: Evidence, reading: Reading, view: DocView, before: Sequence[DocView]
) -> Draft | None:
    """Yes or no to a change over the year before, with both figures or the printed change; a refusal by name
    where the change is not disclosed. None where the question states no such change."""
    claim = _claim_of(reading)
    if claim is None:
        return None
    return of_each(
        evidence,
        replace(reading, content=claim.item),
        view,
        lambda one: _judged(evidence, one, view, before, claim, reading),
    )


def _judged(
    evidence: Evidence,
    reading: Reading,
    view: DocView,
    before: Sequence[DocView],
    claim: _Claim,
    whole: Reading,
) -> Draft | None:
    """The claim of one item, the content of `reading`; `whole` is what was asked of all."""
    asked = replace(
        reading,
        question=reading.content,
        intent=Intent.CHANGE,
        across=None,
        threshold=None,
        spelled=None,
        counted=None,
    )
    if not evidence.asked(asked, view).named:
        return None
    draft = _change(evidence, asked, view, before)
    if draft.status is Status.REFUSED:
        return _unknown(evidence, asked, view) or draft
    if draft.status is not Status.ANSWERED or draft.direction is None or claim.either:
        return draft
    holds = _holds(claim, _turned(whole, view, draft.direction))
    return replace(draft, text=phrase("affirm", "yes" if holds else "no") + draft.text, boolean=holds)


def _claim_of(reading: Reading) -> _Claim | None:
    text = reading.content
    if _NOT_OF_YEARS.search(text) or any(fact_numerals(text)):
        return None
    if (both := _EITHER.match(text)) is not None:
        return _Claim(both["a"].strip(_EDGES), None, either=True)
    compared = _COMPARED.match(text)
    found = compared or _CHANGED.match(text)
    if found is None or (compared is None and not _HAPPENED.search(text)):
        return None
    if compared is None and re.fullmatch(_BARE, found["way"]):
        return None
    item = _WHAT_CHANGES.sub("", (found["a"] + found["b"]).strip(_EDGES)).strip(_EDGES)
    return _Claim(item, _way(found["way"]), denied=bool(found["not"] or found["less"]))


def _way(word: str) -> Direction | None:
    if re.fullmatch(_SAME, word):
        return Direction.FLAT
    if re.fullmatch(f"{_UP}|多|高|大", word):
        return Direction.UP
    return Direction.DOWN if re.fullmatch(f"{_DOWN}|少|低|小", word) else None


def _change(evidence: Evidence, asked: Reading, view: DocView, before: Sequence[DocView]) -> Draft:
    both = years.over_years(evidence, asked, [view, *before]) if before else None
    return both or _printed(evidence, asked, view) or changes.rate(evidence, asked, view)


def _printed(evidence: Evidence, asked: Reading, view: DocView) -> Draft | None:
    """The change that the text prints, with a remark where the figure itself is disputed: either way it went
    the way that is printed."""
    if (flat := unchanged(evidence, asked, view)) is not None:
        return flat
    hit = evidence.figures(asked, view).best
    now = changes.one(evidence, asked, view, None)
    if not isinstance(hit, SentenceHit) or hit.figure is None or now is None:
        return None
    clause = _MARKS.split(hit.sentence.text[: hit.figure.start])[-1]
    if _THAN_BUDGET.search(clause) or conflict_of(view, hit, asked) is not None:
        return None
    draft = changes.change_told(asked, view, hit)
    return replace(draft, text=draft.text + disputed(view, (now,)))


def _turned(reading: Reading, view: DocView, direction: Direction) -> Direction:
    """The direction as the question looks at it: 2022年比2023年少 has the later year as its base."""
    base = _BASE.search(fold(reading.question))
    if base is None or int(base["year"]) != view.disclosure.year:
        return direction
    return {Direction.UP: Direction.DOWN, Direction.DOWN: Direction.UP}.get(direction, direction)


def _holds(claim: _Claim, direction: Direction) -> bool:
    true = direction is claim.wanted if claim.wanted else direction is not Direction.FLAT
    return true is not claim.denied


def _unknown(evidence: Evidence, asked: Reading, view: DocView) -> Draft | None:
    """That the item is printed and its change is not; None where the item itself is not found."""
    now = changes.one(evidence, asked, view, None)
    if now is None:
        return None
    names = {"who": who(view.disclosure), "year": view.disclosure.year, "before": view.disclosure.year - 1}
    text = phrase("claims", "no_change_printed", **names, item=item_of(now, view))
    option = phrase("claims", "its_figure", **names, item=item_of(now, view))
    return Draft(Status.REFUSED, text, options=(option,))
