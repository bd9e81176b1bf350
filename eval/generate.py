"""Questions made from the structured extraction of any index, with exact Decimal gold; none by hand.

The seed fixes sample, wording and order of each category by itself, so that a category more or less leaves
the others as they are. The same index gives the same questions to the byte.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from random import Random
from typing import Final

from eval import comparing, computed, follow_ups, lookups, narrated, near_misses, noise, paraphrases
from eval.pool import Pool
from eval.questions import Case
from index.store.facts import FactStore

Maker = Callable[[Pool, Random], Iterator[Case]]

MAKERS: Final[tuple[Maker, ...]] = (
    lookups.official,
    lookups.code,
    lookups.form,
    lookups.everyday,
    lookups.english,
    lookups.unit_trap,
    lookups.budget_column,
    lookups.state_assets,
    lookups.classified,
    lookups.blank,
    noise.homophone,
    noise.traditional,
    noise.full_width,
    noise.oral,
    paraphrases.paraphrase,
    computed.total,
    computed.difference,
    computed.share,
    computed.average,
    computed.execution_rate,
    computed.unit_conversion,
    paraphrases.paraphrased_total,
    narrated.change,
    narrated.change_rate,
    narrated.completion,
    comparing.year_over_year,
    comparing.two_departments,
    comparing.compare,
    comparing.rank,
    comparing.filter_above,
    comparing.confusable,
    comparing.neighbour,
    follow_ups.follow_up,
    near_misses.absent_year,
    near_misses.absent_department,
    near_misses.sibling_department,
    near_misses.absent_code,
    near_misses.absent_item,
    near_misses.absent_budget,
    near_misses.budget_for_final,
    near_misses.blank_form,
    near_misses.open_department,
)
CATEGORIES: Final = tuple(make.__name__ for make in MAKERS)


def generate(store: FactStore, seed: int = 7, per_category: int = 60) -> list[Case]:
    """Cases of every category in a fixed order; fewer where the index holds fewer cells of the kind."""
    pool = Pool.of(store)
    return [case for make in MAKERS for case in _first(make, pool, seed, per_category)]


def _first(make: Maker, pool: Pool, seed: int, count: int) -> list[Case]:
    name = make.__name__
    found: dict[tuple[str, ...], Case] = {}
    for case in make(pool, Random(f"{seed} {name}")):
        found.setdefault((*case.history, case.question), case)
        if len(found) == count:
            break
    return [
        case.model_copy(update={"id": f"{name}-{n:04d}"}) for n, case in enumerate(found.values(), start=1)
    ]
