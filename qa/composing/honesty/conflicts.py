"""A disclosure that contradicts itself is told: both values, each with its place."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal

from index.checking.checks import Check, Operand
from index.checking.checks import Status as CheckStatus
from index.types import Sentence
from qa.composing.honesty.disputes import Dispute, Told, dispute_of, evaluation_of, same_figure, told
from qa.composing.operations import says
from qa.composing.phrases import phrase
from qa.draft import Writer, amount_text, as_wanted, figure_text, item_of, quote, same_place, who
from qa.finding.corpus import DocView
from qa.money import shortest
from qa.types import CellHit, Draft, Hit, Reading, SentenceHit, Status
from qa.understanding.normalise import fold

_PERCENT = "percent."
_SHARE = "percent.share"
_PER_CENT = "%"
_PART_AND_WHOLE = ("part", "whole")


def conflict_of(view: DocView, hit: Hit, reading: Reading | None = None) -> Draft | None:
    """The conflict that this evidence takes part in, as an answer; None where it is undisputed.

    Every value is told in the unit and with the places that the `reading` asks for, beside what is printed.
    What differs by rounding alone is told only where the question itself states both figures; a percentage
    that an amount does not bear out, only where what holds is asked (`remark_of_share` tells it otherwise).
    """
    dispute = told_differently(view, hit, reading)
    return None if dispute is None else _draft(view, dispute, reading)


def told_differently(view: DocView, hit: Hit, reading: Reading | None) -> Dispute | None:
    """The places that tell this evidence's figure differently, that of the evidence among them."""
    said = reading.numbers if reading else ()
    for evidence in (hit, hit.backing):
        if evidence is None:
            continue
        for check in view.contradictions:
            if _of_share(check, evidence) and not _doubts(reading):
                continue
            if (check.status is CheckStatus.FAIL or _asked_for(_values(check), said)) and any(
                _is(operand, evidence) for operand in _in_dispute(check)
            ):
                rounding = check.status is not CheckStatus.FAIL
                return Dispute(_of_check(view, check, hit), rounding)
        dispute = dispute_of(view, evidence)
        if dispute and (not dispute.rounding or _asked_for({t.value for t in dispute.told}, said)):
            return dispute
    return None


def remark_of_share(view: DocView, hit: Hit, writer: Writer) -> str:
    """What a sentence says of the share of an amount that contradicts it; empty where none does."""
    own = [each for each in (hit, hit.backing) if each is not None]
    for check in view.contradictions:
        if check.status is not CheckStatus.FAIL or not any(_of_share(check, each) for each in own):
            continue
        for other in _others(view, check, hit):
            if isinstance(other, SentenceHit) and other.figure and other.figure.unit == _PER_CENT:
                if any(same_place(other, each) for each in own):
                    continue
                said = quote(other.sentence.text, other.figure)
                return phrase(
                    "conflict", "share", page=other.sentence.page, quote=said, mark=writer.mark(other)
                )
    return ""


def _of_share(check: Check, hit: Hit) -> bool:
    """True where the evidence is the amount that a printed percentage is of, not the percentage itself."""
    return check.rule == _SHARE and any(operand.basis and _is(operand, hit) for operand in check.operands)


def _doubts(reading: Reading | None) -> bool:
    return reading is not None and says(fold(reading.question), "doubt", "words")


def denied_evaluation(view: DocView, text: str) -> Draft | None:
    """The conflict about evaluations that a sentence denies and a table holds, if these are asked about."""
    dispute = evaluation_of(view, text)
    return None if dispute is None else _draft(view, dispute, None)


def _values(check: Check) -> set[Decimal]:
    return {operand.value for operand in check.operands if operand.value is not None}


def _in_dispute(check: Check) -> tuple[Operand, ...]:
    """The figures in dispute; of a share whose part exceeds its whole, the part and the whole as well."""
    basis = [operand for operand in check.operands if operand.basis and operand.value is not None]
    if check.rule == _SHARE and len(basis) == len(_PART_AND_WHOLE):
        part, whole = (operand.value for operand in basis)
        if part is not None and whole is not None and part > whole:
            return check.operands
    return check.disputed


def _asked_for(values: Collection[Decimal], said: Sequence[str]) -> bool:
    """True where the question states more than one of the values."""
    return len({value.normalize() for value in values} & {Decimal(each).normalize() for each in said}) > 1


def _is(operand: Operand, hit: Hit) -> bool:
    if isinstance(hit, CellHit):
        cell = hit.cell
        return operand.cell_key == (cell.table_id, cell.row, cell.col)
    figure = hit.figure
    same = operand.sentence_id == hit.sentence.sentence_id
    return same and figure is not None and figure.value == operand.value and figure.unit == operand.unit


def _of_check(view: DocView, check: Check, hit: Hit) -> tuple[Told, ...]:
    """The evidence and the other figures of a check, each place once."""
    found: dict[tuple[Decimal, str | None, str | None], Told] = {}
    for other in (hit, *_others(view, check, hit)):
        sentence = other.sentence.sentence_id if isinstance(other, SentenceHit) else None
        one = told(other)
        if one is not None and not (other is not hit and hit.backing and same_figure(other, hit.backing)):
            found.setdefault((one.value, one.unit, sentence), one)
    return tuple(found.values())


def _draft(view: DocView, dispute: Dispute, reading: Reading | None) -> Draft:
    writer = Writer()
    sentences: set[str] = set()
    figures = [_figure(each, writer, reading) for each in dispute.told]
    parts = [_part(each, writer, sentences) for each in figures]
    first = figures[0]
    names = {
        "who": who(view.disclosure),
        "year": view.disclosure.year,
        "item": dispute.item or item_of(first.stated.hit, view) or phrase("conflict", "this"),
    }
    text = phrase("conflict", "rounding" if dispute.rounding else "lead", **names) + "；".join(parts)
    text += phrase("conflict", "end_rounding" if dispute.rounding else "end")
    formula = "；".join(f"{each.printed} = {each.wanted}" for each in figures if each.wanted) or None
    return writer.draft(Status.CONFLICT, text, value=first.value, unit=first.unit, formula=formula)


@dataclass(frozen=True, slots=True)
class _Stated:
    """A disputed figure as it is told: as printed, and as asked where that differs (`wanted`)."""

    stated: Told
    value: Decimal
    unit: str | None
    printed: str
    wanted: str | None

    @property
    def figure(self) -> str:
        """The figure as asked with what is printed beside it."""
        if self.wanted is None:
            return self.printed
        return phrase("conflict", "converted", figure=self.wanted, printed=self.printed)


def _figure(told: Told, writer: Writer, reading: Reading | None) -> _Stated:
    printed = figure_text(told.hit) if told.quote is None else amount_text(told.value, told.unit)
    value, unit = as_wanted(told.value, told.unit, reading) if reading else (told.value, told.unit)
    if (value, unit) == (told.value, told.unit):
        return _Stated(told, value, unit, printed, None)
    if reading and reading.decimals is None:
        value = shortest(value)
    return _Stated(told, value, unit, printed, amount_text(writer.derived(value), unit))


def _others(view: DocView, check: Check, hit: Hit) -> list[Hit]:
    found = []
    told = check.operands if check.rule.startswith(_PERCENT) else _in_dispute(check)
    for operand in told:
        if not _is(operand, hit) and (other := hit_of(view, operand)) is not None:
            found.append(other)
    return found


def hit_of(view: DocView, operand: Operand) -> Hit | None:
    """The cell or the figure that a check compares, as evidence; None where it is not there any more."""
    if operand.sentence_id is not None:
        for sentence in view.sentences:
            if sentence.sentence_id == operand.sentence_id:
                return _sentence_hit(sentence, operand)
        return None
    for table in view.tables:
        for cell in table.cells:
            if (cell.table_id, cell.row, cell.col) == operand.cell_key:
                return CellHit(cell, 1.0, ("contradiction",))
    return None


def _sentence_hit(sentence: Sentence, operand: Operand) -> SentenceHit | None:
    for figure in sentence.figures:
        if figure.value == operand.value and figure.unit == operand.unit:
            return SentenceHit(sentence, 1.0, figure, figure.measure, ("contradiction",))
    return None


def _part(told: _Stated, writer: Writer, sentences: set[str]) -> str:
    """One place with its figure; a sentence is quoted once (`sentences` holds those that were)."""
    hit, words = told.stated.hit, told.stated.quote
    if isinstance(hit, SentenceHit):
        again = hit.sentence.sentence_id in sentences
        sentences.add(hit.sentence.sentence_id)
        return phrase(
            "conflict",
            "sentence_again" if again else "sentence",
            page=hit.sentence.page,
            figure=told.figure,
            mark=writer.mark(hit),
            quote=quote(hit.sentence.text, hit.figure),
        )
    cell = hit.cell
    text = phrase(
        "conflict",
        "cell" if words is None else "cell_words",
        title=cell.table_title,
        page=cell.page,
        row=cell.row_label or cell.column_label,
        figure=told.figure,
        quote=words,
        mark=writer.mark(hit),
    )
    if hit.backing is None:
        return text
    backing = hit.backing.sentence
    return text + phrase("conflict", "backing", page=backing.page, quote=quote(backing.text))
