"""Forms whose further columns were read as a table of their own: sums over their columns prove nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from index.checking.checks import Check, Side, Status, cell_operand
from index.checking.sums import form_name
from index.types import Table


def cut_forms(tables: Sequence[Table]) -> Mapping[str, Sequence[Table]]:
    """By table_id of a form: the tables after it that hold columns of it for themselves."""
    found: dict[str, list[Table]] = {}
    whole: Table | None = None
    for table in tables:
        if whole is not None and _goes_on_beside(whole, table, found.get(whole.table_id, [])):
            found.setdefault(whole.table_id, []).append(table)
        else:
            whole = table
    return found


def _goes_on_beside(whole: Table, table: Table, before: Sequence[Table]) -> bool:
    if not whole.cells or not table.cells:
        return False
    last = before[-1] if before else whole
    title, named = whole.cells[0].table_title, table.cells[0].table_title
    if not whole.pages[0] < table.pages[0] <= last.pages[-1] + 1 or named not in ("", title):
        return False
    if named and table.form is None and whole.form is not None:
        return True
    labelled = any(cell.row_label for cell in whole.cells)
    bare = not any(cell.row_label or cell.row_code for cell in table.cells)
    return labelled and bare and len({cell.row for cell in table.cells}) > 1


def cut_check(whole: Table, halves: Sequence[Table]) -> Check:
    """What is told in place of the sums over the columns of such a form."""
    pages = "、".join(str(page) for page in sorted({page for half in halves for page in half.pages}))
    head = whole.cells[0]
    return Check(
        "form.halves",
        f"{form_name(head)}：各列之和",
        Status.NOT_COMPUTABLE,
        (cell_operand(head, Side.LEFT),),
        None,
        None,
        None,
        None,
        head.unit,
        f"这张表的另一部分列单独印在第{pages}页，行数与前面不同，对不上是哪一行，无法核对。",
    )
