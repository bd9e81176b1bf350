"""How a build goes: what is told while it runs, and the report at its end."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from index.errors import DisclosureQAError


class Status(StrEnum):
    """How it went with one path."""

    ADDED = "added"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    REPEATED = "repeated"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Outcome:
    """How it went with one path; `error` where it failed, `warnings` for what a reader should know."""

    path: Path
    status: Status
    doc_id: str
    pages: int = 0
    tables: int = 0
    cells: int = 0
    warnings: tuple[str, ...] = ()
    error: DisclosureQAError | None = None


@dataclass(frozen=True, slots=True)
class BuildReport:
    """How it went with every path."""

    outcomes: tuple[Outcome, ...]

    @property
    def failed(self) -> tuple[Outcome, ...]:
        """What could not be taken in."""
        return tuple(outcome for outcome in self.outcomes if outcome.status is Status.FAILED)


class Progress(Protocol):
    """Whoever watches a build."""

    def begin(self, total: int) -> None:
        """`total` documents will be looked at."""

    def document(self, path: Path) -> None:
        """This document is next."""

    def page(self, number: int, total: int) -> None:
        """This page of it is being read."""

    def embedded(self, done: int, total: int) -> None:
        """So many of its texts are embedded."""

    def finished(self, outcome: Outcome) -> None:
        """Done with one path."""


class Silent:
    """Nobody watches."""

    def begin(self, total: int) -> None:
        """Say nothing."""

    def document(self, path: Path) -> None:
        """Say nothing."""

    def page(self, number: int, total: int) -> None:
        """Say nothing."""

    def embedded(self, done: int, total: int) -> None:
        """Say nothing."""

    def finished(self, outcome: Outcome) -> None:
        """Say nothing."""
