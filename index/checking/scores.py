"""The score of a project's self-evaluation: what the text writes of it against the total of its own table.

Compared only where the text names the project in quotes and exactly one table is headed by that name.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from index.checking.arithmetic import Printed, compare_same
from index.checking.checks import Check, Side, Status, cell_operand, figure_operand
from index.checking.form_view import printed
from index.checking.sums import explain
from index.forms.labels import label_key
from index.types import Cell, Figure, Sentence, Table

_NAME_ROW = "项目名称"
_POINT = "分"
_TOTALS = frozenset({"总分", "总计", "合计", "总得分", "得分合计", "自评总分", "合计得分"})
_SCORED = re.compile("得分|评分")
_FULL = re.compile("权重|满分|分值")
_QUOTED = re.compile('[“"「『](?P<name>[^“”"「」『』]{2,40})[”"」』]')
_TOLD = re.compile("(?:自评|评价|绩效)(?:综合|总)?(?:得分|评分)(?:结果)?(?:为|是|达到?|[:：])?$")
_OTHER = re.compile('[。；;]|分别|平均|等[\\d一二两三四五六七八九十]+个|[“"「『]')


def score_checks(sentences: Sequence[Sentence], tables: Sequence[Table]) -> Iterator[Check]:
    """The scores that the text gives, each against the table of the project that it names."""
    scores = _scores(tables)
    for sentence in sentences:
        for figure in sentence.figures:
            name = _project(sentence, figure)
            if name is not None and len(found := scores.get(name, [])) == 1:
                yield _check(sentence, figure, found[0])


def _scores(tables: Sequence[Table]) -> dict[str, list[Cell]]:
    """The cells of total points, by the name of the project that their table is about."""
    found: dict[str, list[Cell]] = defaultdict(list)
    for table in tables:
        names = {cell.text for cell in table.cells if label_key(cell.row_label).endswith(_NAME_ROW)}
        totals = [cell for cell in table.cells if _is_total(cell)]
        if len(names) == 1 and len(totals) == 1:
            found[_key(names.pop())].append(totals[0])
    return found


def _is_total(cell: Cell) -> bool:
    label = label_key(cell.row_label.rsplit(" / ", 1)[-1])
    column = cell.column_label.rsplit(" / ", 1)[-1]
    named = label in _TOTALS and _SCORED.search(column) and not _FULL.search(column)
    return bool(named) and cell.value is not None and cell.unit in {_POINT, None}


def _project(sentence: Sentence, figure: Figure) -> str | None:
    """The project whose score a figure is; None where it is none, or not certainly that of one project."""
    before = sentence.text[: figure.start].rstrip()
    if figure.unit != _POINT or not _TOLD.search(before):
        return None
    names = list(_QUOTED.finditer(before))
    if not names or _OTHER.search(before[names[-1].end() :]):
        return None
    return _key(names[-1]["name"])


def _key(name: str) -> str:
    return label_key(name).removesuffix("项目")


def _check(sentence: Sentence, figure: Figure, cell: Cell) -> Check:
    verdict = compare_same(Printed(figure.value, figure.unit), printed(cell))
    words = explain(verdict, figure.unit)
    if verdict.status is not Status.PASS:
        words = f"正文第{sentence.page}页写 {figure.text}分，第{cell.page}页表中为 {cell.text}分；{words}"
    return Check(
        "text.score",
        f"正文与表：项目自评得分 与 《{cell.table_title}》",
        verdict.status,
        (figure_operand(sentence, figure, Side.LEFT), cell_operand(cell, Side.RIGHT)),
        verdict.left,
        verdict.right,
        verdict.difference,
        verdict.tolerance,
        figure.unit,
        words,
    )
