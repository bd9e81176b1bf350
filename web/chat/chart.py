"""Cited figures as a table whose rows carry bars: the chart is its own text, for eyes and readers alike."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from html import escape

from qa.money import shown
from qa.types import Answer, Status
from web.chat.figures import FigureRow, FigureTable, Label, Pair, PairTable, pair_table
from web.chat.markup import mark
from web.chat.table_file import csv_link
from web.english.gloss import beside
from web.texts import Texts

_SIGN = re.compile(r" [-+×÷] ")
MOST_SHOWN = 10  # as many as the text of an answer tells; the rest is a press away
_NAMES = {
    Label.DOCUMENT: "label_document",
    Label.ITEM: "label_item",
    Label.COLUMN: "label_column",
    Label.PLACE: "label_place",
}


@dataclass(frozen=True, slots=True)
class _Look:
    """What all rows share: the table, the largest figure where bars are drawn, the turn, the texts."""

    table: FigureTable
    largest: Decimal | None
    turn: int
    texts: Texts


def figures_html(table: FigureTable, answer: Answer, turn: int, texts: Texts) -> str:
    """The table; with bars where all figures share a unit, and the computed figure as its last row."""
    drawn = table.drawable and answer.status is not Status.CONFLICT
    look = _Look(table, max(row.length for row in table.rows) if drawn else None, turn, texts)
    caption = texts("chart_caption" if drawn else "table_caption", count=len(table.rows))
    css = "figures drawn" if drawn else "figures"
    pairs = pair_table(table) if drawn else None
    if pairs is not None:
        css, head, rows = (
            f"{css} paired",
            _pair_heads(pairs, look),
            [_pair(p, pairs, look) for p in pairs.pairs],
        )
    else:
        head, rows = _heads(look), [_row(row, look) for row in table.rows]
    first = _table(rows[:MOST_SHOWN], head, caption, _computed(answer, len(table.labels), drawn, texts))
    rest = _rest(rows, head, table, answer, texts) if len(rows) > MOST_SHOWN else ""
    return f'<div class="{css}" tabindex="0" role="region" aria-label="{escape(caption)}">{first}{rest}</div>'


def _table(rows: Sequence[str], head: str, caption: str, foot: str = "") -> str:
    return (
        f"<table><caption>{escape(caption)}</caption><thead><tr>{head}</tr></thead>"
        f"<tbody>{''.join(rows)}</tbody>{foot}</table>"
    )


def _rest(rows: Sequence[str], head: str, table: FigureTable, answer: Answer, texts: Texts) -> str:
    """The rows after the first ones, opened by a press, and all of them as a file."""
    caption = texts("rest_caption", first=MOST_SHOWN + 1, count=len(rows))
    return (
        f'<details class="rest"><summary>{escape(texts("show_all", count=len(rows)))}</summary>'
        f"{_table(rows[MOST_SHOWN:], head, caption)}</details>{csv_link(table, answer, texts)}"
    )


def _heads(look: _Look) -> str:
    table, texts = look.table, look.texts
    names = [escape(texts(_NAMES[label])) for label in table.labels]
    heads = "".join(f'<th scope="col">{name}</th>' for name in (*names, _figure_head(look)))
    bars = f'<td aria-hidden="true">{escape(texts("label_bars"))}</td>'
    return heads + bars if look.largest is not None else heads


def _figure_head(look: _Look) -> str:
    texts, unit = look.texts, look.table.unit
    return texts("label_figure_in", unit=beside(unit, texts)) if unit else escape(texts("label_figure"))


def _row(row: FigureRow, look: _Look) -> str:
    return f"<tr>{_labels(row.labels, look)}{_figure(row, look)}{_bars((row,), look)}</tr>"


def _labels(labels: Sequence[str], look: _Look) -> str:
    first, *others = (beside(label, look.texts) for label in labels)
    return f'<th scope="row">{first}</th>' + "".join(f"<td>{label}</td>" for label in others)


def _figure(row: FigureRow, look: _Look, name: str = "") -> str:
    marks = "".join(mark(look.turn, n, look.texts) for n in row.marks)
    unit = "" if look.table.unit else f" {escape(row.unit)}"
    said = f'<small class="of">{beside(name, look.texts)} </small>' if name else ""
    return f'<td class="figure">{said}{escape(row.printed)}{unit} {marks}</td>'


def _bars(rows: Sequence[FigureRow], look: _Look) -> str:
    if look.largest is None:
        return ""
    widths = (row.length / look.largest * 100 for row in rows)
    bars = "".join(f'<span style="width:{width:.1f}%"></span>' for width in widths)
    return f'<td class="bar" aria-hidden="true">{bars}</td>'


def _pair_heads(pairs: PairTable, look: _Look) -> str:
    """A column for each kind of figure, with the pattern of its bars beside its name."""
    unit = beside(look.table.unit or "", look.texts)
    names = "".join(f'<th scope="col">{escape(look.texts(_NAMES[label]))}</th>' for label in pairs.labels)
    said = (
        look.texts("label_kind_in", kind=beside(column, look.texts), unit=unit) for column in pairs.columns
    )
    kinds = "".join(
        f'<th scope="col"><i class="{key}" aria-hidden="true"></i>{name}</th>'
        for key, name in zip(("key", "key second"), said, strict=True)
    )
    return f'{names}{kinds}<td aria-hidden="true">{escape(look.texts("label_bars"))}</td>'


def _pair(pair: Pair, pairs: PairTable, look: _Look) -> str:
    """Two figures of one thing with their bars under each other; on a narrow page each says what it is."""
    cells = "".join(
        _figure(row, look, column) for row, column in zip(pair.figures, pairs.columns, strict=True)
    )
    return f"<tr>{_labels(pair.labels, look)}{cells}{_bars(pair.figures, look)}</tr>"


def _computed(answer: Answer, span: int, drawn: bool, texts: Texts) -> str:
    # A formula without a sign says the same figure in another unit.
    if answer.formula is None or answer.value is None or not _SIGN.search(answer.formula):
        return ""
    rest = '<td aria-hidden="true"></td>' if drawn else ""
    unit = answer.unit or ""
    value = shown(Decimal(answer.value))
    figure = f"{value}%" if unit == "%" else f"{value} {unit}".strip()
    return (
        f'<tfoot><tr><th scope="row" colspan="{span}">{escape(texts("label_computed"))}</th>'
        f'<td class="figure">{escape(figure)}</td>{rest}</tr></tfoot>'
    )
