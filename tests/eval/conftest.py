"""A few generated questions over the bundled disclosures."""

from __future__ import annotations

import pytest

from eval.generate import generate
from eval.questions import Case
from qa.pipeline import Assistant


@pytest.fixture(scope="session")
def cases(assistant: Assistant) -> list[Case]:
    """A few generated questions of every category."""
    return generate(assistant.store, per_category=4)
