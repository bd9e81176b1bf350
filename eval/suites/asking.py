"""Cases put to an answerer: here, or shared out to several processes. What every suite of questions does."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence

from tqdm import tqdm

from eval.outcome import Item, Result, tally
from eval.questionnaire import Answerer, judge
from eval.questions import Case
from eval.suites.options import Options, open_assistant
from eval.suites.workers import judge_shared
from qa.pipeline import Assistant


def asked(suite: str, options: Options, cases: Sequence[Case]) -> Result:
    """The cases that the options leave, put to the answerer that they name, in the order of the cases."""
    chosen = options.chosen(cases)
    workers = options.processes(len(chosen))
    if workers == 1:
        answerer = open_assistant(options.answering)
        return ask_all(suite, answerer, answerer, chosen, options.answerer)
    items = judge_shared(options.answering, chosen, workers)
    return _result(suite, items, len(chosen), options.answerer)


def ask_all(
    suite: str, assistant: Assistant, answerer: Answerer, chosen: Sequence[Case], name: str = "local"
) -> Result:
    """Put every case to the answerer in this process; `assistant` gives the index to look into the stages."""
    return _result(suite, judge(assistant, answerer, chosen), len(chosen), name)


def _result(suite: str, judged: Iterable[Item], count: int, answerer: str) -> Result:
    title = suite if answerer == "local" else f"{suite} ({answerer})"
    items = tuple(tqdm(judged, title, count, unit="", file=sys.stderr, disable=None))
    # In the order of the cases, whichever process was first.
    return Result(suite, tally(items), items=items, notes=_notes(items), answerer=answerer)


def _notes(items: Sequence[Item]) -> tuple[str, ...]:
    confirmed = sum(item.stages is not None and item.stages.confirmed is True for item in items)
    judged = sum(item.stages is not None for item in items)
    return (f"gold confirmed by truth files: {confirmed} of {judged}",) if confirmed else ()
