"""What the index is made of. Everything is frozen and carries its provenance inside (document, page, bbox).

Flow: PDF -> Page (`index.page`) -> Table and Sentence -> Cell -> Chunk. Coordinates are PDF points with a
top-left origin, after the page's own rotation has been applied, so that they fit the page as it is shown.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple


class BBox(NamedTuple):
    """A box on a shown page: PDF points, origin top left."""

    x0: float
    top: float
    x1: float
    bottom: float

    def union(self, other: BBox) -> BBox:
        """The smallest box around both."""
        return BBox(
            min(self.x0, other.x0),
            min(self.top, other.top),
            max(self.x1, other.x1),
            max(self.bottom, other.bottom),
        )


class Source(StrEnum):
    """Where the characters come from."""

    TEXT = "text"
    OCR = "ocr"


class Kind(StrEnum):
    """What a disclosure reports: final accounts, or the budget, its sibling."""

    FINAL = "决算"
    BUDGET = "预算"


class Level(StrEnum):
    """Whose figures: a department with its units, or one unit (本级) alone."""

    DEPARTMENT = "部门"
    UNIT = "单位"


class Blank(StrEnum):
    """What a cell without a number shows; the four prints are four different statements."""

    EMPTY = "empty"  # nothing printed: nothing reported
    DASH = "dash"  # "-", "—", "——", "———"
    NONE_REPORTED = "none"  # 无, 无数据, 不适用
    TEXT = "text"  # words


@dataclass(frozen=True, slots=True)
class Amount:
    """A printed amount. `value` is in the printed unit, never converted; None where no number is printed."""

    text: str
    value: Decimal | None
    decimals: int = 0
    unit: str | None = None
    blank: Blank | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """A value cell of a table, as in contracts.md (`index cells`)."""

    doc_id: str
    page: int
    table_id: str
    form: str | None
    table_no: str | None
    table_title: str
    row: int
    col: int
    row_label: str
    row_code: str | None
    row_seq: str | None
    row_path: tuple[str, ...]
    column_label: str
    text: str
    value: Decimal | None
    unit: str | None
    bbox: BBox
    source: Source = Source.TEXT
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Notice:
    """The sentence that declares a form empty (本表无数据 and the like), with its place for citing it."""

    text: str
    page: int
    bbox: BBox


@dataclass(frozen=True, slots=True)
class Table:
    """A form or another table, joined over its pages.

    `grid` is the logical grid with the text of a merged cell repeated in every position that it covers;
    the first `header_rows` rows are headers. `notice` declares a form without values empty. `trust` is 0 to
    1 from the identities, None while unchecked.
    """

    table_id: str
    doc_id: str
    form: str | None
    table_no: str | None
    title: str
    unit: str | None
    pages: tuple[int, ...]
    grid: tuple[tuple[str, ...], ...]
    header_rows: int
    cells: tuple[Cell, ...]
    notes: tuple[str, ...] = ()
    notice: Notice | None = None
    source: Source = Source.TEXT
    trust: float | None = None


class Measure(StrEnum):
    """What a figure in a sentence measures."""

    FINAL = "决算"
    BUDGET = "预算"
    CHANGE = "增减额"
    CHANGE_RATE = "增减率"
    SHARE = "占比"
    EXECUTION = "完成率"
    AMOUNT = "数额"
    COUNT = "数量"


class Direction(StrEnum):
    """Which way a change goes."""

    UP = "增加"
    DOWN = "减少"
    FLAT = "持平"


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure inside a sentence. `start`/`end` are offsets into `Sentence.text`.

    `subject` is what is counted or paid (公务接待费), `year` the fiscal year that the figure is of,
    `base_year` the year a change is measured against. Unknown stays None.
    """

    text: str
    value: Decimal
    decimals: int
    unit: str | None
    start: int
    end: int
    subject: str | None = None
    measure: Measure | None = None
    direction: Direction | None = None
    year: int | None = None
    base_year: int | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the narrative, whole and in order; line breaks dropped, printed spacing kept.

    `section` holds the headings above it, outermost first; `reason` the stated cause (主要原因是…).
    """

    sentence_id: str
    doc_id: str
    page: int
    bbox: BBox
    text: str
    section: tuple[str, ...] = ()
    figures: tuple[Figure, ...] = ()
    reason: str | None = None
    source: Source = Source.TEXT


@dataclass(frozen=True, slots=True)
class Region:
    """Where a department belongs, as far as stated or implied by its name."""

    province: str | None = None
    city: str | None = None
    district: str | None = None

    @property
    def name(self) -> str:
        """The parts that are known, outermost first, without separators."""
        return "".join(part for part in (self.province, self.city, self.district) if part)


@dataclass(frozen=True, slots=True)
class Disclosure:
    """One published document and its profile, read from its own pages or given in a sidecar."""

    doc_id: str
    title: str
    region: Region
    department: str
    year: int
    kind: Kind = Kind.FINAL
    level: Level = Level.DEPARTMENT
    aliases: tuple[str, ...] = ()
    contained_units: tuple[str, ...] = ()
    pages: int = 0
    sha256: str = ""
    invented: bool = False  # the cover says that the department is made up (samples)


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that was read from one PDF."""

    disclosure: Disclosure
    tables: tuple[Table, ...]
    sentences: tuple[Sentence, ...]
    warnings: tuple[str, ...] = ()


class ChunkKind(StrEnum):
    """What a chunk stands for."""

    ROW = "row"
    SENTENCE = "sentence"


@dataclass(frozen=True, slots=True)
class Chunk:
    """What is embedded: the words of one table row's label path, or one sentence. Never digits of cells.

    `ref` leads back to the facts: `table_id#row#block` of a row, or a sentence_id.
    """

    chunk_id: str
    doc_id: str
    kind: ChunkKind
    ref: str
    text: str
    form: str | None = None
    page: int = 0
    words: tuple[str, ...] = field(default=())
