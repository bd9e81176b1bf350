"""Vectors that were computed before, by model and text. Labels recur in every disclosure.

A cache only: the file can be deleted at any time.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

import numpy as np
from sqlalchemy import select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from index.store.database import database_error, open_database
from index.store.embed import Embedder, Progress, Vectors

FILE_NAME = "embeddings.sqlite"
PORTION = 500


class _Base(DeclarativeBase):
    pass


class _VectorRow(_Base):
    __tablename__ = "vector"
    model: Mapped[str] = mapped_column(primary_key=True)
    digest: Mapped[bytes] = mapped_column(primary_key=True)
    vector: Mapped[bytes]


class EmbeddingCache:
    """Documents through the embedder, each distinct text once. Raises DataDirectoryError."""

    def __init__(self, data_dir: Path, embedder: Embedder) -> None:
        self._data_dir = data_dir
        self._embedder = embedder
        self._engine = open_database(data_dir / FILE_NAME)
        try:
            _Base.metadata.create_all(self._engine)
        except DatabaseError as error:
            raise database_error(data_dir, error) from error

    def encode(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """One unit vector for each text, as Embedder.encode_documents gives it."""
        keys = [sha256(text.encode()).digest() for text in texts]
        try:
            known = self._known(set(keys))
            missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
            fresh = self._embedder.encode_documents(list(missing.values()), progress)
            known.update(zip(missing, fresh, strict=True))
            self._keep({key: known[key] for key in missing})
        except DatabaseError as error:
            raise database_error(self._data_dir, error) from error
        if not keys:
            return fresh
        return np.stack([known[key] for key in keys])

    def close(self) -> None:
        """Release the file."""
        self._engine.dispose()

    def _known(self, keys: set[bytes]) -> dict[bytes, Vectors]:
        listed, found = list(keys), dict[bytes, Vectors]()
        with Session(self._engine) as session:
            for start in range(0, len(listed), PORTION):
                wanted = select(_VectorRow.digest, _VectorRow.vector).where(
                    _VectorRow.model == self._embedder.model_id,
                    _VectorRow.digest.in_(listed[start : start + PORTION]),
                )
                for digest, vector in session.execute(wanted):
                    found[digest] = np.frombuffer(vector, dtype=np.float32)
        return found

    def _keep(self, vectors: dict[bytes, Vectors]) -> None:
        if not vectors:
            return
        records = [
            {"model": self._embedder.model_id, "digest": digest, "vector": vector.tobytes()}
            for digest, vector in vectors.items()
        ]
        with Session(self._engine) as session, session.begin():
            session.execute(insert(_VectorRow).on_conflict_do_nothing(), records)
