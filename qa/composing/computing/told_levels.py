"""The accounts of one level as the text lists them, where no form does (attachments that are missing)."""

from __future__ import annotations

import re

from index.types import Figure, Measure
from qa.composing.computing.breakdown import told_classes, top_level
from qa.composing.computing.levels import CLASS, ITEM
from qa.finding.corpus import DocView
from qa.money import is_money
from qa.types import Hit, SentenceHit

_LAST_NAME = re.compile(r"[)）](?P<name>[^()（）]*(?:[(（][^类款项()（）]+[)）][^()（）]*)*)[(（]项[)）]\s*$")
_SPENT = frozenset({Measure.FINAL, Measure.AMOUNT})


def amounts_told(view: DocView, digits: int) -> list[tuple[str, Hit]]:
    """The 类 or the 项 that the text lists with what was spent on each; none for any other level."""
    if digits == CLASS:
        return top_level(view)
    return _items(view) if digits == ITEM else []


def shares_told(view: DocView) -> list[tuple[str, SentenceHit]]:
    """The 类 that one sentence lists with their printed shares."""
    return max((told_classes(sentence, share=True) for sentence in view.sentences), key=len, default=[])


def _items(view: DocView) -> list[tuple[str, Hit]]:
    found: dict[str, tuple[str, Hit]] = {}
    for sentence in view.sentences:
        for figure in sentence.figures:
            path = (figure.subject or "").replace(" ", "")
            name = _LAST_NAME.search(path)
            if name is not None and path not in found and _is_spent(figure, view.disclosure.year):
                found[path] = name["name"], SentenceHit(sentence, 1.0, figure, figure.measure)
    return list(found.values())


def _is_spent(figure: Figure, year: int) -> bool:
    return figure.measure in _SPENT and is_money(figure.unit) and figure.year in {None, year}
