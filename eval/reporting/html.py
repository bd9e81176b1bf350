"""A run as one HTML file without outside resources: failing items first, each with the cause."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from eval.outcome import Item, Line, Result, wilson
from eval.records import expected_text
from eval.reporting.causes import cause
from eval.reporting.pictures import Picture, Pictures
from eval.reporting.report import Report
from eval.reporting.side_by_side import side_by_side, usage_rows
from eval.reporting.terminal import beside, columns_of, value_of
from eval.scorers import Verdict
from eval.stages import Offered, Stage
from eval.suites.options import LOCAL
from index.store.facts import FactStore
from qa.types import Citation

TEMPLATE: Final = "report.html.jinja"
MOST_PICTURED: Final = 120  # failing items with pictures; what comes after them is told in words
PASSING_PICTURED: Final = 6
_MARKS: Final[Mapping[bool | None, str]] = {True: "ok", False: "failed", None: "open"}


@dataclass(frozen=True, slots=True)
class Row:
    """A category: how many were right, with the interval as percentages of the width of a bar."""

    name: str
    right: int
    judged: int
    share: float
    low: float
    high: float
    values: tuple[str, ...]
    beside: str
    alarm: bool


@dataclass(frozen=True, slots=True)
class Suite:
    """A suite as a table; `total` is the row of all together, if it has one."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    total: Row | None
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """An item as a person looks at it."""

    anchor: str
    suite: str
    item: Item
    stage: str
    cause: str
    expected: str
    wanted: tuple[str, ...]
    cited: tuple[str, ...]
    marks: tuple[tuple[str, str], ...]
    understood: tuple[tuple[str, str], ...]
    offered: tuple[Offered, ...]
    pictures: Sequence[Picture]
    new: bool


def write_html(report: Report, path: Path, store: FactStore) -> None:
    """Write the file. `store` gives the pages for the pictures."""
    places = FileSystemLoader(Path(__file__).parent)
    # What questions, documents and models say is escaped wherever it is put.
    environment = Environment(
        loader=places, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    path.write_text(environment.get_template(TEMPLATE).render(_view(report, store)), encoding="utf-8")


def _view(report: Report, store: FactStore) -> dict[str, object]:
    drawn = Pictures(store)
    changed = report.comparison.newly_failing if report.comparison else ()
    new = {(change.suite, change.item.asked) for change in changed}
    failing = sorted(
        ((result, item) for result, item in report.items if item.failing),
        key=lambda pair: ((pair[0].suite, pair[1].asked) not in new, _RANK[pair[1].verdict]),
    )
    passing = [(result, item) for result, item in report.items if item.verdict is Verdict.RIGHT]
    step = max(1, len(passing) // PASSING_PICTURED)
    usage = usage_rows(report.usages) if report.usages else []
    return {
        "report": report,
        "suites": [_suite(result) for result in report.results],
        "tables": [*side_by_side(report.results), *([usage] if usage else [])],
        "failing": [
            _card(result, item, drawn.of(item) if n < MOST_PICTURED else (), new)
            for n, (result, item) in enumerate(failing)
        ],
        "shown": [
            _card(result, item, drawn.of(item), new) for result, item in passing[::step][:PASSING_PICTURED]
        ],
        "passing": _by_category(passing),
        "unjudged": sum(item.verdict is Verdict.NOT_JUDGED for _, item in report.items),
        "stages": [stage.value for stage in Stage],
    }


_RANK: Final = {
    verdict: n
    for n, verdict in enumerate(
        (Verdict.WRONG_FIGURE, Verdict.UNCITED, Verdict.MISSED, Verdict.RIGHT, Verdict.NOT_JUDGED)
    )
}


def _title(result: Result) -> str:
    return result.suite if result.answerer == LOCAL else f"{result.suite} ({result.answerer})"


def _suite(result: Result) -> Suite:
    names = columns_of(result.lines)
    rows = tuple(_row(line, names) for line in result.lines)
    total = rows[0] if len(rows) == 1 else next((row for row in rows if row.name == "all"), None)
    return Suite(_title(result), tuple(name.replace("_", " ") for name in names), rows, total, result.notes)


def _row(line: Line, names: Sequence[str]) -> Row:
    low, high = wilson(line.right, line.judged)
    share = line.right / line.judged if line.judged else 0.0
    values = tuple(value_of(line, name) for name in names)
    wrong = bool(line.counts.get(Verdict.WRONG_FIGURE.value))
    shares = (share * 100, low * 100, high * 100)
    return Row(line.category, line.right, line.judged, *shares, values, beside(line, names), wrong)


def _card(
    result: Result, item: Item, pictures: Sequence[Picture], new: set[tuple[str, tuple[str, ...]]]
) -> Card:
    stages = item.stages
    stage = stages.failed(item.verdict) if stages else None
    understood = (stages.understood or {}) if stages else {}
    return Card(
        anchor=f"{_title(result)}-{item.case.id}",
        suite=_title(result),
        item=item,
        stage=stage or "",
        cause=cause(item),
        expected=expected_text(item.case),
        wanted=tuple(dict.fromkeys(_wanted(item))),
        cited=tuple(_cited(found) for found in item.answer.citations) if item.answer else (),
        marks=tuple((s.value, _MARKS[stages.marks.get(s)]) for s in Stage) if stages else (),
        understood=tuple(
            (key, _said(value)) for key, value in understood.items() if value not in (None, [], "")
        ),
        offered=stages.offered if stages else (),
        pictures=pictures,
        new=(result.suite, item.asked) in new,
    )


def _wanted(item: Item) -> list[str]:
    """One place of each group of evidence, in words."""
    first = {row.group: row for row in reversed(item.case.evidence)}
    return [
        f"{row.doc}: {row.sentence}"
        if row.kind == "sentence"
        else f"{row.doc}: {row.row_label} × {row.column_label} “{row.text}”"
        for _, row in sorted(first.items())
    ]


def _cited(found: Citation) -> str:
    place = f"[{found.n}] {found.doc_id} p. {found.page}"
    if found.kind == "sentence":
        return f"{place}: {found.text}"
    return f"{place}: {found.table_title} / {found.row_label} × {found.column_label} “{found.text}”"


def _said(value: object) -> str:
    return ", ".join(str(each) for each in value) if isinstance(value, list) else str(value)


def _by_category(passing: Sequence[tuple[Result, Item]]) -> dict[str, list[Item]]:
    found: dict[str, list[Item]] = {}
    for result, item in passing:
        found.setdefault(f"{_title(result)} / {item.category}", []).append(item)
    return found
