"""Changes of the PDF itself, each read anew from its pages."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from random import Random
from shutil import copyfile

from eval.mutation.choice import (
    column_pairs,
    other_figure,
    placed_case,
    plain_case,
    printed,
    swapped_target,
    unit_targets,
    vouched,
)
from eval.mutation.pdf import CannotChangeError, Pages, PageText, Piece, change
from eval.mutation.subject import Mutant, Subject, Touched
from eval.pool import Target
from eval.wordings import wordings
from index.config import Settings
from index.extract import extract
from index.profile.sidecar import Given
from index.sources import file_sha256
from index.types import BBox, Cell, Table
from qa.draft import who

LEVEL = "pdf"
_UNIT = re.compile(r"单位[：:]?(?:人民币)?(万)元")
_NUMBER = re.compile(r"公开0?(\d)表")
_TRIES = 4

Rows = Sequence[tuple[Cell, Cell]]
Edit = Callable[[Pages], None]


Change = tuple[Edit, Touched]


def mutants(kind: str, subject: Subject, folder: Path, rng: Random) -> Iterator[Mutant]:
    """Mutants of one kind, made one by one; those whose page cannot be changed are left out."""
    if kind == "duplicate_department":
        yield _copied(subject, folder, rng)
        return
    for edit, touched in islice(_CHANGES[kind](subject, rng), _TRIES):
        path = folder / f"{subject.doc_id}.pdf"
        try:
            change(subject.pdf, path, edit)
        except CannotChangeError:
            continue
        yield touched.mutant(kind, LEVEL, subject, extract(path, Settings()))


def _perturb_cell(subject: Subject, rng: Random) -> Iterator[Change]:
    for target in vouched(subject, rng):
        value = other_figure(target.value)

        def edit(pages: Pages, cell: Cell = target.cell, text: str = printed(value)) -> None:
            page = pages.page(cell.page)
            page.replace_figure(cell.bbox, text)

        told = f"{target.cell.row_label} {target.cell.text} -> {printed(value)}"
        yield edit, Touched(target, plain_case(target), told, str(value))


def _swap_columns(subject: Subject, _: Random) -> Iterator[Change]:
    for table, pairs in column_pairs(subject):
        target = swapped_target(subject, table, pairs)
        if target is not None:
            right = pairs[target.cell.row][1]

            def edit(pages: Pages, pairs: Sequence[tuple[Cell, Cell]] = (*pairs.values(),)) -> None:
                for number in sorted({left.page for left, _ in pairs}):
                    page = pages.page(number)
                    for left, other in pairs:
                        if left.page == number:
                            _swap(page, left.bbox, other.bbox)

            yield edit, Touched(target, placed_case(target), table.title, str(right.value))


def _swap(page: PageText, left: BBox, right: BBox) -> None:
    from_left, from_right = page.inside(left), page.inside(right)
    page.move(from_left, right.x1 - left.x1)
    page.move(from_right, left.x1 - right.x1)


def _change_unit(subject: Subject, rng: Random) -> Iterator[Change]:
    for target in unit_targets(subject, rng):

        def edit(pages: Pages, table: Table = target.table) -> None:
            for number in table.pages:
                page = pages.page(number)
                _rewrite(page, _UNIT, "", needed=number == table.pages[0])

        told = f"{target.table.title}: 万元 -> 元"
        yield edit, Touched(target, plain_case(target), told, str(target.value))


def _renumber_form(subject: Subject, rng: Random) -> Iterator[Change]:
    taken = {table.table_no for table in subject.extraction.tables}
    for target in vouched(subject, rng):
        number = target.table.table_no
        if number is None or not _NUMBER.fullmatch(number):
            continue
        digit = next(str(n) for n in range(9, 0, -1) if f"公开0{n}表" != number)

        def edit(pages: Pages, table: Table = target.table, digit: str = digit) -> None:
            for n in table.pages:
                page = pages.page(n)
                _rewrite(page, _NUMBER, digit, needed=n == table.pages[0])

        new = f"公开0{digit}表"
        told = f"{number} -> {new}{'（重号）' if new in taken else ''}"
        yield edit, Touched(target, placed_case(target), told, new)


def _rewrite(page: PageText, pattern: re.Pattern[str], text: str, *, needed: bool) -> None:
    """Replace the group of the first match on a line by `text`."""
    for line in page.lines():
        owners = [(piece, n) for piece in line for n, char in enumerate(piece.text) if not char.isspace()]
        found = pattern.search("".join(piece.text[n] for piece, n in owners))
        if found is not None:
            piece, n = owners[found.start(1)]
            _put(page, piece, piece.text[:n] + text + piece.text[n + 1 :])
            return
    if needed:
        raise CannotChangeError("the line was not found")


def _put(page: PageText, piece: Piece, text: str) -> None:
    if not text.strip():
        page.remove([piece])
    elif text.strip().isascii() and piece.text.strip().isascii():
        page.remove([piece])
        page.draw(text.strip(), piece.bbox.x0, piece.bbox.bottom, (piece.bbox.bottom - piece.bbox.top) * 1.3)
    else:
        page.rewrite(piece, text)


def _drop_header(subject: Subject, rng: Random) -> Iterator[Change]:
    for target in vouched(subject, rng):

        def edit(pages: Pages, target: Target = target) -> None:
            page = pages.page(target.table.pages[0])
            first = min(c.bbox.top for c in target.table.cells if c.page == target.table.pages[0])
            above = [line for line in page.lines() if line[0].bbox.bottom <= first + 1]
            named = [
                line for line in above if target.column in "".join("".join(p.text for p in line).split())
            ]
            if not named:
                raise CannotChangeError("no line with the column's name")
            page.remove(named[-1])

        yield edit, Touched(target, placed_case(target), f"{target.table.title}: {target.column}")


def _copied(subject: Subject, folder: Path, rng: Random) -> Mutant:
    """The same bytes under another name, as a sidecar states it."""
    disclosure = subject.extraction.disclosure
    body = rng.choice(wordings().absent_bodies)
    path = folder / f"{subject.doc_id}-copy.pdf"
    copyfile(subject.pdf, path)
    name = f"{disclosure.region.district or disclosure.region.city or ''}{body}"
    extraction = extract(path, Settings(), Given(department=name))
    copy = replace(extraction, disclosure=replace(extraction.disclosure, sha256=file_sha256(path)))
    target = vouched(subject, rng)[0]
    question = f"{who(copy.disclosure)}{disclosure.year}年{target.label}是多少？"
    told = f"{disclosure.department} -> {name}"
    touched = Touched(target, target.case("mutation", question), told, body)
    return touched.mutant("duplicate_department", LEVEL, subject, copy)


_CHANGES: dict[str, Callable[[Subject, Random], Iterator[Change]]] = {
    "perturb_cell": _perturb_cell,
    "swap_columns": _swap_columns,
    "change_unit": _change_unit,
    "drop_header": _drop_header,
    "renumber_form": _renumber_form,
}
KINDS = (*_CHANGES, "duplicate_department")
