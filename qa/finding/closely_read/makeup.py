"""What the text says an amount is made of or comes from: 其他收入9.65万元，占0.38%，主要是存款利息."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qa.finding.closely_read.causes import Use
from qa.finding.corpus import DocView, plain_text

_PARTS = re.compile("[；;。]")
# An amount, perhaps its share, and right after it what it is; a figure or a cause is not that.
_MADE_OF = re.compile(
    r"(?P<own>[^，]*\d(?:元|万元|亿元)(?:，占[^，]*)?)，(?:主要|全部|均)?(?:是|为|系|来自于?|来源于|包括)[:：]?"
    r"(?P<what>(?!因|由于|原因|[较比与上])[^\d，][^；;。]*)"
)
_COMPARED = re.compile("增加|减少|增长|下降|上升|降低|持平|预算")


def made_of(view: DocView) -> Iterator[Use]:
    """Every statement of what an amount is made of, in order; what explains a change is a cause, not this."""
    for sentence in view.sentences:
        for part in _PARTS.split("".join(sentence.text.split())):
            for told in _MADE_OF.finditer(part):
                if not _COMPARED.search(told["own"]):
                    yield Use(sentence, told["what"], plain_text(told["own"]), "")
