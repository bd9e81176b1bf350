"""The very column of a performance table that is asked for (年初预算数, 执行率, 得分 …), of a project or of
one of its indicators; which indicators lost points."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from index.types import Cell
from qa.composing.figures.projects import column_of, named_project
from qa.composing.phrases import phrase
from qa.compute import unit_of, value_of
from qa.draft import Writer, figure_text, who
from qa.finding.corpus import DocView, plain_text
from qa.finding.indicators import label_of
from qa.finding.projects import Amount, Project
from qa.types import CellHit, Draft, Reading, Status

# what a question says, and the column that it asks for; the more telling first
_COLUMNS: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = (
    (re.compile("年初预算"), re.compile("年初预算")),
    (re.compile("全年预算"), re.compile("全年预算")),
    (re.compile("执行率"), re.compile("执行率")),
    (re.compile("执行数"), re.compile("执行数")),
    (re.compile("分值|满分是|满分多少"), re.compile("分值|权重")),
    (
        re.compile("(?<!完成)(?:目标|指标)值|目标(?:是|定|多少|要求|[?？]|$)"),
        re.compile("指标值|目标值|预期"),
    ),
    (re.compile("完成值|实际完成(?:了)?多少"), re.compile("完成值")),
    (re.compile("自评等级|评价等级|什么等级"), re.compile("等级")),
    (re.compile("得分|得了?几分|得了?多少分|多少分"), re.compile("(?<!扣)得分|自评分")),
)
_BY_WHOM = re.compile(
    "(?:由|是)?(?:谁|哪个单位|哪家单位|哪个部门)(?:来|负责)?(?:实施|承担|执行|负责)|实施单位"
)
_BODY = "实施单位"
_SEVERAL = re.compile(
    "哪[个些几]?(?!个?单位|家单位|个部门)|最|几个|[加总]起来|合计|一共|排|从高|从低|所有|各个?项目|为什么|为何|原因|平均|[吗么](?:[?？]|$)|和|与|、"
)
_LOST = re.compile(
    "(?:哪[个些几]?|什么)(?:指标|项|地方)?.{0,4}(?:扣了?分|失分|丢分|没得?满分|没拿满)|扣分的?(?:指标|项)"
)
_WHOLE_ROW = re.compile("资金总额[:：]?$|总分$|^合计$")
_NAME = 3


def project_column(reading: Reading, view: DocView) -> Draft | None:
    """The cell of the column that is asked for; None where no project, or none of its columns, is named."""
    project = named_project(view, reading.content)
    if project is None:
        return None
    if _LOST.search(reading.content):
        return _lost(view, project)
    if _BY_WHOM.search(reading.content):
        return _told(view, project, _by_whom(project)) or _no_body(view, project)
    if _SEVERAL.search(reading.content):
        return None
    wanted = next((column for said, column in _COLUMNS if said.search(reading.content)), None)
    row = _row(project, reading.content)
    if wanted is None or not row:
        return None
    return _told(view, project, next((cell for cell in row if wanted.search(cell.column_label)), None))


def _row(project: Project, content: str) -> Sequence[Cell]:
    """The cells of the indicator that the question names; else those of the project's whole money."""
    said = plain_text(content)
    rows = _rows(project)
    named = [key for key in rows if len(key[2]) >= _NAME and key[2] in said and key[2] not in project.key]
    if named:
        return rows[max(named, key=lambda key: len(key[2]))]
    asks_points = re.search("分", content) is not None
    total = project.points() if asks_points and "分值" not in content else project.total(Amount.SPENT)
    known = plain_text(project.name) + "项目全年年初预算执行数率得分是多少自评等级目标绩效完成值实际的了几"
    beyond = [pair for pair in pairwise(said) if "".join(pair).strip() and not set(pair) <= set(known)]
    if total is None or beyond:
        return ()
    return [cell for cell in project.cells() if (cell.table_id, cell.row) == (total.table_id, total.row)]


def _rows(project: Project) -> Mapping[tuple[str, int, str], list[Cell]]:
    rows: dict[tuple[str, int, str], list[Cell]] = {}
    for cell in project.cells():
        rows.setdefault((cell.table_id, cell.row, label_of(cell)), []).append(cell)
    return rows


def _by_whom(project: Project) -> Cell | None:
    return next((c for c in project.cells() if _BODY in (label_of(c), column_of(c)) and c.text.strip()), None)


def _no_body(view: DocView, project: Project) -> Draft:
    names = {"who": who(view.disclosure), "year": view.disclosure.year, "project": project.name}
    return Draft(Status.REFUSED, phrase("projects", "no_body", **names))


def _told(view: DocView, project: Project, cell: Cell | None) -> Draft | None:
    if cell is None or not cell.text.strip():
        return None
    writer = Writer()
    hit = CellHit(cell, 1.0, ("project",))
    value = value_of(hit)
    whole = plain_text(cell.row_label) in project.key or _WHOLE_ROW.search(cell.row_label)
    label = "" if whole else cell.row_label.rsplit(" / ", 1)[-1]
    names = {
        "who": who(view.disclosure),
        "year": view.disclosure.year,
        "project": project.name.removesuffix("项目"),
        "item": "的".join(dict.fromkeys(part for part in (label, column_of(cell)) if part)),
        "figure": figure_text(hit) if value is not None else cell.text.strip(),
        "page": cell.page,
        "title": cell.table_title,
        "mark": writer.mark(hit),
    }
    text = phrase("projects", "column" if value is not None else "column_words", **names)
    unit = unit_of(hit) if value is not None else None
    return writer.draft(Status.ANSWERED, text, value=value, unit=unit)


def _lost(view: DocView, project: Project) -> Draft | None:
    """The indicators whose points are fewer than their full points."""
    writer = Writer()
    lines = []
    for full, got in _pairs(project):
        if full.value is not None and got.value is not None and got.value < full.value:
            hits = CellHit(got, 1.0), CellHit(full, 1.0)
            names = {"name": got.row_label.rsplit(" / ", 1)[-1]}
            figures = {"got": figure_text(hits[0]), "full": figure_text(hits[1])}
            lines.append(phrase("projects", "lost_line", **names, **figures, marks=writer.marks(hits)))
    if not lines:
        return None
    text = phrase(
        "projects",
        "lost",
        who=who(view.disclosure),
        year=view.disclosure.year,
        project=project.name,
        lines="；".join(lines),
    )
    return writer.draft(Status.ANSWERED, text)


def _pairs(project: Project) -> Iterator[tuple[Cell, Cell]]:
    for (_, _, label), cells in _rows(project).items():
        full = next((c for c in cells if "分值" in c.column_label), None)
        got = next((c for c in cells if re.search("(?<!扣)得分", c.column_label)), None)
        if full is not None and got is not None and not label.endswith(("总分", "合计")):
            yield full, got
