"""The fact store gives back exactly what was taken in."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import text

from index.checking.checks import CheckReport
from index.errors import DataDirectoryError, IndexStateError, NoIndexError, UnknownDocumentError
from index.store.facts import FactStore, Origin
from index.types import Chunk, ChunkKind
from tests.index.made import made_extraction

REPORT = CheckReport("jia", (), trust={"jia#t1": 0.5})


def take_in(store: FactStore, doc_id: str = "jia", factor: int = 1, ingest_id: str = "i1") -> None:
    extraction = made_extraction(doc_id, factor)
    chunk = Chunk(
        f"{doc_id}#c1", doc_id, ChunkKind.ROW, f"{doc_id}#t1#2#3", "事业运行", "expenditure", 3, ("2010350",)
    )
    store.ingest(Origin(ingest_id, f"f{factor}", f"/in/{doc_id}.pdf"), extraction, [chunk], REPORT)


@pytest.fixture
def store(tmp_path: Path) -> FactStore:
    return FactStore(tmp_path / "data", create=True)


def test_everything_comes_back_as_it_went_in(store: FactStore) -> None:
    take_in(store)
    made = made_extraction()
    assert store.disclosures() == (made.disclosure,)
    assert store.disclosure("jia") == made.disclosure
    assert store.tables("jia") == made.tables
    assert store.table("jia#t1") == made.tables[0]
    assert store.sentences("jia") == made.sentences
    assert tuple(store.cells("jia")) == made.tables[0].cells
    assert [chunk.words for chunk in store.chunks("jia")] == [("2010350",)]
    assert store.chunks_by_id(["jia#c1", "gone"]) == {"jia#c1": store.chunks("jia")[0]}
    assert store.warnings("jia") == ("第 5 页没有文字",)
    assert store.checks("jia") == REPORT
    assert store.origin("jia") == Origin("i1", "f1", "/in/jia.pdf")
    assert store.table_sizes() == {"jia": (1, 8, 0.5)}


def test_decimals_keep_their_printed_places(store: FactStore) -> None:
    table = made_extraction().tables[0]
    cells = tuple(replace(cell, value=Decimal("10.00")) for cell in table.cells)
    store.ingest(
        Origin("i1", "f", "s"), replace(made_extraction(), tables=(replace(table, cells=cells),)), [], None
    )
    assert {str(cell.value) for cell in store.cells()} == {"10.00"}


def test_cells_are_found_by_label_code_form_and_document(store: FactStore) -> None:
    take_in(store)
    take_in(store, "yi", factor=2, ingest_id="i2")
    by_code = list(store.find_cells(codes=["2010350"], doc_ids=["yi"]))
    assert [cell.value for cell in by_code] == [Decimal("663.52")] * 2
    by_label = list(store.find_cells(labels=["一般公共服务支出"]))  # printed as "一、一般公共服务支出"
    assert {cell.doc_id for cell in by_label} == {"jia", "yi"}
    assert len(by_label) == 4
    assert list(store.find_cells(labels=["合计"], forms=["income"])) == []
    assert len(list(store.cells(form="expenditure"))) == 16


def test_a_new_ingest_replaces_the_old_one_whole(store: FactStore) -> None:
    take_in(store)
    take_in(store, factor=3, ingest_id="i2")
    assert store.tables("jia") == made_extraction(factor=3).tables
    assert store.ingest_ids() == {"i2"}
    assert store.table_sizes() == {"jia": (1, 8, 0.5)}


def test_a_refused_ingest_changes_nothing(store: FactStore) -> None:
    take_in(store)
    before = store.generation()
    with pytest.raises(DataDirectoryError):  # the same ingest cannot make two documents
        take_in(store, "yi", ingest_id="i1")
    assert [d.doc_id for d in store.disclosures()] == ["jia"]
    assert store.generation() == before


def test_remove_takes_everything_and_moves_the_generation(store: FactStore) -> None:
    take_in(store)
    other_reader = FactStore(store.data_dir)
    before = other_reader.generation()
    store.remove("jia")
    assert other_reader.generation() > before
    assert (store.disclosures(), list(store.cells()), store.table_sizes()) == ((), [], {})
    with pytest.raises(UnknownDocumentError, match="jia"):
        store.remove("jia")


def test_unknown_names_are_refused(store: FactStore) -> None:
    for ask in (store.disclosure, store.tables, store.sentences, store.cells, store.pdf_path, store.checks):
        with pytest.raises(UnknownDocumentError, match="index list"):
            ask("nobody")
    with pytest.raises(UnknownDocumentError, match="nobody#t1"):
        store.table("nobody#t1")


def test_no_index_yet(tmp_path: Path) -> None:
    with pytest.raises(NoIndexError, match="index build"):
        FactStore(tmp_path)
    assert not list(tmp_path.iterdir())


def test_an_index_of_another_version_asks_to_be_built_again(store: FactStore) -> None:
    with store._engine.begin() as connection:
        connection.execute(text("UPDATE meta SET value='0' WHERE key='schema_version'"))
    with pytest.raises(IndexStateError, match="另一版本"):
        FactStore(store.data_dir)


def test_a_broken_file_is_reported(tmp_path: Path) -> None:
    (tmp_path / "facts.sqlite").write_bytes(b"this is no database, whatever its name says" * 40)
    with pytest.raises(DataDirectoryError, match="not a database"):
        FactStore(tmp_path)
