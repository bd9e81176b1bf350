"""Pages -> tables: forms that go on over the page."""

from __future__ import annotations

import pytest

from tests.index.drawing import Drawing
from tests.index.drawn_forms import CLASSIFIED, COLUMNS, DATA, Read, cell, place


def test_merged_label_goes_on_over_the_page(drawing: Drawing, read: Read) -> None:
    xs = [50.0, 130, 300, 360]
    drawing.title("部门整体支出绩效自评指标计分表")
    drawing.table(xs, 110, [["一级指标", "三级指标", "自评分"]])
    drawing.box(50, 130, 130, 170, "过程（30分）")
    drawing.table(xs[1:], 130, [["预算执行率", "4"], ["预算调整率", "2"]])
    drawing.page()
    drawing.box(50, 60, 130, 100)
    drawing.table(xs[1:], 60, [["支付进度率", "2"], ["结转结余率", "1"]])
    drawing.box(50, 100, 130, 120, "产出（30分）")
    drawing.table(xs[1:], 100, [["实际完成率", "7"]])
    drawing.page()
    (table,) = read(drawing)
    assert [(c.row_label, c.text, c.unit, c.page) for c in table.cells] == [
        ("过程（30分） / 预算执行率", "4", "分", 1),
        ("过程（30分） / 预算调整率", "2", "分", 1),
        ("过程（30分） / 支付进度率", "2", "分", 2),
        ("过程（30分） / 结转结余率", "1", "分", 2),
        ("产出（30分） / 实际完成率", "7", "分", 2),
    ]


def test_continuation_without_header_split_row_and_empty_overflow(drawing: Drawing, read: Read) -> None:
    drawing.title("收入决算表")
    xs = COLUMNS
    header = ["类\n款\n项", "科目名称", "本年收入合计", "财政拨款收入", "其他收入"]
    last = ["2080505", "机关事业单位基本养老保险", "100.00", "90.00", "10.00"]
    drawing.table(xs, 110, [header, ["", "合计", "300.00", "290.00", "10.00"], last])
    drawing.centred(297, 820, "- 7 -")
    drawing.page()
    drawing.table(
        xs, 60, [["", "缴费支出", "", "", ""], ["2080506", "职业年金缴费支出", "200.00", "200.00", ""]]
    )
    drawing.centred(297, 820, "- 8 -")
    drawing.page()
    drawing.table(xs, 60, [["", "", "", "", ""]])
    drawing.centred(297, 820, "- 9 -")
    drawing.page()
    drawing.text(60, 80, "第三部分 情况说明")
    drawing.page()
    (table,) = read(drawing)
    assert table.pages == (1, 2)
    assert [(c.row_code, c.row_label, c.page) for c in table.cells if c.column_label == "本年收入合计"] == [
        (None, "合计", 1),
        ("2080505", "机关事业单位基本养老保险缴费支出", 1),
        ("2080506", "职业年金缴费支出", 2),
    ]


def test_a_row_without_amounts_at_the_head_of_a_page_is_a_row_of_its_own(
    drawing: Drawing, read: Read
) -> None:
    drawing.title("财政拨款收入支出决算总表")
    xs = [40.0, 183, 260, 400, 480]
    header = ["收入项目", "决算数", "支出项目", "决算数"]
    rows = [
        ["一、政府性基金预算财政拨款", "48.00", "一、其他支出", "51.83"],
        ["二、国有资本经营预算财政拨款", "", "二、债务付息支出", ""],
        ["本年收入合计", "48.00", "本年支出合计", "51.83"],
        ["年初财政拨款结转和结余", "6.00", "年末财政拨款结转和结余", "2.17"],
        ["政府性基金预算财政拨款", "6.00", "", ""],
    ]
    drawing.table(xs, 110, [header, *rows])
    drawing.page()
    last = ["总计", "54.00", "总计", "54.00"]
    drawing.table(xs, 60, [["国有资本经营预算财政拨款", "", "", ""], last])
    drawing.page()
    (table,) = read(drawing)
    carried = [(c.row_label, c.text, c.page) for c in table.cells if c.page == 1 and c.text == "6.00"]
    assert carried == [("年初财政拨款结转和结余", "6.00", 1), ("政府性基金预算财政拨款", "6.00", 1)]
    assert {c.row_label for c in table.cells if c.page == 2} >= {"国有资本经营预算财政拨款", "总计"}


def test_continuation_with_repeated_header_holding_the_total_alone(drawing: Drawing, read: Read) -> None:
    drawing.box(50, 50, 545, 80, "2023年度支出决算表")
    drawing.box(50, 80, 300, 100, "编制单位：某某局", "left")
    drawing.box(300, 80, 545, 100, "金额单位：元")
    drawing.table(COLUMNS, 100, [CLASSIFIED, *DATA[1:]])
    drawing.page()
    drawing.table(COLUMNS, 50, [CLASSIFIED, DATA[0]])
    drawing.page()
    (table,) = read(drawing)
    assert (table.title, table.unit, table.pages, len(table.grid)) == ("2023年度支出决算表", "元", (1, 2), 5)
    assert cell(table, "合计", "基本支出").page == 2


@pytest.mark.parametrize("rules", [True, False])
def test_unruled_form_goes_on_over_the_page(drawing: Drawing, read: Read, rules: bool) -> None:
    drawing.title("支出决算表")
    place(drawing, 110, CLASSIFIED, COLUMNS, (0, 1))
    for index, row in enumerate(DATA[:3]):
        place(drawing, 130 + 20 * index, row, COLUMNS, (0, 1))
    drawing.text(113, 204, "其他政府办公厅（室）及相关")
    drawing.text(113, 216, "机构事务支出")
    drawing.text(53, 210, "2010399")
    drawing.right(387, 210, "5.00")
    for y in (110, 130, 225) if rules else ():
        drawing.line(50, y, 545, y)
    drawing.centred(297, 820, "- 1 -")
    drawing.page()
    place(drawing, 60, DATA[3], COLUMNS, (0, 1))
    for y in (60, 80) if rules else ():
        drawing.line(50, y, 545, y)
    drawing.centred(297, 820, "- 2 -")
    drawing.page()
    drawing.text(60, 80, "第三部分 情况说明。")
    drawing.page()
    (table,) = read(drawing)
    assert table.pages == (1, 2)
    assert cell(table, "其他政府办公厅（室）及相关机构事务支出", "本年支出合计").row_code == "2010399"
    assert cell(table, "住房保障支出", "项目支出").page == 2
