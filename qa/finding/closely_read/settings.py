"""A figure of the narrative with the words around it: its own clause, its part of the sentence, and what
both stand under."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.types import Figure, Sentence
from qa.finding.closely_read.close_words import close_words, compact
from qa.finding.closely_read.quantities import usual_unit
from qa.finding.corpus import DocView

_BACK = 3  # sentences of the same section that a figure may lean on
_LONGEST_OPENING = 120
_FAR_BACK = 12
_LONGEST_HEADING = 40
_NUMBERED = re.compile(r"\s*[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[）)、.．]")
_AFTER = 24
_STOP = re.compile(r"[，,；;。：:、（）()]|\d")
_JOINED = re.compile("[和、]|以及")


@dataclass(frozen=True, slots=True)
class Setting:
    """A figure with the words of its own clause and of what heads it, in plain form."""

    sentence: Sentence
    figure: Figure
    before: str  # its own clause up to the figure, as printed
    own: str
    near: str  # its part of the sentence around the clause
    head: str
    under: str  # the opening of the part of the document that it stands in


def settings_of(view: DocView, wanted: Callable[[Sentence, Figure], bool]) -> Iterator[Setting]:
    """The figures of the narrative that are wanted, each in its setting."""
    first = _first_of_sections(view)
    for n, sentence in enumerate(view.sentences):
        for previous, figure in pairwise((None, *sentence.figures)):
            if figure is not None and figure.measure is not None and wanted(sentence, figure):
                yield _setting(view.sentences, n, figure, previous, first)


def setting_of(view: DocView, sentence: Sentence, figure: Figure) -> Setting | None:
    """One figure in its setting; None for a figure that is no measure."""

    def wanted(other: Sentence, found: Figure) -> bool:
        return other.sentence_id == sentence.sentence_id and found.start == figure.start

    return next(settings_of(view, wanted), None)


def _first_of_sections(view: DocView) -> Mapping[tuple[str, ...], Sentence]:
    """The first sentence under every heading that has headings of its own."""
    first: dict[tuple[str, ...], Sentence] = {}
    for sentence in view.sentences:
        for depth in range(1, len(sentence.section)):
            first.setdefault(sentence.section[:depth], sentence)
    return first


def _setting(
    sentences: Sequence[Sentence],
    n: int,
    figure: Figure,
    previous: Figure | None,
    first: Mapping[tuple[str, ...], Sentence],
) -> Setting:
    text = sentences[n].text
    start = _clause_start(text, figure.start)
    if previous is not None and previous.end > start and usual_unit(previous.unit) == usual_unit(figure.unit):
        joined = _JOINED.search(text, previous.end, figure.start)
        start = joined.end() if joined else previous.end
    after = text[figure.end : figure.end + _AFTER]
    stop = _STOP.search(after)
    own = text[start : figure.end] + (after[: stop.start()] if stop else after)
    under = first.get(sentences[n].section[:-1])
    part = max(text.rfind(mark, 0, start) for mark in close_words().part_marks) + 1
    return Setting(
        sentences[n],
        figure,
        text[start : figure.start],
        compact(own),
        compact(text[part:start] + "|" + _what_follows(sentences[n], figure)),
        compact(_head(sentences, n, start)),
        compact(_opening(under) if under else ""),
    )


def _what_follows(sentence: Sentence, figure: Figure) -> str:
    """The words behind a figure that are still of it (，用于…): up to the next of its kind or a new part."""
    if sentence.text[figure.end : figure.end + 1] in "（(":
        return ""  # what a bracket lists are its parts
    kind = usual_unit(figure.unit)
    later = (f.start for f in sentence.figures if f.start > figure.start and usual_unit(f.unit) == kind)
    text = sentence.text[figure.end : next(later, len(sentence.text))]
    ends = [end for mark in close_words().part_marks if (end := text.find(mark)) >= 0]
    return text[: min(ends, default=len(text))]


def _clause_start(text: str, end: int) -> int:
    """Where the clause that ends at a figure begins; what stands in closed brackets parts nothing."""
    depth = 0
    for place in range(end - 1, -1, -1):
        char = text[place]
        if char in "）)":
            depth += 1
        elif char in "（(" and depth:
            depth -= 1
        elif not depth and char in close_words().clause_marks:
            return place + 1
    return 0


def _head(sentences: Sequence[Sentence], n: int, start: int) -> str:
    """What a clause is under besides: the openings of sentences that it leans on, its headings."""
    sentence = sentences[n]
    openings = [_opening(sentence)[:start]]
    for other in reversed(sentences[max(0, n - _BACK) : n]):
        if other.section != sentence.section:
            break
        openings.append(_opening(other))
    openings.append(_item_above(sentences, n))
    return "|".join((*openings, *sentence.section))


def _item_above(sentences: Sequence[Sentence], n: int) -> str:
    """The numbered line without figures that a sentence stands under (3.办理热线。), if one is near."""
    for other in reversed(sentences[max(0, n - _FAR_BACK) : n]):
        if other.section != sentences[n].section:
            break
        if _NUMBERED.match(other.text) and not other.figures and len(other.text) <= _LONGEST_HEADING:
            return other.text
    return ""


def _opening(sentence: Sentence) -> str:
    end = sentence.figures[0].start if sentence.figures else len(sentence.text)
    return sentence.text[: min(end, _LONGEST_OPENING)]
