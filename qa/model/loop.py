"""One event loop in one thread, on which every call of the model runs.

Clients keep connections that belong to their event loop, and some share them among all models of a process;
questions come from threads and from other loops. So there is one loop for the whole process.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Coroutine
from concurrent.futures import Future
from functools import cache
from typing import Any, TypeVar

T = TypeVar("T")


@cache
def call_loop() -> CallLoop:
    """The loop of this process."""
    return CallLoop()


class CallLoop:
    """Starts its thread with the first call."""

    def __init__(self) -> None:
        self._starting = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None

    def submit(self, call: Coroutine[Any, Any, T]) -> Future[T]:
        """Run a coroutine; cancelling the future cancels it."""
        with self._starting:
            if self._loop is None:
                self._loop = asyncio.new_event_loop()
                threading.Thread(target=self._loop.run_forever, name="model-calls", daemon=True).start()
        return asyncio.run_coroutine_threadsafe(call, self._loop)
