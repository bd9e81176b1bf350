"""Items as JSON: what results.jsonl and timings.jsonl say of them."""

from __future__ import annotations

from dataclasses import asdict
from decimal import Decimal

from eval.outcome import Item, Json
from eval.questions import Case
from eval.stages import Stages
from qa.export import answer_json


def record(item: Item, suite: str, answerer: str = "local") -> Json:
    """One line of results.jsonl. It holds no times, so that the same answers give the same bytes."""
    case = item.case
    head: Json = {"suite": suite, "answerer": answerer, "id": case.id, "category": case.category}
    head |= {"verdict": item.verdict.value, "why": item.score.why}
    head |= {"question": case.question, "history": list(case.history)}
    if item.stages is not None:
        head["stages"] = _stages(item, item.stages)
    if item.answer is not None:
        given = answer_json(item.answer)
        head["answer"] = {key: value for key, value in given.items() if key not in {"id", "question"}}
        if item.answer.model is not None:
            head["model"] = {"name": item.answer.model.model, "fallback": item.answer.model.fallback}
        head["expected"] = expected(item)
    return head | dict(item.more)


def expected(item: Item) -> Json:
    """What a right answer is, without what the case leaves open."""
    left_out = {"id", "category", "question", "history", "tags"}
    return item.case.model_dump(mode="json", exclude=left_out, exclude_defaults=True)


def _stages(item: Item, stages: Stages) -> Json:
    failed = stages.failed(item.verdict)
    found: Json = {stage.value: mark for stage, mark in stages.marks.items()}
    found |= {"failed": failed.value if failed else None, "documents": list(stages.documents)}
    found |= {"evidence_ranks": list(stages.ranks), "cited": stages.cited}
    found |= {"untraced": list(stages.untraced), "confirmed": stages.confirmed}
    if item.failing:
        # Only where a person will look for the cause: the file stays small.
        found["understood"] = stages.understood
        found["offered"] = [asdict(hit) | {"score": round(hit.score, 4)} for hit in stages.offered]
    return found


def timing(item: Item, suite: str, answerer: str) -> Json:
    """One line of timings.jsonl: seconds, and what a language model did."""
    found: Json = {"suite": suite, "answerer": answerer, "id": item.case.id}
    found["seconds"] = round(item.seconds, 6)
    if item.answer is not None and item.answer.model is not None:
        found["model"] = asdict(item.answer.model)
    return found


def expected_text(case: Case) -> str:
    """What a right answer is, for a person."""
    parts: list[str] = []
    if case.gold_value is not None:
        within = f" ± {case.tolerance}" if Decimal(case.tolerance) else ""
        parts.append(f"{case.gold_value} {case.unit or ''}{within}".strip())
    if case.gold_bool is not None:
        parts.append("yes" if case.gold_bool else "no")
    if case.accept_text:
        parts.append("or ".join(f"“{words}” " for words in case.accept_text).strip())
    if case.gold_text and case.gold_text.must_include:
        parts.append(f"includes {', '.join(case.gold_text.must_include)}")
    if case.conflict_values:
        told = (f"{gold.value} {gold.unit or ''} ({gold.source})" for gold in case.conflict_values)
        parts.append(f"a conflict of {' and '.join(told)}")
    if case.answer_type == "refusal":
        parts.append(f"a refusal ({case.refusal_reason})")
    if case.answer_type == "clarify":
        parts.append(f"a question back over {', '.join(case.clarify_options)}")
    return "; ".join(parts) or case.answer_type
