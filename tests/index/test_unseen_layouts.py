"""Layouts of other offices and other producers than the samples, drawn small: captions, codes, blanks."""

import pytest

from index.forms.amounts import parse_amount
from index.types import Blank, Table
from tests.index.drawing import Drawing
from tests.index.drawn_forms import Read

HEADER = ["科目编码", "科目名称", "本年支出合计", "基本支出", "项目支出"]
COLUMNS = [50.0, 110.0, 300.0, 390.0, 470.0, 545.0]
DATA = [
    ["", "合计", "300.00", "290.00", "10.00"],
    ["201", "一般公共服务支出", "200.00", "200.00", "0.00"],
    ["20126", "档案事务", "200.00", "200.00", "0.00"],
]


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


def test_rules_below_rows_alone_with_labels_over_two_lines(drawing: Drawing, read: Read) -> None:
    drawing.title("支出决算表")
    for x, text in ((53, "科目编码"), (113, "科目名称"), (330, "本年支出"), (450, "基本支出")):
        drawing.text(x, 124, text)
    drawing.text(340, 139, "合计")
    rows = [
        ("201", ("一般公共", "服务支出"), "300.00"),
        ("20126", ("档案事务",), "200.00"),
        ("20129", ("群众团", "体事务"), "100.00"),
    ]
    y = 145.0
    for line in (110.0, y):
        drawing.line(50, line, 545, line)
    for code, lines, amount in rows:
        drawing.text(53, y + 14, code)
        for index, text in enumerate(lines):
            drawing.text(113, y + 14 + 15 * index, text)
        drawing.right(360, y + 14, amount)
        drawing.right(480, y + 14, amount)
        y += 8 + 15 * len(lines)
        drawing.line(50, y, 545, y)
    drawing.page()
    (table,) = read(drawing)
    assert coded(table) == [
        ("201", "一般公共服务支出", "300.00"),
        ("20126", "档案事务", "200.00"),
        ("20129", "群众团体事务", "100.00"),
    ]
    assert {cell.column_label for cell in table.cells} == {"本年支出合计", "基本支出"}


def test_headers_wholly_beside_their_amounts(drawing: Drawing, read: Read) -> None:
    drawing.title("“三公”经费支出决算表")
    drawing.line(50, 110, 545, 110)
    for x, text in ((130, "项目"), (280, "预算数"), (430, "决算数")):
        drawing.centred(x, 124, text)
    drawing.line(50, 130, 545, 130)
    for index, (label, budget, final) in enumerate(
        (("合计", "12.00", "9.12"), ("公务接待费", "4.00", "2.12"))
    ):
        y = 144.0 + 20 * index
        drawing.text(53, y, label)
        drawing.right(360, y, budget)
        drawing.right(540, y, final)
        drawing.line(50, y + 6, 545, y + 6)
    drawing.page()
    (table,) = read(drawing)
    assert [(cell.row_label, cell.column_label, cell.text) for cell in table.cells] == [
        ("合计", "预算数", "12.00"),
        ("合计", "决算数", "9.12"),
        ("公务接待费", "预算数", "4.00"),
        ("公务接待费", "决算数", "2.12"),
    ]


def test_two_sides_of_unequal_columns_share_the_spanning_headers(drawing: Drawing, read: Read) -> None:
    drawing.title("收入支出决算总表")
    for y in (110, 130, 150, 170, 190):
        drawing.line(50, y, 545, y)
    drawing.centred(145, 124, "收入")
    drawing.centred(395, 124, "支出")
    for x, text in ((90, "项目"), (200, "决算数"), (290, "项目"), (420, "年初预算数"), (510, "决算数")):
        drawing.centred(x, 144, text)
    for y, left, right in ((164, "一、财政拨款收入", "一、教育支出"), (184, "本年收入合计", "本年支出合计")):
        drawing.text(53, y, left)
        drawing.right(238, y, "10.00")
        drawing.text(245, y, right)
        drawing.right(450, y, "9.00")
        drawing.right(540, y, "8.00")
    drawing.page()
    (table,) = read(drawing)
    assert [(cell.row_label, cell.column_label, cell.text) for cell in table.cells[:3]] == [
        ("一、财政拨款收入", "收入 / 决算数", "10.00"),
        ("一、教育支出", "支出 / 年初预算数", "9.00"),
        ("一、教育支出", "支出 / 决算数", "8.00"),
    ]


def test_a_header_above_the_first_rule(drawing: Drawing, read: Read) -> None:
    drawing.title("支出决算表")
    for x, text in ((53, "科目编码"), (113, "科目名称"), (320, "本年支出合计"), (440, "基本支出")):
        drawing.text(x, 124, text)
    for index, row in enumerate(DATA):
        y = 144.0 + 20 * index
        for x, text in ((53, row[0]), (113, row[1])):
            drawing.text(x, y, text)
        drawing.right(378, y, row[2])
        drawing.right(478, y, row[3])
        drawing.line(50, y + 6, 545, y + 6)
    drawing.page()
    (table,) = read(drawing)
    assert [(c.row_code, c.row_label, c.column_label, c.text) for c in table.cells[:4]] == [
        (None, "合计", "本年支出合计", "300.00"),
        (None, "合计", "基本支出", "290.00"),
        ("201", "一般公共服务支出", "本年支出合计", "200.00"),
        ("201", "一般公共服务支出", "基本支出", "200.00"),
    ]


def test_a_caption_inside_rules_that_only_part_rows(drawing: Drawing, read: Read) -> None:
    drawing.centred(297, 74, "支出决算表", 12)
    drawing.text(53, 94, "编制单位：清源市云岭县档案局")
    drawing.right(540, 94, "金额单位：万元")
    for y in (60, 80, 100, 120, 140, 160, 180):
        drawing.line(50, y, 545, y)
    for index, row in enumerate([HEADER, *DATA]):
        for x, text in zip((53, 113, 320, 420, 500), row, strict=True):
            drawing.text(x, 114 + 20 * index, text, 8)
    drawing.page()
    (table,) = read(drawing)
    assert facts(table) == ("expenditure", None, "支出决算表", "万元")
    assert coded(table) == [(row[0] or None, row[1], row[2]) for row in DATA]


def test_a_watermark_over_the_cells_is_no_part_of_them(drawing: Drawing, read: Read) -> None:
    drawing.title("支出决算表")
    drawing.table(COLUMNS, 110, [HEADER, *DATA])
    drawing.text(150, 175, "内部资料", 60)
    drawing.page()
    (table,) = read(drawing)
    assert coded(table) == [(row[0] or None, row[1], row[2]) for row in DATA]


@pytest.mark.parametrize("text", ["—", "——", "⸺", "/", "－"])
def test_dashes_of_other_fonts(text: str) -> None:
    assert parse_amount(text).blank is Blank.DASH


@pytest.mark.parametrize(("piece", "gap"), [(0.6, 1.2), (2.4, 2.0), (3.5, 3.0), (6.0, 4.0)])
def test_borders_drawn_in_pieces(drawing: Drawing, read: Read, piece: float, gap: float) -> None:
    rows = [
        ["科目编码", "科目名称", "合计", "基本支出", "项目支出"],
        ["201", "一般公共服务支出\n（含上年结转）", "200.00", "", "10.00"],
        ["", "", "", "", "7.00"],
        ["20126", "档案事务", "100.00", "", "3.00"],
    ]
    tops = [110, 130, 170, 190, 210]
    drawing.title("支出决算表", table_no="公开03表")
    for row, top in zip(rows, tops, strict=False):
        for x, text in zip(COLUMNS, row, strict=False):
            for line, part in enumerate(text.split("\n")):
                drawing.text(x + 4, top + 14 + 14 * line, part)
    for top in tops:
        drawing.pieces((COLUMNS[0], top), (COLUMNS[-1], top), piece, gap)
    for x in COLUMNS:
        drawing.pieces((x, tops[0]), (x, tops[-1]), piece, gap)
    (table,) = read(drawing)
    assert facts(table) == ("expenditure", "公开03表", "支出决算表", "万元")
    assert [(c.row_code, c.row_label, c.text) for c in table.cells if c.column_label == "项目支出"] == [
        ("201", "一般公共服务支出（含上年结转）", "10.00"),
        (None, "", "7.00"),
        ("20126", "档案事务", "3.00"),
    ]
