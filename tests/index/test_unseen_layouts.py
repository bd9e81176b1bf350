"""Layouts of other offices and other producers than the samples, drawn small: captions, codes, blanks."""

from collections.abc import Callable
from pathlib import Path

import pytest

from index.config import Settings
from index.forms.amounts import parse_amount
from index.forms.tables import read_tables
from index.reading.pages import read_pages
from index.types import Blank, Table
from tests.index.drawing import Drawing

HEADER = ["科目编码", "科目名称", "本年支出合计", "基本支出", "项目支出"]
COLUMNS = [50.0, 110.0, 300.0, 390.0, 470.0, 545.0]
DATA = [
    ["", "合计", "300.00", "290.00", "10.00"],
    ["201", "一般公共服务支出", "200.00", "200.00", "0.00"],
    ["20126", "档案事务", "200.00", "200.00", "0.00"],
]

Read = Callable[[Drawing], list[Table]]


@pytest.fixture
def read(settings: Settings) -> Read:
    """Saves a drawing and reads its tables."""

    def read_drawing(drawing: Drawing) -> list[Table]:
        path = drawing.save()
        return read_tables(path.stem, list(read_pages(path, settings)))[0]

    return read_drawing


@pytest.fixture
def drawing(tmp_path: Path) -> Drawing:
    """An empty portrait document."""
    return Drawing(tmp_path / "form.pdf")


def facts(table: Table) -> tuple[str | None, str | None, str, str | None]:
    return table.form, table.table_no, table.title, table.unit


def coded(table: Table) -> list[tuple[str | None, str, str]]:
    """Code, label and text of the first value column."""
    first = min(cell.col for cell in table.cells)
    return [(cell.row_code, cell.row_label, cell.text) for cell in table.cells if cell.col == first]


@pytest.mark.parametrize("behind", ["（单位：万元）", "  单位：万元"])
def test_unit_behind_the_title(drawing: Drawing, read: Read, behind: str) -> None:
    for title in ("收入决算表", "支出决算表"):
        drawing.centred(297, 60, title + behind, 16)
        drawing.table(COLUMNS, 110, [HEADER, *DATA])
        drawing.page()
    assert [facts(table) for table in read(drawing)] == [
        ("income", None, "收入决算表", "万元"),
        ("expenditure", None, "支出决算表", "万元"),
    ]


def test_unit_left_of_the_title_on_its_line(drawing: Drawing, read: Read) -> None:
    drawing.centred(297, 60, "支出决算表", 16)
    drawing.text(50, 60, "单位：万元")
    drawing.right(545, 60, "公开03表")
    drawing.table(COLUMNS, 80, [HEADER, *DATA])
    drawing.page()
    (table,) = read(drawing)
    assert facts(table) == ("expenditure", "公开03表", "支出决算表", "万元")


def test_department_title_and_number_in_cells_of_the_first_row(drawing: Drawing, read: Read) -> None:
    drawing.box(50, 60, 130, 90, "清源市云岭\n县档案局")
    drawing.box(130, 60, 500, 90, "支出决算表")
    drawing.box(500, 60, 545, 90, "公开03\n表")
    drawing.box(50, 90, 500, 120, "编制单位：清源市云岭县档案局", "left")
    drawing.box(500, 90, 545, 120, "单位：万\n元")
    drawing.table(COLUMNS, 120, [HEADER, *DATA])
    drawing.page()
    (table,) = read(drawing)
    assert facts(table) == ("expenditure", "公开03表", "支出决算表", "万元")
    assert coded(table)[0] == (None, "合计", "300.00")


def test_caption_left_at_the_foot_of_the_page_before(drawing: Drawing, read: Read) -> None:
    drawing.title("收入决算表", table_no="公开02表")
    drawing.table(COLUMNS, 110, [HEADER, *DATA])
    drawing.title("支出决算表", unit="元", table_no="公开03表", y=700)
    drawing.page()
    drawing.table(COLUMNS, 60, [HEADER, *DATA])
    drawing.page()
    income, expenditure = read(drawing)
    assert facts(income) == ("income", "公开02表", "收入决算表", "万元")
    assert facts(expenditure) == ("expenditure", "公开03表", "支出决算表", "元")
    assert (income.pages, expenditure.pages) == ((1,), (2,))


def test_parents_blank_in_columns_of_class_section_and_item(drawing: Drawing, read: Read) -> None:
    drawing.title("支出决算表")
    columns = [50.0, 80.0, 110.0, 140.0, 400.0, 545.0]
    rows = [
        ["类", "款", "项", "科目名称", "本年支出合计"],
        ["201", "", "", "一般公共服务支出", "300.00"],
        ["", "26", "", "档案事务", "200.00"],
        ["", "", "01", "行政运行", "150.00"],
        ["", "", "04", "档案馆", "50.00"],
        ["", "29", "", "群众团体事务", "100.00"],
        ["", "", "01", "行政运行", "100.00"],
    ]
    drawing.table(columns, 110, rows)
    drawing.page()
    (table,) = read(drawing)
    codes = ["201", "20126", "2012601", "2012604", "20129", "2012901"]
    assert [cell.row_code for cell in table.cells] == codes
    assert table.cells[-1].row_path == ("一般公共服务支出", "群众团体事务", "行政运行")


@pytest.mark.parametrize("printed", ["201.26.01", "201 26 01", "２０１２６０１"])
def test_codes_with_points_and_spaces(drawing: Drawing, read: Read, printed: str) -> None:
    drawing.title("支出决算表")
    drawing.table(COLUMNS, 110, [HEADER, *DATA, [printed, "行政运行", "200.00", "200.00", "0.00"]])
    drawing.page()
    (table,) = read(drawing)
    assert coded(table)[-1] == ("2012601", "行政运行", "200.00")


@pytest.mark.parametrize("printed", ["2012601-行政运行", "2012601 行政运行", "201.26.01 行政运行"])
def test_code_and_name_in_one_cell(drawing: Drawing, read: Read, printed: str) -> None:
    drawing.title("支出决算表")
    rows = [["科目编码及名称", "本年支出合计", "基本支出"], [printed, "200.00", "200.00"]]
    drawing.table([50, 300, 420, 545], 110, rows)
    drawing.page()
    (table,) = read(drawing)
    assert coded(table) == [("2012601", "行政运行", "200.00")]


@pytest.mark.parametrize("text", ["—", "——", "⸺", "/", "－"])
def test_dashes_of_other_fonts(text: str) -> None:
    assert parse_amount(text).blank is Blank.DASH
