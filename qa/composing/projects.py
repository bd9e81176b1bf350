"""Several projects of one disclosure: which of them pass a limit, or which one is meant."""

from __future__ import annotations

from decimal import Decimal

from qa import compute
from qa.composing.phrases import phrase
from qa.draft import Writer, figure_text, who
from qa.finding.corpus import project_of
from qa.finding.evidence import SURE, Found
from qa.money import convert
from qa.types import CellHit, Draft, Reading, Status

_ALIKE = 0.01
_MOST_OPTIONS = 6


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
