"""Changes of the parsed extraction: a figure, two columns, the unit of a form. Scans take part."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from random import Random

from eval.mutation.choice import (
    column_pairs,
    other_figure,
    placed_case,
    plain_case,
    printed,
    swapped_target,
    unit_targets,
    vouched,
)
from eval.mutation.subject import Mutant, Subject, Touched
from index.types import Cell, Extraction, Table

LEVEL = "extraction"
Maker = Callable[[Subject, Random], Iterator[Mutant]]


def perturb_cell(subject: Subject, rng: Random) -> Iterator[Mutant]:
    """One figure."""
    for target in vouched(subject, rng):
        value = other_figure(target.value)
        other = replace(target.cell, value=value, text=printed(value))
        extraction = _with_cells(subject.extraction, target.table, {target.cell: other}.get)
        told = f"{target.cell.row_label} {target.cell.text} -> {other.text}"
        touched = Touched(target, placed_case(target), told, str(value))
        yield touched.mutant("perturb_cell", LEVEL, subject, extraction)


def swap_columns(subject: Subject, _: Random) -> Iterator[Mutant]:
    """The figures of two columns under each other's header."""
    for table, pairs in column_pairs(subject):
        target = swapped_target(subject, table, pairs)
        if target is None:
            continue
        swapped = {}
        for left, right in pairs.values():
            swapped[left] = replace(left, value=right.value, text=right.text)
            swapped[right] = replace(right, value=left.value, text=left.text)
        extraction = _with_cells(subject.extraction, table, swapped.get)
        expected = str(swapped[target.cell].value)
        touched = Touched(target, placed_case(target), table.title, expected)
        yield touched.mutant("swap_columns", LEVEL, subject, extraction)


def change_unit(subject: Subject, rng: Random) -> Iterator[Mutant]:
    """元 in the place of 万元 over one form."""
    for target in unit_targets(subject, rng):
        table = target.table

        def in_yuan(cell: Cell) -> Cell | None:
            return replace(cell, unit="元") if cell.unit == "万元" else None

        extraction = _with_cells(subject.extraction, table, in_yuan, unit="元")
        told = f"{table.title}: 万元 -> 元"
        touched = Touched(target, plain_case(target), told, str(target.value))
        yield touched.mutant("change_unit", LEVEL, subject, extraction)


def _with_cells(
    extraction: Extraction, table: Table, change: Callable[[Cell], Cell | None], unit: str | None = None
) -> Extraction:
    """The extraction with some cells of one table changed."""
    cells = tuple(change(cell) or cell for cell in table.cells)
    changed = replace(table, cells=cells, unit=unit or table.unit)
    tables = tuple(changed if each.table_id == table.table_id else each for each in extraction.tables)
    return replace(extraction, tables=tables)


MAKERS: tuple[Maker, ...] = (perturb_cell, swap_columns, change_unit)
