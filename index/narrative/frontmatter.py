"""What comes before the text: the cover and the table of contents (目录)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.narrative.lines import Line

_CONTENTS_TITLE = re.compile(r"^(目录|目次|contents)$", re.IGNORECASE)
_LEADER = re.compile(r"(…{2,}|\.{4,}|·{4,}|．{4,}|—{4,}|_{4,}|-{5,})\s*\d*$")
_TAIL = re.compile(r"[…·.．—_\-\s]*[(（]?\d{0,3}[)）]?$")
_PART = re.compile(r"^第[一二三四五六七八九十]+(?:部分|章|篇)")
_ENTRY = re.compile(
    r"^(第[一二三四五六七八九十]+(部分|章|篇)|[一二三四五六七八九十]+、|[（(]?\d{1,2}[)）.．、]|附)"
)


def is_contents_title(line: Line) -> bool:
    """True for the line 目录."""
    return _CONTENTS_TITLE.match(line.compact) is not None


def part_key(text: str) -> str | None:
    """第一部分 of a heading or contents line; None where the line names no part."""
    match = _PART.match(text)
    return match.group() if match else None


def _entry_key(line: Line) -> str:
    return part_key(line.compact) or _TAIL.sub("", line.compact)


def _is_entry(line: Line) -> bool:
    """A line that can stand in a table of contents of its own (not a wrapped rest)."""
    return not line.compact.endswith(("。", "；", "，")) and (
        _ENTRY.match(line.compact) is not None or _LEADER.search(line.compact) is not None
    )


def contents_lines(pages: Sequence[Sequence[Line]]) -> set[int]:
    """`id()` of the lines that belong to the table of contents.

    It starts at the line 目录 and ends with that page, earlier where an entry comes back (the text proper has
    begun), later where the next page holds nothing but further entries. Dotted leaders are contents anywhere.
    """
    found = {id(line) for lines in pages for line in lines if _LEADER.search(line.compact)}
    keys: set[str] = set()
    inside = False
    for lines in pages:
        starts = [n for n, line in enumerate(lines) if is_contents_title(line)]
        if not inside and not starts:
            continue
        begin = starts[0] if starts else 0
        body = lines[begin:]
        if not starts and not _continues(body, keys):
            inside = False
            continue
        inside = True
        for line in body:
            if _entry_key(line) in keys and not _LEADER.search(line.compact):
                inside = False
                break
            found.add(id(line))
            keys.add(_entry_key(line))
    return found


def _continues(lines: Sequence[Line], keys: set[str]) -> bool:
    """A page that goes on with the contents: two entries or more, nothing else, none of them seen before."""
    if len(lines) < 2 or sum(map(_is_entry, lines)) < 0.8 * len(lines):
        return False
    return not any(_entry_key(line) in keys for line in lines)


def is_cover(lines: Sequence[Line]) -> bool:
    """A first page with few lines and no sentence on it."""
    return len(lines) <= 14 and not any(line.compact.endswith("。") for line in lines)
