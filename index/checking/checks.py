"""What checking a disclosure yields: identities with operands, trust, contradictions, flagged cells.

Everything is frozen and goes to JSON and back (`CheckReport.to_json`, `CheckReport.from_json`), decimals
as strings. `lines()` is the human view.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from pydantic import TypeAdapter

from index.types import BBox, Cell, Figure, Sentence


class Status(StrEnum):
    """How a check came out."""

    PASS = "pass"
    ROUNDING = "rounding"  # differs, but within what the printed decimals allow
    FAIL = "fail"
    NOT_COMPUTABLE = "not_computable"  # an operand is not printed

    @property
    def holds(self) -> bool:
        """True where the figures agree, exactly or within rounding."""
        return self in (Status.PASS, Status.ROUNDING)


class Side(StrEnum):
    """On which side of the equation an operand stands."""

    LEFT = "left"
    RIGHT = "right"


class CellKey(NamedTuple):
    """Names a cell within one disclosure."""

    table_id: str
    row: int
    col: int


@dataclass(frozen=True, slots=True)
class Operand:
    """A printed figure that takes part in a check: a cell, or a figure of a sentence (`sentence_id` set).

    `text`, `value` and `unit` are as printed, never converted; `context` is the sentence.
    """

    side: Side
    doc_id: str
    page: int
    text: str
    value: Decimal | None
    unit: str | None
    bbox: BBox
    sign: int = 1
    table_id: str | None = None
    table_title: str | None = None
    form: str | None = None
    row: int | None = None
    col: int | None = None
    row_label: str | None = None
    row_code: str | None = None
    column_label: str | None = None
    sentence_id: str | None = None
    context: str | None = None
    basis: bool = False  # helps to compute the check but is not itself in dispute

    @property
    def cell_key(self) -> CellKey | None:
        """The cell's key, None for a figure of a sentence."""
        if self.table_id is None or self.row is None or self.col is None:
            return None
        return CellKey(self.table_id, self.row, self.col)


@dataclass(frozen=True, slots=True)
class Check:
    """One identity or comparison. `left`, `right`, `difference` and `tolerance` are in `unit`.

    `soft` marks information: a gap has lawful reasons and is no failure.
    """

    rule: str
    title: str
    status: Status
    operands: tuple[Operand, ...]
    left: Decimal | None
    right: Decimal | None
    difference: Decimal | None
    tolerance: Decimal | None
    unit: str | None
    explanation: str
    soft: bool = False

    @property
    def disputed(self) -> tuple[Operand, ...]:
        """The figures that a failing comparison puts in doubt, without those it is computed from."""
        return tuple(operand for operand in self.operands if not operand.basis)

    @property
    def cell_keys(self) -> frozenset[CellKey]:
        """The cells that take part."""
        return frozenset(key for operand in self.operands if (key := operand.cell_key))


@dataclass(frozen=True, slots=True)
class FlaggedCell:
    """A cell not to be trusted without a look at the page, and why."""

    cell: Operand
    reason: str
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Confirmation:
    """The titles of the checks that a cell satisfies."""

    key: CellKey
    titles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CheckReport:
    """All checks of one disclosure.

    `trust` maps table_id to 0..1, None where no identity can be computed. `contradictions` holds what the
    disclosure says twice and differently (status fail), and what differs by rounding alone (status rounding).
    """

    doc_id: str
    checks: tuple[Check, ...]
    contradictions: tuple[Check, ...] = ()
    trust: Mapping[str, float | None] = field(default_factory=dict)
    flagged: tuple[FlaggedCell, ...] = ()
    confirmations: tuple[Confirmation, ...] = ()

    @property
    def alarms(self) -> tuple[Check, ...]:
        """The contradictions that rounding does not explain."""
        return tuple(check for check in self.contradictions if check.status is Status.FAIL)

    def confirmed_by(self, table_id: str, row: int, col: int) -> tuple[str, ...]:
        """Titles of the identities and sentences that agree with a cell; empty where none does."""
        key = CellKey(table_id, row, col)
        return next((found.titles for found in self.confirmations if found.key == key), ())

    def to_json(self) -> str:
        """The report as JSON text."""
        return _adapter().dump_json(self).decode()

    @staticmethod
    def from_json(text: str) -> CheckReport:
        """The report back from `to_json`; raises pydantic's ValidationError for anything else."""
        return _adapter().validate_json(text)


@cache
def _adapter() -> TypeAdapter[CheckReport]:
    return TypeAdapter(CheckReport)


def cell_operand(cell: Cell, side: Side, sign: int = 1) -> Operand:
    """A cell as an operand."""
    return Operand(
        side=side,
        doc_id=cell.doc_id,
        page=cell.page,
        text=cell.text,
        value=cell.value,
        unit=cell.unit,
        bbox=cell.bbox,
        sign=sign,
        table_id=cell.table_id,
        table_title=cell.table_title,
        form=cell.form,
        row=cell.row,
        col=cell.col,
        row_label=cell.row_label,
        row_code=cell.row_code,
        column_label=cell.column_label,
    )


def figure_operand(sentence: Sentence, figure: Figure, side: Side, *, basis: bool = False) -> Operand:
    """A figure of a sentence as an operand; `basis` where it is not itself in dispute."""
    return Operand(
        side=side,
        doc_id=sentence.doc_id,
        page=sentence.page,
        text=figure.text,
        value=figure.value,
        unit=figure.unit,
        bbox=sentence.bbox,
        sentence_id=sentence.sentence_id,
        context=sentence.text,
        basis=basis,
    )


_MARKS = {
    Status.PASS: "✓ 相符",
    Status.ROUNDING: "≈ 四舍五入",
    Status.FAIL: "✗ 不符",
    Status.NOT_COMPUTABLE: "· 无法核对",
}


def lines(report: CheckReport, *, every: bool = False) -> list[str]:
    """The report as lines of Chinese text: a summary, the failures, contradictions and flagged cells.

    `every` lists the checks that hold or cannot be computed as well.
    """
    counts = {status: sum(check.status is status for check in report.checks) for status in Status}
    out = [f"{report.doc_id}：勾稽核对 " + "，".join(f"{_MARKS[s]} {counts[s]} 项" for s in Status)]
    out += [
        f"  可信度 {table_id}：" + ("无可核对的勾稽关系" if value is None else f"{value:.2f}")
        for table_id, value in report.trust.items()
    ]
    for check in report.checks:
        if every or check.status is Status.FAIL:
            out += _check_lines(check)
    out.append(f"前后矛盾 {len(report.alarms)} 处，尾差 {len(report.contradictions) - len(report.alarms)} 处")
    for check in report.contradictions:
        out += _check_lines(check)
    out.append(f"存疑单元格 {len(report.flagged)} 个")
    out += [f"  {_place(flag.cell)} {flag.cell.text}：{flag.reason}" for flag in report.flagged]
    return out


def _check_lines(check: Check) -> list[str]:
    head = f"  {_MARKS[check.status]} {check.title}：{check.explanation}"
    if check.status is not Status.FAIL:
        return [head]
    figures: dict[str, list[str]] = {}
    for operand in check.operands:
        figures.setdefault(_place(operand), []).append(f"{operand.text}{operand.unit or ''}")
    return [head, *(f"      {place} {'、'.join(texts)}" for place, texts in figures.items())]


def _place(operand: Operand) -> str:
    if operand.sentence_id is not None:
        return f"第{operand.page}页正文“{operand.context}”"
    label = " ".join(part for part in (operand.row_code, operand.row_label) if part)
    return f"第{operand.page}页《{operand.table_title}》{label} / {operand.column_label}"
