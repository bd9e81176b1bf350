"""Changed disclosures: what is changed is what was meant, the change is noticed, and no change is not."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from eval.mutation import on_extraction, on_pdf
from eval.mutation.notice import KINDS, channels, noticed
from eval.mutation.pdf import CannotChangeError, Pages, change
from eval.mutation.subject import Mutant, Observed, Subject, observe
from eval.scorers import Verdict, score
from index.config import Settings
from index.extract import extract
from index.types import BBox
from qa.pipeline import Assistant
from tests.index.pdfs import draw_disclosure


@pytest.fixture(scope="module")
def subject(assistant: Assistant) -> Subject:
    """A sample whose forms print 元 beside 万元, and whose totals all print something."""
    return Subject.of(assistant.store, "wushan-education-2022")


def both(mutant: Mutant, folder: Path) -> tuple[Observed, Observed]:
    doc_id = mutant.subject.doc_id
    before = observe([mutant.subject.extraction], doc_id, mutant.case, folder / "before")
    return before, observe([mutant.extraction], doc_id, mutant.case, folder / "after")


@pytest.mark.parametrize("make", on_extraction.MAKERS)
def test_changes_of_the_extraction_are_noticed_and_their_absence_is_not(
    subject: Subject, tmp_path: Path, make: on_extraction.Maker
) -> None:
    mutant = next(make(subject, Random(3)))
    before, after = both(mutant, tmp_path)
    assert score(mutant.case, before.answer).verdict is Verdict.RIGHT
    assert noticed(mutant, before, after), channels(before, after, mutant.table_id)
    assert not noticed(mutant, before, before)
    assert score(mutant.case, after.answer).verdict is not Verdict.RIGHT


def test_a_blind_system_is_caught_for_every_kind(subject: Subject, tmp_path: Path) -> None:
    mutant = next(on_extraction.perturb_cell(subject, Random(1)))
    before = observe([subject.extraction], subject.doc_id, mutant.case, tmp_path / "data")
    for kind in KINDS:
        blind = Mutant(
            kind, "pdf", subject, subject.extraction, mutant.case, mutant.table_id, "nothing", mutant.expected
        )
        assert not noticed(blind, before, before), kind


def edited(path: Path, tmp_path: Path, box: BBox, text: str) -> Path:
    target = tmp_path / "changed" / path.name
    target.parent.mkdir()

    def edit(pages: Pages) -> None:
        pages.page(2).replace_figure(box, text)

    change(path, target, edit)
    return target


def test_a_figure_is_changed_on_the_page_and_nothing_else(tmp_path: Path) -> None:
    path = draw_disclosure(tmp_path / "archive-2022.pdf")
    (table,) = extract(path, Settings()).tables
    cell = next(c for c in table.cells if c.row_code == "201" and c.column_label.endswith("项目支出"))
    target = edited(path, tmp_path, cell.bbox, "1,234.50")
    (changed,) = extract(target, Settings()).tables
    texts = {(c.row, c.col): c.text for c in table.cells} | {(cell.row, cell.col): "1,234.50"}
    assert {(c.row, c.col): c.text for c in changed.cells} == texts


def test_what_is_not_printed_cannot_be_changed(tmp_path: Path) -> None:
    path = draw_disclosure(tmp_path / "archive-2022.pdf")
    with pytest.raises(CannotChangeError, match="nothing is printed"):
        edited(path, tmp_path, BBox(1, 1, 5, 5), "1.00")


@pytest.mark.parametrize("kind", ["perturb_cell", "renumber_form", "drop_header"])
def test_changes_of_published_pages_are_noticed(
    shared: Path, tmp_path: Path, shared_subject: Subject, kind: str
) -> None:
    mutant = next(on_pdf.mutants(kind, shared_subject, tmp_path, Random(2)))
    before, after = both(mutant, tmp_path)
    assert noticed(mutant, before, after), (mutant.told, channels(before, after, mutant.table_id))


@pytest.fixture(scope="module")
def shared_subject(shared: Path) -> Subject:
    """A published disclosure with a text layer."""
    from index.checking import identities

    path = shared / "disclosures" / "nanchang-qingshanhu-2021.pdf"
    extraction = extract(path, Settings())
    return Subject(path, extraction, identities.check(extraction))
