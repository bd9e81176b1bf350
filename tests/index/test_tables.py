"""Pages -> tables: the shapes of forms, drawn small, with the cells that must come out."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.config import Settings
from index.forms.tables import read_tables
from index.reading.pages import read_pages
from tests.index.drawing import Drawing
from tests.index.drawn_forms import CLASSIFIED, COLUMNS, DATA, Read, cell, expected, place, values


def test_full_rules(drawing: Drawing, read: Read) -> None:
    drawing.title("支出决算表", unit="元", table_no="公开03表")
    drawing.table(COLUMNS, 110, [CLASSIFIED, *DATA])
    drawing.page()
    (table,) = read(drawing)
    assert (table.form, table.table_no, table.title, table.unit) == (
        "expenditure",
        "公开03表",
        "支出决算表",
        "元",
    )
    assert (table.pages, table.header_rows, table.table_id) == ((1,), 1, "form#t01")
    assert values(table) == expected(DATA, CLASSIFIED)
    child = cell(table, DATA[2][1], "基本支出")
    assert (child.row_code, str(child.value), child.unit) == ("20103", "200.00", "元")
    assert child.row_path == ("一般公共服务支出", "政府办公厅（室）及相关机构事务")
    blank, dash = cell(table, DATA[2][1], "项目支出"), cell(table, DATA[1][1], "项目支出")
    assert (blank.text, blank.value, dash.text, dash.value) == ("", None, "-", None)
    x0, top, x1, bottom = child.bbox
    assert [round(v) for v in (x0, x1)] == [390, 470]
    assert 170 <= top < bottom <= 190


@pytest.mark.parametrize("rules", [True, False])
def test_three_lines_or_none(drawing: Drawing, read: Read, rules: bool) -> None:
    drawing.title("支出决算表")
    place(drawing, 110, CLASSIFIED, COLUMNS, (0, 1))
    for index, row in enumerate(DATA):
        place(drawing, 130 + 20 * index, row, COLUMNS, (0, 1))
    for y in (110, 130, 210) if rules else ():
        drawing.line(50, y, 545, y)
    drawing.text(50, 230, "注：本表反映部门本年度支出情况。")
    drawing.centred(297, 820, "- 7 -")
    drawing.page()
    (table,) = read(drawing)
    assert values(table) == expected(DATA, CLASSIFIED)
    assert table.notes == ("注：本表反映部门本年度支出情况。",)
    assert {c.row_code for c in table.cells} == {None, "201", "20103", "221"}


@pytest.mark.parametrize("rules", [True, False])
def test_spanning_headers_without_vertical_rules(drawing: Drawing, read: Read, rules: bool) -> None:
    drawing.title("一般公共预算财政拨款支出决算表")
    drawing.centred(170, 124, "项目")
    drawing.centred(457, 124, "本年支出")
    place(drawing, 130, ["科目编码", "科目名称", "小计", "基本支出", "项目支出"], COLUMNS, (0, 1))
    for index, row in enumerate(DATA):
        place(drawing, 150 + 20 * index, row, COLUMNS, (0, 1))
    if rules:
        for x0, x1, y in ((50, 545, 110), (50, 290, 130), (303, 545, 130), (50, 545, 150), (50, 545, 230)):
            drawing.line(x0, y, x1, y)
    drawing.page()
    (table,) = read(drawing)
    assert {c.column_label for c in table.cells} == {
        "本年支出 / 小计",
        "本年支出 / 基本支出",
        "本年支出 / 项目支出",
    }
    assert cell(table, "合计", "本年支出 / 基本支出").text == "290.00"


def test_headers_beside_spanning_ones_reach_through_all_levels(drawing: Drawing, read: Read) -> None:
    xs = [50.0, 110, 250, 340, 420, 480, 545]
    drawing.title("收入决算表")
    for x, text in ((180, "项目"), (420, "事业收入")):
        drawing.centred(x, 124, text)
    drawing.right(337, 134, "本年收入合计")
    drawing.right(542, 129, "附属单位")
    drawing.right(542, 140, "上缴收入")
    for x, text in ((53, "科目编码"), (113, "科目名称")):
        drawing.text(x, 146, text)
    for x, text in ((417, "小计"), (477, "其中：教育收费")):
        drawing.right(x, 146, text, 8)
    for index, row in enumerate(
        (["205", "教育支出", "9.00", "5.00", "4.00", "1.00"], ["20501", "管理", "9.00", "5.00", "4.00", ""])
    ):
        place(drawing, 152 + 20 * index, row, xs, (0, 1))
    place(drawing, 192, ["20502", "普通教育", "7.00", "7.00", "7.00", "7.00"], xs, (0, 1))
    for x0, x1, y in ((50, 545, 110), (50, 245, 130), (350, 480, 130), (50, 545, 152), (50, 545, 215)):
        drawing.line(x0, y, x1, y)
    drawing.page()
    (table,) = read(drawing)
    labels = ["本年收入合计", "事业收入 / 小计", "事业收入 / 其中：教育收费", "附属单位上缴收入"]
    assert [c.column_label for c in table.cells if c.row_code == "205"] == labels
    assert [c.text for c in table.cells if c.row_code == "20501"] == ["9.00", "5.00", "4.00", ""]


def test_codes_in_three_columns_and_short_parts(drawing: Drawing, read: Read) -> None:
    xs = [50.0, 85, 110, 135, 300, 390, 470, 545]
    drawing.title("支出决算表")
    drawing.box(50, 110, 300, 130, "项目")
    for x0, x1, text in ((300, 390, "合计"), (390, 470, "基本支出"), (470, 545, "项目支出")):
        drawing.box(x0, 110, x1, 170, text)
    drawing.box(50, 130, 135, 150, "功能分类科目编码")
    drawing.box(135, 130, 300, 170, "科目名称")
    for x0, x1, text in ((50, 85, "类"), (85, 110, "款"), (110, 135, "项")):
        drawing.box(x0, 150, x1, 170, text)
    rows = [
        ["301", "", "", "工资福利支出", "3.00", "3.00", ""],
        ["301", "2", "", "津贴补贴", "2.00", "2.00", ""],
        ["201", "03", "01", "行政运行", "1.00", "1.00", ""],
        ["合计", "", "", "", "6.00", "6.00", ""],
    ]
    drawing.table(xs, 170, rows)
    drawing.page()
    (table,) = read(drawing)
    assert table.header_rows == 3
    assert [(c.row_code, c.row_label) for c in table.cells if c.column_label == "合计"] == [
        ("301", "工资福利支出"),
        ("30102", "津贴补贴"),
        ("2010301", "行政运行"),
        (None, "合计"),
    ]


def test_wide_three_public_form_has_values_without_row_label(drawing: Drawing, read: Read) -> None:
    xs = [50.0, 130, 220, 290, 370, 460, 530]
    drawing.title("财政拨款“三公”经费支出决算表")
    drawing.box(50, 110, 290, 130, "预算数")
    drawing.box(290, 110, 530, 130, "决算数")
    drawing.table(xs, 130, [["合计", "因公出国（境）费", "公务接待费"] * 2])
    drawing.table(xs, 150, [["1", "2", "3", "4", "5", "6"], ["0.95", "", "0.95", "0.50", "", "0.50"]])
    drawing.page()
    (table,) = read(drawing)
    assert table.header_rows == 3
    assert values(table) == [
        ("", "预算数 / 合计", "0.95"),
        ("", "预算数 / 公务接待费", "0.95"),
        ("", "决算数 / 合计", "0.50"),
        ("", "决算数 / 公务接待费", "0.50"),
    ]
    blank = [(c.column_label, c.value, c.unit) for c in table.cells if not c.text]
    assert blank == [(f"{kind} / 因公出国（境）费", None, "万元") for kind in ("预算数", "决算数")]


def test_an_empty_line_of_a_wide_form_tells_nothing(drawing: Drawing, read: Read) -> None:
    drawing.title("财政拨款“三公”经费支出决算表")
    drawing.table([50.0, 130, 220, 290], 110, [["合计", "因公出国（境）费", "公务接待费"], ["", "", ""]])
    drawing.page()
    (table,) = read(drawing)
    assert not table.cells


def test_words_have_no_unit_and_blanks_that_of_their_place(drawing: Drawing, read: Read) -> None:
    drawing.title("项目支出绩效自评情况表")
    header = ["项目名称", "实施单位", "全年预算数", "全年执行数", "自评等级"]
    drawing.table(
        COLUMNS, 110, [header, ["某项目", "某中心", "20.00", "—", "优"], ["甲项目", "某院", "9.00", "", "良"]]
    )
    drawing.page()
    (table,) = read(drawing)
    assert {(c.text, c.unit) for c in table.cells} == {
        *((text, None) for text in ("某中心", "优", "某院", "良")),
        *((text, "万元") for text in ("20.00", "—", "9.00", "")),
    }


def test_rows_that_no_rule_parts(drawing: Drawing, read: Read) -> None:
    drawing.title("支出决算表")
    for x0, x1, text in zip(COLUMNS, COLUMNS[1:], CLASSIFIED, strict=False):
        drawing.box(x0, 110, x1, 130, text)
        drawing.box(x0, 130, x1, 220)
    for index, row in enumerate(DATA):
        place(drawing, 132 + 20 * index, row, COLUMNS, (0, 1))
    drawing.page()
    (table,) = read(drawing)
    assert values(table) == expected(DATA, CLASSIFIED)


def test_header_in_the_middle_and_counts_beside_amounts(drawing: Drawing, read: Read) -> None:
    xs = [50.0, 300, 350, 450]
    drawing.title("部门决算公开相关信息统计表")
    drawing.box(50, 110, 450, 130, "一、政府采购情况", "left")
    drawing.table(xs, 130, [["项目", "行次", "统计数"], ["合计", "1", "4.16"], ["货物", "2", ""]])
    drawing.box(50, 190, 450, 210, "二、国有资产占用情况", "left")
    drawing.table(xs, 210, [["（一）车辆数合计（辆）", "3", "2"], ["1.机要通信用车", "4", "2"]])
    drawing.page()
    (table,) = read(drawing)
    assert (table.form, table.header_rows) == ("other_information", 0)
    found = [(c.row_label, c.row_seq, c.column_label, c.text, c.unit) for c in table.cells]
    assert found == [
        ("一、政府采购情况 / 合计", "1", "统计数", "4.16", "万元"),
        ("一、政府采购情况 / 货物", "2", "统计数", "", "万元"),
        ("二、国有资产占用情况 / （一）车辆数合计（辆）", "3", "统计数", "2", "辆"),
        ("二、国有资产占用情况 / 1.机要通信用车", "4", "统计数", "2", "辆"),
    ]


def test_forms_declared_empty(drawing: Drawing, read: Read) -> None:
    drawing.centred(297, 60, "政府性基金预算财政拨款收入支出决算表", 16)
    drawing.text(60, 110, "本部门无政府性基金预算财政拨款收入支出，故本表无数据。")
    drawing.page()
    drawing.title("国有资本经营预算财政拨款支出决算表")
    drawing.table(COLUMNS, 110, [CLASSIFIED, ["", "", "", "", ""]])
    drawing.text(50, 170, "注：本表无数据")
    drawing.page()
    fund, capital = read(drawing)
    assert fund.notice is not None
    assert capital.notice is not None
    said = "本部门无政府性基金预算财政拨款收入支出，故本表无数据。"
    assert (fund.form, fund.cells, fund.notice.text) == ("government_fund", (), said)
    assert (capital.form, capital.cells, capital.notice.text) == ("state_capital", (), "注：本表无数据")
    assert [(table.notice.page, round(table.notice.bbox.x0)) for table in (fund, capital)] == [
        (1, 60),
        (2, 50),
    ]


def test_contents_frames_and_lonely_boxes_are_no_tables(drawing: Drawing, read: Read) -> None:
    rows = [
        ["收入支出决算总表", "3"],
        ["收入决算表", "4"],
        ["支出决算表", "5"],
        ["财政拨款收入支出决算总表", "6"],
    ]
    drawing.centred(297, 60, "目 录", 16)
    drawing.table([50.0, 300, 350], 110, rows)
    drawing.page()
    drawing.box(30, 30, 565, 800)
    drawing.text(60, 100, "本部门主要职责是起草有关文件。")
    drawing.page()
    assert read(drawing) == []


def test_occupied_regions_hold_caption_grid_and_notes(tmp_path: Path, settings: Settings) -> None:
    drawing = Drawing(tmp_path / "form.pdf")
    drawing.title("支出决算表", table_no="公开03表")
    drawing.table(COLUMNS, 110, [CLASSIFIED, *DATA])
    drawing.text(50, 225, "注：本表反映部门本年度支出情况。")
    drawing.text(50, 300, "情况说明从这里开始。")
    drawing.page()
    pages = list(read_pages(drawing.save(), settings))
    _, occupied = read_tables("form", pages)
    free = [
        word.text
        for word in pages[0].words
        if not any(
            box.x0 - 1 <= word.bbox.x0
            and word.bbox.x1 <= box.x1 + 1
            and box.top - 1 <= word.bbox.top < box.bottom
            for box in occupied[1]
        )
    ]
    assert free == ["情况说明从这里开始。"]
