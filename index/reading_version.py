"""A version for the code that reads documents, so that a document is read anew when that code has changed."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

# What has a part in what is read from a PDF: these packages, with their data, and these files.
PACKAGES = ("reading", "forms", "narrative", "profile", "checking")
FILES = ("extract.py", "document.py", "page.py", "types.py", "chunks.py")


@cache
def reading_version() -> str:
    """Changes with every file, code or data, that has a part in reading."""
    root = Path(__file__).parent
    found = [path for package in PACKAGES for path in (root / package).rglob("*")]
    digest = hashlib.sha256()
    for path in sorted([*found, *(root / name for name in FILES)]):
        if path.suffix in {".py", ".toml"}:
            digest.update(path.relative_to(root).as_posix().encode() + b"\n" + path.read_bytes())
    return digest.hexdigest()
