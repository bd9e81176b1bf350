"""The data directory opened for writing, by one process at a time.

A document is taken in under an ingest id of its own: its PDF is copied to `documents/INGEST/`, its vectors
are written under that id, and one SQLite transaction makes it visible. Whatever belongs to an ingest that
the fact store does not know is a leftover of a killed build; its folder, made first and removed last, tells.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from filelock import FileLock, Timeout

from index.checking.checks import CheckReport
from index.config import Settings
from index.errors import DataDirectoryError, IndexStateError
from index.store.database import os_message
from index.store.embed import Embedder, Progress, load_embedder
from index.store.embedding_cache import EmbeddingCache
from index.store.facts import DOCUMENTS, FactStore, Origin
from index.store.vectors import VectorStore, drop_vectors
from index.types import Chunk, Extraction

LOCK = "build.lock"


@contextmanager
def opened_for_writing(settings: Settings, *, rebuild: bool = False) -> Iterator[IndexWriter]:
    """The index, locked against other writers and cleared of leftovers; `rebuild` forgets all vectors first.

    Raises DataDirectoryError, ModelMismatchError, and IndexStateError while another process writes.
    """
    data_dir = settings.data_dir
    lock = FileLock(data_dir / LOCK, timeout=0)
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except Timeout as error:
        raise IndexStateError(
            f"另一个程序正在写入 {data_dir}：请等它完成，或用 --data 指定另一个目录。"
        ) from error
    except OSError as error:
        raise DataDirectoryError(os_message(data_dir, error)) from error
    try:
        if rebuild:
            drop_vectors(data_dir)
        writer = IndexWriter(settings)
        try:
            writer.clear_leftovers()
            yield writer
        finally:
            writer.close()
    finally:
        lock.release()


class IndexWriter:
    """Facts, vectors and copies of PDFs, kept in step."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._documents = settings.data_dir / DOCUMENTS
        self.store = FactStore(settings.data_dir, create=True)
        self.vectors = VectorStore(settings.data_dir, settings.embedding_model)
        self._loader = ThreadPoolExecutor(max_workers=1)
        self._loading: Future[Embedder] | None = None
        self._cache: EmbeddingCache | None = None

    def load_model(self) -> None:
        """Begin to load the embedding model, which takes seconds, while the first document is being read."""
        if self._loading is None:
            self._loading = self._loader.submit(load_embedder, self._settings)

    def new_ingest(self) -> tuple[str, Path]:
        """An id for an ingest, and the folder for its PDF (not made yet)."""
        ingest_id = uuid4().hex
        return ingest_id, self._documents / ingest_id

    def commit(
        self,
        origin: Origin,
        extraction: Extraction,
        chunks: Sequence[Chunk],
        checks: CheckReport,
        progress: Progress | None = None,
    ) -> None:
        """Make a document visible in place of an older one.

        Raises DataDirectoryError, ModelUnavailableError.
        """
        replaced = self.store.origin(extraction.disclosure.doc_id)
        self._embed(chunks, origin.ingest_id, progress)
        self.store.ingest(origin, extraction, chunks, checks)
        if replaced:
            self.discard(replaced.ingest_id)

    def remove(self, doc_id: str) -> None:
        """Take a document out. Raises UnknownDocumentError, DataDirectoryError."""
        removed = self.store.origin(doc_id)
        self.store.remove(doc_id)
        if removed:
            self.discard(removed.ingest_id)

    def discard(self, ingest_id: str) -> None:
        """Clear away what belongs to an ingest that does not count (any more); the folder goes last."""
        self.vectors.delete(ingest_id)
        shutil.rmtree(self._documents / ingest_id, ignore_errors=True)

    def clear_leftovers(self) -> None:
        """Clear away what killed builds have left."""
        if not self._documents.is_dir():
            return
        live = self.store.ingest_ids()
        for folder in sorted(self._documents.iterdir()):
            if folder.name not in live:
                self.discard(folder.name)

    def embed_missing(self, progress: Progress | None = None) -> None:
        """Embed stored documents that have no vectors: after a rebuild, or when the folder was deleted."""
        for disclosure in self.store.disclosures():
            origin = self.store.origin(disclosure.doc_id)
            chunks = self.store.chunks(disclosure.doc_id)
            if origin and chunks and not self.vectors.has(origin.ingest_id, len(chunks)):
                self.vectors.delete(origin.ingest_id)
                self._embed(chunks, origin.ingest_id, progress)

    def close(self) -> None:
        """Release all files."""
        self._loader.shutdown()
        if self._cache:
            self._cache.close()
        self.vectors.close()
        self.store.close()

    def _embed(self, chunks: Sequence[Chunk], ingest_id: str, progress: Progress | None) -> None:
        embeddings = self._embeddings().encode([chunk.text for chunk in chunks], progress)
        self.vectors.add(chunks, embeddings, ingest_id)

    def _embeddings(self) -> EmbeddingCache:
        if self._cache is None:
            self.load_model()
            assert self._loading is not None
            self._cache = EmbeddingCache(self._settings.data_dir, self._loading.result())
        return self._cache
