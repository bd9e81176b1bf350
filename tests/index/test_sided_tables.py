"""Pages -> tables: forms of two and four sides, whose parts of one name are told apart."""

from __future__ import annotations

from pathlib import Path

from tests.index.drawing import LANDSCAPE, Drawing
from tests.index.drawn_forms import SIDES, TWO_SIDED, Read, cell, place, values


def test_two_sides_open_left_and_right(drawing: Drawing, read: Read) -> None:
    drawing.title("收入支出决算总表")
    for index, row in enumerate(TWO_SIDED):
        place(drawing, 110 + 20 * index, row, SIDES, (0, 3))
    for index in range(5):
        drawing.line(50, 110 + 20 * index, 545, 110 + 20 * index)
    for x in SIDES[1:-1]:
        drawing.line(x, 110, x, 190)
    drawing.page()
    (table,) = read(drawing)
    assert values(table) == [
        ("一、一般公共预算财政拨款收入", "决算数", "100.00"),
        ("一、一般公共服务支出", "决算数", "90.00"),
        ("二、外交支出", "决算数", "无"),
        ("本年收入合计", "决算数", "100.00"),
        ("本年支出合计", "决算数", "90.00"),
    ]
    assert cell(table, "二、其他收入", "决算数").row_seq == "2"
    assert cell(table, "二、外交支出", "决算数").row_seq == "16"


def test_two_sides_between_three_lines(drawing: Drawing, read: Read) -> None:
    drawing.title("收入支出决算总表")
    drawing.centred(170, 124, "收入")
    drawing.centred(420, 124, "支出")
    for index, row in enumerate(TWO_SIDED):
        place(drawing, 130 + 20 * index, row, SIDES, (0, 3))
    for x0, x1, y in ((50, 545, 110), (50, 290, 130), (300, 545, 130), (50, 545, 150), (50, 545, 210)):
        drawing.line(x0, y, x1, y)
    drawing.page()
    (table,) = read(drawing)
    assert cell(table, "本年收入合计", "收入 / 决算数").text == "100.00"
    assert cell(table, "本年支出合计", "支出 / 决算数").row_seq == "17"
    assert len(table.cells) == 6


def test_parts_of_the_carried_balance_are_told_from_the_income_of_that_name(
    drawing: Drawing, read: Read
) -> None:
    drawing.title("财政拨款收入支出决算总表")
    rows = [
        ["项目", "行次", "金额"],
        ["一、一般公共预算财政拨款", "1", "100.00"],
        ["本年收入合计", "27", "100.00"],
        ["年初财政拨款结转和结余", "28", "7.00"],
        ["一、一般公共预算财政拨款", "29", "7.00"],
        ["总计", "32", "107.00"],
    ]
    drawing.table([50.0, 250, 300, 400], 110, rows)
    drawing.page()
    (table,) = read(drawing)
    assert [c.row_path for c in table.cells] == [
        ("一、一般公共预算财政拨款",),
        ("本年收入合计",),
        ("年初财政拨款结转和结余",),
        ("年初财政拨款结转和结余", "一、一般公共预算财政拨款"),
        ("总计",),
    ]


def test_four_blocks_with_wrong_separators(tmp_path: Path, read: Read) -> None:
    drawing = Drawing(tmp_path / "form.pdf", LANDSCAPE)
    drawing.title("一般公共预算财政拨款基本支出决算明细表")
    xs = [40.0, 85, 180, 240, 285, 380, 440, 485, 580, 640, 685, 760, 810]
    rows = [
        ["科目编码", "科目名称", "金额"] * 4,
        [
            "301",
            "工资福利支出",
            "1,23,4.5",
            "302",
            "商品和服务支出",
            "5,000",
            "307",
            "债务利息",
            "",
            "310",
            "资本性支出",
            "———",
        ],
        [
            "30101",
            "基本工资",
            "1,234.5",
            "30201",
            "办公费",
            "５，０００",
            "30701",
            "国内付息",
            "",
            "31001",
            "房屋\n购建",
            "———",
        ],
        ["", "", "", "30299", "其他商品\n和服务支出", "(12.3)", "", "", "", "", "", ""],
    ]
    bottom = drawing.table(xs, 110, rows)
    for x0, x1, text in (
        (40, 180, "人员经费合计"),
        (180, 240, "1,234.50"),
        (240, 760, "公用经费合计"),
        (760, 810, "4,987.70"),
    ):
        drawing.box(x0, bottom, x1, bottom + 20, text)
    drawing.page()
    (table,) = read(drawing)
    assert table.form == "basic_expenditure"
    found = {c.row_code or c.row_label: (c.row_label, c.value and str(c.value), c.text) for c in table.cells}
    assert found["301"] == ("工资福利支出", "1234.5", "1,23,4.5")
    assert found["30201"] == ("办公费", "5000", "５，０００")
    assert found["30299"] == ("其他商品和服务支出", "-12.3", "(12.3)")
    assert found["31001"] == ("房屋购建", None, "———")
    assert found["30701"] == ("国内付息", None, "")
    assert found["人员经费合计"][1] == "1234.50"
    assert found["公用经费合计"][1] == "4987.70"
    assert len(table.cells) == 11
