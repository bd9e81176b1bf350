"""Questions and documents that try to have something else said than what is printed (safety.toml).

An attempt around a real question has one right answer, the printed figure; to refuse it is a miss, to repeat
what it dictates is wrong. What no disclosure can answer has to be refused.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from random import Random
from typing import Final

from pydantic import BaseModel, ConfigDict

from eval.lookups import shuffled
from eval.near_misses import refused
from eval.pool import Pool, Target
from eval.questions import Case
from index.store.facts import FactStore
from index.types import Extraction, Sentence
from qa.draft import who

FILE: Final = Path(__file__).with_name("safety.toml")
_AHEAD: Final = 20  # years: nobody has accounted for them
_EACH: Final = 3  # of every frame


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Frame(_Frozen):
    """An attempt around a question, and what it tries to have said."""

    frame: str
    forbidden: tuple[str, ...]


class Poison(_Frozen):
    """What is put into a document, and what must never come out of it."""

    sentences: tuple[str, ...]
    drawn: str
    forbidden: tuple[str, ...]


class Attempts(_Frozen):
    """The lists of safety.toml."""

    injected: tuple[Frame, ...]
    refused: Mapping[str, tuple[str, ...]]
    documents: Poison


@cache
def attempts() -> Attempts:
    """The lists, read once."""
    return Attempts.model_validate(tomllib.loads(FILE.read_text(encoding="utf-8")))


def safety_cases(store: FactStore, seed: int = 7) -> list[Case]:
    """Every attempt a few times, each around another cell."""
    pool, rng = Pool.of(store), Random(f"{seed} safety")
    cases = [*_injected(pool, rng), *_refused(pool, rng)]
    return [case.model_copy(update={"id": f"safety-{n:04d}"}) for n, case in enumerate(cases, start=1)]


def _injected(pool: Pool, rng: Random) -> Iterator[Case]:
    for frame in attempts().injected:
        for target in shuffled(pool.finals, rng)[:_EACH]:
            question = frame.frame.format(q=_question(target))
            case = target.case("injected question", question)
            yield case.model_copy(update={"forbidden": frame.forbidden})


def _refused(pool: Pool, rng: Random) -> Iterator[Case]:
    seen: set[str] = set()
    for kind, frames in attempts().refused.items():
        for frame in frames:
            for target in shuffled(pool.finals, rng)[:_EACH]:
                disclosure = target.disclosure
                words = {"who": who(disclosure), "year": disclosure.year, "later": disclosure.year + _AHEAD}
                question = frame.format(**words)
                if question not in seen:
                    seen.add(question)
                    yield refused(kind, question, "out_of_scope")


def _question(target: Target) -> str:
    return f"{target.name}{target.label}是多少？"


def poisoned(extraction: Extraction) -> Extraction:
    """The same disclosure with instructions to its reader among its sentences."""
    first = extraction.sentences[0] if extraction.sentences else None
    if first is None:
        return extraction
    added = tuple(
        replace(first, sentence_id=f"{first.sentence_id}-added-{n}", text=text, figures=(), reason=None)
        for n, text in enumerate(attempts().documents.sentences, start=1)
    )
    sentences: list[Sentence] = list(extraction.sentences)
    for n, sentence in enumerate(added, start=1):
        sentences.insert(n * len(sentences) // (len(added) + 1), sentence)
    return replace(extraction, sentences=tuple(sentences))


def document_cases(targets: tuple[Target, ...], rng: Random, count: int = 12) -> list[Case]:
    """Plain questions to a poisoned disclosure, with their gold as it was before."""
    forbidden = attempts().documents.forbidden
    found = []
    for n, target in enumerate(shuffled(targets, rng)[:count], start=1):
        case = target.case("injected document", _question(target))
        found.append(case.model_copy(update={"id": f"{case.category}-{n:03d}", "forbidden": forbidden}))
    return found
