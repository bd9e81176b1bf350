"""The suite `retrieval`: rows found, against plain RAG in the same run."""

from __future__ import annotations

import sys
from typing import Final

from tqdm import tqdm

from eval import retrieval as measure
from eval.generate import generate
from eval.outcome import Result
from eval.plain_rag import PlainRag
from eval.suites.options import Options, open_assistant
from eval.suites.questions import read_files
from index.store.embed import load_embedder

_LOOKUPS: Final = frozenset({"official", "everyday", "code", "form"})


def retrieval(options: Options) -> Result:
    """Generated look-ups, or the question file of the command line."""
    assistant = open_assistant(options.settings)
    source = (
        read_files([options.cases])
        if options.cases
        else [case for case in generate(assistant.store) if case.category in _LOOKUPS]
    )
    indexed = frozenset(found.doc_id for found in assistant.disclosures())
    chosen = measure.wanted_cases(options.chosen(source), indexed)
    with tqdm(desc="plain RAG", unit="chunk", file=sys.stderr, disable=None) as bar:

        def progress(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        plain = PlainRag.over(assistant.store, load_embedder(options.settings), progress)
    return measure.run(assistant, chosen, plain)
