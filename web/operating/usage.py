"""How the instance is used, counted from `events.jsonl` and `feedback.jsonl`: a line a day, and why not."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from math import ceil
from pathlib import Path
from typing import Final

from web.operating.events import FILE_NAME, PARTS

Record = dict[str, object]
DAYS: Final = 30
NOTES: Final = 20
FEEDBACK: Final = "feedback.jsonl"


@dataclass(slots=True)
class Day:
    """The questions of one day (UTC)."""

    statuses: Counter[str] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)
    fallbacks: int = 0
    verdicts: Counter[str] = field(default_factory=Counter)

    @property
    def questions(self) -> int:
        """All questions, however they ended."""
        return self.statuses.total()

    def within(self, percent: int) -> float:
        """The seconds within which so many per cent of the questions ended; 0 where none was asked."""
        ordered = sorted(self.seconds)
        return ordered[max(0, ceil(len(ordered) * percent / 100) - 1)] if ordered else 0.0


@dataclass(frozen=True, slots=True)
class Usage:
    """What the page about the use shows, days newest first."""

    days: dict[str, Day]
    refusals: Counter[str]
    reasons: Counter[str]
    notes: tuple[Record, ...]


def read_usage(data_dir: Path, now: datetime | None = None) -> Usage:
    """The use of the last 30 days. Lines that are cut (a full disk) are passed over."""
    since = ((now or datetime.now(UTC)) - timedelta(days=DAYS)).isoformat()
    days: dict[str, Day] = {}
    refusals: Counter[str] = Counter()
    for record in _events(data_dir):
        when, fields = str(record.get("timestamp", "")), record.get("fields")
        if when < since or record.get("message") != "asked" or not isinstance(fields, dict):
            continue
        day = days.setdefault(when[:10], Day())
        day.statuses[str(fields.get("status"))] += 1
        day.seconds.append(float(fields.get("seconds") or 0))
        day.fallbacks += fields.get("fallback") is not None
        if fields.get("refused"):
            refusals[str(fields["refused"])] += 1
    said = [record for record in _lines(data_dir / FEEDBACK) if str(record.get("when", "")) >= since]
    for record in said:
        days.setdefault(str(record["when"])[:10], Day()).verdicts[str(record.get("verdict"))] += 1
    reasons = Counter(str(record["reason"]) for record in said if record.get("reason"))
    notes = [record for record in reversed(said) if record.get("note") or record.get("question")]
    return Usage(dict(sorted(days.items(), reverse=True)), refusals, reasons, tuple(notes[:NOTES]))


def _events(data_dir: Path) -> Iterator[Record]:
    names = [f"{FILE_NAME}.{part}" for part in range(PARTS, 0, -1)]
    for name in (*names, FILE_NAME):
        yield from _lines(data_dir / name)


def _lines(path: Path) -> Iterable[Record]:
    try:
        text = path.read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        return
    for line in text.splitlines():
        try:
            record = json.loads(line)
        except json.JSONDecodeError:
            continue
        if isinstance(record, dict):
            yield record
