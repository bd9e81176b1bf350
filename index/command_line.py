"""What all commands share: options, one-line errors, exit codes 0 (done), 1 (failed), 2 (wrong usage)."""

from __future__ import annotations

import argparse
import os
import sys
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

from index.config import Settings, load_settings
from index.errors import DisclosureQAError, QuestionError

FAILED = 1
WRONG_USAGE = 2
INTERRUPTED = 130


class Parser(argparse.ArgumentParser):
    """A parser whose complaint is one line with the remedy."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the usage and exit with code 2."""
        self.exit(WRONG_USAGE, f"错误：用法不对（{message}）：请运行 `{self.prog} --help` 查看用法。\n")


def add_common_options(parser: argparse.ArgumentParser) -> None:
    """`--data` and `--debug`; given to the program and to each subcommand, they are taken in either place."""
    parser.add_argument(
        "--data",
        type=Path,
        metavar="DIR",
        default=argparse.SUPPRESS,
        help="数据目录（默认 DISCLOSURE_QA_DATA 或 data）",
    )
    parser.add_argument(
        "--debug", action="store_true", default=argparse.SUPPRESS, help="出错时显示完整的调用记录"
    )


def settings_of(options: argparse.Namespace) -> Settings:
    """The settings with the data directory that the command line names."""
    return load_settings(getattr(options, "data", None))


def run_command(parser: Parser, arguments: Sequence[str] | None) -> int:
    """Parse, run the function set as `run`, and turn errors into one line on stderr and an exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")
    options = parser.parse_args(arguments)
    run: Callable[[argparse.Namespace], int] = options.run
    try:
        code = run(options)
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader (`head`, say) has what it wants. What is still buffered must not complain at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return _complain("已中断：重新运行同一命令即可继续。", INTERRUPTED)
    except DisclosureQAError as error:
        _trace(options)
        return _complain(str(error), WRONG_USAGE if isinstance(error, QuestionError) else FAILED)
    except Exception as error:  # noqa: BLE001  the border of the program: a bug must not print a traceback
        _trace(options)
        summary = " ".join(f"{type(error).__name__}: {error}".split())
        return _complain(f"程序内部错误（{summary}）：请加 --debug 重新运行，并报告显示的内容。", FAILED)
    return code


def say(text: str) -> None:
    """One line, or several, on stdout."""
    sys.stdout.write(f"{text}\n")


def complain(message: str) -> None:
    """One line on stderr."""
    sys.stderr.write(f"错误：{' '.join(message.split())}\n")


def _complain(message: str, code: int) -> int:
    complain(message)
    return code


def _trace(options: argparse.Namespace) -> None:
    if getattr(options, "debug", False):
        traceback.print_exc()
