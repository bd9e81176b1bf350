"""Questions with gold answers, one JSON object a line (value, unit, tolerance, evidence, status …)."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

AnswerType = Literal["number", "text", "boolean", "list", "refusal", "clarify", "conflict"]


class _Row(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class EvidenceRow(_Row):
    """A row to cite; rows of one `group` are alternatives, every group is needed."""

    doc: str
    kind: Literal["cell", "sentence"]
    group: int = 1
    table_no: str | None = None
    table_title: str | None = None
    row_label: str | None = None
    row_code: str | None = None
    column_label: str | None = None
    text: str | None = None
    sentence: str | None = None
    blank: bool = False


class GoldText(_Row):
    """Facts that must all appear; `a|b` means either."""

    must_include: tuple[str, ...] = ()
    ordered: bool = False


class ConflictValue(_Row):
    """One of the values that a conflict has to report."""

    value: str
    unit: str | None = None
    source: str = ""


class Case(_Row):
    """One question and what a right answer is."""

    id: str
    category: str
    question: str
    history: tuple[str, ...] = ()
    docs: tuple[str, ...] = ()
    answer_type: AnswerType
    gold_value: str | None = None
    unit: str | None = None
    tolerance: str = "0"
    accept_text: tuple[str, ...] = ()
    gold_text: GoldText | None = None
    gold_bool: bool | None = None
    refusal_reason: str | None = None
    clarify_options: tuple[str, ...] = ()
    conflict_values: tuple[ConflictValue, ...] = ()
    evidence: tuple[EvidenceRow, ...] = Field(default=())
    forbidden: tuple[str, ...] = ()  # what an answer must not say, whatever else it says
    group: str | None = None  # cases of one group ask the same, or follow one another in one conversation
    tags: tuple[str, ...] = ()


def read_cases(path: Path) -> list[Case]:
    """The cases of a JSONL file. Raises ValueError naming the line that is wrong."""
    cases = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if line.strip():
            try:
                cases.append(Case.model_validate_json(line))
            except ValueError as error:
                raise ValueError(f"{path}:{number}: {error}") from error
    return cases
