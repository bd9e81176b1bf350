"""What a count is made up of, as it is printed: of which kinds the vehicles are, how many of the retired are
离休 and how many 退休. Every number is one that is printed; nothing is told where none is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from qa import compute
from qa.composing.figures.computed import computed
from qa.composing.honesty.decline import refuse
from qa.composing.phrases import phrase
from qa.draft import Writer, figure_text, who
from qa.finding.corpus import Clause, DocView, plain_text
from qa.types import CellHit, Draft, Hit, Intent, Reading, SentenceHit, Status

_WHICH_VEHICLES = re.compile(
    "(?:(?<!为)什么|(?<!为)啥|哪些|哪几种|哪几类|哪种)(?:类型|种类|用途)?的?(?:公务用|公务|公)?车(?!间|位|费|购置|运行)"
)
_VEHICLE = re.compile(r"(?:用车|轿车|越野车|汽车|车型)(?:[(（]辆[)）])?$")
_STOCK = re.compile("公务用车$|保有|购置|更新")
_BOUGHT = re.compile("购置|更新|购买")
_ORDINAL = re.compile(r"^[\d一二三四五六七八九十]+[.、．]\s*|[(（]辆[)）]$")
_RETIRED = re.compile(
    "(?:那|的)?(?:离退休(?:人员|职工)?|离休人员和退休人员)的?(?:人数)?(?:各|一共|总共|合计|共|都)?(?:是|有)?(?:多少|几)?[个名]?人?"
)
_PARTS = re.compile("^(?:离休|退休)(?:人员|干部)?$")
_WHOLE = re.compile("^离退休(?:人员|干部)?$")
_EDGES = " ,，。?？的呢"
_RETIRED_PEOPLE = re.compile("(?:离退休|离休|退休)(?:人员|干部|老干部|职工)?$")
_PAIR = 2
_PEOPLE = frozenset({"人", "名"})
_VEHICLES = frozenset({"辆", "台", "部"})


def told(reading: Reading, view: DocView) -> Draft | None:
    """The kinds that the question asks for; None where it asks for none."""
    if _WHICH_VEHICLES.search(reading.content) and reading.counted != "money":
        return _listed(view, list(_vehicles(view))) or _none(view)
    if reading.counted in _PEOPLE and _RETIRED.fullmatch(reading.content.strip(_EDGES)):
        return _of_retired(reading, view)
    return None


def _of_retired(reading: Reading, view: DocView) -> Draft | None:
    """All that is printed of them, with the printed total; their sum only where a total is asked for."""
    found = list(_retired(view))
    whole = next((hit for name, hit in found if _WHOLE.match(name)), None)
    draft = _listed(view, found)
    if draft is not None and whole is not None:
        return replace(draft, value=compute.value_of(whole), unit=compute.unit_of(whole))
    parts = [hit for name, hit in found if _PARTS.match(name)]
    if reading.across is Intent.SUM and len(parts) == len(found) == _PAIR:
        return computed("total", view, compute.total(parts), items="、".join(name for name, _ in found))
    return draft


def _vehicles(view: DocView) -> Iterator[tuple[str, Hit]]:
    """The kinds of which there are any, from the text, else from the form."""
    sentences = [clause for clause in view.clauses if clause.figure.unit in _VEHICLES]
    found: list[tuple[str, Hit]] = [
        (plain_text(clause.subject), _hit(clause))
        for clause in sentences
        if clause.figure.value
        and _VEHICLE.search(clause.subject)
        and not _STOCK.search(clause.subject)
        and not _BOUGHT.search(clause.sentence.text[: clause.figure.start] + clause.lead)
    ]
    if not found:
        found = [
            (_ORDINAL.sub("", row.label.rsplit(" / ", 1)[-1]), CellHit(cell, 1.0))
            for row in view.rows
            for cell in row.cells
            if cell.unit in _VEHICLES and cell.value
            if _VEHICLE.search(row.label) and not _STOCK.search(_ORDINAL.sub("", row.label))
        ]
    yield from dict(found).items()


def _retired(view: DocView) -> Iterator[tuple[str, Hit]]:
    for clause in view.clauses:
        if clause.figure.unit in _PEOPLE and _RETIRED_PEOPLE.search(clause.subject):
            yield clause.subject, _hit(clause)


def _hit(clause: Clause) -> SentenceHit:
    return SentenceHit(clause.sentence, 1.0, clause.figure, clause.figure.measure)


def _listed(view: DocView, found: Sequence[tuple[str, Hit]]) -> Draft | None:
    if not found:
        return None
    writer = Writer()
    lines = "，".join(f"{name} {figure_text(hit)}{writer.mark(hit)}" for name, hit in found)
    text = phrase("kinds", "listed", who=who(view.disclosure), year=view.disclosure.year, lines=lines)
    alone = found[0][1] if len(found) == 1 else None
    value = compute.value_of(alone) if alone else None
    return writer.draft(Status.ANSWERED, text, value=value, unit=compute.unit_of(alone) if alone else None)


def _none(view: DocView) -> Draft:
    return refuse(phrase("kinds", "no_vehicles", who=who(view.disclosure), year=view.disclosure.year))
