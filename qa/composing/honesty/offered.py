"""Questions that are offered instead are tried first: a click never ends in another refusal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from qa.types import Draft, Reading, Status


def answered_alone(draft: Draft, reading: Reading, status_of: Callable[[str], Status]) -> Draft:
    """The draft with those of its options that are not refused.

    A question back which department is meant keeps all of them: what one of them does not disclose is told
    when it is chosen.
    """
    asks_which = draft.status is Status.CLARIFY and len(reading.scope.doc_ids) != 1
    if asks_which or not draft.options or draft.status in {Status.ANSWERED, Status.CONFLICT}:
        return draft
    kept = tuple(option for option in draft.options if status_of(option) is not Status.REFUSED)
    return replace(draft, options=kept)
