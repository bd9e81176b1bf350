"""A run for people at a terminal: one line a category, then what answerers took, then what changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from eval.baseline import Change, Comparison
from eval.outcome import Line, Result, percentile, wilson
from eval.reporting.report import Report
from eval.reporting.side_by_side import side_by_side, usage_rows
from eval.suites.options import LOCAL

_MS = 1000.0
_MOST_CHANGES = 20


def lines_of_report(report: Report) -> Iterator[str]:
    """All of a run."""
    for n, result in enumerate(report.results):
        if n:
            yield ""
        yield from lines_of(result)
    for table in side_by_side(report.results):
        yield from ("", *aligned(table))
    if any(usage.calls or usage.answerer != LOCAL for usage in report.usages):
        yield from ("", *aligned(usage_rows(report.usages)))
    if report.comparison:
        yield from ("", *_changes(report.comparison))
    yield from report.notes


def lines_of(result: Result) -> Iterator[str]:
    """One result; 95 % intervals after Wilson."""
    names = columns_of(result.lines)
    head = " ".join(f"{name.replace('_', ' '):>13}" for name in names)
    title = result.suite if result.answerer == LOCAL else f"{result.suite} ({result.answerer})"
    yield f"{title:28} {'right':>11} {'share':>7} {'95 %':>15} {head}".rstrip()
    for line in result.lines:
        yield _line(line, names)
    yield from result.notes
    if result.seconds:
        p50, p95 = (percentile(result.seconds, percent) * _MS for percent in (50, 95))
        yield f"latency p50 {p50:.1f} ms, p95 {p95:.1f} ms"


def aligned(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Rows of text in columns: the first column to the left, the others to the right."""
    widths = [max(len(row[n]) for row in rows) for n in range(len(rows[0]))]
    for row in rows:
        first, *others = (f"{cell:>{width}}" for cell, width in zip(row, widths, strict=True))
        yield "  ".join((f"{first.strip():{widths[0]}}", *others)).rstrip()


def columns_of(lines: Sequence[Line]) -> list[str]:
    """What to print of each line besides right and judged, which every line has."""
    counted = any(line.counts for line in lines)
    found = [name for line in lines for name in (line.counts if counted else line.measures)]
    return [name for name in dict.fromkeys(found) if name != "right"]


def beside(line: Line, names: Sequence[str]) -> str:
    """The measures of a line that counts nothing, in a suite that counts: said beside it."""
    found = line.measures if not line.counts and not set(names) & set(line.measures) else {}
    return ", ".join(f"{name.replace('_', ' ')} {shown(value)}" for name, value in found.items())


def _line(line: Line, names: Sequence[str]) -> str:
    low, high = wilson(line.right, line.judged)
    share = f"{line.right / line.judged:7.1%}" if line.judged else f"{'-':>7}"
    interval = f"{low:.1%} - {high:.1%}" if line.judged else "-"
    cells = beside(line, names) or " ".join(f"{value_of(line, name):>13}" for name in names)
    return f"{line.category:28} {f'{line.right}/{line.judged}':>11} {share} {interval:>15} {cells}".rstrip()


def shown(value: float | None) -> str:
    """A count or a measure."""
    if value is None:
        return "-"
    return str(value) if isinstance(value, int) else f"{value:.3f}"


def value_of(line: Line, name: str) -> str:
    """What a line says under one of the `columns_of` its suite."""
    return shown(line.counts.get(name, line.measures.get(name)))


def _changes(found: Comparison) -> Iterator[str]:
    worse, better = found.newly_failing, found.newly_passing
    yield (
        f"against the baseline: {len(worse)} newly failing, {len(better)} newly passing, "
        f"{found.new} new, {found.gone} not asked"
    )
    for title, changes in (("newly failing", worse), ("newly passing", better)):
        for change in changes[:_MOST_CHANGES]:
            yield f"  {title}: {_change(change)}"
        if len(changes) > _MOST_CHANGES:
            yield f"  … and {len(changes) - _MOST_CHANGES} more {title}"


def _change(change: Change) -> str:
    item = change.item
    why = f" ({item.score.why})" if item.score.why else ""
    now = f"{change.before.value} -> {item.verdict.value}{why}"
    return f"{change.suite}/{item.case.id} {now}: {' → '.join(item.asked)}"
