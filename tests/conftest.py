"""What every test may use: the real disclosures, the bundled samples, one embedder a session."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.config import Settings
from index.store.embed import Embedder, load_embedder

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
