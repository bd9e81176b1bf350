"""Was a change noticed, and by what? Pure functions of what the system said before and after."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Final

from eval.mutation.subject import Mutant, Observed
from eval.scorers import has_fact
from index.checking.checks import CheckReport
from index.checking.checks import Status as CheckStatus
from qa.composing.phrases import phrase
from qa.types import Answer, Status

_DOUBT: Final = frozenset({"identity", "contradiction", "flagged"})
_SILENT: Final = frozenset({Status.REFUSED, Status.CLARIFY})


def channels(before: Observed, after: Observed, table_id: str) -> frozenset[str]:
    """Everything that the system says differently."""
    return frozenset(name for name, found in _differences(before, after, table_id) if found)


def _differences(before: Observed, after: Observed, table_id: str) -> Iterator[tuple[str, bool]]:
    yield "identity", bool(_failing(after.report) - _failing(before.report))
    yield "contradiction", len(after.report.alarms) > len(before.report.alarms)
    yield "flagged", len(after.report.flagged) > len(before.report.flagged)
    yield "computable", _holding(after.report) < _holding(before.report)
    yield "trust", _trust(after.report, table_id) < _trust(before.report, table_id)
    yield "figure", _figure(after.answer) != _figure(before.answer)
    yield "refused", after.answer.status in _SILENT and before.answer.status not in _SILENT
    yield "conflict", after.answer.status is Status.CONFLICT and before.answer.status is not Status.CONFLICT
    yield "citation", _cited(after.answer) != _cited(before.answer)
    yield "remark", len(after.answer.checks) > len(before.answer.checks)
    yield "warning", len(after.warnings) > len(before.warnings)


def _failing(report: CheckReport) -> Counter[str]:
    return Counter(c.rule for c in report.checks if c.status is CheckStatus.FAIL and not c.soft)


def _holding(report: CheckReport) -> int:
    return sum(check.status.holds for check in report.checks)


def _trust(report: CheckReport, table_id: str) -> float:
    """Of the changed table and of all: a wrong total may be put down to the form that adds up to it."""
    known = [value for value in report.trust.values() if value is not None]
    own = report.trust.get(table_id)
    return min(known, default=1.0) + (1.0 if own is None else own)


def _figure(answer: Answer) -> tuple[Decimal | None, str | None]:
    value = Decimal(answer.value).normalize() if answer.value is not None else None
    return value, answer.unit if value else None


def _cited(answer: Answer) -> frozenset[tuple[str | None, ...]]:
    return frozenset((c.doc_id, c.table_no, c.row_label, c.text, c.unit) for c in answer.citations)


def noticed(mutant: Mutant, before: Observed, after: Observed) -> bool:
    """True where the system said all that a change of this kind has to bring out."""
    return _RULES[mutant.kind](channels(before, after, mutant.table_id), mutant, after)


def _follows(found: frozenset[str], mutant: Mutant, after: Observed) -> bool:
    """The answer is the changed figure, or tells it as a conflict; or it is withheld."""
    if after.answer.status in _SILENT or mutant.expected is None:
        return "refused" in found
    return "citation" in found and has_fact(after.answer.text.replace(",", ""), mutant.expected)


def _figure_changed(found: frozenset[str], mutant: Mutant, after: Observed) -> bool:
    return bool(found & _DOUBT) and _follows(found, mutant, after)


def _header_dropped(found: frozenset[str], _: Mutant, after: Observed) -> bool:
    """Said less, or the same of the same cell under another name; another figure only with the warning that
    its form does not add up."""
    warned = phrase("lookup", "untrusted") in after.answer.text
    misled = "figure" in found and after.answer.status not in _SILENT and not warned
    return not misled and bool(found & {"computable", "identity", "refused", "citation"})


def _form_renumbered(found: frozenset[str], mutant: Mutant, after: Observed) -> bool:
    """A form is known by its title: the same figure, cited under the number that is printed now."""
    numbers = {cited.table_no for cited in after.answer.citations}
    return "figure" not in found and "refused" not in found and mutant.expected in numbers


def _department_copied(found: frozenset[str], mutant: Mutant, after: Observed) -> bool:
    """The copy is reported, and a question in the new name is answered from the copy, by that name."""
    own = {cited.doc_id for cited in after.answer.citations} == {mutant.extraction.disclosure.doc_id}
    return "warning" in found and own and (mutant.expected or "") in after.answer.text


_RULES: Final[Mapping[str, Callable[[frozenset[str], Mutant, Observed], bool]]] = {
    "perturb_cell": _figure_changed,
    "swap_columns": _figure_changed,
    "change_unit": _figure_changed,
    "drop_header": _header_dropped,
    "renumber_form": _form_renumbered,
    "duplicate_department": _department_copied,
}
KINDS: Final = tuple(_RULES)
