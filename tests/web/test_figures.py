"""Tables and charts: only cited figures, told apart by few labels, drawn only where lengths compare."""

from __future__ import annotations

from dataclasses import replace

from qa.types import Status
from tests.web.cited import SENTENCE, answer, cell
from web.chat.chart import figures_html
from web.chat.figures import Label, figure_table, pair_table
from web.chat.table_file import table_csv
from web.texts import load_texts

TEXTS = load_texts()


def test_departments_side_by_side_with_the_sentences_that_back_them() -> None:
    backing = replace(SENTENCE, n=2, doc_id="甲", value="0.74", unit="万元")
    told = answer("…", cell(1, "0.74", doc="甲"), backing, cell(3, "0.11", doc="乙"))
    table = figure_table(told, {"甲": "甲局（2021年度）"})
    assert table is not None
    assert table.labels == (Label.DOCUMENT,)
    assert [row.labels for row in table.rows] == [("甲局（2021年度）",), ("乙部门决算",)]
    assert [row.marks for row in table.rows] == [(1, 2), (3,)]
    html = figures_html(table, told, 1, TEXTS)
    assert 'style="width:100.0%"' in html
    assert 'style="width:14.9%"' in html
    assert "数额（万元）" in html


def test_items_of_one_form_are_told_apart_by_their_rows() -> None:
    told = answer("…", *(cell(n, str(n), row=f"{n}类") for n in (1, 2, 3)))
    table = figure_table(told, {})
    assert table is not None
    assert table.labels == (Label.ITEM,)


def test_budget_and_final_are_told_apart_by_their_columns_and_the_difference_stands_below() -> None:
    told = replace(
        answer("…", cell(1, "16.90", column="年初预算数"), cell(2, "0.74")),
        formula="16.90 - 0.74 = 16.16",
        value="1016.16",
        unit="万元",
    )
    table = figure_table(told, {})
    assert table is not None
    assert table.labels == (Label.COLUMN,)
    html = figures_html(table, told, 1, TEXTS)
    assert '<tfoot><tr><th scope="row" colspan="1">计算结果</th><td class="figure">1,016.16 万元</td>' in html


def test_a_contradiction_shows_where_each_figure_stands_and_draws_nothing() -> None:
    told = answer("…", cell(1, "8", unit="批"), cell(2, "7", unit="批", row="批次"), status=Status.CONFLICT)
    table = figure_table(told, {})
    assert table is not None
    assert table.labels == (Label.PLACE, Label.ITEM)
    assert "bar" not in figures_html(table, told, 1, TEXTS)


def test_of_a_contradiction_the_place_in_the_text_is_named_too() -> None:
    said = replace(SENTENCE, n=2, value="7", unit="批", page=17)
    told = answer("…", cell(1, "8", unit="批"), said, status=Status.CONFLICT)
    table = figure_table(told, {}, TEXTS("place_in_text"))
    assert table is not None
    assert [row.labels[0] for row in table.rows] == ["支出决算表", "第 17 页情况说明"]


def test_one_figure_or_two_scopes_of_it_need_no_table() -> None:
    assert figure_table(answer("…", cell(1, "5")), {}) is None
    assert figure_table(answer("…", cell(1, "5"), cell(2, "6", row="别的")), {}) is None
    assert figure_table(answer("…", SENTENCE), {}) is None


def test_figures_of_several_units_or_below_zero_are_not_drawn() -> None:
    mixed = figure_table(
        answer("…", cell(1, "5"), cell(2, "6", row="乙", unit="辆"), cell(3, "7", row="丙")), {}
    )
    assert mixed is not None
    assert mixed.unit is None
    assert not mixed.drawable
    below = figure_table(answer("…", cell(1, "-5"), cell(2, "6", row="乙"), cell(3, "7", row="丙")), {})
    assert below is not None
    assert not below.drawable


def test_budget_and_final_of_several_items_stand_in_two_columns_with_two_bars() -> None:
    told = answer(
        "…",
        *(cell(1, "16.90", row="接待", column="年初预算数"), cell(2, "0.74", row="接待")),
        *(cell(3, "2.60", row="用车", column="年初预算数"), cell(4, "0.00", row="用车")),
    )
    table = figure_table(told, {})
    assert table is not None
    pairs = pair_table(table)
    assert pairs is not None
    assert pairs.columns == ("年初预算数", "决算数")
    assert [[row.printed for row in pair.figures] for pair in pairs.pairs] == [
        ["16.90", "0.74"],
        ["2.60", "0.00"],
    ]
    html = figures_html(table, told, 1, TEXTS)
    assert html.count("<tr>") == 3
    assert "年初预算数（万元）" in html
    assert 'style="width:100.0%"' in html
    assert 'style="width:4.4%"' in html


def test_in_a_form_of_one_row_the_items_stand_below_their_columns() -> None:
    car = "公务用车购置及运行维护费"
    paths = ("合计", f"{car} / 小计", f"{car} / 公务用车运行维护费", "公务接待费")
    cells = (
        replace(cell(n, str(n), column=f"{column} / {path}"), row_label="")
        for n, (path, column) in enumerate(((p, c) for p in paths for c in ("预算数", "决算数")), 1)
    )
    told = answer("…", *cells)
    table = figure_table(told, {})
    assert table is not None
    assert table.labels == (Label.COLUMN,)
    pairs = pair_table(table)
    assert pairs is not None
    assert (pairs.labels, pairs.columns) == ((Label.ITEM,), ("预算数", "决算数"))
    assert [pair.labels for pair in pairs.pairs] == [
        ("合计",),
        ("小计",),
        ("公务用车运行维护费",),
        ("公务接待费",),
    ]
    assert [row.printed for row in pairs.pairs[-1].figures] == ["7", "8"]


def test_items_of_one_name_below_several_columns_keep_their_paths() -> None:
    cells = (
        replace(cell(n, str(n), column=path), row_label="")
        for n, path in enumerate(
            ("预算数 / 车 / 小计", "预算数 / 会 / 小计", "决算数 / 车 / 小计", "决算数 / 会 / 小计"), 1
        )
    )
    table = figure_table(answer("…", *cells), {})
    pairs = pair_table(table) if table else None
    assert pairs is not None
    assert [pair.labels for pair in pairs.pairs] == [("车 / 小计",), ("会 / 小计",)]


def test_money_of_several_units_is_drawn_in_one_and_said_again_in_no_row_of_its_own() -> None:
    told = replace(
        answer("…", cell(1, "23460.00", doc="甲", unit="元"), cell(2, "4.692", doc="乙")),
        formula="23,460.00 元 = 2.346 万元",
        value="4.692",
        unit="万元",
    )
    table = figure_table(told, {})
    assert table is not None
    html = figures_html(table, told, 1, TEXTS)
    assert 'style="width:50.0%"' in html
    assert "23460.00 元" in html
    assert "计算结果" not in html


def test_of_a_long_table_ten_rows_are_shown_and_the_rest_is_a_press_away() -> None:
    told = answer("…", *(cell(n, str(n), doc=f"第{n}局") for n in range(1, 31)))
    table = figure_table(told, {})
    assert table is not None
    html = figures_html(table, told, 1, TEXTS)
    first, rest = html.split("<details")
    assert (first.count('<tr><th scope="row"'), rest.count('<tr><th scope="row"')) == (10, 20)
    assert "显示全部 30 项" in rest
    lines = table_csv(table, told, TEXTS).splitlines()
    assert len(lines) == 31
    assert lines[1].split(",")[:3] == ["第1局部门决算", "1", "万元"]


def test_what_documents_print_is_no_formula_of_a_spreadsheet() -> None:
    told = answer("…", *(cell(n, str(-n), row=f"=1+{n}") for n in range(1, 4)))
    table = figure_table(told, {})
    assert table is not None
    saved = table_csv(table, told, TEXTS)
    assert "'=1+1,-1,万元" in saved
