"""Truth files beside the sample disclosures -> the tables that an extraction must give."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict

from index.forms.catalogue import identify

_ROOT: Final = Path(__file__).parents[1]
TRUTHS: Final = (_ROOT / "samples" / "truth", _ROOT.parent / "shared" / "disclosures" / "truth")


class TruthCell(BaseModel):
    """A value cell as typeset."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    row_label: str
    row_code: str | None = None
    row_seq: str | None = None
    column_label: str
    text: str
    value: str | None
    unit: str | None = None
    page: int


class TruthTable(BaseModel):
    """A table as typeset."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    table_no: str | None
    title: str
    unit: str | None
    pages: tuple[int, ...]
    scanned: bool
    header_rows: int
    grid: tuple[tuple[str, ...], ...]
    cells: tuple[TruthCell, ...]
    form: str | None = None  # by title, once read: see `read_truth`

    def unit_of(self, cell: TruthCell) -> str | None:
        """The unit of a cell: its own where it states one (also None), else that of the table."""
        return cell.unit if "unit" in cell.model_fields_set else self.unit


class Truth(BaseModel):
    """One truth file."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    doc_id: str
    year: int
    tables: tuple[TruthTable, ...]


def read_truth(folder: Path) -> Iterator[Truth]:
    """The truth files of a folder by name."""
    for path in sorted(folder.glob("*.json")):
        truth = Truth.model_validate_json(path.read_text(encoding="utf-8"))
        final = any("决算" in table.title for table in truth.tables)
        # The forms are those of the final accounts; the tables of a budget are none of them.
        tables = (t.model_copy(update={"form": identify(t.title) if final else None}) for t in truth.tables)
        yield truth.model_copy(update={"tables": tuple(tables)})
