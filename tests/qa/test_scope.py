"""Which disclosures a question means: 青山区 is not 青山湖区, and what is not indexed is named."""

from __future__ import annotations

import pytest

from index.types import Disclosure, Kind, Region
from qa.pipeline import Assistant
from qa.types import Status
from qa.understanding.normalise import fold
from qa.understanding.scope import Named, ScopeFinder, years_in
from samples.bundled import LAKE_OFFICE, UPPER_OFFICE

OFFICE = "人民政府办公室"


def made(doc_id: str, region: Region, body: str, year: int, kind: Kind = Kind.FINAL) -> Disclosure:
    name = f"{region.city}{region.district}{body}"
    aliases = (f"{region.district}{body}", f"{region.district}政府办") if body == OFFICE else ()
    return Disclosure(doc_id, f"{name}{year}年度部门决算", region, name, year, kind, aliases=aliases)


HUBEI = Region("湖北省", "武汉市", "青山区")
JIANGXI = Region("江西省", "南昌市", "青山湖区")
SICHUAN = Region("四川省", "乐山市", "市中区")
FINDER = ScopeFinder(
    [
        made("wuhan-2021", HUBEI, OFFICE, 2021),
        made("nanchang-2021", JIANGXI, OFFICE, 2021),
        made("leshan-2022", SICHUAN, OFFICE, 2022),
        made("leshan-edu-2021", SICHUAN, "教育局", 2021),
        made("leshan-edu-2022", SICHUAN, "教育局", 2022),
        made("leshan-edu-2023-budget", SICHUAN, "教育局", 2023, Kind.BUDGET),
    ]
)


def named(text: str) -> Named:
    return FINDER.resolve(fold(text))


@pytest.mark.parametrize(
    ("question", "doc_ids"),
    [
        ("武汉市青山区政府办2021年水费", ("wuhan-2021",)),
        ("青山湖区政府办2021年水费", ("nanchang-2021",)),
        ("青山湖區政府辦２０２１年水費", ("nanchang-2021",)),
        ("青山湖区政斧办2021年水费", ("nanchang-2021",)),
        ("乐山市中区教育局2021年水费", ("leshan-edu-2021",)),
        ("乐山市中政府办水费", ("leshan-2022",)),
        ("武汉青山区政府办（不是青山湖区）2021年水费", ("wuhan-2021",)),
        ("南昌青山湖区政府办的水费，别和武汉青山区弄混", ("nanchang-2021",)),
        ("What did the Qingshanhu District Government Office of Nanchang spend in 2021", ("nanchang-2021",)),
        ("青山湖区政府办和武汉青山区政府办2021年谁的水费高", ("nanchang-2021", "wuhan-2021")),
    ],
)
def test_names_lead_to_disclosures(question: str, doc_ids: tuple[str, ...]) -> None:
    assert set(named(question).scope.doc_ids) == set(doc_ids)


def test_without_a_year_the_newest_final_accounts_are_meant() -> None:
    assert named("乐山市市中区教育局水费").scope.doc_ids == ("leshan-edu-2022",)


def test_a_budget_is_taken_where_it_is_asked_for_or_nothing_else_covers_the_year() -> None:
    found = FINDER.resolve(fold("乐山市市中区教育局2023年水费"), Kind.BUDGET)
    assert found.scope.doc_ids == ("leshan-edu-2023-budget",)
    assert named("乐山市市中区教育局2023年水费").scope.doc_ids == ("leshan-edu-2023-budget",)
    assert named("乐山市市中区教育局2024年水费").scope.missing_year == 2024


@pytest.mark.parametrize(
    ("question", "candidates"),
    [
        ("区政府办2021年水费", {"wuhan-2021", "nanchang-2021"}),
        ("乐山市市中区2022年水费", {"leshan-2022", "leshan-edu-2022"}),
    ],
)
def test_a_name_that_fits_several_is_asked_back(question: str, candidates: set[str]) -> None:
    scope = named(question).scope
    assert not scope.doc_ids
    assert set(scope.candidates) == candidates


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("青山湖区教育局2021年水费", "青山湖区教育局"),
        ("西湖区政府办2021年水费", "西湖区"),
        ("武汉市洪山区教育局2021年水费", "洪山区"),
    ],
)
def test_what_is_not_indexed_is_named(question: str, said: str) -> None:
    missing = named(question).scope.missing_entity
    assert missing is not None
    assert said in missing


def test_a_year_that_is_not_indexed_is_named() -> None:
    scope = named("武汉市青山区政府办2019年水费").scope
    assert (scope.missing_year, scope.candidates) == (2019, ("wuhan-2021",))


def test_an_account_label_is_not_mistaken_for_a_body() -> None:
    found = named("武汉市青山区人民政府办公室2021年政府办公厅（室）及相关机构事务是多少")
    assert found.scope.doc_ids == ("wuhan-2021",)
    assert "政府办公厅室及相关机构事务" in found.content


def test_a_project_in_quotes_keeps_its_name() -> None:
    found = named("武汉市青山区政府办“区政府办业务费”项目2021年的执行数")
    assert "区政府办业务费" in found.content


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("2021年度", (2021,)),
        ("21年底", (2021,)),
        ("2021和2022年", (2021, 2022)),
        ("科目2010301", ()),
        ("12345热线", ()),
    ],
)
def test_years(text: str, years: tuple[int, ...]) -> None:
    assert years_in(text) == years


@pytest.mark.parametrize(
    "question",
    [
        "What were the office expenses of the Wushan District Education Bureau in 2023?",
        "What did the Education Bureau of Wushan District spend on office supplies in 2023?",
        "雾山区教育局2023年办公费多少",
        "雾山区财政拨款收入是什么意思",
        "雾山区共有多少在校学生",
    ],
)
def test_no_note_where_the_department_is_named_or_the_figure_is_of_the_place(
    assistant: Assistant, question: str
) -> None:
    answer = assistant.ask(question)
    assert answer.status is Status.ANSWERED
    assert "不是当地各部门合计的数" not in answer.text


@pytest.mark.parametrize("question", ["雾山区2023年办公费多少", "office expenses of Wushan in 2023"])
def test_a_place_alone_means_the_department_and_that_is_said(assistant: Assistant, question: str) -> None:
    assert "不是当地各部门合计的数" in assistant.ask(question).text


def test_what_a_sentence_states_of_the_whole_place_is_answered(shared_assistant: Assistant) -> None:
    answer = shared_assistant.ask("乐山市市中区2022年全区共有多少个政务新媒体")
    assert (answer.status, answer.value) == (Status.ANSWERED, "20")
    assert "不是当地各部门合计的数" not in answer.text
    assert shared_assistant.ask("乐山市市中区2022年全区财政收入多少").status is Status.REFUSED


def test_another_body_is_refused_in_english_with_what_can_be_asked(shared_assistant: Assistant) -> None:
    answer = shared_assistant.ask("Office expenses of the Qingshanhu District Education Bureau in 2021")
    assert answer.status is Status.REFUSED
    assert answer.options == ("南昌市青山湖区政府办2021年办公费是多少？",)


@pytest.mark.parametrize("question", ["谁的三公经费最高？", "三公经费谁最高", "几个部门里谁的三公经费最多"])
def test_who_is_asked_of_all_that_is_indexed(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).text.startswith("三公经费最高的是云川省林泉市雾山区教育局（2023年度）")


def test_who_is_asked_of_those_shown_before(assistant: Assistant) -> None:
    shown = "青山湖区政府办2021年和上党区政府办2023年的办公费谁多"
    answer = assistant.ask("那差旅费谁最多", (shown,))
    assert {citation.doc_id for citation in answer.citations} == {LAKE_OFFICE, UPPER_OFFICE}


def _office(doc_id: str, region: Region, name: str, *aliases: str) -> Disclosure:
    return Disclosure(doc_id, f"{name}2023年度部门决算", region, name, 2023, aliases=aliases)


OFFICES = ScopeFinder(
    [
        _office("federation", Region(district="甲岭县"), "甲岭县残疾人联合会", "甲岭县残联", "县残联"),
        _office("library", Region(district="乙湖市"), "乙湖市图书馆", "乙湖图书馆", "市图书馆"),
        _office(
            "market",
            Region(city="丙川市", district="丁河区"),
            "丙川市丁河区市场监督管理局",
            "丁河区市场监管局",
            "丁河区市监局",
            "丁河市监局",
            "区市监局",
        ),
    ]
)


@pytest.mark.parametrize(
    ("question", "doc_ids"),
    [
        ("残联2023年水费", {"federation"}),
        ("县残联2023年水费", {"federation"}),
        ("残疾人联合会水费", {"federation"}),
        ("市监局水费", {"market"}),
        ("区市监局水费", {"market"}),
        ("市场监管局水费", {"market"}),
        ("市场监督管理局2023年水费", {"market"}),
        ("丁河市监局水费", {"market"}),
        ("请问市图书馆的水费", {"library"}),
        ("图书馆跟市监局水费差多少", {"library", "market"}),
        ("比较市监局和图书馆的水费", {"library", "market"}),
        ("乙湖市图书馆和残联谁的水费多", {"library", "federation"}),
        ("图书馆、残联和市监局的水费", {"library", "federation", "market"}),
        ("丁河区的市监局和图书馆的水费", {"library", "market"}),
        ("残联2023年水费（甲岭县）", {"federation"}),
        ("市监局和图书馆的水费（丁河区、乙湖市）", {"library", "market"}),
    ],
)
def test_a_name_for_short_that_only_one_department_has_is_enough(question: str, doc_ids: set[str]) -> None:
    named = OFFICES.resolve(fold(question))
    assert set(named.scope.doc_ids) == doc_ids
    assert named.scope.missing_entity is None
    assert "监局" not in named.content


@pytest.mark.parametrize(
    ("question", "said", "candidate"),
    [
        ("甲岭市残疾人联合会水费", "甲岭市残疾人联合会", "federation"),
        ("乙湖县图书馆水费", "乙湖县图书馆", "library"),
        ("丁河县市监局水费", "丁河县市监局", "market"),
        ("丙川市市监局水费", "丙川市市监局", "market"),
        ("市残联水费", "市残联", "federation"),
        ("县图书馆水费", "县图书馆", "library"),
        ("乙湖市少儿图书馆水费", "乙湖市少儿图书馆", "library"),
        ("少儿图书馆水费", "少儿图书馆", "library"),
        ("乙湖市第一图书馆水费", "乙湖市第一图书馆", "library"),
        ("甲岭县老年大学水费", "甲岭县老年大学", "federation"),
    ],
)
def test_another_level_or_kind_is_refused_by_its_name(question: str, said: str, candidate: str) -> None:
    named = OFFICES.resolve(fold(question))
    assert named.scope.missing_entity == said
    assert not named.scope.doc_ids
    assert named.scope.candidates == (candidate,)


def test_a_city_of_which_only_a_district_is_indexed_is_asked_back() -> None:
    scope = OFFICES.resolve(fold("丙川市监局水费")).scope
    assert (scope.doc_ids, scope.candidates, scope.missing_entity) == ((), ("market",), None)


@pytest.mark.parametrize("content", ["市场秩序执法花了多少", "市容环境卫生支出"])
def test_a_label_that_begins_like_a_rank_is_whole(content: str) -> None:
    assert OFFICES.resolve(fold(content)).content == content


def test_an_option_keeps_a_label_that_begins_like_a_rank(assistant: Assistant) -> None:
    answer = assistant.ask("市场秩序执法花了多少")
    assert answer.status is Status.CLARIFY
    assert all(option.endswith("年市场秩序执法花了多少") for option in answer.options)
