"""Figures set side by side in one money unit: the one asked for, else 万元 unless all share another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from qa.composing.computing.ordering import Entry
from qa.compute import unit_of
from qa.draft import amount_text, figure_text
from qa.money import convert, is_money, shortest

_USUAL = "万元"


def in_one_unit(entries: Sequence[Entry], asked: str | None) -> list[Entry]:
    """The entries with their money in one unit; what is printed in that unit already stays as printed."""
    units = {entry.unit for entry in entries if is_money(entry.unit)}
    if asked is None and len(units) < 2:
        return list(entries)
    unit = asked if asked is not None and is_money(asked) else _USUAL
    return [_converted(entry, unit) if is_money(entry.unit) else entry for entry in entries]


def _converted(entry: Entry, unit: str) -> Entry:
    if entry.unit == unit:
        return entry
    value = shortest(convert(entry.value, entry.unit, unit))
    return replace(entry, value=value, unit=unit, figure=amount_text(value, unit))


def conversions(entries: Sequence[Entry], text: str) -> str | None:
    """How the converted figures that a text shows come about, for the draft's record; None where none is."""
    shown = [
        f"{figure_text(entry.hits[0])} = {entry.figure}"
        for entry in entries
        if unit_of(entry.hits[0]) != entry.unit and entry.figure in text
    ]
    return "；".join(shown) or None
