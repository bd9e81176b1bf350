"""What happened, as log lines and as `events.jsonl` in the data directory. Never what a person typed.

For people by default; one JSON object a line on standard error with `LOG_FORMAT=json`. The file is for the
page about the use (`usage.py`); it is cut into five parts of 5 MB, of which the oldest goes.
"""

from __future__ import annotations

import logging
import sys
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Final

from pythonjsonlogger.json import JsonFormatter

from index.config import Settings
from qa.types import Answer

EVENTS: Final = "disclosure_qa"
FILE_NAME: Final = "events.jsonl"
PARTS: Final = 4
_PART_BYTES: Final = 5 * 1024 * 1024


class PlainFormatter(logging.Formatter):
    """The message with the fields of the event behind it."""

    def format(self, record: logging.LogRecord) -> str:
        """One line."""
        fields: dict[str, object] = getattr(record, "fields", {})
        return " ".join([super().format(record), *(f"{name}={value}" for name, value in fields.items())])


def set_up_events(settings: Settings) -> None:
    """Send events to standard error and into the data directory, others' warnings to the former alone."""
    console = logging.StreamHandler(sys.stderr)
    plain = PlainFormatter("%(asctime)s %(levelname)s %(name)s %(message)s")
    console.setFormatter(_json() if settings.log_format == "json" else plain)
    # Without JSON the console speaks of steps and troubles only: a line a question would bury them.
    console.addFilter(lambda record: settings.log_format == "json" or record.levelno >= logging.WARNING)
    root = logging.getLogger()
    root.handlers = [console]
    root.setLevel(logging.WARNING)
    events = logging.getLogger(EVENTS)
    events.setLevel(logging.INFO)
    events.handlers = [_file(settings.data_dir)] if settings.data_dir.is_dir() else []


def _json() -> logging.Formatter:
    return JsonFormatter("{levelname}{name}{message}", style="{", timestamp=True, json_ensure_ascii=False)


def _file(data_dir: Path) -> logging.Handler:
    handler = RotatingFileHandler(
        data_dir / FILE_NAME, maxBytes=_PART_BYTES, backupCount=PARTS, encoding="utf-8", delay=True
    )
    handler.setFormatter(_json())
    return handler


def event(name: str, **fields: object) -> None:
    """Log what happened. Callers leave out what a person typed."""
    logging.getLogger(EVENTS).info(name, extra={"fields": fields})


def answered(answer: Answer, seconds: float, channel: str, language: str) -> None:
    """Log how a question ended; `channel` is "chat" or "api"."""
    refused = answer.reading.reason if answer.reading is not None else None
    event(
        "asked",
        status=answer.status.value,
        seconds=round(seconds, 3),
        channel=channel,
        language=language,
        documents=list(dict.fromkeys(citation.doc_id for citation in answer.citations)),
        refused=refused if answer.status.value == "refused" else None,
        answerer=answer.answerer,
        fallback=answer.model.fallback if answer.model is not None else None,
    )


def failed(kind: str, seconds: float, channel: str, language: str) -> None:
    """Log a question that ended in an error of this kind."""
    event("asked", status="failed", error=kind, seconds=round(seconds, 3), channel=channel, language=language)
