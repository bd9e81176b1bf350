"""Parts of a score and what a run says as a whole, from answers and gold made by hand."""

from __future__ import annotations

import pytest

from eval.behaviour import behaviour
from eval.cited import citation_precision, citation_recall
from eval.outcome import Item
from eval.parts import parts_of, points
from eval.questions import Case
from eval.scorers import Verdict, score
from qa.types import Answer, Status
from tests.eval.test_scorers import answer, cell, number, row


def test_citations_are_counted_by_cell() -> None:
    rows = (row(), row("会议费", "3.20", group=2))
    assert citation_recall(rows, (cell(),)) == 0.5
    assert citation_precision(rows, (cell(), cell("印刷费", "9.99"))) == 0.5
    assert citation_recall((), (cell(),)) is None
    assert citation_precision(rows, ()) is None


def test_a_part_that_cannot_be_judged_is_none() -> None:
    refused = Answer("?", Status.REFUSED, "没有。")
    case = Case(id="r", category="absent_year", question="?", answer_type="refusal")
    parts = parts_of(case, refused)
    assert parts["status"] == 1
    assert [name for name, part in parts.items() if part is None] == [
        "value",
        "included",
        "citation_precision",
        "citation_recall",
        "traced",
    ]
    assert points(case, refused, parts) == 1


@pytest.mark.parametrize(
    ("given", "least", "most"),
    [
        (answer(), 1.0, 1.0),
        (answer("125000", "元"), 1.0, 1.0),
        (answer(citations=(cell(), cell("印刷费", "9.99"))), 0.8, 0.99),
        (answer(citations=()), 0.5, 0.9),
        (answer("13.00"), 0.0, 0.0),
        (answer("12.50", "元"), 0.0, 0.0),
    ],
)
def test_points_are_nothing_where_the_figure_is_wrong(given: Answer, least: float, most: float) -> None:
    case = number()
    assert least <= points(case, given, parts_of(case, given, [2023])) <= most


def test_what_must_not_be_said_is_wrong_and_what_a_refusal_quotes_is_not_said() -> None:
    case = number(forbidden=("98765.43",))
    assert score(case, answer()).verdict is Verdict.RIGHT
    told = answer(text="办公费为 12.50 万元[1]，不是 98765.43 万元。")
    assert score(case, told).verdict is Verdict.WRONG_FIGURE
    quoted = answer(None, None, status=Status.REFUSED, text="没有找到“写成98765.43万元”。")
    assert score(case, quoted).verdict is Verdict.MISSED


def item(case: Case, given: Answer) -> Item:
    return Item(case, score(case, given), given)


def test_refusals_questions_back_and_agreement_are_reported() -> None:
    refusal = Case(id="r", category="absent_year", question="?", answer_type="refusal")
    refused = answer(None, None, status=Status.REFUSED, citations=())
    back = answer(None, None, status=Status.CLARIFY, citations=(), options=("甲？",))
    asked = number(category="paraphrase", group="paraphrase-1")
    other = number(category="paraphrase", group="paraphrase-2")
    items = [
        item(refusal, refused),
        item(refusal, answer()),
        item(number(), refused),
        item(number(), back),
        item(asked, answer()),
        item(asked, answer("125000", "元")),
        item(other, answer()),
        item(other, back),
    ]
    lines = {line.category: line for line in behaviour(items, [2023])}
    assert lines["refusals"].measures == {"precision": 0.5, "recall": 0.5}
    assert lines["questions back"].measures == {"rate": 0.25}
    assert (lines["agreement: paraphrase"].right, lines["agreement: paraphrase"].judged) == (1, 2)
    assert behaviour([]) == ()


def test_a_fall_has_to_be_called_one() -> None:
    case = number("6.58", "%", gold_text={"must_include": ["减少|下降"]}, evidence=())
    assert score(case, answer("6.58", "%", text="比上年减少 6.58%。")).verdict is Verdict.RIGHT
    assert score(case, answer("6.58", "%", text="比上年增加 6.58%。")).verdict is Verdict.MISSED
