"""Directions that a sentence claims (增加, 减少, 持平, 多, 少): the operands have to run that way."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from enum import StrEnum
from typing import Final

from index.types import Direction, Measure
from qa.verifying.faults import Fault, Reason
from qa.verifying.naming import better_named
from qa.verifying.passage import Piece, Statement
from qa.verifying.results import Ledger, Result
from qa.verifying.sources import Printed, Source, comparable, squeeze
from qa.verifying.tracing import Traced
from qa.verifying.words import words

_NEAR: Final = 16  # characters between a word and the figure that it speaks of
_COMPARED: Final = re.compile(r"比|较|相比|than|与|和")


class Sign(StrEnum):
    """A direction that is claimed or found."""

    UP = "up"
    DOWN = "down"
    FLAT = "flat"


_OF: Final = {Direction.UP: Sign.UP, Direction.DOWN: Sign.DOWN, Direction.FLAT: Sign.FLAT}


def sign_of(value: Decimal) -> Sign:
    """The direction of a difference."""
    return Sign.UP if value > 0 else Sign.DOWN if value < 0 else Sign.FLAT


def claims_of(text: str) -> Iterator[tuple[re.Match[str], Sign]]:
    """The direction words of a text without quotations and labels."""
    lists = words()
    for sign, pattern in ((Sign.UP, lists.up), (Sign.DOWN, lists.down), (Sign.FLAT, lists.flat)):
        for match in pattern.finditer(text):
            yield match, sign


def directions_at_fault(
    ledger: Ledger, statement: Statement, piece: Piece, traced: Sequence[Traced]
) -> Iterator[Fault]:
    """Directions that the operands do not bear out, or that nothing bears out."""
    text = ledger.passage.said(piece.start, piece.end)
    for match, claimed in claims_of(text):
        place = piece.start + match.start()
        figure = _figure_of(place, piece.start + match.end(), traced)
        found = _found(ledger, statement, piece, place, figure, claimed)
        if found is not claimed:
            yield Fault(Reason.DIRECTION, text[max(0, match.start() - 4) : match.end() + 12].strip("\x00 "))


def _figure_of(start: int, end: int, traced: Sequence[Traced]) -> Traced | None:
    """The figure that a direction word speaks of: the next one close behind it, else the one right before."""
    behind = [t for t in traced if 0 <= t.numeral.start - end <= _NEAR]
    if behind:
        return behind[0]
    before = [t for t in traced if 0 <= start - t.numeral.end <= 4]
    return before[-1] if before else None


def _found(
    ledger: Ledger, statement: Statement, piece: Piece, place: int, figure: Traced | None, claimed: Sign
) -> Sign | None:
    """The direction that the evidence gives; None where it gives none."""
    if figure is not None and figure.result is not None:
        return _of_result(ledger, statement, place, figure.result)
    if (
        claimed is Sign.FLAT
        and (sign := _of_two(ledger, statement, place, ledger.of(piece.marks))) is Sign.FLAT
    ):
        return sign
    if figure is not None and figure.printed:
        return _of_printed(ledger, figure, claimed)
    return _without_figure(ledger, statement, piece, place, claimed)


def _of_result(ledger: Ledger, statement: Statement, place: int, result: Result) -> Sign | None:
    """The sign of a difference, turned round where the sentence names its operands the other way."""
    if not result.formula.change:
        # 推算: 2020 年 = 2021 年 + 减少额; the words are those of the printed change.
        changes = [s for n in frozenset().union(*result.operands) for s in ledger.of((n,))]
        return next((sign for s in changes for p in s.printed if (sign := _printed_sign(p))), None)
    sign = sign_of(result.formula.result)
    before = ledger.passage.text[statement.start : place]
    compared = _COMPARED.search(before)
    sides = [ledger.of(tuple(ns)) for ns in result.operands[:2]]
    if compared is None or len(sides) < 2:
        return sign
    left = better_named(before[: compared.start()], sides, result.formula.operands)
    right = better_named(before[compared.end() :], sides, result.formula.operands)
    turned = left == 1 or right == 0
    return {Sign.UP: Sign.DOWN, Sign.DOWN: Sign.UP}.get(sign, sign) if turned and left != right else sign


def _of_printed(ledger: Ledger, figure: Traced, claimed: Sign) -> Sign | None:
    """The direction that the evidence prints with a figure."""
    signs = [sign for printed in figure.printed if (sign := _printed_sign(printed)) is not None]
    if signs:
        return claimed if claimed in signs else signs[0]
    for source in ledger.of(figure.sources):
        if (cell := source.cell) is not None:
            labels = "".join(source.labels)
            if re.search("增减|增加|减少|增长|下降|变动", labels) and cell.value is not None:
                return sign_of(cell.value) if "增减" in labels or "变动" in labels else claimed
        elif any(sign is claimed for _, sign in claims_of(source.words[0])):
            return claimed
    return None


def _printed_sign(printed: Printed) -> Sign | None:
    figure = printed.figure
    if figure is None or figure.direction is None:
        return None
    if figure.measure in (Measure.CHANGE, Measure.CHANGE_RATE, None) or figure.direction is Direction.FLAT:
        return Sign.FLAT if not figure.value and figure.direction is Direction.FLAT else _OF[figure.direction]
    return None


def _without_figure(
    ledger: Ledger, statement: Statement, piece: Piece, place: int, claimed: Sign
) -> Sign | None:
    """A direction without a figure of its own (与上年持平, 有所增加): the evidence has to say so."""
    sources = ledger.of(piece.marks) or ledger.of(statement.marks) or ledger.sources
    for source in sources:
        if source.sentence is None:
            continue
        signs = {sign for printed in source.printed if (sign := _printed_sign(printed))}
        said = {sign for _, sign in claims_of(source.words[0])}
        if claimed in (signs or said) or (claimed is Sign.FLAT and claimed in said):
            return claimed
        if signs:
            return next(iter(signs))
    return _of_two(ledger, statement, place, sources)


def _of_two(ledger: Ledger, statement: Statement, place: int, sources: Sequence[Source]) -> Sign | None:
    """The direction between two comparable figures: the later, or the one named first, less the other."""
    values = comparable(sources)
    if len({source.n for source, _ in values}) < 2:
        return None
    if len({value for _, value in values}) == 1:
        return Sign.FLAT
    (a, left), (b, right) = values[0], next(pair for pair in values if pair[1] != values[0][1])
    before = squeeze(ledger.passage.text[statement.start : place])
    compared = _COMPARED.search(before)
    if a.disclosure.year != b.disclosure.year:
        turned = a.disclosure.year < b.disclosure.year
    else:
        turned = compared is not None and better_named(before[: compared.start()], [(a,), (b,)]) == 1
    return sign_of(right - left if turned else left - right)
