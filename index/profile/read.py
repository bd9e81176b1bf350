"""Whose accounts a document holds: region, department, year, kind, level, contained units.

Read from the cover first, then from the lines above the forms (编制单位：…), then from headings (X概况).
The metadata of the file is not asked: in real disclosures its title is wrong or empty.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.errors import ProfileError
from index.narrative.frontmatter import is_contents_title, is_cover
from index.narrative.lines import Line, page_lines
from index.page import Page
from index.profile.contained import contained_units
from index.profile.names import Name, aliases, fuller, name_words, parse_name, plaques_in, strip_title
from index.profile.regions import implied_by_text, merged, place_of
from index.profile.sidecar import Given, read_sidecar
from index.types import Disclosure, Kind, Level, Region, Table

__all__ = ["Given", "read_profile", "read_sidecar"]

_YEAR = re.compile(r"(?<!\d)(20\d{2}|19\d{2})年(?!\d{1,2}月)(度?)")
_ANY_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}年(?!\d{1,2}月)度?")
_CHINESE_YEAR = re.compile(
    r"(二[〇○Ｏ零][〇○Ｏ零一二三四五六七八九]{2})年(?![一二三四五六七八九十]{1,2}月)度?"
)
_CHINESE_DIGITS = str.maketrans("〇○Ｏ零一二三四五六七八九", "0000123456789")
_SPACE = re.compile(r"(?<![A-Za-z])\s+|\s+(?![A-Za-z])")
_FULLWIDTH = {0xFF10 + n: 0x30 + n for n in range(10)}
_FRONT_PAGES = 12  # the parts before the forms


@dataclass(frozen=True, slots=True)
class Cover:
    """What the cover says: its title, the text left of it without years, and a labelled name."""

    title: str
    text: str
    name: Name | None
    place: Region


@dataclass(frozen=True, slots=True)
class Print:
    """All lines of a document, page by page, with digits normalised and without white space."""

    pages: tuple[tuple[Line, ...], ...]
    cover: Cover

    @property
    def texts(self) -> list[str]:
        """The lines without white space."""
        return [tight(line.text) for lines in self.pages for line in lines]


def tight(text: str) -> str:
    """Text without white space, with ASCII digits and years in digits."""
    plain = re.sub(r"\s+", "", text.translate(_FULLWIDTH))
    return _CHINESE_YEAR.sub(lambda m: m.group(1).translate(_CHINESE_DIGITS) + "年度", plain)


def read_profile(
    doc_id: str, pages: Sequence[Page], tables: Sequence[Table], given: Given | None = None
) -> Disclosure:
    """The profile of a document; what is given wins over what is read. The sha256 is left to the caller.

    Raises ProfileError, with the sidecar lines to write, when department or year cannot be read.
    """
    given = given or Given()
    printed = _print(pages)
    heard = _heard_names(printed)
    name = _department(printed.cover, heard, given)
    year = given.year or _year(printed)
    if name is None or year is None:
        raise ProfileError(_remedy(doc_id, name, year))
    kind = given.kind or _kind(printed)
    level = given.level or _level(printed, name)
    return Disclosure(
        doc_id=doc_id,
        title=given.title or printed.cover.title or f"{name.core}{year}年度{level.value}{kind.value}",
        region=_region(printed, name, heard, given),
        department=name.core,
        year=year,
        kind=kind,
        level=level,
        aliases=aliases(_with_plaques(name, printed), [n for n in heard if _same_office(n, name)]),
        contained_units=contained_units(printed.pages[:_FRONT_PAGES], tables),
        pages=len(pages),
        invented=any(word in printed.cover.text for word in name_words().made_up),
    )


def _with_plaques(name: Name, printed: Print) -> Name:
    """The name with the plaques that the first pages give it (加挂…牌子)."""
    front = "".join(line.compact for lines in printed.pages[:_FRONT_PAGES] for line in lines)
    return replace(name, plaques=(*name.plaques, *plaques_in(front)))


def _remedy(doc_id: str, name: Name | None, year: int | None) -> str:
    """What is missing, and the lines of the sidecar that give it."""
    missing = [word for word, value in (("部门名称", name), ("年度", year)) if value is None]
    lines = [line for line, value in (('department = "…"', name), ("year = 20XX", year)) if value is None]
    return (
        f"{doc_id}: 无法从文件中读出{'和'.join(missing)}。"
        f"请在 PDF 旁新建 {doc_id}.toml，写入：{'  '.join(lines)}"
    )


def _print(pages: Sequence[Page]) -> Print:
    per_page = tuple(tuple(page_lines(page)) for page in pages)
    return Print(per_page, _cover(per_page))


def _cover(pages: Sequence[Sequence[Line]]) -> Cover:
    """The cover: the first page with text; where it is no cover, its lines up to the first sentence."""
    first = next((page for page in pages[:3] if page), ())
    end = next((n for n, line in enumerate(first) if is_contents_title(line)), len(first))
    lines = first[:end] if end < len(first) or is_cover(first) else _head(first)
    words = name_words()
    kept = [line for line in lines if not _is_noise(tight(line.text))]
    labelled = [match for line in kept if (match := words.label.search(line.text))]
    name = next((found for match in labelled if (found := parse_name(tight(match["name"])))), None)
    plain = [line for line in kept if not (name and words.label.search(line.text))]
    text = "".join(tight(line.text) for line in plain)
    title = "".join(_SPACE.sub("", line.text.strip().translate(_FULLWIDTH)) for line in plain)
    if name:
        title = f"{title} {name.core}" if name.core not in title else title
    parts = [strip_title(part) for part in _ANY_YEAR.split(text) if part]
    parsed = name or next((found for part in parts if (found := parse_name(part))), None)
    place = place_of(f"{parts[0]}部门").region if parts else Region()
    return Cover(title, "".join(tight(line.text) for line in lines), parsed, place)


def _is_noise(text: str) -> bool:
    """A cover line that is no part of the title: a date, a person in charge, that all of it is invented."""
    words = name_words()
    return words.noise.search(text) is not None or any(word in text for word in words.made_up)


def _head(page: Sequence[Line]) -> list[Line]:
    """The first lines of a page, up to a sentence or a numbered heading."""
    head: list[Line] = []
    for line in page[:8]:
        if line.compact.endswith(("。", "；")) or re.match(r"^(第一部分|一、)", line.compact):
            break
        head.append(line)
    return head


def _heard_names(printed: Print) -> list[Name]:
    """Names above the forms and in the headings, the most frequent first."""
    words = name_words()
    counts: Counter[Name] = Counter()
    for lines in printed.pages:
        for line in lines:
            match = words.label.search(line.text)
            found = parse_name(tight(match["name"])) if match else None
            if found:
                counts[found] += 1
    for heading in _headings(printed.pages[:_FRONT_PAGES]):
        match = words.heading.match(heading)
        found = parse_name(match["name"]) if match else None
        if found:
            counts[found] += 1
    return [name for name, _ in counts.most_common()]


def _headings(pages: Sequence[Sequence[Line]]) -> list[str]:
    """Lines that begin a page or a part, each alone and joined with the one or two after it."""
    found: list[str] = []
    for lines in pages:
        texts = [tight(line.text) for line in lines[:4]]
        if any(is_contents_title(line) for line in lines):
            continue
        found += ["".join(texts[:count]) for count in (1, 2, 3) if len(texts) >= count]
    return found


def _department(cover: Cover, heard: list[Name], given: Given) -> Name | None:
    if given.department:
        return parse_name(tight(given.department)) or Name(given.department)
    if cover.name:
        return fuller(cover.name, heard)
    return fuller(heard[0], heard[1:]) if heard else None


def _same_office(other: Name, name: Name) -> bool:
    """Whether another print names the same office: what follows the place begins alike."""
    mine, theirs = name.place.rest or name.core, other.place.rest or other.core
    return mine == theirs or mine[-3:] == theirs[-3:] or theirs in name_words().short.get(mine, ())


def _year(printed: Print) -> int | None:
    """The fiscal year: from the cover, else from form lines and headings, else where the text agrees."""
    cover = _YEAR.findall(printed.cover.text)
    years = [int(year) for year, of_year in cover if of_year] or [int(year) for year, _ in cover]
    if len(set(years)) == 1:
        return years[0]
    texts = printed.texts
    marks = (*name_words().final_marks, *name_words().budget_marks)
    alone = [int(m[1]) for text in texts if (m := re.fullmatch(r"[（(]?(20\d{2})年度?[）)]?", text))]
    named = [int(m[1]) for text in texts if text.endswith(marks) and (m := _YEAR.search(text))]
    beside = [int(m[1]) for text in texts if re.search(r"单位[:：]", text) and (m := _YEAR.search(text))]
    said = [int(year) for text in texts for year, of_year in _YEAR.findall(text) if of_year]
    for votes, share in ((named, 0.6), (alone + beside, 0.6), (said, 0.7)):
        counts = Counter(votes).most_common(1)
        if counts and counts[0][1] >= share * len(votes) and (counts[0][1] >= 2 or votes is named):
            return counts[0][0]
    return None


def _kind(printed: Print) -> Kind:
    """决算 or 预算: as the cover says, else what more forms and headings are called."""
    final, budget = "决算" in printed.cover.text, "预算" in printed.cover.text
    if final != budget:
        return Kind.FINAL if final else Kind.BUDGET
    words = name_words()
    texts = printed.texts
    finals = sum(text.endswith(words.final_marks) for text in texts)
    budgets = sum(text.endswith(words.budget_marks) for text in texts)
    return Kind.BUDGET if budgets > finals else Kind.FINAL


def _level(printed: Print, name: Name) -> Level:
    """部门 or 单位: as the name says (本级), else the cover, else the headings."""
    if name.level:
        return name.level
    for text in (printed.cover.text, "".join(printed.texts[:60])):
        unit = len(re.findall(r"单位(?:决算|预算)|单位概况", text))
        department = len(re.findall(r"部门(?:决算|预算)|部门概况", text))
        if unit != department:
            return Level.UNIT if unit > department else Level.DEPARTMENT
    return Level.DEPARTMENT


def _region(printed: Print, name: Name, heard: list[Name], given: Given) -> Region:
    """Where the department belongs: stated by its name, its other prints, the cover, or the text."""
    region = name.place.region
    for other in heard:
        if _same_office(other, name):
            region = merged(region, other.place.region)
    region = merged(region, printed.cover.place)
    region = implied_by_text(region, "".join(printed.texts))
    return Region(
        given.province or region.province, given.city or region.city, given.district or region.district
    )
