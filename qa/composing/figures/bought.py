"""How many vehicles were bought: the count of the form or the text, words that there was no purchase, what
was spent on it. Never how many vehicles there are."""

from __future__ import annotations

import re
from dataclasses import replace

from index.types import Figure, Sentence
from qa.composing.figures.single import place
from qa.composing.phrases import phrase
from qa.draft import Writer, figure_text, joined, quote, who
from qa.finding.corpus import DocView
from qa.finding.evidence import Evidence
from qa.types import CellHit, Draft, Hit, Intent, Reading, SentenceHit, Status

_ASKS = re.compile("(?:购置公务用车|公务用车购置数?量?)(?:是|有|为)?(?:多少|几)(?:辆|台|部)")
_MONEY = re.compile("花|钱|费用|金额|多少万")
_SPENT = "公务用车购置费"
_VEHICLES = frozenset({"辆", "台", "部"})
_COUNT_ROW = re.compile("(?:购置|更新).*数")
_BOUGHT = re.compile("(?:购置|购买|新购|更新)[^，,。；;：:]{0,12}车|车[^，,。；;：:]{0,6}(?:购置|购买|更新)")
_KEPT = re.compile("保有|共有|现有|实有|其中|轿车|越野车|客车")
_NOT_BOUGHT = re.compile(
    r"(?:无|没有|未(?:发生|安排)?|不)(?:购置|购买|更新|新购)[^，,。；;]{0,10}车|无车辆购置"
)
_CLAUSES = re.compile("[，,。；;：:]")


def bought(evidence: Evidence, reading: Reading, view: DocView) -> Draft | None:
    """The vehicles bought in the year; None where the question asks for something else."""
    if not _ASKS.search(reading.content) or "保有" in reading.content:
        return None
    told = _told(evidence, reading, view)
    if told is None or not _MONEY.search(_ASKS.sub("", reading.content)):
        return told
    money = _spent(evidence, reading, view)
    return joined(told, money) if money and all(money.evidence[0] != hit for hit in told.evidence) else told


def _told(evidence: Evidence, reading: Reading, view: DocView) -> Draft | None:
    cell = _cell(view)
    if cell is not None and cell.cell.value is not None:
        return _counted(view, cell)
    for sentence in view.sentences:
        for figure in sentence.figures:
            if _is_count(sentence, figure):
                return _counted(view, SentenceHit(sentence, 1.0, figure, figure.measure))
    denial = next((each for each in view.sentences if _NOT_BOUGHT.search(each.text)), None)
    if denial is not None:
        return _none_bought(view, denial)
    return _spent(evidence, reading, view)


def _cell(view: DocView) -> CellHit | None:
    """The cell of the vehicles bought in the form of the three public expenses, printed or blank."""
    for table in view.by_form("three_public"):
        for cell in table.cells:
            named = f"{cell.row_label} {cell.column_label}"
            if cell.unit in _VEHICLES and _COUNT_ROW.search(named) and "预算" not in cell.column_label:
                return CellHit(cell, 1.0, ("bought",))
    return None


def _is_count(sentence: Sentence, figure: Figure) -> bool:
    """True for vehicles that the words right before the figure say were bought."""
    clause = _CLAUSES.split(sentence.text[: figure.start])[-1]
    counts = figure.unit in _VEHICLES and _BOUGHT.search(clause) is not None
    return counts and not _KEPT.search(clause)


def _counted(view: DocView, hit: Hit) -> Draft:
    writer = Writer()
    names = {"who": who(view.disclosure), "year": view.disclosure.year}
    text = phrase("bought", "count", **names, figure=figure_text(hit), mark=writer.mark(hit)) + place(hit)
    value = hit.cell.value if isinstance(hit, CellHit) else hit.figure.value if hit.figure else None
    unit = hit.cell.unit if isinstance(hit, CellHit) else hit.figure.unit if hit.figure else None
    return writer.draft(Status.ANSWERED, text, value=value, unit=unit)


def _none_bought(view: DocView, denial: Sentence) -> Draft:
    writer = Writer()
    said = _NOT_BOUGHT.search(denial.text)
    start = max(denial.text.rfind(mark, 0, said.start() if said else 0) for mark in "；;。") + 1
    text = phrase(
        "bought",
        "none",
        who=who(view.disclosure),
        year=view.disclosure.year,
        page=denial.page,
        quote=quote(denial.text[start:]),
        mark=writer.mark(SentenceHit(denial, 1.0)),
    )
    return writer.draft(Status.ANSWERED, text)


def _spent(evidence: Evidence, reading: Reading, view: DocView) -> Draft | None:
    """What was spent on vehicles, where the count is not printed; None where that is not printed either."""
    asked = replace(reading, content=_SPENT, intent=Intent.LOOKUP, across=None, counted="money")
    hit = evidence.figures(asked, view).figure
    if hit is None:
        return None
    writer = Writer()
    names = {"who": who(view.disclosure), "year": view.disclosure.year, "item": _SPENT}
    text = phrase("lookup", "cell", **names, facet="", figure=figure_text(hit), mark=writer.mark(hit))
    return writer.draft(Status.ANSWERED, text + place(hit))
