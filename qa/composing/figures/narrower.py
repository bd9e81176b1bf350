"""Words right beside an item that make another, narrower thing of it (防汛物资 of 防汛): the item is offered
by its name, and its figure never stands for the narrower thing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qa.composing.operations import operation_words, pattern_of
from qa.composing.phrases import phrase
from qa.draft import item_of, who
from qa.finding.corpus import DocView, plain_text
from qa.finding.preferences import load_preferences
from qa.money import is_money
from qa.types import CellHit, Draft, Hit, Intent, Reading, Status
from qa.understanding.asked import Asked, Unit
from qa.understanding.generic import is_generic
from qa.understanding.vocabulary import plain

_PAIR = 2
_SHORT = 3  # characters of an everyday word that what stands before it makes another thing of
_SPENT = re.compile("[花用]了?$")
_CJK = re.compile("[^\u3400-\u9fff]+")
_MONEY = frozenset({None, "money"})


def only_wider(reading: Reading, view: DocView, asked: Asked, best: Hit | None) -> Draft | None:
    """The item offered where its figure was found for a narrower thing than it; None for all else."""
    plainly = reading.intent is Intent.LOOKUP and reading.across is None and reading.counted in _MONEY
    if not isinstance(best, CellHit) or not plainly or reading.codes or not is_money(best.cell.unit):
        return None
    key = plain(best.cell.row_label)
    several = sum(key in unit.keys for unit in asked.named) > 1  # 寄信打电话上网: ways to say one row
    if several or any(_alone(unit, asked, best) for unit in asked.named):
        return None
    held = _held(best)
    for unit, run, said in _beside(asked):
        rest = _CJK.sub("", _weightless().sub("", run))
        if len(rest) >= _PAIR and not any(rest[n : n + _PAIR] in held for n in range(len(rest) - 1)):
            return _offered(said, unit, best, view)
    return None


def _alone(unit: Unit, asked: Asked, best: CellHit) -> bool:
    """True for the very row, named with nothing beside it."""
    return unit.text == plain(best.cell.row_label) and _run(asked, unit.end, forward=True) == unit.end


def _beside(asked: Asked) -> Iterator[tuple[Unit, str, str]]:
    """The items with the unrecognised words right after them, or before a short word, and both as said."""
    names = load_preferences()
    columns = names.main_columns | names.budget_columns | names.full_budget_columns
    for unit in asked.named:
        if is_generic(unit) or columns.issuperset(unit.keys):
            continue
        after = _run(asked, unit.end, forward=True)
        if after > unit.end:
            yield unit, asked.content[unit.end : after], asked.content[unit.start : after]
        short = unit.how == "word" and len(unit.text) <= _SHORT
        before = _run(asked, unit.start, forward=False) if short else unit.start
        if before < unit.start:
            yield unit, asked.content[before : unit.start], asked.content[before : unit.end]


def _run(asked: Asked, edge: int, *, forward: bool) -> int:
    """Where the unrecognised words that begin, or end, at an offset end, or begin; the offset for none."""
    left = [unit for unit in asked.units if not unit.keys and len(unit.text) >= _PAIR]
    reached = edge
    for unit in left if forward else reversed(left):
        if forward and edge <= unit.start <= reached < unit.end:
            reached = unit.end
        if not forward and unit.start < reached <= unit.end <= edge:
            reached = unit.start
    return reached


def _weightless() -> re.Pattern[str]:
    return re.compile(pattern_of(operation_words("beside_item", "weightless")))


def _held(hit: CellHit) -> str:
    cell = hit.cell
    return plain_text("|".join((cell.table_title, *cell.row_path, cell.row_label, cell.column_label)))


def _offered(said: str, unit: Unit, best: CellHit, view: DocView) -> Draft:
    names = {"who": who(view.disclosure), "year": view.disclosure.year, "said": _SPENT.sub("", said)}
    text = phrase("refuse", "wider", **names, item=item_of(best, view))
    return Draft(
        Status.REFUSED, text, options=(f"{names['who']}{names['year']}年{item_of(best, view)}是多少？",)
    )
