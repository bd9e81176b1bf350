"""A conversation as the record that the browser keeps, and back.

The record comes from the browser and is read like any input of a stranger: what does not fit is refused.
Nothing of it is trusted: answers are shown as they were kept, escaped, with the note that they were kept.
"""

from __future__ import annotations

from dataclasses import replace

from pydantic import TypeAdapter, ValidationError

from web.chat.session import Conversation

MOST_TURNS = 60
_RECORD = TypeAdapter(Conversation)


def to_record(conversation: Conversation) -> dict[str, object]:
    """What the browser keeps: finished turns with their answers; how a question was read is left out."""
    finished = tuple(
        replace(turn, answer=turn.answer and replace(turn.answer, reading=None, model=None))
        for turn in conversation.turns[-MOST_TURNS:]
        if not turn.running
    )
    kept: dict[str, object] = _RECORD.dump_python(
        replace(conversation, turns=finished, editing=False), mode="json", exclude_defaults=True
    )
    return kept | {"key": conversation.key}


def from_record(record: object) -> Conversation | None:
    """The conversation of a record; None where the record is not one of ours (any more)."""
    try:
        kept = _RECORD.validate_python(record)
    except ValidationError:
        return None
    return Conversation(tuple(turn for turn in kept.turns[-MOST_TURNS:] if not turn.running), kept.key)
