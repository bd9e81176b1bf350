"""What one browser session holds: its turns, nothing shared with any other session."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from uuid import uuid4

from qa.types import Answer, Step


@dataclass(frozen=True, slots=True)
class Term:
    """A technical term that an answer uses, explained. `page` where the disclosure itself explains it."""

    word: str
    meaning: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class CitedDocument:
    """A file that an answer cites: its content token at the time, and a short name to show."""

    version: str
    name: str


@dataclass(frozen=True, slots=True)
class Turn:
    """One question with what became of it: an answer, or a notice that says why there is none.

    A link (web/chat/links.py) brings `before`, earlier questions that give this one its sense, and
    `expected`, what was cited when it was made. `documents` are the cited files by doc_id.
    """

    question: str
    steps: tuple[Step, ...] = ()
    answer: Answer | None = None
    notice: str | None = None
    seconds: float = 0.0
    terms: tuple[Term, ...] = ()
    before: tuple[str, ...] = ()
    expected: tuple[str, ...] = ()
    documents: dict[str, CitedDocument] = field(default_factory=dict)

    @property
    def running(self) -> bool:
        """True while neither an answer nor a notice is there."""
        return self.answer is None and self.notice is None


def _new_key() -> str:
    return uuid4().hex


@dataclass(frozen=True, slots=True)
class Conversation:
    """The turns of a session, oldest first. Frozen: every change is a new conversation.

    `key` names it in the browser's list of earlier conversations; `editing` means that the next question
    takes the place of the last one.
    """

    turns: tuple[Turn, ...] = ()
    key: str = field(default_factory=_new_key)
    editing: bool = False

    def asked(self) -> tuple[str, ...]:
        """The earlier questions that were answered in some way; a failed one must not colour the next."""
        return tuple(said for turn in self.turns if turn.answer for said in (*turn.before, turn.question))

    def started(self, turn: Turn) -> Conversation:
        """With a new turn at the end, in place of the last one while that is being edited."""
        earlier = self.turns[:-1] if self.editing else self.turns
        return Conversation((*earlier, turn), self.key)

    def updated(self, turn: Turn) -> Conversation:
        """With the last turn replaced."""
        return replace(self, turns=(*self.turns[:-1], turn))

    def edited(self, editing: bool = True) -> Conversation:
        """With the last question up for change, or no longer."""
        return replace(self, editing=editing and bool(self.turns))

    @property
    def last(self) -> Turn:
        """The turn at the end; raises IndexError when nothing was asked."""
        return self.turns[-1]


def with_step(turn: Turn, step: Step) -> Turn:
    """The turn with one more step told; one told again while it goes on is the same step, further on."""
    if turn.steps and turn.steps[-1].title == step.title:
        return replace(turn, steps=(*turn.steps[:-1], step))
    return replace(turn, steps=(*turn.steps, step))
