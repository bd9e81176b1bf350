"""A result for people (one line a category) and for machines (results.jsonl, summary.json)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from eval.outcome import Json, Line, Result, percentile, wilson

_MS = 1000.0


def lines_of(result: Result) -> Iterator[str]:
    """The report for the terminal; 95 % intervals after Wilson."""
    names = _columns(result.lines)
    head = " ".join(f"{name.replace('_', ' '):>13}" for name in names)
    yield f"{result.suite:28} {'right':>11} {'share':>7} {'95 %':>15} {head}".rstrip()
    for line in result.lines:
        yield _line(line, names)
    yield from result.notes
    if result.seconds:
        p50, p95 = (percentile(result.seconds, percent) * _MS for percent in (50, 95))
        yield f"latency p50 {p50:.1f} ms, p95 {p95:.1f} ms"


def _columns(lines: Sequence[Line]) -> list[str]:
    """What to print of each line besides right and judged, which every line has."""
    found = [name for line in lines for name in (line.counts or line.measures)]
    return [name for name in dict.fromkeys(found) if name != "right"]


def _line(line: Line, names: Sequence[str]) -> str:
    low, high = wilson(line.right, line.judged)
    share = f"{line.right / line.judged:7.1%}" if line.judged else f"{'-':>7}"
    interval = f"{low:.1%} - {high:.1%}" if line.judged else "-"
    values = [line.counts.get(name, line.measures.get(name)) for name in names]
    cells = " ".join(f"{_shown(value):>13}" for value in values)
    return f"{line.category:28} {f'{line.right}/{line.judged}':>11} {share} {interval:>15} {cells}".rstrip()


def _shown(value: float | None) -> str:
    if value is None:
        return "-"
    return str(value) if isinstance(value, int) else f"{value:.3f}"


def summary(result: Result, breached: Sequence[str]) -> Json:
    """The report for machines."""
    return {
        "suite": result.suite,
        "lines": [_line_json(line) for line in result.lines],
        "notes": list(result.notes),
        "latency_ms": {str(n): round(percentile(result.seconds, n) * _MS, 1) for n in (50, 95)},
        "breaches": list(breached),
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


def write(result: Result, breached: Sequence[str], folder: Path) -> None:
    """results.jsonl with one item a line in the order of the cases, and summary.json.

    Times stand in summary.json only, so that results.jsonl is the same for the same answers.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "results.jsonl").open("w", encoding="utf-8") as out:
        out.writelines(json.dumps(record, ensure_ascii=False) + "\n" for record in result.records)
    text = json.dumps(summary(result, breached), ensure_ascii=False, indent=1)
    (folder / "summary.json").write_text(text + "\n", encoding="utf-8")
