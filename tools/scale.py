"""Prints how long questions over many disclosures take, and what memory they need.

`.venv/bin/python tools/scale.py 1000` makes an index of so many invented disclosures in a temporary folder
and asks it. They are made of those in the data directory of `make run` (`DISCLOSURE_QA_DATA` names another):
other names, other digits in every figure, performance tables with their own titles. Nothing is asserted.
"""

from __future__ import annotations

import argparse
import itertools
import os
import random
import re
import resource
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index.types import Cell, Disclosure, Extraction, Sentence, Table
    from qa.pipeline import Assistant

ROOT = Path(__file__).resolve().parent.parent
# So that an import of the project works when this file is run as a script.
sys.path.insert(0, str(ROOT))
SYLLABLES = "东西南北中上下大小新安宁平长永康华龙凤金银玉石山水江河湖海云"
BODIES = (
    "教育局",
    "财政局",
    "民政局",
    "卫生健康局",
    "水利局",
    "交通运输局",
    "农业农村局",
    "统计局",
    "审计局",
)
QUESTIONS = (
    "哪个部门的公务接待费最高",
    "各部门办公费合计多少",
    "公务接待费超过1万元的部门有哪些",
    "各部门支出总计一共多少",
    "哪个部门的吃喝招待花得最多",
    "机关运行经费最低的是哪个部门",
)
DIGITS = re.compile(r"\d")


def tell(what: str, seconds: float) -> None:
    """One line."""
    sys.stdout.write(f"{what:<44}{seconds * 1000:>9.0f} ms\n")
    sys.stdout.flush()


def names() -> Iterator[tuple[str, str]]:
    """Districts that do not exist, each with its bodies."""
    for first, second in itertools.permutations(SYLLABLES, 2):
        for body in BODIES:
            yield f"{first}{second}区", f"{first}{second}区{body}"


def other_digits(text: str, rng: random.Random) -> str:
    """The same print with other digits; a leading 0 and a printed 0.00 stay what they are."""
    if not text.strip("0.,% "):
        return text
    first = DIGITS.search(text)
    start = first.start() if first else 0

    def digit(match: re.Match[str]) -> str:
        if match.start() == start:
            return match.group() if match.group() == "0" else str(rng.randint(1, 9))
        return str(rng.randint(0, 9))

    return DIGITS.sub(digit, text)


def of_cell(cell: Cell, rng: random.Random) -> Cell:
    """The cell with another figure."""
    plain = cell.text.replace(",", "").strip()
    if cell.value is None or not re.fullmatch(r"-?\d+(?:\.\d+)?", plain):
        return cell
    text = other_digits(cell.text, rng)
    return replace(cell, text=text, value=Decimal(text.replace(",", "").strip()))


def of_sentence(sentence: Sentence, rng: random.Random) -> Sentence:
    """The sentence with other figures, each in its place."""
    text, figures = sentence.text, []
    for figure in sentence.figures:
        plain = figure.text.replace(",", "")
        if not re.fullmatch(r"\d+(?:\.\d+)?", plain):
            figures.append(figure)
            continue
        said = other_digits(figure.text, rng)
        at = text.find(figure.text, figure.start, figure.end)
        text = text[:at] + said + text[at + len(said) :] if at >= 0 else text
        figures.append(
            replace(figure, text=said, value=Decimal(said.replace(",", ""))) if at >= 0 else figure
        )
    return replace(sentence, text=text, figures=tuple(figures))


def copied(source: Extraction, doc_id: str, district: str, department: str) -> Extraction:
    """An extraction of another name with other figures."""
    rng, old = random.Random(doc_id), source.disclosure

    def renamed(ident: str) -> str:
        return ident.replace(old.doc_id, doc_id, 1)

    def of_table(table: Table) -> Table:
        title = table.title if table.form else f"{department}{table.title}"
        cells = (
            replace(of_cell(cell, rng), table_id=renamed(cell.table_id), doc_id=doc_id, table_title=title)
            for cell in table.cells
        )
        named = replace(table, table_id=renamed(table.table_id), doc_id=doc_id, title=title)
        return replace(named, cells=tuple(cells))

    disclosure = replace(
        old,
        doc_id=doc_id,
        title=f"{department}{old.year}年度部门{old.kind.value}",
        department=department,
        region=replace(old.region, district=district),
        aliases=(),
        contained_units=(),
    )
    sentences = (
        replace(of_sentence(each, rng), sentence_id=renamed(each.sentence_id), doc_id=doc_id)
        for each in source.sentences
    )
    return replace(
        source,
        disclosure=disclosure,
        tables=tuple(of_table(table) for table in source.tables),
        sentences=tuple(sentences),
    )


def make(source: Path, target: Path, count: int) -> None:
    """An index of so many disclosures, without vectors."""
    from index.store.facts import FactStore, Origin
    from index.types import Extraction, Kind

    read, store = FactStore(source), FactStore(target, create=True)
    finals: Sequence[Disclosure] = [d for d in read.disclosures() if d.kind is Kind.FINAL]
    known = [Extraction(d, read.tables(d.doc_id), read.sentences(d.doc_id)) for d in finals]
    for n, (district, department) in enumerate(itertools.islice(names(), count)):
        doc_id = f"made-{n:05d}"
        made = copied(known[n % len(known)], doc_id, district, department)
        store.ingest(Origin(doc_id, doc_id, doc_id), made, ())
    store.close()


def ask(assistant: Assistant, question: str) -> None:
    """The waiting time of one question, and when the first sign of work was there."""
    from qa.types import Answer

    started, first, steps = time.perf_counter(), 0.0, 0
    answer: Answer | None = None
    for told in assistant.steps(question):
        first = first or time.perf_counter() - started
        steps += 1
        answer = told if isinstance(told, Answer) else answer
    assert answer is not None
    seconds = time.perf_counter() - started
    tell(f"{question} ({answer.status.value}, {len(answer.citations)} cited)", seconds)
    tell(f"  first of {steps} steps", first)


def main(count: int) -> None:
    """Make, open, ask; the first question prepares what the others use."""
    from index.config import load_settings
    from qa.pipeline import Assistant

    source = Path(os.environ.get("DISCLOSURE_QA_DATA", ROOT / "data"))
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        started = time.perf_counter()
        make(source, data, count)
        tell(f"{count} disclosures made", time.perf_counter() - started)
        started = time.perf_counter()
        assistant = Assistant.open(load_settings(data))
        tell("index opened", time.perf_counter() - started)
        for question in (QUESTIONS[0], *QUESTIONS):
            ask(assistant, question)
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        sys.stdout.write(f"{'memory of the process at most':<44}{memory:>9} MB\n")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("count", type=int, nargs="?", default=1000, help="disclosures (1000)")
    main(parser.parse_args().count)
