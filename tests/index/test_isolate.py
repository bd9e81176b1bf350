"""Work in a process of its own: results, errors, crashes and limits reach the caller as they should."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest

from index.errors import DamagedPdfError, EncryptedPdfError, LimitExceededError
from index.isolate import ROOT, Limits, PageProgress, run_isolated

ROOMY = Limits(seconds=60, memory_mb=2048)


def read_three_pages(first: str, report: PageProgress) -> tuple[str, int]:
    for page in (1, 2, 3):
        report(page, 3)
    sys.stdout.write("a library that chats on stdout\n")
    sys.stdout.flush()
    return first, os.getpid()


def refuse(report: PageProgress) -> None:
    raise EncryptedPdfError("需要密码")


def stumble(report: PageProgress) -> None:
    raise KeyError("Font")


def crash(report: PageProgress) -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


def loop(report: PageProgress) -> None:
    while True:
        report(1, 1)


def swell(report: PageProgress) -> None:
    hoard = [bytearray(50 << 20) for _ in range(100)]
    del hoard


def note_pid_and_loop(file: Path, report: PageProgress) -> None:
    file.write_text(str(os.getpid()), encoding="ascii")
    while True:
        time.sleep(1)


def test_the_result_and_the_pages_come_back_from_another_process() -> None:
    pages: list[tuple[int, int]] = []
    word, pid = run_isolated(
        partial(read_three_pages, "甲"), "a.pdf", ROOMY, lambda n, all_: pages.append((n, all_))
    )
    assert word == "甲"
    assert pid != os.getpid()
    assert pages == [(1, 3), (2, 3), (3, 3)]


def test_an_error_of_the_project_arrives_as_itself_with_its_trace() -> None:
    with pytest.raises(EncryptedPdfError, match="需要密码") as caught:
        run_isolated(refuse, "a.pdf", ROOMY)
    assert "in refuse" in caught.value.__notes__[0]


def test_an_unforeseen_error_concerns_this_file_alone() -> None:
    with pytest.raises(DamagedPdfError, match=r"a\.pdf.*KeyError: 'Font'"):
        run_isolated(stumble, "a.pdf", ROOMY)


def test_a_crash_is_reported() -> None:
    with pytest.raises(DamagedPdfError, match=r"a\.pdf.*信号 11"):
        run_isolated(crash, "a.pdf", ROOMY)


def test_endless_work_is_stopped() -> None:
    with pytest.raises(LimitExceededError, match=r"0\.5 秒.*PARSE_SECONDS"):
        run_isolated(loop, "a.pdf", Limits(seconds=0.5, memory_mb=2048))


def test_too_much_memory_is_refused() -> None:
    with pytest.raises(LimitExceededError, match=r"500 MB.*PARSE_MEMORY_MB"):
        run_isolated(swell, "a.pdf", Limits(seconds=60, memory_mb=500))


def test_the_child_does_not_outlive_a_killed_parent(tmp_path: Path) -> None:
    noted = tmp_path / "pid"
    program = (
        "from functools import partial; from pathlib import Path;"
        "from index.isolate import Limits, run_isolated;"
        "from tests.index.test_isolate import note_pid_and_loop;"
        f"run_isolated(partial(note_pid_and_loop, Path({str(noted)!r})), 'a', Limits(600, 2048))"
    )
    parent = subprocess.Popen([sys.executable, "-c", program], cwd=ROOT)
    try:
        child = _wait_for(lambda: noted.exists() and noted.read_text(encoding="ascii"))
    finally:
        parent.kill()
        parent.wait()
    _wait_for(lambda: not _alive(int(child)))


def _wait_for(condition):
    for _ in range(600):
        if found := condition():
            return found
        time.sleep(0.1)
    raise AssertionError("waited a minute in vain")


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    # An orphan that has ended may wait for init to collect it.
    stat = Path(f"/proc/{pid}/stat")
    return not stat.exists() or stat.read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"
