"""A place in brackets behind its body: 残联2023年…（甲县） is 甲县残联2023年…"""

from __future__ import annotations

import re

from qa.understanding.entities import EntityIndex

_BRACKETED = re.compile(r"[（(](?P<places>[^（）()]{2,30})[)）]")
_SEPARATORS = re.compile("[、,，;；和与及]")


def brought_forward(text: str, entities: EntityIndex) -> str:
    """The folded text with the places that stand alone in brackets put before the bodies that are named
    without one, where there are as many; as it is for any other."""
    for match in _BRACKETED.finditer(text):
        places = [part.strip() for part in _SEPARATORS.split(match["places"])]
        left = text[: match.start()] + text[match.end() :]
        if not all(place in entities.places for place in places) or entities.find(left):
            continue
        bodies = entities.find_bodies(left, ())
        if len(bodies) == len(places):
            for body, place in reversed([*zip(bodies, places, strict=True)]):
                left = left[: body.start] + place + left[body.start :]
            return left
    return text
