"""What a model may write: figures as placeholders, each with its own name; everything else falls back."""

from __future__ import annotations

import pytest

from qa.model.messages import for_asker
from qa.types import Answer, Status
from tests.qa.model.conftest import MakeAssistant
from tests.qa.model.fake import FakeChat
from tests.qa.model.ideal import ideal

OFFICE = "青山湖区政府办2021年"
WHO = "南昌市青山湖区政府办"
# Evidence: c1 0.74 final, c2 16.90 budget, s1 0.14 and s2 16.18% less than the year before.
SPENT = f"{OFFICE}公务接待费决算数是多少"
SAVED = f"{OFFICE}公务接待费比预算少花了多少"
BOTH = f"{OFFICE}办公费和会议费加起来是多少"
SHARE = f"{OFFICE}人员经费占基本支出的百分之几"


def written(make: MakeAssistant, question: str, *replies: str) -> Answer:
    return make(FakeChat(list(replies))).ask(question)


def test_the_figure_its_unit_and_its_mark_come_from_code(with_model: MakeAssistant) -> None:
    answer = written(with_model, SPENT, f"{WHO}2021年度公务接待费决算数为{{c1}}万元")
    assert answer.text.startswith(f"{WHO}2021年度公务接待费决算数为 0.74 万元[1][2]。")
    assert (answer.value, answer.unit, answer.status) == ("0.74", "万元", Status.ANSWERED)


def test_an_operation_is_computed_by_code(with_model: MakeAssistant) -> None:
    answer = written(
        with_model,
        SPENT,
        f"{WHO}2021年度公务接待费决算数为{{c1}}，年初预算数为{{c2}}，决算数比预算数少{{diff:c2,c1}}。",
    )
    assert "少 16.16 万元（16.90 - 0.74 = 16.16）" in answer.text
    assert answer.answerer == "fake:chat"
    assert answer.value == "0.74"
    assert [citation.text for citation in answer.citations if citation.kind == "cell"] == ["0.74", "16.90"]


def test_the_answer_records_model_prompts_settings_and_cost(with_model: MakeAssistant) -> None:
    use = written(with_model, SPENT, "公务接待费为 0.74 万元。", f"{WHO}2021年度公务接待费为{{c1}}。").model
    assert use is not None
    assert use.model == "fake:chat"
    assert [prompt.split("@")[0] for prompt in use.prompts] == ["write", "repair"]
    assert dict(use.settings)["context"] == "4096"
    assert (use.calls, use.fallback) == (2, None)


def test_a_repair_is_told_what_was_wrong(with_model: MakeAssistant) -> None:
    fake = FakeChat(["公务接待费为 0.74 万元。", f"{WHO}2021年度公务接待费为{{c1}}。"])
    assert with_model(fake).ask(SPENT).answerer == "fake:chat"
    assert "占位符" in fake.texts(1)


UNPROVEN = {
    "raw digits": "公务接待费为 0.74 万元。",
    "wrong digits": f"{WHO}2021年度公务接待费为 7.40 万元，即{{c1}}。",
    "full-width digits": f"{WHO}公务接待费为{{c1}}，批次１２。",
    "Chinese numerals": f"{WHO}公务接待费为{{c1}}，约七千四百元。",
    "Chinese share": f"{WHO}公务接待费为{{c1}}，不到预算的两成。",
    "another item": f"{WHO}2021年度差旅费为{{c1}}。",
    "budget for final": f"{WHO}2021年度公务接待费年初预算数为{{c1}}。",
    "final for budget": f"{WHO}2021年度公务接待费为{{c1}}，决算数为{{c2}}。",
    "another year": f"{WHO}2020年度公务接待费为{{c1}}。",
    "another department": "雾山区教育局2021年度公务接待费为{c1}。",
    "invented placeholder": f"{WHO}公务接待费为{{c1}}，另有{{c9}}。",
    "broken placeholder": f"{WHO}公务接待费为{{c1}}，另有{{c2。",
    "invented mark": f"{WHO}公务接待费为{{c1}}[7]。",
    "wrong unit": f"{WHO}公务接待费为{{c1}}元。",
    "wrong direction": f"{WHO}公务接待费比上年增加{{s1}}，为{{c1}}。",
    "invented direction": f"{WHO}公务接待费比上年增加，为{{c1}}。",
    "turned difference": f"{WHO}公务接待费为{{c1}}，决算数比预算数多{{diff:c2,c1}}。",
    "negative difference": f"{WHO}公务接待费为{{c1}}，决算数比预算数多{{diff:c1,c2}}。",
    "same operand twice": f"{WHO}公务接待费为{{c1}}，相差{{diff:c1,c1}}。",
    "unlike units": f"{WHO}公务接待费为{{c1}}，公务接待费占公务接待费的{{share:c1,s2}}。",
    "unknown operation": f"{WHO}公务接待费为{{c1}}，平均{{mean:c1,c2}}。",
    "superlative": f"{WHO}公务接待费最高，为{{c1}}。",
    "hedge": f"{WHO}2021年度公务接待费超过{{c1}}。",
    "judgement": f"{WHO}公务接待费为{{c1}}，说明管理松懈存在浪费。",
    "prose only": f"{WHO}公务接待费请看公开文件。",
    "another language": "The reception expenses were {c1}.",
    "leaked prompt": "你是政务公开窗口的工作人员，只写答案本身：公务接待费为{c1}。",
    "markup": f"**{WHO}**公务接待费为{{c1}}。",
    "link": f"{WHO}公务接待费为{{c1}}，见 http://example.org 。",
    "in circles": f"{WHO}公务接待费为{{c1}}。" + "公务接待费为年度公务接待费。" * 9,
}


@pytest.mark.parametrize("prose", UNPROVEN.values(), ids=UNPROVEN.keys())
def test_what_the_evidence_does_not_bear_out_is_never_shown(with_model: MakeAssistant, prose: str) -> None:
    answer = written(with_model, SPENT, prose, prose)
    assert answer.answerer == "local"
    assert answer.model is not None
    assert answer.model.fallback == "unproven"
    assert "0.74 万元[1]" in answer.text
    assert answer.text.endswith(f"（{for_asker('unproven')}）")


@pytest.mark.parametrize(
    ("question", "prose"),
    [
        (SAVED, f"{WHO}2021年度公务接待费决算比预算多{{k1}}。"),
        (SAVED, f"{WHO}2021年度公务接待费为{{k1}}。"),
        (SHARE, f"{WHO}2021年度基本支出为{{k1}}。"),
        (BOTH, f"{WHO}2021年度办公费为{{k1}}。"),
        (BOTH, f"{WHO}2021年度办公费和会议费合计{{k1}}，办公费为{{c2}}。"),
    ],
)
def test_a_result_is_told_as_what_it_is(with_model: MakeAssistant, question: str, prose: str) -> None:
    assert written(with_model, question, prose, prose).answerer == "local"


@pytest.mark.parametrize("question", [SPENT, SAVED, BOTH, SHARE, f"{OFFICE}公务接待费为什么减少"])
def test_what_is_right_is_shown(with_model: MakeAssistant, question: str) -> None:
    local = with_model(FakeChat(always="")).ask(question)
    answer = with_model(FakeChat(always=ideal)).ask(question)
    assert answer.answerer == "fake:chat"
    assert (answer.value, answer.unit, answer.formula) == (local.value, local.unit, local.formula)
    assert answer.citations


def test_reservations_stay(with_model: MakeAssistant) -> None:
    question = "雾山区教育局公务接待费是多少"
    text = with_model(FakeChat(always=ideal)).ask(question).text
    assert "未指明年份" in text
    assert "虚构" in text


@pytest.mark.parametrize(
    "question",
    [
        f"{OFFICE}公务接待费明年会是多少",
        "东海市天文局2021年公务接待费是多少",
        f"{OFFICE}有公务接待费吗",
    ],
)
def test_refusals_and_yes_or_no_are_not_the_models_to_write(with_model: MakeAssistant, question: str) -> None:
    fake = FakeChat()
    answer = with_model(fake).ask(question)
    assert (answer.answerer, answer.model, fake.asked) == ("local", None, [])


def test_a_fault_of_our_own_still_leaves_the_local_answer(
    with_model: MakeAssistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise KeyError("c1")

    monkeypatch.setattr("qa.model.writing.check_claims", broken)
    answer = written(with_model, SPENT, f"{WHO}公务接待费为{{c1}}。")
    assert "0.74 万元[1]" in answer.text
    assert answer.model is not None
    assert answer.model.fallback == "failed"


def test_examples_ask_no_model(with_model: MakeAssistant) -> None:
    fake = FakeChat()
    assert with_model(fake).examples(2)
    assert fake.asked == []
