"""Figures of several things in order: the largest, the first few, those within a limit, every one cited."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from qa.composing.operations import operation_words, pattern_of
from qa.composing.phrases import phrase
from qa.draft import Writer
from qa.money import convert, is_money, rounded
from qa.types import Draft, Hit, Reading, Status, Threshold

_WORDS = "零一二三四五六七八九十"
_NUMERALS = {char: value for value, char in enumerate(_WORDS)} | {"两": 2}
_COUNT = r"(?P<n>[一二两三四五六七八九十]|\d{1,2})"
_NTH = re.compile(rf"第{_COUNT}\s*(?:多|高|大|少|低|小|名|位)")
_SEVERAL = re.compile(rf"最[大多高少低小贵]的?{_COUNT}\s*[项个类名种笔家]")
_MOST_SHOWN = 12  # of a longer list only the first few are told
_FEW_SHOWN = 6
_AT_LEAST_TWO = 2
# Of departments ten are told, as many as one reads through; all are cited, and stand in the table beside it.
MOST_TOLD = 10
_FEW_NAMES = 3


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing with its figure: `figure` as shown, `value` in `unit`, and the evidence it stands in."""

    name: str
    value: Decimal
    unit: str | None
    figure: str
    hits: tuple[Hit, ...]


def formulas_of(entries: Sequence[Entry]) -> str | None:
    """The formulas that the figures are shown with, for the draft's record; None where none is computed."""
    shown = [entry.figure.partition("（")[2].removesuffix("）") for entry in entries if " = " in entry.figure]
    return "；".join(shown) or None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is wanted of the entries: the order, the first few (`limit`), one place (`nth`), a threshold."""

    descending: bool = True
    limit: int | None = None
    nth: int | None = None
    threshold: Threshold | None = None
    superlative: bool = True  # False where all are listed and none is singled out
    all_cited: bool = False  # what the text does not tell is cited nevertheless


def wanted_of(reading: Reading) -> Wanted:
    """What the wording wants of several figures."""
    text = reading.content
    first = re.search(pattern_of(operation_words("ranking", "top")) + rf"\s*{_COUNT}(?!年|季|期|半)", text)
    first = first or _SEVERAL.search(text)
    nth = _NTH.search(text)
    place = number_of(nth["n"]) if nth else None
    limit = number_of(first["n"]) if first else None
    return Wanted(
        reading.descending,
        limit if limit and limit >= _AT_LEAST_TWO else None,
        place if place and _AT_LEAST_TWO <= place < len(_WORDS) else None,
        reading.threshold,
    )


def number_of(said: str) -> int:
    """The value of a small numeral, in digits or in words."""
    return int(said) if said.isdigit() else _NUMERALS[said]


def ordered(entries: Sequence[Entry], wanted: Wanted, item: str, among: str, reading: Reading) -> Draft:
    """The entries in order, led by the one that is asked for; `among` says what they are taken from."""
    if wanted.threshold is not None:
        return _within(entries, wanted, wanted.threshold, item, among)
    unit = entries[0].unit
    ranked = sorted(entries, key=lambda entry: _size(entry, unit), reverse=wanted.descending)
    first = ranked[min(wanted.nth or 1, len(ranked)) - 1]
    alike = [entry for entry in ranked if _size(entry, unit) == _size(first, unit)]
    writer = Writer(each_figure=True)
    name = "、".join(entry.name for entry in alike)
    names = {"item": item, "among": among, "name": name, "figure": first.figure}
    if wanted.all_cited and len(alike) > MOST_TOLD:
        names["name"] = several([entry.name for entry in alike], writer)
    if len(alike) == len(ranked):
        text = phrase("across", "all_alike", **names, mark=writer.marks(_evidence(ranked[:MOST_TOLD])))
        cite_all(writer, ranked, wanted)
        return writer.draft(Status.ANSWERED, text, value=first.value, unit=first.unit)
    lead = ""
    if wanted.superlative and not wanted.limit:
        counts = not is_money(unit) and unit != "%"
        most = ("most" if wanted.descending else "least") + ("_count" if counts else "")
        most = _place(wanted, phrase("across", most))
        told = alike[:_FEW_NAMES] if wanted.all_cited and len(alike) > MOST_TOLD else alike
        lead = phrase("across", "best", **names, most=most, mark=writer.marks(_evidence(told)))
    text = lead + _in_order(writer, ranked, wanted, item, among)
    cite_all(writer, ranked, wanted)
    value = first.value if lead else None
    if value is not None and reading.decimals is not None:
        value = rounded(value, reading.decimals)
    return writer.draft(Status.ANSWERED, text, value=value, unit=first.unit if lead else None)


def _in_order(writer: Writer, ranked: Sequence[Entry], wanted: Wanted, item: str, among: str) -> str:
    """The entries one after the other: the first few that are asked for, or the head of a long list."""
    if wanted.all_cited and not wanted.limit:
        return first_few(writer, ranked, wanted, item, among, "listed" if not wanted.superlative else "head")
    many = wanted.superlative and len(ranked) > _MOST_SHOWN
    shown = ranked[: wanted.limit or (max(_FEW_SHOWN, wanted.nth or 1) if many else len(ranked))]
    told = {
        "item": item,
        "among": among,
        "lines": "；".join(_line(writer, entry) for entry in shown),
        "direction": phrase("across", "down" if wanted.descending else "up"),
        "n": writer.derived(Decimal(len(shown))),
    }
    if not wanted.superlative and not wanted.limit:
        return phrase("across", "listed", **told)
    if wanted.limit:
        return phrase("across", "first", **told)
    return phrase("across", "head" if many else "order", **told)


def first_few(
    writer: Writer, entries: Sequence[Entry], wanted: Wanted, item: str, among: str, key: str
) -> str:
    """The first of many entries, and how many more there are; `key` names the phrase."""
    shown = entries[: max(MOST_TOLD, wanted.nth or 1)]
    return phrase(
        "across_many",
        key,
        item=item,
        among=among,
        direction=phrase("across", "down" if wanted.descending else "up"),
        all=writer.derived(Decimal(len(entries))),
        n=writer.derived(Decimal(len(shown))),
        lines="；".join(_line(writer, entry) for entry in shown),
        rest=writer.derived(Decimal(len(entries) - len(shown))),
    )


def several(names: Sequence[str], writer: Writer) -> str:
    """The first few of many names, and how many there are."""
    few = "、".join(names[:_FEW_NAMES])
    return phrase("across_many", "names", names=few, n=writer.derived(Decimal(len(names))))


def cite_all(writer: Writer, entries: Sequence[Entry], wanted: Wanted) -> None:
    """Cite what the text does not tell, after what it tells."""
    if wanted.all_cited:
        writer.marks(_evidence(entries))


def _evidence(entries: Sequence[Entry]) -> tuple[Hit, ...]:
    return tuple(hit for entry in entries for hit in entry.hits)


def _place(wanted: Wanted, most: str) -> str:
    return most if wanted.nth is None else phrase("across", "nth", n=_WORDS[wanted.nth], most=most)


def _within(entries: Sequence[Entry], wanted: Wanted, limit: Threshold, item: str, among: str) -> Draft:
    """The entries above or below a limit, each with its figure."""
    writer = Writer(each_figure=True)
    kept = [entry for entry in entries if limit.holds(_size(entry, limit.unit))]
    kept.sort(key=lambda entry: _size(entry, limit.unit), reverse=limit.above)
    kept = kept[: wanted.limit or len(kept)]
    if not kept:
        return _none_within(writer, entries, limit, item, among)
    if wanted.all_cited and len(kept) > MOST_TOLD:
        wanted = replace(wanted, descending=limit.above)
        text = first_few(writer, kept, wanted, item, among, "filtered")
        cite_all(writer, kept, wanted)
        return writer.draft(Status.ANSWERED, text)
    lines = "；".join(_line(writer, entry) for entry in kept)
    text = phrase(
        "across",
        "filtered",
        item=item,
        among=among,
        n=writer.derived(Decimal(len(kept))),
        lines=lines,
    )
    return writer.draft(Status.ANSWERED, text)


def _none_within(writer: Writer, entries: Sequence[Entry], limit: Threshold, item: str, among: str) -> Draft:
    """None is above or below the limit: the one that comes nearest is told, as what the answer rests on."""
    ranked = sorted(entries, key=lambda entry: _size(entry, limit.unit), reverse=limit.above)
    nearest = _line(writer, ranked[0])
    most = phrase("across", "most" if limit.above else "least")
    text = phrase("across", "none_kept", item=item, among=among, most=most, line=nearest)
    writer.marks(_evidence(ranked))
    return writer.draft(Status.ANSWERED, text)


def _size(entry: Entry, unit: str | None) -> Decimal:
    return convert(entry.value, entry.unit, unit)


def same_kind(entries: Sequence[Entry]) -> list[Entry]:
    """The entries that can be compared with the first: all money, or all in its unit."""
    first = entries[0].unit if entries else None
    return [e for e in entries if e.unit == first or (is_money(e.unit) and is_money(first))]


def _line(writer: Writer, entry: Entry) -> str:
    return phrase("across", "line", name=entry.name, figure=entry.figure, mark=writer.marks(entry.hits))
