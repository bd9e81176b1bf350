"""A page of measured figures, kept true: every command on it is run again and its output put in its place.

A block of the page is fenced as ```console and begins with `$ python -m eval …`; what follows is what the
command prints. Times are left out: they say more about the machine than about the project.
"""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

from index.errors import FileMissingError

_BLOCK: Final = re.compile(
    r"^```console\n\$ python (?P<command>-m eval [^\n]+)\n.*?^```$", re.MULTILINE | re.DOTALL
)
_TIMES: Final = re.compile(r"^latency ")
_COMPLAINT: Final = "错误："

Run = Callable[[str], str]


def renew(page: Path, run: Run) -> int:
    """Measure a page anew; how many commands it holds. Raises FileMissingError."""
    if not page.is_file():
        raise FileMissingError(f"{page}：没有这个文件：请检查路径。")
    text, count = _BLOCK.subn(lambda block: _block(block["command"], run), page.read_text(encoding="utf-8"))
    page.write_text(text, encoding="utf-8")
    return count


def _block(command: str, run: Run) -> str:
    return f"```console\n$ python {command}\n{run(command)}```"


def output_of(command: str) -> str:
    """What `python COMMAND` prints, complaints included: a figure below its floor is shown as such."""
    done = subprocess.run(
        [sys.executable, *shlex.split(command)], capture_output=True, text=True, encoding="utf-8", check=False
    )
    told = [line for line in done.stdout.splitlines() if not _TIMES.match(line)]
    told += [line for line in done.stderr.splitlines() if line.startswith(_COMPLAINT)]
    return "".join(f"{line}\n" for line in told)
