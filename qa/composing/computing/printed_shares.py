"""Shares as the text prints them, each with the part and the whole that its own clause names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.types import Figure, Measure, Sentence
from qa.compute import value_of
from qa.finding.corpus import DocView
from qa.money import is_money
from qa.types import SentenceHit
from qa.understanding.asked import Asked
from qa.understanding.vocabulary import plain

_OPENS = "占"
_EMPTY = re.compile(r"[\s比的为约:：]*")
_FRAME = re.compile(
    r"(?:\d{4}年度?|本年度?|当年|全年|全部|部门|决算|合计|总额|总计|总数|金额|资金(?=$)|的|总|所有)"
)
_CLASS = re.compile(r"[(（][类款项][)）]")
_TAIL = re.compile(r"(?:支出|费用)$")
_OF_SENTENCE = re.compile(
    r"^(?:其中[:：])?(?P<whole>[^，,。;；\d]*?|\d{4}\s*年度?[^，,。;；\d]*?)(?:决算)?[中里][,，]"
)
_FUNDS = ("一般公共预算财政拨款", "一般公共预算", "财政拨款", "政府性基金预算", "政府性基金")
_TOTALS = frozenset({"支出", "收入", ""})
_PAIR = 2
_MOST_PAIRS = 0.6


@dataclass(frozen=True, slots=True)
class Share:
    """A printed percentage with what it is of, both as compared."""

    hit: SentenceHit
    part: str
    whole: str


def bare(name: str) -> str:
    """A name as shares compare it: without years, classes and words for a total (本年支出合计 -> 支出)."""
    return _FRAME.sub("", plain(_CLASS.sub("", name)))


def is_total(name: str) -> bool:
    """True for all income or all expenditure."""
    return bare(name) in _TOTALS


def printed_share(view: DocView, part: Asked, whole: str | None) -> SentenceHit | None:
    """The share that the text prints of the part in the whole; of a part alone where it prints only one."""
    found = [s for s in _shares(view) if _is_part(s, part) or (whole is not None and _is_told(s, part))]
    if whole is None:
        of_total = [share for share in found if share.whole in _TOTALS]
        found = of_total or found
        return found[0].hit if len({value_of(share.hit) for share in found}) == 1 else None
    exact = [share for share in found if share.whole == bare(whole)]
    return next((share.hit for share in exact or found if _is_whole(share, whole)), None)


def _is_whole(share: Share, whole: str) -> bool:
    asked = bare(whole)
    if share.whole == asked:
        return True
    # All expenditure is not that of one fund; a part of it (基本支出) is told of the fund accounted for.
    return asked not in _TOTALS and any(share.whole == fund + asked for fund in _FUNDS)


def _is_part(share: Share, part: Asked) -> bool:
    names = {bare(key) for unit in part.named for key in (*unit.keys, unit.text)}
    stems = {_TAIL.sub("", name) for name in names if len(_TAIL.sub("", name)) >= _PAIR}
    if not share.part:
        return False
    if share.part in names or _TAIL.sub("", share.part) in stems:
        return len(part.named) == 1 or not _beyond(share, part)
    return False


def _is_told(share: Share, part: Asked) -> bool:
    """True where what stands before the share says most of what the question says of the part."""
    said = plain(part.content)
    pairs = {said[n : n + _PAIR] for n in range(len(said) - 1)}
    figure = share.hit.figure
    before = plain(share.hit.sentence.text[: figure.start if figure else 0])
    return len(pairs) > _PAIR and sum(pair in before for pair in pairs) >= _MOST_PAIRS * len(pairs)


def _beyond(share: Share, part: Asked) -> bool:
    """True where the question names something more than the part (货物采购里授予中小企业的)."""
    text = plain(share.hit.sentence.text)
    return not all(any(key in text for key in (*unit.keys, unit.text)) for unit in part.named)


def _shares(view: DocView) -> Sequence[Share]:
    found = []
    for n, sentence in enumerate(view.sentences):
        for figure in sentence.figures:
            if figure.measure is Measure.SHARE and figure.subject:
                whole = _whole_of(view, n, sentence, figure)
                hit = SentenceHit(sentence, 1.0, figure, figure.measure)
                found.append(Share(hit, bare(figure.subject), bare(whole)))
    return found


def _whole_of(view: DocView, n: int, sentence: Sentence, figure: Figure) -> str:
    """What a percentage is of: behind its own 占, else what the sentence or the one before it opens with."""
    start = sentence.text.rfind(_OPENS, 0, figure.start)
    own = sentence.text[start + 1 : figure.start] if start >= 0 else ""
    if not _EMPTY.fullmatch(own):
        return own
    if opened := _OF_SENTENCE.search(sentence.text):
        return opened["whole"]
    heads = [sentence, *view.sentences[max(0, n - 2) : n][::-1]]
    for head in heads:
        money = [f for f in head.figures if is_money(f.unit) and f.subject]
        listed = head is sentence and (
            not money or sentence.text.startswith("其中") or money[0].subject == figure.subject
        )
        if money and not listed:
            return money[0].subject or ""
    return "?"
