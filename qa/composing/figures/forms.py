"""A form itself: on which page it stands, and whether anything is filled in."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.types import Table
from qa.composing.figures.projects import named_project, which_project
from qa.composing.phrases import phrase
from qa.composing.telling.stated import stated
from qa.draft import Writer, figure_text, item_of, who
from qa.finding.corpus import DocView, plain_text
from qa.finding.match_cells import named_tables
from qa.finding.notices import sentence_of
from qa.finding.positions import tables_said
from qa.finding.roles import role_of
from qa.types import CellHit, Draft, Hit, Reading, SentenceHit, Status
from qa.understanding.asked import Asked

_WHERE = re.compile("(?:第|在|哪)(?:几|哪|多少)?一?页|页码|几页")
_FILLED = re.compile("有(?:没有|无)?(?:什么|填)?(?:数据|数字|内容)|空表|空的|空白|[是为]空")
_EMPTY = re.compile("空表|空的|空白|[是为]空|没有?(?:数据|数字|内容)|无数据")
_OR_NOT = re.compile("有没有|有无|是不是|是否")
_EVALUATION = re.compile("自评|评价|绩效")
_TITLE = re.compile("[^,，。?？]+表")


def told(reading: Reading, view: DocView, asked: Asked) -> Draft | None:
    """What is told in words rather than figures: of a form where it stands or whether it is filled in, of an
    item why it changed or what it was spent on; None where none of these is asked, or nothing tells it."""
    return _of_form(reading, view, asked) or stated(reading, view, asked) or which_project(reading, view)


def _of_form(reading: Reading, view: DocView, asked: Asked) -> Draft | None:
    where = _WHERE.search(reading.content) is not None
    if not where and not _FILLED.search(reading.content):
        return None
    tables = _asked_for(reading, view, asked)
    if where:
        return _where(view, tables)
    return _filled(reading, view, tables[0]) if len(tables) == 1 else None


def _asked_for(reading: Reading, view: DocView, asked: Asked) -> list[Table]:
    """The forms that a question names by number, by title, or by what its title says at least."""
    ids = tables_said(view, reading) or named_tables(view, asked)
    if ids or reading.table_no is not None:
        return [table for table in view.tables if table.table_id in ids]
    if _EVALUATION.search(reading.content) and (project := named_project(view, reading.content)):
        return list(project.tables)
    said = _TITLE.search(plain_text(reading.content))
    role = role_of(None, said.group()) if said else None
    return [table for table in view.tables if role and role_of(table.form, table.title) == role]


def _where(view: DocView, tables: Sequence[Table]) -> Draft | None:
    writer = Writer()
    found = [(table, hits) for table in tables if (hits := _each_page(table))]
    if not found:
        return None
    lines = "；".join(
        phrase(
            "forms",
            "page",
            title=table.title,
            pages="、".join(f"第{_page(h)}页{writer.mark(h)}" for h in hits),
        )
        for table, hits in found
    )
    names = {"who": who(view.disclosure), "year": view.disclosure.year}
    return writer.draft(Status.ANSWERED, phrase("forms", "where", **names, lines=lines))


def _each_page(table: Table) -> list[Hit]:
    """What is cited for each page of a form: its notice, or the first cell on that page."""
    by_page: dict[int, Hit] = {}
    for cell in table.cells:
        by_page.setdefault(cell.page, CellHit(cell, 1.0, ("form",)))
    if table.notice is not None:
        by_page.setdefault(table.notice.page, SentenceHit(sentence_of(table), 1.0, why=("notice",)))
    return [by_page[page] for page in sorted(by_page)]


def _filled(reading: Reading, view: DocView, table: Table) -> Draft | None:
    filled = next((cell for cell in table.cells if cell.value), None)
    zero = next((cell for cell in table.cells if cell.value is not None), None)
    cell = filled or zero
    hit = CellHit(cell, 1.0, ("form",)) if cell else next(iter(_each_page(table)), None)
    if hit is None:
        return None
    name = "filled" if filled else "zero" if zero else "notice" if isinstance(hit, SentenceHit) else "blank"
    writer = Writer()
    text = phrase(
        "forms",
        name,
        who=who(view.disclosure),
        year=view.disclosure.year,
        title=table.title,
        page=_page(hit),
        item=item_of(hit, view),
        figure=figure_text(hit),
        notice=hit.sentence.text if isinstance(hit, SentenceHit) else "",
        mark=writer.mark(hit),
    )
    asks_empty = _EMPTY.search(_OR_NOT.sub("", reading.content)) is not None
    return writer.draft(Status.ANSWERED, text, boolean=(filled is None) == asks_empty)


def _page(hit: Hit) -> int:
    return hit.sentence.page if isinstance(hit, SentenceHit) else hit.cell.page
