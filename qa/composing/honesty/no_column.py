"""An item and a column that no form prints together (办公费 and 项目支出): refused by both names, with what
each of them can be asked for."""

from __future__ import annotations

import re
from dataclasses import replace

from qa.composing.phrases import phrase
from qa.draft import Writer, who
from qa.finding.corpus import DocView
from qa.finding.evidence import Evidence
from qa.types import CellHit, Draft, Reading, Status
from qa.understanding.conversing.courtesies import follow_ups
from qa.understanding.generic import is_generic

_NARRATIVE = "情况说明"
_ASKS = re.compile("[的部分一共总计有是为花了,，。?？呢 ]*(?:多少(?:钱|万元|元)?|几何)?[呢?？。 ]*")
_BETWEEN = " 的,，。?？"


def no_column(evidence: Evidence, reading: Reading, view: DocView) -> Draft | None:
    """A refusal by both names where an item is asked for in a column of the expenditure forms that it has
    not, or where the item itself is not printed; None for other questions."""
    column = next((name for name in follow_ups().columns if name in reading.content), None)
    if column is None or _ASKS.fullmatch(reading.content.partition(column)[2]) is None:
        return None
    item = _item(evidence, reading, view, column)
    if not item:
        return None
    alone = evidence.figures(replace(reading, content=item), view)
    named = any(unit.keys and not is_generic(unit) for unit in alone.asked.units)
    best = alone.best if named else None
    writer = Writer()
    values = {"who": who(view.disclosure), "year": view.disclosure.year, "item": item, "column": column}
    start = f"{values['who']}{values['year']}年"
    whole = f"{start}{column}是多少？"
    if best is None:
        return Draft(Status.REFUSED, phrase("refuse", "no_item", **values), options=(whole,))
    title = f"《{best.cell.table_title}》" if isinstance(best, CellHit) else _NARRATIVE
    text = phrase("refuse", "no_column", **values, title=title, mark=writer.mark(best))
    return replace(writer.draft(Status.REFUSED, text), options=(f"{start}{item}是多少？", whole))


def _item(evidence: Evidence, reading: Reading, view: DocView, column: str) -> str:
    """What is asked for in the column: the words around it that name something."""
    before = reading.content.partition(column)[0]
    asked = evidence.asked(replace(reading, content=before.strip(_BETWEEN)), view)
    told = [unit for unit in asked.units if not is_generic(unit)]
    return asked.content[told[0].start : told[-1].end].strip(_BETWEEN) if told else ""
