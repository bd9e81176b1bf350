"""Cases put to an answerer, with a progress bar: what every suite of questions does."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from tqdm import tqdm

from eval.outcome import Result, tally
from eval.questionnaire import Answerer, judge
from eval.questions import Case
from qa.pipeline import Assistant


def ask_all(suite: str, assistant: Assistant, answerer: Answerer, chosen: Sequence[Case]) -> Result:
    """Put every case to the answerer and judge it; `assistant` gives the index to look into the stages."""
    progress = tqdm(
        judge(assistant, answerer, chosen), suite, len(chosen), unit="", file=sys.stderr, disable=None
    )
    items = list(progress)
    return Result(
        suite,
        tally(items),
        tuple(item.record for item in items),
        seconds=tuple(item.seconds for item in items if item.seconds),
    )
