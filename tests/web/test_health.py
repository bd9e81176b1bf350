"""What a watcher of the server is told: alive, ready, and why not."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from index.config import Settings
from qa.pipeline import Assistant
from web.loading import AssistantLoader, Progress
from web.operating.health import serve_health
from web.texts import load_texts


class Loading:
    """A loader in a state of its own."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress

    def progress(self) -> Progress:
        return self._progress

    def start(self) -> None:
        """Nothing is opened."""

    def get(self) -> Loading:
        return self

    def disclosures(self) -> tuple[str, ...]:
        return ("a", "b")


@pytest.mark.parametrize(
    ("progress", "code", "told"),
    [
        (Progress("正在载入"), 503, {"status": "loading", "step": "正在载入"}),
        (Progress("", error="还没有索引"), 503, {"status": "failed", "step": "还没有索引"}),
        (Progress("好了", ready=True), 200, {"status": "ready", "disclosures": 2}),
    ],
)
def test_health_and_readiness(progress: Progress, code: int, told: dict[str, object]) -> None:
    server = FastAPI()
    serve_health(server, Loading(progress))  # type: ignore[arg-type]
    client = TestClient(server)
    assert client.get("/healthz").json() == {"status": "ok"}
    ready = client.get("/readyz")
    assert (ready.status_code, ready.json()) == (code, told)


def test_asking_for_readiness_finds_an_index_built_meanwhile(
    sample_settings: Settings, tmp_path: Path
) -> None:
    data, said = tmp_path / "data", list[str]()
    settings = sample_settings.model_copy(update={"data_dir": data})
    loader = AssistantLoader(lambda: Assistant.open(settings), load_texts(), said.append)
    server = FastAPI()
    serve_health(server, loader)
    client = TestClient(server)
    loader.start()
    for _ in range(2):
        while not loader.progress().done:
            loader.next_progress(loader.progress())
        assert client.get("/readyz").json()["status"] == "failed"
    assert sum("还没有索引" in line for line in said) == 1
    shutil.copytree(sample_settings.data_dir, data)
    client.get("/readyz")
    assert len(loader.get().disclosures()) == 5
    assert client.get("/readyz").status_code == 200
