"""Questions shared out to several processes, each with an assistant of its own; answers in order.

Every worker takes each n-th case, so that slow categories are spread, and sends its items as they are judged.
Which process answers makes no difference to an answer: nothing is carried from one question to the next.
"""

from __future__ import annotations

import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Final

from eval.outcome import Item
from eval.questionnaire import judge
from eval.questions import Case
from eval.suites.options import open_assistant
from index.config import Settings
from index.errors import DisclosureQAError

_PATIENCE: Final = 10.0  # seconds


class WorkerError(DisclosureQAError):
    """A process of the evaluation ended before it had judged its share."""


def judge_shared(settings: Settings, cases: Sequence[Case], workers: int) -> Iterator[Item]:
    """The items of all cases in their order. Raises what a worker raised, or WorkerError where one died."""
    with _started(settings, cases, workers) as pipes:
        for n in range(len(cases)):
            yield _received(pipes[n % workers])


@contextmanager
def _started(settings: Settings, cases: Sequence[Case], workers: int) -> Iterator[list[Connection]]:
    # A fresh interpreter each: neither PyTorch nor SQLite survives a fork of a process with threads.
    context = get_context("spawn")
    pipes, processes = list[Connection](), []
    for n in range(workers):
        receiving, sending = context.Pipe(duplex=False)
        process = context.Process(target=_work, args=(settings, cases[n::workers], sending), daemon=True)
        process.start()
        sending.close()  # the worker holds the other end: when it dies, reading ends
        pipes.append(receiving)
        processes.append(process)
    try:
        yield pipes
    finally:
        for pipe in pipes:
            pipe.close()
        for process in processes:
            # Where the run was interrupted, a worker ends with the next answer that nobody reads.
            process.join(_PATIENCE)
            process.terminate()
            process.join()


def _received(pipe: Connection) -> Item:
    try:
        found = pipe.recv()
    except EOFError:
        raise WorkerError("评测进程意外终止（可能内存不足）：请用 --workers 1 重新运行。") from None
    if isinstance(found, BaseException):
        raise found
    assert isinstance(found, Item)
    return found


def _work(settings: Settings, share: Sequence[Case], pipe: Connection) -> None:
    """What a worker process does."""
    try:
        assistant = open_assistant(settings)
        for item in judge(assistant, assistant, share):
            pipe.send(item)
    except BrokenPipeError:
        return  # the parent was interrupted and reads no more
    except Exception as error:  # noqa: BLE001  the border of the process: the parent raises it again
        error.add_note(traceback.format_exc())  # told with --debug
        pipe.send(error)
