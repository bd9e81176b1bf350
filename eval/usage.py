"""What an answerer took: time, tokens, money; how often it fell back, and what must never happen."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict, TypeAdapter

from eval.outcome import Result, percentile
from eval.scorers import Verdict
from eval.suites.options import LOCAL
from index.errors import FileMissingError

PRICES: Final = Path(__file__).with_name("prices.toml")
PERCENTS: Final = (50, 95, 99)
_MILLION: Final = 1_000_000
_MS: Final = 1000.0


class Price(BaseModel):
    """Money for a million tokens."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    input: Decimal
    output: Decimal
    currency: str


@dataclass(frozen=True, slots=True)
class Usage:
    """One answerer over one suite. `beyond_local` counts wrong figures where the answerer without a model
    had none; it and `untraced` have to be 0."""

    suite: str
    answerer: str
    latency_ms: Mapping[int, float]
    calls: int
    tokens_in: int
    tokens_out: int
    cost: Decimal | None
    currency: str | None
    fallbacks: Mapping[str, int]
    untraced: int
    beyond_local: int | None

    @property
    def breaches(self) -> tuple[str, ...]:
        """What a language model must never do, each in one line."""
        found = {"unverified numerals shown": self.untraced} if self.answerer != LOCAL else {}
        found["wrong figures beyond local"] = self.beyond_local or 0
        return tuple(
            f"{self.suite} ({self.answerer}): {what} {count}, at most 0"
            for what, count in found.items()
            if count
        )


def read_prices(path: Path = PRICES) -> Mapping[str, Price]:
    """Prices by model name. Raises FileMissingError, ValueError for another layout."""
    if not path.is_file():
        raise FileMissingError(f"{path}：没有这个价格文件：请检查路径。")
    return TypeAdapter(dict[str, Price]).validate_python(tomllib.loads(path.read_text(encoding="utf-8")))


def usages(results: Sequence[Result], prices: Mapping[str, Price]) -> tuple[Usage, ...]:
    """One for each result that asked questions."""
    local = {result.suite: result for result in results if result.answerer == LOCAL}
    return tuple(_usage(r, local.get(r.suite), prices.get(r.answerer)) for r in results if r.items)


def _usage(result: Result, local: Result | None, price: Price | None) -> Usage:
    used = [item.answer.model for item in result.items if item.answer and item.answer.model]
    tokens_in, tokens_out = sum(use.tokens_in for use in used), sum(use.tokens_out for use in used)
    cost = None if price is None else (tokens_in * price.input + tokens_out * price.output) / _MILLION
    fallbacks = Counter(use.fallback for use in used if use.fallback)
    return Usage(
        result.suite,
        result.answerer,
        {percent: percentile(result.seconds, percent) * _MS for percent in PERCENTS},
        sum(use.calls for use in used),
        tokens_in,
        tokens_out,
        cost,
        price.currency if price else None,
        dict(sorted(fallbacks.items())),
        sum(len(item.stages.untraced) for item in result.items if item.stages),
        None if local is None or local is result else _beyond(result, local),
    )


def _beyond(result: Result, local: Result) -> int:
    wrong = {item.asked for item in local.items if item.verdict is Verdict.WRONG_FIGURE}
    return sum(i.verdict is Verdict.WRONG_FIGURE and i.asked not in wrong for i in result.items)
