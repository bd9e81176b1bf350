"""The bundled disclosures with a text layer, indexed once a session without vectors."""

from __future__ import annotations

from pathlib import Path

import pytest

from eval.generate import generate
from eval.questions import Case
from index.config import Settings
from qa.pipeline import Assistant
from tests.qa.conftest import index_without_vectors

NAMES = (
    "qingshanhu-office-2021",
    "shangdang-office-2023",
    "wushan-education-2022",
    "wushan-education-2023",
    "wushan-education-budget-2024",
)


@pytest.fixture(scope="session")
def indexed(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A data directory of its own."""
    paths = [samples / f"{name}.pdf" for name in NAMES]
    return index_without_vectors(paths, tmp_path_factory.mktemp("eval") / "data")


@pytest.fixture(scope="session")
def assistant(indexed: Settings) -> Assistant:
    """The project's own answerer."""
    return Assistant.open(indexed)


@pytest.fixture(scope="session")
def cases(assistant: Assistant) -> list[Case]:
    """A few generated questions of every category."""
    return generate(assistant.store, per_category=4)
