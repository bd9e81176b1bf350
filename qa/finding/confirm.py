"""Which identities (勾稽关系) the cited cells take part in, and whether they hold: lines for an answer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from index.checking.checks import CellKey, Check, Status
from index.store.facts import FactStore
from qa.types import CellHit, Hit

_MOST = 4
_PLAIN_SUM = "row.columns"  # says least: the columns of one row add up
_VERDICTS = {Status.PASS: "成立", Status.ROUNDING: "成立（只差四舍五入的尾差）"}


class Confirmations:
    """The checks of the indexed disclosures by the cells that take part; made once per state of the index."""

    def __init__(self, store: FactStore) -> None:
        self._store = store
        self._by_cell: dict[str, Mapping[CellKey, Sequence[Check]]] = {}

    def lines(self, hits: Sequence[Hit]) -> tuple[str, ...]:
        """One line for each identity of the cited cells, those that fail first, at most four."""
        checks: dict[str, Check] = {}
        for hit in hits:
            if isinstance(hit, CellHit) and hit.cell.value is not None:
                key = CellKey(hit.cell.table_id, hit.cell.row, hit.cell.col)
                checks |= {check.title: check for check in self._checks(hit.cell.doc_id).get(key, ())}
        ranked = sorted(checks.values(), key=_rank)
        return tuple(_line(check) for check in ranked[:_MOST])

    def _checks(self, doc_id: str) -> Mapping[CellKey, Sequence[Check]]:
        if doc_id not in self._by_cell:
            found: dict[CellKey, list[Check]] = defaultdict(list)
            report = self._store.checks(doc_id)
            for check in report.checks if report else ():
                if check.status.holds or (check.status is Status.FAIL and not check.soft):
                    for key in check.cell_keys:
                        found[key].append(check)
            self._by_cell[doc_id] = found
        return self._by_cell[doc_id]


def _rank(check: Check) -> tuple[bool, bool, int]:
    return check.status.holds, check.rule == _PLAIN_SUM, len(check.operands)


def _line(check: Check) -> str:
    verdict = _VERDICTS.get(check.status)
    return f"{check.title}：{verdict}" if verdict else f"{check.title}：不成立。{check.explanation}"
