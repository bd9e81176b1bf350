"""Generated follow-ups: a question that leaves out what an earlier one said."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations
from random import Random

from eval.lookups import shuffled
from eval.pool import Pool, Target
from eval.questions import Case
from qa.draft import who
from qa.understanding.vocabulary import plain


def _after(earlier: str, target: Target, question: str) -> Case:
    return target.case("follow_up", question).model_copy(update={"history": (earlier,)})


def _asked(target: Target) -> str:
    return f"{target.name}{target.label}是多少？"


def follow_up(pool: Pool, rng: Random) -> Iterator[Case]:
    """Another item, another year and another department in turn, made from two cells each."""
    kinds = [_other_item(pool, rng), _other_disclosure(pool, rng)]
    while kinds:
        for kind in tuple(kinds):
            case = next(kind, None)
            if case is None:
                kinds.remove(kind)
            else:
                yield case


def _other_item(pool: Pool, rng: Random) -> Iterator[Case]:
    by_doc: dict[str, list[Target]] = {}
    for target in pool.finals:
        by_doc.setdefault(target.disclosure.doc_id, []).append(target)
    for target in shuffled(pool.finals, rng):
        before = rng.choice(by_doc[target.disclosure.doc_id])
        if plain(before.label) != plain(target.label):
            yield _after(_asked(before), target, f"那{target.label}呢？")


def _other_disclosure(pool: Pool, rng: Random) -> Iterator[Case]:
    by_label: dict[str, dict[str, Target]] = {}
    for target in pool.finals:
        by_label.setdefault(plain(target.label), {}).setdefault(target.disclosure.doc_id, target)
    pairs = [pair for same in by_label.values() for pair in permutations(same.values(), 2)]
    for before, target in rng.sample(pairs, len(pairs)):
        if who(before.disclosure) == who(target.disclosure):
            yield _after(_asked(before), target, f"那{target.disclosure.year}年呢？")
        elif before.disclosure.year == target.disclosure.year:
            yield _after(_asked(before), target, f"换成{who(target.disclosure)}呢？")
