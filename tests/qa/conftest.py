"""Disclosures read once a session, without vectors: the answerer needs them only for unknown words."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from index.checking import identities
from index.chunks import chunks_of
from index.config import Settings
from index.extract import extract
from index.store.facts import FactStore, Origin
from qa.pipeline import Assistant
from samples.bundled import DIGITAL, pdf_of


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
    return index_without_vectors(paths, tmp_path_factory.mktemp("qa") / "data")


@pytest.fixture(scope="session")
def assistant(sample_settings: Settings) -> Assistant:
    """Answers over the bundled disclosures."""
    return Assistant.open(sample_settings)


@pytest.fixture(scope="session")
def shared_assistant(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """Answers over the three shared disclosures whose forms have a text layer."""
    names = ("nanchang-qingshanhu-2021", "changzhi-shangdang-2023", "leshan-shizhong-2022")
    paths = [shared / "disclosures" / f"{name}.pdf" for name in names]
    return Assistant.open(index_without_vectors(paths, tmp_path_factory.mktemp("shared") / "data"))
