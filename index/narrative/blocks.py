"""Paragraphs -> blocks of text under their headings -> sentences."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from index.narrative.lines import Line
from index.narrative.paragraphs import (
    TITLE_RANK,
    Paragraph,
    heading_rank,
    layout_of,
    paragraphs,
    rank_of,
    without_number,
)
from index.narrative.reasons import explains_only, states_reason
from index.profile.names import parse_name
from index.types import BBox, Source

_LONG = 60  # characters: longer parts of a list are sentences of their own
_LIMIT = 600  # characters: no sentence is joined beyond this
_CLOSING = "”’）)》」』"
_PARTS = re.compile(r"[。；;：:]")
_FIGURE = re.compile(r"\d\s*(?:万元|元|%|人|辆|批|个)")


@dataclass(frozen=True)
class NarrativeWords:
    """The word lists of narrative.toml as patterns."""

    furniture: re.Pattern[str]
    caption: re.Pattern[str]
    note: re.Pattern[str]
    glossary: str
    heading_ends: tuple[str, ...]


@cache
def narrative_words() -> NarrativeWords:
    """The word lists, read once."""
    data = tomllib.loads(Path(__file__).with_name("narrative.toml").read_text(encoding="utf-8"))
    return NarrativeWords(
        furniture=re.compile("|".join(data["furniture"])),
        caption=re.compile(data["caption"]),
        note=re.compile(data["note"]),
        glossary=data["glossary"],
        heading_ends=tuple(data["heading_ends"]),
    )


@dataclass(frozen=True, slots=True)
class Block:
    """Text that is read in one go under one heading path, with (page, box) for every character."""

    text: str
    places: tuple[tuple[int, BBox], ...]
    section: tuple[str, ...]
    source: Source

    def cut(self, start: int, end: int) -> Block:
        """The part from `start` to `end`, without white space at its ends."""
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        return replace(self, text=self.text[start:end], places=self.places[start:end])

    def join(self, other: Block) -> Block:
        """This text followed by another."""
        return replace(self, text=self.text + other.text, places=self.places + other.places)


def _under_headings(lines: Sequence[Line], occupied: Mapping[int, Sequence[BBox]]) -> Iterator[Block]:
    """Paragraphs of text with the headings above them; headings themselves are no blocks.

    The title of a table is a heading for the notes below that table only.
    """
    if not lines:
        return
    layout = layout_of(lines)
    path: list[tuple[int, str]] = []
    caption: tuple[str, ...] = ()
    lead_in = False
    items = paragraphs(lines, layout)
    for number, paragraph in enumerate(items):
        rank = heading_rank(paragraph, layout, narrative_words().heading_ends)
        if rank == TITLE_RANK and _above_table(paragraph, items[number + 1 : number + 2], occupied):
            caption = (paragraph.text.strip(),)
            continue
        if rank is not None and not (lead_in and rank > TITLE_RANK + 1):
            path = [(above, text) for above, text in path if above < rank] + [(rank, paragraph.text.strip())]
            caption, lead_in = (), False
            continue
        caption = caption if _is_note(paragraph, caption) else ()
        section = (*(text for _, text in path), *caption)
        yield Block(paragraph.text, paragraph.places, section, paragraph.source)
        lead_in = _opens_list(paragraph, lead_in)


def _above_table(
    title: Paragraph, after: Sequence[Paragraph], occupied: Mapping[int, Sequence[BBox]]
) -> bool:
    """Whether a table stands below the title with no other text between."""
    line = title.lines[-1]
    tops = [box.top for box in occupied.get(line.page, ()) if box.bottom > line.bbox.bottom]
    following = [p.lines[0].bbox.top for p in after if p.lines[0].page == line.page]
    return bool(tops) and (not following or min(tops) < following[0])


def _is_note(paragraph: Paragraph, caption: tuple[str, ...]) -> bool:
    """A note below a table: 注：…, or a numbered one."""
    text = paragraph.compact
    return bool(caption) and (narrative_words().note.match(text) is not None or rank_of(text) == 4)


def _opens_list(paragraph: Paragraph, inside: bool) -> bool:
    """Whether short numbered lines after this paragraph are items of a list (包括：) and not headings."""
    text = paragraph.compact
    if text.endswith(("：", ":")):
        return not text.endswith(("其中：", "其中:", "如下：", "如下:"))
    return inside and rank_of(text) is not None and not text.endswith("。")


def blocks_of(lines: Sequence[Line], occupied: Mapping[int, Sequence[BBox]]) -> Iterator[Block]:
    """Lines in reading order -> blocks; `occupied` holds the table regions per page."""
    return _joined(_under_headings(lines, occupied))


def _joined(blocks: Iterator[Block]) -> Iterator[Block]:
    """Blocks that belong together as one: a lead-in with its list, the short items of a list, a reason."""
    current: Block | None = None
    for block in blocks:
        if current is not None and _belongs(current, block):
            current = current.join(block)
            continue
        if current is not None:
            yield current
        current = block
    if current is not None:
        yield current


def _belongs(before: Block, block: Block) -> bool:
    """Whether a paragraph goes on with the text before it."""
    if before.section != block.section or len(before.text) + len(block.text) > _LIMIT:
        return False
    text, head = re.sub(r"\s+", "", block.text), re.sub(r"\s+", "", before.text)
    if states_reason(text):
        return explains_only(text) or (head.endswith(("：", ":")) and states_reason(head[-12:]))
    last = _PARTS.split(head.rstrip("。；;：:"))[-1]
    opened = head.endswith(("：", ":"))
    if rank_of(text) is None:
        return opened or (head.endswith(("；", ";")) and max(len(text), len(last)) <= _LONG)
    follows = opened or rank_of(last) == rank_of(text)
    if _is_unit(text) or not text.endswith(("。", "；", ";")):
        return follows and len(text) <= _LONG
    return follows and not text.endswith("。") and _FIGURE.search(text) is not None and len(text) <= _LONG


def _is_unit(item: str) -> bool:
    """A numbered item that is nothing but the name of a unit."""
    name = without_number(item).rstrip("。；;")
    return rank_of(item) is not None and parse_name(name) is not None and not re.search(r"[，,：:]", name)


def sentences_of(block: Block) -> Iterator[Block]:
    """The sentences of a block: up to each 。 outside brackets; a reason stays with what it explains.

    An entry of the glossary is one sentence.
    """
    spans: list[tuple[int, int]] = []
    if (
        any(narrative_words().glossary in heading for heading in block.section[:2])
        and len(block.text) <= _LIMIT
    ):
        yield block.cut(0, len(block.text))
        return
    for start, end in _spans(block.text):
        text = re.sub(r"\s+", "", block.text[start:end])
        if not text:
            continue
        if spans and (explains_only(text) or len(text) <= 4 or _is_unit(text)):
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    for start, end in spans:
        yield block.cut(start, end)


def _spans(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of what stands between full stops that are not inside brackets."""
    depth, start = 0, 0
    balanced = text.count("（") + text.count("(") == text.count("）") + text.count(")")
    for place, char in enumerate(text):
        if balanced and char in "（(":
            depth += 1
        elif balanced and char in "）)":
            depth = max(0, depth - 1)
        elif char in "。！？" and depth == 0:
            end = place + 1
            while end < len(text) and text[end] in _CLOSING:
                end += 1
            yield start, end
            start = end
    if start < len(text):
        yield start, len(text)
