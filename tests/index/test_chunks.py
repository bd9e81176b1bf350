"""What is embedded of rows and sentences, and the way back to the facts."""

from __future__ import annotations

from dataclasses import replace

from index.chunks import RowRef, chunks_of, format_ref, parse_ref, row_groups
from index.types import ChunkKind, Extraction
from tests.index.made import made_extraction


def with_cells(extraction: Extraction, **changes: object) -> Extraction:
    table = extraction.tables[0]
    cells = tuple(replace(cell, **changes) for cell in table.cells)
    return replace(extraction, tables=(replace(table, cells=cells),))


def test_one_chunk_a_row_with_its_plain_label_and_one_a_sentence() -> None:
    chunks = chunks_of(made_extraction())
    assert [(chunk.kind, chunk.text) for chunk in chunks] == [
        (ChunkKind.ROW, "一般公共服务支出"),
        (ChunkKind.ROW, "行政运行"),
        (ChunkKind.ROW, "事业运行"),
        (ChunkKind.ROW, "合计"),
        (ChunkKind.SENTENCE, "二、支出决算情况说明 事业运行支出为 331.76 万元。"),
    ]
    assert chunks[2].ref == chunks[2].chunk_id == "jia#t1#r4c3"
    assert chunks[2].form == "expenditure"
    assert chunks[2].words[:2] == ("2010350", "支出决算表")
    assert {"本年支出合计", "基本支出"} < set(chunks[2].words)
    assert chunks[4].ref == "jia#s1"
    assert chunks[4].page == 4


def test_no_digit_of_a_cell_is_embedded() -> None:
    extraction = made_extraction()
    rows = [chunk for chunk in chunks_of(extraction) if chunk.kind is ChunkKind.ROW]
    printed = {cell.text for cell in extraction.tables[0].cells if cell.text}
    assert not any(text in chunk.text or text in chunk.words for chunk in rows for text in printed)


def test_the_two_sides_of_a_row_are_two_chunks() -> None:
    cells = made_extraction().tables[0].cells[:2]
    sides = (cells[0], replace(cells[1], row_label="（一）基本支出", row_code=None))
    assert [len(group) for group in row_groups(sides)] == [1, 1]
    apart = (cells[0], replace(cells[1], col=cells[1].col + 2))  # 合计 on both sides
    assert [len(group) for group in row_groups(apart)] == [1, 1]


def test_a_row_without_a_label_is_known_by_its_columns() -> None:
    rows = chunks_of(with_cells(made_extraction(), row_label="", row_code=None, row_path=()))
    assert [chunk.text for chunk in rows[:2]] == ["本年支出合计", "基本支出"]
    assert rows[1].ref == "jia#t1#r2c4"


def test_a_row_of_no_statutory_form_keeps_its_path() -> None:
    chunk = chunks_of(with_cells(made_extraction(), form=None))[2]
    assert chunk.text == "一般公共服务支出 > 政府办公厅(室)及相关机构事务 > 事业运行"


def test_references_lead_back() -> None:
    ref = RowRef("jia#t1", 4, 3)
    assert parse_ref(format_ref(ref)) == ref
    assert parse_ref("jia#s1") is None
