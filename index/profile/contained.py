"""The units whose accounts a disclosure contains: a ruled list, a numbered one, or a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from index.narrative.frontmatter import contents_lines
from index.narrative.lines import Line
from index.profile.names import name_words
from index.types import Table

_ITEM = re.compile(
    r"(?:^|(?<=[：:。；;，,\n]))\s*(?:[（(]?\d{1,2}[.．、)）]\s*|\d{1,2}\s*(?=[\u4e00-\u9fff]{4}))",
    re.MULTILINE,
)
_NEXT_HEADING = re.compile(
    r"\n\s*(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[)）]|第[一二三四]部分)"
)
_STOP = re.compile(r"^第二部分|^名词解释|收入支出决算总表$|收支预算总表$")
_BRACKETED = re.compile(r"\d+[个家]\s*[（(]([^（）()]+)[)）]")
_NAMED = re.compile(
    r"(?:包括|分别为|分别是|分别有|单位[^，。；：:]{0,6}?(?:有|为|是)|单位(?=[:：])|名单如下)[:：]?([^。；：:]+)"
)


def contained_units(pages: Sequence[Sequence[Line]], tables: Sequence[Table]) -> tuple[str, ...]:
    """Names of the contained units in printed order; empty where the document names none."""
    return tuple(dict.fromkeys(_from_tables(tables) or _from_text(_before_forms(pages))))


def _from_tables(tables: Sequence[Table]) -> list[str]:
    """The column 单位名称 of a list that comes before the forms."""
    columns = name_words().unit_columns
    for table in tables:
        if table.form is not None or not table.grid:
            continue
        for number, row in enumerate(table.grid[:3]):
            titles = [re.sub(r"\s+", "", text) for text in row]
            place = next((n for n, title in enumerate(titles) if title in columns), None)
            if place is not None and len(row) <= 5:
                values = [re.sub(r"\s+", "", below[place]) for below in table.grid[number + 1 :]]
                return [value for value in values if _is_unit(value)]
    return []


def _before_forms(pages: Sequence[Sequence[Line]]) -> str:
    """The text of the first part, a line break where a line ends."""
    contents = contents_lines(pages)
    kept: list[str] = []
    for number, lines in enumerate(pages):
        for line in lines:
            if number and id(line) not in contents:
                if _STOP.search(line.compact):
                    return "\n".join(kept)
                kept.append(line.text)
    return "\n".join(kept)


def _from_text(text: str) -> list[str]:
    """Units of the first statement that names some; none where the accounts are those of one unit alone."""
    if name_words().alone.search(text.replace("\n", "")):
        return []
    for statement in _statements(text):
        units = [unit for unit in _names_in(statement) if _is_unit(unit)]
        if units:
            return units
    return []


def _statements(text: str) -> Iterator[str]:
    """From each lead-in (纳入…范围的单位包括) to the end of its list."""
    for match in name_words().units_lead.finditer(text.replace("\n", "\0")):
        start = max(text.rfind("。", 0, match.start()), text.rfind("\n", 0, match.start() - 40)) + 1
        rest = text[start:]
        heading = _NEXT_HEADING.search(rest)
        yield rest[: heading.start()] if heading else rest[:1500]


def _names_in(statement: str) -> list[str]:
    """The names in a statement: in brackets behind counts, as numbered lines, or behind 包括 and 为."""
    first = statement.split("。", 1)[0].replace("\n", "")
    bracketed = [name for group in _BRACKETED.findall(first) for name in re.split(r"[、，,]", group)]
    if bracketed:
        return bracketed
    items = _ITEM.split(statement)[1:]
    if items:
        flat = [item.replace("\n", "").strip() for item in items]
        return [re.split(r"[，,。；;：:（( ]", item)[0] + _level_mark(item) for item in flat]
    named = _NAMED.search(first)
    if named is None:
        return []
    names = re.split(r"[、，,]", named.group(1))
    last = re.split(r"[和及]", names[-1])
    both = len(last) == 2 and all(_is_unit(name) for name in last)
    return [*names[:-1], *last] if both else names


def _level_mark(item: str) -> str:
    """（本级） behind a name stays part of it."""
    match = re.match(r"[^，,。；;：:（(]+([（(](?:本级|本部|机关)[)）])", item)
    return match.group(1) if match else ""


def _is_unit(text: str) -> bool:
    """A name of a unit, not a phrase."""
    bare = re.sub(r"[（(][^（）()]*[)）]$", "", text.strip())
    own = tuple(name_words().own_level)
    office = name_words().office.search(bare) is not None or bare.endswith(own)
    return 3 <= len(bare) <= 40 and office and not re.search(r"[。；：:“”]|^(?:其中|包括|由|本部门)", bare)
