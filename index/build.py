"""Taking documents into the index: files -> facts and vectors, one document at a time."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path

from index.config import Settings
from index.document import read_document
from index.errors import DuplicateStemError, InputError, LimitExceededError
from index.isolate import Limits, run_isolated
from index.profile.sidecar import Given, read_sidecar
from index.progress import BuildReport, Outcome, Progress, Silent, Status
from index.reading_version import reading_version
from index.sources import copy_file, discover, file_sha256, missing
from index.store.facts import Origin
from index.store.writer import IndexWriter, opened_for_writing
from index.types import Extraction


@dataclass(frozen=True, slots=True)
class _Build:
    """What every step of a build needs."""

    index: IndexWriter
    settings: Settings
    watch: Progress


def build_index(
    paths: Sequence[Path],
    settings: Settings,
    progress: Progress | None = None,
    given: Given | None = None,
    *,
    rebuild: bool = False,
) -> BuildReport:
    """Take in every PDF named or lying in a folder named; files that have not changed are skipped.

    `given` is what the caller states about the one document named (it is kept for later builds); `rebuild`
    embeds all stored documents anew, for another model. What is wrong with one file stands in the report, and
    the rest goes on. Raises DataDirectoryError, ModelMismatchError, ModelUnavailableError, and
    IndexStateError while another build runs.
    """
    watch = progress or Silent()
    with opened_for_writing(settings, rebuild=rebuild) as index:
        build = _Build(index, settings, watch)
        index.embed_missing(watch.embedded)
        sources = discover(paths, settings.data_dir)
        outcomes = [Outcome(p, Status.FAILED, p.stem, error=error) for p, error in sources.problems]
        outcomes += [Outcome(p, Status.REPEATED, p.stem) for p in sources.repeated]
        watch.begin(len(sources.files))
        for outcome in outcomes:
            watch.finished(outcome)
        for path in sources.files:
            watch.document(path)
            outcomes.append(_take_in(path, build, given))
            watch.finished(outcomes[-1])
    return BuildReport(tuple(outcomes))


def _take_in(path: Path, build: _Build, given: Given | None) -> Outcome:
    doc_id = path.stem
    try:
        _check_size(path, build.settings)
        known = build.index.store.origin(doc_id)
        told = given or (known.told if known else None)
        profile = _overlaid(read_sidecar(path.with_suffix(".toml")), told)
        if known and known.fingerprint == _fingerprint(file_sha256(path), profile):
            return Outcome(path, Status.UNCHANGED, doc_id)
        if known and file_sha256(path) != build.index.store.disclosure(doc_id).sha256:
            _refuse_another_file(path, known)
        extraction = _ingest(path, build, profile, told)
    except InputError as error:
        return Outcome(path, Status.FAILED, doc_id, error=error)
    return Outcome(
        path,
        Status.UPDATED if known else Status.ADDED,
        doc_id,
        pages=extraction.disclosure.pages,
        tables=len(extraction.tables),
        cells=sum(len(table.cells) for table in extraction.tables),
        warnings=extraction.warnings,
    )


def _ingest(path: Path, build: _Build, profile: Given, told: Given | None) -> Extraction:
    """Copy, read, embed and commit one file; nothing of it stays where a step fails."""
    index, settings = build.index, build.settings
    index.load_model()
    ingest_id, folder = index.new_ingest()
    try:
        copy = folder / f"{path.stem}.pdf"
        sha256 = copy_file(path, copy)
        limits = Limits(settings.parse_seconds, settings.parse_memory_mb)
        work = partial(read_document, copy, settings, profile)
        read = run_isolated(work, path.name, limits, build.watch.page)
        extraction = _with_duplicates_told(read.extraction, sha256, index)
        origin = Origin(ingest_id, _fingerprint(sha256, profile), str(path.resolve()), told)
        index.commit(origin, extraction, read.chunks, read.checks, build.watch.embedded)
    except BaseException:
        index.discard(ingest_id)
        raise
    return extraction


def _with_duplicates_told(extraction: Extraction, sha256: str, index: IndexWriter) -> Extraction:
    disclosure = replace(extraction.disclosure, sha256=sha256)
    twins = [doc_id for doc_id in index.store.same_content(sha256) if doc_id != disclosure.doc_id]
    told = tuple(f"内容与已收录的 {doc_id} 完全相同" for doc_id in twins)
    return replace(extraction, disclosure=disclosure, warnings=(*extraction.warnings, *told))


def _overlaid(sidecar: Given | None, told: Given | None) -> Given:
    """What the sidecar states, and over it what the command line states."""
    changes = (
        {} if told is None else {name: value for name, value in asdict(told).items() if value is not None}
    )
    return replace(sidecar or Given(), **changes)


def _fingerprint(sha256: str, profile: Given) -> str:
    """Changes with the PDF, the profile given beside it and the code that reads them."""
    return hashlib.sha256("\n".join((sha256, repr(profile), reading_version())).encode()).hexdigest()


def _check_size(path: Path, settings: Settings) -> None:
    try:
        size = path.stat().st_size
    except FileNotFoundError as error:
        raise missing(path) from error
    if size > settings.max_bytes:
        raise LimitExceededError(
            f"{path.name}：{size} 字节，超过上限 {settings.max_bytes}：请拆分文件，或调大 MAX_BYTES。"
        )


def _refuse_another_file(path: Path, known: Origin) -> None:
    """A file may replace its own older state, but not another file of the same name that is still there."""
    older = Path(known.source)
    if older == path.resolve() or not older.is_file():
        return
    raise DuplicateStemError(
        f"{path} 与已收录的 {older} 同名而内容不同：请改名，或先运行 `python -m index remove {path.stem}`。"
    )
