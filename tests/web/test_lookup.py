"""The workbench over real disclosures: forms as printed, checks, comparisons, exports."""

from __future__ import annotations

import csv
import io
import zipfile
from decimal import Decimal
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from index.store.facts import FactStore
from index.types import Table
from samples.bundled import LAKE_OFFICE, SCHOOLS
from web.lookup.checks import checks_html
from web.lookup.comparing import compare, comparison_html, difference
from web.lookup.export import PROVENANCE, serve_exports
from web.lookup.form import form_html
from web.texts import load_texts

OFFICE, (EARLIER, LATER) = LAKE_OFFICE, SCHOOLS
TEXTS = load_texts()


@pytest.fixture(scope="module")
def store(sample_index: Path) -> FactStore:
    """The facts of the bundled samples that the browser tests use."""
    return FactStore(sample_index)


@pytest.fixture(scope="module")
def client(store: FactStore) -> TestClient:
    """A server that has the exports alone."""
    server = FastAPI()
    serve_exports(server, lambda: store)
    return TestClient(server)


def form_of(store: FactStore, doc_id: str, form: str) -> Table:
    return next(table for table in store.tables(doc_id) if table.form == form)


def test_a_form_keeps_merged_headers_and_its_figures_know_their_place(store: FactStore) -> None:
    table = form_of(store, OFFICE, "basic_expenditure")
    html = form_html(table, store.disclosure(OFFICE), TEXTS, "./")
    cell = next(cell for cell in table.cells if cell.row_label == "办公费")
    box = ",".join(f"{edge:.1f}" for edge in cell.bbox)
    assert f'data-page="{cell.page}" data-box="{box}"' in html
    assert html.count('class="place') == len(table.cells)
    assert html.count("人员经费</th>") == 1
    assert "colspan=" in html
    assert f"page-pictures/{OFFICE}/{{page}}.png?box={{box}}&amp;view=near" in html
    assert 'class="level"' not in html  # several codes on a row do not fold


def test_codes_of_a_classified_form_fold(store: FactStore) -> None:
    html = form_html(form_of(store, EARLIER, "expenditure"), store.disclosure(EARLIER), TEXTS, "./")
    assert html.count('class="level"') == 3
    assert "data-level=1" in html
    assert "data-level=3" in html
    assert (
        "<td>205</td><td>01</td><td>01</td><td>行政运行</td>" in html
    )  # equal parts of a code are no merged label


def test_what_a_document_says_is_escaped(store: FactStore) -> None:
    from dataclasses import replace

    table = form_of(store, OFFICE, "basic_expenditure")
    evil = replace(table, title="<script>x</script>", notes=('<img onerror="x">',))
    html = form_html(evil, store.disclosure(OFFICE), TEXTS, "./")
    assert "<script>" not in html
    assert "<img onerror" not in html


def test_checks_say_how_many_hold_and_name_what_fails(store: FactStore) -> None:
    report = store.checks(EARLIER)
    assert report is not None
    html = checks_html(report, store.disclosure(EARLIER), TEXTS, "./")
    holding = sum(check.status.holds and not check.soft for check in report.checks)
    assert f"{holding} 条等式成立" in html
    for alarm in report.alarms:
        assert alarm.title in html
    assert checks_html(None, store.disclosure(EARLIER), TEXTS, "./").endswith("没有核对结果。</p>")


def test_two_years_side_by_side(store: FactStore) -> None:
    comparison = compare(store, [EARLIER, LATER], "three_public")
    assert [disclosure.doc_id for disclosure in comparison.disclosures] == [EARLIER, LATER]
    item = next(item for item in comparison.items if item.cells[0] and item.cells[1])
    first, second = item.cells
    assert first is not None
    assert second is not None
    found = difference(item)
    assert found is not None
    change, _, unit = found
    if first.unit == second.unit:
        assert change == (second.value or Decimal(0)) - (first.value or Decimal(0))
    assert unit == first.unit
    html = comparison_html(comparison, "three_public", TEXTS, "./")
    assert "注意：所比文件的年度不同。" in html
    told, silent = html.split("<details>")
    assert told.count("<tr>") + silent.count("<tr>") == len(comparison.items) + 2
    assert "公务接待费" in told
    assert "因公出国" in silent
    assert f"其余 {silent.count('<tr>') - 1} 项：各份文件都是空白或 0" in silent


def test_a_difference_of_different_units_is_not_more_exact_than_what_is_printed(store: FactStore) -> None:
    items = compare(store, [EARLIER, LATER], "fiscal_total").items
    item = next(item for item in items if item.label == "教育支出" and item.cells[1])
    assert [cell.unit for cell in item.cells if cell] == ["万元", "元"]
    assert difference(item) is not None
    change, _, unit = difference(item) or (None, None, None)
    assert (change, unit) == (Decimal("840.28"), "万元")


def test_a_comparison_needs_two_with_the_form(store: FactStore) -> None:
    assert "不到两份" in comparison_html(
        compare(store, [OFFICE], "three_public"), "three_public", TEXTS, "./"
    )
    assert compare(store, [OFFICE, EARLIER], "no_such_form").disclosures == ()


def test_cells_export_with_their_provenance(client: TestClient) -> None:
    answer = client.get("/export/cells.csv", params={"doc_id": OFFICE, "text": "办公费"})
    assert answer.headers["content-disposition"] == 'attachment; filename="cells.csv"'
    assert answer.content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert tuple(rows[0]) == PROVENANCE
    row = next(row for row in rows if row["table_no"] == "公开06表")
    assert (row["doc_id"], row["page"], row["row_label"], row["value"], row["unit"]) == (
        OFFICE,
        "11",
        "办公费",
        "92.86",
        "万元",
    )


def test_a_whole_table_exports_as_a_spreadsheet(client: TestClient, store: FactStore) -> None:
    table = form_of(store, OFFICE, "basic_expenditure")
    answer = client.get("/export/cells.xlsx", params={"table_id": table.table_id})
    with zipfile.ZipFile(io.BytesIO(answer.content)) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
        strings = book.read("xl/sharedStrings.xml").decode()
    assert sheet.count("<row ") == len(table.cells) + 1
    assert "办公费" in strings


def test_a_comparison_exports_with_both_places(client: TestClient) -> None:
    answer = client.get("/export/comparison.csv", params={"form": "three_public", "doc_id": [EARLIER, LATER]})
    head, *rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    first, second = (column for column, name in enumerate(head) if name.endswith(" 文件"))
    row = next(row for row in rows if row[2] == "公务接待费")
    assert head[first - 2 : first + 5] == [
        f"云川省林泉市雾山区教育局 2022 部门决算{place}"
        for place in ("", " 单位", " 文件", " 页", " 表名", " 行", " 列")
    ]
    assert (row[first], row[second]) == (EARLIER, LATER)
    assert all(len(row) == len(head) for row in rows)


@pytest.mark.parametrize(("language", "name"), [("zh", "原文"), ("en", "Printed")])
def test_people_get_headings_in_their_language(client: TestClient, language: str, name: str) -> None:
    answer = client.get("/export/cells.csv", params={"doc_id": OFFICE, "text": "办公费", "lang": language})
    head, first, *_ = csv.reader(io.StringIO(answer.content.decode("utf-8-sig")))
    assert len(head) == len(PROVENANCE) == len(first)
    assert head[PROVENANCE.index("text")] == name


def test_the_income_side_of_a_form_is_compared_too(store: FactStore) -> None:
    comparison = compare(store, [EARLIER, LATER], "income_expenditure_total")
    assert {item.side for item in comparison.items} == {"收入", "支出"}


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("/export/cells.pdf?doc_id=x", 404),
        ("/export/cells.csv?table_id=nothing", 404),
        ("/export/cells.csv?year=then", 422),
        ("/export/comparison.csv?form=three_public&doc_id=nothing", 404),
    ],
)
def test_exports_that_cannot_be(client: TestClient, address: str, code: int) -> None:
    assert client.get(address).status_code == code
