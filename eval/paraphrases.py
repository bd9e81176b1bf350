"""One cell asked in several ways: whatever the wording, the answer has to be the same (metamorphic pairs).

The cases of one group share `group`; `eval.behaviour` reports how many groups are answered alike, which needs
no gold at all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from random import Random

from eval.computed import over
from eval.lookups import measure_of, shuffled
from eval.pool import Pool, Target
from eval.questions import Case
from eval.wordings import wordings
from index.types import Kind
from qa.draft import who
from qa.understanding.vocabulary import plain

WORDINGS_EACH = 4


def paraphrase(pool: Pool, rng: Random) -> Iterator[Case]:
    """The same cell by label, code, form, everyday word and frame: several wordings drawn for each."""
    for n, target in enumerate(shuffled(pool.finals, rng), start=1):
        said = [frame.format(**_parts(target)) for frame in wordings().paraphrases]
        said += _special(target, rng)
        for question in rng.sample(said, min(WORDINGS_EACH, len(said))):
            yield _grouped(target.case("paraphrase", question), n)


def _parts(target: Target) -> dict[str, str]:
    return {
        "who": who(target.disclosure),
        "year": str(target.disclosure.year),
        "a": target.label,
        "title": target.table.title,
        "column": target.column,
    }


def _special(target: Target, rng: Random) -> Iterator[str]:
    """Wordings that not every cell has: by everyday word, by account code."""
    measure = measure_of(plain(target.label))
    words = [word for word in measure.words if not word.isascii()] if measure else []
    if words:
        yield f"{target.name}{rng.choice(words)}是多少？"
    if target.cell.row_code:
        yield f"{target.name}科目{target.cell.row_code}的数额是多少？"


def paraphrased_total(pool: Pool, rng: Random) -> Iterator[Case]:
    """The sum of the same two items, worded and ordered in several ways."""
    by_table: dict[str, list[Target]] = {}
    for target in pool.targets:
        if target.value and target.disclosure.kind is Kind.FINAL:
            by_table.setdefault(target.table.table_id, []).append(target)
    tables = [same for same in by_table.values() if len(same) > 1]
    for n in range(1, len(pool.targets)):
        if not tables:
            return
        yield from _totals(rng.sample(rng.choice(tables), 2), n, rng)


def _totals(pair: Sequence[Target], group: int, rng: Random) -> Iterator[Case]:
    a, b = pair
    if plain(a.label) in plain(b.label) or plain(b.label) in plain(a.label):
        return
    frames = rng.sample(wordings().total, len(wordings().total))
    for frame in islice(frames, WORDINGS_EACH):
        left, right = rng.sample((a, b), 2)
        question = frame.format(name=a.name, a=left.label, b=right.label)
        yield _grouped(over("paraphrased_total", question, (a, b), a.value + b.value, a.cell.unit), group)


def _grouped(case: Case, n: int) -> Case:
    return case.model_copy(update={"group": f"{case.category}-{n}"})
