"""The projects of a disclosure: what its performance tables are about, and where the text names them.

A performance table states its project in the row 项目名称; where it has none, its title does. A table without
either belongs to the only project of the disclosure, and one of the whole department (整体支出) to none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from index.types import Cell, Figure, Measure, Sentence, Table
from qa.money import is_money
from qa.understanding.vocabulary import plain

_TOTALS = re.compile(
    "(?:项目|部门|单位|整体|支出|绩效)*(?:自评|评价|综合)?(?:总分|总得分|得分合计|得分|合计|总计)"
)
_POINTS = re.compile("(?<!扣)得分|打分|自评分|评价分")
_GRADE = re.compile("等级|评级")
_SUM_ROW = re.compile("合计|总计|资金总额|小计|财政拨款|其他资金|结转")
_LEAST_ROWS = 2
_POINT = "分"
_RATE = "执行率"
NAME_ROW = "项目名称"
WHOLE = "整体"  # what a performance table of a whole department has in its title
_EVALUATION = re.compile(r"(?:项目)?(?:支出)?(?:绩效)?(?:目标)?(?:自评|评价|评分|申报).{0,3}表$")
_YEAR_BEFORE = re.compile(r"^\d{4}年度?")
_TAIL = re.compile(r"(?:专项|专班|工作|业务|办公)*(?:经费|资金|费用|项目|费)?$")
_SHORTEST_NAME = 4
_SHORTEST_STEM = 2
_SPENT = frozenset({Measure.FINAL, Measure.AMOUNT})
_PLANNED = re.compile("预算|预计|安排|申报|计划")
_CLAUSE_END = re.compile("[，,；;。：:]")


class Amount(StrEnum):
    """Which amount of a project: what was spent, what was planned for the year."""

    SPENT = "执行数"
    PLANNED = "预算数"


@dataclass(frozen=True, slots=True)
class Project:
    """A project by name with its tables; `stem` is how its other names begin (维稳专班经费: 维稳)."""

    name: str
    key: str
    stem: str
    tables: tuple[Table, ...]
    in_row: bool = False  # one row of a table of several projects is all that there is of it

    def cells(self) -> Iterator[Cell]:
        """All cells of its tables."""
        for table in self.tables:
            yield from table.cells

    def total(self, amount: Amount) -> Cell | None:
        """The cell of its whole money: the first row that prints both what was planned and what was spent."""
        for table in self.tables:
            for row in _rows(table).values():
                found = {kind: cell for cell in row if (kind := _amount_of(cell)) is not None}
                if len(found) == len(Amount):
                    return found[amount]
        return None

    def points(self) -> Cell | None:
        """The cell of its total points: of its table, or of its row in a table of several projects."""
        own = next((cell for table in self.tables if (cell := points_of(table)) is not None), None)
        return own or (self._beside(_POINTS) if self.in_row else None)

    def grade(self) -> Cell | None:
        """The cell of its grade in a table of several projects."""
        return self._beside(_GRADE) if self.in_row else None

    def _beside(self, column: re.Pattern[str]) -> Cell | None:
        return next(
            (cell for cell in self.cells() if column.search(cell.column_label) and cell.text.strip()), None
        )

    def rate(self) -> Cell | None:
        """The cell of how much of its budget was spent, in percent."""
        total = self.total(Amount.SPENT)
        same_row = (c for c in self.cells() if total and (c.table_id, c.row) == (total.table_id, total.row))
        return next((cell for cell in same_row if _RATE in cell.column_label), None)

    def unspent(self) -> Cell | None:
        """The cell of what is left of its money (资金结(转)余), where the table prints it."""
        total = self.total(Amount.SPENT)
        same_row = (c for c in self.cells() if total and (c.table_id, c.row) == (total.table_id, total.row))
        return next((cell for cell in same_row if "余" in cell.column_label), None)

    def figures(self, amount: Amount, sentences: Sequence[Sentence]) -> list[tuple[Sentence, Figure]]:
        """The figures of the narrative that give this amount of the project by name."""
        return [
            (sentence, figure)
            for sentence in sentences
            for figure in sentence.figures
            if is_money(figure.unit) and _told(sentence, figure) is amount and self._names(sentence, figure)
        ]

    def _names(self, sentence: Sentence, figure: Figure) -> bool:
        subject = plain(figure.subject or "")
        if subject in {self.key, self.key + "项目"} or f"{self.stem}项目" in subject:
            return True
        if subject not in {"", "项目"}:
            return False
        heading, told, _ = plain(sentence.text[: figure.start]).partition("项目")
        return bool(told) and plain(_TAIL.sub("", heading)).endswith(self.stem)


def points_of(table: Table) -> Cell | None:
    """The cell of the total points of one performance table, its last one; None where it prints none."""
    found = (
        cell
        for cell in reversed(table.cells)
        if _TOTALS.fullmatch(plain(cell.row_label)) and _POINTS.search(cell.column_label)
    )
    return next((cell for cell in found if cell.value is not None and cell.unit == _POINT), None)


def read_projects(tables: Sequence[Table]) -> tuple[Project, ...]:
    """The projects that the performance tables of one disclosure are about, in order."""
    by_name: dict[str, list[Table]] = {}
    nameless: list[Table] = []
    rows: list[Project] = []
    for table in tables:
        if table.form is not None or WHOLE in table.title:
            continue
        if name := _name_of(table):
            by_name.setdefault(name, []).append(table)
        elif listed := _listed(table):
            rows += listed
        elif _EVALUATION.search(plain(table.title)):
            nameless.append(table)
    if len(by_name) == 1:
        next(iter(by_name.values())).extend(nameless)
    return (*(_project(name, found) for name, found in by_name.items()), *rows)


def _listed(table: Table) -> list[Project]:
    """The projects of a table that gives one row to each: its money, and its points or its grade."""
    found = []
    for (_, label), cells in _rows(table).items():
        amounts = {kind for cell in cells if (kind := _amount_of(cell)) is not None}
        judged = any(_POINTS.search(c.column_label) or _GRADE.search(c.column_label) for c in cells)
        if len(amounts) == len(Amount) and judged and " / " not in label and not _SUM_ROW.search(label):
            row = replace(table, cells=tuple(cells))
            found.append(replace(_project(label.strip(), [row]), in_row=True))
    return found if len(found) >= _LEAST_ROWS else []


def project_of(title: str | None) -> str:
    """The name of the project in a performance table's title; the whole title where it names none."""
    name = _YEAR_BEFORE.sub("", _EVALUATION.sub("", title or ""))
    return name or title or ""


def project_in_title(whole: str) -> str | None:
    """The project that a plain title names, None where it names none."""
    name = _EVALUATION.sub("", whole)
    return None if name == whole or len(name) < _SHORTEST_NAME else name


def _project(name: str, tables: Sequence[Table]) -> Project:
    key = plain(name)
    stem = _TAIL.sub("", key)
    return Project(name, key, stem if len(stem) >= _SHORTEST_STEM else key, tuple(tables))


def _name_of(table: Table) -> str | None:
    for cell in table.cells:
        if plain(cell.row_label) == NAME_ROW and cell.text.strip():
            return cell.text.strip()
    title = project_of(table.title)
    return title if project_in_title(plain(table.title)) and title != table.title else None


def _rows(table: Table) -> Mapping[tuple[int, str], list[Cell]]:
    rows: dict[tuple[int, str], list[Cell]] = {}
    for cell in table.cells:
        rows.setdefault((cell.row, cell.row_label), []).append(cell)
    return rows


def _amount_of(cell: Cell) -> Amount | None:
    """Which amount a cell of a performance table is, by its column."""
    if cell.value is None or not is_money(cell.unit):
        return None
    column = plain(cell.column_label.rsplit(" / ", 1)[-1])
    if "执行数" in column:
        return Amount.SPENT
    return Amount.PLANNED if "预算数" in column else None


def _told(sentence: Sentence, figure: Figure) -> Amount | None:
    """Which amount a figure of the narrative is; a plan is told by its clause (预计使用, 预算安排)."""
    start = max((m.end() for m in _CLAUSE_END.finditer(sentence.text, 0, figure.start)), default=0)
    if figure.measure is Measure.BUDGET or (
        figure.measure is Measure.AMOUNT and _PLANNED.search(sentence.text[start : figure.start])
    ):
        return Amount.PLANNED
    return Amount.SPENT if figure.measure in _SPENT else None
