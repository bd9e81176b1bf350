"""Wordings that people use: indicators said loosely, lists that go on, projects within a limit."""

from __future__ import annotations

from pathlib import Path

import pytest

from qa.export import candidates_json
from qa.pipeline import Assistant
from qa.types import Intent, Status
from qa.understanding.normalise import fold
from qa.understanding.vocabulary import VOCABULARY_FILE, extended, read_vocabulary
from qa.understanding.wording import counted, intent


@pytest.mark.parametrize(
    ("question", "value", "unit"),
    [
        ("上党区政务直播间2023年播了多少期？", "226", "期"),
        ("上党区政府办遗属补助经费项目，补助遗属人员的年初指标值是几人？", "5", "人"),
        ("上党区政府办2023年政务网维护费项目的资金结余是多少万元？", "5.8", "万元"),
        ("上党区政府办2023年政务网维护费的钱花出去了百分之多少？", "76.98", "%"),
        ("3 0 2 2 8这个科目上党区政府办2023年列了多少？", "6.76", "万元"),
    ],
)
def test_an_indicator_is_found_by_loose_words(
    shared_assistant: Assistant, question: str, value: str, unit: str
) -> None:
    answer = shared_assistant.ask(question)
    assert (answer.value, answer.unit) == (value, unit)


def test_a_list_is_quoted_with_the_sentence_that_goes_on(shared_assistant: Assistant) -> None:
    answer = shared_assistant.ask("乐山市市中区政府办里头都有哪些科室（股室）？")
    assert "综合股" in answer.text and "行政后勤股" in answer.text


def test_projects_within_a_limit_are_listed(shared_assistant: Assistant) -> None:
    answer = shared_assistant.ask("上党区政府办2023年各项目自评表中，预算执行率低于80%的项目有哪些？")
    assert all(name in answer.text for name in ("业务费", "应急值班", "政务网维护费"))


def test_a_narrowed_count_is_refused(shared_assistant: Assistant) -> None:
    answer = shared_assistant.ask("乐山市市中区政府办有几个女干部？")
    assert answer.status is Status.REFUSED


def test_part_of_the_budget_is_an_execution_rate() -> None:
    assert intent("三公经费花掉了预算的几成") is Intent.EXECUTION


def test_spoken_units_and_digits() -> None:
    assert counted("现场督查了多少回") == "次"
    assert counted("手上有几台公车") == "辆"
    assert fold("3 0 2 2 8这个科目") == "30228这个科目"


def test_a_deployment_adds_words_of_its_own(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text(
        '[[measure]]\nkeys = ["公务接待费"]\nwords = ["摆龙门阵"]\n'
        '[[measure]]\nkeys = ["河长制经费"]\nwords = ["管河"]\n',
        encoding="utf-8",
    )
    found = extended(read_vocabulary(VOCABULARY_FILE), own)
    reception = next(measure for measure in found.measures if "公务接待费" in measure.keys)
    assert {"摆龙门阵", "吃喝招待"} <= set(reception.words)
    assert any(measure.keys == ("河长制经费",) for measure in found.measures)


def test_the_candidates_are_told_with_scores(assistant: Assistant) -> None:
    answer = assistant.ask("雾山区教育局2023年公务接待费是多少？")
    assert answer.reading is not None
    (found,) = candidates_json(assistant.evidence, answer.reading)
    candidates = found["candidates"]
    assert isinstance(candidates, list)
    assert candidates[0]["text"] == "23,460.00"
    assert candidates[0]["score"] >= candidates[-1]["score"]


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("雾山区教育局2023年财政拨款支出是多少", "451,958,417.47"),
        ("雾山区教育局2023年收入总计", "458,974,702.66"),
        ("雾山区教育局2023年一般公共预算项目支出", "140,107,558.51"),
        ("雾山区教育局2024年预算三公经费", "16.00"),
        ("雾山区教育局2024年打算花多少钱买办公用品", "425.38"),
        ("雾山区教育局2023年公开05表第三行第二列", "8,993,951.56"),
        ("雾山区教育局2023年30101是多少", "87,801,954.82"),
        ("雾山区教育局2023年学前、小学、初中教育支出加起来多少元？", "240,401,455.39"),
        ("上党区政府办2023年国有资本经营预算支出多少", "本表无数据"),
    ],
)
def test_side_fund_position_and_budget_are_read(assistant: Assistant, question: str, text: str) -> None:
    answer = assistant.ask(question)
    assert answer.status is Status.ANSWERED
    assert text in answer.text


@pytest.mark.parametrize("question", ["雾山区教育局局长一年拿多少", "雾山区教育局2023年领导工资多少"])
def test_one_persons_pay_is_refused(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.reading is not None
    assert answer.reading.reason == "personal"
    assert answer.status is Status.REFUSED


@pytest.mark.parametrize(
    "question",
    [
        # a column alone names no item
        "雾山区教育局2022年赠与的年初预算数",
        "雾山区教育局2022年馈赠的年初预算数是多少",
        "青山湖区政府办2021年捐赠的年初预算数",
        # nor does a side of the account beside a word that the disclosure does not know
        "雾山区教育局2023年赠与支出",
        "雾山区教育局2023年狗的支出是多少",
    ],
)
def test_a_column_or_a_side_does_not_answer_for_an_item(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert (answer.status, answer.value) == (Status.REFUSED, None)


@pytest.mark.parametrize(
    "question",
    ["雾山区教育局2023年决算数是多少", "雾山区教育局2022年年初预算数是多少", "雾山区教育局2024年预算是多少"],
)
def test_what_is_wanted_is_asked_back_where_no_item_is_named(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.status is Status.CLARIFY
    assert answer.options


def test_a_side_alone_is_its_total(assistant: Assistant) -> None:
    assert assistant.ask("雾山区教育局2023年支出是多少").value == "457080162.66"
    assert assistant.ask("青山湖区政府办2021年赠与是多少").value == "0.00"


@pytest.mark.parametrize(
    ("question", "value"),
    [
        # one wrong character of the right sound inside a label of which a part is a word by itself
        ("雾山区教育局2022年结余奋配是多少？", "16.00"),
        ("雾山区教育局2023年进修畸培训是多少？", "5439681.68"),
        ("雾山区教育局2023年公务元医疗补助是多少？", "854177.75"),
        # what opens a spoken question is no word of it
        ("嗯……雾山区教育局2022年的学前教育花了多少啊，能给说说不", "3066.80"),
    ],
)
def test_a_label_typed_by_its_sound_is_read_whole(assistant: Assistant, question: str, value: str) -> None:
    assert assistant.ask(question).value == value
