"""Cited figures as a table whose rows carry bars: the chart is its own text, for eyes and readers alike."""

from __future__ import annotations

from decimal import Decimal
from html import escape

from qa.money import shown
from qa.types import Answer, Status
from web.chat.figures import FigureRow, FigureTable, Label
from web.chat.markup import mark
from web.texts import Texts

_NAMES = {
    Label.DOCUMENT: "label_document",
    Label.ITEM: "label_item",
    Label.COLUMN: "label_column",
    Label.PLACE: "label_place",
}


def figures_html(table: FigureTable, answer: Answer, turn: int, texts: Texts) -> str:
    """The table; with bars where all figures share a unit, and the computed figure as its last row."""
    drawn = table.drawable and answer.status is not Status.CONFLICT
    names = [texts(_NAMES[label]) for label in table.labels]
    figure = texts("label_figure_in", unit=table.unit) if table.unit else texts("label_figure")
    heads = "".join(f'<th scope="col">{escape(name)}</th>' for name in (*names, figure))
    if drawn:
        heads += f'<td aria-hidden="true">{escape(texts("label_bars"))}</td>'
    largest = max(row.value for row in table.rows)
    rows = "".join(_row(row, table, largest if drawn else None, turn, texts) for row in table.rows)
    caption = texts("chart_caption" if drawn else "table_caption", count=len(table.rows))
    css = "figures drawn" if drawn else "figures"
    return (
        f'<div class="{css}" tabindex="0" role="region" aria-label="{escape(caption)}">'
        f"<table><caption>{escape(caption)}</caption><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody>"
        f"{_computed(table, answer, drawn, texts)}</table></div>"
    )


def _row(row: FigureRow, table: FigureTable, largest: Decimal | None, turn: int, texts: Texts) -> str:
    first, *others = row.labels
    labels = f'<th scope="row">{escape(first)}</th>' + "".join(f"<td>{escape(name)}</td>" for name in others)
    marks = "".join(mark(turn, n, texts) for n in row.marks)
    unit = "" if table.unit else f" {escape(row.unit)}"
    figure = f'<td class="figure">{escape(row.printed)}{unit} {marks}</td>'
    bar = ""
    if largest is not None:
        width = row.value / largest * 100
        bar = f'<td class="bar" aria-hidden="true"><span style="width:{width:.1f}%"></span></td>'
    return f"<tr>{labels}{figure}{bar}</tr>"


def _computed(table: FigureTable, answer: Answer, drawn: bool, texts: Texts) -> str:
    if answer.formula is None or answer.value is None:
        return ""
    span = len(table.labels)
    rest = '<td aria-hidden="true"></td>' if drawn else ""
    unit = answer.unit or ""
    value = shown(Decimal(answer.value))
    figure = f"{value}%" if unit == "%" else f"{value} {unit}".strip()
    return (
        f'<tfoot><tr><th scope="row" colspan="{span}">{escape(texts("label_computed"))}</th>'
        f'<td class="figure">{escape(figure)}</td>{rest}</tr></tfoot>'
    )
