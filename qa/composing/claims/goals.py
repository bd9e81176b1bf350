"""Whether a goal was reached (达标了吗): what a performance table set against what it reports."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from index.types import Cell
from qa.composing.figures.projects import named_project
from qa.composing.phrases import phrase
from qa.draft import Writer, item_of, who
from qa.finding.corpus import DocView
from qa.finding.evidence import Evidence
from qa.finding.indicators import indicator
from qa.finding.projects import Project
from qa.types import CellHit, Draft, Intent, Reading, Status
from qa.verifying.numerals import fact_numerals, plain_text

_GOAL = "(?:(?:预定|预期|年度|绩效|年初)?目标|指标|标准|预期|要求|标|任务|计划)(?:值|数)?(?:的)?(?:要求)?"
_REACHED = re.compile(
    rf"(?P<not>没有?|未)?(?:都|全部|全|已经|已)?(?:达到|达|完成|实现|达成|符合)(?:了)?(?:年度|年初|预期|预定|设定|绩效|规定)*(?:的)?(?:{_GOAL})(?:了|没有?)?$"
    r"|(?P<not2>没有?|未)?(?:都|全部|全|已经|已)?(?:达标|达成|合格|完成)(?:了|没有?)?$"
)
_WHICH = re.compile(
    r"(?:有)?(?:哪些|哪几[项个]|哪[项个]|什么)(?:绩效)?(?:指标|目标|任务)(?:值)?(?:都)?(?:没有?|未)(?:能)?(?:完成|达标|达到|实现)[^,，]{0,4}$"
    r"|(?:没有?|未)(?:完成|达标|达到目标|达到|实现)的(?:绩效)?(?:指标|目标)(?:有|是)?(?:哪些|哪几[项个]|什么)?$"
)
_TARGET, _ACTUAL = (
    re.compile("指标值|目标值|预期值|计划值|年度目标"),
    re.compile("实际完成|完成值|实际值|全年完成"),
)
_AT_LEAST = re.compile("≥|≧|>=|>|＞|不低于|不少于|不小于|以上|大于|至少|超过")
_AT_MOST = re.compile("≤|≦|<=|<|＜|不超过|不高于|不大于|以内|以下|小于|低于|不多于|控制在|前(?:完成)?$")
_LESS_IS_MORE = re.compile("成本|时效|天数|时间|周期|投诉|差错|事故")
_EDGES = " ,，、的项目"
_MOST = 12


@dataclass(frozen=True, slots=True)
class _Goal:
    """A row of a performance table: the cells of what was set and of what was reached."""

    target: Cell
    actual: Cell

    @property
    def reached(self) -> bool | None:
        """Whether the figure keeps to the goal; None where one of them is no figure, or the sense is open."""
        stated, got = _number(self.target.text), _number(self.actual.text)
        if stated is None or got is None:
            return None
        if stated == got:
            return re.search("[><＞＜](?!=)", self.target.text) is None
        if _AT_LEAST.search(self.target.text):
            return got > stated
        if _AT_MOST.search(self.target.text):
            return got < stated
        return None if _LESS_IS_MORE.search(self.target.row_label) else got > stated


def reached(evidence: Evidence, reading: Reading, view: DocView) -> Draft | None:
    """Yes or no to a goal that was reached; None where no goal of a performance table is asked about."""
    said = _REACHED.search(reading.content)
    if said is None or not any(row.indicator for row in view.rows):
        return None
    denied = bool(said["not"] or said["not2"])
    item = reading.content[: said.start()].strip(" ,，、的")
    asked = replace(reading, content=item, intent=Intent.LOOKUP, across=None, facet=None, counted=None)
    if (goal := _goal_of(evidence, asked, view)) is not None:
        return _one(view, goal, denied=denied)
    project = named_project(view, item)
    goals = list(_goals(project)) if project is not None else []
    return _all(view, project, goals, denied=denied) if project is not None and goals else None


def unreached(reading: Reading, view: DocView) -> Draft | None:
    """The goals that were missed (哪些指标没完成), of the project that is named or of all; None where that is
    not asked or no table sets goals."""
    said = _WHICH.search(reading.content.rstrip(" ?？。吗了"))
    if said is None:
        return None
    project = named_project(view, reading.content[: said.start()].strip(_EDGES))
    projects = [project] if project is not None else list(view.projects)
    goals = [goal for each in projects for goal in _goals(each)]
    missed = [goal for goal in goals if goal.reached is False]
    if not goals or not missed:
        return None
    writer = Writer()
    lines = "；".join(_line(writer, goal, None if project else view) for goal in missed[:_MOST])
    names = {"who": who(view.disclosure), "year": view.disclosure.year, "lines": lines}
    of = f"“{project.name}”项目" if project is not None else ""
    return writer.draft(Status.ANSWERED, phrase("claims", "missed", **names, of=of))


def _goal_of(evidence: Evidence, asked: Reading, view: DocView) -> _Goal | None:
    split = evidence.asked(asked, view)
    hit = indicator(view, split, asked) or evidence.figures(asked, view).best
    if not isinstance(hit, CellHit) or hit.cell.form is not None:
        return None
    rows = (row for row in view.rows if row.indicator and hit.cell in row.cells)
    return next((goal for row in rows if (goal := _goal(row.cells)) is not None), None)


def _goal(cells: Sequence[Cell]) -> _Goal | None:
    targets = [c for c in cells if _TARGET.search(c.column_label) and c.text.strip()]
    actuals = [c for c in cells if _ACTUAL.search(c.column_label) and c.text.strip()]
    return _Goal(targets[-1], actuals[0]) if targets and actuals and targets[-1] != actuals[0] else None


def _goals(project: Project) -> Iterator[_Goal]:
    rows: dict[tuple[str, int], list[Cell]] = {}
    for cell in project.cells():
        if "指标" in cell.row_label:
            rows.setdefault((cell.table_id, cell.row), []).append(cell)
    for cells in rows.values():
        if (goal := _goal(cells)) is not None:
            yield goal


def _number(text: str) -> Decimal | None:
    found = list(fact_numerals(plain_text(text)))
    return found[0].value if len(found) == 1 else None


def _one(view: DocView, goal: _Goal, *, denied: bool) -> Draft:
    writer = Writer()
    lead = "" if goal.reached is None else _lead(goal.reached, denied=denied)
    names = {"who": who(view.disclosure), "year": view.disclosure.year}
    text = phrase("claims", "goal", **names, line=_line(writer, goal, view), page=goal.actual.page)
    boolean = None if goal.reached is None else goal.reached is not denied
    return writer.draft(Status.ANSWERED, lead + text, boolean=boolean)


def _all(view: DocView, project: Project, goals: Sequence[_Goal], *, denied: bool) -> Draft:
    """All goals of a project: reached where each is; those that were missed are told."""
    writer = Writer()
    missed = [goal for goal in goals if goal.reached is False]
    open_ = [goal for goal in goals if goal.reached is None]
    told = missed or open_ or goals
    lines = "；".join(_line(writer, goal) for goal in told[:_MOST])
    done = False if missed else None if open_ else True
    lead = "" if done is None else _lead(done, denied=denied)
    names = {"who": who(view.disclosure), "year": view.disclosure.year}
    name = "goals_missed" if missed else "goals_open" if open_ else "goals_kept"
    text = phrase("claims", name, **names, project=project.name, lines=lines)
    return writer.draft(Status.ANSWERED, lead + text, boolean=None if done is None else done is not denied)


def _lead(done: bool, *, denied: bool) -> str:
    if denied:
        return phrase("claims", "not_reached_so" if not done else "reached_after_all")
    return phrase("claims", "reached" if done else "not_reached")


def _line(writer: Writer, goal: _Goal, view: DocView | None = None) -> str:
    """What was set and what was reached; with `view`, under the name of the project."""
    actual, target = CellHit(goal.actual, 1.0, ("indicator",)), CellHit(goal.target, 1.0, ("indicator",))
    return phrase(
        "claims",
        "goal_line",
        item=item_of(actual, view) if view else goal.actual.row_label.rsplit(" / ", 1)[-1],
        target=goal.target.text.strip(),
        actual=goal.actual.text.strip(),
        target_mark=writer.mark(target),
        mark=writer.mark(actual),
    )
