"""What a term means, asked without a department: one explanation will do, and whose it is is said."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from qa.composing.phrases import phrase
from qa.finding.evidence import Evidence
from qa.types import Draft, Intent, Reading, Status

_MOST_SEARCHED = 12  # disclosures


def of_any(evidence: Evidence, reading: Reading, answer: Callable[[Reading], Draft]) -> Draft | None:
    """The explanation of the latest disclosure that has one, a refusal where none has; None where it is not a
    term that is asked for, where a department is named, or where too many would have to be read.

    `answer` answers a reading that names a disclosure.
    """
    scope = reading.scope
    if reading.intent is not Intent.DEFINE or scope.named or len(scope.candidates) > _MOST_SEARCHED:
        return None
    views = [evidence.corpus.view(doc_id) for doc_id in scope.candidates]
    for view in sorted(views, key=lambda view: -view.disclosure.year):
        of_one = replace(scope, doc_ids=(view.disclosure.doc_id,), candidates=())
        draft = answer(replace(reading, scope=of_one))
        if draft.status is Status.ANSWERED:
            return replace(draft, text=draft.text + phrase("clarify", "any_term"))
    return Draft(Status.REFUSED, phrase("refuse", "no_term"))
