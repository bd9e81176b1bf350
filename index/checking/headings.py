"""The headings over a sentence, those included that open its paragraph (（二）“三公”经费支出情况。)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from index.forms.labels import label_key
from index.narrative.paragraphs import rank_of, without_number
from index.types import Sentence

_RUN_IN = (2, 3)  # ranks of 一、 and （一）; what 1. opens is an item, not a section
_LONGEST = 32  # characters
_STOPPED = re.compile(r"[^，,；;：:。]+。")


def under_headings(sentences: Sequence[Sentence]) -> Iterator[tuple[Sentence, str]]:
    """Each sentence with the keys of its headings, joined; the part title tells nothing and is left out."""
    section: tuple[str, ...] = ()
    opened: dict[int, str] = {}
    for sentence in sentences:
        if sentence.section != section:
            section, opened = sentence.section, {}
        rank = _run_in_rank(sentence)
        if rank is not None:
            opened = {above: text for above, text in opened.items() if above < rank} | {rank: sentence.text}
        path = (*section, *opened.values())
        yield sentence, "/".join(label_key(heading) for heading in (path[1:] if len(path) > 1 else path))


def _run_in_rank(sentence: Sentence) -> int | None:
    """The rank of a heading printed as the first sentence of its text, None for any other sentence."""
    text = re.sub(r"\s+", "", sentence.text)
    rank = rank_of(text)
    if rank not in _RUN_IN or sentence.figures or len(text) > _LONGEST:
        return None
    return rank if _STOPPED.fullmatch(without_number(text)) else None
