"""Reading: where the rules find nothing, the model names one of the disclosure's own labels, or none.

Only the measure is the model's to choose. Which department and which year are meant is never guessed: there
an ask-back costs one click, and a wrong guess shows another department's figure. The choice is made twice,
the second time from the labels in another order: small models prefer places in a list, and what they choose
by place does not stand twice. The reading goes back through the same evidence and the same composition.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from index.forms.labels import label_key
from index.types import ChunkKind, Disclosure
from prompts.load import load_prompt
from qa.draft import who
from qa.finding.evidence import Evidence
from qa.model.client import ModelClient, Tally
from qa.model.connect import Limits
from qa.model.errors import ModelMalformedError
from qa.model.items import as_data
from qa.model.messages import for_operator
from qa.types import Draft, Intent, Question, Reading, Status
from qa.understanding.reading import Reader

NONE: Final = "都不是"
_OFFERED: Final = 10
_LONGEST: Final = 20
_LOOKED_THROUGH: Final = 30
_OBJECT = re.compile(r"\{[^{}]*\}")
_FIGURES: Final = frozenset({Intent.LOOKUP, Intent.SUM, Intent.DIFFERENCE, Intent.CHANGE, Intent.CHANGE_RATE})


@dataclass(frozen=True, slots=True)
class Interpreter:
    """Asks the model what a question means in the words of the disclosure."""

    client: ModelClient
    evidence: Evidence
    reader: Reader
    disclosures: Mapping[str, Disclosure]

    def labels(self, reading: Reading, draft: Draft) -> tuple[str, ...]:
        """The labels to choose from; none where the rules read well enough, or nothing can be chosen.

        The rules' reading is taken for weak where department and year are clear and the measure was found
        nowhere. What they refuse by name (a forecast, another department, an unknown code) stays refused.
        """
        clear = len(reading.scope.doc_ids) == 1 and reading.scope.missing_entity is None
        lost = draft.status is Status.REFUSED and reading.reason is None
        if not (clear and lost) or reading.scope.missing_year is not None or reading.code_meant:
            return ()
        if reading.intent not in _FIGURES or not reading.content.strip():
            return ()
        over = self.evidence.retriever.over(reading.scope.doc_ids, ChunkKind.ROW, _LOOKED_THROUGH)
        found = (
            label_key(chunk.text.rsplit("/", 1)[-1].strip()) for chunk, _ in over.search(reading.content)
        )
        return tuple(dict.fromkeys(label for label in found if 2 <= len(label) <= _LONGEST))[:_OFFERED]

    async def choose(self, reading: Reading, labels: Sequence[str], tally: Tally) -> str | None:
        """The label that the model names both times, None where it names none or two."""
        first = await self._vote(reading, labels, tally)
        if first == NONE:
            return None
        return first if first == await self._vote(reading, labels[::-1], tally) else None

    async def _vote(self, reading: Reading, labels: Sequence[str], tally: Tally) -> str:
        prompt = load_prompt("read")
        tally.prompts.append(prompt.key)
        messages = prompt.fill(
            {"question": as_data(reading.question), "labels": "\n".join(map(as_data, labels))}
        )
        named = {"enum": [*labels, NONE]}
        schema = {
            "type": "object",
            "properties": {"name": named},
            "required": ["name"],
            "additionalProperties": False,
        }
        said = await self.client.say(messages, tally, Limits(schema=schema))
        if (choice := _chosen(said)) not in {*labels, NONE}:
            raise ModelMalformedError(for_operator("malformed", name=self.client.name))
        return choice

    def as_label(self, reading: Reading, label: str) -> Reading:
        """The same question with its measure said as the form says it; all else is as the rules read it."""
        disclosure = self.disclosures[reading.scope.doc_ids[0]]
        said = self.reader.read(Question(f"{who(disclosure)}{disclosure.year}年{label}是多少"))
        return replace(reading, content=said.content)


def _chosen(said: str) -> str:
    """The name in the model's JSON, or its bare words."""
    found = _OBJECT.search(said)
    if found is None:
        return said.strip(" \n\"“”'。")
    try:
        read = json.loads(found.group())
    except ValueError:
        return ""
    return str(read.get("name", "")) if isinstance(read, dict) else ""
