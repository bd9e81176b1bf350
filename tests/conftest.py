"""What every test may use: the real disclosures, the bundled samples, one embedder a session."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from index.checking import identities
from index.chunks import chunks_of
from index.config import Settings
from index.extract import extract
from index.store.embed import Embedder, load_embedder
from index.store.facts import FactStore, Origin
from qa.pipeline import Assistant
from samples.bundled import DIGITAL, pdf_of

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"


def shared_dir() -> Path:
    """`../shared` with the real disclosures; skips the test, saying why, where that folder is absent."""
    if not SHARED.is_dir():
        pytest.skip("../shared (real disclosures) is not on this machine")
    return SHARED


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real disclosures, or a skip with its reason."""
    return shared_dir()


@pytest.fixture(scope="session")
def samples() -> Path:
    """The folder of bundled disclosures, or a skip with its reason."""
    folder = ROOT / "samples"
    if not any(folder.glob("*.pdf")):
        pytest.skip("samples/ holds no PDF: run the script that renders them")
    return folder


@pytest.fixture(scope="session")
def embedder() -> Embedder:
    """The default embedding model, loaded once a session."""
    return load_embedder(Settings())


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Default settings with a data directory of their own."""
    return Settings(data_dir=tmp_path / "data")


def index_without_vectors(paths: list[Path], data: Path) -> Settings:
    """Take PDFs into a fact store as `index build` does, less the embedding."""
    settings = Settings(data_dir=data)
    data.mkdir(parents=True, exist_ok=True)
    store = FactStore(data, create=True)
    for path in paths:
        extraction = extract(path, settings)
        report = identities.check(extraction)
        tables = tuple(replace(t, trust=report.trust.get(t.table_id)) for t in extraction.tables)
        extraction = replace(extraction, tables=tables)
        store.ingest(Origin(path.stem, path.stem, str(path)), extraction, chunks_of(extraction), report)
    store.close()
    return settings


@pytest.fixture(scope="session")
def sample_settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A data directory with the bundled disclosures that have a text layer."""
    paths = [pdf_of(name) for name in DIGITAL]
    return index_without_vectors(paths, tmp_path_factory.mktemp("samples") / "data")


@pytest.fixture(scope="session")
def assistant(sample_settings: Settings) -> Assistant:
    """Answers over the bundled disclosures."""
    return Assistant.open(sample_settings)
