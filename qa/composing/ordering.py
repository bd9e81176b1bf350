"""Figures of several things in order: the largest, the first few, those within a limit, every one cited."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from qa.composing.operations import operation_words, pattern_of
from qa.composing.phrases import phrase
from qa.draft import Writer
from qa.money import convert, is_money, rounded
from qa.types import Draft, Hit, Reading, Status, Threshold

_NUMERALS = {char: value for value, char in enumerate("零一二三四五六七八九十")} | {"两": 2}
_COUNT = r"(?P<n>[一二两三四五六七八九十]|\d{1,2})"
_NTH = re.compile(rf"第{_COUNT}\s*(?:多|高|大|少|低|小|名|位)")
_SEVERAL = re.compile(rf"最[大多高少低小贵]的?{_COUNT}\s*[项个类名种笔家]")
_AT_LEAST_TWO = 2


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing with its figure: `figure` as shown, `value` in `unit`, and the evidence it stands in."""

    name: str
    value: Decimal
    unit: str | None
    figure: str
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is wanted of the entries: the order, the first few (`limit`), one place (`nth`), a threshold."""

    descending: bool = True
    limit: int | None = None
    nth: int | None = None
    threshold: Threshold | None = None
    superlative: bool = True  # False where all are listed and none is singled out


def wanted_of(reading: Reading) -> Wanted:
    """What the wording wants of several figures."""
    text = reading.content
    first = re.search(pattern_of(operation_words("ranking", "top")) + rf"\s*{_COUNT}(?!年|季|期|半)", text)
    first = first or _SEVERAL.search(text)
    nth = _NTH.search(text)
    place = _number(nth) if nth else None
    return Wanted(
        reading.descending,
        _number(first) if first else None,
        place if place and place >= _AT_LEAST_TWO else None,
        reading.threshold,
    )


def _number(match: re.Match[str]) -> int:
    said = match["n"]
    return int(said) if said.isdigit() else _NUMERALS[said]


def ordered(entries: Sequence[Entry], wanted: Wanted, item: str, among: str, reading: Reading) -> Draft:
    """The entries in order, led by the one that is asked for; `among` says what they are taken from."""
    if wanted.threshold is not None:
        return _within(entries, wanted, wanted.threshold, item, among)
    unit = entries[0].unit
    ranked = sorted(entries, key=lambda entry: _size(entry, unit), reverse=wanted.descending)
    at = min(wanted.nth or 1, len(ranked)) - 1
    shown = ranked[: wanted.limit or max(len(ranked), 1)]
    writer = Writer()
    first = ranked[at]
    alike = [entry for entry in ranked if _size(entry, unit) == _size(first, unit)]
    name = "、".join(entry.name for entry in alike)
    names = {"item": item, "among": among, "name": name, "figure": first.figure}
    most = phrase("across", "most" if wanted.descending else "least")
    if len(alike) == len(ranked):
        text = phrase("across", "all_alike", **names, mark=writer.marks(_evidence(ranked)))
        return writer.draft(Status.ANSWERED, text, value=first.value, unit=first.unit)
    told = {
        "item": item,
        "among": among,
        "lines": "；".join(_line(writer, entry) for entry in shown),
        "direction": phrase("across", "down" if wanted.descending else "up"),
    }
    if not wanted.superlative or wanted.limit:
        n = writer.derived(Decimal(len(shown)))
        text = phrase("across", "first" if wanted.limit else "listed", **told, n=n)
    else:
        text = phrase("across", "best", **names, most=_place(at, most), mark=writer.marks(_evidence(alike)))
        text += phrase("across", "order", **told)
    value = None if not wanted.superlative or (wanted.limit and wanted.limit > 1) else first.value
    if value is not None and reading.decimals is not None:
        value = rounded(value, reading.decimals)
    return writer.draft(Status.ANSWERED, text, value=value, unit=None if value is None else first.unit)


def _evidence(entries: Sequence[Entry]) -> tuple[Hit, ...]:
    return tuple(hit for entry in entries for hit in entry.hits)


def _place(at: int, most: str) -> str:
    return phrase("across", "nth", n="零一二三四五六七八九十"[at + 1], most=most) if at else most


def _within(entries: Sequence[Entry], wanted: Wanted, limit: Threshold, item: str, among: str) -> Draft:
    """The entries above or below a limit, each with its figure."""
    writer = Writer()
    kept = [entry for entry in entries if (_size(entry, limit.unit) > limit.value) == limit.above]
    kept.sort(key=lambda entry: _size(entry, limit.unit), reverse=limit.above)
    kept = kept[: wanted.limit or len(kept)]
    lines = "；".join(_line(writer, entry) for entry in kept)
    text = phrase(
        "across",
        "filtered" if kept else "none_kept",
        item=item,
        among=among,
        n=writer.derived(Decimal(len(kept))),
        all=writer.derived(Decimal(len(entries))),
        lines=lines,
    )
    return writer.draft(Status.ANSWERED, text)


def _size(entry: Entry, unit: str | None) -> Decimal:
    return convert(entry.value, entry.unit, unit)


def same_kind(entries: Sequence[Entry]) -> list[Entry]:
    """The entries that can be compared with the first: all money, or all in its unit."""
    first = entries[0].unit if entries else None
    return [e for e in entries if e.unit == first or (is_money(e.unit) and is_money(first))]


def _line(writer: Writer, entry: Entry) -> str:
    return phrase("across", "line", name=entry.name, figure=entry.figure, mark=writer.marks(entry.hits))
