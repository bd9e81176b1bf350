"""Suites of questions: generated from the index, written by hand, the development questions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from eval.behaviour import behaviour
from eval.generate import generate
from eval.outcome import Result
from eval.questions import Case, read_cases
from eval.suites.asking import asked
from eval.suites.options import Options
from index.errors import FileMissingError
from index.store.facts import FactStore

BUNDLED: Final = Path(__file__).parents[1] / "cases"
DEV: Final = Path(__file__).parents[3] / "shared" / "questions" / "dev.jsonl"


def answers(options: Options) -> Result:
    """Questions generated from the index itself; and what their answers tell of the answerer as a whole."""
    store = FactStore(options.settings.data_dir)
    generated = generate(store)
    years = [found.year for found in store.disclosures()]
    store.close()
    result = asked("answers", options, generated)
    return replace(result, lines=(*result.lines, *behaviour(result.items, years)))


def cases(options: Options) -> Result:
    """The question file of the command line, or those that are bundled."""
    files = [options.cases] if options.cases else sorted(BUNDLED.glob("*.jsonl"))
    return asked("cases", options, read_files(files))


def dev(options: Options) -> Result:
    """The development questions beside the project. Raises FileMissingError where they are not there."""
    return asked("dev", options, read_files([DEV]))


def read_files(files: Sequence[Path]) -> list[Case]:
    """The cases of all files. Raises FileMissingError, ValueError for a line that is wrong."""
    for file in files:
        if not file.is_file():
            raise FileMissingError(f"{file}：没有这个题目文件：请检查路径。")
    return [case for file in files for case in read_cases(file)]
