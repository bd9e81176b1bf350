"""Several answerers over the same questions, as rows of text: what was right, and what it took."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from eval.outcome import Line, Result
from eval.scorers import Verdict
from eval.usage import PERCENTS, Usage

Rows = list[list[str]]


def side_by_side(results: Sequence[Result]) -> Iterator[Rows]:
    """One table a suite that several answerers took: a row a category, with shares and wrong figures."""
    for suite in dict.fromkeys(result.suite for result in results):
        same = [result for result in results if result.suite == suite]
        if len(same) > 1:
            categories = dict.fromkeys(line.category for result in same for line in result.lines)
            head = [suite, *(result.answerer for result in same)]
            yield [head, *([name, *(_cell(result, name) for result in same)] for name in categories)]


def _cell(result: Result, category: str) -> str:
    found = next((line for line in result.lines if line.category == category), None)
    return "-" if found is None or not found.judged else _share(found)


def _share(line: Line) -> str:
    wrong = line.counts.get(Verdict.WRONG_FIGURE.value, 0)
    return f"{line.right / line.judged:.1%}" + (f", {wrong} wrong" if wrong else "")


def usage_rows(usages: Sequence[Usage]) -> Rows:
    """What each answerer took for each suite."""
    head = ["suite", "answerer", *(f"p{percent} ms" for percent in PERCENTS)]
    head += ["calls", "tokens in", "tokens out", "cost", "fallbacks", "untraced", "wrong beyond local"]
    return [head, *(_usage_row(usage) for usage in usages)]


def _usage_row(usage: Usage) -> list[str]:
    cost = "-" if usage.cost is None else f"{usage.cost:.4f} {usage.currency}"
    reasons = ", ".join(f"{reason} {count}" for reason, count in usage.fallbacks.items()) or "0"
    beyond = "-" if usage.beyond_local is None else str(usage.beyond_local)
    times = (f"{usage.latency_ms[percent]:.1f}" for percent in PERCENTS)
    tokens = (str(usage.calls), str(usage.tokens_in), str(usage.tokens_out))
    return [usage.suite, usage.answerer, *times, *tokens, cost, reasons, str(usage.untraced), beyond]
