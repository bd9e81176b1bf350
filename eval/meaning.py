"""How far labels found by meaning can be trusted: `python -m eval.meaning [--data DIR]`.

Every word of the vocabulary is looked up by its vector alone among the row labels of each disclosure that
has the label it stands for. Printed for several limits: how many words are taken, and how many rightly.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from index.config import load_settings
from index.types import ChunkKind
from qa.finding.evidence import LEAD, NEAR
from qa.finding.retrieve import row_keys
from qa.pipeline import Assistant
from qa.understanding.vocabulary import load_vocabulary

LIMITS = ((0.0, 0.0), (0.86, 0.01), (0.88, 0.02), (NEAR, LEAD))


class Found(NamedTuple):
    """A word looked up: whether the nearest label is the right one, how near, how far ahead."""

    right: bool
    near: float
    lead: float


def look_up_words(assistant: Assistant) -> Iterator[Found]:
    """Every Chinese word of the vocabulary against every disclosure that has its label."""
    evidence = assistant.evidence
    for disclosure in assistant.disclosures():
        view = evidence.corpus.view(disclosure.doc_id)
        over = evidence.retriever.over((disclosure.doc_id,), ChunkKind.ROW)
        for measure in load_vocabulary().measures:
            if measure.sum_of or not any(key in view.rows_by_key for key in measure.keys):
                continue
            for word in measure.words:
                if not word.isascii() and word not in measure.keys:
                    ranked = row_keys(over.dense(word, 12))
                    lead = ranked[0][1] - ranked[1][1] if len(ranked) > 1 else 0.0
                    yield Found(ranked[0][0] in measure.keys, ranked[0][1], lead)


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m eval.meaning", description=__doc__)
    parser.add_argument("--data", type=Path)
    assistant = Assistant.open(load_settings(parser.parse_args().data))
    assistant.warm_up()
    found = list(look_up_words(assistant))
    for near, lead in LIMITS:
        taken = [each for each in found if each.near >= near and each.lead >= lead]
        right = sum(each.right for each in taken)
        counts = f"{len(taken)} of {len(found)} taken, {right} right"
        sys.stdout.write(f"near >= {near:.2f}, lead >= {lead:.2f}: {counts}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
