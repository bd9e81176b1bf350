"""The narrative of a disclosure: whole sentences in order, each with its place, section, figures and reason.

Pages -> lines -> paragraphs with headings -> blocks (paragraphs that belong together) -> sentences.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from index.figures import Topic, read_figures, subject_of_heading
from index.frontmatter import contents_lines, is_cover
from index.lines import Line, narrative_lines
from index.paragraphs import (
    TITLE_RANK,
    Paragraph,
    heading_rank,
    layout_of,
    paragraphs,
    rank_of,
    without_number,
)
from index.types import BBox, Page, Sentence, Source

_LONG = 60  # characters: longer items of a list are sentences of their own
_LIMIT = 600  # characters: no sentence is joined beyond this
_CLOSING = "”’）)》」』"


@dataclass(frozen=True)
class Patterns:
    """The word lists of narrative.toml as patterns."""

    furniture: re.Pattern[str]
    caption: re.Pattern[str]
    note: re.Pattern[str]
    glossary: str
    heading_ends: tuple[str, ...]
    reason: re.Pattern[str]
    weak_reason: re.Pattern[str]
    weak_needs: re.Pattern[str]


@cache
def patterns() -> Patterns:
    """The word lists, read once."""
    data = tomllib.loads(Path(__file__).with_name("narrative.toml").read_text(encoding="utf-8"))
    return Patterns(
        furniture=re.compile("|".join(data["furniture"])),
        caption=re.compile(data["caption"]),
        note=re.compile(data["note"]),
        glossary=data["glossary"],
        heading_ends=tuple(data["heading_ends"]),
        reason=re.compile("|".join(data["reason_leads"])),
        weak_reason=re.compile(data["weak_lead"]),
        weak_needs=re.compile(data["weak_needs"]),
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


def read_sentences(
    doc_id: str, pages: Sequence[Page], occupied: Mapping[int, Sequence[BBox]], year: int
) -> tuple[Sentence, ...]:
    """All sentences of a document in reading order.

    `occupied` holds the table regions per page number: words whose centre lies inside are no narrative.
    `year` is the fiscal year, used for figures whose sentence prints none. Covers, contents, page numbers, running
    headers, captions of pictures and the unit lines of forms are left out.
    """
    sentences: list[Sentence] = []
    for block in _joined(list(_blocks(_text_lines(pages, occupied), occupied))):
        topic = Topic(_heading_subject(block.section), year)
        for part in _sentences(block):
            figures, topic = read_figures(part.text, topic)
            if not figures:
                topic = _announced(part.text, topic)
            page = part.places[0][0]
            sentences.append(
                Sentence(
                    sentence_id=f"{doc_id}#s{len(sentences) + 1:04d}",
                    doc_id=doc_id,
                    page=page,
                    bbox=_box([box for number, box in part.places if number == page]),
                    text=part.text,
                    section=part.section,
                    figures=figures,
                    reason=read_reason(part.text),
                    source=part.source,
                )
            )
    return tuple(sentences)


def _text_lines(pages: Sequence[Page], occupied: Mapping[int, Sequence[BBox]]) -> list[Line]:
    """The lines of the text proper, in reading order."""
    per_page = narrative_lines(pages, occupied)
    contents = contents_lines(per_page)
    rules = patterns()
    kept: list[Line] = []
    for number, lines in enumerate(per_page):
        if number == 0 and is_cover(lines):
            continue
        for line in lines:
            compact = line.compact
            if id(line) in contents or rules.furniture.match(compact) or rules.caption.match(compact):
                continue
            kept.append(line)
    return kept


def _blocks(lines: Sequence[Line], occupied: Mapping[int, Sequence[BBox]]) -> Iterator[Block]:
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
        rank = heading_rank(paragraph, layout, patterns().heading_ends)
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
    return bool(caption) and (patterns().note.match(text) is not None or rank_of(text) == 4)


def _opens_list(paragraph: Paragraph, inside: bool) -> bool:
    """Whether short numbered lines after this paragraph are items of a list (包括：) and not headings."""
    text = paragraph.compact
    if text.endswith(("：", ":")):
        return not text.endswith(("其中：", "其中:", "如下：", "如下:"))
    return inside and rank_of(text) is not None and not text.endswith("。")


def _joined(blocks: Sequence[Block]) -> Iterator[Block]:
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
    rules = patterns()
    reason = rules.reason.search(text)
    if reason and reason.start() == 0:
        return True
    last = re.split(r"[。；]", head.rstrip("。；"))[-1]
    if head.endswith(("：", ":")) and rules.reason.search(last):
        return True
    short = len(text) <= _LONG and not reason
    numbered = rank_of(text) is not None
    if head.endswith(("：", ":")):
        return short if numbered else not reason
    if head.endswith(("；", ";")):
        return short and len(last) <= _LONG and not rules.reason.search(last)
    return not head.endswith(("。", "！", "？")) and numbered and rank_of(last) == rank_of(text) and short


def _sentences(block: Block) -> Iterator[Block]:
    """The sentences of a block: up to each 。 outside brackets; a reason stays with what it explains.

    An entry of the glossary is one sentence.
    """
    spans: list[tuple[int, int]] = []
    if any(patterns().glossary in heading for heading in block.section[:2]) and len(block.text) <= _LIMIT:
        yield block.cut(0, len(block.text))
        return
    for start, end in _spans(block.text):
        text = re.sub(r"\s+", "", block.text[start:end])
        if not text:
            continue
        reason = patterns().reason.search(text)
        explains = reason is not None and reason.start() <= _leading_words(text)
        if spans and (explains or len(text) <= 4):
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    for start, end in spans:
        yield block.cut(start, end)


def _leading_words(text: str) -> int:
    """How far into a sentence its reason may begin for the sentence to be nothing but that reason."""
    match = re.match(
        r"(?:决算数?|支出决算数?)?(?:大于|小于|高于|低于|等于|较|比)?(?:年初|全年)?预算数?(?:增加|减少|持平|不变)?的?",
        text,
    )
    return match.end() if match else 0


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


def read_reason(text: str) -> str | None:
    """The stated reason of a sentence without its lead-in; several reasons are joined with ；."""
    rules = patterns()
    tight = re.sub(r"\s+", "", text)
    leads = list(rules.reason.finditer(tight))
    if not leads:
        leads = [m for m in rules.weak_reason.finditer(tight) if rules.weak_needs.search(tight[: m.start()])][
            :1
        ]
    reasons = []
    for number, lead in enumerate(leads):
        end = leads[number + 1].start() if number + 1 < len(leads) else len(tight)
        reason = _until_next_matter(tight[lead.end() : end], number + 1 < len(leads))
        if reason:
            reasons.append(reason)
    return "；".join(reasons) or None


def _until_next_matter(text: str, more: bool) -> str:
    """A reason ends with its sentence; a clause after ； ends it where that clause states figures of its own."""
    kept: list[str] = []
    for number, clause in enumerate(re.split(r"[；;]", re.split(r"。(?=.)", text)[0])):
        if number and (more or re.search(r"\d(?:万元|亿元|元|%|人|辆|批|个)", clause)):
            break
        kept.append(clause)
    return "；".join(kept).strip("：:，, 。；;")


def _heading_subject(section: Sequence[str]) -> str | None:
    """The subject that the innermost heading names."""
    return subject_of_heading(section[-1]) if section else None


def _announced(text: str, topic: Topic) -> Topic:
    """The topic after a sentence without figures: an item such as 1、一般公共服务支出（类）…（项）。 names it."""
    name = without_number(re.sub(r"\s+", "", text)).rstrip("。：:")
    if re.search(r"[（(](?:类|款|项)[)）]$", name) and "，" not in name:
        return replace(topic, subject=name.strip("“”"))
    return topic


def _box(boxes: Sequence[BBox]) -> BBox:
    box = boxes[0]
    for other in boxes[1:]:
        box = box.union(other)
    return box
