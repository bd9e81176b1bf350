"""The suite `sabotage`: is every answerer that cheats or fails on purpose caught?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from eval.floors import breaches, read_floors
from eval.generate import generate
from eval.outcome import Item, Json, Line, Result, tally
from eval.questionnaire import Answerer, judge
from eval.questions import Case
from eval.sabotage import saboteurs, touched
from eval.scorers import Verdict
from eval.suites.options import Options, open_assistant
from qa.pipeline import Assistant

_EACH: Final = 5  # questions of a category
_ASKED: Final = frozenset(
    {
        "official",
        "code",
        "form",
        "everyday",
        "unit_trap",
        "classified",
        "total",
        "difference",
        "absent_year",
        "absent_department",
        "absent_code",
        "absent_item",
        "open_department",
    }
)


def sabotage(options: Options) -> Result:
    """One line an answerer: of the answers that it spoiled, how many were not taken for right."""
    assistant = open_assistant(options.settings)
    cases = options.chosen([c for c in generate(assistant.store, per_category=_EACH) if c.category in _ASKED])
    return caught(assistant, assistant, cases)


def caught(assistant: Assistant, honest: Answerer, cases: Sequence[Case]) -> Result:
    """Each saboteur over the questions that the honest answerer gets right: its run has to fail there.

    The harness is measured here, not the answerer, so that what the honest one gets wrong is left out.
    """
    asked = list(judge(assistant, honest, cases))
    plain = [item for item in asked if item.verdict is Verdict.RIGHT]
    lines = [Line("honest", len(plain), len(asked), {"caught": float(not _breached(plain))})]
    records: list[Json] = []
    for name, answerer in saboteurs(honest, assistant.store):
        line, record = _line(name, plain, list(judge(assistant, answerer, [item.case for item in plain])))
        lines.append(line)
        records.append(record)
    notes = (
        "honest: passes on what it gets right (caught 1 means: no floor is broken without cause)",
        "caught: the run breaks a floor, and nothing that was spoiled is taken for right",
    )
    return Result("sabotage", tuple(lines), tuple(records), notes)


def _line(name: str, plain: Sequence[Item], items: Sequence[Item]) -> tuple[Line, Json]:
    spoiled = [
        item
        for before, item in zip(plain, items, strict=True)
        if before.answer and item.answer and touched(before.answer, item.answer)
    ]
    fooled = [item for item in spoiled if item.verdict is Verdict.RIGHT]
    broken = _breached(items)
    measures = {"caught": float(bool(broken) and bool(spoiled) and not fooled)}
    record: Json = {
        "id": name,
        "category": name,
        "spoiled": len(spoiled),
        "breaches": list(broken),
        "fooled": [{"question": item.case.question, "answer": _told(item)} for item in fooled],
    }
    return Line(name, len(spoiled) - len(fooled), len(spoiled), measures), record


def _told(item: Item) -> str:
    return item.answer.text if item.answer else ""


def _breached(items: Sequence[Item]) -> list[str]:
    return breaches(Result("answers", tally(items)), read_floors())
