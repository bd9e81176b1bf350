"""What a total is made up of, each part with its figure: the parts that the forms always have of it."""

from __future__ import annotations

from dataclasses import replace

from qa.composing.computing.separate import separately
from qa.composing.operations import compositions, operation_words
from qa.finding.corpus import DocView
from qa.finding.evidence import Evidence
from qa.types import Draft, Intent, Reading
from qa.understanding.asked import Asked


def made_up(evidence: Evidence, reading: Reading, view: DocView) -> Draft | None:
    """The parts of the one total that the question names and wants divided; None where it does not."""
    if not any(word in reading.content for word in operation_words("composed", "asks")):
        return None
    parts = _parts(evidence.asked(reading, view))
    if not parts:
        return None
    each = f"{'、'.join(parts)}{operation_words('composed', 'each')[0]}"
    return separately(evidence, replace(reading, content=each, intent=Intent.LOOKUP, across=None), view)


def _parts(asked: Asked) -> tuple[str, ...]:
    """The parts of the one thing named; nothing where several are, or one that has no set parts."""
    named = [unit for unit in asked.named if unit.keys]
    if len(named) != 1:
        return ()
    return next((parts for whole, parts in compositions().items() if whole in named[0].keys), ())
