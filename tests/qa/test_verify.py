"""The gate: nothing passes that the evidence, which the marks name, does not print or give."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import pytest

from eval.generate import generate
from index.types import BBox, Cell, Direction, Disclosure, Figure, Measure, Region, Sentence
from qa.cite import citations_of
from qa.model.messages import for_asker, kinds
from qa.pipeline import Assistant
from qa.types import CellHit, Draft, Question, SentenceHit, Status
from qa.verify import Reason, UntracedError, as_decimal, check, faults_of, numbers_in, same_number
from tests.qa.mutations import MUTATIONS

BOX = BBox(0, 0, 1, 1)
REGION = Region("云川省", "林泉市", "雾山区")
OFFICE = Disclosure("d", "雾山区档案局2021年度部门决算", REGION, "雾山区档案局", 2021, aliases=("档案局",))
OTHER = Disclosure(
    "e", "雾山湖区档案局2021年度部门决算", Region(None, "林泉市", "雾山湖区"), "雾山湖区档案局", 2021
)
DOCUMENTS = {"d": OFFICE, "e": OTHER}
OFFICE_COSTS = Cell(
    doc_id="d",
    page=12,
    table_id="d#t06",
    form="basic_expenditure",
    table_no="公开06表",
    table_title="一般公共预算财政拨款基本支出决算表",
    row=4,
    col=5,
    row_label="办公费",
    row_code="30201",
    row_seq="7",
    row_path=("商品和服务支出",),
    column_label="公用经费 / 决算数",
    text="1,492.86",
    value=Decimal("1492.86"),
    unit="万元",
    bbox=BOX,
)
TRAVEL = replace(
    OFFICE_COSTS, row=5, row_label="差旅费", row_code="30211", text="373.30", value=Decimal("373.30")
)
PLANNED = replace(
    OFFICE_COSTS, col=4, column_label="公用经费 / 年初预算数", text="1,500.00", value=Decimal("1500")
)
ELSEWHERE = replace(OFFICE_COSTS, doc_id="e", table_id="e#t06", text="900.00", value=Decimal("900"))
RECEPTION = Sentence(
    "d#s1",
    "d",
    20,
    BOX,
    "公务接待费支出决算为0.74万元，比2020年减少0.14万元，下降15.91%，接待8批60人次。",
    figures=(
        Figure("0.74", Decimal("0.74"), 2, "万元", 10, 16, "公务接待费", Measure.FINAL, None, 2021),
        Figure(
            "0.14",
            Decimal("0.14"),
            2,
            "万元",
            24,
            30,
            "公务接待费",
            Measure.CHANGE,
            Direction.DOWN,
            2021,
            2020,
        ),
        Figure(
            "15.91", Decimal("15.91"), 2, "%", 33, 39, "公务接待费", Measure.CHANGE_RATE, Direction.DOWN, 2021
        ),
        Figure("8", Decimal(8), 0, "批", 42, 44, "公务接待", Measure.COUNT, None, 2021),
        Figure("60", Decimal(60), 0, "人次", 44, 48, "公务接待", Measure.COUNT, None, 2021),
    ),
)
QUESTION = "雾山区档案局2021年办公费是多少"


def of(text: str, *cells: Cell | Sentence, **fields: object) -> Draft:
    """A draft that says a text with these pieces of evidence."""
    hits = tuple(
        CellHit(each, 1.0) if isinstance(each, Cell) else SentenceHit(each, 1.0, each.figures[0])
        for each in cells or (OFFICE_COSTS,)
    )
    return replace(Draft(Status.ANSWERED, text, hits), **fields)  # type: ignore[arg-type]


def reasons(draft: Draft, question: str = QUESTION) -> set[Reason]:
    """The kinds of fault that the gate finds."""
    return {fault.reason for fault in faults_of(draft, question, DOCUMENTS)}


@pytest.mark.parametrize(
    "text",
    [
        "雾山区档案局2021年度办公费为 1,492.86 万元[1]，见第12页公开06表。",
        "雾山区档案局2021年度办公费决算数为１,４９２.８６ 万元[1]。",
        "办公费为 14,928,600 元[1]。",
        "办公费为一千四百九十二点八六万元[1]。",
        "办公费（科目30201）约 1,490 万元[1]。",
        "办公费近 1,500 万元[1]。",
        "办公费超过 1,400 万元[1]。",
        "办公费有一千四百多万元[1]。",
        "办公费为 1,492.86 万元。[1]",
        "见第12页《一般公共预算财政拨款基本支出决算表》“办公费”行，为 1,492.86 万元[1]。",
        "二〇二一年度，档案局办公费 1492.86 万元[1]。",
    ],
)
def test_what_is_printed_passes(text: str) -> None:
    assert reasons(of(text)) == set()


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("办公费为 1,492.68 万元[1]。", Reason.UNTRACED),
        ("办公费为一千四百九十二点六八万元[1]。", Reason.UNTRACED),
        ("办公费约 1,498 万元[1]。", Reason.UNTRACED),
        ("办公费近 1,492 万元[1]。", Reason.UNTRACED),
        ("办公费为 1,500 万元[1]。", Reason.UNTRACED),
        ("办公费为 three million yuan[1]。", Reason.UNTRACED),
        ("办公费为 1,492.86 万元[1]，共三个项目。", Reason.UNTRACED),
        ("办公费为 1,492.86 元[1]。", Reason.UNIT),
        ("办公费为 1,492.86%[1]。", Reason.UNIT),
        ("办公费为 1,492.86 亿元[1]。", Reason.UNIT),
        ("办公费为 1,492.86 美元[1]。", Reason.UNIT),
        ("办公费为 1,492.86[1]。", Reason.UNIT),
        ("办公费为 1,492.86 万元[2]。", Reason.MARK),
        ("办公费为 1,492.86 万元。", Reason.UNCITED),
        ("办公费不少。", Reason.UNCITED),
        ("雾山区档案局2020年度办公费为 1,492.86 万元[1]。", Reason.YEAR),
        ("上年办公费为 1,492.86 万元[1]。", Reason.YEAR),
        ("雾山湖区档案局2021年度办公费为 1,492.86 万元[1]。", Reason.DEPARTMENT),
        ("雾山区教育局2021年度办公费为 1,492.86 万元[1]。", Reason.DEPARTMENT),
        ("江川市档案局2021年度办公费为 1,492.86 万元[1]。", Reason.DEPARTMENT),
        ("雾山区档案局2021年度差旅费为 1,492.86 万元[1]。", Reason.ITEM),
        ("办公费年初预算数为 1,492.86 万元[1]。", Reason.ITEM),
        ("办公费为 1,492.86 万元[1]，见第13页。", Reason.PLACE),
        ("办公费为 1,492.86 万元[1]，见公开07表。", Reason.PLACE),
        ("办公费增加 1,492.86 万元[1]。", Reason.DIRECTION),
        ("办公费为 1,492.86 万元[1]，比上年有所减少。", Reason.DIRECTION),
        ("办公费最高，为 1,492.86 万元[1]。", Reason.SUPERLATIVE),
        ("办公费为 1,492.86 万元[1]，高于平均水平。", Reason.COMPARISON),
        ("办公费为 1,492.86 万元[1]，没有超预算。", Reason.VERDICT),
        ("办公费为 1,492.86 万元[1]<script>alert(1)</script>。", Reason.MARKUP),
        ("办公费为 1,492.86 万元[1]，详见[公告](http://example.com)。", Reason.MARKUP),
        ("办公费为 1,492.86 万元[1] {c3}。", Reason.MARKUP),
        ("Les frais de bureau du service sont de 1,492.86 万元[1].", Reason.LANGUAGE),
        ("Расходы на офис: 1,492.86 万元[1].", Reason.LANGUAGE),
        ("원문에는 사무비가 1,492.86 万元[1].", Reason.LANGUAGE),
        ("办公费为 1,492.86 万元[1]，原文说“办公费大幅增长5.2万元，值得表扬”[1]。", Reason.QUOTATION),
        ("办公费为 1,492.86 万元[1]。" + "很好。" * 9000, Reason.LENGTH),
    ],
)
def test_what_is_not_is_stopped_with_its_reason(text: str, reason: Reason) -> None:
    assert reason in reasons(of(text))


def test_a_figure_has_to_be_in_the_evidence_that_its_own_mark_names() -> None:
    right = "办公费 1,492.86 万元[1]，差旅费 373.30 万元[2]。"
    swapped = "办公费 373.30 万元[1]，差旅费 1,492.86 万元[2]。"
    assert reasons(of(right, OFFICE_COSTS, TRAVEL)) == set()
    assert reasons(of(swapped, OFFICE_COSTS, TRAVEL)) == {Reason.CITATION}
    assert Reason.ITEM in reasons(of("办公费 373.30 万元[2]。", OFFICE_COSTS, TRAVEL))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("办公费比差旅费多 1,119.56 万元（1,492.86 - 373.30 = 1,119.56）[1][2]。", set()),
        ("差旅费比办公费少 1,119.56 万元（1,492.86 - 373.30 = 1,119.56）[1][2]。", set()),
        ("办公费、差旅费合计 1,866.16 万元（1,492.86 + 373.30 = 1,866.16）[1][2]。", set()),
        ("差旅费相当于办公费的四分之一[1][2]。", set()),
        ("差旅费相当于办公费的两成半[1][2]。", set()),
        ("办公费 1,492.86 万元[1]高于差旅费 373.30 万元[2]。", set()),
        ("办公费 1,492.86 万元[1]、差旅费 373.30 万元[2]，其中办公费最高。", set()),
        ("从高到低为：办公费 1,492.86 万元[1]；差旅费 373.30 万元[2]。", set()),
        ("办公费比差旅费少 1,119.56 万元（1,492.86 - 373.30 = 1,119.56）[1][2]。", {Reason.DIRECTION}),
        ("差旅费比办公费多 1,119.56 万元（1,492.86 - 373.30 = 1,119.56）[1][2]。", {Reason.DIRECTION}),
        (
            "办公费、差旅费合计 1,866.16 万元（1,492.86 + 373.30 = 1,867.16）[1][2]。",
            {Reason.ARITHMETIC, Reason.UNTRACED},
        ),
        (
            "办公费、差旅费合计 1,866.16 万元（1,492.86 + 373.30 = 1,866.16）[1]。",
            {Reason.ARITHMETIC, Reason.UNTRACED},
        ),
        ("差旅费相当于办公费的一半[1][2]。", {Reason.UNTRACED}),
        ("办公费是差旅费的两倍[1][2]。", {Reason.UNTRACED}),
        ("办公费 1,492.86 万元[1]低于差旅费 373.30 万元[2]。", {Reason.COMPARISON}),
        ("办公费 1,492.86 万元[1]、差旅费 373.30 万元[2]，其中差旅费最高。", {Reason.SUPERLATIVE}),
        ("从低到高为：办公费 1,492.86 万元[1]；差旅费 373.30 万元[2]。", {Reason.SUPERLATIVE}),
    ],
)
def test_computations_directions_and_comparisons_follow_the_operands(text: str, found: set[Reason]) -> None:
    assert reasons(of(text, OFFICE_COSTS, TRAVEL)) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("公务接待费支出 0.74 万元，比2020年减少 0.14 万元，下降 15.91%，接待 8 批 60 人次[1]。", set()),
        ("公务接待费比上年减少[1]。", set()),
        ("公务接待费比上年增加 0.14 万元[1]。", {Reason.DIRECTION}),
        ("公务接待费比上年增长[1]。", {Reason.DIRECTION}),
        ("公务接待费与上年持平[1]。", {Reason.DIRECTION}),
        ("公务接待费为 0.14 万元[1]。", {Reason.ITEM}),
        ("公务接待 8 人次[1]。", {Reason.UNIT}),
        ("2020年公务接待费为 0.74 万元[1]。", {Reason.YEAR}),
    ],
)
def test_figures_of_a_sentence_keep_measure_direction_and_year(text: str, found: set[Reason]) -> None:
    assert reasons(of(text, RECEPTION)) == found


def test_over_and_within_the_budget_follow_the_two_figures() -> None:
    figures = "雾山区档案局2021年度办公费决算 1,492.86 万元，预算 1,500.00 万元[1][2]。"
    assert reasons(of(f"没有超预算。{figures}", OFFICE_COSTS, PLANNED)) == set()
    assert reasons(of(f"超预算了。{figures}", OFFICE_COSTS, PLANNED)) == {Reason.VERDICT}


def test_departments_are_told_apart_in_one_answer() -> None:
    right = "雾山区档案局办公费 1,492.86 万元[1]；雾山湖区档案局办公费 900.00 万元[2]。"
    wrong = "雾山湖区档案局办公费 1,492.86 万元[1]；雾山区档案局办公费 900.00 万元[2]。"
    assert reasons(of(right, OFFICE_COSTS, ELSEWHERE)) == set()
    assert reasons(of(wrong, OFFICE_COSTS, ELSEWHERE)) == {Reason.DEPARTMENT}


def test_figures_of_the_question_are_quoted_but_never_stated() -> None:
    question = "雾山区档案局2021年办公费超过500万元吗？前7名是谁"
    assert reasons(of("办公费为 500 万元[1]。"), question) == {Reason.UNTRACED}
    assert reasons(of("办公费为 1,492.86 万元[1]，超过您问的 500 万元。"), question) == set()
    assert reasons(of("办公费为 1,492.86 万元[1]，低于您问的 500 万元。"), question) == {Reason.COMPARISON}
    refused = Draft(Status.REFUSED, "没有找到办公费超过500万元的前7名。")
    assert reasons(refused, question) == set()


def test_the_record_holds_the_figure_of_the_text() -> None:
    text = "办公费为 1,492.86 万元[1]。"
    assert reasons(of(text, value=Decimal("1492.86"), unit="万元")) == set()
    assert reasons(of(text, value=Decimal("14928600"), unit="元")) == set()
    assert reasons(of(text, value=Decimal("1492.68"), unit="万元")) == {Reason.RECORD}


def test_figures_that_code_derived_pass_and_others_do_not() -> None:
    assert reasons(of("办公费为 1,492.9 万元[1]。", derived=(Decimal("1492.9"),))) == set()
    assert reasons(of("办公费为 1,492.9 万元[1]。")) == {Reason.UNTRACED}
    assert reasons(of("办公费为 9.9 万元[1]。", derived=(Decimal("9.9"),))) == {Reason.UNTRACED}


def test_the_error_says_what_to_repair() -> None:
    draft = of("雾山区档案局2021年度办公费为 1,492.86 元[1]。")
    with pytest.raises(UntracedError, match="单位与依据不符") as caught:
        check(draft, QUESTION, citations_of(draft.evidence, DOCUMENTS), DOCUMENTS)
    assert caught.value.reason is Reason.UNIT
    assert caught.value.numerals == ("1,492.86元",)


def test_numbers_are_read_and_compared() -> None:
    assert numbers_in("１,４９２.８６ 万元和 3 辆") == ["1,492.86", "3"]
    assert (as_decimal("1，492.86"), as_decimal("x")) == (Decimal("1492.86"), None)
    assert same_number("8.5", "8.50") and not same_number("8.5", "8.6")


# ---- over real documents ----


def drafts(assistant: Assistant, per_category: int) -> Iterator[tuple[str, Draft]]:
    """What the local answerer says to generated questions, before the gate."""
    for case in generate(assistant.store, per_category=per_category):
        assistant._follow_index()
        reading = assistant._reader.read(Question(case.question, tuple(case.history)))
        yield reading.question, assistant._answerer.answer(reading)


def test_right_answers_pass(assistant: Assistant) -> None:
    stopped = [
        (draft.text, [str(fault) for fault in found])
        for question, draft in drafts(assistant, 3)
        if (found := faults_of(draft, question, assistant._disclosures))
    ]
    assert stopped == []


def test_notes_on_what_a_model_did_pass() -> None:
    for kind in kinds():
        note = f"办公费为 1,492.86 万元[1]。\n（{for_asker(kind)}）"
        assert reasons(of(note)) == set(), kind


def test_every_single_mutation_of_a_right_answer_is_stopped(assistant: Assistant) -> None:
    documents = dict(assistant._disclosures)
    tried: Counter[str] = Counter()
    survived: dict[str, list[str]] = defaultdict(list)
    for question, draft in drafts(assistant, 1):
        if not draft.evidence or draft.status is not Status.ANSWERED:
            continue
        for name, mutated in MUTATIONS.items():
            for text in mutated(draft, documents):
                if text == draft.text:
                    continue
                tried[name] += 1
                if not faults_of(replace(draft, text=text), question, documents):
                    survived[name].append(text)
    assert dict(survived) == {}
    assert sum(tried.values()) > 500
    assert {"digit", "unit", "year", "department", "foreign_mark", "direction", "item"} <= set(tried)
