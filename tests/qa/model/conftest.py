"""A language model in the tests: a fake one over the bundled samples, a real small one where it is there."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from index.config import Settings
from index.store.facts import FactStore
from qa.model.client import ModelClient
from qa.model.connect import Connection
from qa.pipeline import Assistant
from tests.qa.model.fake import FakeChat

MakeAssistant = Callable[[FakeChat], Assistant]


@pytest.fixture
def with_model(sample_settings: Settings) -> MakeAssistant:
    """An assistant over the bundled samples whose language model is the given fake."""

    def make(fake: FakeChat) -> Assistant:
        settings = sample_settings.model_copy(update={"model": "fake:chat"})
        client = ModelClient(settings, Connection(fake, settings.model, "fake"))
        return Assistant(settings, FactStore(settings.data_dir), client)

    return make


@pytest.fixture(scope="session")
def gguf(shared: Path) -> Path:
    """The file of a real language model of half a billion parameters, put there by ../shared's tool."""
    tool = shared / "tools" / "local_model.py"
    if not tool.is_file():
        pytest.skip("../shared/tools/local_model.py is not on this machine")
    done = subprocess.run([sys.executable, str(tool), "0.5b"], capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.fail(f"local_model.py failed: {done.stderr[-500:]}")
    return Path(done.stdout.strip().splitlines()[-1])
