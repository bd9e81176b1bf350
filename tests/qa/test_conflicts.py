"""What a disclosure states twice and differently: every figure with its place, whoever asks and however."""

from __future__ import annotations

from decimal import Decimal

import pytest

from index.types import BBox, Cell, Table
from qa.finding.projects import Amount, read_projects
from qa.pipeline import Assistant
from qa.types import Status


def _values(text: str, *values: str) -> bool:
    return all(value in text for value in values)


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("青山湖区政府办2021年国内公务接待多少批次", ("8", "7")),
        # the share of a total that is printed as zero
        ("青山湖区政府办2021年到底有没有项目支出，金额是多少？", ("0.00", "70", "34.15")),
        # rounding alone, asked with both figures
        ("上党区政府办2023年财政拨款基本支出622.19和622.18哪个对", ("622.19", "622.18")),
    ],
)
def test_conflicts_of_forms_and_text(assistant: Assistant, question: str, values: tuple[str, ...]) -> None:
    answer = assistant.ask(question)
    assert answer.status is Status.CONFLICT, answer.text
    assert _values(answer.text, *values)
    assert len(answer.citations) >= 2


def test_rounding_is_called_rounding_and_only_told_when_asked(assistant: Assistant) -> None:
    both = assistant.ask("上党区政府办2023年一般公共预算财政拨款基本支出是622.19还是622.18万元？")
    assert both.status is Status.CONFLICT
    assert "四舍五入" in both.text
    plain = assistant.ask("上党区政府办2023年基本支出是多少")
    assert (plain.status, plain.value) == (Status.ANSWERED, "622.19")


@pytest.mark.parametrize(
    ("question", "values"),
    [
        # an indicator against the words of its own table
        ("上党区政府办政务网维护费项目，2023年实际维护服务的机构是多少家？", ("144", "44")),
        # the points of one indicator in two tables of a project
        ("青山湖区12345热线项目的公众满意度，自评表和评分表各得几分，一致吗？", ("10", "9")),
        # the budget of a project in its table and in the text
        ("乐山市市中区政府办单位运转经费2022年的预算是500万还是339.57万？", ("500", "339.57")),
        ("乐山市市中区政府办单位运转经费2022年的预算是多少？", ("500", "339.57")),
    ],
)
def test_conflicts_of_performance_tables(
    shared_assistant: Assistant, question: str, values: tuple[str, ...]
) -> None:
    answer = shared_assistant.ask(question)
    assert answer.status is Status.CONFLICT, answer.text
    assert _values(answer.text, *values)
    assert len({(c.page, c.row_label, c.text) for c in answer.citations}) >= 2


def test_a_percentage_is_no_rival_of_an_amount_but_told_beside_it(assistant: Assistant) -> None:
    answer = assistant.ask("青山湖区政府办2021年项目支出是多少")
    assert (answer.status, answer.value) == (Status.ANSWERED, "0.00")
    assert "占项目支出总额的34.15%" in answer.text
    part = assistant.ask("青山湖区政府办2021年绩效自评涉及资金多少")
    assert part.value == "70"
    assert "对不上" not in part.text


def test_the_table_that_is_named_answers_alone(shared_assistant: Assistant) -> None:
    answer = shared_assistant.ask("乐山市市中区政府办单位运转经费自评表中填的全年预算数是多少？")
    assert (answer.status, answer.value) == (Status.ANSWERED, "500")


@pytest.mark.parametrize(
    ("question", "value", "unit", "values"),
    [
        (
            "乐山市市中区政府办单位运转经费2022年的预算是多少元？",
            "5000000",
            "元",
            ("5,000,000 元（原文为 500 万元）", "3,395,700 元（原文为 339.57 万元）"),
        ),
        (
            "乐山市市中区政府办单位运转经费2022年的预算合多少亿元？保留三位小数",
            "0.050",
            "亿元",
            ("0.050 亿元（原文为 500 万元）", "0.034 亿元（原文为 339.57 万元）"),
        ),
    ],
)
def test_a_conflict_is_told_in_the_unit_that_is_asked_for(
    shared_assistant: Assistant, question: str, value: str, unit: str, values: tuple[str, ...]
) -> None:
    answer = shared_assistant.ask(question)
    assert (answer.status, answer.value, answer.unit) == (Status.CONFLICT, value, unit)
    assert _values(answer.text, *values)


def test_a_computation_on_a_disputed_figure_says_so(assistant: Assistant) -> None:
    answer = assistant.ask("青山湖区政府办2021年公务接待平均每批花多少元")
    assert answer.status is Status.ANSWERED
    assert "前后不一致" in answer.text


def _cell(row: int, col: int, label: str, column: str, text: str, value: str | None = None) -> Cell:
    number = Decimal(value) if value else None
    return Cell(
        doc_id="d",
        page=1,
        table_id="d#t1",
        form=None,
        table_no=None,
        table_title="项目支出绩效自评表",
        row=row,
        col=col,
        row_label=label,
        row_code=None,
        row_seq=None,
        row_path=(label,),
        column_label=column,
        text=text,
        value=number,
        unit="万元" if value else None,
        bbox=BBox(0, 0, 1, 1),
    )


def test_a_project_is_named_by_its_row_not_by_the_title_of_its_table() -> None:
    cells = (
        _cell(0, 1, "项目名称", "", "河道保洁工作经费"),
        _cell(1, 2, "年度资金总额", "全年预算数", "50", "50"),
        _cell(1, 3, "年度资金总额", "全年执行数", "48.5", "48.5"),
    )
    table = Table("d#t1", "d", None, None, "项目支出绩效自评表", "万元", (1,), (), 0, cells)
    (project,) = read_projects((table,))
    assert (project.name, project.stem) == ("河道保洁工作经费", "河道保洁")
    spent, planned = project.total(Amount.SPENT), project.total(Amount.PLANNED)
    assert [cell.text for cell in (spent, planned) if cell] == ["48.5", "50"]


@pytest.mark.parametrize(
    ("question", "value", "unit"),
    [
        ("上党区政府办2023年机关运行经费比上年增加多少元", "85400", "元"),
    ],
)
def test_a_figure_told_in_another_unit_is_told_in_the_one_asked_for_too(
    assistant: Assistant, question: str, value: str, unit: str
) -> None:
    answer = assistant.ask(question)
    assert (answer.value, answer.unit) == (value, unit)
    assert f"{int(value):,} {unit}" in answer.text


def test_the_distance_from_the_budget_is_no_change_from_the_year_before(assistant: Assistant) -> None:
    asked = "青山区政府办2021年公务接待费比上年减少多少"
    assert assistant.ask(asked).value != "1.89"


@pytest.mark.parametrize(
    ("question", "status", "holds", "said"),
    [
        ("青山湖区政府办2021年收支平衡吗？", Status.ANSWERED, True, "1,489.37"),
        ("青山湖区政府办2021年工资福利支出各项加起来等于合计吗？", Status.ANSWERED, True, "= 1,001.05"),
        ("上党区政府办2023年勾稽关系有问题吗？", Status.ANSWERED, True, "没有发现"),
    ],
)
def test_whether_the_accounts_agree_is_answered_from_the_checks(
    shared_assistant: Assistant, question: str, status: Status, holds: bool, said: str
) -> None:
    answer = shared_assistant.ask(question)
    assert (answer.status, answer.boolean) == (status, holds)
    assert said in answer.text
