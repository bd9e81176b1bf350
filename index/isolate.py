"""Run one piece of work in a process of its own, with limits of time and memory.

PDFs come from anywhere: a hostile one may loop, swell or crash the library that reads it. The work runs
in a bare interpreter rather than through multiprocessing, which would import the caller's main module (the
web app, say) once more for every document. The job goes in through stdin, answers come out of stdout.
"""

from __future__ import annotations

import logging
import os
import pickle
import subprocess
import sys
import threading
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TypeVar, cast

from index.errors import DamagedPdfError, DisclosureQAError, LimitExceededError

ROOT = Path(__file__).resolve().parents[1]
CHILD = "from index.isolate import serve; serve()"
# glibc keeps freed page pictures unless its threshold is fixed; lower, the arrays of the OCR are mapped and
# unmapped one by one, which doubles the time of a scanned page.
MEMORY_GIVEN_BACK = {"MALLOC_MMAP_THRESHOLD_": "8388608"}
# How C++, OpenCV and onnxruntime say it.
NO_MEMORY = ("bad_alloc", "bad allocation", "Insufficient memory", "Failed to allocate memory")
T = TypeVar("T")
# Told the page being read and how many there are.
PageProgress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Limits:
    """How long the work may take, and how much private memory it may hold."""

    seconds: float
    memory_mb: int


@dataclass(frozen=True, slots=True)
class _Page:
    number: int
    total: int


@dataclass(frozen=True, slots=True)
class _Done:
    result: object


@dataclass(frozen=True, slots=True)
class _Failed:
    """`error` is one of ours, or None for a surprise; `trace` says where it came from."""

    error: DisclosureQAError | None
    out_of_memory: bool
    summary: str
    trace: str


def run_isolated(
    work: Callable[[PageProgress], T], name: str, limits: Limits, progress: PageProgress | None = None
) -> T:
    """What `work` returns, run in a process of its own; `work` and its result must be picklable.

    `name` is the document, for messages. Raises LimitExceededError for too much time or memory,
    DamagedPdfError for a crash or an unforeseen error, and whatever error of the project `work` raises.
    """
    environment = MEMORY_GIVEN_BACK | os.environ
    environment["PYTHONPATH"] = os.pathsep.join([str(ROOT), *_python_path()])
    child = subprocess.Popen(
        [sys.executable, "-c", CHILD],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=environment,
    )
    assert child.stdin is not None
    assert child.stdout is not None
    answers = Connection(os.dup(child.stdout.fileno()), writable=False)
    try:
        # stdin stays open: when this process dies, even by kill -9, the child sees its end and stops.
        with suppress(BrokenPipeError):  # it died at once: _listen tells
            pickle.dump((work, limits), child.stdin)
            child.stdin.flush()
        return cast(T, _listen(child, answers, name, limits, progress))
    finally:
        answers.close()
        child.kill()
        child.wait()
        child.stdout.close()
        with suppress(BrokenPipeError):
            child.stdin.close()


def _listen(
    child: subprocess.Popen[bytes],
    answers: Connection,
    name: str,
    limits: Limits,
    progress: PageProgress | None,
) -> object:
    deadline = time.monotonic() + limits.seconds
    while answers.poll(max(0.0, deadline - time.monotonic())):
        try:
            answer: _Page | _Done | _Failed = answers.recv()
        except EOFError:
            raise DamagedPdfError(
                f"{name}：读取时程序崩溃（{_ending(child.wait())}），文件可能已损坏：请重新下载。"
            ) from None
        match answer:
            case _Page(number, total):
                if progress:
                    progress(number, total)
            case _Done(result):
                return result
            case _Failed():
                raise _error(answer, name, limits)
    raise LimitExceededError(
        f"{name}：读取超过 {limits.seconds:g} 秒，已停止：请拆分文件，或调大 PARSE_SECONDS。"
    )


def _error(failed: _Failed, name: str, limits: Limits) -> DisclosureQAError:
    error = failed.error
    if failed.out_of_memory:
        error = LimitExceededError(
            f"{name}：读取需要的内存超过 {limits.memory_mb} MB：请拆分文件，或调大 PARSE_MEMORY_MB。"
        )
    elif error is None:
        error = DamagedPdfError(
            f"{name}：读取失败（{failed.summary}）：文件可能已损坏，请重新下载；"
            "若文件能正常打开，请加 --debug 重试并报告。"
        )
    error.add_note(failed.trace)
    return error


def _ending(code: int) -> str:
    return f"信号 {-code}" if code < 0 else f"退出码 {code}"


def _python_path() -> list[str]:
    path = os.environ.get("PYTHONPATH")
    return [path] if path else []


def serve() -> None:
    """The other side: take the job from stdin, report pages and the result."""
    answers = Connection(os.dup(1), readable=False)
    os.dup2(2, 1)  # whatever a C library prints must not fall among the answers
    logging.disable()  # what pdfminer finds odd in a file is nothing that its user can act on
    work, limits = pickle.load(sys.stdin.buffer)
    threading.Thread(target=_die_with_parent, daemon=True).start()
    _limit_memory(limits.memory_mb)
    try:
        result = work(lambda number, total: answers.send(_Page(number, total)))
        answers.send(_Done(result))
    except DisclosureQAError as error:
        answers.send(_Failed(error, _out_of_memory(error), str(error), traceback.format_exc()))
    except Exception as error:  # noqa: BLE001  whatever a reader of PDFs trips over concerns this file alone
        summary = " ".join(f"{type(error).__name__}: {error}".split())[:200]
        answers.send(_Failed(None, _out_of_memory(error), summary, traceback.format_exc()))


def _out_of_memory(error: BaseException | None) -> bool:
    """Whether a want of memory is behind an error: the libraries wrap it, and C++ has words of its own."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        if isinstance(error, MemoryError) or any(isinstance(part, MemoryError) for part in error.args):
            return True
        if any(words in str(error) for words in NO_MEMORY):
            return True
        error = error.__cause__ or error.__context__
    return False


def _die_with_parent() -> None:
    sys.stdin.buffer.read()
    os._exit(1)


def _limit_memory(megabytes: int) -> None:
    """Private writable memory (RLIMIT_DATA): unlike address space it leaves mapped model files out."""
    if sys.platform == "win32":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_DATA, (megabytes << 20, megabytes << 20))
