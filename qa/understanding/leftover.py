"""What no label and no word of the vocabulary covers in a question: pairs of characters with a weight."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from qa.understanding.units import Unit
from qa.understanding.vocabulary import load_vocabulary

SEAM = 0.6  # a pair of characters that stands nowhere in the disclosure: the seam of two words
UNKNOWN = 2.0  # such a pair alone right before a label: it makes another thing of it
_LATIN = re.compile(r"[a-z][a-z\-]+")
_POSITION = re.compile(
    r"公开?\s*0?\d{1,2}\s*表?|第[一二三四五六七八九十\d]{1,3}张表|附?表\s*(?:\d{1,2}|[一二三四五六七八九十]{1,2})(?!\d)"
    r"|(?:倒数)?第[一二三四五六七八九十\d]{1,3}[行栏列]次?|[行栏]次\s*\d{1,3}|最后一?行|最?末一?行"
    r"|保留.{1,3}位小数|.位小数"
)
_NUMERAL = re.compile(r"\d[\d,.]*\s*(?:%|亿元?|万元?|元)?")
_SAID_AMOUNT = re.compile(
    r"[一二两三四五六七八九几好数]?[十百千万亿]+[一二三四五六七八九十百千万亿多来几]*(?:块|元)?"
)
_COUNTING = re.compile(r"(?:多少|几)个?(?:人次|批次|辆|批|件|台|套|户|项|次|名|个|人|家|期|条|场|位)?")
_JOINS = frozenset("与和及")
# Words that begin with a character that has no weight alone: it is theirs (中心, 中医院).
_KEPT = (
    "中心",
    "中学",
    "中医",
    "中小",
    "中国",
    "中央",
    "中介",
    "地方",
    "地震",
    "地铁",
    "上访",
    "下岗",
    "过节",
)
_LEVELS = frozenset("类款项")
_CJK_RUN = re.compile(r"[\u3400-\u9fff0-9a-z%.]+")


def _mask_phrases(content: str, taken: Sequence[bool]) -> str:
    """The content with recognised pieces and words without weight of their own blanked out."""
    left = "".join(" " if used else char for char, used in zip(content, taken, strict=True))
    for place in (_POSITION, _COUNTING, _SAID_AMOUNT, _NUMERAL):
        left = place.sub(lambda match: " " * len(match.group()), left)
    for phrase in _weightless():
        if phrase not in left:
            continue
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
    return tuple(sorted((phrase for phrase in phrases if len(phrase) > 1), key=lambda w: (-len(w), w)))


@cache
def _single_functions() -> frozenset[str]:
    return frozenset({".", *(word for word in load_vocabulary().functions if len(word) == 1)})


def _pairs(text: str, start: int, words: str, narrows: bool) -> list[Unit]:
    """Pairs of characters of a run that no label covers.

    A pair that stands nowhere in the disclosure is taken for the seam of two words. Where it is all there is
    right before a label (`narrows`), it makes another thing of it, that is not passed over (西瓜采购费).
    """
    pairs = [text[i : i + 2] for i in range(len(text) - 1)]
    known = [not words or pair in words for pair in pairs]
    foreign = UNKNOWN if narrows and len(pairs) == 1 else SEAM
    return [
        Unit(pair, 1.0 if sure else foreign, start + i, start + i + 2)
        for i, (pair, sure) in enumerate(zip(pairs, known, strict=True))
    ]


def left_over(content: str, taken: Sequence[bool], words: str) -> list[Unit]:
    units = []
    left = _mask_phrases(content, taken)
    for run in _CJK_RUN.finditer(left):
        start, end = run.span()
        while start < end and left[start] in _single_functions() and not left.startswith(_KEPT, start):
            start += 1
        whole = end
        while end > start and left[end - 1] in _single_functions():
            end -= 1
        if end - start == 1 and left[end : end + 1] in _JOINS and end < whole:
            end += 1  # 赠与 is a word: what joins stands between two
        text = left[start:end]
        level = text in _LEVELS and start and taken[start - 1]  # 水利款: which level of account is meant
        if not text or text.isdigit() or level:
            continue
        if _LATIN.fullmatch(text) or len(text) == 1:
            units.append(Unit(text, 0.5, start, end))
        else:
            units += _pairs(text, start, words, end < len(taken) and taken[end])
    return units
