"""Whose figures a question wants: this department's, another body's of the same place, or another level's.

A party committee (区委办) is not the government office, the city's office is not that of its district, and a
district or city as a whole is not its office: none of them is answered with the office's figures.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from index.types import Disclosure
from qa.understanding.entities import Span, body_words, latin, stem
from qa.understanding.normalise import fold
from qa.understanding.position import chinese_number

_RANK = re.compile("[省市区县州盟旗]$")
_LONGEST_HEAD = 10
_NO_OTHER = re.compile("(?:人民政府|人民|政府|本级|[这那该各本两二三四五六七八九几\\d个家些省市区县级的里])*")
_BODIES_COUNTED = re.compile("(?P<n>[两二三四五六七八九]|(?<!\\d)[2-9])家")


def other_body(text: str, spans: Sequence[Span], bodies: Sequence[Span]) -> str | None:
    """A body right behind a place that is none of the indexed ones (甲区委办), or None."""
    heads = {body.start for body in bodies}
    for span in spans:
        start = span.end
        while start < len(text) and text[start] in "的 ":
            start += 1
        said = _body_at(text, start)
        if said and not _known(text, start, said, heads, bodies):
            return span.text + text[span.end : start] + said
    return None


def every_body(text: str) -> bool:
    """True where bodies of one kind are asked about together (哪些政府办, 各区教育局), none by its place."""
    return _every_pattern().search(text) is not None


@cache
def _every_pattern() -> re.Pattern[str]:
    names = "|".join(sorted(map(re.escape, _kinds()), key=lambda name: (-len(name), name)))
    said = "哪些|哪几?一?[家个]|这些|那些|[这那]几[家个]|各个|各|所有的?|全部的?|每一?[家个]"
    return re.compile(rf"(?:{said})(?:个?地方|地|[省市区县旗])?的?(?:{names})")


def over_all(names: Iterable[str]) -> re.Pattern[str]:
    """The wordings that set all bodies of one kind against each other or list them, where no place is named
    (支出最少的政府办是哪个, 三家2021年政府办的…合计); `names` are those of the indexed kinds."""
    chinese = sorted((name for name in names if not name.isascii()), key=lambda name: (-len(name), name))
    body = f"[省市区县]?(?:{'|'.join(map(re.escape, chinese)) or '(?!)'})"
    several = "(?:[两二三四五六七八九十几]|\\d{1,3})[家个]"
    return re.compile(
        f"最[高低多少大小][^,，。?？]{{0,6}}的(?:那?一?[家个])?{body}"
        f"|{body}(?:是|有|为|都有)?(?:哪[几些]?一?[个家些]|谁)"
        f"|{body}(?:里面?|中|当中|之中|之间)[^类款项]{{0,20}}(?:最|谁|哪[家个]|排)"
        f"|{several}.{{0,12}}{body}.*(?:合计|一共|总共|加起来|总和|平均|分别|各|排|最|谁|哪)"
        f"|{body}[^类款项]*(?:排名|排序|排一排|排一下|排个|从[高多大低少小]到)"
        f"|(?:超过|高于|大于|多于|低于|少于|小于|不到|不足|以上|以下)[^,，。]{{0,12}}的{body}"
    )


def bodies_counted(text: str) -> int | None:
    """How many bodies are said to be asked about (三家政府办); None where no number is said."""
    said = _BODIES_COUNTED.search(text)
    return chinese_number(said["n"]) if said else None


@cache
def _kinds() -> frozenset[str]:
    """The Chinese names of kinds of body."""
    return frozenset(name for group in body_words().groups for name in group if not name.isascii())


def _known(text: str, start: int, said: str, heads: Iterable[int], bodies: Sequence[Span]) -> bool:
    """True where an indexed kind of body ends where the words for a body end (区政府办, 人民政府办公室), and
    nothing before it makes another one of it (第一图书馆)."""
    if start in heads:
        return True
    end = start + len(said)
    ends = (body for body in bodies if start <= body.start and body.end >= end)
    return any(body.start >= end or _NO_OTHER.fullmatch(text[start : body.start]) for body in ends)


def _body_at(text: str, start: int) -> str | None:
    match = _body_pattern().match(text, start)
    return match.group() if match else None


@cache
def _body_pattern() -> re.Pattern[str]:
    words = body_words()
    ends = "|".join(map(re.escape, sorted(words.body_ends, key=lambda w: (-len(w), w))))
    never = "|".join(map(re.escape, words.body_never))
    ever = "|".join(map(re.escape, words.body_ever))
    return re.compile(
        rf"(?:{ever}|(?!{never})[\u4e00-\u9fff]){{0,{_LONGEST_HEAD}}}?(?:{ends})(?!教育|生|建设|改造|工程|校舍|学位|营养)"
    )


def only_above(group: Sequence[Span], docs: Iterable[Disclosure], departments: Iterable[str]) -> bool:
    """True where a group of places names the city or province of disclosures, and never their district."""
    full = frozenset(departments)
    if any(span.text in full for span in group):
        return False
    said = "".join(span.text for span in group)
    districts = [doc.region.district for doc in docs]
    return bool(districts) and all(name is not None and not _says(said, name) for name in districts)


def _says(said: str, district: str) -> bool:
    return fold(stem(district)) in said or latin(district) in said


def says_rank(group: Sequence[Span]) -> bool:
    """True where a place is named with its rank (甲州市 rather than 甲州)."""
    return any(_RANK.search(span.text) for span in group)


def of_region(content: str) -> bool:
    """True for what only a whole district or city has (全区, 财政收入, 人口), never a single department."""
    return any(word in content for word in body_words().of_region)


def of_whole_place(text: str) -> bool:
    """True for words that are of a whole place (全区共有学校 20 所), in a question or in a sentence."""
    return any(word in text for word in body_words().of_whole_place)
