"""The bodies that belong to a department: from the sentence that lists them, or from the table of them."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from index.types import Cell
from qa.composing.operations import says
from qa.composing.phrases import phrase
from qa.draft import Writer, who
from qa.finding.corpus import DocView
from qa.types import CellHit, Draft, Intent, Reading, SentenceHit, Status
from qa.understanding.vocabulary import plain

_SHORTEST_ITEM = 4
_MOST = 0.5  # of the bodies that a sentence has to name


def belonging(reading: Reading, view: DocView) -> Draft | None:
    """The bodies that the accounts take in, if the question asks which; None where the profile has none."""
    bodies = view.disclosure.contained_units
    asks = reading.intent is Intent.LIST and says(reading.content, "belonging", "words")
    asks = asks and says(_without_items(reading.content, view), "belonging", "words")
    asks = asks and not says(reading.content, "belonging", "inside")
    if not asks or not bodies:
        return None
    writer = Writer()
    names = {"who": who(view.disclosure), "year": view.disclosure.year}
    for sentence in view.sentences:
        named = sum(body in sentence.text or plain(body) in plain(sentence.text) for body in bodies)
        if named >= max(1, _MOST * len(bodies)):
            mark = writer.mark(SentenceHit(sentence, 1.0))
            text = phrase("words", "quote", **names, page=sentence.page, quote=sentence.text, mark=mark)
            return writer.draft(Status.ANSWERED, text)
    cells = list(_listed(view, bodies))
    if not cells:
        return None
    lines = "、".join(f"{name}{writer.mark(CellHit(cell, 1.0))}" for name, cell in cells)
    place = {"page": cells[0][1].page, "title": cells[0][1].table_title}
    return writer.draft(Status.ANSWERED, phrase("words", "bodies", **names, **place, bodies=lines))


def counted(view: DocView) -> Draft | None:
    """How many bodies the table of them lists, each cited; None where there is no such table."""
    writer, cells = Writer(), list(_listed(view, view.disclosure.contained_units))
    if not cells:
        return None
    lines = "、".join(f"{name}{writer.mark(CellHit(cell, 1.0))}" for name, cell in cells)
    values = {
        "n": writer.derived(Decimal(len(cells))),
        "page": cells[0][1].page,
        "title": cells[0][1].table_title,
    }
    names = {"who": who(view.disclosure), "year": view.disclosure.year}
    text = phrase("words", "bodies_counted", **names, **values, bodies=lines)
    return writer.draft(Status.ANSWERED, text, value=Decimal(len(cells)), unit="家")


def _without_items(text: str, view: DocView) -> str:
    """The words of a question without the items of the forms in it: 事业单位医疗 asks for no bodies."""
    for key, rows in view.rows_by_key.items():
        if len(key) >= _SHORTEST_ITEM and any(row.table.form for row in rows):
            text = text.replace(key, " ")
    return text


def _listed(view: DocView, bodies: tuple[str, ...]) -> Iterator[tuple[str, Cell]]:
    """The rows of a table without a form that name the bodies, each once."""
    for table in view.tables:
        if table.form is not None:
            continue
        found = [(body, _cell_of(table.cells, body)) for body in bodies]
        kept = [(body, cell) for body, cell in found if cell is not None]
        if len(kept) >= _MOST * len(bodies):
            yield from kept
            return


def _cell_of(cells: tuple[Cell, ...], body: str) -> Cell | None:
    return next((cell for cell in cells if plain(body) in {plain(cell.row_label), plain(cell.text)}), None)
