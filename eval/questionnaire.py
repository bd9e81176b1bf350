"""Cases put to an answerer and judged one by one."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from typing import Protocol

from eval.outcome import Item
from eval.questions import Case
from eval.scorers import Score, Verdict, score
from eval.stages import Looker, Stages
from qa.pipeline import Assistant
from qa.types import Answer


class Answerer(Protocol):
    """Whatever answers questions as `qa.pipeline.Assistant` does."""

    def ask(self, question: str, history: Sequence[str] = ()) -> Answer:
        """One answer."""


def judge(assistant: Assistant, answerer: Answerer, cases: Sequence[Case]) -> Iterator[Item]:
    """Ask and judge. `assistant` gives the index to look into the stages; often it is the answerer itself.

    A case over documents that are not indexed is not judged; a refusal may be judged over any index.
    """
    indexed = {found.doc_id for found in assistant.disclosures()}
    looker = Looker(assistant)
    for case in cases:
        if missing := sorted(set(case.docs) - indexed):
            yield Item(case, Score(Verdict.NOT_JUDGED, f"not indexed: {', '.join(missing)}"))
            continue
        yield _judged(case, answerer, looker)


def _judged(case: Case, answerer: Answerer, looker: Looker) -> Item:
    start = time.perf_counter()
    try:
        answer = answerer.ask(case.question, case.history)
    except Exception as error:  # noqa: BLE001  an answerer that breaks down over one question is judged for it
        told = " ".join(f"raised {type(error).__name__}: {error}".split())
        return Item(case, Score(Verdict.MISSED, told), seconds=time.perf_counter() - start)
    seconds = time.perf_counter() - start
    found = score(case, answer)
    stages = looker.look(case, answer, found)
    return Item(case, _held_against(stages, found), answer, stages, seconds)


def _held_against(stages: Stages, found: Score) -> Score:
    """What looks right is not where a numeral comes out of nothing, or where the truth file prints another
    figure: gold made from the extraction must not confirm what the extraction misread."""
    if found.verdict is not Verdict.RIGHT:
        return found
    if stages.confirmed is False:
        return Score(Verdict.WRONG_FIGURE, "the truth file prints no such figure there")
    if stages.untraced:
        return Score(Verdict.UNCITED, f"not in the evidence: {', '.join(stages.untraced)}")
    return found
