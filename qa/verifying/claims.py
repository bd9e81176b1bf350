"""What the words of a sentence claim about its figures: up or down, the most, more than, yes or no."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise
from typing import Final

from index.types import Direction, Measure
from qa.verifying.faults import Fault, Reason
from qa.verifying.names import names_of
from qa.verifying.numerals import MONEY, Kind
from qa.verifying.passage import Piece, Statement
from qa.verifying.sources import Printed, Source, squeeze
from qa.verifying.tracing import Ledger, Result, Traced
from qa.verifying.words import words

_NEAR: Final = 16  # characters between a word and the figure that it speaks of
_BARRIER: Final = re.compile(r"[,;:。、(]")


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
    compared = re.search(r"比|较|相比|than|与|和", before)
    if compared is None:
        return sign
    left = _named(ledger, before[: compared.start()], result)
    right = _named(ledger, before[compared.end() :], result)
    turned = left == 1 or right == 0
    return {Sign.UP: Sign.DOWN, Sign.DOWN: Sign.UP}.get(sign, sign) if turned and left != right else sign


def _named(ledger: Ledger, words_before: str, result: Result) -> int | None:
    """Which operand (0 or 1) a stretch names, by department, year or label; None where it is not clear."""
    sides = [ledger.of(tuple(ns)) for ns in result.operands[:2]]
    if len(sides) < 2 or not sides[0] or not sides[1]:
        return None
    text = squeeze(words_before)
    scores = [[_score(text, source) for source in side] for side in sides]
    first, second = max(scores[0]), max(scores[1])
    return None if first == second else 0 if first > second else 1


def _score(text: str, source: Source) -> int:
    """How much of a source a stretch of text names: its year, its department, its labels."""
    year = 4 if str(source.disclosure.year) in text else 0
    name = max((len(name) for name in names_of(source.disclosure) if name in text), default=0)
    label = max((len(label) for label in source.labels if squeeze(label) in text), default=0)
    return year + name + label


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
    """The direction between exactly two comparable figures, the later year or the one named first less the other."""
    values = comparable(sources)
    if len({source.n for source, _ in values}) < 2:
        return None
    if len({value for _, value in values}) == 1:
        return Sign.FLAT
    (a, left), (b, right) = values[0], next(pair for pair in values if pair[1] != values[0][1])
    before = squeeze(ledger.passage.text[statement.start : place])
    compared = re.search(r"比|较|than|与", before)
    if compared is not None and a.disclosure.year == b.disclosure.year:
        first = before[: compared.start()]
        if _score(first, b) > _score(first, a):
            left, right = right, left
    elif a.disclosure.year < b.disclosure.year:
        left, right = right, left
    return sign_of(left - right)


def comparable(sources: Sequence[Source]) -> list[tuple[Source, Decimal]]:
    """One figure for each source, all of one family: of a cell its value, of a sentence its figure."""
    found = []
    for source in sources:
        figure = None if source.sentence is None else getattr(source.hit, "figure", None)
        printed = [p for p in source.printed if source.cell is not None or p.figure is figure]
        if printed and (source.cell is not None or figure is not None):
            found.append((source, printed[0]))
    families = [printed.family for _, printed in found]
    family = max(families, key=families.count, default=None)
    return [(source, printed.value) for source, printed in found if printed.family == family]


def superlatives_at_fault(
    ledger: Ledger, statement: Statement, piece: Piece, traced: Sequence[Traced]
) -> Iterator[Fault]:
    """The most and the least, and orders, against all figures that the answer cites."""
    text = ledger.passage.said(piece.start, piece.end)
    for pattern, highest in ((words().most, True), (words().least, False)):
        for match in pattern.finditer(text):
            if not _extreme(ledger, statement, piece, piece.start + match.start(), traced, highest):
                yield Fault(
                    Reason.SUPERLATIVE, text[max(0, match.start() - 8) : match.end() + 8].strip("\x00 ")
                )


def _extreme(
    ledger: Ledger, statement: Statement, piece: Piece, place: int, traced: Sequence[Traced], highest: bool
) -> bool:
    """True where what is called the most or the least is it, among two or more cited figures."""
    pattern = words().most if highest else words().least
    sources = ledger.of(piece.marks)
    if any(source.sentence is not None and pattern.search(source.words[0]) for source in sources):
        return True
    values = comparable(ledger.sources)
    if len({value for _, value in values}) < 2 and len({source.n for source, _ in values}) < 2:
        return False
    subject = _subject(ledger, statement, piece, place, [source for source, _ in values], traced)
    if subject is None:
        return False
    totals = {source.n for source, _ in values if _is_total(source)} - {subject.n}
    others = [value for source, value in values if source.n not in totals]
    own = next((value for source, value in values if source.n == subject.n), None)
    return own is not None and own == (max(others) if highest else min(others))


def _is_total(source: Source) -> bool:
    cell = source.cell
    return cell is not None and re.search("合计|总计|小计|总额", cell.row_label) is not None


def _subject(
    ledger: Ledger,
    statement: Statement,
    piece: Piece,
    place: int,
    sources: Sequence[Source],
    traced: Sequence[Traced],
) -> Source | None:
    """The source that a superlative speaks of: the figure next to it, else the one that is named before it."""
    near = sorted(traced, key=lambda t: abs(t.numeral.start - place))
    if not piece.tail and near and near[0].sources:
        return next((source for source in sources if source.n in near[0].sources), None)
    said = squeeze(_BARRIER.split(ledger.passage.text[statement.start : place])[-1])
    scored = sorted(((_score(said, source), -source.n, source) for source in sources), key=lambda s: s[:2])
    return scored[-1][2] if scored and scored[-1][0] > 0 else None


def orders_at_fault(ledger: Ledger, statement: Statement, traced: Sequence[Traced]) -> Iterator[Fault]:
    """从高到低 and the like: the figures behind it have to run that way."""
    text = ledger.passage.said(statement.start, statement.end)
    for pattern, falling in ((words().falling, True), (words().rising, False)):
        match = pattern.search(text)
        if match is None:
            continue
        behind = [t for t in traced if t.numeral.start > statement.start + match.start() and t.result is None]
        listed = [t.numeral.value for t in behind if t.numeral.kind is Kind.AMOUNT and t.sources]
        steps = [(a >= b) if falling else (a <= b) for a, b in pairwise(listed)]
        if len(listed) > 1 and not all(steps):
            yield Fault(Reason.SUPERLATIVE, match.group())


def comparisons_at_fault(
    ledger: Ledger, statement: Statement, traced: Sequence[Traced | Fault]
) -> Iterator[Fault]:
    """Higher than, lower than: the figure or the operand named before against that behind."""
    text = ledger.passage.said(statement.start, statement.end)
    facts = [t for t in traced if isinstance(t, Traced)]
    for pattern, greater in ((words().greater, True), (words().smaller, False)):
        for match in pattern.finditer(text):
            start, end = statement.start + match.start(), statement.start + match.end()
            if _hedges(start, facts) or _in_evidence(ledger, statement, pattern):
                continue
            left, right = _sides(ledger, statement, start, end, facts)
            # 不超过, 不低于 turn the word round and allow for the same.
            fine = left is not None and right is not None and _holds(match.group(), left, right, greater)
            if not fine:
                yield Fault(
                    Reason.COMPARISON, text[max(0, match.start() - 6) : match.end() + 10].strip("\x00 ")
                )


def _holds(word: str, left: Decimal, right: Decimal, greater: bool) -> bool:
    if word.startswith("不") and word not in ("不足", "不到", "不及"):
        return left >= right if greater else left <= right
    return left > right if greater else left < right


def _hedges(start: int, facts: Sequence[Traced]) -> bool:
    """True where the word belongs to a rough figure that is traced: 超过 1,400 万元."""
    return any(t.numeral.start <= start < t.numeral.end and (t.sources or t.result) for t in facts)


def _in_evidence(ledger: Ledger, statement: Statement, pattern: re.Pattern[str]) -> bool:
    sources = ledger.of(statement.marks)
    return any(source.sentence is not None and pattern.search(source.words[0]) for source in sources)


def _sides(
    ledger: Ledger, statement: Statement, start: int, end: int, facts: Sequence[Traced]
) -> tuple[Decimal | None, Decimal | None]:
    """The figures compared: written beside the word, else of what is named there."""
    before = [t.numeral.value for t in facts if t.numeral.end <= start]
    behind = [t.numeral.value for t in facts if t.numeral.end > end]
    values = comparable(ledger.of(statement.marks) or ledger.sources)
    left = before[-1] if before else _value_named(ledger.passage.text[statement.start : start], values)
    right = behind[0] if behind else _value_named(ledger.passage.text[end : statement.end], values)
    if left is not None and right is None and len(values) == 2:
        right = next((value for _, value in values if value != left), None)
    return left, right


def _value_named(text: str, values: Sequence[tuple[Source, Decimal]]) -> Decimal | None:
    said = squeeze(text)
    scored = sorted(
        ((_score(said, source), -source.n, value) for source, value in values), key=lambda s: s[:2]
    )
    return scored[-1][2] if scored and scored[-1][0] > 0 else None


def verdict_at_fault(ledger: Ledger, statement: Statement, traced: Sequence[Traced]) -> Iterator[Fault]:
    """Over or within the budget, there or not: against the figures of the same sentence or the next."""
    text = ledger.passage.said(statement.start, statement.end)
    within = words().within.search(text)
    over = None if within else words().over.search(text)
    if not within and not over:
        return
    sides = _final_and_budget(ledger)
    if sides is None:
        yield Fault(Reason.VERDICT, (within or over).group() if (within or over) else "")  # type: ignore[union-attr]
    elif (sides[0] > sides[1]) != (over is not None):
        yield Fault(Reason.VERDICT, (over or within).group() if (over or within) else "")  # type: ignore[union-attr]


def _final_and_budget(ledger: Ledger) -> tuple[Decimal, Decimal] | None:
    """What was spent and what was planned, or the rate of execution and 100."""
    final: Decimal | None = None
    budget: Decimal | None = None
    for source, value in comparable(ledger.sources):
        labels = source.cell.column_label if source.cell else ""
        measure = getattr(getattr(source.hit, "figure", None), "measure", None)
        if measure is Measure.EXECUTION:
            return value, Decimal(100)
        if "预算数" in labels or "预算" in labels.rsplit(" / ", 1)[-1] or measure is Measure.BUDGET:
            budget = value if budget is None else budget
        else:
            final = value if final is None else final
    return None if final is None or budget is None else (final, budget)


def money_or_rate(printed: Printed) -> bool:
    """True for figures that directions are usually told of."""
    return printed.family in (MONEY, "%")
