"""A figure and why, asked for in one breath: 比预算少花了多少，为什么."""

from __future__ import annotations

import re
from dataclasses import replace

from qa.types import Reading
from qa.understanding import wording
from qa.understanding.vocabulary import load_vocabulary

_HOW_MUCH = re.compile(r"多少(?!人次?都)|差几|几[个辆人次批万]")


def amount_asked(reading: Reading) -> Reading | None:
    """The part of the question that asks for a figure, without the words that ask why; None without one."""
    content = reading.content
    for word in sorted(load_vocabulary().intents["reason"], key=lambda w: (-len(w), w)):
        content = content.replace(word, " ")
    if not _HOW_MUCH.search(content):
        return None
    return replace(
        reading,
        content=content,
        intent=wording.intent(content),
        across=wording.across(content),
        counted=wording.counted(content),
    )
