"""Everything that depends on what one PDF holds, run in a process of its own: no store, no model."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from index.checking import identities
from index.checking.checks import CheckReport
from index.chunks import chunks_of
from index.config import Settings
from index.extract import extract
from index.isolate import PageProgress
from index.profile.sidecar import Given
from index.types import Chunk, Extraction


@dataclass(frozen=True, slots=True)
class Read:
    """What one PDF gives to the index."""

    extraction: Extraction
    chunks: tuple[Chunk, ...]
    checks: CheckReport


def read_document(path: Path, settings: Settings, profile: Given, progress: PageProgress) -> Read:
    """Extract, check the identities, give each table its trust, cut into chunks. Raises InputError."""
    extraction = extract(path, settings, profile, progress)
    checks = identities.check(extraction)
    tables = tuple(replace(table, trust=checks.trust.get(table.table_id)) for table in extraction.tables)
    extraction = replace(extraction, tables=tables)
    return Read(extraction, chunks_of(extraction), checks)
