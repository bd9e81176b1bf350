"""The suite `identities`: the checks that indexing stored, how many hold and how many fail."""

from __future__ import annotations

from collections import Counter

from eval.outcome import Line, Result
from eval.suites.options import Options
from index.checking.checks import Status
from index.store.facts import FactStore


def identities(options: Options) -> Result:
    """One line a document."""
    store = FactStore(options.settings.data_dir)
    totals: Counter[Status] = Counter()
    lines = []
    for disclosure in store.disclosures():
        report = store.checks(disclosure.doc_id)
        found = Counter(check.status for check in report.checks if not check.soft) if report else Counter()
        totals += found
        lines.append(_line(disclosure.doc_id, found))
    return Result("identities", (*lines, _line("all", totals)))


def _line(name: str, found: Counter[Status]) -> Line:
    holding = found[Status.PASS] + found[Status.ROUNDING]
    judged = holding + found[Status.FAIL]
    measures = {"failed": float(found[Status.FAIL])}
    return Line(name, holding, judged, measures, {status.value: found[status] for status in Status})
