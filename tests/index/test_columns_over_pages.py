"""Pages -> tables: forms wider than the paper, their right-hand columns on later pages without labels."""

from __future__ import annotations

import pytest

from index.checking.checks import Status
from index.checking.identities import check
from index.types import Table
from tests.index.drawing import Drawing
from tests.index.drawn_forms import Read, values
from tests.index.forms_by_hand import extraction

LEFT = [50.0, 110.0, 300.0, 390.0, 470.0]
RIGHT = [50.0, 180.0, 300.0, 440.0]
HEAD = ["科目编码", "科目名称", "本年支出合计", "基本支出"]
MORE = ["项目支出", "经营支出", "对附属单位补助支出"]
ROWS = [
    ["", "合计", "300.00", "250.00"],
    ["201", "一般公共服务支出", "200.00", "180.00"],
    ["20103", "政府办公厅（室）及相关机构事务", "200.00", "180.00"],
    ["221", "住房保障支出", "100.00", "70.00"],
]
FIGURES = [["45.00", "5.00", "-"], ["20.00", "-", "-"], ["20.00", "-", ""], ["25.00", "5.00", "-"]]
WHOLE = [
    (row[1], column, text)
    for row, more in zip(ROWS, FIGURES, strict=True)
    for column, text in zip([*HEAD[2:], *MORE], [*row[2:], *more], strict=True)
    if text
]


def left(drawing: Drawing, rows: list[list[str]], header: bool = True) -> None:
    drawing.table(LEFT, 110, [HEAD, *rows] if header else rows)


def page(drawing: Drawing, xs: list[float], rows: list[list[str]]) -> None:
    drawing.page()
    drawing.table(xs, 60, rows)


def alarms(table: Table, *others: Table) -> list[str]:
    return [found.title for found in check(extraction(table, *others)).checks if found.status is Status.FAIL]


@pytest.mark.parametrize("repeated", [True, False])
def test_down_then_over(drawing: Drawing, read: Read, repeated: bool) -> None:
    drawing.title("支出决算表")
    left(drawing, ROWS[:3])
    page(drawing, LEFT, [HEAD, ROWS[3]] if repeated else [ROWS[3]])
    page(drawing, RIGHT, [MORE, *FIGURES[:2]])  # lower rows: another break
    page(drawing, RIGHT, [MORE, *FIGURES[2:]] if repeated else FIGURES[2:])
    drawing.page()
    (table,) = read(drawing)
    assert sorted(values(table)) == sorted(WHOLE)
    assert (table.form, table.pages, table.header_rows) == ("expenditure", (1, 2, 3, 4), 1)
    housing = [c for c in table.cells if c.row_code == "221"]
    assert [c.page for c in housing] == [2, 2, 4, 4, 4]
    assert housing[-3].row_path == ("住房保障支出",)
    assert not alarms(table)


def test_over_then_down(drawing: Drawing, read: Read) -> None:
    drawing.title("支出决算表")
    left(drawing, ROWS[:2])
    page(drawing, RIGHT, [MORE, *FIGURES[:2]])
    page(drawing, LEFT, [HEAD, *ROWS[2:]])
    page(drawing, RIGHT, [MORE, *FIGURES[2:]])
    drawing.page()
    (table,) = read(drawing)
    assert sorted(values(table)) == sorted(WHOLE)
    assert not alarms(table)


def test_three_pages_across_with_numbered_columns(drawing: Drawing, read: Read) -> None:
    drawing.title("支出决算表")
    left(drawing, [["栏次", "", "1", "2"], *ROWS])
    page(drawing, RIGHT[:3], [MORE[:2], ["3", "4"], *(row[:2] for row in FIGURES)])
    page(drawing, [50.0, 180.0, 300.0], [[MORE[2], "备注"], ["5", "6"], *([row[2], ""] for row in FIGURES)])
    drawing.page()
    tables = read(drawing)
    assert [table.form for table in tables][:1] == ["expenditure"]
    assert not alarms(*tables)
    assert [c.text for c in tables[0].cells if c.row_code == "201"][:4] == ["200.00", "180.00", "20.00", "-"]
    assert {c.column_label for c in tables[0].cells} >= {"项目支出", "经营支出"}


@pytest.mark.parametrize("xs", [LEFT, [50.0, 110.0, 300.0, 380.0, 450.0, 530.0]])
def test_pages_that_repeat_the_labels(drawing: Drawing, read: Read, xs: list[float]) -> None:
    more = len(xs) - 3
    drawing.title("支出决算表")
    left(drawing, ROWS[:2])
    page(drawing, LEFT, [HEAD, *ROWS[2:]])
    for start in (0, 2):
        rows = [ROWS[row][:2] + FIGURES[row][:more] for row in range(start, start + 2)]
        page(drawing, xs, [HEAD[:2] + MORE[:more], *rows])
    drawing.page()
    (table,) = read(drawing)
    assert sorted(values(table)) == sorted(each for each in WHOLE if each[1] in (*HEAD, *MORE[:more]))
    assert [(c.page, c.row_label) for c in table.cells if c.column_label == "项目支出"][-1] == (
        4,
        "住房保障支出",
    )
    if more == len(MORE):
        assert not alarms(table)


def test_labels_of_other_rows_are_not_joined(drawing: Drawing, read: Read) -> None:
    drawing.title("支出决算表")
    left(drawing, ROWS)
    page(drawing, LEFT, [HEAD[:2] + MORE[:2], *[ROWS[row][:2] + FIGURES[row][:2] for row in (0, 1, 3)]])
    drawing.page()
    tables = read(drawing)
    assert values(tables[0]) == [each for each in WHOLE if each[1] in HEAD]
    assert ("住房保障支出", "项目支出", "25.00") in values(tables[1])
    assert not alarms(*tables)


def test_halves_of_unequal_length_are_not_joined_and_raise_no_alarm(drawing: Drawing, read: Read) -> None:
    drawing.title("支出决算表")
    left(drawing, ROWS)
    page(drawing, RIGHT, [MORE, *FIGURES[:3]])
    drawing.page()
    tables = read(drawing)
    assert [table.form for table in tables] == ["expenditure", None]
    assert values(tables[0]) == [each for each in WHOLE if each[1] in HEAD]
    assert {c.row_label for c in tables[1].cells} == {""}
    assert not alarms(*tables)
    (told,) = [c for c in check(extraction(*tables)).checks if c.rule == "form.halves"]
    assert (told.status, "第2页" in told.explanation) == (Status.NOT_COMPUTABLE, True)


def test_a_table_of_figures_under_a_title_of_its_own_is_left_alone(drawing: Drawing, read: Read) -> None:
    drawing.title("支出决算表")
    left(drawing, ROWS)
    drawing.page()
    drawing.title("财政拨款“三公”经费支出决算表")
    drawing.table(RIGHT, 110, [["合计", "因公出国（境）费", "公务接待费"], ["2.00", "1.00", "1.00"]])
    drawing.page()
    assert [table.form for table in read(drawing)] == ["expenditure", "three_public"]
