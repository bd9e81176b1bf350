"""Everyday words as data: what people say -> which label keys of the forms it names (vocabulary.toml)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path

from index.config import load_settings
from index.forms.labels import label_key

VOCABULARY_FILE = Path(__file__).with_name("vocabulary.toml")
EVERYDAY_FILE = Path(__file__).with_name("everyday.toml")
# The unit that a label of a counted item ends with: 国内公务接待批次（个）, 车辆数合计（台、辆）.
_UNIT_TAIL = re.compile(
    r"\((?:个|辆|人|人次|批|批次|次|台|套|件|户|万元|元|%|台、辆|台,辆|台、套|台\(套\))\)$"
)
_MARKS = str.maketrans("", "", "()[]【】{}<>《》〈〉「」『』“”\"'‘’`·")


@lru_cache(maxsize=65536)
def plain(text: str) -> str:
    """A label key without brackets and quotes: what is compared with the words of a question."""
    return _UNIT_TAIL.sub("", label_key(text)).translate(_MARKS).lower()


def unmarked(text: str) -> str:
    """Text without brackets and quotes, everything else as it is."""
    return text.translate(_MARKS)


@dataclass(frozen=True, slots=True)
class MeasureWords:
    """One measure: the plain label keys that name it, and the words that people use for it.

    `sum_of` holds, for a measure that no form prints, the alternatives of each of its parts. `counts` is the
    key of the money that a count belongs to, `units` what it is counted in. `instead` are labels that a
    word stands for as well where none of `keys` is printed, though they name another measure by themselves.
    """

    keys: tuple[str, ...]
    words: tuple[str, ...]
    sum_of: tuple[tuple[str, ...], ...] = ()
    form: str | None = None
    generic: bool = False
    rather: tuple[tuple[str, ...], ...] = ()
    instead: tuple[str, ...] = ()
    counts: str | None = None
    units: tuple[str, ...] = ()
    printed_only: bool = False  # its words stand for it only where a document prints one of its labels

    def labels_of(self, word: str) -> tuple[str, ...]:
        """The labels of a word; the label of an everyday measure, said by its name, stands for no other."""
        by_name = self.printed_only and word in self.keys
        return self.keys if by_name else (*self.keys, *self.instead)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All word lists that reading a question uses."""

    measures: tuple[MeasureWords, ...]
    variants: Mapping[str, str]
    intents: Mapping[str, tuple[str, ...]]
    facets: Mapping[str, tuple[str, ...]]
    fillers: tuple[str, ...]
    functions: tuple[str, ...]
    narrowing: tuple[str, ...]
    funds: tuple[str, ...]
    bare_totals: Mapping[str, str]
    spending: tuple[str, ...]
    counted: Mapping[str, tuple[str, ...]]
    refusals: Mapping[str, tuple[str, ...]]
    refusal_patterns: Mapping[str, tuple[str, ...]]


def _texts(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise ValueError(f"vocabulary: a list of words is expected, not {value!r}")
    return tuple(value)


def _parts(value: object) -> tuple[object, ...]:
    return tuple(value) if isinstance(value, list) else ()


def _lists(table: Mapping[str, object]) -> dict[str, tuple[str, ...]]:
    return {name: _texts(words) for name, words in table.items()}


def _measure(entry: Mapping[str, object]) -> MeasureWords:
    form, counts = entry.get("form"), entry.get("counts")
    parts = _texts(entry.get("sum_of", []))
    return MeasureWords(
        keys=tuple(plain(key) for key in _texts(entry["keys"])),
        words=tuple(sorted(_texts(entry["words"]), key=len, reverse=True)),
        sum_of=tuple(tuple(plain(key) for key in part.split("|")) for part in parts),
        form=form if isinstance(form, str) else None,
        generic=entry.get("generic") is True,
        counts=plain(counts) if isinstance(counts, str) else None,
        instead=tuple(plain(key) for key in _texts(entry.get("instead", []))),
        units=_texts(entry.get("units", [])),
        rather=tuple(tuple(plain(key) for key in _texts(part)) for part in _parts(entry.get("rather", []))),
    )


def read_vocabulary(path: Path) -> Vocabulary:
    """Read a vocabulary file. Raises ValueError where a list is not a list of words."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    words = _lists(data["words"])
    return Vocabulary(
        measures=tuple(_measure(entry) for entry in data["measure"]),
        variants=dict(data["variants"]),
        intents=_lists(data["intent"]),
        facets=_lists(data["facet"]),
        fillers=tuple(sorted(words["fillers"], key=len, reverse=True)),
        functions=tuple(sorted(words["functions"], key=len, reverse=True)),
        narrowing=words["narrowing"],
        funds=tuple(sorted(words["funds"], key=len, reverse=True)),
        counted=_lists(data["counted"]),
        bare_totals=dict(data["bare_total"]),
        spending=words["spending"],
        refusals=_lists(data["refuse"]),
        refusal_patterns=_lists(data["refuse_pattern"]),
    )


def extended(vocabulary: Vocabulary, path: Path, *, printed_only: bool = False) -> Vocabulary:
    """The vocabulary with the measures of a deployment's own file, which has `[[measure]]` entries alone.

    Words for a label that is known go to its measure; others are measures of their own. Raises ValueError
    where the file is no TOML or a list is not a list of words, OSError where it cannot be read.
    """
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    measures = list(vocabulary.measures)
    for own in (_measure(entry) for entry in data.get("measure", [])):
        known = next((n for n, other in enumerate(measures) if own.keys[0] in other.keys), None)
        if known is None:
            measures.append(replace(own, printed_only=printed_only))
        else:
            words = sorted({*measures[known].words, *own.words}, key=lambda word: (-len(word), word))
            measures[known] = replace(measures[known], words=tuple(words))
    return replace(vocabulary, measures=tuple(measures))


def _with_everyday_words() -> Vocabulary:
    return extended(read_vocabulary(VOCABULARY_FILE), EVERYDAY_FILE, printed_only=True)


@cache
def load_vocabulary() -> Vocabulary:
    """The vocabulary that ships with the project, with the deployment's own words (VOCABULARY_FILE)."""
    shipped, own = _with_everyday_words(), load_settings().vocabulary
    return shipped if own is None else extended(shipped, own)
