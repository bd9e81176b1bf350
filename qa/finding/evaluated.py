"""What an evaluation went over (组织对0个项目开展部门评价，涉及一般公共预算支出0万元): no figure of the
department's, unless the question asks about the evaluation."""

from __future__ import annotations

import re

from index.types import Figure, Sentence

_EVALUATED = re.compile("评价|自评|绩效|监控")
_WENT_OVER = "涉及"


def of_evaluation(sentence: Sentence, figure: Figure, content: str) -> bool:
    """True for a figure that its sentence states of what was evaluated, where `content` asks of none."""
    told = sentence.text[: figure.start]
    evaluated = _WENT_OVER in told and _EVALUATED.search(told) is not None
    return evaluated and not _EVALUATED.search(content) and _WENT_OVER not in content
