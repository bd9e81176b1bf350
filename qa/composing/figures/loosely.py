"""What was spent on a project that a question names in part: never an indicator of it (准确率, 时间) where
money is asked for."""

from __future__ import annotations

import re

from qa import compute
from qa.composing.figures.projects import named_project
from qa.finding.corpus import DocView
from qa.finding.projects import Amount, Project
from qa.finding.roles import role_of
from qa.money import is_money
from qa.types import CellHit, Facet, Hit, Intent, Reading
from qa.understanding.vocabulary import plain

_OF_INDICATOR = re.compile(
    "率|度|%|百分|比例|指标|质量|目标|时间|时候|期限|人数|次数|数量|何时|怎|如何|什么|几[个次人家年月天]|多少[个次人家名位件台]"
)
_OF_COST = re.compile("成本|标准|单价|人均|每|平均")
_ASKS_MONEY = re.compile(
    "(?:发|花|用|付|给|拨|支出|执行|经费|补助|费用?|资金|金额|专项)了?(?:一共|总共)?(?:是|有|为)?(?:多少|几)"
)


def money_not_indicator(view: DocView, reading: Reading, best: Hit | None) -> Hit | None:
    """The project's money in place of an indicator's percentage or words, where the question asks for it."""
    if not isinstance(best, CellHit) or role_of(best.cell.form, best.cell.table_title) is not None:
        return best
    if reading.intent is not Intent.LOOKUP or reading.counted not in {None, "money"}:
        return best
    value, unit = compute.value_of(best), compute.unit_of(best)
    project = view.project_of(best.cell.table_id)
    if project is None or _OF_INDICATOR.search(reading.content):
        return best
    row = plain(best.cell.row_label.rsplit(" / ", 1)[-1])
    if not _ASKS_MONEY.search(reading.content) or row in plain(reading.content):
        return best
    named = named_project(view, reading.content)
    money = value is not None and is_money(unit)
    if money and (named is not project or _OF_COST.search(reading.content) or _is_whole(project, best)):
        return best  # a cost of something else than of the project that is named
    if named not in {None, project}:
        return best
    planned = reading.facet in {Facet.BUDGET, Facet.FULL_BUDGET}
    cell = project.total(Amount.PLANNED if planned else Amount.SPENT)
    return CellHit(cell, best.score, ("project",)) if cell is not None else best


def _is_whole(project: Project, hit: CellHit) -> bool:
    """True for a cell of the row that prints the project's whole money."""
    total = project.total(Amount.SPENT)
    return total is not None and (total.table_id, total.row) == (hit.cell.table_id, hit.cell.row)
