"""A run for machines: results.jsonl, timings.jsonl, summary.json; and the folder with all reports."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

from eval.baseline import Change
from eval.outcome import Json, Line, Result, percentile, wilson
from eval.records import record, timing
from eval.reporting.report import Report
from eval.usage import Usage

_MS = 1000.0


def write_data(report: Report, folder: Path) -> None:
    """results.jsonl: one item a line in the order of the cases. Times stand in timings.jsonl and summary.json
    only, so that results.jsonl is the same to the byte for the same answers."""
    folder.mkdir(parents=True, exist_ok=True)
    _write_lines(folder / "results.jsonl", (found for result in report.results for found in _records(result)))
    timings = (timing(item, result.suite, result.answerer) for result, item in report.items)
    _write_lines(folder / "timings.jsonl", timings)
    text = json.dumps(summary(report), ensure_ascii=False, indent=1)
    (folder / "summary.json").write_text(text + "\n", encoding="utf-8")


def _records(result: Result) -> Iterable[Json]:
    yield from (record(item, result.suite, result.answerer) for item in result.items)
    yield from ({"suite": result.suite} | found for found in result.records)


def _write_lines(path: Path, records: Iterable[Json]) -> None:
    with path.open("w", encoding="utf-8") as out:
        out.writelines(json.dumps(found, ensure_ascii=False) + "\n" for found in records)


def summary(report: Report) -> Json:
    """The whole run without its items."""
    found: Json = {
        "suites": [_result_json(result) for result in report.results],
        "usage": [_usage_json(usage) for usage in report.usages],
        "breaches": list(report.breaches),
        "failed": report.failed,
    }
    if (compared := report.comparison) is not None:
        found["comparison"] = {
            "newly_failing": [_change_json(change) for change in compared.newly_failing],
            "newly_passing": [_change_json(change) for change in compared.newly_passing],
            "new": compared.new,
            "gone": compared.gone,
            "stale": list(compared.stale),
        }
    return found


def _change_json(change: Change) -> Json:
    item = change.item
    verdicts: Json = {"before": change.before.value, "now": item.verdict.value}
    return {"suite": change.suite, "id": item.case.id, "question": item.case.question} | verdicts


def _result_json(result: Result) -> Json:
    return {
        "suite": result.suite,
        "answerer": result.answerer,
        "lines": [_line_json(line) for line in result.lines],
        "notes": list(result.notes),
        "latency_ms": {str(n): round(percentile(result.seconds, n) * _MS, 1) for n in (50, 95)},
    }


def _line_json(line: Line) -> Json:
    low, high = wilson(line.right, line.judged)
    return {
        "category": line.category,
        "right": line.right,
        "judged": line.judged,
        "interval": [round(low, 4), round(high, 4)],
        "measures": dict(line.measures),
        "counts": dict(line.counts),
    }


def _usage_json(usage: Usage) -> Json:
    found: Json = asdict(usage)
    times = {str(percent): round(ms, 1) for percent, ms in usage.latency_ms.items()}
    return found | {"latency_ms": times, "cost": None if usage.cost is None else str(usage.cost)}
