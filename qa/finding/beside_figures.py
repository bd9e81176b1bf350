"""The words right before and right behind a figure of a sentence: its item, and what a count is of."""

from __future__ import annotations

import re

from index.types import Figure, Sentence
from qa.money import is_money

_FARTHEST = 20
_MARKS = "，,；;。、"
_WHOLE = re.compile("^.*主要(?:为|是|包括|有)[:：]?")
_STOP = re.compile(r"[，,；;。：:、]|\d")


def last_item(before: str) -> str:
    """What stands right before a figure: of a list (办公费、印刷费等 178.22) only the last item, without the
    whole that it is a part of (货物支出主要为图书采购 260.00)."""
    return _WHOLE.sub("", before.rstrip("、 ").rsplit("、", 1)[-1])


def words_behind(sentence: Sentence, figure: Figure) -> str:
    """The words that follow a figure up to the next mark or figure: what is counted (13 个股级内设机构)."""
    text = sentence.text[figure.end : figure.end + _FARTHEST]
    stop = _STOP.search(text)
    return text[: stop.start()] if stop else text


def counted_behind(sentence: Sentence, figure: Figure) -> int:
    """The length of the words up to the next mark that say what a count is of (12个科室，), which are no
    part of the name of the next figure."""
    words = "" if is_money(figure.unit) else words_behind(sentence, figure)
    mark = sentence.text[figure.end + len(words) : figure.end + len(words) + 1]
    return len(words) if words and mark and mark in _MARKS else 0
