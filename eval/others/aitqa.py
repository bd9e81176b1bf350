"""AIT-QA: `aitqa_questions.jsonl` with `aitqa_tables.jsonl` beside it (github.com/IBM/AITQA, raw_data)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from eval.others.english import Lookup
from eval.others.tables import OtherTable
from index.errors import FileMissingError

QUESTIONS = "aitqa_questions.jsonl"
TABLES = "aitqa_tables.jsonl"


class _Row(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class AitTable(_Row):
    """A table; a header entry is a path, outermost first. Without row headers the first column holds them."""

    id: str
    column_header: tuple[tuple[str, ...], ...]
    row_header: tuple[tuple[str, ...], ...]
    data: tuple[tuple[str, ...], ...]

    def table(self) -> OtherTable:
        """With row labels, whether they stand in a header or in the first column."""
        if self.row_header:
            return OtherTable(self.id, self.id, self.row_header, self.column_header, self.data)
        rows = tuple((row[0],) for row in self.data)
        data = tuple(row[1:] for row in self.data)
        return OtherTable(self.id, self.id, rows, self.column_header[1:], data)


class AitQuestion(_Row):
    """A question whose answer is printed in the table."""

    id: str
    table_id: str
    question: str
    answers: tuple[str, ...]
    type: str
    row_hierarchy_needed: str = "No"
    paraphrase_group: str = ""


def read(path: Path) -> tuple[list[OtherTable], list[Lookup]]:
    """Tables, and the questions with one answer that some cell prints exactly.

    `path` is the folder or the file of questions. Raises FileMissingError, ValueError for another layout.
    """
    folder = path if path.is_dir() else path.parent
    for name in (QUESTIONS, TABLES):
        if not (folder / name).is_file():
            raise FileMissingError(f"{folder / name}：没有这个文件：获取办法见 docs/others-data.md。")
    tables = {row.id: row.table() for row in map(AitTable.model_validate_json, _lines(folder / TABLES))}
    questions = map(AitQuestion.model_validate_json, _lines(folder / QUESTIONS))
    return list(tables.values()), [found for each in questions if (found := _lookup(each, tables))]


def _lines(path: Path) -> Iterator[str]:
    return (line for line in path.read_text(encoding="utf-8").splitlines() if line.strip())


def _lookup(asked: AitQuestion, tables: dict[str, OtherTable]) -> Lookup | None:
    table = tables.get(asked.table_id)
    if table is None or len(asked.answers) != 1:
        return None
    wanted = "".join(asked.answers[0].split())
    cells = frozenset(
        (r, c)
        for r, row in enumerate(table.data)
        for c, text in enumerate(row)
        if "".join(text.split()) == wanted
    )
    category = "row hierarchy" if asked.row_hierarchy_needed == "Yes" else asked.type
    return Lookup(asked.id, category, asked.question, asked.table_id, cells) if cells else None
