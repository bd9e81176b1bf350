"""它 after a question which of several departments has the most: the one that was the answer."""

from __future__ import annotations

import re
from collections.abc import Callable

from qa.types import Intent
from qa.understanding import wording
from qa.understanding.conversing.courtesies import core, follow_ups
from qa.understanding.conversing.turns import Turn

Winner = Callable[[str], str]  # the department, with its year, that answers a question which one it is
_WHICH_MORE = re.compile("(?:哪一?[家个]|谁).{0,12}(?:多|高|大)")
_ASKS_WHICH = frozenset({Intent.RANK, Intent.COMPARE})


def of_winner(text: str, before: Turn, winner: Winner | None) -> str:
    """A turn with the department that was found in the place of its pronoun; other turns as they are."""
    which = wording.across(before.text) in _ASKS_WHICH or _WHICH_MORE.search(before.text) is not None
    several = len(before.named.scope.doc_ids) > 1 and which
    pronoun = follow_ups().choosing["winner"].match(core(text))
    if winner is None or not several or pronoun is None:
        return text
    name = winner(before.text)
    return f"{name}{core(text)[pronoun.end() :]}" if name else text
