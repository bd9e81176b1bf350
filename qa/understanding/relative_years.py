"""Years that a question counts and does not name (近两年, 两年的…加起来): the newest ones."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from index.types import Disclosure
from qa.understanding import wording
from qa.understanding.scope import Named

_YEARS = re.compile(
    r"(?<![第前隔\d])(?:最近|过去|近|这|那|前后)?(?P<n>[两二2三3])个?年(?:度|间|来|里|内)?的?(?![级制期前后])"
)
_COUNTS = {"两": 2, "二": 2, "2": 2, "三": 3, "3": 3}
_OVER = re.compile("平均|变化|分别|各")


def years_named(text: str, resolve: Callable[[str], Named], disclosures: Mapping[str, Disclosure]) -> str:
    """The text with the years that it counts by their numbers, so that none of them is left out of a sum;
    other texts as they are."""
    match = _YEARS.search(text)
    if match is None or not (wording.across(text) or _OVER.search(text)):
        return text
    named = resolve(text)
    years = {disclosures[doc_id].year for doc_id in named.scope.doc_ids}
    if named.years or len(years) != 1:
        return text
    last = years.pop()
    said = "和".join(f"{last - back}年" for back in reversed(range(_COUNTS[match["n"]])))
    return f"{text[: match.start()]}{said}{text[match.end() :]}"
