"""Others' data: files of their layout, invented and tiny, become tables, questions and gold of ours."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest

from eval.others import aitqa, finglm, tatqa
from eval.others.derivations import derive
from eval.others.english import look_up
from eval.others.tables import index_of
from eval.suites.foreign import tatqa as tatqa_suite
from eval.suites.options import Options
from index.config import Settings
from index.errors import FileMissingError

AIT_TABLE = {
    "id": "tab-9",
    "column_header": [["At December 31,", "2018"], ["At December 31,", "2017"]],
    "row_header": [["Assets:", "Cash"], ["Assets:", "Parts"], ["Total assets"]],
    "data": [["$1,694", "$1,482"], ["985", "924"], ["(12)", "24%"]],
}
AIT_FLAT = {
    "id": "tab-8",
    "column_header": [["Year"], ["Fuel"]],
    "row_header": [],
    "data": [["2018", "$9,307"], ["2017", "$6,913"]],
}
AIT_QUESTION = {
    "id": "q-1",
    "table_id": "tab-9",
    "question": "How much were the parts in 2017?",
    "answers": ["924"],
    "type": "KPI-driven",
    "row_hierarchy_needed": "No",
    "paraphrase_group": "",
}
GRID = [
    ["", "Years Ended June 30,", ""],
    ["", "2019", "2018"],
    ["Sales", "", ""],
    ["Fixed Price", "$ 44.1", "$ 56.7"],
    ["Other", "(3.0)", "2.5"],
]


def tat(uid: str, answer: object, derivation: str = "", scale: str = "million") -> dict[str, object]:
    kind = "arithmetic" if derivation else "span"
    told = {"derivation": derivation, "answer_type": kind, "answer_from": "table", "scale": scale}
    return {"uid": uid, "order": 1, "question": "What is Other in 2018?", "answer": answer, **told}


TAT = [
    {
        "table": {"uid": "t-1", "table": GRID},
        "paragraphs": [],
        "questions": [
            tat("q-1", ["2.5"]),
            tat("q-2", -12.6, "44.1-56.7"),
            tat("q-3", -22.22, "(44.1-56.7)/56.7", "percent"),
            tat("q-4", 99.0, "44.1+56.7", ""),  # wrong gold
        ],
    }
]


def fin(number: int, question: str, kind: str, year: str, **facts: str) -> dict[str, object]:
    company = {
        "ent_short_name": "甲山股份",
        "ent_name": "甲山制造股份有限公司",
        "year": year,
        "key_word": "…",
    }
    return {"id": number, "question": question, "type": kind, "prompt": company | facts}


FIN = [
    fin(0, "甲山股份2020年的管理费用是多少元?", "1", "2020", 管理费用="1387.36元", prom_answer="1387.36元"),
    fin(
        1,
        "甲山股份2020年净利润增长率是多少?保留2位小数。",
        "2-1",
        "2020",
        净利润="150.00元",
        上年净利润="120.00元",
        prom_answer="25.00%",
    ),
    fin(2, "甲山股份2021年的财务费用是多少元?", "1", "2021"),
    {"id": 3, "question": "什么是在建工程？", "type": "3-2", "prompt": {}},
]


def jsonl(path: Path, rows: list[dict[str, object]]) -> Path:
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    return path


def test_airline_tables_keep_their_header_paths(tmp_path: Path) -> None:
    jsonl(tmp_path / aitqa.TABLES, [AIT_TABLE, AIT_FLAT])
    jsonl(tmp_path / aitqa.QUESTIONS, [AIT_QUESTION, AIT_QUESTION | {"id": "q-2", "answers": ["77"]}])
    tables, asked = aitqa.read(tmp_path)
    assert [lookup.cells for lookup in asked] == [{(1, 1)}]  # what no cell prints is left out
    assert tables[1].rows == (("2018",), ("2017",))
    assert tables[1].data == (("$9,307",), ("$6,913",))
    lines, records = look_up(tables, asked, tmp_path / "data")
    assert lines[-1].judged == 1
    assert records[0]["retrieved"] == 1


def test_financial_tables_take_headers_from_their_rows(tmp_path: Path) -> None:
    path = tmp_path / "tatqa.json"
    path.write_text(json.dumps(TAT), encoding="utf-8")
    found = tatqa.contexts(path)
    (table,), (asked,) = tatqa.lookups(found)
    assert table.columns == (("Years Ended June 30,", "2019"), ("Years Ended June 30,", "2018"))
    assert table.rows[1] == ("Sales", "Fixed Price")
    assert asked.cells == {(2, 1)}
    lines, records = derive(found)
    assert [record["right"] for record in records] == [True, True, False]
    assert (lines[-1].right, lines[-1].judged) == (2, 3)
    result = tatqa_suite(Options(Settings(), file=path))
    assert result.notes == ("1 look-ups and 3 computations of 4 questions",)


def test_company_questions_go_through_the_whole_pipeline(tmp_path: Path) -> None:
    asked = finglm.read(jsonl(tmp_path / "finglm.json", FIN))
    cases = finglm.cases(asked)
    assert [(case.category, case.gold_value) for case in cases] == [
        ("looked up, short name", "1387.36"),
        ("growth, short name", "25.00"),
        ("unanswerable", None),
    ]
    assistant = index_of(finglm.documents(asked), tmp_path / "data")
    assert {found.year for found in assistant.disclosures()} == {2019, 2020}
    answer = assistant.ask("甲山制造股份有限公司2020年的管理费用是多少元?")
    assert answer.value is not None
    assert Decimal(answer.value) == Decimal("1387.36")
    assistant.store.close()


def test_a_file_that_is_not_there_is_named_with_its_remedy(tmp_path: Path) -> None:
    for read in (aitqa.read, tatqa.contexts, finglm.read):
        with pytest.raises(FileMissingError, match=r"others-data\.md"):
            read(tmp_path / "none.json")
    with pytest.raises(FileMissingError, match="--file"):
        tatqa_suite(Options(Settings()))
