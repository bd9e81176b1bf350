"""The text of a disclosure: a small markup, and the walk over it that writes the PDF.

`# Part` starts a page, `#! Part` stands alone on one, `## Heading` goes into the 目录, `@forms` puts the
statutory forms, `@table NAME` another table on a page of its own, `@list NAME` one in the text; any other
line is a paragraph.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from samples.document import Writer
from samples.forms import Form, Region, number, values

DATA = Path(__file__).parent / "data"
ORDINALS = "一二三四五六七八九十"


@dataclass(frozen=True)
class Sample:
    """One disclosure to render: what it is, its forms and tables, and its text in the markup above."""

    doc_id: str
    region: str
    department: str
    year: int
    cover: tuple[str, ...]
    date: str
    forms: tuple[Form, ...]
    text: str
    tables: dict[str, Form] = field(default_factory=dict)
    remark: str = ""
    unit_line: str = ""
    unit_word: str = "金额单位"
    footer: str = "- {n} -"
    numbered_contents: bool = False
    scanned: bool = False

    @property
    def all_tables(self) -> Iterator[Form]:
        """The forms, then the other tables."""
        yield from self.forms
        yield from self.tables.values()


def load(name: str) -> Sample:
    """The sample `name` from data/NAME.toml (what it is), NAME.forms.json (figures) and NAME.md (text)."""
    about = tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))
    styles, tables = about.pop("forms", {}), about.pop("tables", {})
    printed = json.loads((DATA / f"{name}.forms.json").read_text(encoding="utf-8"))
    return Sample(
        doc_id=name,
        cover=tuple(about.pop("cover")),
        forms=tuple(read_form(form | styles.get(form["table_no"], {})) for form in printed),
        tables={key: read_form(table) for key, table in tables.items()},
        text=(DATA / f"{name}.md").read_text(encoding="utf-8"),
        **about,
    )


def read_form(data: dict[str, object]) -> Form:
    """A form from its JSON or TOML table; lists become tuples."""
    fields = dict(data)
    rows = fields.pop("rows")
    assert isinstance(rows, list)
    regions = fields.pop("regions", [])
    assert isinstance(regions, list)
    frozen = {key: tuple(value) if isinstance(value, list) else value for key, value in fields.items()}
    return Form(
        rows=tuple(tuple(row) for row in rows),
        regions=tuple(Region(**region | {"header": tuple(region["header"])}) for region in regions),
        **frozen,  # type: ignore[arg-type]
    )


def write(sample: Sample, path: Path) -> Writer:
    """Render `sample` to `path`. It is laid out twice: the 目录 needs the pages that the first pass finds."""
    entries: list[tuple[int, str, int]] = []
    writer = Writer(path, "")
    for _ in range(2):
        writer = Writer(
            path,
            f"{sample.department}{sample.year}年度",
            sample.unit_line,
            f"{sample.year}年度",
            sample.unit_word,
            sample.footer,
        )
        writer.cover(list(sample.cover), sample.date, sample.remark)
        writer.contents(entries, sample.numbered_contents)
        entries = list(_body(sample, writer))
    writer.save()
    return writer


def printed(sample: Sample) -> Iterator[str]:
    """All text that the PDF of `sample` shows."""
    yield from (*sample.cover, sample.date, sample.remark, sample.unit_line, sample.unit_word, sample.text)
    yield from (sample.footer, ORDINALS, "目录、：年度单位")
    for form in sample.all_tables:
        yield from (form.title, form.unit or "", form.table_no or "", *form.notes, form.notice or "")
        yield from (cell for row in form.rows for cell in row)


def _body(sample: Sample, writer: Writer) -> Iterator[tuple[int, str, int]]:
    """Write the text and the forms; yields the entries of the 目录 as (level, heading, page)."""
    for line in filter(None, (line.strip() for line in sample.text.splitlines())):
        mark, _, rest = line.partition(" ")
        if mark == "#":
            writer.part(rest)
            yield 1, rest, writer.page
        elif mark == "#!":
            writer.divider(rest)
            yield 1, rest, writer.page
        elif mark == "##":
            writer.paragraph(rest, heading=True)
            yield 2, rest, writer.page
        elif mark == "@forms":
            yield from _forms(sample, writer)
        elif mark in ("@table", "@list"):
            writer.form(sample.tables[rest], new_page=mark == "@table")
        else:
            writer.paragraph(line)


def _forms(sample: Sample, writer: Writer) -> Iterator[tuple[int, str, int]]:
    for ordinal, form in zip(ORDINALS, sample.forms, strict=False):
        if sample.scanned:
            writer.scanned_form(form)
        else:
            writer.form(form)
        yield 2, f"{ordinal}、{form.title}", writer.form_pages[id(form)][0]


def truth(sample: Sample, writer: Writer) -> dict[str, object]:
    """What a reader should find in the rendered `sample`: the tables with their grids and value cells."""
    tables = []
    for form in sample.all_tables:
        pages = writer.form_pages[id(form)]
        cells = [
            {
                "row_label": value.row_label,
                "row_code": value.row_code,
                "row_seq": value.row_seq,
                "column_label": value.column_label,
                "column_no": value.column_no,
                "text": value.text,
                "value": number(value.text),
                "unit": value.unit,
                "page": pages[value.row],
            }
            for value in values(form)
        ]
        tables.append(
            {
                "table_no": form.table_no,
                "title": form.title,
                "unit": form.unit,
                "pages": sorted(set(pages)),
                "scanned": sample.scanned and form in sample.forms,
                "header_rows": form.header_rows,
                "notice": form.notice,
                "grid": form.grid(),
                "cells": cells,
            }
        )
    about = {
        "doc_id": sample.doc_id,
        "region": sample.region,
        "department": sample.department,
        "year": sample.year,
    }
    return about | {"tables": tables}
