"""The retrieval to beat: fixed-size chunks of the plain text, one embedding each, nearest by cosine."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pdfplumber

from index.store.embed import Embedder, Progress, Vectors
from index.store.embedding_cache import EmbeddingCache
from index.store.facts import FactStore

CHARS = 500
OVERLAP = 50
_FOLDER = "eval"  # inside the data directory: what is cached here can be deleted at any time


@dataclass(frozen=True, slots=True)
class TextChunk:
    """Characters of a document."""

    doc_id: str
    text: str


class PlainRag:
    """Chunks of every indexed PDF with their vectors."""

    def __init__(self, chunks: Sequence[TextChunk], vectors: Vectors, embedder: Embedder) -> None:
        self.chunks = tuple(chunks)
        self._vectors = vectors
        self._embedder = embedder

    @classmethod
    def over(cls, store: FactStore, embedder: Embedder, progress: Progress | None = None) -> PlainRag:
        """Cut and embed; vectors are kept in the data directory, since a chunk takes about half a second."""
        chunks = [
            TextChunk(found.doc_id, text)
            for found in store.disclosures()
            for text in cut(plain_text(store.pdf_path(found.doc_id)))
        ]
        folder = store.data_dir / _FOLDER
        folder.mkdir(exist_ok=True)
        cache = EmbeddingCache(folder, embedder)
        vectors = cache.encode([chunk.text for chunk in chunks], progress)
        cache.close()
        return cls(chunks, vectors, embedder)

    def search(self, question: str, doc_ids: Sequence[str] | None = None, k: int = 5) -> list[TextChunk]:
        """The nearest chunks, of the given documents or of all."""
        scores = self._vectors @ self._embedder.encode_queries([question])[0]
        order = np.argsort(-scores, kind="stable")
        found = (self.chunks[n] for n in order)
        return [chunk for chunk in found if doc_ids is None or chunk.doc_id in doc_ids][:k]


def plain_text(path: Path) -> str:
    """The text of all pages as pdfplumber gives it."""
    texts = []
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            texts.append(page.extract_text())
            page.close()
    return "\n".join(texts)


def cut(text: str) -> Iterator[str]:
    """Pieces of CHARS characters; each begins with the last OVERLAP of the one before."""
    for start in range(0, max(len(text) - OVERLAP, 1), CHARS - OVERLAP):
        if piece := text[start : start + CHARS].strip():
            yield piece
