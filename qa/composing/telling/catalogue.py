"""Questions for the things behind a purchase: what was bought, of which make, from whom.

Disclosures add purchases up by 货物, 工程 and 服务. What they do not list is refused by name; where a text
does list things (采购…电视一台0.36万元), the sentence is quoted like any other.
"""

from __future__ import annotations

from index.types import Sentence
from qa.composing.operations import operation_words, says
from qa.composing.phrases import phrase
from qa.draft import who
from qa.finding.corpus import DocView
from qa.money import is_money
from qa.types import Draft, Reading, Status

_TOTAL_OF = "政府采购支出总额"
_SEVERAL = 2


def not_listed(reading: Reading, view: DocView) -> Draft | None:
    """A refusal where things, makes or suppliers are asked for that the text does not name; else None."""
    text = reading.content
    details = [word for word in operation_words("purchases", "detail") if word in text]
    things = says(text, "purchases", "things") and says(text, "purchases", "buying")
    if details:
        if any(word in sentence.text for sentence in view.sentences for word in details):
            return None
        missing = "、".join(details)
    elif things and not any(_itemised(sentence) for sentence in view.sentences):
        missing = phrase("catalogue", "things")
    else:
        return None
    names = {"who": who(view.disclosure), "year": view.disclosure.year}
    option = phrase("catalogue", "instead", **names, item=_TOTAL_OF)
    return Draft(Status.REFUSED, phrase("catalogue", "refused", **names, missing=missing), options=(option,))


def _itemised(sentence: Sentence) -> bool:
    """True for a sentence that lists bought things with their amounts, beyond the statutory categories."""
    categories = operation_words("purchases", "categories")
    things: set[str] = set()
    end = 0
    for figure in sentence.figures:
        said, end = sentence.text[end : figure.start], figure.end
        subject = figure.subject or ""
        thing = is_money(figure.unit) and not any(word in said + subject for word in categories)
        if thing and says(said, "purchases", "buying"):
            things.add(subject)
    return len(things) >= _SEVERAL
