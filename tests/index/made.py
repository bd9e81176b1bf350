"""A small disclosure made by hand, for tests of what stands behind the reading of PDFs."""

from __future__ import annotations

from decimal import Decimal

from index.types import (
    BBox,
    Cell,
    Disclosure,
    Extraction,
    Figure,
    Measure,
    Region,
    Sentence,
    Source,
    Table,
)

ROWS = (
    ("一、一般公共服务支出", "201", ("一般公共服务支出",), "1,006.53"),
    ("行政运行", "2010301", ("一般公共服务支出", "政府办公厅（室）及相关机构事务", "行政运行"), "674.77"),
    ("事业运行", "2010350", ("一般公共服务支出", "政府办公厅（室）及相关机构事务", "事业运行"), "331.76"),
    ("合计", None, ("合计",), ""),
)


def made_table(doc_id: str, factor: int = 1) -> Table:
    """Four rows with two columns of amounts each."""
    table_id = f"{doc_id}#t1"
    cells = [
        Cell(
            doc_id=doc_id,
            page=3,
            table_id=table_id,
            form="expenditure",
            table_no="公开03表",
            table_title="支出决算表",
            row=row,
            col=col,
            row_label=label,
            row_code=code,
            row_seq=str(row),
            row_path=path,
            column_label=column,
            text=text,
            value=Decimal(text.replace(",", "")) * factor if text else None,
            unit="万元",
            bbox=BBox(100.125 * col, 50.5 * row, 100.125 * col + 60, 50.5 * row + 12),
            source=Source.OCR,
            confidence=0.97,
        )
        for row, (label, code, path, text) in enumerate(ROWS, start=2)
        for col, column in ((3, "本年支出合计"), (4, "基本支出"))
    ]
    grid = (("项目", "项目", "本年支出合计", "基本支出"), *((c or "", n, t, t) for n, c, _p, t in ROWS))
    return Table(
        table_id=table_id,
        doc_id=doc_id,
        form="expenditure",
        table_no="公开03表",
        title="支出决算表",
        unit="万元",
        pages=(3, 4),
        grid=grid,
        header_rows=1,
        cells=tuple(cells),
        notes=("注：本表反映部门本年度各项支出情况。",),
        trust=0.5,
    )


def made_extraction(doc_id: str = "jia", factor: int = 1) -> Extraction:
    """A disclosure of an invented department: one form, one sentence with a figure."""
    disclosure = Disclosure(
        doc_id=doc_id,
        title="虚构市某局2021年度部门决算",
        region=Region("虚构省", "虚构市", None),
        department="某局",
        year=2021,
        aliases=("某局本级",),
        contained_units=("某中心",),
        pages=5,
        sha256=f"{factor:064d}",
        invented=True,
    )
    figure = Figure(
        "331.76", Decimal("331.76"), 2, "万元", 8, 14, "事业运行", Measure.FINAL, None, 2021, None
    )
    sentence = Sentence(
        sentence_id=f"{doc_id}#s1",
        doc_id=doc_id,
        page=4,
        bbox=BBox(1, 2, 3, 4),
        text="事业运行支出为 331.76 万元。",
        section=("第三部分 情况说明", "二、支出决算情况说明"),
        figures=(figure,),
        reason="人员增加",
    )
    return Extraction(disclosure, (made_table(doc_id, factor),), (sentence,), ("第 5 页没有文字",))
