"""Citations and answers that the tests of the web pages are made of."""

from __future__ import annotations

from index.types import BBox
from qa.types import Answer, Citation, Status

CELL = Citation(
    n=1,
    kind="cell",
    doc_id="a b&c",
    doc_title="某局<2021>年度部门决算",
    page=11,
    bbox=BBox(330, 213.126, 378, 226),
    text="92.86",
    form="basic_expenditure",
    table_no="公开06表",
    table_title="一般公共预算财政拨款基本支出决算表",
    row_label="办公费",
    column_label="决算数",
    value="92.86",
    unit="万元",
)
SENTENCE = Citation(2, "sentence", "d", "某局决算", 20, BBox(0, 0, 9, 9), "主要原因是<b>节约</b>。")


def cell(
    n: int, value: str, *, doc: str = "d", row: str = "办公费", column: str = "决算数", unit: str = "万元"
) -> Citation:
    """A cited cell; its printed text is its value."""
    return Citation(
        n,
        "cell",
        doc,
        f"{doc}部门决算",
        5,
        BBox(0, 0, 9, 9),
        value,
        form="expenditure",
        table_title="支出决算表",
        row_label=row,
        column_label=column,
        value=value,
        unit=unit,
    )


def answer(text: str, *citations: Citation, status: Status = Status.ANSWERED) -> Answer:
    """An answer to 问."""
    return Answer("问", status, text, citations=citations)
