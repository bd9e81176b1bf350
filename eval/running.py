"""A run: every suite with every answerer, held to floors and to a baseline."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from eval.baseline import compare, read_baseline
from eval.floors import breaches, read_floors
from eval.outcome import Asked, Result
from eval.reporting.report import Report
from eval.scorers import Verdict
from eval.suites.options import LOCAL, Options
from eval.suites.registry import SUITES
from eval.usage import PRICES, read_prices, usages
from index.errors import FileMissingError


@dataclass(frozen=True, slots=True)
class Run:
    """Which suites with which answerers, and what they are held against."""

    suites: tuple[str, ...]
    options: Options
    answerers: tuple[str, ...] = (LOCAL,)
    baseline: Path | None = None
    prices: Path = PRICES


@dataclass(frozen=True, slots=True)
class Failed:
    """What failed in an earlier run."""

    suites: tuple[str, ...]
    questions: frozenset[Asked]


def run(wanted: Run) -> Report:
    """Run it. Raises what the suites raise, and FileMissingError for a baseline that is not there."""
    baseline = read_baseline(wanted.baseline) if wanted.baseline else None
    prices = read_prices(wanted.prices)
    results = tuple(_results(wanted))
    used = usages(results, prices)
    # Floors are shares of everything asked; of what failed before, each that fails again counts.
    held = _still_failing if wanted.options.again is not None else partial(breaches, floors=read_floors())
    broken = [breach for result in results for breach in held(result)]
    broken += [breach for usage in used for breach in usage.breaches]
    compared = compare(results, baseline, _whole(wanted.options)) if baseline else None
    return Report(results, tuple(broken), compared, used)


def _results(wanted: Run) -> Iterator[Result]:
    for name in wanted.suites:
        first = SUITES[name](replace(wanted.options, answerer=wanted.answerers[0]))
        yield first
        if first.items:  # a suite that asks no questions has nothing to do with answerers
            for answerer in wanted.answerers[1:]:
                yield SUITES[name](replace(wanted.options, answerer=answerer))


def _still_failing(result: Result) -> list[str]:
    count = sum(item.failing for item in result.items)
    return [f"{result.suite}: {count} still failing, at most 0"] if count else []


def _whole(options: Options) -> bool:
    return options.limit is None and options.only is None and options.again is None


def with_local(answerers: Sequence[str]) -> tuple[str, ...]:
    """The answerers that were named, after the local one, which every model is measured against."""
    return tuple(dict.fromkeys((LOCAL, *answerers)))


def read_failed(path: Path) -> Failed:
    """The questions of a results.jsonl that were not right. Raises FileMissingError."""
    if not path.is_file():
        raise FileMissingError(f"{path}：没有这个结果文件：它由 --out 写出，名为 results.jsonl。")
    right = {Verdict.RIGHT.value, Verdict.NOT_JUDGED.value}
    suites, questions = dict[str, None](), set[Asked]()
    for line in path.read_text(encoding="utf-8").splitlines():
        found = json.loads(line)
        if "question" in found and found.get("verdict", Verdict.RIGHT) not in right:
            suites[found["suite"]] = None
            questions.add((*found["history"], found["question"]))
    return Failed(tuple(suites), frozenset(questions))
