"""The outline of a disclosure: what a question can name of it, compact enough to be kept of thousands."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from sys import intern

from index.checking.checks import Check
from index.store.outline import Labels, Said
from qa.finding.corpus import LEAD, lead_of, plain_text, title_keys
from qa.finding.labels import parts_of, row_key
from qa.finding.projects import project_of
from qa.understanding.asked import stem
from qa.understanding.sounds import heard
from qa.understanding.vocabulary import load_vocabulary

_LONGEST_SUBJECT = 20
_PAIR = re.compile(r"(?=([\u3400-\u9fff0-9a-z%.]{2}))")


@dataclass(frozen=True, slots=True)
class Outline:
    """What one disclosure says, in plain form.

    `keys` are the labels that a question may name. `said` holds the sentences, a line each, and after them
    all labels; `about` the headings of each sentence and what its figures are of.
    """

    ingest_id: str
    keys: tuple[str, ...]
    said: str
    about: str
    ends: Sequence[int]
    about_ends: Sequence[int]
    ids: tuple[str, ...]  # of the sentences
    figured: bytes  # 1 for a sentence that holds a figure
    leaning: bytes  # 1 for a sentence that leans on the one before
    projects: frozenset[str]
    contradictions: tuple[Check, ...]

    def sentences_with(self, words: Collection[str], leads: Collection[str]) -> set[int]:
        """The sentences with figures that say one of the words, stand under it, or lean on one of `leads`."""
        found: set[int] = set()
        for word in words:
            found.update(_lines_with(self.said, word, self.ends))
            found.update(_lines_with(self.about, word, self.about_ends))
        for word in leads:
            for line in _lines_with(self.said, word, self.ends):
                after = range(line + 1, min(line + 1 + LEAD, len(self.ids)))
                found.update(n for n in after if self.leaning[n])
        return {n for n in found if self.figured[n]}


def _lines_with(text: str, word: str, ends: Sequence[int]) -> Iterator[int]:
    start = text.find(word)
    while start >= 0 and ends and start < ends[-1]:
        line = bisect_right(ends, start)
        yield line
        start = text.find(word, ends[line])


def outline_of(ingest_id: str, labels: Labels, plain_of: Callable[[str], str]) -> Outline:
    """The outline of one disclosure; `plain_of` keeps plain forms, which come again and again."""
    printed = {place.row_label for place in labels.places}
    rows = {key for label in printed for key in (row_key(label), *parts_of(label))} - {""}
    parts = {part for place in labels.places for part in place.column_label.split(" / ")}
    columns = {plain_of(part) for part in parts} - {""}
    titles = [plain_of(title) for title in labels.titles]
    subjects = {plain_of(subject) for said in labels.sentences for subject in said.subjects}
    named = {key for title in labels.titles for key in title_keys(title)}
    spoken = {subject for subject in subjects if 2 <= len(subject) <= _LONGEST_SUBJECT}
    sentences = [plain_text(said.text) for said in labels.sentences]
    about = [_about(said, plain_of) for said in labels.sentences]
    texts = [said.text for said in labels.sentences]
    own = {place.title for place in labels.places if place.form is None}
    return Outline(
        ingest_id,
        tuple(intern(key) for key in sorted(rows | columns | named | spoken)),
        "\n".join((*sentences, *sorted(rows), *sorted(columns), *titles)),
        "\n".join(about),
        array("L", accumulate(len(line) + 1 for line in sentences)),
        array("L", accumulate(len(line) + 1 for line in about)),
        tuple(said.sentence_id for said in labels.sentences),
        bytes(bool(said.subjects) for said in labels.sentences),
        bytes(bool(lead_of(texts[max(0, n - LEAD) : n + 1])) for n in range(len(texts))),
        frozenset(plain_of(name) for name in (*labels.named, *map(project_of, own))),
        labels.contradictions,
    )


def _about(said: Said, plain_of: Callable[[str], str]) -> str:
    return "|".join((plain_of("\u3000x" + " ".join(said.section))[1:], *map(plain_of, said.subjects)))


@dataclass(frozen=True, slots=True)
class Sayable:
    """What of all labels the words of a question may name, as they stand or by their sound, and the pairs of
    characters that may be left over of them. A question is split by these as it is by all labels."""

    keys: frozenset[str]
    pairs: frozenset[str]


def sayable(content: str, keys: Collection[str]) -> Sayable:
    """What of `keys` the content may name: in the wording that is split, with the short words for totals
    spelled out, or with a label put right that is written as it sounds."""
    spelled = content
    for side, total in load_vocabulary().bare_totals.items():
        spelled = spelled.replace(side, total)
    wordings = {content, spelled}
    for wording in tuple(wordings):
        for start, key in heard(wording, keys):
            wordings.add(wording[:start] + key + wording[start + len(key) :])
    chars = frozenset("".join(wordings))
    near = (
        key
        for key in keys
        if 2 * sum(char in chars for char in key) >= len(key) or chars.issuperset(stem(key))
    )
    pairs = (match[1] for wording in wordings for match in _PAIR.finditer(wording))
    return Sayable(frozenset(near), frozenset(pairs))
