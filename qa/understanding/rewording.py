"""Ways to say one thing put into the one that is read (rewording.toml): account codes in parts, vehicles."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

from qa.understanding.normalise import fold

_OF = r"[(（]?{level}[)）]?"
_BETWEEN = r"\s*[-/·、,，\s]\s*"
_CLASS, _KIND, _ITEM = (_OF.format(level=level) for level in "类款项")
# 205类09款04项, 205 09 04, 205-09-04, 205.09.04; with two parts a full stop would be a decimal point.
_IN_PARTS = re.compile(
    rf"(?<![\d.])(?P<a>[23]\d\d)(?:\s*{_CLASS}\s*|{_BETWEEN}|\.(?=\d\d\.\d\d(?!\d)))"
    rf"(?P<b>\d\d)(?!\d)(?:(?:\s*{_KIND}\s*|{_BETWEEN}|\.)(?P<c>\d\d)(?![\d.])(?:\s*{_ITEM})?|(?:\s*{_KIND})?)"
    r"(?!\s*(?:[年月日号%％亿万元]|[多余]?[个辆人批次]))"
)
# 类205款09项04
_LEVEL_FIRST = re.compile(r"类\s*(?P<a>[23]\d\d)\s*款\s*(?P<b>\d\d)(?:\s*项\s*(?P<c>\d\d))?(?!\d)")
_CODE = "科目编码"


def joined_codes(text: str) -> str:
    """The text with an account code that is written in parts joined, and named as a code (205 09 04:
    科目编码2050904): an unknown one is refused, never answered with what it begins with."""
    for pattern in (_LEVEL_FIRST, _IN_PARTS):
        text = pattern.sub(lambda code: f"{_CODE}{code['a']}{code['b']}{code['c'] or ''}", text)
    return text


def reworded(text: str) -> str:
    """The folded text in the wording that is read."""
    text = joined_codes(text)
    for pattern, becomes in _rewordings():
        text, done = pattern.subn(becomes, text, count=1)
        if done:
            break
    return text


@cache
def _rewordings() -> tuple[tuple[re.Pattern[str], str], ...]:
    data = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    return tuple((re.compile(each["pattern"]), each["becomes"]) for each in data["reworded"])


def code_as_said(question: str, code: str) -> str:
    """An account code the way the question writes it (205 09 04 for 2050904), else as it is."""
    parts = [code[:3], *(code[n : n + 2] for n in range(3, len(code), 2))]
    said = re.search(r"\D{0,6}?".join(parts), fold(question))
    return said.group() if said else code
