"""Several projects of one disclosure: which of them pass a limit, or which one is meant."""

from __future__ import annotations

from decimal import Decimal
from difflib import SequenceMatcher

from qa import compute
from qa.composing.phrases import phrase
from qa.draft import Writer, figure_text, who
from qa.finding.corpus import DocView, plain_text
from qa.finding.evidence import SURE, Found
from qa.finding.indicators import indicator
from qa.finding.projects import Amount, Project, project_of
from qa.money import convert
from qa.types import CellHit, Draft, Facet, Reading, Status
from qa.understanding.asked import Asked
from qa.understanding.vocabulary import plain

_ALIKE = 0.01
_MOST_OPTIONS = 6
_NAMING = 4  # characters in a row that a question and a project's name share


def project_figure(view: DocView, asked: Asked, reading: Reading) -> CellHit | None:
    """What a question names loosely: the money of a project where only that is named, else an indicator."""
    project = named_project(view, reading.content)
    if project is not None and reading.counted in {None, "money"} and not _beyond(asked, project):
        planned = reading.facet in {Facet.BUDGET, Facet.FULL_BUDGET}
        cell = project.total(Amount.PLANNED if planned else Amount.SPENT)
        if cell is not None:
            return CellHit(cell, 1.0, ("project",))
    return indicator(view, asked, reading)


def named_project(view: DocView, content: str) -> Project | None:
    """The project whose name the words hold, or hold enough of to tell it from the others."""
    said = plain_text(content)
    shared = sorted(((_common(said, p.key), n) for n, p in enumerate(view.projects)), reverse=True)
    if not shared or shared[0][0] < _NAMING or (len(shared) > 1 and shared[0][0] == shared[1][0]):
        return None
    return view.projects[shared[0][1]]


def _common(left: str, right: str) -> int:
    """The length of the longest run of characters that both hold."""
    match = SequenceMatcher(None, left, right, autojunk=False).find_longest_match()
    return match.size


def _beyond(asked: Asked, project: Project) -> bool:
    """True where the question names something besides the project."""
    known = project.key + plain("".join(table.title for table in project.tables))
    return any(unit.weight >= 1 and unit.text not in known for unit in asked.units)


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

    kept = sorted((hit for hit in hits if (size(hit) > limit.value) == limit.above), key=size)
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
