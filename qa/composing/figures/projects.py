"""Several projects of one disclosure: which of them pass a limit, or which one is meant."""

from __future__ import annotations

import re
from decimal import Decimal
from difflib import SequenceMatcher

from index.forms.labels import label_key
from index.types import Cell
from qa import compute
from qa.composing.phrases import phrase
from qa.draft import Writer, amount_text, figure_text, who
from qa.finding.corpus import DocView, plain_text
from qa.finding.evidence import SURE, Found
from qa.finding.indicators import indicator
from qa.finding.projects import WHOLE, Amount, Project, points_of, project_of
from qa.money import convert, shortest
from qa.types import CellHit, Draft, Facet, Hit, Intent, Reading, Status
from qa.understanding.asked import Asked
from qa.understanding.vocabulary import plain

_ALIKE = 0.01
_MOST_OPTIONS = 6
_LEFT = re.compile("剩|结余|余下|没花完|没有?执行|未执行|资金结")
_POINTS = re.compile("总分|得分|几分|多少分|分数")
_MONEY = re.compile("预算|支出|执行|花|用|资金|经费|金额|安排")
_GENERIC = re.compile(
    "(?:的|经费|资金|费用|专项|工作|业务|办公|政府|区级|部门|单位|年度|支出|绩效|自评|二级|一级|费){1,4}"
)
_EVALUATED = re.compile("(?:绩效|自评|评价|的|总分|得分|打分|几分|分|自评分|总|了){1,4}")
_LONGEST_SHORT_NAME = 12
_ONE = re.compile("项目|自评|得分")
_NAMING = 4  # characters in a row that a question and a project's name share


def project_figure(view: DocView, asked: Asked, reading: Reading) -> CellHit | None:
    """What a question names loosely: the money of a project where only that is named, else an indicator."""
    project = named_project(view, reading.content)
    if project is not None and _LEFT.search(reading.content) and not _beyond(asked, project, _LEFT):
        if (unspent := project.unspent()) is not None:
            return CellHit(unspent, 1.0, ("project",))
    elif project is not None and reading.counted in {None, "money"} and not _beyond(asked, project):
        planned = reading.facet in {Facet.BUDGET, Facet.FULL_BUDGET}
        cell = project.total(Amount.PLANNED if planned else Amount.SPENT)
        if cell is not None:
            return CellHit(cell, 1.0, ("project",))
    return indicator(view, asked, reading)


def project_points(view: DocView, asked: Asked, reading: Reading) -> CellHit | None:
    """The points of a whole project where nothing of it is named besides; of a project that is called one
    (业务费项目) what its money was, too: the forms have rows with a like name."""
    if not asks_points(reading):
        return _money_of_named(view, asked, reading)
    project = named_project(view, reading.content)
    bare = project is None and all(_EVALUATED.fullmatch(unit.text) for unit in asked.units)
    if bare or WHOLE in reading.content:
        return _points_of_whole(view, asked)
    if project is None or _beyond(asked, project, _POINTS):
        return None
    points = project.points()
    return CellHit(points, 1.0, ("project",)) if points else None


def _money_of_named(view: DocView, asked: Asked, reading: Reading) -> CellHit | None:
    project = named_project(view, reading.content)
    if project is None or reading.intent is not Intent.LOOKUP or reading.counted not in {None, "money"}:
        return None
    if not _called_project(project, plain_text(reading.content)):
        return None
    left = _LEFT.search(reading.content) is not None
    if _beyond(asked, project, _LEFT if left else _MONEY):
        return None
    planned = reading.facet in {Facet.BUDGET, Facet.FULL_BUDGET}
    cell = project.unspent() if left else project.total(Amount.PLANNED if planned else Amount.SPENT)
    return CellHit(cell, 1.0, ("project",)) if cell else None


def which_project(reading: Reading, view: DocView) -> Draft | None:
    """A question back where the words right before 项目 are of several projects' names."""
    before, marked, after = plain_text(reading.content).partition("项目")
    if not marked or not after or named_project(view, reading.content) is not None:
        return None
    for start in range(max(0, len(before) - _LONGEST_SHORT_NAME), len(before) - 1):
        short = before[start:]
        named = [project for project in view.projects if short in project.key]
        if named and len(named) < len(view.projects) and not _GENERIC.fullmatch(short):
            options = tuple(
                f"{who(view.disclosure)}{view.disclosure.year}年“{project.name}”项目{after.strip('?？')}"
                for project in named[:_MOST_OPTIONS]
            )
            text = phrase("projects", "named", n=len(named), name=short)
            return Draft(Status.CLARIFY, text, options=options, derived=(Decimal(len(named)),))
    return None


def _called_project(project: Project, said: str) -> bool:
    """True where the words right before 项目 are of the project's name."""
    before, marked, _ = said.partition("项目")
    return bool(marked) and len(before) > 1 and before[-2:] in project.key


def asks_points(reading: Reading) -> bool:
    """True where points are asked for, not a limit, a grade or the full points."""
    return _POINTS.search(reading.content) is not None


def of_another(view: DocView, reading: Reading, hit: Hit) -> bool:
    """True for points of something else than the project that a question names: of the whole department, or
    of another project."""
    project = named_project(view, reading.content)
    if project is None or WHOLE in reading.content or not asks_points(reading):
        return False
    if isinstance(hit, CellHit):
        return all(table.table_id != hit.cell.table_id for table in project.tables)
    return project.stem not in plain(hit.figure.subject or "") if hit.figure else True


def _points_of_whole(view: DocView, asked: Asked) -> CellHit | None:
    """The total points of the only performance table of the whole department; None where one of its rows is
    asked for."""
    tables = [table for table in view.tables if table.form is None and WHOLE in table.title]
    found = [(table, cell) for table in tables if (cell := points_of(table)) is not None]
    if len(found) != 1:
        return None
    table, cell = found[0]
    rows = "|".join(plain(other.row_label) for other in table.cells if other.row_label != cell.row_label)
    beyond = (u for u in asked.units if u.text not in plain(table.title) and not _POINTS.search(u.text))
    asks_row = any(len(unit.text) > 1 and unit.text in rows for unit in beyond)
    return None if asks_row else CellHit(cell, 1.0, ("whole",))


def _columns_of(project: Project) -> str:
    """The column headers beside a project's whole money, in plain form."""
    total = project.total(Amount.SPENT)
    row = (c for c in project.cells() if total and (c.table_id, c.row) == (total.table_id, total.row))
    return "|".join(plain(cell.column_label) for cell in row)


def named_project(view: DocView, content: str) -> Project | None:
    """The project whose name the words hold, or hold enough of to tell it from the others."""
    said = plain_text(content)
    shared = sorted(((_common(said, p.key), n) for n, p in enumerate(view.projects)), reverse=True)
    if not shared or shared[0][0] < _NAMING or (len(shared) > 1 and shared[0][0] == shared[1][0]):
        return _by_short_name(view, said)
    project = view.projects[shared[0][1]]
    return project if not project.in_row or _meant(project, said, shared[0][0]) else None


def _meant(project: Project, said: str, common: int) -> bool:
    """True where words mean a row of a table of projects: most of its name, or a part of it and 项目. The
    forms have rows with like names."""
    return common * 2 > len(project.stem) or (_ONE.search(said) is not None and "项目支出" not in said)


def _by_short_name(view: DocView, said: str) -> Project | None:
    """The only project whose name holds the words right before 项目 (业务费项目), as many as it holds."""
    before, marked, _ = said.partition("项目")
    for start in range(max(0, len(before) - _LONGEST_SHORT_NAME), len(before) - 1 if marked else 0):
        named = [project for project in view.projects if before[start:] in project.key]
        if named:
            return named[0] if len(named) == 1 else None
    return None


def overview(reading: Reading, view: DocView) -> Draft | None:
    """What a project's table prints of its money, where several of its amounts are asked for in one breath.

    What is left over is worked out where the question asks for it (剩多少) and the table does not print it.
    """
    project = named_project(view, reading.content)
    spent = project.total(Amount.SPENT) if project else None
    planned = project.total(Amount.PLANNED) if project else None
    if project is None or spent is None or planned is None:
        return None
    writer = Writer()
    row = [c for c in project.cells() if (c.table_id, c.row) == (spent.table_id, spent.row)]
    hits = [CellHit(cell, 1.0, ("project",)) for cell in row if cell.value is not None]
    lines = "，".join(f"{column_of(hit.cell)} {figure_text(hit)}{writer.mark(hit)}" for hit in hits)
    names = {"who": who(view.disclosure), "year": view.disclosure.year, "name": project.name}
    text = phrase("projects", "overview", **names, lines=lines)
    if _LEFT.search(reading.content) and not any(_LEFT.search(column_of(hit.cell)) for hit in hits):
        left = compute.difference(CellHit(planned, 1.0), CellHit(spent, 1.0))
        figure = amount_text(writer.derived(shortest(left.value)), left.unit)
        text += phrase("projects", "left", figure=figure, formula=left.formula)
    return writer.draft(Status.ANSWERED, text)


def column_of(cell: Cell) -> str:
    """The last part of a cell's column header."""
    return label_key(cell.column_label.rsplit(" / ", 1)[-1])


def _common(left: str, right: str) -> int:
    """The length of the longest run of characters that both hold."""
    match = SequenceMatcher(None, left, right, autojunk=False).find_longest_match()
    return match.size


def _beyond(asked: Asked, project: Project, besides: re.Pattern[str] | None = None) -> bool:
    """True where the question names something besides the project, and besides what a pattern allows."""
    known = project.key + plain("".join(table.title for table in project.tables)) + _columns_of(project)
    left = (unit for unit in asked.units if unit.weight >= 1 and unit.text not in known)
    return any(besides is None or not besides.search(unit.text) for unit in left)


def alike(found: Found) -> list[CellHit]:
    """The best cells where several performance tables answer equally well, one for each table."""
    if not found.hits or found.hits[0].score < SURE:
        return []
    best: dict[str, CellHit] = {}
    for hit in found.hits:
        if hit.score < found.hits[0].score - _ALIKE:
            break
        if isinstance(hit, CellHit) and hit.cell.form is None and compute.value_of(hit) is not None:
            best.setdefault(hit.cell.table_id, hit)
    first = found.hits[0]
    return list(best.values()) if len(best) > 1 and isinstance(first, CellHit) and not first.cell.form else []


def several(reading: Reading, found: Found) -> Draft | None:
    """The projects within a limit, or a question back which project is meant; None where one is clear."""
    hits = alike(found)
    if len({compute.value_of(hit) for hit in hits}) < 2:
        return None
    return _within(reading, found, hits) if reading.threshold else _which(reading, found, hits)


def _within(reading: Reading, found: Found, hits: list[CellHit]) -> Draft | None:
    limit = reading.threshold
    if limit is None:
        return None
    writer = Writer()

    def size(hit: CellHit) -> Decimal:
        return convert(compute.value_of(hit) or Decimal(0), compute.unit_of(hit), limit.unit)

    kept = sorted((hit for hit in hits if limit.holds(size(hit))), key=size)
    lines = "；".join(
        f"{project_of(hit.cell.table_title)}：{figure_text(hit)}{writer.mark(hit)}" for hit in kept
    )
    disclosure = found.view.disclosure
    names = {"who": who(disclosure), "year": disclosure.year, "n": writer.derived(Decimal(len(kept)))}
    text = phrase("projects", "within" if kept else "none", **names, lines=lines)
    return writer.draft(Status.ANSWERED, text)


def _which(reading: Reading, found: Found, hits: list[CellHit]) -> Draft:
    disclosure = found.view.disclosure
    content = reading.content.strip(" ,，。?？的")
    options = tuple(
        f"{who(disclosure)}{disclosure.year}年“{project_of(hit.cell.table_title)}”项目的{content}"
        for hit in hits[:_MOST_OPTIONS]
    )
    text = phrase("projects", "which", n=len(hits))
    return Draft(Status.CLARIFY, text, options=options, derived=(Decimal(len(hits)),))
