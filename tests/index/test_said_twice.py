"""What is said twice: text in 万元 beside forms in 元, totals beside their parts, counts in two sentences."""

from __future__ import annotations

from decimal import Decimal

import pytest

from index.checking.checks import Status
from index.checking.headings import under_headings
from index.checking.identities import check
from index.types import Sentence
from tests.index.forms_by_hand import extraction, form, sentence

THREE_IN_YUAN = form(
    "three_public",
    ("预算数", "决算数"),
    (
        ("一、“三公”经费支出", None, ("30000.00", "16800.00")),
        ("1. 公务接待费", None, ("30000.00", "16800.00")),
    ),
    unit="元",
)
PART = "二、部门决算情况说明"
STAFF = "三、人员情况"
ASSETS = "（三）国有资产占用情况"


def alarms(*sentences: Sentence) -> list[tuple[str, str, str]]:
    found = check(extraction(THREE_IN_YUAN, sentences=sentences)).alarms
    return [(each.rule, str(each.left), str(each.right)) for each in found]


def sums(text: str) -> list[tuple[Status, Decimal | None]]:
    found = check(extraction(sentences=[sentence(text, ASSETS)])).checks
    return [(each.status, each.right) for each in found if each.rule == "text.sum"]


@pytest.mark.parametrize("heading", ["（六）“三公”经费支出决算情况。", "六、“三公”经费情况。"])
def test_a_heading_that_opens_its_paragraph_is_a_heading(heading: str) -> None:
    lead = sentence(heading, PART)
    wrong, right = (sentence(f"公务接待费支出{amount}万元。", PART) for amount in ("1.86", "1.68"))
    assert alarms(lead, wrong) == [("text.form", "1.86", "1.68")]
    assert not alarms(lead, right)
    assert not alarms(wrong)  # nothing says that it is of the 三公


def test_an_agreement_in_another_unit_confirms_the_cell() -> None:
    said = [sentence("（六）“三公”经费支出决算情况。", PART), sentence("公务接待费支出1.68万元。", PART)]
    report = check(extraction(THREE_IN_YUAN, sentences=said))
    assert any("正文与表" in title for title in report.confirmed_by(THREE_IN_YUAN.table_id, 4, 3))


def test_the_coarser_print_sets_the_tolerance() -> None:
    lead = sentence("（六）“三公”经费支出决算情况。", PART)
    assert not alarms(lead, sentence("公务接待费支出1.7万元。", PART))
    report = check(extraction(THREE_IN_YUAN, sentences=[lead, sentence("公务接待费支出1.6万元。", PART)]))
    assert [found.tolerance for found in report.alarms] == [Decimal("0.05")]


def test_headings_inside_the_text_hold_up_to_the_next_of_their_kind() -> None:
    texts = ["（一）收入情况。", "收入5万元。", "1.甲支出（项）。", "（二）支出情况。", "支出4万元。"]
    told = [key for _, key in under_headings([sentence(text, PART) for text in texts])]
    assert [key.split("/")[-1] for key in told] == ["收入情况。"] * 3 + ["支出情况。"] * 2
    assert all(key.startswith("部门决算情况说明") for key in told)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("共有车辆46辆，其中：执法执勤用车5辆、特种专业技术用车24辆、应急保障用车3辆、其他用车12辆。", "44"),
        ("共有车辆3辆，其中应急保障用车2辆、其他用车2辆，其他用车主要是巡查车1辆。", "4"),
        ("收入合计100.00万元，其中：财政拨款收入80.00万元，占80%；其他收入19.00万元，占19%。", "99.00"),
        (
            "政府采购支出总额9.00万元，其中：政府采购货物支出3.00万元、工程支出0万元、服务支出5.00万元。",
            "8.00",
        ),
        ("离退休人员44人，其中离休1人、退休44人。", "45"),
    ],
)
def test_parts_that_do_not_add_up_to_their_total(text: str, expected: str) -> None:
    assert sums(text) == [(Status.FAIL, Decimal(expected))]


def test_parts_that_add_up() -> None:
    assert sums("共有车辆9辆，其中机要通信用车1辆、应急保障用车1辆、其他用车7辆。") == [
        (Status.PASS, Decimal(9))
    ]
    rounded = "收入合计100.01万元，其中：财政拨款收入80.00万元；其他收入20.00万元。"
    assert sums(rounded) == [(Status.ROUNDING, Decimal("100.00"))]


@pytest.mark.parametrize(
    "text",
    [
        "共有车辆9辆，其中应急保障用车2辆、执法执勤用车3辆。",  # only some of them
        "编制数30个，其中行政编制25个。",
        "职工100人，其中在职80人、退休20人，女职工30人。",  # told by another kind of part
        "支出合计90.00万元，其中：项目支出60.00万元（其中其他项目5.00万元）。",
        "收入合计90.00万元，其中财政拨款收入80.00万元，较上年增加5.00万元，其他收入10.00万元。",
        "共有车辆9辆，单价50万元以上设备其他3台。",
    ],
)
def test_a_list_that_may_name_only_some_parts_is_left_alone(text: str) -> None:
    assert not sums(text)


def test_counts_of_staff_in_two_places() -> None:
    first = sentence("2023年末在职职工实有912人，其中行政人员34人。", STAFF, page=3)
    assert alarms(
        first, sentence("截至年末系统在职职工921人全部纳入绩效考核。", "（四）预算绩效管理情况")
    ) == [("text.text", "912", "921")]
    assert not alarms(first, sentence("截至年末在职职工912人。", STAFF))


@pytest.mark.parametrize(
    "text",
    [
        "2022年末在职职工921人。",  # another year
        "局本级在职人员40人。",  # another scope
        "所属学校在职职工600人。",
        "在职职工增加9人。",
        "其中在职人员851人。",
        "退休人员921人。",
    ],
)
def test_other_counts_of_staff_are_left_alone(text: str) -> None:
    assert not alarms(sentence("2023年末在职职工实有912人。", STAFF), sentence(text, STAFF))


def test_vehicles_in_two_places() -> None:
    told = sentence("截至2023年12月31日，共有车辆7辆。", ASSETS)
    assert alarms(told, sentence("本部门共有车辆6辆。", "一、部门基本情况")) == [("text.text", "7", "6")]
    assert not alarms(told, sentence("本年购置车辆1辆。", "一、部门基本情况"))
