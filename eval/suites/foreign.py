"""The suites over others' data: `tatqa`, `aitqa`, `finglm`; each wants `--file`."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from eval.others import aitqa as ait
from eval.others import finglm as fin
from eval.others import tatqa as tat
from eval.others.derivations import derive
from eval.others.english import look_up
from eval.others.tables import index_of
from eval.outcome import Result
from eval.suites.asking import ask_all
from eval.suites.options import Options
from index.errors import FileMissingError


def tatqa(options: Options) -> Result:
    """Cells found, and computations from given operands."""
    found = tat.contexts(_file(options, "tatqa"))
    tables, asked = tat.lookups(found)
    with TemporaryDirectory() as folder:
        lines, records = look_up(tables, asked[: options.limit], Path(folder) / "data")
    computed, more = derive(found)
    questions = sum(len(context.questions) for context in found)
    note = f"{len(asked)} look-ups and {computed[-1].judged} computations of {questions} questions"
    return Result("tatqa", (*lines, *computed), (*records, *more), (note,))


def aitqa(options: Options) -> Result:
    """Cells found."""
    tables, asked = ait.read(_file(options, "aitqa"))
    with TemporaryDirectory() as folder:
        lines, records = look_up(tables, asked[: options.limit], Path(folder) / "data")
    return Result(
        "aitqa", tuple(lines), tuple(records), (f"{len(asked)} questions over {len(tables)} tables",)
    )


def finglm(options: Options) -> Result:
    """Chinese questions through the whole pipeline, over tables of the facts that came with them."""
    asked = fin.read(_file(options, "finglm"))
    chosen = options.chosen(fin.cases(asked))
    with TemporaryDirectory() as folder:
        assistant = index_of(fin.documents(asked), Path(folder) / "data")
        result = ask_all("finglm", assistant, assistant, chosen)
        count = len(assistant.disclosures())
        assistant.store.close()
    note = f"{len(chosen)} of {len(asked)} questions, over {count} companies and years"
    return Result(result.suite, result.lines, notes=(note,), items=result.items)


def _file(options: Options, suite: str) -> Path:
    if options.file is None:
        raise FileMissingError(f"{suite} 要用外部数据：请给出 --file，获取办法见 docs/others-data.md。")
    return options.file
