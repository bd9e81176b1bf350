"""The whole flow over real disclosures: exact cells, and the sums that the forms print."""

from collections import defaultdict
from decimal import Decimal
from pathlib import Path

import pytest

from eval.extraction import read_extraction, score
from eval.extraction_types import Score
from eval.truth import read_truth
from index.config import Settings
from index.extract import extract
from index.types import Cell, Extraction, Kind, Table

REAL = ("putuo-finance-2024", "putuo-commerce-2025-budget", "putuo-wanli-2024-budget")


@pytest.fixture(scope="session")
def nanchang(shared: Path) -> Extraction:
    return extract(shared / "disclosures" / "nanchang-qingshanhu-2021.pdf", Settings())


@pytest.fixture(scope="session")
def real(shared: Path) -> dict[str, Extraction]:
    return {name: extract(shared / "real" / f"{name}.pdf", Settings()) for name in REAL}


def form(extraction: Extraction, key: str) -> Table:
    (table,) = [table for table in extraction.tables if table.form == key]
    return table


def find(table: Table, label: str, column: str) -> Cell:
    wanted = "".join(label.split())
    (cell,) = [c for c in table.cells if "".join(c.row_label.split()) == wanted and c.column_label == column]
    return cell


@pytest.mark.parametrize(
    "stem", ["nanchang-qingshanhu-2021", "changzhi-shangdang-2023", "leshan-shizhong-2022"]
)
def test_every_numeric_cell_of_digital_disclosures_is_exact(shared: Path, stem: str) -> None:
    (truth,) = [t for t in read_truth(shared / "disclosures" / "truth") if t.doc_id == stem]
    reading = read_extraction(shared / "disclosures" / f"{stem}.pdf")
    total = sum(score(truth, reading, plain=False).values(), Score())
    assert total.expected == total.read == total.exact > 0


def test_named_cells(nanchang: Extraction) -> None:
    expenditure = find(form(nanchang, "expenditure"), "事业运行", "本年支出合计")
    assert (str(expenditure.value), expenditure.row_code, expenditure.page, expenditure.unit) == (
        "331.76",
        "2010350",
        8,
        "万元",
    )
    reception = find(form(nanchang, "three_public"), "3.公务接待费", "决算数")
    assert (str(reception.value), reception.table_no, reception.row_path) == (
        "0.74",
        "公开07表",
        ("一、“三公”经费支出", reception.row_label),
    )
    cars = find(form(nanchang, "state_assets"), "8.其他用车", "决算数")
    assert (str(cars.value), cars.unit) == ("2", "辆")
    assert (
        str(find(form(nanchang, "basic_expenditure"), "人员经费合计", "人员经费 / 金额").value) == "1006.53"
    )


def test_cells_lie_on_their_page_where_they_are_printed(nanchang: Extraction) -> None:
    cell = find(form(nanchang, "basic_expenditure"), "办公费", "公用经费 / 金额")
    assert (cell.text, cell.page) == ("92.86", 12)
    assert (round(cell.bbox.x0), round(cell.bbox.x1)) == (342, 384)


def test_units_belong_to_the_form(nanchang: Extraction) -> None:
    units = {table.form: table.unit for table in nanchang.tables if table.form}
    assert units["government_fund"] == units["state_capital"] == "元"
    assert units["state_assets"] == "台、辆、套"
    assert units["income"] == "万元"


def test_forms_over_two_pages_are_one_table(real: dict[str, Extraction]) -> None:
    pages = {table.form: table.pages for table in real["putuo-finance-2024"].tables}
    assert pages["income_expenditure_total"] == (6, 7)
    assert pages["fiscal_total"] == (12, 13)  # page 14 is an empty overflow
    assert pages["basic_expenditure"] == (16, 17)


def test_budgets_are_budgets_with_forms_in_yuan_and_in_ten_thousands(real: dict[str, Extraction]) -> None:
    for name in REAL[1:]:
        assert real[name].disclosure.kind is Kind.BUDGET
        assert {table.unit for table in real[name].tables} == {"元", "万元"}
        assert {table.form for table in real[name].tables} == {None}


@pytest.mark.parametrize("name", REAL)
def test_children_add_up(real: dict[str, Extraction], name: str) -> None:
    checked = 0
    for table in real[name].tables:
        columns: defaultdict[str, dict[str, Decimal]] = defaultdict(dict)
        for cell in table.cells:
            if cell.row_code is not None:
                columns[cell.column_label][cell.row_code] = cell.value or Decimal(0)
        for column in columns.values():
            for code, value in column.items():
                parts = [v for c, v in column.items() if len(c) == len(code) + 2 and c.startswith(code)]
                if parts:
                    checked += 1
                    assert abs(sum(parts) - value) <= Decimal("0.005") * (len(parts) + 1), (table.title, code)
    assert checked > 40


def test_progress_and_ids(shared: Path) -> None:
    told: list[tuple[int, int]] = []
    path = shared / "real" / "putuo-commerce-2025-budget.pdf"
    extraction = extract(path, Settings(), progress=lambda done, total: told.append((done, total)))
    assert told[0] == (1, 26)
    assert told[-1] == (26, 26)
    assert [t.table_id for t in extraction.tables][:2] == [f"{path.stem}#t01", f"{path.stem}#t02"]
