"""The embedding interface on the bundled model."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from index.config import Settings
from index.errors import ModelUnavailableError
from index.store.embed import Embedder, Vectors, load_embedder
from index.store.embedding_cache import EmbeddingCache


def test_everyday_words_find_the_official_label(embedder: Embedder) -> None:
    labels = ["公务接待费", "公务用车运行维护费", "因公出国（境）费", "基本工资", "办公费", "住房公积金"]
    documents = embedder.encode_documents(labels)
    queries = embedder.encode_queries(["请客吃饭花了多少", "公车加油修车的钱", "出国考察花了多少钱"])
    assert [labels[n] for n in (queries @ documents.T).argmax(axis=1)] == [
        "公务接待费",
        "公务用车运行维护费",
        "因公出国（境）费",
    ]


def test_vectors_are_unit_float32_in_the_order_of_the_texts(embedder: Embedder) -> None:
    texts = [f"{'办公费' * (n % 5 + 1)}{n}" for n in range(40)]
    seen: list[tuple[int, int]] = []
    together = embedder.encode_documents(texts, lambda done, total: seen.append((done, total)))
    assert together.dtype == np.float32
    assert together.shape == (40, embedder.dimension) == (40, 384)
    assert np.allclose(np.linalg.norm(together, axis=1), 1, atol=1e-5)
    assert np.allclose(embedder.encode_documents(texts[7:8])[0], together[7], atol=1e-3)
    assert seen[-1] == (40, 40)
    assert embedder.encode_documents([]).shape == (0, 384)


def test_a_question_and_a_document_are_embedded_differently(embedder: Embedder) -> None:
    assert not np.allclose(
        embedder.encode_queries(["办公费"]), embedder.encode_documents(["办公费"]), atol=1e-3
    )


def test_a_model_that_is_not_there_is_named_with_the_remedy() -> None:
    with pytest.raises(ModelUnavailableError, match=r"/nowhere/model.*EMBEDDING_MODEL"):
        load_embedder(Settings(embedding_model="/nowhere/model"))


class Counting:
    """Counts what reaches the real model."""

    def __init__(self, embedder: Embedder) -> None:
        self.model_id, self.dimension = embedder.model_id, embedder.dimension
        self._embedder = embedder
        self.seen: list[str] = []

    def encode_documents(self, texts: list[str], progress: object = None) -> Vectors:
        self.seen += texts
        return self._embedder.encode_documents(texts)


def test_each_text_is_embedded_once_for_all_documents(tmp_path: Path, embedder: Embedder) -> None:
    counting = Counting(embedder)
    cache = EmbeddingCache(tmp_path, counting)
    first = cache.encode(["办公费", "合计", "办公费"])
    cache.close()
    again = EmbeddingCache(tmp_path, counting).encode(["合计", "印刷费"])
    assert counting.seen == ["办公费", "合计", "印刷费"]
    assert np.array_equal(first[0], first[2])
    assert np.array_equal(first[1], again[0])
    assert cache.encode([]).shape == (0, embedder.dimension)
    counting.model_id = "another"
    EmbeddingCache(tmp_path, counting).encode(["合计"])
    assert counting.seen[-1] == "合计"
