"""Answers for readers of English: every twin fits its phrase, and no figure or mark is lost on the way."""

from __future__ import annotations

import re

import pytest

from qa.composing.phrases import phrases
from qa.pipeline import Assistant
from web.english.sentences import check_in_english, in_english, option_in_english
from web.english.wording import load_wording

BLANK = re.compile(r"\{(\w+)\}")
FIGURE_OR_MARK = re.compile(r"\[\d+\]|\d[\d,]*\.\d+")

SAID = (
    "Office expenses (办公费) of 南昌市青山湖区政府办 in 2021: 92.86 万元 (928,600 yuan)[1]. It stands on "
    "page 11, form “一般公共预算财政拨款基本支出决算表”, row “办公费”, column “公用经费 / 金额”."
)
ASKED = (
    "青山湖区政府办2021年办公费是多少？",
    "青山湖区政府办2021年公务用车保有量是多少？",
    "青山湖区政府办2021年办公费比印刷费多多少？",
    "青山湖区政府办2021年办公费占公用经费的比例？",
    "青山湖区政府办2021年三公经费比上年增加还是减少，为什么？",
    "青山湖区政府办2021年办公费和印刷费加起来多少？",
    "雾山区教育局2023年的钱花在哪些方面？",
    "雾山区教育局2023年支出合计比2022年多多少？",
    "哪个部门的差旅费最高？",
    "雾山区教育局2023年办公费人均多少？",
    "雾山区教育局2030年办公费是多少？",
    "青山湖区体育局2021年办公费是多少？",
    "青山湖区政府办2021年西瓜采购费是多少？",
    "青山湖区政府办主任的工资是多少？",
    "公务接待费是多少？",
)


def test_every_twin_has_its_phrase_and_keeps_its_figures_and_marks() -> None:
    wording = load_wording()
    carried = {*wording.blanks["figures"], "mark", "marks", "planned_mark", "spent_mark", "formula", "quote"}
    for section, twins in wording.phrases.items():
        for name, english in twins.items():
            chinese = phrases()[section][name]
            blanks, said = set(BLANK.findall(chinese)), set(BLANK.findall(english.replace("_bare}", "}")))
            assert said <= blanks, f"{section}.{name}"
            assert blanks & carried <= said, f"{section}.{name}"


def test_an_answer_is_said_with_its_label_in_both_languages_and_its_money_in_yuan(
    assistant: Assistant,
) -> None:
    assert in_english(assistant.ask(ASKED[0]).text) == SAID


@pytest.mark.parametrize("question", ASKED)
def test_answers_of_every_kind_are_said_whole(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    english = in_english(answer.text)
    assert english is not None
    kept = FIGURE_OR_MARK.findall(english)
    assert not [found for found in FIGURE_OR_MARK.findall(answer.text) if found not in kept]
    outside_brackets = re.sub(r"[（(“][^）)”]*[）)”]", "", english)
    assert re.search("[a-z]{3}", outside_brackets)


def test_what_is_no_phrase_of_ours_is_not_said_in_english() -> None:
    assert in_english("办公费大约是九十来万[1]。") is None
    assert in_english("南昌市青山湖区政府办2021年度办公费为 92.86 万元[1]。真不少。") is None


def test_what_somebody_typed_does_not_hold_the_page_up() -> None:
    assert in_english("2023年度" * 400) is None  # patterns without bounds took a minute for it
    said = in_english(
        "公开文件没有直接写所问的“年度和" + "”和“" * 90 + "”，也缺少可以推算的数，因此无法回答。"
        "可以直接问各项的数额。"
    )
    assert said is not None
    assert said.startswith("The documents do not state what was asked")


def test_a_figure_rounded_for_the_question_gets_no_yuan_of_its_own() -> None:
    said = in_english("某局2022年度奖金为 0.124 亿元（原表为 1,239.99 万元）[1]。")
    assert said is not None
    assert "12,400,000" not in said


def test_questions_and_identities_are_said_too() -> None:
    asked = option_in_english("某局2023年办公费是多少？")
    assert asked == "How much: office expenses (办公费) of 某局, 2023?"
    assert option_in_english("随便问问") is None
    line = "公开06表《支出决算表》：302 商品和服务支出 = 下级科目之和（公用经费 / 金额）：成立"
    assert check_in_english(line).endswith(
        "302 商品和服务支出 = sum of its sub-accounts（公用经费 / 金额）: holds"
    )


def test_a_contradiction_is_explained() -> None:
    told = check_in_english("正文第17页写 7批，第12页表中为 8个；左边 7 批，右边 8 批，相差 1 批，应当相等。")
    assert told == (
        "the text on page 17 says 7批, the table on page 12 8个; left 7 批, right 8 批, difference 1 批, "
        "should be equal."
    )


def test_an_average_gets_no_yuan_either(assistant: Assistant) -> None:
    said = in_english("某局2022年度奖金平均为 2.44 万元，按实有在职人员 9 人计算（22 ÷ 9 = 2.44）[1][2]。")
    assert said is not None
    assert "averages 2.44 万元, over" in said
