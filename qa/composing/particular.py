"""Compositions that a wording asks for by itself, before any look-up: whether the accounts agree, vehicles
bought, a whole less a part, what is left of a budget."""

from __future__ import annotations

from qa.composing.computing import unspent, without
from qa.composing.figures import bought, earlier, project_columns
from qa.composing.honesty import audit, premise
from qa.finding.corpus import DocView
from qa.finding.evidence import Evidence
from qa.types import Draft, Reading


def particular(evidence: Evidence, reading: Reading, view: DocView) -> Draft | None:
    """The draft of the first of them that the question asks for; None where it asks for none."""
    return (
        audit.audited(evidence, reading, view)
        or project_columns.project_column(reading, view)
        or premise.corrected(evidence, reading, view)
        or bought.bought(evidence, reading, view)
        or without.without(evidence, reading, view)
        or unspent.unspent(evidence, reading, view)
        or earlier.earlier(evidence, reading, view)
    )
