"""The narrative of a disclosure: whole sentences in order, each with its place, section, figures and reason.

Pages -> lines -> paragraphs with headings -> blocks (paragraphs that belong together) -> sentences.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from index.narrative.blocks import blocks_of, narrative_words, sentences_of
from index.narrative.figures import Topic, read_figures, subject_of_heading
from index.narrative.frontmatter import contents_lines, is_cover
from index.narrative.lines import Line, narrative_lines
from index.narrative.paragraphs import without_number
from index.narrative.reasons import read_reason
from index.page import Page
from index.types import BBox, Sentence


def read_sentences(
    doc_id: str, pages: Sequence[Page], occupied: Mapping[int, Sequence[BBox]], year: int
) -> tuple[Sentence, ...]:
    """All sentences of a document in reading order.

    `occupied` holds the table regions per page number: words whose centre lies inside are no narrative.
    `year` is the fiscal year, used for figures whose sentence prints none. Covers, contents, page numbers,
    running headers, captions of pictures and the unit lines of forms are left out.
    """
    sentences: list[Sentence] = []
    for block in blocks_of(_text_lines(pages, occupied), occupied):
        topic = Topic(_heading_subject(block.section), year)
        for part in sentences_of(block):
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
    rules = narrative_words()
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


def _heading_subject(section: Sequence[str]) -> str | None:
    """The subject that the innermost heading names."""
    return subject_of_heading(section[-1]) if section else None


def _announced(text: str, topic: Topic) -> Topic:
    """The topic after a sentence without figures: an item (1、一般公共服务支出（类）…（项）。) names it."""
    name = without_number(re.sub(r"\s+", "", text)).rstrip("。：:")
    if re.search(r"[（(](?:类|款|项)[)）]$", name) and "，" not in name:
        return replace(topic, subject=name.strip("“”"))
    return topic


def _box(boxes: Sequence[BBox]) -> BBox:
    box = boxes[0]
    for other in boxes[1:]:
        box = box.union(other)
    return box
