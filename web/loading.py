"""The assistant behind the pages, opened in the background so that the page is there before the models."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.errors import DisclosureQAError
from web.texts import Texts

if TYPE_CHECKING:  # the pipeline brings the libraries that take seconds to import
    from qa.pipeline import Assistant


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the loading is: the step under way, and what ended it."""

    step: str
    ready: bool = False
    error: str | None = None

    @property
    def done(self) -> bool:
        """True when nothing more happens by itself."""
        return self.ready or self.error is not None


class AssistantLoader:
    """Opens the assistant once, has it load its model, and hands it to every session.

    A failure (no index yet, another model) is not kept: the next question tries again, so that an index
    built meanwhile is found without a restart.
    """

    def __init__(
        self, open_assistant: Callable[[], Assistant], texts: Texts, say: Callable[[str], None]
    ) -> None:
        self._open = open_assistant
        self._texts = texts
        self._say = say
        self._changed = threading.Condition()
        self._said = ""
        self._progress = Progress(texts("loading_index"))
        self._assistant: Assistant | None = None
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin loading unless it is under way or done."""
        with self._changed:
            if self._assistant is not None or (self._thread is not None and self._thread.is_alive()):
                return
            self._progress = Progress(self._texts("loading_index"))
            self._thread = threading.Thread(target=self._load, name="assistant-loader", daemon=True)
            self._thread.start()

    def progress(self) -> Progress:
        """The state now."""
        with self._changed:
            return self._progress

    def next_progress(self, seen: Progress) -> Progress:
        """Wait until the state differs from the one seen, or is final."""
        with self._changed:
            self._changed.wait_for(lambda: self._progress != seen or self._progress.done)
            return self._progress

    def get(self) -> Assistant:
        """The assistant, waiting for it. Raises the DisclosureQAError that kept it from opening."""
        self.start()
        with self._changed:
            self._changed.wait_for(lambda: self._progress.done)
            if self._assistant is None:
                raise DisclosureQAError(self._progress.error or "")
            return self._assistant

    def _load(self) -> None:
        try:
            assistant = self._open()
            count = len(assistant.disclosures())
            self._say(self._texts("loading_index_done", count=count))
            self._tell(Progress(self._texts("loading_model")))
            assistant.warm_up()
        except DisclosureQAError as error:
            self._tell(Progress(self._texts("loading_failed", error=error), error=str(error)))
            return
        except BaseException:
            # A bug, not a state of the data: whoever waits must not wait for ever, and the trace must show.
            self._tell(Progress("", error=self._texts("error_unexpected")))
            raise
        with self._changed:
            self._assistant = assistant
        self._tell(Progress(self._texts("loading_done"), ready=True))

    def _tell(self, progress: Progress) -> None:
        if (
            progress.step and progress.step != self._said
        ):  # tried again and again, it fails with the same words
            self._said = progress.step
            self._say(progress.step)
        with self._changed:
            self._progress = progress
            self._changed.notify_all()
