"""Many disclosures at once: an excerpt answers as the whole disclosure does, ten rows are told and all are
cited, progress is told, what is taken in or out is noticed."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from index.config import Settings
from index.store.facts import FactStore, Origin
from index.types import Extraction
from qa.composing.departments.gathering import gather, gathered
from qa.finding.evidence import SURE
from qa.pipeline import Assistant
from qa.types import Answer, Question, Status, Step

MEASURES = (
    *(
        "公务接待费",
        "办公费",
        "吃喝招待",
        "发工资",
        "公车",
        "机关运行经费",
        "政府采购支出总额",
        "公务用车保有量",
    ),
    *("公务接待多少批次", "修车", "财政拨款收入", "支出总计", "年末结转", "公务接待费年初预算数", "项目支出"),
    *("30211", "2010301", "三公经费", "水电费", "办公废", "收入", "支出", "人员经费", "绩效自评得分"),
    *("在职人员多少人", "培训费超过3万元", "会议费预算", "剩下多少钱", "工会经费", "差旅费", "住房公积金"),
)
SOURCE = "qingshanhu-office-2021"


@pytest.mark.parametrize("measure", MEASURES)
def test_an_excerpt_answers_as_the_whole_disclosure(assistant: Assistant, measure: str) -> None:
    evidence, documents = assistant.evidence, assistant.disclosures()
    reading = assistant._reader.read(Question(f"各部门{measure}是多少"))
    assert [*evidence.survey.outline([doc.doc_id for doc in documents])] in ([], [len(documents)])
    for found in evidence.survey.excerpts(reading, documents, SURE):
        view = evidence.corpus.view(found.excerpt.disclosure.doc_id)
        whole = evidence.asked(reading, view)
        assert found.asked == whole
        assert evidence.by_name(reading, found.excerpt, whole).figure == (
            evidence.by_name(reading, view, whole).figure
        )


@pytest.fixture(scope="module")
def many(sample_settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of thirty departments that print what one disclosure prints, but for 公务接待费."""
    source = FactStore(sample_settings.data_dir)
    store = FactStore(tmp_path_factory.mktemp("many"), create=True)
    for n in range(30):
        add(source, store, n)
    store.close()
    return store.data_dir


def add(source: FactStore, store: FactStore, n: int) -> None:
    """The n-th department: its 公务接待费 is n 万元."""
    doc_id, name = (
        f"made-{n:02d}",
        f"云岭区第{'甲乙丙丁戊己庚辛壬癸'[n // 10]}{'子丑寅卯辰巳午未申酉'[n % 10]}局",
    )
    tables = []
    for table in source.tables(SOURCE):
        table_id = table.table_id.replace(SOURCE, doc_id)
        cells = (replace(cell, doc_id=doc_id, table_id=table_id) for cell in table.cells)
        cells = (
            replace(cell, text=f"{n}.00", value=Decimal(n))
            if cell.form == "three_public" and "接待费" in cell.row_label and "决算" in cell.column_label
            else cell
            for cell in cells
        )
        tables.append(replace(table, doc_id=doc_id, table_id=table_id, cells=tuple(cells)))
    old = source.disclosure(SOURCE)
    region = replace(old.region, city="云川市", district="云岭区")
    made = replace(
        old, doc_id=doc_id, department=name, title=f"{name}2021年度部门决算", region=region, aliases=()
    )
    chunks = tuple(
        replace(chunk, doc_id=doc_id, chunk_id=chunk.chunk_id.replace(SOURCE, doc_id))
        for chunk in source.chunks(SOURCE)
    )
    store.ingest(Origin(doc_id, doc_id, doc_id), Extraction(made, tuple(tables), ()), chunks)


@pytest.fixture(scope="module")
def crowd(many: Path) -> Assistant:
    """Answers over thirty departments."""
    return Assistant.open(Settings(data_dir=many))


def test_ten_departments_are_told_and_all_are_cited(crowd: Assistant) -> None:
    answer = crowd.ask("哪个部门的公务接待费最高")
    assert (answer.status, answer.value, answer.unit) == (Status.ANSWERED, "29", "万元"), answer.text
    assert "其余 20 个见表" in answer.text
    assert len(set(re.findall(r"\[\d+\]", answer.text))) == 10
    assert [citation.text for citation in answer.citations] == [f"{n}.00" for n in range(29, -1, -1)]


def test_a_sum_over_departments_keeps_every_operand(crowd: Assistant) -> None:
    answer = crowd.ask("各部门公务接待费合计多少")
    assert (answer.value, answer.unit) == ("435", "万元"), answer.text
    assert answer.text.startswith("30 个部门的公务接待费合计 435 万元。")
    assert answer.formula is not None
    assert answer.formula.count("+") == 29
    assert len(answer.citations) == 30


def test_departments_above_a_limit_are_counted_and_cited(crowd: Assistant) -> None:
    answer = crowd.ask("公务接待费超过14万元的部门有哪些")
    assert "符合条件的共 15 个" in answer.text
    assert "其余 5 个见表" in answer.text
    assert len(answer.citations) == 15


def test_what_none_prints_is_refused_for_all(crowd: Assistant) -> None:
    assert crowd.ask("哪个部门的西瓜采购费最高").status is Status.REFUSED


def test_documents_are_counted_while_they_are_looked_through(many: Path) -> None:
    told = [*Assistant.open(Settings(data_dir=many)).steps("哪个部门的公务接待费最高")]
    steps = [(step.title, step.detail) for step in told if isinstance(step, Step)]
    assert ("准备文件", "已查 20 / 30 份") in steps
    assert ("查阅文件", "已查 30 / 30 份") in steps
    assert isinstance(told[-1], Answer)


def test_what_is_taken_in_or_out_is_noticed(sample_settings: Settings, tmp_path: Path, many: Path) -> None:
    source, store = FactStore(sample_settings.data_dir), FactStore(tmp_path, create=True)
    for n in range(26):
        add(source, store, n)
    assistant = Assistant.open(Settings(data_dir=tmp_path))
    assert assistant.ask("哪个部门的公务接待费最高").value == "25"
    add(source, store, 29)
    assert assistant.ask("哪个部门的公务接待费最高").value == "29"
    store.remove("made-29")
    assert assistant.ask("哪个部门的公务接待费最高").value == "25"


def test_few_disclosures_are_looked_at_whole(assistant: Assistant) -> None:
    reading = assistant._reader.read(Question("哪个部门的公务接待费最高"))
    documents = assistant.disclosures()
    assert not [*gather(assistant.evidence, reading, documents)]
    found = gathered(assistant.evidence, reading, documents)
    assert len(found.rows) + len(found.without) == len(documents)


def test_nothing_above_a_limit_names_what_comes_nearest(assistant: Assistant) -> None:
    answer = assistant.ask("公务接待费超过900万元的部门有哪些")
    assert answer.status is Status.ANSWERED, answer.text
    assert "没有一个符合条件，最高的是" in answer.text
    assert answer.citations


@pytest.mark.parametrize(
    "question",
    ["哪些政府办的公务接待费超过0.1万元", "各政府办的公务接待费分别是多少", "哪个政府办的公务接待费最高"],
)
def test_bodies_of_one_kind_are_meant_together(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.status is Status.ANSWERED, answer.text
    documents = {citation.doc_id for citation in answer.citations}
    assert documents <= {"qingshanhu-office-2021", "shangdang-office-2023"}
    assert "qingshanhu-office-2021" in documents
