"""Disclosures and cells found by conditions, over two bundled samples."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.store.facts import FactStore
from index.store.search import CellQuery, DocumentQuery, Search
from tests.conftest import index_without_vectors

OFFICE, SCHOOLS = "qingshanhu-office-2021", "wushan-education-2022"


@pytest.fixture(scope="module")
def search(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Search:
    """Search over the facts of two disclosures, without vectors."""
    paths = [samples / f"{name}.pdf" for name in (OFFICE, SCHOOLS)]
    return Search(FactStore(index_without_vectors(paths, tmp_path_factory.mktemp("search")).data_dir))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        (DocumentQuery(), [SCHOOLS, OFFICE]),
        (DocumentQuery(text="教育"), [SCHOOLS]),
        (DocumentQuery(text="南昌 政府办"), [OFFICE]),
        (DocumentQuery(text="南昌 教育"), []),
        (DocumentQuery(region="青山湖"), [OFFICE]),
        (DocumentQuery(year=2022), [SCHOOLS]),
        (DocumentQuery(kind="预算"), []),
        (DocumentQuery(form="three_public", year=2021), [OFFICE]),
        (DocumentQuery(text="100%"), []),  # no wildcard
    ],
)
def test_documents(search: Search, query: DocumentQuery, found: list[str]) -> None:
    assert sorted(d.doc_id for d in search.documents(query)) == sorted(found)
    assert search.count_documents(query) == len(found)


def test_documents_come_a_page_at_a_time(search: Search) -> None:
    first, second = (search.documents(first=n, most=1)[0].doc_id for n in (0, 1))
    assert {first, second} == {OFFICE, SCHOOLS}


def test_cells_by_label_and_document(search: Search) -> None:
    query = CellQuery(doc_id=OFFICE, text="办公费", form="basic_expenditure", filled=True)
    cells = list(search.cells(query))
    assert [(c.row_label, c.text, c.table_no) for c in cells] == [("办公费", "92.86", "公开06表")]
    assert search.count_cells(query) == 1


def test_cells_by_the_beginning_of_a_code(search: Search) -> None:
    codes = {c.row_code for c in search.cells(CellQuery(doc_id=OFFICE, code="20103"), most=1000)}
    assert codes
    assert all(code is not None and code.startswith("20103") for code in codes)
    assert search.count_cells(CellQuery(code="%")) == 0


def test_cells_of_one_year_and_place(search: Search) -> None:
    query = CellQuery(DocumentQuery(region="南昌", year=2021), text="公务接待费", form="three_public")
    assert {c.doc_id for c in search.cells(query)} == {OFFICE}
    assert search.count_cells(CellQuery(DocumentQuery(year=1999), text="公务接待费")) == 0


def test_choices(search: Search) -> None:
    choices = search.choices()
    assert choices.years == (2022, 2021)
    assert choices.kinds == ("决算",)
    assert {"three_public", "basic_expenditure"} <= set(choices.forms)
    assert any("青山湖" in region for region in choices.regions)
