"""The bundled disclosures with a text layer, indexed once a session without vectors."""

from __future__ import annotations

import pytest

from eval.generate import generate
from eval.questions import Case
from index.config import Settings
from qa.pipeline import Assistant
from samples.bundled import DIGITAL, pdf_of
from tests.qa.conftest import index_without_vectors


@pytest.fixture(scope="session")
def indexed(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A data directory of its own."""
    paths = [pdf_of(name) for name in DIGITAL]
    return index_without_vectors(paths, tmp_path_factory.mktemp("eval") / "data")


@pytest.fixture(scope="session")
def assistant(indexed: Settings) -> Assistant:
    """The project's own answerer."""
    return Assistant.open(indexed)


@pytest.fixture(scope="session")
def cases(assistant: Assistant) -> list[Case]:
    """A few generated questions of every category."""
    return generate(assistant.store, per_category=4)
