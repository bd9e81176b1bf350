"""Uploaded PDFs on their way into the index, told step by step; corrections of a profile; removal."""

from __future__ import annotations

import queue
import shutil
import tempfile
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path

from index.build import build_index
from index.config import Settings
from index.errors import DisclosureQAError
from index.profile.sidecar import Given
from index.progress import BuildReport, Outcome, Status
from index.sources import file_sha256
from index.store.facts import FactStore
from index.store.writer import opened_for_writing

_TICK_SECONDS = 0.5


class Step(StrEnum):
    """How far one file is."""

    WAITING = "waiting"
    READING = "reading"
    EMBEDDING = "embedding"
    DONE = "done"
    KNOWN = "known"  # these very bytes are indexed already
    NAMESAKE = "namesake"  # another document has this name
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class FileState:
    """One uploaded file: its step, how far the step is, and what came of it."""

    name: str
    step: Step = Step.WAITING
    done: int = 0
    total: int = 0
    doc_id: str = ""
    outcome: Outcome | None = None


@dataclass(frozen=True, slots=True)
class Intake:
    """All files of one upload; `error` where the build as a whole could not go on."""

    files: tuple[FileState, ...]
    finished: bool = False
    error: str | None = None

    def with_file(self, state: FileState) -> Intake:
        """The same with one file's state renewed."""
        return replace(self, files=tuple(state if f.name == state.name else f for f in self.files))


@dataclass(slots=True)
class _Watch:
    """Turns what the build tells into states, from the build's thread to whoever waits."""

    told: queue.Queue[FileState | BuildReport | str]
    current: FileState = field(default_factory=lambda: FileState(""))

    def begin(self, total: int) -> None:
        """The files are known before."""

    def document(self, path: Path) -> None:
        """The next file."""
        self._tell(FileState(path.name, Step.READING))

    def page(self, number: int, total: int) -> None:
        """A page of it."""
        self._tell(replace(self.current, step=Step.READING, done=number, total=total))

    def embedded(self, done: int, total: int) -> None:
        """Its texts."""
        if self.current.name:
            self._tell(replace(self.current, step=Step.EMBEDDING, done=done, total=total))

    def finished(self, outcome: Outcome) -> None:
        """What came of it."""
        step = Step.FAILED if outcome.status is Status.FAILED else Step.DONE
        self._tell(FileState(outcome.path.name, step, doc_id=outcome.doc_id, outcome=outcome))

    def _tell(self, state: FileState) -> None:
        self.current = state
        self.told.put(state)


def take_in(paths: Sequence[Path], settings: Settings, given: Given | None = None) -> Iterator[Intake]:
    """Index uploaded files; every yielded state is newer than the one before, the last one is finished.

    What is indexed already is recognised by its bytes; a document is never replaced by another of its name.
    The build goes on to its end where nobody reads the states any more.
    """
    intake, wanted = _looked_at(paths, settings)
    yield intake
    last = intake
    for last in _built(intake, wanted, settings, given) if wanted else ():
        yield last
    yield replace(last, finished=True)


def _looked_at(paths: Sequence[Path], settings: Settings) -> tuple[Intake, list[Path]]:
    store = FactStore(settings.data_dir, create=True)
    known = {disclosure.doc_id: disclosure.sha256 for disclosure in store.disclosures()}
    by_bytes = {sha256: doc_id for doc_id, sha256 in known.items()}
    store.close()
    states, wanted = [], []
    for path in paths:
        doc_id = by_bytes.get(file_sha256(path))
        if doc_id is not None:
            states.append(FileState(path.name, Step.KNOWN, doc_id=doc_id))
        elif path.stem in known:
            states.append(FileState(path.name, Step.NAMESAKE, doc_id=path.stem))
        else:
            states.append(FileState(path.name))
            wanted.append(path)
    return Intake(tuple(states)), wanted


def _built(
    intake: Intake, paths: Sequence[Path], settings: Settings, given: Given | None
) -> Iterator[Intake]:
    told: queue.Queue[FileState | BuildReport | str] = queue.Queue()

    def build() -> None:
        try:
            told.put(build_index(paths, settings, _Watch(told), given))
        except DisclosureQAError as error:
            told.put(str(error))
        except BaseException:
            told.put("")  # whoever waits must not wait for ever; the trace shows in the log
            raise

    threading.Thread(target=build, name="intake", daemon=True).start()
    while True:
        try:
            news = told.get(timeout=_TICK_SECONDS)
        except queue.Empty:
            yield intake
            continue
        if isinstance(news, BuildReport):
            return
        if isinstance(news, str):
            yield replace(intake, error=news)
            return
        intake = intake.with_file(news)
        yield intake


def correct(doc_id: str, given: Given, settings: Settings) -> None:
    """Read a document anew with parts of its profile stated by hand.

    Raises UnknownDocumentError, ProfileError and what else keeps a build from its end.
    """
    store = FactStore(settings.data_dir)
    copy = store.pdf_path(doc_id)
    store.close()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(shutil.copy(copy, Path(folder) / f"{doc_id}.pdf"))
        for outcome in build_index([path], settings, given=given).failed:
            if outcome.error is not None:
                raise outcome.error


def remove(doc_id: str, settings: Settings) -> None:
    """Take a document out. Raises UnknownDocumentError, and IndexStateError while another build runs."""
    with opened_for_writing(settings) as index:
        index.remove(doc_id)
