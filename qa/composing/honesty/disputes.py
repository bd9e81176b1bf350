"""Figures of one thing that a disclosure states twice and differently, beyond what its checks compare.

Three classes: the amount of a project in the text, in its performance table and in the words of that
table; an indicator and the words, or the second table, that state it again; evaluations that a sentence
denies and whose tables exist.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from index.types import Cell, Sentence
from qa.compute import unit_of, value_of
from qa.finding.corpus import DocView, plain_text
from qa.finding.indicators import label_of, same_indicator
from qa.finding.projects import Amount, Project
from qa.money import convert, is_money, places
from qa.types import CellHit, Hit, SentenceHit

_LABEL = 4  # a shorter label is a word like any other
_AROUND = 24  # characters of a cell's words quoted on either side of a figure
_SPENT_WORDS = re.compile(
    r"实际(?:支出|支付|使用|执行)(?:数|资金)?[为了共]?\s*(?P<number>\d[\d,]*(?:\.\d+)?)\s*(?P<unit>万元|元)"
)
_STATED = (
    r"(?:数量|个数|人数)?[为是达到约共:：]{0,3}"
    r"(?P<number>\d[\d,]*(?:\.\d+)?)(?P<unit>%|[\u4e00-\u9fff])?"
)
_LOOSE = frozenset({"个", "家", "人", "名", "户", "项", "件", "场", "次", "条", "套", "台", "箱", "期"})
_NONE_EVALUATED = re.compile(r"对\s*0\s*个(?:单位|部门|项目).{0,12}(?:评价|自评)")
_EVALUATED = re.compile("绩效.{0,4}(?:评价|自评)")
_TOTAL_SCORES = frozenset({"总分", "总得分", "合计", "部门整体自评得分", "综合得分"})
_WHOLE = "整体"
_EVALUATION = "绩效评价（自评）"
_POINTS = "分"
_LIKE = ((True, True), (False, False))


@dataclass(frozen=True, slots=True)
class Told:
    """A figure that one place gives; `quote` holds the words around it where the place is prose in a cell."""

    hit: Hit
    value: Decimal
    unit: str | None
    quote: str | None = None


@dataclass(frozen=True, slots=True)
class Dispute:
    """Places that give different figures for one thing; `rounding` where only the last digit differs."""

    told: tuple[Told, ...]
    rounding: bool = False
    item: str | None = None  # what it is about, where the evidence does not name it


def dispute_of(view: DocView, hit: Hit) -> Dispute | None:
    """The dispute that a piece of evidence takes part in, beyond the checks of the index; None where none."""
    own = told(hit)
    if own is None:
        return None
    for others in (_of_project(view, hit), _of_indicator(view, hit)):
        found = [other for other in others if comparable(own, other)]
        differing = [other for other in found if not _same(own, other)]
        if differing:
            rounding = all(_within_rounding(own, other) for other in differing)
            return Dispute((own, *_distinct(own, found)), rounding)
    if not isinstance(hit, SentenceHit) or (said := _NONE_EVALUATED.search(hit.sentence.text)) is None:
        return None
    counts = hit.figure is not None and said.start() <= hit.figure.start < said.end()
    return _of_evaluation(view, hit.sentence) if counts else None


def told(hit: Hit) -> Told | None:
    """What a piece of evidence says; None where it prints no figure."""
    value = value_of(hit)
    return None if value is None else Told(hit, value, unit_of(hit))


def comparable(left: Told, right: Told) -> bool:
    """True where both are money, or both count the same kind of thing."""
    if is_money(left.unit) or is_money(right.unit):
        return is_money(left.unit) and is_money(right.unit)
    if left.unit == right.unit or None in (left.unit, right.unit):
        return True
    return {left.unit, right.unit} <= _LOOSE


def _same(left: Told, right: Told) -> bool:
    """True where both state one value; points never equal a count."""
    points = (left.unit == _POINTS, right.unit == _POINTS)
    return points in _LIKE and convert(right.value, right.unit, left.unit) == left.value


def _within_rounding(left: Told, right: Told) -> bool:
    """True where both may be roundings of one figure: half a unit of the last digit of each apart."""
    if not is_money(left.unit):
        return False
    slack = sum(
        (convert(Decimal(1).scaleb(-places(each.value)) / 2, each.unit, left.unit) for each in (left, right)),
        Decimal(0),
    )
    return abs(left.value - convert(right.value, right.unit, left.unit)) <= slack


def _distinct(own: Told, found: Iterable[Told]) -> tuple[Told, ...]:
    """Every value once, that of `own` not again."""
    kept: dict[Decimal, Told] = {}
    for other in found:
        value = convert(other.value, other.unit, own.unit)
        if not _same(own, other):
            kept.setdefault(value, other)
    return tuple(kept.values())


def _of_project(view: DocView, hit: Hit) -> Iterator[Told]:
    """The other places that give the same amount of the project whose amount the evidence is."""
    for project in view.projects:
        for amount in Amount:
            stated = [*_stated(view, project, amount)]
            if any(same_figure(hit, other.hit) for other in stated):
                yield from (other for other in stated if not same_figure(hit, other.hit))


def _stated(view: DocView, project: Project, amount: Amount) -> Iterator[Told]:
    if (cell := project.total(amount)) is not None and cell.value is not None:
        yield Told(CellHit(cell, 1.0), cell.value, cell.unit)
    for sentence, figure in view.project_figures[project.key, amount]:
        yield Told(SentenceHit(sentence, 1.0, figure, figure.measure), figure.value, figure.unit)
    if amount is Amount.SPENT:
        for cell in project.cells():
            yield from _in_prose(cell, _SPENT_WORDS, unicodedata.normalize("NFKC", cell.text))


def same_figure(left: Hit, right: Hit) -> bool:
    """True for the same cell, or the same figure of the same sentence."""
    if isinstance(left, CellHit) and isinstance(right, CellHit):
        a, b = left.cell, right.cell
        return (a.table_id, a.row, a.col) == (b.table_id, b.row, b.col)
    if isinstance(left, SentenceHit) and isinstance(right, SentenceHit):
        return left.sentence.sentence_id == right.sentence.sentence_id and left.figure == right.figure
    return False


def _in_prose(cell: Cell, pattern: re.Pattern[str], text: str) -> Iterator[Told]:
    """The figures that the words of a cell state in a pattern's place."""
    if cell.value is not None:
        return
    for match in pattern.finditer(text):
        value = Decimal(match["number"].replace(",", ""))
        start = max(0, match.start() - _AROUND // 2)
        yield Told(CellHit(cell, 1.0), value, match["unit"], text[start : match.end() + _AROUND // 2])


def _of_indicator(view: DocView, hit: Hit) -> Iterator[Told]:
    """What the words of its project, or a second table, state of the indicator that the evidence is of."""
    if not isinstance(hit, CellHit) or hit.cell.form is not None or _is_target(hit.cell):
        return
    label = label_of(hit.cell)
    project = view.project_of(hit.cell.table_id)
    if project is None or len(label) < _LABEL:
        return
    if unit_of(hit) == _POINTS:
        yield from _scores(view, hit.cell, project)
        return
    pattern = re.compile(re.escape(label) + _STATED)
    for cell in project.cells():
        yield from _in_prose(cell, pattern, plain_text(cell.text))


def _is_target(cell: Cell) -> bool:
    return any(word in cell.column_label for word in ("指标值", "目标值", "预期", "年初", "分值"))


def _scores(view: DocView, cell: Cell, project: Project) -> Iterator[Told]:
    """The points that another table of the project gives for the same indicator."""
    for other in project.cells():
        points = other.unit == _POINTS and not _is_target(other) and other.value is not None
        if points and other.table_id != cell.table_id and same_indicator(view, cell, other):
            found = told(CellHit(other, 1.0))
            if found is not None:
                yield found


def evaluation_of(view: DocView, text: str) -> Dispute | None:
    """The dispute about evaluations that a question asks about: denied in a sentence, there in a table."""
    if not _EVALUATED.search(text):
        return None
    for sentence in view.sentences:
        said = _NONE_EVALUATED.search(sentence.text)
        if said and (_WHOLE in text) == (_WHOLE in said.group()):
            return _of_evaluation(view, sentence)
    return None


def _of_evaluation(view: DocView, sentence: Sentence) -> Dispute | None:
    """The total points of evaluations that exist, where the sentence says that none was made."""
    said = _NONE_EVALUATED.search(sentence.text)
    counts = [f for f in sentence.figures if said and said.start() <= f.start < said.end()]
    if said is None or not counts:
        return None
    count = counts[0]
    none = Told(SentenceHit(sentence, 1.0, count, count.measure), count.value, count.unit)
    tables = [t for t in view.tables if t.form is None and (_WHOLE in t.title) == (_WHOLE in said.group())]
    cells = [c for t in tables for c in t.cells if label_of(c) in _TOTAL_SCORES and not _is_target(c)]
    scores = [Told(CellHit(c, 1.0), c.value, c.unit) for c in cells if c.value is not None]
    return Dispute((none, *scores), item=_EVALUATION) if scores else None
