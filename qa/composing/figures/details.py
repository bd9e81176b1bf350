"""What an amount was spent on piece by piece (都印了什么, 去了哪里): an amount alone does not answer that."""

from __future__ import annotations

import re

from qa.types import Draft, Reading, SentenceHit, Status

_ASKS = re.compile(
    "(?:印|买|修|订|租|办|培训|请|发|做|干|开|学|换)(?:了|的|过)?(?:都|是)?(?:些)?(?:什么|啥|哪些(?!单位|部门|项目|机构))"
    "|(?:去|到|跑)(?:了|过)?(?:些)?(?:哪|什么地方|什么国家)|明细|清单|(?:跟|和)谁"
)
_TELLS = re.compile("用于|包括|主要是|分别|其中")


def undisclosed(reading: Reading, draft: Draft) -> bool:
    """True for a bare figure where its details are asked for and no sentence beside it tells any."""
    if draft.status is not Status.ANSWERED or draft.value is None or draft.formula or draft.computed:
        return False
    if not _ASKS.search(reading.content) or _TELLS.search(draft.text.split("见第", 1)[0]):
        return False
    sentences = [hit.sentence.text for hit in draft.evidence if isinstance(hit, SentenceHit)]
    return not any("用于" in text for text in sentences)
