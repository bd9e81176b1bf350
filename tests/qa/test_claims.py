"""What a question states and asks to be confirmed, over the bundled disclosures: yes or no, figure beside."""

from __future__ import annotations

import pytest

from qa.pipeline import Assistant
from qa.types import Status
from qa.understanding.claims import asks_whether, statement, without_tag

QINGSHANHU = "青山湖区政府办2021年"
SCHOOLS = "雾山区教育局2023年"


@pytest.mark.parametrize(
    ("question", "holds", "said"),
    [
        # none of a thing
        (f"{SCHOOLS}没有公务接待费，对吗", False, "23,460.00 元"),
        (f"{SCHOOLS}公务接待费为零，对不对", False, "23,460.00 元"),
        (f"{SCHOOLS}没有出国，是吧", True, "0.00 元"),
        (f"{SCHOOLS}没买车吧？", True, "0.00 元"),
        (f"{SCHOOLS}一分钱结余都没有，对吗", False, "1,894,540.00 元"),
        (f"{SCHOOLS}没有国有资本经营预算支出，对吗", True, "没有国有资本经营预算财政拨款支出"),
        (f"{SCHOOLS}买过新车没有？", False, "0.00 元"),
        (f"{QINGSHANHU}项目支出是零，对吗", True, "0.00 万元"),
        # the year before
        (f"{SCHOOLS}公务接待费比2022年少，对吗", False, "增加 4,860 元"),
        (f"{SCHOOLS}公务接待费比2022年多吗", True, "增加 4,860 元"),
        ("雾山区教育局2022年公务接待费比2023年多，对吗", False, "增加 4,860 元"),
        (f"{SCHOOLS}电费是不是涨了", False, "减少 38,557.02 元"),
        (f"{SCHOOLS}电费高于2022年吗", False, "减少 38,557.02 元"),
        (f"{SCHOOLS}三公经费跟2022年一样吗", False, "减少 2,586.4 元"),
        (f"{SCHOOLS}三公经费变了吗", True, "减少 2,586.4 元"),
        (f"{QINGSHANHU}三公经费比上年减少了吧", True, "0.14 万元"),
        # two items, shares, all of it
        (f"{SCHOOLS}水费比电费高对吧", False, "1,340,942.98"),
        (f"{SCHOOLS}小学教育支出比初中教育支出多，对吗", True, "95,617,525.33"),
        (f"{SCHOOLS}人员经费占基本支出八成以上，对不对", True, "91.28%"),
        (f"{SCHOOLS}人员经费占基本支出不到一半吧", False, "91.28%"),
        (f"{SCHOOLS}的钱都是财政给的吗", False, "98.91%"),
        (f"{SCHOOLS}是不是赤字", True, "1,946,460 元"),
        # plans and goals
        (f"{SCHOOLS}三公经费没花完预算，是吗", True, "165,000.00 元"),
        (f"{SCHOOLS}三公经费完成预算了吗", False, "165,000.00 元"),
        (f"{SCHOOLS}公办学校学位扩充工程花完了吗", False, "1,681.92 万元"),
        (f"{SCHOOLS}旧教室节能改造率达标了吗", False, "≥60%"),
        (f"{SCHOOLS}教师和家长满意度达到目标了吗", True, "94.1%"),
        # several figures, several years
        (f"{SCHOOLS}公务接待费是23460元，比2022年少，对吗", False, "增加 4,860 元"),
        (f"{SCHOOLS}公务接待费是23460元，水费是463980.72元，对吗", True, "463,980.72 元"),
        (f"{SCHOOLS}公务接待12批156人，对吗", False, "27 批次"),
        (f"{SCHOOLS}公务接待27批214人，对吗", True, "214 人次"),
        (f"{SCHOOLS}出国费和公务接待费都为零，对吗", False, "23,460.00 元"),
        (f"{SCHOOLS}水费和电费都比2022年少，对吗", True, "38,557.02 元"),
        (f"{SCHOOLS}公务接待费达到2万元了吗", True, "23,460.00 元"),
        (f"{SCHOOLS}公务接待费没有达到2万元，对吗", False, "23,460.00 元"),
        (f"{SCHOOLS}三公经费没超预算吧", True, "165,000.00 元"),
        ("雾山区教育局2022年和2023年公务接待费都超过2万元，对吗", False, "1.86 万元"),
        ("雾山区教育局2022年和2023年公务接待费都超过1万元，对吗", True, "1.86 万元"),
    ],
)
def test_a_claim_is_answered_yes_or_no_with_the_figure_that_decides(
    assistant: Assistant, question: str, holds: bool, said: str
) -> None:
    answer = assistant.ask(question)
    assert answer.boolean is holds
    assert said in answer.text
    yes = ("是", "达到了", "有", "对")
    assert answer.text.startswith(yes if holds else ("不", "没有", "预算没有"))


def test_figures_that_contradict_each_other_still_deny_that_there_was_none(assistant: Assistant) -> None:
    answer = assistant.ask(f"{SCHOOLS}没有政府性基金支出，对吗")
    assert (answer.status, answer.boolean) == (Status.CONFLICT, False)
    assert "3,520,000.00 元" in answer.text
    assert "325.00 万元" in answer.text


@pytest.mark.parametrize("question", [f"{SCHOOLS}公务接待费的数对吗", f"{SCHOOLS}合计对吗"])
def test_right_alone_asks_whether_the_accounts_agree(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).text.startswith(("对得上", "有对不上"))


def test_goals_that_were_missed_are_told_with_target_and_result(assistant: Assistant) -> None:
    answer = assistant.ask(f"{SCHOOLS}哪些指标没完成")
    assert "旧教室节能改造率的指标值是“≥60%”" in answer.text
    assert "实际完成值是“48%”" in answer.text


def test_what_is_said_of_another_item_of_the_sentence_is_not_said_of_this_one(assistant: Assistant) -> None:
    answer = assistant.ask("雾山区教育局2024年部门预算公务用车费比上年少了多少")
    assert "持平：" not in answer.text


@pytest.mark.parametrize(
    ("turn", "becomes"),
    [
        ("没有买车,对吗?", "没有买车吗"),
        ("公务接待费比2022年少,对不对", "公务接待费比2022年少吗"),
        ("劳务费为零对吗", "劳务费为零吗"),
        ("三公经费的合计对不对", "三公经费的合计对吗"),
        ("查一下公务接待费吧", "查一下公务接待费吧"),
        ("真的吗", "真的吗"),
    ],
)
def test_a_tag_is_no_part_of_what_is_stated(turn: str, becomes: str) -> None:
    assert without_tag(turn) == becomes


def test_what_asks_for_more_than_yes_or_no() -> None:
    assert not asks_whether("比上年少了多少")
    assert asks_whether("公务接待费比上年少了没有")
    assert statement("公务接待费是不是比上年少了吗") == "公务接待费比上年少了"
