"""What a recogniser makes of printed figures: likely confusions mended, two readings weighed against each other."""

from __future__ import annotations

import re
from typing import NamedTuple

_AMOUNT = re.compile(r"[-−]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?%?")
_NUMERIC = re.compile(r"[\d,.，。·:：;；'`\-−—\sOoQDlI|%]+")
_LETTERS = str.maketrans({"O": "0", "o": "0", "Q": "0", "D": "0", "l": "1", "I": "1", "|": "1"})
_POINTS = str.maketrans({"，": ",", "。": ".", "·": ".", "：": ".", ":": ".", "；": ",", ";": ",", "'": ",", "`": ","})
_LOST_POINT = re.compile(r"(-?\d{1,3}(?:,\d{3})*)[ .]?(\d{2})")
_REPAIRED = 0.75  # confidence of a mended figure at most: it is to be checked against the identities
_DISPUTED = 0.55  # confidence of a figure that two readings disagree on


class Reading(NamedTuple):
    """Text as recognised, with the recogniser's confidence from 0 to 1."""

    text: str
    confidence: float


def looks_numeric(text: str) -> bool:
    """Whether a text is, or was meant to be, a figure."""
    return any(char.isdigit() for char in text) and _NUMERIC.fullmatch(text) is not None


def is_amount(text: str) -> bool:
    """Whether a text is a well-formed figure, thousands separators included."""
    return _AMOUNT.fullmatch(text) is not None


def mended(reading: Reading) -> Reading:
    """The reading with usual confusions undone, where that gives a well-formed amount; else as it was."""
    if is_amount(reading.text) or not looks_numeric(reading.text):
        return reading
    text = reading.text.translate(_LETTERS).translate(_POINTS)
    groups = text.replace(".", ",").rsplit(",", 1)
    lost = _LOST_POINT.fullmatch(text)
    candidates = [
        re.sub(r"\s+", "", text).strip(".,"),
        re.sub(r"\s+", "", ".".join(groups)),  # a separator read as a point, or the other way round
        f"{lost[1]}.{lost[2]}" if lost and "," in text else "",
    ]
    for candidate in candidates:
        if is_amount(candidate):
            return Reading(candidate, min(reading.confidence, _REPAIRED))
    return reading


def settle(first: Reading, second: Reading) -> Reading:
    """One reading out of two of the same print: agreement raises the confidence, dispute lowers it."""
    one, two = mended(first), mended(second)
    if one.text == two.text:
        sure = max(one.confidence, two.confidence)
        return Reading(one.text, sure)
    best = max((one, two), key=lambda reading: (is_amount(reading.text), reading.confidence))
    return Reading(best.text, min(best.confidence, _DISPUTED))


def dash_of_width(ems: float) -> str:
    """The dash that is as wide as the ink: a hyphen, or one to three long ones."""
    return "-" if ems < 0.6 else "—" * max(1, min(3, round(ems)))
