"""A year that is asked for besides a disclosure's own, whose figure the disclosure prints: both are told."""

from __future__ import annotations

from qa.composing.computing import years
from qa.composing.figures.single import look_up
from qa.draft import joined
from qa.finding.corpus import DocView
from qa.finding.evidence import Evidence
from qa.types import Draft, Intent, Reading, Status


def earlier(evidence: Evidence, reading: Reading, view: DocView) -> Draft | None:
    """The printed figure of the year before beside that of the year, the year named last first; None where
    the question names no such year, or the disclosure prints nothing of it."""
    year = view.disclosure.year
    if set(reading.years) != {year, year - 1} or len(reading.scope.doc_ids) != 1:
        return None
    if reading.intent is not Intent.LOOKUP or reading.across is not None:
        return None
    before = years.printed_before(evidence, reading, view)
    if before is None:
        return None
    now = look_up(evidence, reading, view)
    if now.status is not Status.ANSWERED:
        return before
    return joined(before, now) if reading.years[-1] == year - 1 else joined(now, before)
