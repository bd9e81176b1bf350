"""Answers made by hand against gold made by hand: what is right, what is wrong, what is merely missing."""

from __future__ import annotations

import pytest

from eval.cited import cites, untraced
from eval.outcome import percentile, wilson
from eval.questions import Case, ConflictValue, EvidenceRow, GoldText
from eval.scorers import Verdict, has_fact, score
from index.types import BBox
from qa.types import Answer, Citation, Status


def cell(label: str = "办公费", text: str = "12.50", doc: str = "a", column: str = "金额") -> Citation:
    return Citation(
        1, "cell", doc, "甲局2023年度", 3, BBox(0, 0, 1, 1), text, row_label=label, column_label=column
    )


def row(label: str = "办公费", text: str = "12.50", doc: str = "a", group: int = 1) -> EvidenceRow:
    return EvidenceRow(doc=doc, kind="cell", group=group, row_label=label, column_label="金额", text=text)


def number(gold: str | None = "12.50", unit: str | None = "万元", **more: object) -> Case:
    fields = {"evidence": (row(),), "category": "official", **more}
    return Case.model_validate(
        {
            "id": "n",
            "question": "办公费？",
            "answer_type": "number",
            "gold_value": gold,
            "unit": unit,
            **fields,
        }
    )


def answer(value: str | None = "12.50", unit: str | None = "万元", **more: object) -> Answer:
    fields: dict[str, object] = {"text": f"办公费为 {value} {unit}[1]。", "citations": (cell(),), **more}
    status = fields.pop("status", Status.ANSWERED)
    return Answer("办公费？", status, value=value, unit=unit, **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("given", "verdict"),
    [
        (answer(), Verdict.RIGHT),
        (answer("12.5"), Verdict.RIGHT),
        (answer("125000", "元"), Verdict.RIGHT),
        (answer("12.50", "元"), Verdict.WRONG_FIGURE),
        (answer("12.50", None), Verdict.WRONG_FIGURE),
        (answer("12.50", "辆"), Verdict.WRONG_FIGURE),
        (answer("12.50", "%"), Verdict.WRONG_FIGURE),
        (answer("12.51"), Verdict.WRONG_FIGURE),
        (answer("-12.50"), Verdict.WRONG_FIGURE),
        (answer(None, None, status=Status.REFUSED, citations=()), Verdict.MISSED),
        (answer(None, None, status=Status.CLARIFY, citations=()), Verdict.MISSED),
        (answer(citations=()), Verdict.UNCITED),
        (answer(citations=(cell(doc="b"),)), Verdict.UNCITED),
        (answer(citations=(cell("会议费"),)), Verdict.UNCITED),
        (answer(citations=(cell(""),)), Verdict.UNCITED),
        (answer(citations=(cell(text="12.51"),)), Verdict.UNCITED),
        (answer(citations=(cell(column="预算数"),)), Verdict.UNCITED),
    ],
)
def test_a_figure_with_its_unit_and_its_cell(given: Answer, verdict: Verdict) -> None:
    assert score(number(), given).verdict is verdict


def test_nothing_makes_up_for_a_wrong_figure() -> None:
    given = answer("13.50", text="办公费为 12.50 万元，空白处为 13.50 万元[1]。")
    assert score(number(accept_text=("空白",)), given).verdict is Verdict.WRONG_FIGURE


def test_the_unit_asked_for_is_the_unit_of_the_answer() -> None:
    case = number("125000", "元", category="unit_trap")
    assert score(case, answer("125000", "元")).verdict is Verdict.RIGHT
    assert score(case, answer("12.50", "万元")).verdict is Verdict.WRONG_FIGURE


def test_a_blank_is_neither_a_zero_nor_a_refusal() -> None:
    case = number(None, None, accept_text=("空白",), evidence=(row(text=""),))
    blank = (cell(text=""),)
    assert score(case, answer(None, None, text="这一格空白。", citations=blank)).verdict is Verdict.RIGHT
    assert score(case, answer("0.00", citations=blank)).verdict is Verdict.WRONG_FIGURE
    assert score(case, answer(None, None, status=Status.REFUSED)).verdict is Verdict.MISSED


def test_every_group_of_evidence_has_to_be_cited_and_one_row_of_each_is_enough() -> None:
    rows = (row(), row("会议费", "3.20", group=2), row("会议费", "3.2", doc="b", group=2))
    assert not cites(rows, (cell(),))
    assert cites(rows, (cell(), cell("会议费", "3.20")))


def test_labels_match_without_ordinals_and_sentences_by_a_part_of_them() -> None:
    assert cites((row("3.公务接待费"),), (cell("公务接待费"),))
    sentence = EvidenceRow(doc="a", kind="sentence", sentence="本年接待 8 批次")
    cited = Citation(1, "sentence", "a", "", 1, BBox(0, 0, 1, 1), "本年接待8批次，共60人。")
    assert cites((sentence,), (cited,))
    assert not cites((EvidenceRow(doc="a", kind="sentence", sentence=None),), (cited,))


def test_a_conflict_needs_every_value() -> None:
    values = (ConflictValue(value="7", source="表"), ConflictValue(value="8", source="文"))
    case = Case(id="c", category="conflict", question="?", answer_type="conflict", conflict_values=values)
    both = answer("7", "批", status=Status.CONFLICT, text="表中为 7 批，文中为 8 批。")
    assert score(case, both).verdict is Verdict.RIGHT
    one = answer("7", "批", status=Status.CONFLICT, text="表中为 7 批，文中为 18 批。")
    assert score(case, one).verdict is Verdict.MISSED
    assert score(case, answer("7", "批", text="7 批")).verdict is Verdict.MISSED


def test_an_ordered_list_keeps_its_order() -> None:
    gold = GoldText(must_include=("甲局", "乙局|乙委"), ordered=True)
    case = Case(id="l", category="list", question="?", answer_type="list", gold_text=gold)
    assert score(case, answer(None, None, text="甲局、乙委")).verdict is Verdict.RIGHT
    assert score(case, answer(None, None, text="乙局、甲局")).verdict is Verdict.MISSED
    assert score(case, answer(None, None, text="甲局")).verdict is Verdict.MISSED


@pytest.mark.parametrize(
    ("text", "fact", "found"),
    [
        ("共 17 批", "7", False),
        ("共 144 家", "44", False),
        ("共 7.0 批", "7", True),
        ("共 1,489.37 万元", "1489.37", True),
        ("下降４６%", "46%", True),
        ("1.75", "75", False),
    ],
)
def test_numbers_are_whole_tokens(text: str, fact: str, found: bool) -> None:
    assert has_fact(text, fact) is found


def test_a_refusal_states_no_figure_and_an_open_question_offers_each_reading() -> None:
    refusal = Case(id="r", category="absent_year", question="?", answer_type="refusal")
    assert score(refusal, answer(None, None, status=Status.REFUSED)).verdict is Verdict.RIGHT
    assert score(refusal, answer("1", status=Status.REFUSED)).verdict is Verdict.WRONG_FIGURE
    assert score(refusal, answer()).verdict is Verdict.WRONG_FIGURE
    asked = Case(id="o", category="open", question="?", answer_type="clarify", clarify_options=("a", "b"))
    back = answer(None, None, status=Status.CLARIFY, options=("甲？", "乙？"))
    assert score(asked, back).verdict is Verdict.RIGHT
    one = answer(None, None, status=Status.CLARIFY, options=("甲？",))
    assert score(asked, one).verdict is Verdict.MISSED
    assert score(asked, answer()).verdict is Verdict.WRONG_FIGURE


def test_numerals_are_traced_to_what_the_reader_sees() -> None:
    assert untraced(answer(), [2023]) == ()
    assert untraced(answer(text="2023年办公费为 12.50 万元[1]，见第3页。"), [2023]) == ()
    assert untraced(answer(text="办公费为 12.50 万元，比上年多 4.75 万元[1]。"), [2023]) == ("4.75",)
    summed = answer("15.70", formula="12.50 + 3.20 = 15.70", text="合计 15.70 万元（12.50 + 3.20）[1]。")
    assert untraced(summed, [2023]) == ()


def test_the_interval_is_wilsons() -> None:
    # Worked by hand: 8 of 10 gives 0.490 to 0.943.
    assert [round(edge, 3) for edge in wilson(8, 10)] == [0.49, 0.943]
    assert wilson(0, 0) == (0.0, 1.0)
    low, high = (round(edge, 3) for edge in wilson(60, 60))
    assert (low, high) == (0.94, 1.0)


def test_percentiles_are_values_that_were_measured() -> None:
    assert percentile([3.0, 1.0, 2.0, 4.0], 50) == 2.0
    assert percentile([3.0, 1.0, 2.0, 4.0], 95) == 4.0
    assert percentile([], 95) == 0.0
