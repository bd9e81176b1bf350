"""Answers over the shared disclosures, read once a session."""

from __future__ import annotations

from pathlib import Path

import pytest

from qa.pipeline import Assistant
from tests.conftest import index_without_vectors


@pytest.fixture(scope="session")
def shared_assistant(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """Answers over the three shared disclosures whose forms have a text layer."""
    names = ("nanchang-qingshanhu-2021", "changzhi-shangdang-2023", "leshan-shizhong-2022")
    paths = [shared / "disclosures" / f"{name}.pdf" for name in names]
    return Assistant.open(index_without_vectors(paths, tmp_path_factory.mktemp("shared") / "data"))
