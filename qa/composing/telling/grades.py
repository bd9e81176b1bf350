"""Which projects were graded 优, 良, 中 or 差, and what their tables say about why."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from index.types import Cell
from qa.composing.figures.projects import named_project
from qa.composing.operations import operation_words, says
from qa.composing.phrases import phrase
from qa.draft import Writer, who
from qa.finding.corpus import DocView
from qa.finding.indicators import label_of
from qa.finding.projects import Project
from qa.types import CellHit, Draft, Intent, Reading, SentenceHit, Status

_TOTALS = frozenset({"总分", "总得分"})
_GRADE_ROW = "评价等级"
_TICKED = re.compile(r"[☑√■✓]\s*([优良中差])")
_WHY = re.compile("原因|实际完成情况")
_HOW_MANY = re.compile("几个|多少个?|有多少|几项")
_LONGEST_REASON = 120


def graded(reading: Reading, view: DocView) -> Draft | None:
    """The projects of the grade that the question names, with the stated reason where it asks why.

    None where no grade is asked for, or the performance tables print none.
    """
    grade = _asked_for(reading.content)
    found = [(project, cell) for project in view.projects if (cell := _grade_of(project)) is not None]
    if grade is None or not found:
        return None
    kept = [(project, cell) for project, cell in found if _letter(cell) == grade]
    counts = _HOW_MANY.search(reading.content) is not None
    if counts and not kept:
        return None  # the text may print that there is none
    writer = Writer()
    why = reading.intent is Intent.REASON or "原因" in reading.content
    lines = [_line(writer, project, cell, why) for project, cell in kept]
    names = {"who": who(view.disclosure), "year": view.disclosure.year, "grade": grade}
    if not counts:
        text = phrase("grades", "of" if kept else "none", **names, lines="；".join(lines))
        return writer.draft(Status.ANSWERED, text)
    n = writer.derived(Decimal(len(kept)))
    told = _count_told(view, grade, len(kept))
    mark = writer.mark(told) if told else ""
    text = phrase("grades", "count", **names, n=n, mark=mark, lines="；".join(lines))
    return writer.draft(Status.ANSWERED, text, value=n, unit="个")


def _count_told(view: DocView, grade: str, count: int) -> SentenceHit | None:
    """The sentence that prints how many projects have a grade, where it prints as many."""
    for sentence in view.sentences:
        for figure in sentence.figures:
            subject = figure.subject or ""
            if figure.unit == "个" and figure.value == count and re.search(f'[“"]{grade}[”"]', subject):
                return SentenceHit(sentence, 1.0, figure, figure.measure)
    return None


def account_of(reading: Reading, view: DocView) -> Draft | None:
    """What a project's table says of how it went, where the question names the project and asks why."""
    project = named_project(view, reading.content)
    reason = next(_reasons(project), None) if project else None
    if project is None or reason is None:
        return None
    writer = Writer()
    names = {"who": who(view.disclosure), "year": view.disclosure.year, "name": project.name}
    mark = writer.mark(CellHit(reason, 1.0))
    text = phrase("grades", "account", **names, quote=reason.text[:_LONGEST_REASON], mark=mark)
    return writer.draft(Status.ANSWERED, text)


def _asked_for(text: str) -> str | None:
    if not says(text, "grades", "asks") or not says(text, "ranking", "projects"):
        return None
    ends = "|".join(operation_words("grades", "best_first"))
    match = re.search(rf"(?:为|是|打了?|评了?|等级|得了?|“|\")\s*[“\"]?({ends})(?![级异别价间])", text)
    return match[1] if match else None


def _grade_of(project: Project) -> Cell | None:
    """The cell that prints a project's grade: beside its total points, or ticked in a row of its own."""
    if (grade := project.grade()) is not None:
        return grade
    for cell in project.cells():
        if label_of(cell) in _TOTALS and cell.text.strip() in operation_words("grades", "best_first"):
            return cell
        if label_of(cell) == _GRADE_ROW and _TICKED.search(cell.text):
            return cell
    return None


def _letter(cell: Cell) -> str:
    ticked = _TICKED.search(cell.text)
    return ticked[1] if ticked else cell.text.strip()


def _line(writer: Writer, project: Project, cell: Cell, why: bool) -> str:
    text = phrase("grades", "line", name=project.name, mark=writer.mark(CellHit(cell, 1.0)))
    reason = next(_reasons(project), None) if why else None
    if reason is not None:
        mark = writer.mark(CellHit(reason, 1.0))
        text += phrase("grades", "why", quote=reason.text[:_LONGEST_REASON], mark=mark)
    return text


def _reasons(project: Project) -> Iterator[Cell]:
    """What the table says of how it went: first the account of the whole project, then remarks."""
    whole = (c for c in project.cells() if "实际完成情况" in c.column_label and len(c.text) > 1)
    yield from whole
    remarks = (c for c in project.cells() if _WHY.search(c.column_label) and len(c.text.strip()) > 1)
    yield from remarks
