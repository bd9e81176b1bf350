"""Compositions that a wording asks for by itself, before any look-up: vehicles bought, a whole less a part,
what is left of a budget."""

from __future__ import annotations

from qa.composing.computing import unspent, without
from qa.composing.figures import bought, earlier
from qa.composing.honesty import premise
from qa.finding.corpus import DocView
from qa.finding.evidence import Evidence
from qa.types import Draft, Reading


def particular(evidence: Evidence, reading: Reading, view: DocView) -> Draft | None:
    """The draft of the first of them that the question asks for; None where it asks for none."""
    return (
        premise.corrected(evidence, reading, view)
        or bought.bought(evidence, reading, view)
        or without.without(evidence, reading, view)
        or unspent.unspent(evidence, reading, view)
        or earlier.earlier(evidence, reading, view)
    )
