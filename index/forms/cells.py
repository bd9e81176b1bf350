"""Sections -> cells: every value with the labels of its own side, its header path, code and unit."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final
from unicodedata import normalize

from index.forms.amounts import parse_amount
from index.forms.grids import GridCell, Row
from index.forms.header_words import Role
from index.forms.headers import Column, Section, distinct, heading_prefix, is_explanation
from index.forms.joining import Sheet
from index.forms.labels import clean
from index.forms.paths import RowPaths
from index.forms.units import cell_unit
from index.types import Amount, BBox, Blank, Cell

_CODE: Final = re.compile(r"\d{3}(?:\d\d){0,3}")
_DOTTED: Final = re.compile(r"\d{3}(?:\.\d\d){1,3}")
_CODED_NAME: Final = re.compile(
    r"[\[【(]?(\d{3}(?:[. ]?\d\d){0,2})[\]】)]?\s*[-—_:：.]?\s*([\u4e00-\u9fff].*)"
)


@dataclass(frozen=True, slots=True)
class TableFacts:
    """What all cells of one table share."""

    doc_id: str
    table_id: str
    form: str | None
    table_no: str | None
    title: str
    unit: str | None


@dataclass(frozen=True, slots=True)
class RowLabels:
    """The labels of one block of one row."""

    name: str
    code: str | None
    seq: str | None
    cells: frozenset[GridCell]


def read_cells(facts: TableFacts, sheet: Sheet, sections: Sequence[Section]) -> tuple[Cell, ...]:
    """The cells of a table, by row, in each row from the left."""
    cells: list[Cell] = []
    paths = RowPaths()
    for section in sections:
        if section.columns:
            cells.extend(_section_cells(facts, sheet.rows, section, paths))
        else:
            for index in range(section.first, section.end):
                cells.extend(_pair_cells(facts, sheet.rows[index], index, section))
    return tuple(cells)


def _section_cells(
    facts: TableFacts, rows: Sequence[Row], section: Section, paths: RowPaths
) -> Iterator[Cell]:
    labelled: list[dict[int, RowLabels]] = []
    codes: dict[int, str | None] = {}
    for index in range(section.header_end, section.end):
        labelled.append(_block_labels(rows[index], section, codes))
        codes.update({block: labels.code for block, labels in labelled[-1].items() if labels.code})
    labelled = _tell_apart(rows, section, labelled)
    paths.enter(heading_prefix(section.heading), [labels for row in labelled for labels in row.values()])
    for offset, blocks in enumerate(labelled):
        index = section.header_end + offset
        row = rows[index]
        if _is_pair_row(row, section):
            yield from _pair_cells(facts, row, index, section)
            continue
        row_paths = {block: paths.path(block, labels.name, labels.code) for block, labels in blocks.items()}
        for column, labels in _value_columns(rows, index, section, blocks):
            spec = section.columns[column]
            yield _cell(facts, (index, column), row[column], spec, labels, row_paths[spec.block])


def _value_columns(
    rows: Sequence[Row], index: int, section: Section, blocks: dict[int, RowLabels]
) -> Iterator[tuple[int, RowLabels]]:
    """The columns of a row that hold a value of their own, with the labels that belong to it."""
    row = rows[index]
    above = set(rows[index - 1]) if index > section.header_end else set()
    seen: set[tuple[GridCell, GridCell | None]] = set()
    labels_everywhere = frozenset(cell for labels in blocks.values() for cell in labels.cells)
    wide = _is_wide(section) and any(cell.text for cell in row)
    for column, spec in enumerate(section.columns):
        cell = row[column]
        head = spec.path[-1] if spec.path else None
        if spec.role is not Role.VALUE or cell in labels_everywhere or cell in above or (cell, head) in seen:
            continue
        seen.add((cell, head))
        labels = _left_labels(row, column, section, blocks[spec.block])
        if cell.text or labels.name or wide:
            yield column, labels


def _is_wide(section: Section) -> bool:
    """Do the headers alone say what the values are? Then a blank among them is told, as in any form."""
    return all(column.role is Role.VALUE and column.headed for column in section.columns)


def _left_labels(row: Row, column: int, section: Section, labels: RowLabels) -> RowLabels:
    """Where labels stand on both sides of a value (二级指标 | 分值 | 三级指标 | 分值), those on its left."""
    block = section.columns[column].block
    later = [c for c in _label_columns(section, block, Role.LEVEL) if c > column and row[c].text]
    if not later or is_explanation(section.columns[later[0]]):
        return labels
    left = [c for c in _label_columns(section, block, Role.LEVEL) if c < column]
    return replace(labels, name=_joined(row, left)) if left else labels


def _label_columns(section: Section, block: int, *roles: Role) -> list[int]:
    return [c for c, spec in enumerate(section.columns) if spec.block == block and spec.role in roles]


def _joined(row: Row, columns: Sequence[int]) -> str:
    texts = [cell.text for cell in dict.fromkeys(row[c] for c in columns) if cell.text]
    return " / ".join(dict.fromkeys(texts))


def _block_labels(row: Row, section: Section, codes: dict[int, str | None]) -> dict[int, RowLabels]:
    """The labels of every block of a row; `codes` holds the last code of each block above it."""
    return {
        block: _labels(row, section, block, codes.get(block))
        for block in dict.fromkeys(column.block for column in section.columns)
    }


def _labels(row: Row, section: Section, block: int, before: str | None) -> RowLabels:
    code_columns = _label_columns(section, block, Role.CODE)
    name_columns = _label_columns(section, block, Role.NAME, Role.LEVEL)
    headed = [c for c in name_columns if section.columns[c].headed]
    seq_columns = _label_columns(section, block, Role.SEQ)
    used = headed or name_columns
    name, code = _joined(row, used), _code([row[c] for c in code_columns], before)
    if not name and code is None and code_columns:
        name = next((row[c].text for c in code_columns if row[c].text and not row[c].text.isdigit()), "")
    if code is None and (found := _CODED_NAME.fullmatch(name)):
        code, name = _code_digits(found[1]), found[2]
    seq = next(
        (row[c].text for c in seq_columns if row[c].text and row[c] not in [row[n] for n in used]), None
    )
    prefix = heading_prefix(section.heading)
    if prefix and name:
        name = f"{prefix} / {name}"
    cells = frozenset(row[c] for c in (*code_columns, *name_columns, *seq_columns))
    return RowLabels(clean(name), code, seq, cells)


def _code(cells: Sequence[GridCell], before: str | None = None) -> str | None:
    """The account code of a row, parts in 类|款|项 columns joined.

    Where the columns on the left are blank, the row has the 类 and 款 of the code `before` it.
    """
    parts = [_code_digits(cell.text) for cell in dict.fromkeys(cells) if cell.text]
    if not parts or not all(part.isdigit() for part in parts):
        return None
    blank = next(index for index, cell in enumerate(cells) if cell.text)
    if blank and before and len(before) > 2 * blank and len(parts[0]) <= 2:
        parts.insert(0, before[: 1 + 2 * blank])
    joined = parts[0] + "".join(part.zfill(2) for part in parts[1:])
    if any(len(part) > 3 for part in parts[1:]):  # each column repeats the code so far: 201 | 20103 | 2010301
        joined = parts[-1]
    return joined if _CODE.fullmatch(joined) else None


def _code_digits(text: str) -> str:
    """The digits of a printed code (201.03.01, 201 03 01), or the text as it is."""
    compact = "".join(normalize("NFKC", text).split())
    return compact.replace(".", "") if _DOTTED.fullmatch(compact) else compact


def _tell_apart(
    rows: Sequence[Row], section: Section, labelled: list[dict[int, RowLabels]]
) -> list[dict[int, RowLabels]]:
    """Indicators of one name are told apart by the column that explains them."""
    column = next((c for c, spec in enumerate(section.columns) if is_explanation(spec)), None)
    levels = [spec for spec in section.columns if spec.role is Role.LEVEL and spec.headed]
    if column is None or not levels:
        return labelled
    names = Counter(row[0].name for row in labelled if row[0].name)
    if not any(count > 1 for count in names.values()):
        return labelled
    told: list[dict[int, RowLabels]] = []
    for offset, blocks in enumerate(labelled):
        cell = rows[section.header_end + offset][column]
        labels = blocks[0]
        if cell.text and cell not in labels.cells:
            name = f"{labels.name} / {cell.text}"
            labels = replace(labels, name=name, cells=labels.cells | {cell})
        told.append({**blocks, 0: labels})
    return told


def _is_pair_row(row: Row, section: Section) -> bool:
    """A label and one text over label and value columns alike: no header speaks for it."""
    roles: dict[GridCell, set[bool]] = {}
    for cell, spec in zip(row, section.columns, strict=True):
        roles.setdefault(cell, set()).add(spec.role is Role.VALUE)
    cells = distinct(row)
    return len(cells) > 1 and len(roles[cells[-1]]) == 2 and cells[0] is not cells[-1] and bool(cells[0].text)


def _pair_cells(facts: TableFacts, row: Row, index: int, section: Section) -> Iterator[Cell]:
    """Rows without headers: label and text in turn; several labels before one last text go together."""
    cells = distinct(row)
    if section.columns or len(cells) % 2:
        groups = [(cells[:-1], cells[-1])]
    else:
        groups = [([label], cell) for label, cell in zip(cells[::2], cells[1::2], strict=True)]
    for labels, cell in groups:
        name = " / ".join(dict.fromkeys(label.text for label in labels if label.text))
        if name:
            spec = RowLabels(name, None, None, frozenset())
            yield _cell(facts, (index, row.index(cell)), cell, None, spec, (name,))


def _cell(
    facts: TableFacts,
    place: tuple[int, int],
    cell: GridCell,
    column: Column | None,
    labels: RowLabels,
    path: tuple[str, ...],
) -> Cell:
    header = column.label if column is not None else ""
    amount = parse_amount(cell.text)
    value = _value(amount, facts.form)
    # A blank or a dash has the unit that a number in its place has; words have none.
    worded = value is None and (amount.value is not None or amount.blank is Blank.TEXT)
    unit = None if worded else cell_unit(facts.form, facts.unit, labels.name, header, amount)
    return Cell(
        doc_id=facts.doc_id,
        page=cell.page,
        table_id=facts.table_id,
        form=facts.form,
        table_no=facts.table_no,
        table_title=facts.title,
        row=place[0],
        col=place[1],
        row_label=labels.name,
        row_code=labels.code,
        row_seq=labels.seq,
        row_path=path,
        column_label=header,
        text=cell.text,
        value=value,
        unit=unit,
        bbox=BBox(*cell.bbox),
        source=cell.source,
        confidence=cell.confidence,
    )


def _value(amount: Amount, form: str | None) -> Decimal | None:
    """A number with a unit behind it is a value in statutory forms, words in other tables."""
    return amount.value if amount.unit in (None, "%") or form is not None else None
