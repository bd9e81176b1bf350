"""What a recogniser makes of printed figures: likely confusions mended, several readings weighed."""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple

_AMOUNT = re.compile(r"[-−]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?%?")
_NUMERIC = re.compile(r"[\d,.，。·:：;；'`\-−—\sOoQDlI|%]+")
_LETTERS = str.maketrans({"O": "0", "o": "0", "Q": "0", "D": "0", "l": "1", "I": "1", "|": "1"})
_POINTS = str.maketrans(
    {"，": ",", "。": ".", "·": ".", "：": ".", ":": ".", "；": ",", ";": ",", "'": ",", "`": ","}
)
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
        f"{lost[1]}.{lost[2]}" if lost and "," in text else "",
        re.sub(r"\s+", "", text).strip(".,"),
        re.sub(r"\s+", "", ".".join(groups)),  # a separator read as a point, or the other way round
    ]
    for candidate in candidates:
        if is_amount(candidate):
            return Reading(candidate, min(reading.confidence, _REPAIRED))
    return reading


def agree(first: Reading, second: Reading) -> bool:
    """Whether two readings of one print give the same figure."""
    return mended(first).text == mended(second).text


def settle(first: Reading, second: Reading, third: Reading | None = None) -> Reading:
    """One reading out of two of the same print, or out of three where those disagree.

    Agreement gives the higher confidence of the two. A disputed figure is what two of three say, or else the
    most likely amount, and its confidence stays below 0.6 so that it is flagged.
    """
    if third is None:
        return max(mended(first), mended(second), key=lambda reading: reading.confidence)
    readings = [mended(reading) for reading in (first, second, third)]
    votes = Counter(reading.text for reading in readings)
    best = max(readings, key=lambda reading: (votes[reading.text], _likely(reading.text), reading.confidence))
    return Reading(best.text, min(best.confidence, _DISPUTED))


def _likely(text: str) -> int:
    """Amounts with two decimals or none are the rule; others are amounts all the same."""
    if not is_amount(text):
        return 0
    return 2 if "." not in text or re.search(r"\.\d\d%?$", text) else 1


def dash_of_width(ems: float) -> str:
    """The dash that is as wide as the ink: a hyphen, or one to three long ones."""
    return "-" if ems < 0.6 else "—" * max(1, min(3, round(ems)))
