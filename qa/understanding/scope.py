"""Names and years found in a question -> the disclosures it is about (Scope), and the words that remain."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.types import Disclosure, Kind
from qa.types import Scope
from qa.understanding.entities import EntityIndex, Span, body_words
from qa.understanding.levels import bodies_counted, of_region, only_above, other_body, over_all, says_rank
from qa.understanding.placed_behind import brought_forward
from qa.understanding.ranks import beside, of_level, rank_given_back, wrong_rank
from qa.understanding.vocabulary import unmarked

_YEAR = re.compile(
    r"(?<!\d)((?:19|20)\d{2})(?!\d|\.\d|\s*[万亿元块%])\s*(?:财政|会计)?(?:年度|年末|年底|年)?"
)
_SHORT_YEAR = re.compile(r"(?<!\d)(\d{2})年(?:度|末|底)?")
_CORRECTION = re.compile(
    r"(?:不是|不要)(?P<no>[^，,。；;)）]{1,20})(?:[，,、；; ]+(?:而?是|要|换成)|而是)(?P<yes>.+)"
)
_ENDS, _END_OF_YEAR = ("末", "底"), "年末"  # kept where the year is taken out: 年末结转和结余 is a label
_QUOTES = re.compile(r"[“\"「『《]([^”\"」』》]{2,40})[”\"」』》]")
_ANOTHER = re.compile(r"\b(?:and|or|vs|versus|than)\b")
_CLAUSE_END = "，,。；;）)！!？?"


@dataclass(frozen=True, slots=True)
class Named:
    """What a folded question names: disclosures, years, and the text without them."""

    scope: Scope
    years: tuple[int, ...]
    content: str
    body_named: bool


def without_negations(text: str) -> str:
    """Take out what the asker excludes (（不是…）, 别和…弄混); a correction keeps its second half."""
    corrected = _CORRECTION.search(text)
    if corrected:
        return text[: corrected.start()] + corrected.group("yes")
    for opening in body_words().negations:
        start = text.find(opening)
        if start >= 0 and "是不是" not in text[max(0, start - 1) : start + 3]:
            end = next((i for i in range(start, len(text)) if text[i] in _CLAUSE_END), len(text))
            text = text[:start].rstrip("（(") + text[end:].lstrip("）)")
    return text


def years_in(text: str) -> tuple[int, ...]:
    """The calendar years named, in order; a two-digit year counts when 年 follows."""
    found = [int(match.group(1)) for match in _YEAR.finditer(text)]
    found += [2000 + int(match.group(1)) for match in _SHORT_YEAR.finditer(text)]
    return tuple(dict.fromkeys(found))


def _quoted(text: str) -> tuple[str, ...]:
    """What stands in quotes, without them: the name of a project, a form or a row."""
    return tuple(unmarked(match.group(1)) for match in _QUOTES.finditer(text))


def _names_a_thing(span: Span, text: str, quoted: Sequence[str]) -> bool:
    """True for a body inside a quoted longer name (“区政府办业务费”), not the department asked about."""
    for name in quoted:
        start = text.find(name)
        inside = 0 <= start <= span.start and span.end <= start + len(name)
        if inside and len(name) >= len(span.text) + 2:
            return True
    return False


def _groups(spans: Sequence[Span], text: str) -> list[list[Span]]:
    """Spans that follow each other closely name one department (乙市 + 甲区)."""
    groups: list[list[Span]] = []
    for span in spans:
        if groups and _belong_together(groups[-1], span, text):
            groups[-1].append(span)
        else:
            groups.append([span])
    return groups


def _belong_together(group: Sequence[Span], span: Span, text: str) -> bool:
    """True for a place right behind the one before; in English its city may follow the body."""
    between = text[group[-1].end : span.start]
    if not between.strip("市省的 ,"):
        return True
    shared = frozenset.intersection(span.doc_ids, *(other.doc_ids for other in group))
    return between.isascii() and span.text.isascii() and bool(shared) and not _ANOTHER.search(between)


def _docs_of_group(group: Sequence[Span]) -> tuple[frozenset[str], bool]:
    """Disclosures that fit every span of the group; else those that fit any, and False."""
    common = frozenset.intersection(*(span.doc_ids for span in group))
    if common:
        return common, True
    return frozenset.union(*(span.doc_ids for span in group)), False


def _years_of(groups: Sequence[Sequence[Span]], text: str, years: Sequence[int]) -> list[Sequence[int]]:
    """The years asked of each department: its own where each is named with one (甲局2022年和乙局2023年), else
    all of them."""
    if len(groups) > 1 and len(years) > 1:
        starts = [group[0].start for group in groups]
        ends = [group[-1].end for group in groups]
        behind = [years_in(text[end:start]) for end, start in zip(ends, [*starts[1:], None], strict=True)]
        before = [years_in(text[end:start]) for end, start in zip([0, *ends[:-1]], starts, strict=True)]
        for own in (behind, before):
            if all(len(found) == 1 for found in own):
                return list(own)
    return [years] * len(groups)


def _departments(docs: Sequence[Disclosure]) -> dict[str, list[Disclosure]]:
    found: dict[str, list[Disclosure]] = {}
    for doc in docs:
        found.setdefault(f"{doc.region.name}|{doc.department}|{doc.level}", []).append(doc)
    return found


def _of_year(
    docs: Sequence[Disclosure], years: Sequence[int], kind: Kind
) -> tuple[list[Disclosure], int | None]:
    """The disclosures of one department that the years ask for, newest first; and a year that is missing.

    A budget is not final accounts: the wanted kind wins where both exist, and the other kind answers for a
    year that only it covers. Without a year, the newest.
    """
    wanted = [doc for doc in docs if doc.kind is kind] or list(docs)
    newest = sorted(wanted, key=lambda doc: doc.year, reverse=True)
    if not years:
        return newest[:1], None
    of_year = [doc for doc in newest if doc.year in years]
    have = {doc.year for doc in of_year}
    missing = [year for year in years if year not in have]
    of_year += [doc for doc in docs if doc.year in missing]
    return (of_year, None) if of_year else ([], missing[0])


@dataclass(frozen=True, slots=True)
class _Names:
    """The stretches of a question that name something; `departments` are those of the spans that are no mere
    place, `unknown` a place, a level or a kind of body that is not indexed."""

    spans: tuple[Span, ...]
    departments: tuple[Span, ...]
    bodies: tuple[Span, ...]
    unknown: str | None


def _partners(
    text: str, spans: Sequence[Span], departments: Sequence[Span], bodies: Sequence[Span]
) -> list[Span]:
    """The bodies that are departments of their own, named beside another one (图书馆和残联)."""
    own = departments or [body for body in bodies if any(body.start - span.end in {0, 1} for span in spans)]
    first = own or bodies[:1]
    seen: set[str] = set().union(*(span.doc_ids for span in first))
    found = []
    for span in beside(text, first, bodies):
        if not span.doc_ids & seen:
            found.append(span)
            seen |= span.doc_ids
    return [*first, *found] if found and not spans else found


class ScopeFinder:
    """Resolves names against what is indexed."""

    def __init__(self, disclosures: Sequence[Disclosure]) -> None:
        self.entities = EntityIndex(disclosures)
        self._over_all = over_all(self.entities.bodies)

    def resolve(self, text: str, kind: Kind = Kind.FINAL, every: bool = False) -> Named:
        """Read departments and years out of a folded question."""
        quoted = _quoted(text)
        bare = unmarked(brought_forward(without_negations(text), self.entities))
        years = years_in(bare)
        names = self._names(bare, quoted)
        spans, bodies = names.spans, names.bodies
        content = _without(bare, (*spans, *bodies))
        over_all = not every and not spans and bool(bodies) and self._over_all.search(bare) is not None
        scope = self._scope(names, bare, years, kind, every or over_all)
        if over_all and (said := bodies_counted(bare)) and said != len(scope.doc_ids):
            scope = self._scope(names, bare, years, kind, every)  # which three of five is asked back
        places = [span for span in spans if span not in names.departments]
        if other := names.unknown or other_body(bare, places, (*bodies, *names.departments)):
            scope = Scope(missing_entity=other, candidates=scope.doc_ids or scope.candidates, named=True)
        elif places and len(places) == len(spans) and not bodies:
            scope = replace(scope, bare=True, of_region=of_region(content))
        return Named(scope, years, content, bool(spans or bodies))

    def _names(self, text: str, quoted: Sequence[str]) -> _Names:
        """What is named: places, departments, kinds of body, and what of it is not indexed."""
        entities = self.entities
        spans = rank_given_back(text, entities.find(text), entities.places)
        spans = [span for span in spans if not _names_a_thing(span, text, quoted)]
        found = entities.find_bodies(text, spans)
        bodies = [span for span in found if not _names_a_thing(span, text, quoted)]
        places = [span for span in spans if span.text in entities.places]
        unknown = entities.unknown_place(text, (*spans, *bodies)) or wrong_rank(
            text, places, (*spans, *bodies)
        )
        bodies, other = of_level(text, bodies, spans, entities.disclosures)
        departments = [span for span in spans if span.text in entities.departments]
        partners = _partners(text, spans, departments, bodies)
        if partners or departments:
            departments = [*departments, *partners]
            spans = sorted((*spans, *partners), key=lambda span: span.start)
            bodies = [body for body in bodies if body not in partners and len(departments) == len(partners)]
        return _Names(tuple(spans), tuple(departments), tuple(bodies), unknown or other)

    def _scope(self, names: _Names, text: str, years: Sequence[int], kind: Kind, every: bool) -> Scope:
        everything = self.entities.disclosures
        spans, bodies = names.spans, names.bodies
        full = {span.text for span in names.departments}
        if not spans and not bodies:
            docs = [*everything.values()]
            return self._pick([docs], [years], kind, every, named=False)
        sets: list[list[Disclosure]] = []
        groups = _groups(spans, text) or [[]]
        for group in groups:
            ids, fits = _docs_of_group(group) if group else (frozenset(everything), True)
            whole = any(span in names.departments for span in group)
            narrowed = ids if whole else _narrow_by_body(ids, bodies, group)
            if not narrowed:
                said = _joined((*group, *bodies[:1]))
                return Scope(missing_entity=said, candidates=tuple(sorted(ids)), named=True)
            docs = [everything[doc_id] for doc_id in sorted(narrowed)]
            higher = bool(group) and not every and only_above(group, docs, full)
            if higher and (above := _above(group, bodies, narrowed)) is not None:
                return above
            sets.append(docs)
            if not fits:
                return Scope(candidates=tuple(sorted(narrowed)), named=True)
        return self._pick(sets, _years_of(groups, text, years), kind, every, named=True)

    def _pick(
        self,
        sets: Sequence[Sequence[Disclosure]],
        years: Sequence[Sequence[int]],
        kind: Kind,
        every: bool,
        named: bool,
    ) -> Scope:
        chosen: list[str] = []
        candidates: list[str] = []
        missing: int | None = None
        for docs, own_years in zip(sets, years, strict=True):
            per_department = [_of_year(group, own_years, kind) for group in _departments(docs).values()]
            hits = [found for found, _ in per_department if found]
            if not hits:
                missing = next((year for _, year in per_department if year), missing)
                candidates += [doc.doc_id for doc in docs]
            elif len(hits) == 1 or every:
                chosen += [doc.doc_id for found in hits for doc in found]
            else:
                candidates += [doc.doc_id for found in hits for doc in found]
        if chosen and not candidates:
            return Scope(doc_ids=tuple(dict.fromkeys(chosen)), named=named, every=every)
        return Scope((), tuple(dict.fromkeys((*chosen, *candidates))), None, missing, named, every)


def _above(group: Sequence[Span], bodies: Sequence[Span], ids: frozenset[str]) -> Scope | None:
    """What becomes of a city where only its districts are indexed: its own office is refused by name, the
    city alone asked back; 乙州 for 乙州市, where no office is named, may mean what is indexed of it."""
    found = tuple(sorted(ids))
    if not says_rank(group):
        return Scope(candidates=found, named=True) if bodies else None
    if not bodies:
        return Scope(candidates=found, named=True)
    return Scope(missing_entity=_joined((*group, bodies[0])), candidates=found, named=True)


def _joined(spans: Sequence[Span]) -> str:
    """The names run together, in English with spaces."""
    return (" " if any(span.text.isascii() for span in spans) else "").join(span.text for span in spans)


def _narrow_by_body(ids: frozenset[str], bodies: Sequence[Span], group: Sequence[Span]) -> frozenset[str]:
    """Keep the disclosures of the body that is named after the group's place; all where none is."""
    if not bodies:
        return ids
    end = group[-1].end if group else 0
    after = next((body for body in bodies if body.start >= end), bodies[-1])
    return ids & after.doc_ids


def _without(text: str, spans: Sequence[Span]) -> str:
    """The text with names and years taken out; a space keeps neighbours apart."""
    kept = list(text)
    for span in spans:
        kept[span.start : span.end] = " " * (span.end - span.start)
    left = "".join(kept)
    for year in (_YEAR, _SHORT_YEAR):
        left = year.sub(lambda found: f" {_END_OF_YEAR if found.group().endswith(_ENDS) else ''}", left)
    return " ".join(left.split())
