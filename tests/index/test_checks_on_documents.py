"""Identities and contradictions of real and bundled disclosures: nothing wrong told, nothing known missed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from index.checking.checks import Check, CheckReport, Status
from index.checking.identities import check
from index.types import Cell, Extraction
from tests.index.truth import extracted, load_truth

NAMES = ("nanchang-qingshanhu-2021", "changzhi-shangdang-2023", "wuhan-qingshan-2021", "yiyang-heshan-2021")


def failures(report: CheckReport) -> list[Check]:
    return [found for found in report.checks if found.status is Status.FAIL]


@pytest.mark.shared
@pytest.mark.parametrize("name", NAMES)
def test_truth_of_real_disclosures_holds(shared: Path, name: str) -> None:
    report = check(load_truth(shared / "disclosures" / "truth" / f"{name}.json"))
    assert not failures(report)
    assert sum(found.status.holds for found in report.checks) >= 30
    assert all(value in (None, 1.0) for value in report.trust.values())


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "holding"),
    [
        ("disclosures/nanchang-qingshanhu-2021", 124),
        ("disclosures/changzhi-shangdang-2023", 169),
        ("real/putuo-finance-2024", 156),
        ("real/putuo-commerce-2025-budget", 253),
        ("real/putuo-wanli-2024-budget", 644),
    ],
)
def test_all_printed_sums_hold_on_what_is_extracted(shared: Path, name: str, holding: int) -> None:
    report = check(extracted(shared / f"{name}.pdf"))
    assert not failures(report)
    assert not report.flagged
    assert sum(found.status.holds for found in report.checks) >= holding


def raise_by_one(cell: Cell) -> Cell:
    return cell if cell.value is None else replace(cell, value=cell.value + 1)


@pytest.mark.shared
@pytest.mark.parametrize(
    "form_key", ["income_expenditure_total", "income", "expenditure", "fiscal_total", "basic_expenditure"]
)
def test_a_changed_cell_in_a_real_form_is_noticed(shared: Path, form_key: str) -> None:
    truth = load_truth(shared / "disclosures" / "truth" / "changzhi-shangdang-2023.json")
    truth = replace(truth, tables=tuple(table for table in truth.tables if table.form))
    table = next(table for table in truth.tables if table.form == form_key)
    numbers = [cell for cell in table.cells if cell.value is not None]
    for cell in numbers:
        report = check(with_cell(truth, cell, raise_by_one))
        assert failures(report), f"{cell.row_label} {cell.column_label}"
        assert report.trust[table.table_id] != 1.0


def with_cell(document: Extraction, cell: Cell, made: Callable[[Cell], Cell]) -> Extraction:
    tables = tuple(
        replace(table, cells=tuple(made(each) if each is cell else each for each in table.cells))
        for table in document.tables
    )
    return replace(document, tables=tables)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (
            "disclosures/nanchang-qingshanhu-2021",
            [
                ("text.form", "7", "8"),
                ("text.form", "56", "60"),
                ("text.form", "2.60", "0.00"),
                ("text.form", "3", "0"),
                ("percent.share", "34.15", "0"),
            ],
        ),
        ("disclosures/changzhi-shangdang-2023", []),
        (
            "disclosures/leshan-shizhong-2022",
            [("text.change", "6423.47", "6411.26"), ("text.three_public", "3.02", "26.94")],
        ),
        ("real/putuo-finance-2024", [("text.form", "0.3", "2961.68"), ("percent.share", "71.73", "71.654")]),
        ("real/putuo-commerce-2025-budget", []),
        (
            "real/putuo-wanli-2024-budget",
            [("text.form", "352.67", "350.3499"), ("percent.change", "0.53", "1.191")],
        ),
    ],
)
@pytest.mark.shared
def test_real_disclosures(shared: Path, name: str, expected: list[tuple[str, str, str]]) -> None:
    report: CheckReport = check(extracted(shared / f"{name}.pdf"))
    assert [(found.rule, str(found.left), str(found.right)) for found in report.alarms] == expected


@pytest.mark.shared
def test_a_known_rounding_difference(shared: Path) -> None:
    report = check(extracted(shared / "disclosures" / "changzhi-shangdang-2023.pdf"))
    assert [(str(found.left), str(found.right)) for found in report.contradictions] == [("622.18", "622.19")]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("wushan-education-2022", [("text.form", "5", "4")]),
        ("wushan-education-2023", [("text.form", "325.00", "352")]),
        ("wushan-education-budget-2024", []),
    ],
)
def test_bundled_disclosures(samples: Path, name: str, expected: list[tuple[str, str, str]]) -> None:
    report = check(extracted(samples / f"{name}.pdf"))
    found = [(each.rule, str(each.left), str(each.right)) for each in report.alarms]
    assert found == expected
