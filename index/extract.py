"""One PDF -> everything that is read from it: pages, tables, sentences, profile. The flow on one screen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from index.config import Settings
from index.forms.tables import read_tables
from index.narrative.sentences import read_sentences
from index.page import Page
from index.profile.read import Given, read_profile
from index.reading.pages import count_pages, read_pages
from index.reading.turning import sentences_as_shown, tables_as_shown
from index.types import Extraction, Kind, Table


def extract(
    path: Path,
    settings: Settings,
    given: Given | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Extraction:
    """Reads one disclosure; its doc_id is the stem of the file.

    `given` holds what a sidecar or the command line states about it, `progress` is told (pages read, pages).
    Raises what `read_pages` raises, and ProfileError where department or year cannot be read.
    """
    doc_id = path.stem
    pages = _pages(path, settings, progress)
    tables, occupied = read_tables(doc_id, pages)
    disclosure = read_profile(doc_id, pages, tables, given)
    if disclosure.kind is Kind.BUDGET:
        tables = [_without_form(table) for table in tables]
    sentences = read_sentences(doc_id, pages, occupied, disclosure.year)
    tables, sentences = tables_as_shown(tables, pages), sentences_as_shown(sentences, pages)
    return Extraction(disclosure, tuple(tables), sentences, _warnings(pages))


def _pages(path: Path, settings: Settings, progress: Callable[[int, int], None] | None) -> list[Page]:
    total = count_pages(path) if progress is not None else 0
    pages: list[Page] = []
    for page in read_pages(path, settings):
        pages.append(page)
        if progress is not None:
            progress(len(pages), max(total, len(pages)))
    return pages


def _without_form(table: Table) -> Table:
    """The forms of domain.md are forms of the final accounts; a budget's are none of them."""
    if table.form is None or "决算" in table.title:
        return table
    return replace(table, form=None, cells=tuple(replace(cell, form=None) for cell in table.cells))


def _warnings(pages: Sequence[Page]) -> tuple[str, ...]:
    return tuple(f"第{page.number}页没有读到任何内容" for page in pages if not page.words and not page.rules)
