"""Which of several is the largest inside one disclosure: its projects, its classes, the items of a row."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from index.forms.labels import label_key
from index.types import Cell, Figure, Kind, Measure, Sentence
from qa import compute
from qa.composing.computing.accounts import largest, only_one
from qa.composing.computing.breakdown import top_level
from qa.composing.computing.levels import CLASS, economic_rows, level_of, money_cell, rows_of_form
from qa.composing.computing.ordering import Entry, number_of, ordered, same_kind, wanted_of
from qa.composing.figures.computed import computed
from qa.composing.figures.projects import column_of
from qa.composing.honesty.conflicts import conflict_of
from qa.composing.honesty.decline import not_found
from qa.composing.operations import says
from qa.composing.phrases import phrase
from qa.composing.telling.said_values import wants_verdict
from qa.draft import figure_text, item_of, who
from qa.finding.corpus import DocView, Row
from qa.finding.evidence import Evidence
from qa.finding.projects import Amount, Project
from qa.money import is_money
from qa.types import CellHit, Draft, Facet, Hit, Intent, Reading, SentenceHit
from qa.understanding.asked import Asked
from qa.understanding.normalise import fold
from qa.understanding.vocabulary import plain

_EXECUTION = re.compile("执行率|完成率")
_ALL_PROJECTS = re.compile(
    r"(?:所有|全部|各个?|(?P<n>[一二两三四五六七八九十]|\d{1,2})个)(?:自评|绩效)?项目|(?:绩效|自评){1,2}的?项目(?=.{0,6}(?:执行数|预算数))"
)
_WHICH_PROJECT = re.compile("[哪各][个些几]{0,2}项目")
_LIST = re.compile("有哪些|有啥|哪几个|各")
_LEAST_ROWS = 2
_INSIDE = re.compile(r"\s*(?P<parent>[^,，。]{4,20}?)(?:里面|里头|里|当中|中)(?=[^,，。]*(?:最|前))")
_PARTS = re.compile("其中[:：]?")
_NAME = 4
_PARENT_CODE = 3
_PEOPLE_CODES = ("301", "303")
_THREE = frozenset({"三公经费", "三公"})
_PEOPLE = frozenset({"人员经费", "人员经费合计"})
_PUBLIC = frozenset({"公用经费", "公用经费合计", "公用支出合计", "机关运行经费"})


def ranked(evidence: Evidence, reading: Reading, view: DocView) -> Draft | None:
    """The things that the question compares inside one disclosure, in order; None where it compares none."""
    if wants_verdict(fold(reading.question)):
        return None
    text = _without_names(evidence, reading, view)
    lists = _LIST.search(text) is not None and says(text, "ranking", "projects")
    wanted = wanted_of(replace(reading, content=text, descending=not says(text, "ranking", "least")))
    compares = bool(reading.threshold or wanted.limit or wanted.nth)
    compares = compares or says(text, "ranking", "most", "least", "order")
    if not compares and not lists:
        return None
    for entries, item, among in _sets(evidence, reading, view, lists, text):
        found = same_kind(entries)
        if len(found) >= _LEAST_ROWS:
            of_budget = phrase("ranking", "budget") if view.disclosure.kind is Kind.BUDGET else ""
            place = f"{who(view.disclosure)}{view.disclosure.year}年度{of_budget}{among}"
            draft = ordered(found, replace(wanted, superlative=compares), item, place, reading)
            return _with_caveat(view, draft, found)
        if not lists:
            return only_one(evidence, reading, view) or not_found(evidence, reading, view)
    singled_out = wanted.limit or wanted.nth or says(text, "ranking", "most", "least")
    return not_found(evidence, reading, view) if singled_out and reading.intent is Intent.LOOKUP else None


def of_all_projects(reading: Reading, view: DocView) -> Draft | None:
    """The money of all projects of the performance tables together, where the question adds these up."""
    every = _ALL_PROJECTS.search(reading.content)
    asks = reading.across is Intent.SUM and every is not None
    if every is None or not (every["n"] is None or number_of(every["n"]) == len(view.projects)):
        return None
    planned = reading.facet in {Facet.BUDGET, Facet.FULL_BUDGET}
    cells = [project.total(Amount.PLANNED if planned else Amount.SPENT) for project in view.projects]
    hits = [CellHit(cell, 1.0, ("project",)) for cell in cells if cell is not None]
    names = [item_of(hit, view) for hit in hits]
    if not asks or len(hits) < _LEAST_ROWS:
        return None
    result = compute.in_unit(compute.total(hits), reading.unit)
    return computed("total", view, result, items="、".join(names))


def _without_names(evidence: Evidence, reading: Reading, view: DocView) -> str:
    """The words of a question without the names in it: 最低生活保障金 asks for no lowest."""
    text = reading.content
    for unit in sorted(evidence.asked(reading, view).named, key=lambda unit: -len(unit.text)):
        if unit.how == "label" and len(unit.text) >= _NAME:
            text = text.replace(unit.text, " ")
    return text


def _sets(
    evidence: Evidence, reading: Reading, view: DocView, lists: bool, text: str
) -> Iterable[tuple[Sequence[Entry], str, str]]:
    """The sets of things that the wording may compare, the more telling first, with names for the answer."""
    asked = evidence.asked(reading, view)
    if told := _told_parts(view, reading.content):
        yield told, phrase("ranking", "item"), phrase("ranking", "listed")
        return
    if _of_projects(text) and view.projects:
        item, entries = _projects(view, reading)
        yield entries, item, phrase("ranking", "projects")
        return
    if lists:
        return
    if found := largest(evidence, reading, view):
        entries, place = found
        yield entries, phrase("ranking", "class"), place
        return
    if rows := _children(view, asked):
        parent = max((unit.text for unit in asked.named), key=len)
        yield _entries(view, rows), phrase("ranking", "item"), phrase("ranking", "inside", parent=parent)
    elif level_of(text) in {None, CLASS} and (
        says(text, "ranking", "classes") or (says(text, "ranking", "items") and not asked.named)
    ):
        yield _classes(view), phrase("ranking", "class"), ""


def _told_parts(view: DocView, text: str) -> list[Entry]:
    """The parts that the text lists of what the question names before 里 or 中 (单位运转项目里…哪一项)."""
    inside = _INSIDE.match(text)
    if inside is None:
        return []
    parent = plain(inside["parent"]).removesuffix("项目").removesuffix("预算").removesuffix("经费")
    for n, sentence in enumerate(view.sentences):
        if not (opened := _PARTS.search(sentence.text)) or len(parent) < _NAME:
            continue
        before = sentence.text[: opened.start()] or (view.sentences[n - 1].text if n else "")
        parts = [
            f
            for f in sentence.figures
            if f.start >= opened.end()
            and f.subject
            and is_money(f.unit)
            and f.measure in {Measure.AMOUNT, Measure.BUDGET}
        ]
        if parent in plain(before) and len(parts) > _LEAST_ROWS:
            return [_entry(f.subject or "", _hit(sentence, f)) for f in parts]
    return []


def _of_projects(text: str) -> bool:
    """True where projects are compared, not the sum 项目支出 with something else."""
    which = _WHICH_PROJECT.search(text) is not None
    return which or (says(text, "ranking", "projects") and not says(text, "ranking", "not_projects"))


def _projects(view: DocView, reading: Reading) -> tuple[str, list[Entry]]:
    """Every project with its points, its execution rate, its budget or what was spent on it."""
    if reading.counted == "分" or "得分" in reading.content:
        return phrase("ranking", "points"), _entries_of(view.projects, Project.points)
    if _EXECUTION.search(reading.content):
        return phrase("ranking", "rate"), _entries_of(view.projects, Project.rate)
    planned = reading.facet in {Facet.BUDGET, Facet.FULL_BUDGET}
    amount = Amount.PLANNED if planned else Amount.SPENT
    entries = _entries_of(view.projects, lambda project: project.total(amount))
    told = [] if planned else _told_only(view)
    item = phrase("ranking", "planned" if planned else "spent")
    columns = {column_of(entry.hits[0].cell) for entry in entries if isinstance(entry.hits[0], CellHit)}
    if len(columns) == 1 and not told:
        item = phrase("ranking", "of_column", item=item, column=columns.pop())
    return item, [*entries, *told]


def _entries_of(projects: Sequence[Project], cell_of: Callable[[Project], Cell | None]) -> list[Entry]:
    cells = ((project.name, cell_of(project)) for project in projects)
    return [_entry(name, CellHit(cell, 1.0, ("project",))) for name, cell in cells if cell is not None]


def _told_only(view: DocView) -> list[Entry]:
    """Projects without a performance table, from the sentence that lists what project money was spent on."""
    keys = {project.key for project in view.projects}
    for sentence in view.sentences:
        money = [
            f for f in sentence.figures if is_money(f.unit) and f.measure is Measure.AMOUNT and f.subject
        ]
        if sum(plain(f.subject or "") in keys for f in money) >= _LEAST_ROWS:
            others = [f for f in money if plain(f.subject or "") not in keys and _names_project(f)]
            return [_entry(f.subject or "", _hit(sentence, f)) for f in others]
    return []


def _names_project(figure: Figure) -> bool:
    subject = plain(figure.subject or "")
    return subject.endswith(("经费", "费", "资金", "项目")) and "合计" not in subject


def _hit(sentence: Sentence, figure: Figure) -> SentenceHit:
    return SentenceHit(sentence, 1.0, figure, figure.measure)


def _entry(name: str, hit: Hit) -> Entry:
    return Entry(name, compute.value_of(hit) or Decimal(0), compute.unit_of(hit), figure_text(hit), (hit,))


def _classes(view: DocView) -> list[Entry]:
    """The 类 of the expenditure with their figures."""
    return [_entry(name, hit) for name, hit in top_level(view)]


def _children(view: DocView, asked: Asked) -> list[Row]:
    """The rows that make up the row that the question names: 5-digit codes under it, or the 三公 items."""
    keys = {key for unit in asked.named for key in unit.keys}
    if keys & _THREE:
        return _three_public(view)
    rows = economic_rows(view)
    if keys & _PEOPLE:
        return [row for row in rows if _below(row, _PEOPLE_CODES)]
    if keys & _PUBLIC:
        return [row for row in rows if len(row.code or "") > _PARENT_CODE and not _below(row, _PEOPLE_CODES)]
    parents = tuple(
        row.code for row in rows if row.key in keys and row.code and len(row.code) == _PARENT_CODE
    )
    return [row for row in rows if parents and _below(row, parents)]


def _below(row: Row, codes: Sequence[str]) -> bool:
    return row.code is not None and len(row.code) > _PARENT_CODE and row.code.startswith(tuple(codes))


def _three_public(view: DocView) -> list[Row]:
    """出国, 购置, 运行维护, 接待: the rows of the 三公 form without its totals and counts."""
    leaves = ("因公出国", "公务用车购置费", "公务用车运行", "公务接待费")
    rows = rows_of_form(view, "three_public")
    return [row for row in rows if row.key.startswith(leaves)]


def _entries(view: DocView, rows: Sequence[Row]) -> list[Entry]:
    cells = ((row, money_cell(view, row)) for row in rows)
    found = [(row, cell) for row, cell in cells if cell is not None and cell.value]
    return [_entry(label_key(row.label.rsplit(" / ", 1)[-1]), CellHit(cell, 1.0)) for row, cell in found]


def _with_caveat(view: DocView, draft: Draft, entries: Sequence[Entry]) -> Draft:
    """A figure in the list that the disclosure contradicts is pointed out by name."""
    disputed = [entry.name for entry in entries if conflict_of(view, entry.hits[0]) is not None]
    if not disputed:
        return draft
    said = phrase("ranking", "disputed", names="、".join(f"“{name}”" for name in disputed))
    return replace(draft, text=draft.text + said)
