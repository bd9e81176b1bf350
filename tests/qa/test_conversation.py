"""Conversations of ten turns and more: each turn is read with those before it."""

from __future__ import annotations

import pytest

from qa.pipeline import Assistant
from qa.types import Status

# Turn, then what its answer has to say. The samples are bundled, so that every figure is known.
EDUCATION = (
    ("雾山区教育局2023年公务接待费是多少？", "23,460.00"),
    ("那预算呢？", "40,000.00"),
    ("2022年呢？", "2022年度"),
    ("不是2022，是2023", "2023年度"),
    ("那三公经费呢", "105,213.60"),
    ("换成万元", "10.52136"),
    ("那小学教育花了多少", "111,616,458.53"),
    ("初中教育呢", "95,617,525.33"),
    ("水费呢", "463,980.72"),
    ("电费呢", "1,340,942.98"),
    ("在哪一页？", "1,340,942.98"),
)
OFFICES = (
    ("青山湖区政府办2021年工会经费多少", "青山湖区"),
    ("上党区政府办的呢？", "上党区"),
    ("换成另一家的", "青山湖区"),
    ("那福利费呢", "福利费"),
    ("差旅费呢", "差旅费"),
    ("人员经费", "人员经费"),
    ("2019年呢", "没有收录"),
    ("我说的是2021年", "人员经费"),
    ("支出合计呢", "支出合计"),
    ("那公务接待费呢？", "公务接待费"),
)


@pytest.mark.parametrize("conversation", [EDUCATION, OFFICES], ids=["one department", "two departments"])
def test_a_turn_is_completed_from_those_before(
    assistant: Assistant, conversation: tuple[tuple[str, str], ...]
) -> None:
    said: list[str] = []
    for turn, expected in conversation:
        answer = assistant.ask(turn, said)
        assert expected in answer.text, f"{turn}: {answer.text}"
        said.append(turn)


def test_both_departments_of_the_conversation_are_compared(assistant: Assistant) -> None:
    said = ("青山湖区政府办2021年工会经费多少", "上党区政府办的呢？")
    answer = assistant.ask("两家差多少？", said)
    assert answer.status is Status.ANSWERED
    assert {citation.doc_id for citation in answer.citations} == {
        "qingshanhu-office-2021",
        "shangdang-office-2023",
    }


def test_a_share_is_of_the_measure_before(assistant: Assistant) -> None:
    said = ("雾山区教育局2023年支出合计多少？", "其中项目支出是多少？")
    answer = assistant.ask("占比呢？", said)
    assert answer.unit == "%"
    assert answer.value == "32.54"  # as the text prints it


def test_another_topic_takes_nothing_over_but_the_department(assistant: Assistant) -> None:
    reading = assistant.ask("住房公积金交了多少？", ("雾山区教育局2022年公务接待费是多少？",)).reading
    assert reading is not None
    assert reading.scope.doc_ids == ("wushan-education-2022",)
    assert "接待" not in reading.content


@pytest.mark.parametrize(
    ("history", "question", "says"),
    [
        (("雾山区教育局2023年水费是多少",), "和电费加起来是多少？", "463,980.72 + 1,340,942.98"),
        (("雾山区教育局2023年水费是多少",), "加上电费一共多少？", "463,980.72 + 1,340,942.98"),
        (
            ("上党区政府办2023年工会经费多少",),
            "不对，应该是青山湖区政府办2021年",
            "青山湖区政府办2021年度工会经费",
        ),
        (("东湖区政府办2023年公务接待费",), "水费呢", "没有收录"),
    ],
)
def test_an_item_added_and_a_turn_retracted(
    assistant: Assistant, history: tuple[str, ...], question: str, says: str
) -> None:
    assert says in assistant.ask(question, history).text


@pytest.mark.parametrize(
    ("history", "question", "value"),
    [
        ("雾山区教育局2022年三公经费是多少", "雾山区教育局的会议费", "3.45"),
        ("上党区政府办2023年三公经费是多少", "换成雾山区教育局", "105213.60"),
    ],
)
def test_a_department_named_anew_keeps_the_year(
    assistant: Assistant, history: str, question: str, value: str
) -> None:
    answer = assistant.ask(question, [history])
    assert answer.value == value
    assert "未指明年份" not in answer.text


@pytest.mark.parametrize(
    ("turns", "place"),
    [
        (("第二个",), 1),
        (("最后一个",), -1),
        (("选第一个",), 0),
        (("2",), 1),
        (("最后一个", "第二个"), 1),
        (("1", "后一个部门呢"), 1),
    ],
)
def test_a_choice_is_among_the_options_that_were_offered(
    assistant: Assistant, turns: tuple[str, ...], place: int
) -> None:
    first = "政府办公务接待费决算数多少"
    wanted = assistant.ask(assistant.ask(first).options[place])
    *history, last = (first, *turns)
    assert assistant.ask(last, history).value == wanted.value is not None


def test_the_department_before_is_the_other_one(assistant: Assistant) -> None:
    said = ("青山湖区政府办2021年工会经费多少", "上党区政府办的呢？")
    assert "青山湖区政府办2021年度工会经费" in assistant.ask("前一个部门呢", said).text


@pytest.mark.parametrize("choice", ["第二个", "2", "选第二个"])
def test_a_choice_of_nothing_repeats_no_figure(assistant: Assistant, choice: str) -> None:
    said = ("雾山区教育局2023年公务接待费是多少？",)
    answer = assistant.ask(choice, said)
    assert answer.status is Status.CLARIFY
    assert answer.value is None
    assert "463,980.72" in assistant.ask("水费呢", (*said, choice)).text


@pytest.mark.parametrize(
    ("turn", "says"),
    [
        ("这个在哪张表", "第16页"),
        ("第几页", "第16页"),
        ("哪里写的", "第16页"),
        ("你确定？", "照公开文件原样"),
        ("真的吗？", "第16页"),
        ("再说一遍", "第16页"),
        ("这个数怎么来的", "直接写明"),
        ("不对吧", "第16页"),
        ("就这么点？", "第16页"),
    ],
)
def test_a_turn_about_the_figure_says_where_it_stands(assistant: Assistant, turn: str, says: str) -> None:
    said = ("雾山区教育局2023年公务接待费是多少？",)
    answer = assistant.ask(turn, said)
    assert answer.status is Status.ANSWERED
    assert says in answer.text
    assert answer.value == "23460.00"
    assert "463,980.72" in assistant.ask("水费呢", (*said, turn)).text


@pytest.mark.parametrize("turn", ["怎么算的", "你确定吗", "再说一遍"])
def test_a_turn_about_a_computed_figure_says_formula_and_places(assistant: Assistant, turn: str) -> None:
    answer = assistant.ask(turn, ("雾山区教育局2023年水费和电费一共多少？",))
    assert "463,980.72 + 1,340,942.98 = 1,804,923.70" in answer.text
    assert "“水费”行" in answer.text
    assert "“电费”行" in answer.text


@pytest.mark.parametrize("turn", ["行吧", "那好吧", "哦这样啊", "真的一分没花？", "算了", "谢谢"])
def test_a_turn_in_between_does_not_poison_the_next(assistant: Assistant, turn: str) -> None:
    said = ("雾山区教育局2023年捐赠收入是多少？", turn)
    assert "捐赠" not in assistant.ask("谢谢", said).text
    answer = assistant.ask("水费呢", said)
    assert answer.value == "463980.72"


@pytest.mark.parametrize(
    ("turn", "says"),
    [
        ("水费、电费谁多", "463,980.72 - 1,340,942.98 = -876,962.26"),
        ("水电费各多少", "水费 463,980.72 元[1]，电费 1,340,942.98 元[2]"),
        ("水电费哪个多", "水费比电费少"),
        ("印刷费跟水费呢", "印刷费 581,487.98 元[1]，水费 463,980.72 元[2]。"),
        ("水费、电费和邮电费哪个最多", "数额最高的是电费"),
        ("水电费一共多少", "463,980.72 + 1,340,942.98 = 1,804,923.70"),
        ("商品和服务支出呢", "24,012,806.96"),
    ],
)
def test_items_named_side_by_side_are_compared_or_listed(assistant: Assistant, turn: str, says: str) -> None:
    answer = assistant.ask(turn, ("雾山区教育局2023年办公费多少",))
    assert says in answer.text
    assert "1,804,923.7" not in answer.text or "一共" in turn


@pytest.mark.parametrize(
    ("turn", "says"),
    [
        ("差多少", "58,293.6 元"),
        ("哪个大", "公务接待费比公务用车购置及运行维护费少"),
        ("加起来", "105,213.6 元"),
        ("各占多少", "22.30%"),
        ("比例多少", "77.70%"),
        ("平均", "52,606.8 元"),
    ],
)
def test_an_operation_goes_over_the_figures_just_shown(assistant: Assistant, turn: str, says: str) -> None:
    said = ("雾山区教育局2023年公务接待费多少", "公车呢", "不会吧", "差多少")
    answer = assistant.ask(turn, said[:3] if turn == "差多少" else said)
    assert says in answer.text


def test_an_operation_over_two_years_and_two_departments(assistant: Assistant) -> None:
    years = ("雾山区教育局2023年公务接待费多少", "2022年呢")
    assert "2 个年度" in assistant.ask("平均", years).text
    bodies = ("青山湖区政府办2021年工会经费多少", "上党区政府办的呢？")
    shares = assistant.ask("各占多少", bodies)
    assert shares.text.count("占这几项合计的") == len(bodies)


@pytest.mark.parametrize(
    ("history", "turn", "says"),
    [
        ("雾山区教育局2023年有多少退休人员", "离退休呢", "离休人员 2 人[1]，退休人员 634 人[1]"),
        ("雾山区教育局2023年办公费多少", "离退休费呢", "离休费 228,789.10 元[1]，退休费 1,939,475.03 元[2]"),
        ("雾山区教育局2023年办公费多少", "离退休费一共多少", "228,789.10 + 1,939,475.03 = 2,168,264.13"),
        ("雾山区教育局2023年有多少辆车", "都是什么车", "机要通信用车 1 辆"),
        ("雾山区教育局2023年有多少辆车", "什么用途的", "特种专业技术用车 2 辆"),
        ("上党区政府办2023年有几辆车", "都是什么车", "没有写明车辆"),
    ],
)
def test_what_a_count_is_made_up_of(assistant: Assistant, history: str, turn: str, says: str) -> None:
    assert says in assistant.ask(turn, (history,)).text


@pytest.mark.parametrize(
    ("turn", "value", "status"),
    [
        ("and vehicles?", "81753.60", Status.ANSWERED),
        ("and receptions?", "23460.00", Status.ANSWERED),
        ("vs 2022?", "4860", Status.ANSWERED),
        ("vs 2020?", None, Status.REFUSED),
        ("what about 2019?", None, Status.REFUSED),
        ("and dental care?", None, Status.REFUSED),
        ("How many astronauts does it have?", None, Status.REFUSED),
    ],
)
def test_an_english_turn_shows_its_own_figure_or_none(
    assistant: Assistant, turn: str, value: str | None, status: Status
) -> None:
    said = ("How much did the Wushan education bureau spend on receptions in 2023?",)
    answer = assistant.ask(turn, said)
    assert answer.status is status
    assert answer.value == value
    assert assistant.ask("and training?", (*said, turn)).value == "1043797.06"


def test_another_department_where_there_is_none_is_not_the_same_one(assistant: Assistant) -> None:
    answer = assistant.ask("另一个部门呢", ("雾山区教育局2023年公务接待费是多少？",))
    assert answer.value is None


def test_which_of_all_in_english_goes_over_all(assistant: Assistant) -> None:
    said = ("How much did the Wushan education bureau spend on receptions in 2023?",)
    answer = assistant.ask("Which of the four departments spent most on receptions?", said)
    assert len({citation.doc_id for citation in answer.citations}) > 1


@pytest.mark.parametrize(
    ("history", "turn", "says"),
    [
        (("雾山区教育局2023年公务接待费预算多少", "公车预算呢"), "差多少", "40,000.00 - 125,000.00"),
        (("雾山区教育局2023年公务接待费预算多少", "公车预算呢"), "加起来", "165,000 元"),
        (("雾山区教育局2023年公务接待费多少", "预算多少"), "差多少", "40,000.00 - 23,460.00"),
        (("雾山区教育局2023年三公预算多少", "2024年的呢"), "差多少", "165,000.00 - 160,000.00"),
        (("雾山区教育局2024年预算里三公经费安排多少",), "比2023年少了多少", "减少 0.50 万元"),
        (("雾山区教育局2024年预算里公务接待费安排多少",), "比2023年少了多少", "公务接待费与上年持平"),
        (("雾山区教育局2023年公务接待费多少",), "那预算安排了多少", "预算数为 40,000.00 元"),
    ],
)
def test_a_budget_is_set_against_a_budget(
    assistant: Assistant, history: tuple[str, ...], turn: str, says: str
) -> None:
    answer = assistant.ask(turn, history)
    assert says in answer.text
    assert "2024年度" in answer.text or "2024" not in history[0]


@pytest.mark.parametrize("turn", ["咋回事", "有啥说法", "什么情况", "为啥差那么多", "什么原因"])
def test_why_in_other_words_is_of_the_asked_comparison(assistant: Assistant, turn: str) -> None:
    item = "雾山区教育局2023年公务接待费"
    assert "承办全市教学观摩活动" in assistant.ask(turn, (f"{item}多少", "比去年多了还是少了")).text
    against_budget = assistant.ask(turn, (f"{item}多少", "比预算少多少"))
    assert against_budget.status is Status.REFUSED
    assert "没有写明" in against_budget.text
    assert "预算" in against_budget.text
    nothing = assistant.ask(turn, ("雾山区教育局2023年印刷费多少",))
    assert "没有写明" in nothing.text
    assert "印刷费" in nothing.text
    assert nothing.value is None


def test_a_share_goes_on_being_of_the_same_whole(assistant: Assistant) -> None:
    said = ("雾山区教育局2023年三公经费多少", "里头公车花了多少", "占多少", "接待呢")
    answer = assistant.ask("占多少", said)
    assert "23,460.00 ÷ 105,213.60" in answer.text
    assert "接待费是" not in assistant.ask("那水费呢", (*said, "占多少")).text


def test_what_is_left_of_the_year_is_not_left_of_another_item(assistant: Assistant) -> None:
    answer = assistant.ask("结余多少", ("雾山区教育局2022年本年收入多少", "支出呢"))
    assert "年末结转和结余" in answer.text


def test_an_english_thing_that_no_form_has_is_not_the_item_before(assistant: Assistant) -> None:
    before = ("What were the office expenses of 青山湖区政府办 in 2021?",)
    answer = assistant.ask("How much was paid for watermelons by 青山湖区政府办?", before)
    assert answer.status is Status.REFUSED
    assert "watermelons" in answer.text
    assert assistant.ask("and how much was paid by 雾山区教育局?", before).status is Status.ANSWERED
