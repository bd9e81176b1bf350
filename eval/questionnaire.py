"""Cases put to an answerer and judged one by one."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from typing import Protocol

from eval.outcome import Item, Json
from eval.questions import Case
from eval.scorers import Score, Verdict, score
from eval.stages import Stages, stages_of
from qa.export import answer_json
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
    years = [found.year for found in assistant.disclosures()]
    for case in cases:
        if not set(case.docs) <= indexed:
            yield Item(case.category, Verdict.NOT_JUDGED, _unjudged(case, indexed), 0.0)
            continue
        start = time.perf_counter()
        answer = answerer.ask(case.question, case.history)
        seconds = time.perf_counter() - start
        stages = stages_of(assistant, case, answer, years)
        found = _traced(score(case, answer), stages)
        yield Item(case.category, found.verdict, _record(case, answer, found, stages), seconds)


def _traced(found: Score, stages: Stages) -> Score:
    """An answer that states a numeral out of nothing is not right, whatever its figure."""
    if found.verdict is Verdict.RIGHT and stages.untraced:
        return Score(Verdict.UNCITED, f"not in the evidence: {', '.join(stages.untraced)}")
    return found


def _unjudged(case: Case, indexed: set[str]) -> Json:
    missing = sorted(set(case.docs) - indexed)
    return _head(case, Score(Verdict.NOT_JUDGED, f"not indexed: {', '.join(missing)}"))


def _head(case: Case, found: Score) -> Json:
    return {
        "id": case.id,
        "category": case.category,
        "verdict": found.verdict.value,
        "why": found.why,
        "question": case.question,
        "history": list(case.history),
    }


def _record(case: Case, answer: Answer, found: Score, stages: Stages) -> Json:
    expected = case.model_dump(
        mode="json",
        exclude={"id", "category", "question", "history", "tags"},
        exclude_defaults=True,
    )
    given = answer_json(answer)
    return _head(case, found) | {
        "stages": stages.record(found.verdict),
        "answer": {key: value for key, value in given.items() if key not in {"id", "question"}},
        "expected": expected,
    }
