"""The reservations of a local answer (scan, failed check, invented sample …), found by its phrases.

They are facts about the figure that a model must not leave out; code puts them under what it wrote.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from qa.composing.phrases import phrase

_RESERVATIONS: Final = (
    ("lookup", "other_scope", ("title", "row", "column", "figure", "mark")),
    ("lookup", "ocr", ()),
    ("lookup", "newest", ()),
    ("lookup", "without_year", ()),
    ("lookup", "invented", ()),
    ("across", "none", ("who",)),
)
_NOTE = r"注意：[^。]*。"
_ESTIMATE = r"这是由“较上年[^。]*?所印。"
_GAP = "\x00"


@cache
def _pattern() -> re.Pattern[str]:
    told = []
    for section, name, variables in _RESERVATIONS:
        text = phrase(section, name, **dict.fromkeys(variables, _GAP))
        told.append(re.escape(text).replace(re.escape(_GAP), r"[^。]*?"))
    return re.compile("|".join((*told, _NOTE, _ESTIMATE)))


def remarks_of(text: str) -> str:
    """The reservations in a local answer, in order, with their marks."""
    return "".join(found.group() for found in _pattern().finditer(text))
