"""The suite `conversation`: twelve turns and more, generated and written by hand."""

from __future__ import annotations

from dataclasses import replace

from eval.conversation import conversations, handwritten, whole
from eval.outcome import Result
from eval.suites.asking import asked
from eval.suites.options import Options
from index.store.facts import FactStore


def conversation(options: Options) -> Result:
    """One line a kind of turn, and one for whole conversations."""
    store = FactStore(options.settings.data_dir)
    turns = conversations(store) + handwritten()
    store.close()
    result = asked("conversation", options, turns)
    return replace(result, lines=(*result.lines, whole(result.items)))
