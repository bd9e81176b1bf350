"""What one browser session holds: its turns, nothing shared with any other session."""

from __future__ import annotations

from dataclasses import dataclass, replace

from qa.types import Answer, Step


@dataclass(frozen=True, slots=True)
class Turn:
    """One question with what became of it: an answer, or a notice that says why there is none."""

    question: str
    steps: tuple[Step, ...] = ()
    answer: Answer | None = None
    notice: str | None = None
    seconds: float = 0.0

    @property
    def running(self) -> bool:
        """True while neither an answer nor a notice is there."""
        return self.answer is None and self.notice is None


@dataclass(frozen=True, slots=True)
class Conversation:
    """The turns of a session, oldest first. Frozen: every change is a new conversation."""

    turns: tuple[Turn, ...] = ()

    def asked(self) -> tuple[str, ...]:
        """The earlier questions that were answered in some way; a failed one must not colour the next."""
        return tuple(turn.question for turn in self.turns if turn.answer is not None)

    def started(self, question: str) -> Conversation:
        """With a new turn at the end."""
        return Conversation((*self.turns, Turn(question)))

    def updated(self, turn: Turn) -> Conversation:
        """With the last turn replaced."""
        return Conversation((*self.turns[:-1], turn))

    @property
    def last(self) -> Turn:
        """The turn at the end; raises IndexError when nothing was asked."""
        return self.turns[-1]


def with_step(turn: Turn, step: Step) -> Turn:
    """The turn with one more step told."""
    return replace(turn, steps=(*turn.steps, step))
