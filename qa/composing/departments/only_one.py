"""A question without a department that needs no question back: what a term means, of which one explanation
will do, and an item that one department alone prints."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from qa.composing.phrases import phrase
from qa.finding.corpus import DocView
from qa.finding.evidence import Evidence
from qa.types import Draft, Intent, Reading, Status
from qa.understanding.wording import yes_no

_OF_ITEMS = frozenset({Intent.LOOKUP, Intent.LIST, Intent.EXECUTION, Intent.CHANGE, Intent.CHANGE_RATE})
_TOLD = frozenset({Status.ANSWERED, Status.CONFLICT})
_SHORTEST = 2
_MOST_SEARCHED = 12  # disclosures

Answered = Callable[[Reading], Draft]


def of_any(evidence: Evidence, reading: Reading, answer: Answered) -> Draft | None:
    """The answer for the one department that gives it; None where a department is named, where there are too
    many, or where it has to be asked back. `answer` answers a reading that names a disclosure."""
    scope = reading.scope
    if scope.named or len(scope.candidates) > _MOST_SEARCHED:
        return None
    views = [evidence.corpus.view(doc_id) for doc_id in scope.candidates]
    if reading.intent is Intent.DEFINE:
        return _explained(reading, sorted(views, key=lambda view: -view.disclosure.year), answer)
    plain = reading.intent in _OF_ITEMS and reading.across is None and not yes_no(reading.content)
    saying = [view for view in views if _says(evidence, reading, view)] if plain else []
    if len(saying) != 1:
        return None
    draft = answer(_of(reading, saying[0]))
    return replace(draft, text=draft.text + phrase("clarify", "only_one")) if draft.status in _TOLD else None


def _explained(reading: Reading, views: Sequence[DocView], answer: Answered) -> Draft | None:
    drafts = (answer(_of(reading, view)) for view in views)
    draft = next((draft for draft in drafts if draft.status is Status.ANSWERED), None)
    if draft is None:
        return Draft(Status.REFUSED, phrase("refuse", "no_term"))
    return replace(draft, text=draft.text + phrase("clarify", "any_term"))


def _of(reading: Reading, view: DocView) -> Reading:
    scope = replace(reading.scope, doc_ids=(view.disclosure.doc_id,), candidates=())
    return replace(reading, scope=scope)


def _says(evidence: Evidence, reading: Reading, view: DocView) -> bool:
    """True where the disclosure says every word that is asked for."""
    units = [unit for unit in evidence.asked(reading, view).units if len(unit.text) >= _SHORTEST]
    return bool(units) and all(_printed(unit.text, unit.keys, view) for unit in units)


def _printed(text: str, keys: Sequence[str], view: DocView) -> bool:
    return text in view.words or any(key in view.words for key in keys)
