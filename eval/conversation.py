"""Conversations of twelve turns, made from the index: what is left out has to be taken from what was said.

Each turn is a case of its own with the user's earlier turns as its history, so that a wrong answer is found
at the turn where it came about. All turns of a conversation share a group.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Final

from pydantic import BaseModel, ConfigDict

from eval.computed import over, percent
from eval.near_misses import refused
from eval.outcome import Item, Line
from eval.pool import Pool, Target
from eval.questions import Case
from eval.scorers import Verdict
from eval.wordings import wordings
from index.store.facts import FactStore
from qa.draft import who
from qa.money import convert
from qa.understanding.vocabulary import plain

HANDWRITTEN: Final = Path(__file__).parent / "cases" / "conversations"
_CONVERSATIONS: Final = 20
_LABELS: Final = 6  # items that a conversation needs of its department


class Talk:
    """A conversation as it grows."""

    def __init__(self, name: str, rng: Random) -> None:
        self._name = name
        self._rng = rng
        self.turns: list[Case] = []

    def frame(self, kind: str) -> str:
        """A wording for a turn of this kind."""
        return self._rng.choice(wordings().turns[kind])

    def say(self, kind: str, case: Case) -> None:
        """The next turn; what it is scored by stands in `case`."""
        n = len(self.turns) + 1
        history = tuple(turn.question for turn in self.turns)
        update = {"id": f"{self._name}-{n:02d}", "category": kind, "history": history, "group": self._name}
        self.turns.append(case.model_copy(update=update))

    def ask(self, kind: str, target: Target, **words: str) -> None:
        """A turn whose answer is one cell."""
        said = {"a": target.label, "who": who(target.disclosure), "year": str(target.disclosure.year)}
        self.say(kind, target.case(kind, self.frame(kind).format(**said, **words)))


def conversations(store: FactStore, seed: int = 7, count: int = _CONVERSATIONS) -> list[Case]:
    """All turns of `count` conversations in order; fewer where the index holds too little."""
    pool = Pool.of(store)
    rng = Random(f"{seed} conversation")
    by_doc = _by_document(pool)
    wide = [doc_id for doc_id, found in by_doc.items() if len(found) >= _LABELS]
    turns: list[Case] = []
    for n in range(1, count + 1):
        if not wide:
            break
        here = rng.choice(wide)
        elsewhere = _elsewhere(by_doc, here, rng)
        turns += _conversation(f"talk-{n:02d}", by_doc[here], elsewhere, rng)
    return turns


def _by_document(pool: Pool) -> dict[str, dict[str, Target]]:
    """Final accounts with the items that print something, by label; nested labels would not be told apart."""
    found: dict[str, dict[str, Target]] = {}
    for target in pool.finals:
        if target.value:
            found.setdefault(target.disclosure.doc_id, {}).setdefault(plain(target.label), target)
    return found


def _elsewhere(by_doc: Mapping[str, Mapping[str, Target]], here: str, rng: Random) -> Mapping[str, Target]:
    """Another disclosure that has items in common with this one; nothing where there is none."""
    own = by_doc[here].keys()
    others = [found for doc_id, found in by_doc.items() if doc_id != here and len(own & found.keys()) > 1]
    return rng.choice(others) if others else {}


def _conversation(
    name: str, here: Mapping[str, Target], there: Mapping[str, Target], rng: Random
) -> list[Case]:
    talk = Talk(name, rng)
    a, b, c, d, e, f = rng.sample(sorted(here), _LABELS)
    talk.ask("opening", here[a])
    talk.ask("other_item", here[b])
    talk.ask("pronoun", here[c])
    _abroad(talk, here, there, rng)
    talk.ask("back", here[d])
    _in_yuan(talk, here[d])
    talk.ask("correction", here[e])
    _sum(talk, here[e], here[f])
    talk.ask("new_topic", here[a])
    _share(talk, here[a], here[b])
    talk.ask("back", here[f])
    _absent_year(talk, here[f])
    talk.ask("opening", here[c])
    return talk.turns


def _abroad(talk: Talk, here: Mapping[str, Target], there: Mapping[str, Target], rng: Random) -> None:
    """To another department, or another year of the same one, and on from there."""
    common = sorted(here.keys() & there.keys())
    if not common:
        return
    first, second = rng.sample(common, 2)
    talk.ask("new_topic", here[first])
    same = who(here[first].disclosure) == who(there[first].disclosure)
    talk.ask("other_year" if same else "other_department", there[first])
    talk.ask("other_item", there[second])
    talk.ask("corrected_year" if same else "corrected_department", here[second])


def _in_yuan(talk: Talk, target: Target) -> None:
    unit = "元" if target.cell.unit == "万元" else "万元"
    value = convert(target.value, target.cell.unit, unit)
    talk.say("unit", target.case("unit", talk.frame("unit").format(unit=unit), value, unit))


def _sum(talk: Talk, first: Target, second: Target) -> None:
    question = talk.frame("sum").format(a=second.label)
    value = first.value + _value(second, first)
    talk.say("sum", over("sum", question, (first, second), value, first.cell.unit))


def _share(talk: Talk, first: Target, second: Target) -> None:
    question = talk.frame("share").format(a=second.label)
    rate = percent(first.value, _value(second, first))
    talk.say("share", over("share", question, (first, second), rate, "%"))


def _value(target: Target, like: Target) -> Decimal:
    """In the unit of another cell; forms of one disclosure may print in 元 and in 万元."""
    return convert(target.value, target.cell.unit, like.cell.unit)


def _absent_year(talk: Talk, target: Target) -> None:
    year = target.disclosure.year + 7
    talk.say("absent_year", refused("absent_year", talk.frame("other_year").format(year=year), "wrong_year"))


class Written(BaseModel):
    """A conversation written by hand: the turns as cases, without their history."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    docs: tuple[str, ...]
    turns: tuple[Mapping[str, object], ...]


def handwritten(folder: Path = HANDWRITTEN) -> list[Case]:
    """The turns of all conversations of the folder. Raises ValueError naming the file that is wrong."""
    found: list[Case] = []
    for path in sorted(folder.glob("*.json")):
        try:
            found += _turns(Written.model_validate_json(path.read_text(encoding="utf-8")))
        except ValueError as error:
            raise ValueError(f"{path}: {error}") from error
    return found


def _turns(written: Written) -> Iterator[Case]:
    said: tuple[str, ...] = ()
    for n, turn in enumerate(written.turns, start=1):
        fields = {"category": "handwritten", "docs": written.docs, **turn}
        fields |= {"id": f"{written.id}-{n:02d}", "group": written.id, "history": said}
        case = Case.model_validate(fields)
        said = (*said, case.question)
        yield case


def whole(items: Sequence[Item]) -> Line:
    """How many conversations were right from the first turn to the last, and how many turns at most."""
    talks: dict[str, list[Item]] = {}
    for item in items:
        if item.case.group and item.verdict is not Verdict.NOT_JUDGED:
            talks.setdefault(item.case.group, []).append(item)
    right = sum(all(item.verdict is Verdict.RIGHT for item in talk) for talk in talks.values())
    longest = max((len(talk) for talk in talks.values()), default=0)
    return Line("whole conversations", right, len(talks), {"longest": float(longest)})
