"""The extraction benchmark: cells against truth files, beside a plain pdfplumber pass in the same run.

    .venv/bin/python -m eval.extraction --truth DIR --pdfs DIR [--forms] [--text-only]

A numeric cell is exact when form, row label, column label, value, unit and page are right; white space is
ignored. The plain pass knows neither form nor unit, and of label paths only the last part is held against it.
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from eval.extraction_types import Cost, ReadCell, Reading, Score
from eval.plain import read_plain
from eval.truth import Truth, TruthTable, read_truth
from index.config import Settings

_KIB: Final = 1024.0


@dataclass(frozen=True, slots=True)
class Report:
    """The scores of one document for one solver, by form and by whether the pages are scans."""

    doc_id: str
    solver: str
    cost: Cost
    pages: int
    scores: dict[tuple[str, bool], Score] = field(default_factory=dict)

    def total(self, scanned: bool | None = None) -> Score:
        """All forms together; only scans or only digital forms where asked."""
        wanted = [score for (_, scan), score in self.scores.items() if scanned in (None, scan)]
        return sum(wanted, Score())


def read_extraction(path: Path) -> Reading:
    """The numeric cells that the project extracts, by its whole flow."""
    from index.extract import extract

    extraction = extract(path, Settings())
    cells = tuple(
        ReadCell(
            c.form or "",
            c.row_label,
            c.column_label,
            None if c.value is None else str(c.value),
            c.unit,
            c.page,
        )
        for table in extraction.tables
        for c in table.cells
    )
    return Reading(cells, extraction.disclosure.pages)


SOLVERS: Final[dict[str, Callable[[Path], Reading]]] = {"extract": read_extraction, "plain": read_plain}


def measure(solver: str, path: Path) -> tuple[Reading, Cost]:
    """Runs a solver in a fresh process, so that its peak memory is its own."""
    context = multiprocessing.get_context("spawn")
    with context.Pool(1) as pool:
        return pool.apply(_run, (solver, path))


def _run(solver: str, path: Path) -> tuple[Reading, Cost]:
    start = time.perf_counter()
    reading = SOLVERS[solver](path)
    seconds = time.perf_counter() - start
    return reading, Cost(seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _KIB)


def score(truth: Truth, reading: Reading, plain: bool) -> dict[tuple[str, bool], Score]:
    """Scores by form key (or title) and scan; read cells of pages without truth tables are not judged."""
    left = Counter(_comparable(cell, plain) for cell in reading.cells if cell.value is not None)
    scores: dict[tuple[str, bool], Score] = {}
    for table in truth.tables:
        wanted = Counter(_comparable(cell, plain) for cell in _truth_cells(table) if cell.value is not None)
        exact = wanted & left
        left -= exact
        key = (table.form or "other tables", table.scanned)
        scores[key] = scores.get(key, Score()) + _table_score(wanted, exact, left)
    judged = {page for table in truth.tables for page in table.pages}
    extra = sum(count for cell, count in left.items() if cell.page in judged)
    if extra:
        scores["not in truth", False] = Score(read=extra)
    return scores


def _table_score(wanted: Counter[ReadCell], exact: Counter[ReadCell], left: Counter[ReadCell]) -> Score:
    """Values that stand on the right page with other labels count as placed, not as exact."""
    right = sum(exact.values())
    loose = Counter((cell.value, cell.page) for cell in (wanted - exact).elements())
    near = loose & Counter((cell.value, cell.page) for cell in left.elements())
    return Score(sum(wanted.values()), right, right, right + sum(near.values()), right)


def _truth_cells(table: TruthTable) -> Iterator[ReadCell]:
    for cell in table.cells:
        yield ReadCell(
            table.form or "", cell.row_label, cell.column_label, cell.value, table.unit_of(cell), cell.page
        )


def _comparable(cell: ReadCell, plain: bool) -> ReadCell:
    squeezed = cell._replace(
        row_label="".join(cell.row_label.split()), column_label="".join(cell.column_label.split())
    )
    if not plain:
        return squeezed
    leaf = squeezed.column_label.rsplit("/", 1)[-1]
    return squeezed._replace(
        form="", unit=None, column_label=leaf, row_label=squeezed.row_label.rsplit("/", 1)[-1]
    )


def run(truth_dir: Path, pdf_dir: Path, text_only: bool = False) -> list[Report]:
    """Both solvers over every document of the truth folder."""
    reports: list[Report] = []
    for truth in read_truth(truth_dir):
        if text_only and any(table.scanned for table in truth.tables):
            continue
        for solver in SOLVERS:
            reading, cost = measure(solver, pdf_dir / f"{truth.doc_id}.pdf")
            scores = score(truth, reading, plain=solver == "plain")
            reports.append(Report(truth.doc_id, solver, cost, reading.pages, scores))
    return reports


def render(reports: Sequence[Report], forms: bool) -> str:
    """The reports as a table for people."""
    head = f"{'document':26} {'solver':8} {'cells':>6} {'exact':>6} {'prec.':>7} {'recall':>7} {'labels':>7}"
    lines = [f"{head} {'s/page':>7} {'s':>6} {'MB':>6} {'MB/page':>8}"]
    for report in reports:
        lines.append(_line(report.doc_id, report, report.total()))
        if forms:
            lines.extend(
                _line(f"  {form}{' (scan)' if scanned else ''}"[:26], report, part, costs=False)
                for (form, scanned), part in report.scores.items()
            )
    lines.extend(_ratios(reports))
    return "\n".join(lines)


def _line(name: str, report: Report, part: Score, costs: bool = True) -> str:
    counts = f"{name:26} {report.solver:8} {part.expected:6} {part.exact:6}"
    text = f"{counts} {part.precision:7.1%} {part.recall:7.1%} {part.labels:7.1%}"
    if not costs:
        return text
    pages, cost = max(report.pages, 1), report.cost
    times = f"{cost.seconds / pages:7.3f} {cost.seconds:6.2f}"
    return f"{text} {times} {cost.peak_mb:6.0f} {cost.peak_mb / pages:8.1f}"


def _ratios(reports: Sequence[Report]) -> Iterator[str]:
    plain = {report.doc_id: report.cost.seconds for report in reports if report.solver == "plain"}
    for report in reports:
        if report.solver != "plain" and plain.get(report.doc_id):
            ratio = report.cost.seconds / plain[report.doc_id]
            yield f"{report.doc_id}: {ratio:.2f} x the plain pass"


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the benchmark; 1 where no truth file was found."""
    parser = argparse.ArgumentParser(
        prog="eval.extraction", description=(__doc__ or "").split("\n", maxsplit=1)[0]
    )
    parser.add_argument("--truth", type=Path, required=True, help="folder of truth files")
    parser.add_argument("--pdfs", type=Path, required=True, help="folder of the PDFs that they belong to")
    parser.add_argument("--forms", action="store_true", help="one line a form as well")
    parser.add_argument("--text-only", action="store_true", help="leave out documents with scanned forms")
    options = parser.parse_args(arguments)
    reports = run(options.truth, options.pdfs, options.text_only)
    if not reports:
        print(f"no truth files in {options.truth}", file=sys.stderr)  # noqa: T201  a command talks to who runs it
        return 1
    print(render(reports, options.forms))  # noqa: T201  what the command is for
    return 0


if __name__ == "__main__":
    sys.exit(main())
