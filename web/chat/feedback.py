"""What people think of answers: a line of JSON each in the data directory, no question unless agreed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock

from web.chat.session import Turn

FILE_NAME = "feedback.jsonl"
REASONS = ("wrong_figure", "wrong_place", "unclear", "not_answered", "other")
LONGEST_NOTE = 1000


@dataclass(frozen=True, slots=True)
class Feedback:
    """One verdict. `reason` is one of REASONS or empty; `question` is kept only with its author's consent."""

    when: str
    verdict: str
    reason: str
    note: str
    status: str
    documents: tuple[str, ...]
    seconds: float
    question: str | None = None


def feedback_on(turn: Turn, said: Mapping[str, object]) -> Feedback | None:
    """The verdict that the page sent about a turn; None where it is none of ours."""
    verdict, reason = said.get("verdict"), said.get("reason") or ""
    if turn.answer is None or verdict not in ("up", "down") or reason not in ("", *REASONS):
        return None
    return Feedback(
        when=datetime.now(UTC).isoformat(timespec="seconds"),
        verdict=str(verdict),
        reason=str(reason),
        note=str(said.get("note") or "")[:LONGEST_NOTE],
        status=turn.answer.status.value,
        documents=tuple(dict.fromkeys(citation.doc_id for citation in turn.answer.citations)),
        seconds=round(turn.seconds, 2),
        question=turn.question if said.get("with_question") is True else None,
    )


def keep_feedback(data_dir: Path, feedback: Feedback) -> None:
    """Append it. Raises OSError where the data directory is full or read-only."""
    line = json.dumps({k: v for k, v in asdict(feedback).items() if v is not None}, ensure_ascii=False)
    path = data_dir / FILE_NAME
    with FileLock(f"{path}.lock"), path.open("a", encoding="utf-8") as file:
        file.write(line + "\n")
