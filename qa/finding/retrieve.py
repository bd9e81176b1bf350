"""Hybrid retrieval over the indexed chunks, as a LangChain retriever: exact labels, BM25 and dense vectors.

The three rankings are fused by reciprocal rank (Cormack, Clarke and Büttcher, SIGIR 2009). A document's id is
the chunk id, its metadata lead back to the facts.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import bm25s
import numpy as np
from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict, Field

from index.store.embed import Embedder
from index.store.facts import FactStore
from index.store.vectors import VectorStore
from index.types import Chunk, ChunkKind
from qa.understanding.vocabulary import plain

FUSION = 60  # the constant of reciprocal rank fusion, as in the paper
DEPTH = 40  # how many of each ranking are fused


def grams(text: str) -> list[str]:
    """Single characters and pairs: Chinese labels are too short for word segmentation to help."""
    bare = "".join(plain(text).split())
    return [*bare, *(bare[i : i + 2] for i in range(len(bare) - 1))]


@dataclass
class _Lexical:
    """BM25 over the chunks of one disclosure."""

    chunks: tuple[Chunk, ...]
    index: bm25s.BM25 = field(init=False)

    def __post_init__(self) -> None:
        self.index = bm25s.BM25()
        corpus = [grams(chunk.text) or ["∅"] for chunk in self.chunks]
        self.index.index(corpus, show_progress=False)

    def rank(self, query: str, kind: ChunkKind | None) -> list[Chunk]:
        tokens = [token for token in grams(query) if token in self.index.vocab_dict]
        if not tokens:
            return []
        scores = self.index.get_scores(tokens)
        order = np.argsort(-scores, kind="stable")[: DEPTH * 4]
        found = [self.chunks[n] for n in order if scores[n] > 0]
        return [chunk for chunk in found if kind is None or chunk.kind is kind][:DEPTH]


class HybridRetriever(BaseRetriever):
    """Chunks of the given disclosures that fit a query best. Without an embedder: exact and lexical only."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    store: FactStore
    vectors: VectorStore | None = None
    embedder: Embedder | None = None
    doc_ids: tuple[str, ...] = ()
    kind: ChunkKind | None = None
    k: int = 5
    lexical: dict[str, _Lexical] = Field(default_factory=dict)

    def over(
        self, doc_ids: Iterable[str], kind: ChunkKind | None = None, k: int | None = None
    ) -> HybridRetriever:
        """The same retriever over other disclosures; caches are shared."""
        return self.model_copy(update={"doc_ids": tuple(doc_ids), "kind": kind, "k": k or self.k})

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun
    ) -> list[Document]:
        return [self._document(chunk, score) for chunk, score in self.search(query)]

    def search(self, query: str) -> list[tuple[Chunk, float]]:
        """Chunks with their fused score, best first."""
        rankings = [
            self._exact(query),
            *(self._lexical(doc_id).rank(query, self.kind) for doc_id in self.doc_ids),
        ]
        if self.embedder is not None and self.vectors is not None:
            rankings.append(self._dense(query))
        scores: dict[str, float] = {}
        chunks: dict[str, Chunk] = {}
        for ranking in rankings:
            for place, chunk in enumerate(ranking):
                scores[chunk.chunk_id] = scores.get(chunk.chunk_id, 0.0) + 1 / (FUSION + place)
                chunks[chunk.chunk_id] = chunk
        best = sorted(scores, key=lambda chunk_id: (-scores[chunk_id], chunk_id))[: self.k]
        return [(chunks[chunk_id], scores[chunk_id]) for chunk_id in best]

    def dense(self, query: str, k: int = 10) -> list[tuple[Chunk, float]]:
        """Nearest chunks with their cosine similarity; empty without an embedder."""
        if self.embedder is None or self.vectors is None:
            return []
        vector = self.embedder.encode_queries([query])[0]
        kinds = [self.kind] if self.kind else None
        near = self.vectors.query(vector, self.doc_ids, kinds, k)
        chunks = self.store.chunks_by_id([chunk_id for chunk_id, _ in near])
        return [(chunks[chunk_id], score) for chunk_id, score in near if chunk_id in chunks]

    def _dense(self, query: str) -> list[Chunk]:
        return [chunk for chunk, _ in self.dense(query, DEPTH)]

    def _exact(self, query: str) -> list[Chunk]:
        wanted = plain(query)
        found = []
        for doc_id in self.doc_ids:
            for chunk in self._lexical(doc_id).chunks:
                if chunk.kind is ChunkKind.ROW and (self.kind is None or chunk.kind is self.kind):
                    key = plain(chunk.text)
                    if key == wanted or (len(key) >= 2 and key in wanted):
                        found.append((len(key), chunk))
        found.sort(key=lambda pair: (-pair[0], pair[1].chunk_id))
        return [chunk for _, chunk in found[:DEPTH]]

    def _lexical(self, doc_id: str) -> _Lexical:
        if doc_id not in self.lexical:
            self.lexical[doc_id] = _Lexical(self.store.chunks(doc_id))
        return self.lexical[doc_id]

    @staticmethod
    def _document(chunk: Chunk, score: float) -> Document:
        metadata = {
            "doc_id": chunk.doc_id,
            "kind": chunk.kind.value,
            "ref": chunk.ref,
            "form": chunk.form,
            "page": chunk.page,
            "score": score,
        }
        return Document(id=chunk.chunk_id, page_content=chunk.text, metadata=metadata)


def row_keys(found: Sequence[tuple[Chunk, float]]) -> list[tuple[str, float]]:
    """Distinct plain labels of row chunks with the best score of each, best first."""
    keys: dict[str, float] = {}
    for chunk, score in found:
        keys.setdefault(plain(chunk.text.rsplit(" / ", 1)[-1]), score)
    return list(keys.items())
