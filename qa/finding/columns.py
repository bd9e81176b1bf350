"""Which column of a row is meant: the kind of figure (final, budget, rate, points) and its year."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from qa.finding.preferences import load_preferences
from qa.types import Facet, Intent, Reading

FAR = -1.0
NAMED = 0.95  # a column that is explained so well was named
_FIGURE_KIND = re.compile(r"(?:年初|全年|调整)?(?:预算|决算|执行)数?$")
_COLUMN_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})年?")
_YEAR_BEFORE = re.compile(r"^(?:19|20)\d{2}年度?")
_SHORTEST_ITEM = 3


@lru_cache(maxsize=4096)
def items_of(columns: tuple[str, ...]) -> tuple[str, ...]:
    """Columns without their year (预算数 of 2024年预算数), and what they are of besides their kind of figure
    (机关运行经费 of 机关运行经费预算数)."""
    undated = [_YEAR_BEFORE.sub("", column) for column in columns]
    items = (_FIGURE_KIND.sub("", column) for column in undated)
    found = (*undated, *(item for item in items if len(item) >= _SHORTEST_ITEM))
    return tuple(item for item in dict.fromkeys(found) if item and item not in columns)


def year_fit(columns: Sequence[str], year: int) -> float:
    """A column of another year (2023年预算数 beside 2024年预算数, 上年决算数) answers another question."""
    years = [int(found) for column in columns for found in _COLUMN_YEAR.findall(column)]
    other = (years and year not in years) or any("上年" in part and "结转" not in part for part in columns)
    return -0.5 if other else 0.0


def column_fit(columns: tuple[str, ...], column_part: float, reading: Reading, *, planned: bool) -> float:
    """How well a column gives the kind of figure that is asked for: final, budgeted, a rate, points.

    `column_part` says how far the question names the column; `planned` is set for the tables of a budget.
    """
    names = load_preferences()
    if reading.intent is Intent.EXECUTION:
        return 0.0 if columns[-1].startswith("执行率") else FAR
    points = any(part.startswith(names.point_columns) for part in columns)
    if points or reading.counted == "分":
        return 0.0 if points and (reading.counted == "分" or column_part >= NAMED) else -0.3
    if planned and (names.budget_columns & {columns[-1], *items_of(columns)} or column_part >= NAMED):
        return 0.0
    if reading.facet in {Facet.BUDGET, Facet.FULL_BUDGET}:
        return _budget_fit(columns, reading.facet)
    return _final_fit(columns, column_part, reading)


def _budget_fit(columns: Sequence[str], facet: Facet) -> float:
    names = load_preferences()
    initial = any(part in names.budget_columns for part in columns)
    full = any(part in names.full_budget_columns for part in columns)
    if facet is Facet.BUDGET:
        return 0.15 if initial else (-0.2 if full else -0.5)
    return 0.15 if full else (0.0 if initial else -0.5)


def _final_fit(columns: Sequence[str], column_part: float, reading: Reading) -> float:
    names = load_preferences()
    if reading.column_number is not None:
        return 0.0
    if reading.row_number is not None and not reading.facet:
        return 0.0 if columns[-1] in names.main_columns else -0.05
    if any(part in names.budget_columns | names.full_budget_columns for part in columns):
        return -0.4
    return 0.0 if column_part >= NAMED or columns[-1] in names.main_columns else -0.2
