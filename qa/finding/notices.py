"""Forms that print no figure but a notice (本表无数据): the notice is the evidence that there is none."""

from __future__ import annotations

from index.types import Sentence, Table
from qa.finding.corpus import DocView, title_keys
from qa.finding.positions import tables_said
from qa.finding.preferences import load_preferences
from qa.finding.roles import role_of
from qa.finding.scope_fit import said_in
from qa.types import Reading, SentenceHit
from qa.understanding.asked import Asked

_SURE = 1.0


def notice_hit(view: DocView, asked: Asked, reading: Reading) -> SentenceHit | None:
    """The notice of the form that a question names by title, number, total or fund; None where it prints
    figures."""
    numbered = tables_said(view, reading)
    said = {key for unit in asked.named for key in (unit.text, *unit.keys)}
    for table in view.tables:
        if table.notice is None or any(cell.value is not None for cell in table.cells):
            continue
        if table.table_id in numbered or (not numbered and _names(table, said, reading)):
            return SentenceHit(sentence_of(table), _SURE, why=("notice",))
    return None


def _names(table: Table, said: set[str], reading: Reading) -> bool:
    role = role_of(table.form, table.title) or ""
    totals = load_preferences().grand_totals.get(role, ())
    fund = said_in(reading.content).fund
    return bool(
        said & set(title_keys(table.title))
        or any(said & total.keys for total in totals)
        or (fund is not None and fund == role)
    )


def sentence_of(table: Table) -> Sentence:
    """The notice of a form as a sentence with its place. Raises ValueError where the form prints none."""
    notice = table.notice
    if notice is None:
        raise ValueError(f"{table.table_id} has no notice")
    return Sentence(
        sentence_id=f"{table.table_id}#notice",
        doc_id=table.doc_id,
        page=notice.page,
        bbox=notice.bbox,
        text=notice.text,
        section=(table.title,),
        source=table.source,
    )
