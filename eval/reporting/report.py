"""A run with all that is told of it, whatever the form."""

from __future__ import annotations

from dataclasses import dataclass, field

from eval.baseline import Comparison
from eval.outcome import Item, Result
from eval.usage import Usage


@dataclass(frozen=True, slots=True)
class Report:
    """The results of a run, what they break, what changed since the baseline, what each answerer took."""

    results: tuple[Result, ...]
    breaches: tuple[str, ...] = ()
    comparison: Comparison | None = None
    usages: tuple[Usage, ...] = ()
    notes: tuple[str, ...] = field(default=())

    @property
    def failed(self) -> bool:
        """True where the run must not pass."""
        return bool(self.breaches) or bool(self.comparison and self.comparison.worse)

    @property
    def items(self) -> tuple[tuple[Result, Item], ...]:
        """Every question with the result that it belongs to."""
        return tuple((result, item) for result in self.results for item in result.items)
