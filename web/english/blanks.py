"""What stands in the blanks of a phrase, for readers of English: figures in yuan as well, labels glossed.

Figures are never altered: what a document prints stays, and the same money in yuan stands beside it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from functools import cache

from qa.money import YUAN, convert, is_money, shortest, shown
from web.english.gloss import gloss
from web.english.wording import load_wording


@cache
def _shape(name: str) -> re.Pattern[str]:
    return re.compile(load_wording().shapes[name])


def filled(blank: str, held: str, entry: Callable[[str], str | None]) -> str | None:
    """What the blank of that name holds, in English as far as it can be said; `entry` says one of a list.

    None where a list holds anything but figures with their labels and known phrases: the text is not ours.
    """
    blanks = load_wording().blanks
    if blank in blanks["kept"]:
        return held
    if blank in blanks["figures"]:
        return figure(held)
    if blank in blanks["lists"]:
        return _listed(held, entry)
    if blank in blanks["names"]:
        return "; ".join(entry(one) or _figured(one) or item(one) for one in _entries(held))
    if blank in blanks["scopes"]:
        return f"{item(held.rstrip(load_wording().shapes['after_scope']))}: " if held else ""
    return item(held)


def figure(printed: str, *, bare: bool = False) -> str:
    """A figure with its unit; money in larger units with yuan beside it, unless it stands `bare`."""
    match = _shape("figure").fullmatch(printed.strip())
    if match is None:
        return item(printed)
    number, unit, marks = match["number"], match["unit"], match["marks"]
    if is_money(unit) and unit != YUAN:
        if bare:
            return f"{number} {unit}{marks}"
        yuan = shown(shortest(convert(Decimal(number.replace(",", "")), unit, YUAN)))
        return f"{number} {unit} ({yuan} yuan){marks}"
    if unit == YUAN:
        return f"{number} yuan{marks}"
    said = load_wording().units.get(unit, unit)
    return (f"{number}{said}" if said == "%" else f"{number} {said}".strip()) + marks


def item(label: str) -> str:
    """A label with its gloss, or as it stands."""
    label = label.strip()
    wording = load_wording()
    if label in wording.pieces:
        return wording.pieces[label]
    if known := gloss(label):
        return f"{known} ({label})"
    if match := _shape("cell").fullmatch(label):
        return f"{item(match['row'])}”, column “{item(match['column'])}"  # inside the phrase's own quotes
    if match := _shape("project").fullmatch(label):
        rest = item(match["rest"]) if match["rest"] else ""
        return f"{rest} of the project “{match['name']}”" if rest else f"project “{match['name']}”"
    for ending, said in wording.after.items():
        if label.endswith(ending) and (known := gloss(label.removesuffix(ending))):
            return f"{known} ({label.removesuffix(ending)}), {said}"
    return _shape("years").sub(r"\1", _shape("of_year").sub(r" (\1)", label))


def _listed(held: str, entry: Callable[[str], str | None]) -> str | None:
    told = [entry(one) or _figured(one) for one in _entries(held)]
    return "; ".join(one for one in told if one) if all(told) else None


def _entries(held: str) -> list[str]:
    """The entries of a list: names in a list parted by semicolons may hold commas."""
    parting = _shape("semicolon")
    return (parting if parting.search(held) else _shape("comma")).split(held)


def _figured(one: str) -> str | None:
    """A label with its figure, with marks alone, or in quotation marks."""
    if quoted := _shape("quoted").fullmatch(one):
        return f"“{item(quoted[1])}”"
    if match := _shape("listed_figure").fullmatch(one):
        return f"{item(match['item'])} {figure(match['figure'])}{match['marks']}"
    if match := _shape("listed_name").fullmatch(one):
        return f"{item(match['item'])}{match['marks']}"
    return None
