"""Building a draft: every figure is written from its evidence, and its mark is given out here."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from index.forms.labels import label_key
from index.types import Cell, Disclosure, Figure
from qa.compute import unit_of, value_of
from qa.finding.corpus import DocView
from qa.finding.projects import project_in_title, project_of
from qa.money import convert, is_money, rounded, shown
from qa.types import CellHit, Draft, Hit, Reading, SentenceHit, Status
from qa.understanding.asked import same_measure
from qa.understanding.vocabulary import plain

_QUOTE_LENGTH = 160
_BEFORE = 30
MARK = re.compile(r"\[(\d+)\]")
_COUNTED_IN = re.compile(r"[(（](?:个|辆|人|人次|批|批次|次|台|套|件|户|万元|元|台、辆|台（套）)[)）]$")
_TITLE_TAIL = re.compile(r"(?:支出)?(?:决算)?(?:明细)?(?:情况)?表$")
_YEAR_OPENS = re.compile(r"(\d{4})年度?(?=.)")
_GRAND_TOTAL = "总计"
_WHOLE_MONEY = ("资金总额", "财政资金")
_PARTS_OF_WHOLE = ("行政单位", "参照公务员法管理")  # 机关运行经费 / (一)行政单位: the heading is the item
_BARE_TOTALS = frozenset({"", "合计", "总计", "栏次合计", "小计"})
_BARE_COLUMNS = frozenset(
    {
        "项目",
        "金额",
        "统计数",
        "数量",
        "小计",
        "合计",
        "决算数",
        "预算数",
        "年初预算数",
        "全年预算数",
        "决算",
        "预算",
    }
)


_Place = tuple[tuple[str, int, int] | str, Figure | None]


class Writer:
    """Collects evidence in the order in which it is cited and hands out the marks.

    `each_figure` gives every figure of a sentence a mark of its own, for setting them against each other.
    """

    def __init__(self, *, each_figure: bool = False) -> None:
        self._each_figure = each_figure
        self._evidence: list[Hit] = []
        self._numbers: dict[_Place, int] = {}
        self._derived: list[Decimal] = []

    def mark(self, hit: Hit) -> str:
        """The marks `[n]` of a piece of evidence and of what backs it; the same evidence keeps its number."""
        own = self._mark(hit)
        return own + self._mark(hit.backing) if hit.backing else own

    def _mark(self, hit: Hit) -> str:
        place = _place_of(hit), _figure_of(hit) if self._each_figure else None
        if place not in self._numbers:
            self._evidence.append(hit)
            self._numbers[place] = len(self._evidence)
        return f"[{self._numbers[place]}]"

    def marks(self, hits: tuple[Hit, ...]) -> str:
        """The marks of several pieces, without repeats."""
        given = MARK.finditer("".join(self.mark(hit) for hit in hits))
        return "".join(dict.fromkeys(match.group() for match in given))

    @property
    def numbers(self) -> tuple[Decimal, ...]:
        """The computed values so far."""
        return tuple(self._derived)

    def derived(self, value: Decimal) -> Decimal:
        """Remember a computed value that the text states."""
        self._derived.append(value)
        return value

    def draft(
        self,
        status: Status,
        text: str,
        *,
        value: Decimal | None = None,
        unit: str | None = None,
        formula: str | None = None,
        boolean: bool | None = None,
        options: tuple[str, ...] = (),
    ) -> Draft:
        """The finished draft."""
        return Draft(
            status, text, tuple(self._evidence), value, unit, boolean, options, formula, tuple(self._derived)
        )


def joined(first: Draft, second: Draft) -> Draft:
    """The first draft with the text of the second after it; marks are counted on, the same evidence once."""
    evidence = list(first.evidence)
    numbers: dict[int, int] = {}
    for n, hit in enumerate(second.evidence, start=1):
        known = next((k for k, other in enumerate(evidence, start=1) if same_place(other, hit)), None)
        if known is None:
            evidence.append(hit)
        numbers[n] = known or len(evidence)
    text = MARK.sub(lambda match: f"[{numbers[int(match[1])]}]", second.text)
    return replace(
        first, text=first.text + text, evidence=tuple(evidence), derived=(*first.derived, *second.derived)
    )


def told_of(draft: Draft) -> list[Hit]:
    """The evidence that the text itself cites, without what only stands in the table beside it."""
    marks = {int(mark) for mark in MARK.findall(draft.text)}
    return [hit for n, hit in enumerate(draft.evidence, start=1) if n in marks]


def _figure_of(hit: Hit) -> Figure | None:
    return hit.figure if isinstance(hit, SentenceHit) else None


def same_place(left: Hit, right: Hit) -> bool:
    """True for the same cell, or the same sentence."""
    return _place_of(left) == _place_of(right)


def _place_of(hit: Hit) -> tuple[str, int, int] | str:
    """The cell, or the sentence."""
    if isinstance(hit, CellHit):
        return hit.cell.table_id, hit.cell.row, hit.cell.col
    return hit.sentence.sentence_id


def who(disclosure: Disclosure) -> str:
    """The department with its place, as it is named in answers."""
    name = disclosure.department
    region = disclosure.region
    for part in (region.district, region.city):
        if part and part not in name and part.rstrip("市区县") not in name:
            name = part + name
    return name


def item_of(hit: Hit, view: DocView | None = None) -> str:
    """What a figure is of, in words: the row's label, the column where the row is a total.

    `view` names the project of a performance table whose title does not.
    """
    if isinstance(hit, SentenceHit):
        return _balanced((hit.figure.subject if hit.figure else None) or "")
    if project := _project_name(hit.cell, view):
        return _of_project(hit.cell, project)
    label = _COUNTED_IN.sub("", label_key(hit.cell.row_label.rsplit(" / ", 1)[-1]))
    column = hit.cell.column_label
    if label.startswith(_PARTS_OF_WHOLE) and " / " in hit.cell.row_label:
        label = label_key(hit.cell.row_label.rsplit(" / ", 2)[-2])
    if label in _BARE_TOTALS:
        named = [part for part in column.split(" / ") if without_year(part) not in _BARE_COLUMNS]
        column = without_year(named[-1], view.disclosure.year if view else 0) if named else ""
        if column and label == _GRAND_TOTAL:
            return column + label
        if not column and " / " in hit.cell.row_label:
            return label_key(hit.cell.row_label.rsplit(" / ", 2)[-2]) + label
        return column or _TITLE_TAIL.sub("", hit.cell.table_title) or label
    return label


def _balanced(subject: str) -> str:
    """A subject cut from running text with both of its quotes: 三公”经费 has lost the first."""
    opened, closed = subject.count("“"), subject.count("”")
    return "“" + subject if closed > opened else subject + "”" if opened > closed else subject


def without_year(column: str, year: int | None = None) -> str:
    """A column header without the year it opens with (2024年预算数): any year, or the one given alone."""
    opening = _YEAR_OPENS.match(column)
    return column[opening.end() :] if opening and year in {None, int(opening[1])} else column


def _project_name(cell: Cell, view: DocView | None) -> str | None:
    if cell.form is not None:
        return None
    if project := view.project_of(cell.table_id) if view else None:
        return project.name
    return project_of(cell.table_title) if project_in_title(plain(cell.table_title)) else None


def _of_project(cell: Cell, project: str) -> str:
    """An indicator with the project that it belongs to; of the project's whole money, the column alone."""
    label = label_key(cell.row_label.rsplit(" / ", 1)[-1])
    named = label_key(cell.column_label.rsplit(" / ", 1)[-1]) if label.endswith(_WHOLE_MONEY) else label
    return f"“{project}”项目{named}"


def same_item(left: Hit, right: Hit) -> bool:
    """True where two figures are of the same item by name."""
    a, b = plain(item_of(left)), plain(item_of(right))
    return a == b or b in same_measure(a)


def figure_text(hit: Hit) -> str:
    """The figure as printed, with its unit; an indicator without the sign that says "equal"."""
    if isinstance(hit, CellHit):
        unit = unit_of(hit) or ""
        text = hit.cell.text if hit.cell.form else hit.cell.text.strip().lstrip("=")
        if hit.cell.value is None and text.startswith("-") and (value := value_of(hit)) is not None:
            return f"{_spaced(shown(value), unit)}（表中印作“{text}”）"
        if unit.endswith("元") and text.endswith(unit.removesuffix("元") or unit):
            return text if text.endswith(unit) else f"{text}元"
        return text if text.endswith(unit) else _spaced(text, unit)
    if hit.figure is None:
        return ""
    unit = hit.figure.unit or ""
    return (
        f"{hit.figure.text}{unit}"
        if unit == "%" and "%" not in hit.figure.text
        else _spaced(hit.figure.text, unit)
    )


def _spaced(text: str, unit: str) -> str:
    return text if unit and text.endswith(unit) else f"{text} {unit}".strip()


def amount_text(value: Decimal, unit: str | None) -> str:
    """A computed amount with its unit."""
    return f"{shown(value)}%" if unit == "%" else f"{shown(value)} {unit or ''}".strip()


def wanted_value(hit: Hit, reading: Reading) -> tuple[Decimal | None, str | None]:
    """The figure in the unit and with the places that the question asks for."""
    value, unit = value_of(hit), unit_of(hit)
    return (None, unit) if value is None else as_wanted(value, unit, reading)


def as_wanted(value: Decimal, unit: str | None, reading: Reading) -> tuple[Decimal, str | None]:
    """A printed value in the money unit and with the places that the question asks for."""
    if reading.unit and is_money(unit) and unit != reading.unit:
        value, unit = convert(value, unit, reading.unit), reading.unit
    if reading.decimals is not None:
        value = rounded(value, reading.decimals)
    return value, unit


def quote(text: str, figure: Figure | None = None) -> str:
    """A sentence for quoting: whole where it is short, else around the figure, else its beginning."""
    if len(text) <= _QUOTE_LENGTH:
        return text
    if figure is not None:
        start = max(text.rfind(mark, 0, figure.start) for mark in "；;。") + 1
        ends = [end for mark in "；;。" if (end := text.find(mark, figure.end)) > 0]
        part = text[start : min(ends, default=len(text))]
        if len(part) > _QUOTE_LENGTH:
            start = max(text.rfind("，", 0, max(0, figure.start - _BEFORE)) + 1, start)
            part = text[start : start + _QUOTE_LENGTH]
        return ("……" if start else "") + part + ("……" if start + len(part) < len(text) else "")
    cut = max(text.rfind(mark, 0, _QUOTE_LENGTH) for mark in "，；。、")
    return text[: cut if cut > 40 else _QUOTE_LENGTH] + "……"
