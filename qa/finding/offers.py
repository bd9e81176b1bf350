"""Which labels are worth offering as a question: rows that print a figure under a name of their own."""

from __future__ import annotations

import re

from qa.finding.corpus import DocView
from qa.finding.labels import plain_label

# heads of performance tables, totals without a name, and what a row says of itself rather than of money
_NO_ITEM = re.compile(
    r"^(?:项目名称|评价等级|总分|得分|分值|合计|小计|总计|年度|年度总体目标|预算单位|实施单位|主管部门|单位名称"
    r"|自评得分|备注|栏次|联系人|填表人|其他|货物|工程|服务|指标|年度资金总额|当年财政拨款|上年结转资金)$|[>＞:：]"
)


def offers_figure(label: str, view: DocView) -> bool:
    """True for a label that names an item with at least one figure."""
    if _NO_ITEM.search(label.strip()):
        return False
    rows = view.rows_by_key.get(plain_label(label), ())
    return not rows or any(cell.value is not None for row in rows for cell in row.cells)
