"""A question as typed -> a form that can be compared: NFKC, simplified, single spaces, lower case."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from opencc import OpenCC

from qa.understanding.vocabulary import load_vocabulary

_CJK = "\u3400-\u9fff"
_SPACES_BY_CJK = re.compile(rf"(?<=[{_CJK}])\s+|\s+(?=[{_CJK}])")
_CHINESE_YEAR = re.compile(r"[二〇零○一三四五六七八九]{4}(?=年)")
_CHINESE_DIGITS = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_SPOKEN_DIGITS = re.compile(r"(?<![\d.])\d(?: \d){2,6}(?![\d.])")  # 3 0 2 2 8
_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff]")


@cache
def _converter() -> OpenCC:
    return OpenCC("t2s")


def fold(text: str) -> str:
    """Fold full-width and traditional characters, variants, Chinese years and spaces; lower-case Latin."""
    folded = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text))
    for said, meant in load_vocabulary().variants.items():
        folded = folded.replace(said, meant)
    folded = str(_converter().convert(folded))
    folded = _CHINESE_YEAR.sub(lambda year: year.group().translate(_CHINESE_DIGITS), folded)
    folded = _SPOKEN_DIGITS.sub(lambda run: run.group().replace(" ", ""), folded)
    folded = _SPACES_BY_CJK.sub("", folded)
    return " ".join(folded.split()).lower()


def is_english(text: str) -> bool:
    """True for a question without Chinese characters that has Latin letters."""
    return not re.search(f"[{_CJK}]", text) and bool(re.search("[a-z]", text.lower()))
