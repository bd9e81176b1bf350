"""Header rows -> sections and columns."""

from collections.abc import Sequence

from index.forms.grids import GridCell, Row
from index.forms.header_words import Role, role_of_header
from index.forms.headers import is_numbering, read_sections
from index.types import BBox

NOWHERE = BBox(0, 0, 0, 0)


def rows(*lines: str) -> list[Row]:
    """Rows written as "a | a | b"; equal texts side by side or (with ^) from above are one merged cell."""
    made: list[Row] = []
    for line in lines:
        row: list[GridCell] = []
        for column, text in enumerate(part.strip() for part in line.split("|")):
            if text == "^":
                row.append(made[-1][column])
            elif text == "<":
                row.append(row[-1])
            else:
                row.append(GridCell(text, NOWHERE, 1))
        made.append(tuple(row))
    return made


def roles(sheet: Sequence[Row]) -> list[list[Role]]:
    return [[column.role for column in section.columns] for section in read_sections(sheet)]


def test_merged_headers_end_with_the_numbering_row() -> None:
    sheet = rows(
        "项　目 | < | < | < | 年初结转和结余 | 本年支出 | < ",
        "支出功能分类科目编码 | < | < | 科目名称 | ^ | 小计 | 基本支出",
        "类 | 款 | 项 | 栏次 | 1 | 2 | 3",
        "^ | ^ | ^ | 合计 |  |  | ",
        "201 | < | < | 一般公共服务支出 | | 1.00 | 1.00",
    )
    (section,) = read_sections(sheet)
    assert (section.first, section.header_end, section.end) == (0, 3, 5)
    assert [column.role for column in section.columns] == [Role.CODE] * 3 + [Role.NAME] + [Role.VALUE] * 3
    assert [column.label for column in section.columns[4:]] == [
        "年初结转和结余",
        "本年支出 / 小计",
        "本年支出 / 基本支出",
    ]


def test_the_total_row_of_an_empty_form_is_data() -> None:
    sheet = rows("科目编码 | 科目名称 | 合计 | 基本支出", "合计 | < |  | ", " |  |  | ")
    (section,) = read_sections(sheet)
    assert section.header_end == 1


def test_each_side_is_a_block() -> None:
    sheet = rows(
        "收入 | < | < | 支出 | < | <",
        "项目 | 行次 | 决算数 | 项目 | 行次 | 决算数",
        "一、财政拨款收入 | 1 | 5.00 | 一、教育支出 | 9 | ",
    )
    (section,) = read_sections(sheet)
    assert [column.block for column in section.columns] == [0, 0, 0, 1, 1, 1]
    assert [column.role for column in section.columns[:3]] == [Role.NAME, Role.SEQ, Role.VALUE]


def test_a_blank_row_named_like_a_column_is_data() -> None:
    sheet = rows(
        "项目 | 行次 | 合计 | 一般公共预算财政拨款",
        "一般公共预算财政拨款 | 29 | | ",
        "政府性基金预算财政拨款 | 30 | | ",
    )
    (section,) = read_sections(sheet)
    assert section.header_end == 1


def test_headers_in_the_middle_open_sections() -> None:
    sheet = rows(
        "项目名称 | 单位运转经费 | < | <",
        "项目资金（万元） |  | 年初预算数 | 全年执行数",
        "^ | 年度资金总额 | 70 | 65",
        "绩效指标 | 一级指标 | 年度指标值 | 得分",
        "^ | 产出指标 | 4人 | 5",
        "总分 | < | < | 92",
    )
    sections = read_sections(sheet)
    assert [(s.first, s.header_end, s.end) for s in sections] == [(0, 0, 1), (1, 2, 3), (3, 4, 6)]
    assert sections[0].columns == ()
    assert [column.headed for column in sections[2].columns] == [False, True, True, True]


def test_unknown_headers_name_rows_by_their_first_words() -> None:
    sheet = rows("序号 | 工作名 | 目标 | 完成情况", "1 | 统筹协调 | 推进 | 完成")
    assert roles(sheet) == [[Role.SEQ, Role.NAME, Role.VALUE, Role.VALUE]]


def test_a_wide_form_has_no_label_column() -> None:
    sheet = rows(
        "预算数 | < | 决算数 | <", "合计 | 公务接待费 | 合计 | 公务接待费", "1 | 2 | 3 | 4", "0.95 | 0.95 | |"
    )
    (section,) = read_sections(sheet)
    assert section.header_end == 3
    assert {column.role for column in section.columns} == {Role.VALUE}


def test_numbering_rows() -> None:
    assert is_numbering(rows("栏　次 |  | 1 | 栏　次 |  | 2")[0])
    assert is_numbering(rows("1 | 2 | 3 | 4")[0])
    assert is_numbering(rows("栏次 | < | 1=2+3 | 2 | 3")[0])
    assert not is_numbering(rows("项目 | 栏次 | 决算数")[0])
    assert not is_numbering(rows("合计 | 1 | 4.16")[0])


def test_roles_by_words() -> None:
    assert role_of_header("支出功能分类科目编码") is Role.CODE
    assert role_of_header("类\n款\n项") is Role.CODE
    assert role_of_header("项目（按功能分类）") is Role.NAME
    assert role_of_header("2024年“三公”经费预算数") is Role.VALUE
    assert role_of_header("住房公积金") is None
