"""Writing: a verified local draft and numbered evidence -> prose -> a draft of the same figures."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from index.config import Settings
from index.types import Disclosure
from prompts.load import Message, Prompt, load_prompt
from qa.composing.computing.parts import measures_of
from qa.draft import item_of
from qa.finding.corpus import DocView
from qa.finding.evidence import Evidence
from qa.model.claims import check_claims
from qa.model.client import ModelClient, Tally
from qa.model.connect import Limits
from qa.model.errors import ModelWindowError, UnprovenError
from qa.model.ground import CHANGES, Ground
from qa.model.items import Item, Kind, Numbering, as_data, doc_id_of, numbered, packed, tokens_of, told
from qa.model.messages import for_operator
from qa.model.placeholders import Operation, read_prose
from qa.model.remarks import remarks_of
from qa.model.rendering import rendered
from qa.model.results import superlatives_told
from qa.model.wording import check_wording, years_in
from qa.model.words import load_words
from qa.types import CellHit, Draft, Hit, Reading, SentenceHit, Status
from qa.understanding.vocabulary import plain
from qa.verify import UntracedError

_MOST_REQUIRED: Final = 6  # a longer list reads better as the local answerer sets it
_LONGEST: Final = 90  # characters on each side of the figure asked for
_RESERVE: Final = 120  # tokens for the repair's own words

Gate = Callable[[Draft, Reading], None]


@dataclass(frozen=True, slots=True)
class Writer:
    """Has the model write and holds what it writes to the evidence; `gate` is the gate of every answer."""

    client: ModelClient
    settings: Settings
    evidence: Evidence
    disclosures: Mapping[str, Disclosure]
    gate: Gate

    def ground(self, reading: Reading, draft: Draft) -> Ground | None:
        """What the model may write from; None where the local answer is better left as it is."""
        if draft.status is not Status.ANSWERED or draft.boolean is not None or not draft.evidence:
            return None
        if any(word in told(draft) for word in load_words().negations):
            return None  # what is missing is said in the words that were chosen for it
        items = numbered(draft, self._extras(draft), Numbering(self.disclosures))
        required = sum(item.required for item in items)
        if not 0 < required <= _MOST_REQUIRED:
            return None
        views = {doc_id_of(h): self.evidence.corpus.view(doc_id_of(h)) for i in items for h in i.hits}
        asked = frozenset(key for view in views.values() for key in self._asked_keys(reading, view))
        return Ground(reading.question, asked, draft, items, views, self.disclosures)

    async def write(self, reading: Reading, ground: Ground, tally: Tally) -> Draft:
        """The written draft, repaired once at most. Raises LanguageModelError where there is none."""
        prompt = load_prompt("write")
        ground = self._packed(prompt, ground)
        messages = prompt.fill(
            {
                "question": as_data(ground.question),
                "evidence": "\n".join(item.line for item in ground.items),
                "required": _required(ground),
            }
        )
        tally.prompts.append(prompt.key)
        limits = Limits(grammar=grammar_of(ground.items, years_in(ground)))
        said = await self.client.say(messages, tally, limits)
        try:
            return self._proven(said, reading, ground)
        except (UnprovenError, UntracedError) as error:
            return await self._repaired(messages, said, error, reading, ground, tally)

    async def _repaired(
        self,
        messages: Sequence[Message],
        said: str,
        error: Exception,
        reading: Reading,
        ground: Ground,
        tally: Tally,
    ) -> Draft:
        repair = load_prompt("repair")
        tally.prompts.append(repair.key)
        asked = (*messages, Message("assistant", said[:_RESERVE]), *repair.fill({"reason": str(error)}))
        said = await self.client.say(asked, tally, Limits(grammar=grammar_of(ground.items, years_in(ground))))
        try:
            return self._proven(said, reading, ground)
        except (UnprovenError, UntracedError) as second:
            raise UnprovenError(for_operator("unproven", name=self.client.name)) from second

    def _proven(self, said: str, reading: Reading, ground: Ground) -> Draft:
        """Raises UnprovenError, or the gate's error; both say what to mend."""
        prose = read_prose(said, {item.key: item for item in ground.items})
        check_wording(prose, ground)
        check_claims(prose, ground)
        draft = rendered(prose, ground.local, remarks_of(ground.local.text))
        self.gate(draft, reading)
        return draft

    def _packed(self, prompt: Prompt, ground: Ground) -> Ground:
        """The ground with as much evidence as fits the window. Raises ModelWindowError."""
        fixed = sum(tokens_of(part.text) for part in prompt.parts) + tokens_of(ground.question)
        left = self.settings.model_context - self.settings.model_max_tokens - fixed - 2 * _RESERVE
        items = packed(ground.items, left)
        if items is None:
            raise ModelWindowError(for_operator("window", name=self.client.name))
        return Ground(
            ground.question, ground.asked_keys, ground.local, items, ground.views, ground.disclosures
        )

    def _asked_keys(self, reading: Reading, view: DocView) -> Iterable[str]:
        asked = self.evidence.asked(reading, view)
        return (key for unit in measures_of(asked, view) for key in unit.keys)

    def _extras(self, draft: Draft) -> list[tuple[Hit, float]]:
        """What makes an answer of one figure more useful: its budget, and its change by the text."""
        cells = [hit for hit in draft.evidence if isinstance(hit, CellHit)]
        if len(cells) != 1 or draft.formula is not None:
            return []
        cell = cells[0].cell
        view = self.evidence.corpus.view(cell.doc_id)
        table = view.table(cell.table_id)
        beside = [c for c in (table.cells if table else ()) if c.row == cell.row and c.col != cell.col]
        same_row = [c for c in beside if c.row_label == cell.row_label and c.value is not None and c.form]
        extras: list[tuple[Hit, float]] = [
            (CellHit(c, 0.0), 3.0) for c in same_row if "算数" in c.column_label.rsplit(" / ", 1)[-1]
        ]
        subject = plain(item_of(cells[0]))
        for clause in view.clauses:
            if clause.subject == subject and clause.figure.measure in CHANGES and clause.figure.direction:
                extras.append((SentenceHit(clause.sentence, 0.0, clause.figure), 2.0))
        return extras[:3]


def _required(ground: Ground) -> str:
    """What the answer has to hold: the figures asked for, and which is highest where that is asked."""
    wanted = "、".join(f"{{{item.key}}}" for item in ground.items if item.required)
    told = superlatives_told(ground.local)
    if not told or ground.local.value is None:
        return wanted
    return f"{wanted}；先写“{'、'.join(sorted(told))}”的一个"


def grammar_of(items: Sequence[Item], years: Collection[str]) -> str:
    """A grammar that lets through words, the years of the evidence and its placeholders only, the first
    required one included; and an end, which the smallest models do not find by themselves."""
    keys = " | ".join(f'"{item.key}"' for item in items)
    required = next(item.key for item in items if item.required)
    parts = ["text", *(f'"{year}年"' for year in sorted(years)), '"{" key "}"']
    if sum(item.kind in {Kind.CELL, Kind.FIGURE} for item in items) > 1:
        parts.append('"{" operation ":" key ("," key)+ "}"')
    return "\n".join(
        (
            f'root ::= part{{0,{_LONGEST}}} "{{{required}}}" part{{0,{_LONGEST}}}',
            f"part ::= {' | '.join(parts)}",
            f"key ::= {keys}",
            "operation ::= " + " | ".join(f'"{operation.value}"' for operation in Operation),
            r"text ::= [^0-9０-９a-zA-Z{}\[\]<>*#|%\n\r]",
        )
    )
