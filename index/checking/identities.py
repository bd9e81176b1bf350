"""勾稽关系: every identity that a disclosure's forms allow, trust for each table, and the contradictions.

`check()` is the only entry. The rules are data (`identity_rules.toml`). A blank counts as zero beside
printed siblings, a sum without any printed part is not computable, and a difference inside the printed
precision is rounding.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from index.checking.arithmetic import compare_same
from index.checking.checks import (
    CellKey,
    Check,
    CheckReport,
    Confirmation,
    FlaggedCell,
    Side,
    Status,
    cell_operand,
)
from index.checking.coded_checks import coded_checks, fund_balance_checks, row_checks
from index.checking.contradictions import compare_narrative
from index.checking.form_view import FormView, printed, view_form
from index.checking.halves import cut_check, cut_forms
from index.checking.identity_rules import Cross, Rules, load_rules
from index.checking.listed_sums import listed_sum_checks
from index.checking.places import cells_at
from index.checking.scores import score_checks
from index.checking.side_checks import counts_checks, three_public_checks, two_sided_checks
from index.checking.statements import forms_of
from index.checking.sums import equation
from index.types import Extraction, Source, Table

# Below this OCR confidence a cell that nothing confirms is flagged: on clean scans right figures read at
# 0.75 to 1.0, so confidence alone cannot vouch for a digit.
LOW_CONFIDENCE = 0.95


def check(extraction: Extraction) -> CheckReport:
    """All identities and contradictions of one disclosure."""
    rules = load_rules()
    views = [view_form(table, rules.form_of(table)) for table in extraction.tables]
    cut = cut_forms(extraction.tables)
    checks = (
        *_identities(views, cut, rules),
        *(found for sentence in extraction.sentences for found in listed_sum_checks(sentence)),
    )
    compared = (
        *compare_narrative(extraction.sentences, forms_of(extraction.disclosure, views, rules)),
        *score_checks(extraction.sentences, extraction.tables),
    )
    agreeing = [each for each in compared if each.status.holds]
    return CheckReport(
        doc_id=extraction.disclosure.doc_id,
        checks=checks,
        contradictions=tuple(each for each in compared if each.status is not Status.PASS),
        trust=_trust(extraction.tables, checks),
        flagged=tuple(_flagged(extraction.tables, checks, agreeing)),
        confirmations=_confirmations([*checks, *agreeing]),
    )


def _identities(
    views: Sequence[FormView], cut: Mapping[str, Sequence[Table]], rules: Rules
) -> Iterator[Check]:
    for view in views:
        if halves := cut.get(view.table.table_id):
            yield cut_check(view.table, halves)
        else:
            yield from _across_columns(view, rules)
        yield from _down_columns(view, rules)
    for cross in rules.cross:
        yield from _cross_check(cross, views, rules)


def _across_columns(view: FormView, rules: Rules) -> Iterator[Check]:
    """What takes all columns of a form."""
    if view.form in rules.column_sums.forms:
        yield from row_checks(view, rules)
    if view.form in rules.fund_balance.forms:
        yield from fund_balance_checks(view, rules)
    if view.form in rules.two_sided.forms:
        yield from two_sided_checks(view, rules)
    if view.form in rules.three_public.forms:
        yield from three_public_checks(view, rules)


def _down_columns(view: FormView, rules: Rules) -> Iterator[Check]:
    """What each column satisfies by itself."""
    if view.form in rules.coded.forms:
        yield from coded_checks(view, rules)
    if view.form in rules.nested.forms:
        yield from counts_checks(view, rules)


def _cross_check(cross: Cross, views: Sequence[FormView], rules: Rules) -> Iterator[Check]:
    if cross.when is not None:
        condition = cells_at(cross.when, views, rules.words)
        if condition is None or not compare_same(printed(condition[0]), printed(condition[1])).status.holds:
            return
    left = cells_at(cross.left, views, rules.words)
    right = cells_at(cross.right, views, rules.words)
    if left is not None and right is not None:
        yield equation(f"cross.{cross.id}", cross.title, left, right, soft=cross.soft)


def _trust(tables: Sequence[Table], checks: Sequence[Check]) -> dict[str, float | None]:
    """By table: 1 where every computable identity holds; failures lower it by their share of the cells."""
    taking_part: Counter[str] = Counter()
    failing: Counter[str] = Counter()
    for found in checks:
        if found.status is Status.NOT_COMPUTABLE or found.soft:
            continue
        cells = Counter(key.table_id for key in found.cell_keys)
        taking_part += cells
        if found.status is Status.FAIL:
            failing += cells
    return {
        table.table_id: round(1 - failing[table.table_id] / taking_part[table.table_id], 4)
        if taking_part[table.table_id]
        else None
        for table in tables
    }


def _by_cell(checks: Iterable[Check], *, holding: bool) -> Mapping[CellKey, list[Check]]:
    found: dict[CellKey, list[Check]] = defaultdict(list)
    for each in checks:
        if each.status.holds if holding else (each.status is Status.FAIL and not each.soft):
            for key in sorted(each.cell_keys):
                found[key].append(each)
    return found


def _confirmations(checks: Sequence[Check]) -> tuple[Confirmation, ...]:
    return tuple(
        Confirmation(key, tuple(dict.fromkeys(each.title for each in found)))
        for key, found in _by_cell(checks, holding=True).items()
    )


def _flagged(
    tables: Sequence[Table], checks: Sequence[Check], agreeing: Sequence[Check]
) -> Iterator[FlaggedCell]:
    confirmed = _by_cell([*checks, *agreeing], holding=True)
    failing = _by_cell(checks, holding=False)
    for table in tables:
        for cell in table.cells:
            key = CellKey(cell.table_id, cell.row, cell.col)
            if cell.value is None or key in confirmed:
                continue
            operand = cell_operand(cell, Side.LEFT)
            if key in failing:
                titles = tuple(each.title for each in failing[key])
                yield FlaggedCell(operand, f"参与的勾稽关系均不成立（{titles[0]}）", titles)
            elif cell.source is Source.OCR and cell.confidence < LOW_CONFIDENCE:
                yield FlaggedCell(operand, f"扫描识别置信度 {cell.confidence:.2f}，且无勾稽关系可以印证")
