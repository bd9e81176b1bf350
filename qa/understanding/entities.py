"""Which disclosures does a question mean? Place names, kinds of body and years -> a Scope.

甲乙区 is not 甲乙湖区: names are matched longest first and never inside a longer place name; a name that fits
several departments is asked back; a body or place that is not indexed is refused by name.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path

from pypinyin import lazy_pinyin

from index.types import Disclosure
from qa.understanding.normalise import fold
from qa.understanding.sounds import sounds_of
from qa.understanding.vocabulary import unmarked

_SUFFIX = re.compile(r"(特别行政区|自治区|自治州|自治县|新区|省|市|区|县|州|盟|旗)$")
_PLACE_BEFORE_BODY = re.compile(
    r"([\u4e00-\u9fff]{2,4}?)(区|县|市)(?=人民政府|政府|[\u4e00-\u9fff]{1,8}?(?:局|办|委|院|处|中心|街道|学校|部门))"
)
_SHORTEST_NAME = 2
_OFFICE = "办"
_RANK_BEFORE = re.compile(r"^[省市区县州盟旗]")
_RANK_ALONE = re.compile(r"[省市区县]|人民政府|政府")
_GAP = 3  # characters between a place and its body: 甲区、乙区两家政府办
_LONGER_PLACE = re.compile(r"[\u4e00-\u9fff]{0,2}[区县市](?=人民政府|政府|[\u4e00-\u9fff]{0,6}[局办委])")


@dataclass(frozen=True, slots=True)
class BodyWords:
    """The data of entities.toml."""

    groups: tuple[tuple[str, ...], ...]
    not_places: tuple[str, ...]
    negations: tuple[str, ...]
    lookalikes: tuple[str, ...]
    label_tails: tuple[str, ...]
    body_ends: tuple[str, ...]
    body_never: tuple[str, ...]
    body_ever: tuple[str, ...]
    of_region: tuple[str, ...]
    of_whole_place: tuple[str, ...]
    latin_between: tuple[str, ...]
    office_labels: tuple[str, ...]
    rank_words: tuple[str, ...]
    other_kinds: tuple[str, ...]
    joins: tuple[str, ...]


@cache
def body_words() -> BodyWords:
    """Read entities.toml once."""
    data = tomllib.loads(Path(__file__).with_name("entities.toml").read_text(encoding="utf-8"))
    groups = tuple(tuple(sorted(group, key=lambda w: (-len(w), w))) for group in data["bodies"])
    names = [field.name for field in fields(BodyWords) if field.name != "groups"]
    return BodyWords(groups, *(tuple(data[name]) for name in names))


@cache
def kinds() -> tuple[str, ...]:
    """Every name of a kind of body."""
    return tuple(name for group in body_words().groups for name in group)


def stem(place: str) -> str:
    """A place name without its rank: 甲乙湖区 -> 甲乙湖; left whole where less than two characters remain."""
    short = _SUFFIX.sub("", place)
    return short if len(short) >= 2 else place


def _forms(place: str | None) -> tuple[str, ...]:
    if not place:
        return ()
    return tuple(dict.fromkeys((place, stem(place))))


def place_names(disclosure: Disclosure) -> frozenset[str]:
    """Every way to name a disclosure's place: parts, stems, and city with district run together."""
    region = disclosure.region
    city, district, province = _forms(region.city), _forms(region.district), _forms(region.province)
    joined = {c + d for c in city for d in district}
    joined |= {p + rest for p in province for rest in (*city, *district, *joined)}
    names = {name for name in (*province, *city, *district, *joined) if len(name) >= 2}
    return frozenset(fold(name) for name in names) | frozenset(latin(name) for name in (*city, *district))


def latin(name: str) -> str:
    """A place name without its rank in Latin letters: 甲乙区 -> jiayi."""
    return "".join(lazy_pinyin(stem(name)))


def body_of(disclosure: Disclosure) -> str:
    """The department's name without its place: 乙市甲区人民政府办公室 -> 人民政府办公室."""
    return _without_place(disclosure.department, disclosure)


def _without_place(name: str, disclosure: Disclosure) -> str:
    """A name of the department without its place, else without its rank: 区教育局 -> 教育局; the 市 of
    甲区市场监管局 is no rank."""
    rest = name
    for part in (disclosure.region.province, disclosure.region.city, disclosure.region.district):
        rest = next((rest[len(form) :] for form in _forms(part) if rest.startswith(form)), rest)
    return (_RANK_BEFORE.sub("", name) if rest == name else rest) or name


def body_names(disclosure: Disclosure) -> frozenset[str]:
    """Names of the kind of body that a disclosure belongs to: its own name, the common short names."""
    own = unmarked(fold(body_of(disclosure)))
    short = (unmarked(fold(_without_place(alias, disclosure))) for alias in disclosure.aliases)
    names = {own, *(name for name in short if len(name) >= _SHORTEST_NAME)}
    for group in body_words().groups:
        if any(own == name or own.endswith(name) for name in group):
            names.update(group)
            break
    return frozenset(names)


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the folded question that names something, and the disclosures that it fits."""

    start: int
    end: int
    text: str
    doc_ids: frozenset[str]


class EntityIndex:
    """The names of all indexed disclosures, made once per state of the index."""

    def __init__(self, disclosures: Sequence[Disclosure]) -> None:
        self.disclosures = {disclosure.doc_id: disclosure for disclosure in disclosures}
        self.places = _invert((d.doc_id, place_names(d)) for d in disclosures)
        self.departments = _invert((d.doc_id, _full_names(d)) for d in disclosures)
        self.bodies = _invert((d.doc_id, body_names(d)) for d in disclosures)
        self._sounds = {sounds_of(name): name for name in (*self.departments, *self.bodies) if len(name) >= 3}

    def find(self, text: str) -> tuple[Span, ...]:
        """Places and departments named in a folded text, longest first, none inside another."""
        spans = _cover(text, self.departments | self.places)
        return tuple(span for span in spans if not self._inside_longer_place(text, span))

    def find_bodies(self, text: str, taken: Sequence[Span]) -> tuple[Span, ...]:
        """Kinds of body named outside of what is taken; doc_ids is empty where none is indexed."""
        known: dict[str, frozenset[str]] = {name: frozenset() for g in body_words().groups for name in g}
        spans: list[Span] = []
        for span in _cover(text, known | self.bodies, taken):
            joined = bool(spans) and text[spans[-1].end : span.start] in body_words().joins
            if (joined and span.doc_ids) or _is_body(text, span, taken):
                spans.append(span)
        return tuple(spans) or self._by_sound(text, taken)

    def unknown_place(self, text: str, taken: Sequence[Span]) -> str | None:
        """A place named before a body that no indexed disclosure has (西湖区教育局 where none is indexed)."""
        blocked = {index for span in taken for index in range(span.start, span.end)}
        for match in _PLACE_BEFORE_BODY.finditer(text):
            if set(match.group(1)) & set(body_words().not_places) or blocked & set(range(*match.span())):
                continue
            return match.group()
        for span in _cover(text, self.places):
            if longer := self._inside_longer_place(text, span):
                return span.text + longer
        return None

    def _inside_longer_place(self, text: str, span: Span) -> str | None:
        if not re.search("[\u4e00-\u9fff]$", span.text) or _SUFFIX.search(span.text):
            return None
        longer = _LONGER_PLACE.match(text, span.end)
        if longer is None or len(longer.group()) < 2:
            return None
        if set(longer.group()[:-1]) & set(body_words().not_places):
            return None
        if _SUFFIX.fullmatch(longer.group()[:-1]) and text.startswith(kinds(), longer.end() - 1):
            return None  # 县 and 市监局: another rank (`wrong_rank`), no longer place
        follows = any(text.startswith(name, span.end) for name in self.places)
        return None if follows else longer.group()

    def _by_sound(self, text: str, taken: Sequence[Span]) -> tuple[Span, ...]:
        """Bodies written with wrong characters of the right sound (政斧办)."""
        blocked = {index for span in taken for index in range(span.start, span.end)}
        heard = sounds_of(text)
        for sound, name in self._sounds.items():
            width = len(name)
            for start in range(len(text) - width + 1):
                window = text[start : start + width]
                if heard[start : start + width] == sound and blocked.isdisjoint(range(start, start + width)):
                    docs = self.departments.get(name) or self.bodies.get(name) or frozenset()
                    body = Span(start, start + width, window, docs)
                    if window != name and _is_body(text, body, taken):
                        return (body,)
        return ()


def _is_body(text: str, body: Span, places: Sequence[Span]) -> bool:
    """False for words of an account label (政府办公厅（室）及相关机构事务): a body stands behind a place.

    Where no place is named it may stand anywhere, unless a label goes on behind it.
    """
    if not places:
        return not text.startswith(tuple(body_words().label_tails), body.end)
    return any(_belongs(text, place, body) for place in places)


def _belongs(text: str, place: Span, body: Span) -> bool:
    """True for a body right behind a place; in English its rank may stand between, or the place come last."""
    if 0 <= body.start - place.end <= _GAP:
        return True
    between = text[place.end : body.start] if place.end <= body.start else text[body.end : place.start]
    return place.text.isascii() and all(word in body_words().latin_between for word in between.split())


def _full_names(disclosure: Disclosure) -> frozenset[str]:
    """Names that tell this department from every other: an alias such as 区教育局 names a kind of body, and
    so does 教育局; 甲乙街道 has a name of its own."""
    names = {unmarked(fold(name)) for name in (disclosure.department, *disclosure.aliases)}
    places = place_names(disclosure)
    whole = unmarked(fold(disclosure.department))
    return frozenset(
        name for name in names if name == whole or any(place in name for place in places) or _own_name(name)
    )


def _own_name(name: str) -> bool:
    """True for a proper name before a kind of body: 甲乙街道, but neither 街道办 nor 区街道办."""
    kinds = [kind for group in body_words().groups for kind in group if name.endswith(kind)]
    head = name.removesuffix(max(kinds, key=len)) if kinds else ""
    return len(head) >= _SHORTEST_NAME and not _RANK_ALONE.match(head)


def _invert(pairs: Iterable[tuple[str, frozenset[str]]]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for doc_id, names in pairs:
        for name in names:
            found.setdefault(name, set()).add(doc_id)
    return {name: frozenset(doc_ids) for name, doc_ids in found.items()}


def _splits_label(text: str, name: str, end: int) -> bool:
    """True where the end of a name is the beginning of a label (甲乙街道|办公费)."""
    return name.endswith(_OFFICE) and text.startswith(body_words().office_labels, end - len(_OFFICE))


def _cover(text: str, names: dict[str, frozenset[str]], taken: Sequence[Span] = ()) -> tuple[Span, ...]:
    blocked = [False] * len(text)
    for span in taken:
        blocked[span.start : span.end] = [True] * (span.end - span.start)
    spans: list[Span] = []
    for name in sorted((name for name in names if name and name in text), key=lambda w: (-len(w), w)):
        start = text.find(name)
        while start >= 0:
            end = start + len(name)
            if not any(blocked[start:end]) and not _splits_label(text, name, end):
                blocked[start:end] = [True] * len(name)
                spans.append(Span(start, end, name, names[name]))
            start = text.find(name, end)
    return tuple(sorted(spans, key=lambda span: span.start))
