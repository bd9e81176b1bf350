"""Vectors are found by likeness, by document and kind, and only while their ingest counts."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from index.errors import ModelMismatchError
from index.store.embed import Vectors
from index.store.vectors import VectorStore, drop_vectors
from index.types import Chunk, ChunkKind


def axis(*weights: float) -> Vectors:
    return np.array(weights, dtype=np.float32)


CHUNKS = (
    Chunk("jia#1", "jia", ChunkKind.ROW, "jia#t1#2#3", "办公费"),
    Chunk("jia#2", "jia", ChunkKind.SENTENCE, "jia#s1", "公务接待费"),
    Chunk("yi#1", "yi", ChunkKind.ROW, "yi#t1#2#3", "办公费"),
)
POINTS = np.stack([axis(1, 0, 0), axis(0, 1, 0), axis(0.9, 0.1, 0)])


@pytest.fixture
def vectors(tmp_path: Path) -> VectorStore:
    store = VectorStore(tmp_path, "small", 3)
    store.add(CHUNKS[:2], POINTS[:2], "i1")
    store.add(CHUNKS[2:], POINTS[2:], "i2")
    return store


def test_nearest_first_with_cosine_scores(vectors: VectorStore) -> None:
    found = vectors.query(axis(2, 0, 0), k=2)
    assert [chunk_id for chunk_id, _ in found] == ["jia#1", "yi#1"]
    assert found[0][1] == pytest.approx(1.0)
    assert found[1][1] == pytest.approx(0.9 / np.hypot(0.9, 0.1), abs=1e-4)


def test_only_the_documents_and_kinds_asked_for(vectors: VectorStore) -> None:
    assert [c for c, _ in vectors.query(axis(1, 0, 0), doc_ids=["jia"])] == ["jia#1", "jia#2"]
    assert [c for c, _ in vectors.query(axis(1, 0, 0), doc_ids=["jia"], kinds=[ChunkKind.SENTENCE])] == [
        "jia#2"
    ]
    assert vectors.query(axis(1, 0, 0), doc_ids=[]) == []
    assert vectors.query(axis(1, 0, 0), doc_ids=["nobody"]) == []


def test_vectors_of_an_unfinished_ingest_are_not_found(tmp_path: Path, vectors: VectorStore) -> None:
    dead = [Chunk(f"wu#{n}", "wu", ChunkKind.ROW, "r", "x") for n in range(50)]
    vectors.add(dead, np.tile(axis(1, 0, 0), (50, 1)), "i3")
    reader = VectorStore(tmp_path, "small", 3, live=lambda: {"i1", "i2"})
    assert [c for c, _ in reader.query(axis(1, 0, 0), k=2)] == ["jia#1", "yi#1"]
    vectors.delete("i3")
    assert not vectors.has("i3")
    assert vectors.has("i1")
    assert len(vectors.query(axis(1, 0, 0), k=60)) == 3


def test_delete_takes_one_ingest(vectors: VectorStore) -> None:
    vectors.delete("i1")
    assert [c for c, _ in vectors.query(axis(1, 0, 0))] == ["yi#1"]
    vectors.delete("i2")
    assert vectors.query(axis(1, 0, 0)) == []


def test_another_model_is_refused_with_the_remedy(tmp_path: Path, vectors: VectorStore) -> None:
    with pytest.raises(ModelMismatchError, match=r"EMBEDDING_MODEL=small.*--rebuild"):
        VectorStore(tmp_path, "large", 3)
    drop_vectors(tmp_path)
    assert VectorStore(tmp_path, "large", 4).query(axis(1, 0, 0, 0)) == []
