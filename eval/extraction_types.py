"""What both solvers of the extraction benchmark give, and what is measured."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class ReadCell(NamedTuple):
    """A cell as the benchmark compares it; labels without white space, value as a decimal string."""

    form: str
    row_label: str
    column_label: str
    value: str | None
    unit: str | None
    page: int


@dataclass(frozen=True, slots=True)
class Reading:
    """All cells that a solver read from one document."""

    cells: tuple[ReadCell, ...]
    pages: int


@dataclass(frozen=True, slots=True)
class Cost:
    """What a solver took for one document, in a process of its own."""

    seconds: float
    peak_mb: float


@dataclass(frozen=True, slots=True)
class Score:
    """How the numeric cells of some tables were read."""

    expected: int = 0
    read: int = 0
    exact: int = 0
    placed: int = 0  # value and page right, whatever the labels
    labelled: int = 0  # of those, label paths right

    def __add__(self, other: Score) -> Score:
        return Score(
            self.expected + other.expected,
            self.read + other.read,
            self.exact + other.exact,
            self.placed + other.placed,
            self.labelled + other.labelled,
        )

    @property
    def precision(self) -> float:
        """Exact cells among those read."""
        return self.exact / self.read if self.read else 1.0

    @property
    def recall(self) -> float:
        """Exact cells among those in the truth."""
        return self.exact / self.expected if self.expected else 1.0

    @property
    def labels(self) -> float:
        """Right label paths among the values found."""
        return self.labelled / self.placed if self.placed else 1.0
