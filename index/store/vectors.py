"""The vectors of all chunks in Chroma. Only this file knows the keys of the metadata.

A vector belongs to one ingest. It counts only while that ingest is the one recorded in the fact store, so
that vectors of an interrupted build are never found; `delete` takes them away at the next build.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from pathlib import Path
from threading import Lock
from typing import Literal, NamedTuple

import chromadb
from chromadb.api.client import Client
from chromadb.api.types import Where
from chromadb.config import Settings as ChromaSettings
from chromadb.errors import ChromaError, NotFoundError

from index.errors import DataDirectoryError, ModelMismatchError
from index.store.database import REMEDY
from index.store.embed import Vectors
from index.types import Chunk, ChunkKind

FOLDER = "vectors"
COLLECTION = "chunks"
# Hits asked for beyond k, to be dropped where they belong to an interrupted ingest.
SPARE = 32


class Hit(NamedTuple):
    """A found vector."""

    chunk_id: str
    score: float
    ingest_id: str


class VectorStore:
    """Nearest chunks by cosine similarity.

    `live` gives the ingests that count (FactStore.ingest_ids); None counts all. Raises ModelMismatchError
    where the vectors were made by another model, DataDirectoryError where the folder cannot be used.
    """

    def __init__(
        self,
        data_dir: Path,
        model_id: str,
        dimension: int | None = None,
        live: Callable[[], Collection[str]] | None = None,
    ) -> None:
        self._data_dir = data_dir
        self._reading = Lock()
        self._model_id = model_id
        self._dimension = dimension
        self._live = live
        self._seen = None if live is None else frozenset(live())
        try:
            self._client = _connect(data_dir)
            self._collection = self._open()
        except (ChromaError, OSError, ValueError) as error:
            raise self._unusable(error) from error

    def add(self, chunks: Sequence[Chunk], embeddings: Vectors, ingest_id: str) -> None:
        """Store the vectors of one ingest; they count once the fact store records that ingest."""
        portion = self._client.get_max_batch_size()
        try:
            for start in range(0, len(chunks), portion):
                part = chunks[start : start + portion]
                self._collection.add(
                    ids=[f"{ingest_id}:{chunk.chunk_id}" for chunk in part],
                    embeddings=embeddings[start : start + portion],
                    metadatas=[
                        {"doc": chunk.doc_id, "kind": chunk.kind.value, "ingest": ingest_id} for chunk in part
                    ],
                )
        except (ChromaError, OSError) as error:
            raise self._unusable(error) from error

    def query(
        self,
        vector: Vectors,
        doc_ids: Collection[str] | None = None,
        kinds: Collection[ChunkKind] | None = None,
        k: int = 10,
    ) -> list[tuple[str, float]]:
        """The k nearest chunks as (chunk_id, cosine similarity), best first; None means all."""
        if (doc_ids is not None and not doc_ids) or (kinds is not None and not kinds):
            return []
        conditions: list[Where] = []
        if doc_ids is not None:
            conditions.append(_among("doc", doc_ids))
        if kinds is not None:
            conditions.append(_among("kind", [kind.value for kind in kinds]))
        try:
            with self._reading:
                return self._alive(vector, conditions, k)
        except (ChromaError, OSError) as error:
            raise self._unusable(error) from error

    def delete(self, ingest_id: str) -> None:
        """Take away the vectors of one ingest."""
        try:
            self._collection.delete(where={"ingest": ingest_id})
        except (ChromaError, OSError) as error:
            raise self._unusable(error) from error

    def has(self, ingest_id: str, count: int = 1) -> bool:
        """True where at least `count` vectors of this ingest are stored."""
        return len(self._collection.get(where={"ingest": ingest_id}, limit=count, include=[])["ids"]) == count

    def close(self) -> None:
        """Release the files."""
        self._client.close()

    def _alive(self, vector: Vectors, conditions: list[Where], k: int) -> list[tuple[str, float]]:
        """The nearest of the ingests that count, as the files are now."""
        live = None if self._live is None else frozenset(self._live())
        if live != self._seen:  # another process may have written: Chroma does not notice by itself
            self._reopen()
            self._seen = live
        try:
            hits = self._alive_among(live, vector, conditions, k)
        except ChromaError:  # old vectors were cleared away after the files were opened
            self._reopen()
            hits = self._alive_among(live, vector, conditions, k)
        return [(hit.chunk_id, hit.score) for hit in hits]

    def _alive_among(
        self, live: frozenset[str] | None, vector: Vectors, conditions: list[Where], k: int
    ) -> list[Hit]:
        if live is None:
            return self._nearest(vector, conditions, k)
        near = self._nearest(vector, conditions, k + SPARE)
        alive = [hit for hit in near if hit.ingest_id in live]
        if len(alive) < min(k, len(near)):
            alive = self._nearest(vector, [*conditions, _among("ingest", live)], k)
        return alive[:k]

    def _reopen(self) -> None:
        self._client.close()
        self._client = _connect(self._data_dir)
        self._collection = self._open()

    def _nearest(self, vector: Vectors, conditions: list[Where], k: int) -> list[Hit]:
        where: Where | None = None
        if conditions:  # Chroma refuses "$and" of a single condition
            where = conditions[0] if len(conditions) == 1 else {"$and": conditions}
        found = self._collection.query(
            query_embeddings=vector.reshape(1, -1),
            n_results=k,
            where=where,
            include=["distances"],
        )
        distances = (found["distances"] or [[]])[0]
        hits: list[Hit] = []
        for vector_id, distance in zip(found["ids"][0], distances, strict=True):
            # From the id, not the metadata: another process may have deleted the record under our feet.
            ingest_id, _, chunk_id = vector_id.partition(":")
            hits.append(Hit(chunk_id, 1.0 - distance, ingest_id))
        return hits

    def _open(self) -> chromadb.Collection:
        try:
            collection = self._client.get_collection(COLLECTION, embedding_function=None)
        except NotFoundError:
            return self._client.create_collection(
                COLLECTION,
                metadata={"model": self._model_id},
                embedding_function=None,
                configuration={"hnsw": {"space": "cosine"}},
            )
        maker = (collection.metadata or {}).get("model")
        if maker != self._model_id or not self._same_length(collection):
            raise ModelMismatchError(
                f"索引由嵌入模型 {maker} 建立，与现在的模型 {self._model_id} 不符："
                f"请设 EMBEDDING_MODEL={maker}，或用 `python -m index build --rebuild` 重建。"
            )
        return collection

    def _same_length(self, collection: chromadb.Collection) -> bool:
        stored = collection.get(limit=1, include=["embeddings"])["embeddings"]
        return (
            self._dimension is None or stored is None or len(stored) == 0 or len(stored[0]) == self._dimension
        )

    def _unusable(self, error: Exception) -> DataDirectoryError:
        return DataDirectoryError(f"数据目录 {self._data_dir / FOLDER} 不能使用（{error}）：{REMEDY}")


def drop_vectors(data_dir: Path) -> None:
    """Forget all vectors, also those of another model; the next build embeds the stored chunks anew."""
    client = _connect(data_dir)
    with suppress(NotFoundError):
        client.delete_collection(COLLECTION)
    client.close()


def _connect(data_dir: Path) -> Client:
    client = chromadb.PersistentClient(
        str(data_dir / FOLDER), settings=ChromaSettings(anonymized_telemetry=False)
    )
    assert isinstance(client, Client)  # the declared type hides close()
    return client


def _among(key: str, values: Collection[str]) -> Where:
    listed: list[str | int | float | bool] = list(values)
    condition: dict[Literal["$in", "$nin"], list[str | int | float | bool]] = {"$in": listed}
    return {key: condition}
