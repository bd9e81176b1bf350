"""What can answer a question: places of cells that score high enough, words that a sentence must hold."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from index.store.outline import Place
from index.store.rows import strings
from index.types import BBox, Cell, Disclosure, Region, Sentence, Table
from qa.finding.cell_first import may_come_first
from qa.finding.corpus import LEAD, Clause, DocView, Row, clauses_of, lead_of, rows_of
from qa.finding.labels import plain_label, row_key
from qa.finding.match_cells import cell_hits
from qa.finding.planned import with_budgets
from qa.finding.preferences import load_preferences
from qa.finding.roles import role_of
from qa.types import Facet, Reading
from qa.understanding.asked import Asked, Unit, closer, counting, stem, unit_counted
from qa.understanding.vocabulary import plain

_HEAD = 5  # a label that is printed cut off has at least so many characters
_LEAD_HEAD = 4  # so much of a name must stand in a sentence that another one leans on
_SHORTEST_STEM = 3
_NOWHERE = BBox(0, 0, 0, 0)


@dataclass(frozen=True)
class Excerpt(DocView):
    """What of a disclosure can answer one question. Its labels and words are those that the question can
    name: the question is split by them as by all. `rows` and `clauses` stand for tables and sentences."""

    rows: tuple[Row, ...] = ()
    clauses: tuple[Clause, ...] = ()
    label_keys: frozenset[str] = frozenset()
    words: str = ""


@dataclass(frozen=True, slots=True)
class Try:
    """One way in which evidence is looked for: the question as read, and its pieces."""

    reading: Reading
    asked: Asked


@dataclass(frozen=True, slots=True)
class Line:
    """A row as it stands in any number of disclosures: the places of its cells, all that its labels say, and
    whether it is a total that may stand for a measure by its form."""

    places: tuple[Place, ...]
    says: str
    grand: bool


@dataclass(frozen=True, slots=True)
class Needles:
    """Words of which a sentence must hold one, or lean on a sentence that holds one of `leads`."""

    words: frozenset[str]
    leads: frozenset[str]


def line_of(places: tuple[Place, ...]) -> Line:
    """The row of these places."""
    first = places[0]
    path = tuple(plain_label(part) for part in strings(first.row_path))
    table = _table("", "", first.form, None, first.title, ())
    row = Row(table, first.row_label, row_key(first.row_label), first.row_code, path, None, 0, ())
    columns = (plain_label(part) for place in places for part in place.column_label.split(" / "))
    labels = (plain_label(first.title), row.key, *row.parts, *row.path, *columns)
    role = role_of(first.form, first.title)
    return Line(places, "|".join(labels), row.total and role in load_preferences().grand_totals)


def tries(reading: Reading, asked: Asked) -> tuple[Try, ...]:
    """All ways in which `Evidence.figures` may look for a question in some disclosure."""
    ways = [Try(reading, asked)]
    if (near := closer(asked)) is not None:
        ways.append(Try(replace(reading, counted=reading.counted or "money"), near))
    if reading.facet is Facet.BUDGET:
        ways += [Try(replace(way.reading, facet=None), way.asked) for way in ways]
    return tuple(_counting(way) for way in ways)


def _counting(way: Try) -> Try:
    counted = way.reading.counted or unit_counted(way.asked)
    return Try(replace(way.reading, counted=counted), counting(way.asked, counted))


def places_of(reading: Reading, asked: Asked, lines: Sequence[Line], year: int, enough: float) -> set[Place]:
    """The places whose cells answer a question with a score of `enough` in a disclosure of that year."""
    found: set[Place] = set()
    for way in tries(reading, asked):
        near = _near(lines, way)
        rows = _rows_at([line.places for line in near])
        pattern = Excerpt(_disclosure(year), (), (), rows=tuple(rows))
        places = {row.table.table_id: line.places for row, line in zip(rows, near, strict=True)}
        for hit in cell_hits(pattern, way.asked, way.reading):
            if hit.score >= enough:
                found.add(places[hit.cell.table_id][hit.cell.col])
        # These answer where a sentence scores high enough that prints the same figure.
        found |= {
            places[row.table.table_id][cell.col]
            for row in rows
            for cell in row.cells
            if may_come_first(cell, way.asked)
        }
    return found


def _near(lines: Sequence[Line], way: Try) -> list[Line]:
    """The rows whose labels hold something of the question: others explain nothing, and are no answer."""
    named = any(unit.keys for unit in way.asked.units)
    heads = sorted(set(_heads(way.asked.units, named)))
    says = re.compile("|".join(map(re.escape, heads)) or "(?!)").search
    codes = way.reading.codes
    return [line for line in lines if line.grand or says(line.says) or line.places[0].row_code in codes]


def _heads(units: Sequence[Unit], named: bool) -> Iterator[str]:
    for unit in units:
        if named and not unit.keys and len(unit.text) < 2:
            continue
        for part in (unit, *unit.parts):
            yield from {word[:_HEAD] for word in (part.text, *part.keys)}


def _rows_at(all_places: Iterable[Sequence[Place]]) -> list[Row]:
    """One row for each set of places, in a table of its own whose id is its number."""
    rows = []
    for n, places in enumerate(all_places):
        first = places[0]
        path = strings(first.row_path)
        cells = tuple(_cell(place, str(n), col, path) for col, place in enumerate(places))
        rows += rows_of(_table(str(n), "", first.form, None, first.title, cells))
    return rows


def _cell(place: Place, table_id: str, col: int, path: tuple[str, ...]) -> Cell:
    """A cell of that place that prints a figure."""
    return Cell(
        doc_id="",
        page=0,
        table_id=table_id,
        form=place.form,
        table_no=None,
        table_title=place.title,
        row=0,
        col=col,
        row_label=place.row_label,
        row_code=place.row_code,
        row_seq=None,
        row_path=path,
        column_label=place.column_label,
        text="",
        value=None,
        unit=None,
        bbox=_NOWHERE,
    )


def _table(
    table_id: str, doc_id: str, form: str | None, table_no: str | None, title: str, cells: tuple[Cell, ...]
) -> Table:
    return Table(table_id, doc_id, form, table_no, title, None, (), (), 0, cells)


def _disclosure(year: int) -> Disclosure:
    return Disclosure("", "", Region(None, None, None), "", year)


def table_rows(cells: Sequence[Cell]) -> tuple[Row, ...]:
    """The rows of cells that stand in the order of their tables."""
    by_table: dict[str, list[Cell]] = {}
    for cell in cells:
        by_table.setdefault(cell.table_id, []).append(cell)
    tables = (
        _table(c[0].table_id, c[0].doc_id, c[0].form, c[0].table_no, c[0].table_title, tuple(c))
        for c in by_table.values()
    )
    return tuple(row for table in tables for row in rows_of(table))


def needles_of(reading: Reading, asked: Asked) -> Needles:
    """What a sentence must hold to answer: one of the things by name, where the question names any."""
    names = load_preferences()
    columns = names.main_columns | names.budget_columns | names.full_budget_columns
    words: set[str] = set()
    leads: set[str] = set()
    for way in tries(reading, asked):
        things = [unit for unit in way.asked.units if unit.keys and unit.text not in columns]
        for unit in things or way.asked.units:
            stems = (stem(key) for key in unit.keys)
            said = {unit.text, *unit.keys, *(short for short in stems if len(short) >= _SHORTEST_STEM)}
            words |= {plain(word) or word for word in said}
            leads |= {word[:_LEAD_HEAD] for word in (unit.text, *unit.keys)}
    return Needles(frozenset(words), frozenset(leads))


def clauses_at(run: Sequence[Sentence], *, final: bool) -> list[Clause]:
    """The clauses of the last sentence of a run, read as they are in the whole disclosure."""
    last = with_budgets(run)[-1] if final else run[-1]
    return clauses_of(last, lead_of([sentence.text for sentence in run[-LEAD - 1 :]]))
