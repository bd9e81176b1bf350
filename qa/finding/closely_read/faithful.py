"""Whether a figure of the text is of all that a question says: what stands neither in its clause nor in what
heads it makes the figure another thing's (外事接待 is not 国内公务接待)."""

from __future__ import annotations

import re
from functools import cache

from qa.finding.closely_read.close_words import close_words, held_in, weighty
from qa.finding.closely_read.settings import Setting, setting_of
from qa.finding.corpus import DocView
from qa.types import Intent, Reading, SentenceHit
from qa.understanding.asked import Asked, stem
from qa.understanding.vocabulary import load_vocabulary

_ASKS = re.compile(
    r"(?:多少|好多|几)个?(?:人次|百分点|平方米|万元|亿元|批次|[名人辆批次项件条期家户分元台套钱起篇位份场所间处类米届号亿万]){0,2}"
)
_CJK = re.compile("[\u3400-\u9fff]+")
_TELLING = 2  # characters that no clause holds and that name something


def faithful(view: DocView, reading: Reading, asked: Asked, hit: SentenceHit) -> bool:
    """True where the clause, what heads it and the names of its item hold all that the question says."""
    single = reading.across in {None, Intent.SUM} and len(reading.scope.doc_ids) == 1
    alone = reading.intent is Intent.LOOKUP and single
    if hit.figure is None or not alone or reading.english:
        return True
    setting = setting_of(view, hit.sentence, hit.figure)
    return setting is None or len(_not_held(asked, setting)) < _TELLING


def _not_held(asked: Asked, setting: Setting) -> str:
    text = f"{setting.own}|{setting.near}|{setting.head}"
    held = held_in(asked.content, text)
    for unit in asked.units:
        if any(key in text or stem(key) in text for key in unit.keys):
            held[unit.start : unit.end] = [True] * (unit.end - unit.start)
    left = "".join(" " if mark else char for char, mark in zip(asked.content, held, strict=True))
    left = _ASKS.sub(" ", left)
    for word in _weightless():
        left = left.replace(word, " ")
    return "".join(_CJK.findall(weighty(left)))


@cache
def _weightless() -> tuple[str, ...]:
    """Words of questions that name nothing, longest first."""
    words = load_vocabulary()
    lists = (*words.intents.values(), *words.facets.values(), words.fillers, words.functions)
    named = {word for group in lists for word in group if len(word) > 1 and not word.isascii()}
    named = (named - set(close_words().telling)) | set(close_words().courtesies)
    return tuple(sorted(named, key=lambda word: (-len(word), word)))
