"""The suites: each a data set, a solver and scorers. `run_suite` runs one by name."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Final

from tqdm import tqdm

from eval import retrieval
from eval.extraction import score as score_cells
from eval.extraction_types import ReadCell, Reading
from eval.extraction_types import Score as CellScore
from eval.generate import generate
from eval.outcome import Line, Result, tally
from eval.plain_rag import PlainRag
from eval.questionnaire import Answerer, judge
from eval.questions import Case, read_cases
from eval.truth import read_truth
from index.checking.checks import Status
from index.config import Settings
from index.errors import FileMissingError, IndexStateError
from index.store.embed import load_embedder
from index.store.facts import FactStore
from qa.pipeline import Assistant

_ROOT: Final = Path(__file__).resolve().parents[1]
BUNDLED: Final = Path(__file__).with_name("cases")
DEV: Final = _ROOT.parent / "shared" / "questions" / "dev.jsonl"
TRUTHS: Final = (_ROOT / "samples" / "truth", _ROOT.parent / "shared" / "disclosures" / "truth")
_LOOKUPS: Final = frozenset({"official", "everyday", "code", "form"})


@dataclass(frozen=True, slots=True)
class Options:
    """What a run was asked for."""

    settings: Settings
    cases: Path | None = None
    limit: int | None = None
    only: str | None = None


def answers(options: Options) -> Result:
    """Questions generated from the index itself."""
    assistant = _assistant(options)
    return ask_all("answers", assistant, assistant, _chosen(generate(assistant.store), options))


def cases(options: Options) -> Result:
    """The question file of the command line, or those that are bundled."""
    files = [options.cases] if options.cases else sorted(BUNDLED.glob("*.jsonl"))
    assistant = _assistant(options)
    return ask_all("cases", assistant, assistant, _chosen(_read(files), options))


def dev(options: Options) -> Result:
    """The development questions beside the project. Raises FileMissingError where they are not there."""
    assistant = _assistant(options)
    return ask_all("dev", assistant, assistant, _chosen(_read([DEV]), options))


def retrieval_suite(options: Options) -> Result:
    """Rows found, against plain RAG; generated look-ups, or the question file of the command line."""
    assistant = _assistant(options)
    source = (
        _read([options.cases])
        if options.cases
        else [case for case in generate(assistant.store) if case.category in _LOOKUPS]
    )
    indexed = frozenset(found.doc_id for found in assistant.disclosures())
    chosen = retrieval.wanted_cases(_chosen(source, options), indexed)
    with tqdm(desc="plain RAG", unit="chunk", file=sys.stderr, disable=None) as bar:

        def progress(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        plain = PlainRag.over(assistant.store, load_embedder(options.settings), progress)
    return retrieval.run(assistant, chosen, plain)


def extraction(options: Options) -> Result:
    """The indexed cells against the truth files of the documents that have one."""
    store = FactStore(options.settings.data_dir)
    indexed = {found.doc_id: found for found in store.disclosures()}
    scores: dict[str, CellScore] = {}
    judged = 0
    for truth in chain.from_iterable(read_truth(folder) for folder in TRUTHS if folder.is_dir()):
        if truth.doc_id in indexed:
            judged += 1
            found = Reading(tuple(_stored(store, truth.doc_id)), indexed[truth.doc_id].pages)
            for (form, scanned), part in score_cells(truth, found, plain=False).items():
                name = f"{form} (scan)" if scanned else form
                scores[name] = scores.get(name, CellScore()) + part
    scores["all"] = sum(scores.values(), CellScore())
    lines = tuple(_cells_line(name, part) for name, part in scores.items())
    return Result("extraction", lines, notes=(f"{judged} of {len(indexed)} documents have a truth file",))


def _stored(store: FactStore, doc_id: str) -> Iterator[ReadCell]:
    for cell in store.cells(doc_id):
        value = None if cell.value is None else str(cell.value)
        yield ReadCell(cell.form or "", cell.row_label, cell.column_label, value, cell.unit, cell.page)


def _cells_line(name: str, part: CellScore) -> Line:
    measures = {"precision": part.precision, "recall": part.recall, "labels": part.labels}
    return Line(name, part.exact, part.expected, measures)


def identities(options: Options) -> Result:
    """The checks that indexing stored: how many hold, how many fail, one line a document."""
    store = FactStore(options.settings.data_dir)
    totals: Counter[Status] = Counter()
    lines = []
    for disclosure in store.disclosures():
        report = store.checks(disclosure.doc_id)
        found = Counter(check.status for check in report.checks if not check.soft) if report else Counter()
        totals += found
        lines.append(_checks_line(disclosure.doc_id, found))
    return Result("identities", (*lines, _checks_line("all", totals)))


def _checks_line(name: str, found: Counter[Status]) -> Line:
    holding = found[Status.PASS] + found[Status.ROUNDING]
    judged = holding + found[Status.FAIL]
    measures = {"failed": float(found[Status.FAIL])}
    return Line(name, holding, judged, measures, {status.value: found[status] for status in Status})


SUITES: Final[dict[str, Callable[[Options], Result]]] = {
    "answers": answers,
    "cases": cases,
    "dev": dev,
    "retrieval": retrieval_suite,
    "extraction": extraction,
    "identities": identities,
}


def ask_all(suite: str, assistant: Assistant, answerer: Answerer, chosen: Sequence[Case]) -> Result:
    """Put every case to the answerer and judge it."""
    progress = tqdm(
        judge(assistant, answerer, chosen), suite, len(chosen), unit="", file=sys.stderr, disable=None
    )
    items = list(progress)
    return Result(
        suite,
        tally(items),
        tuple(item.record for item in items),
        seconds=tuple(item.seconds for item in items if item.seconds),
    )


def _assistant(options: Options) -> Assistant:
    assistant = Assistant.open(options.settings)
    if not assistant.disclosures():
        raise IndexStateError(
            f"索引里没有文件（{options.settings.data_dir}）：先运行 `python -m index build 文件或文件夹`。"
        )
    assistant.warm_up()
    return assistant


def _read(files: Sequence[Path]) -> list[Case]:
    for file in files:
        if not file.is_file():
            raise FileMissingError(f"{file}：没有这个题目文件：请检查路径。")
    return [case for file in files for case in read_cases(file)]


def _chosen(found: Sequence[Case], options: Options) -> list[Case]:
    """The cases that `--only` and `--limit` leave."""
    kept = [case for case in found if options.only in {None, case.category}]
    return kept[: options.limit]
