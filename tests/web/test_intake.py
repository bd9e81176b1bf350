"""Uploads into an index of their own: progress, duplicates, namesakes, bad files, correction, removal."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from index.config import Settings
from index.errors import UnknownDocumentError
from index.profile.sidecar import Given
from index.store.facts import FactStore
from samples.bundled import SCHOOLS_BUDGET
from web.documents.intake import FileState, Intake, Step, correct, remove, take_in
from web.documents.render import intake_html
from web.operating.access import Access
from web.operating.guard import guard_uploads
from web.texts import load_texts

NAME = SCHOOLS_BUDGET


@pytest.fixture(scope="module")
def uploaded(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Settings, list[Intake]]:
    """One good and one broken file taken in together, with every state told on the way."""
    settings = Settings(data_dir=tmp_path_factory.mktemp("intake") / "data")
    folder = tmp_path_factory.mktemp("upload")
    good = Path(shutil.copy(samples / f"{NAME}.pdf", folder))
    bad = folder / "broken.pdf"
    bad.write_bytes(b"%PDF-1.7 and nothing more")
    return settings, list(take_in([good, bad], settings))


def steps_of(states: list[Intake], name: str) -> list[Step]:
    found = [next(f.step for f in state.files if f.name == name) for state in states]
    return list(dict.fromkeys(found))


def test_every_step_is_told_and_a_bad_file_does_not_hold_up_the_rest(
    uploaded: tuple[Settings, list[Intake]],
) -> None:
    settings, states = uploaded
    assert steps_of(states, f"{NAME}.pdf") == [Step.WAITING, Step.READING, Step.EMBEDDING, Step.DONE]
    assert steps_of(states, "broken.pdf")[-1] is Step.FAILED
    assert states[-1].finished
    pages = [f.done for state in states for f in state.files if f.step is Step.READING and f.total]
    assert pages == sorted(pages)
    assert pages[-1] == 20
    assert [d.doc_id for d in FactStore(settings.data_dir).disclosures()] == [NAME]
    html = intake_html(states[-1], {NAME: FactStore(settings.data_dir).disclosure(NAME)}, load_texts())
    assert "已收录：20 页" in html
    assert "2024 年度" in html
    assert 'class="error"' in html


def test_the_same_bytes_and_the_same_name_are_recognised(
    uploaded: tuple[Settings, list[Intake]], samples: Path, tmp_path: Path
) -> None:
    settings, _ = uploaded
    again = Path(shutil.copy(samples / f"{NAME}.pdf", tmp_path / "other-name.pdf"))
    namesake = Path(shutil.copy(samples / "qingshanhu-office-2021.pdf", tmp_path / f"{NAME}.pdf"))
    *_, last = take_in([again, namesake], settings)
    assert [(f.step, f.doc_id) for f in last.files] == [(Step.KNOWN, NAME), (Step.NAMESAKE, NAME)]
    assert len(FactStore(settings.data_dir).disclosures()) == 1


def test_a_profile_is_corrected_and_a_document_removed(uploaded: tuple[Settings, list[Intake]]) -> None:
    settings, _ = uploaded
    before = FactStore(settings.data_dir).disclosure(NAME)
    correct(NAME, Given(department="雾山区教育和体育局", year=2025), settings)
    store = FactStore(settings.data_dir)
    after = store.disclosure(NAME)
    assert (after.department, after.year, after.sha256) == ("雾山区教育和体育局", 2025, before.sha256)
    assert store.pdf_path(NAME).is_file()
    remove(NAME, settings)
    assert FactStore(settings.data_dir).disclosures() == ()
    with pytest.raises(UnknownDocumentError):
        remove(NAME, settings)


def test_names_of_files_are_escaped() -> None:
    intake = Intake((FileState("<img src=x>.pdf"),), error="<b>")
    html = intake_html(intake, {}, load_texts())
    assert "<img" not in html
    assert "<b>" not in html


@pytest.mark.parametrize(("read_only", "code"), [(True, 403), (False, 200)])
def test_a_read_only_instance_takes_no_files(read_only: bool, code: int) -> None:
    server = FastAPI()
    guard_uploads(server, Access({}, read_only=read_only))

    @server.post("/gradio_api/upload")
    def upload() -> list[str]:
        return []

    assert TestClient(server).post("/gradio_api/upload").status_code == code
