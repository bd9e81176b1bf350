"""The language model behind the local answerer: it reads what the rules cannot, and writes what is proven.

Whatever fails, the local answer stands and says so; a model never turns a refusal into a figure by writing.
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass, replace

from index.config import Settings
from qa.composing.local import LocalAnswerer
from qa.model.client import ModelClient, Tally
from qa.model.errors import LanguageModelError
from qa.model.messages import for_asker
from qa.model.reading import Interpreter
from qa.model.writing import Gate, Writer
from qa.types import Draft, ModelUse, Reading, Status
from qa.understanding.reading import Reader
from qa.verify import UntracedError

log = logging.getLogger(__name__)

NOT_READ = "unread"  # the model did not recognise the measure either; nothing failed


@dataclass(frozen=True, slots=True)
class Written:
    """What the model made of a draft."""

    draft: Draft
    reading: Reading
    use: ModelUse
    by_model: bool = False  # the text is the model's


class ModelAnswerer:
    """One model over one index."""

    def __init__(
        self, client: ModelClient, settings: Settings, reader: Reader, local: LocalAnswerer, gate: Gate
    ) -> None:
        self.client = client
        self._settings = settings
        self._local = local
        self._gate = gate
        self._interpreter = Interpreter(client, local.evidence, reader, local.disclosures)
        self._writer = Writer(client, settings, local.evidence, local.disclosures, gate)

    def wanted(self, reading: Reading, draft: Draft) -> bool:
        """True where the model has something to do."""
        if draft.status is Status.ANSWERED:
            return self._writer.ground(reading, draft) is not None
        return bool(self._interpreter.labels(reading, draft))

    async def answer(self, reading: Reading, draft: Draft) -> Written:
        """The draft as the model reads and writes it, or the local one with the reason."""
        tally, understood = Tally(), ""
        try:
            read = await self._read(reading, draft, tally)
            if read is None:
                return Written(draft, reading, self._use(tally, NOT_READ))
            draft, reading, understood = read
            ground = await asyncio.to_thread(self._writer.ground, reading, draft)
            if ground is None:
                return Written(_told(draft, understood), reading, self._use(tally, None, understood))
            written = await self._writer.write(reading, ground, tally)
            return Written(_told(written, understood), reading, self._use(tally, None, understood), True)
        except LanguageModelError as error:
            kind = error.kind
        except Exception:  # whatever it was, the question has its local answer; the trace goes to the log
            log.exception("the language model's part failed")
            kind = LanguageModelError.kind
        told = replace(draft, text=f"{draft.text}\n（{for_asker(kind)}）")
        return Written(_told(told, understood), reading, self._use(tally, kind, understood))

    async def _read(self, reading: Reading, draft: Draft, tally: Tally) -> tuple[Draft, Reading, str] | None:
        """The draft to write, and what the question was taken for; None where nothing was recognised."""
        if draft.status is Status.ANSWERED:
            return draft, reading, ""
        labels = await asyncio.to_thread(self._interpreter.labels, reading, draft)
        label = await self._interpreter.choose(reading, labels, tally)
        if label is None:
            return None
        read = self._interpreter.as_label(reading, label)
        found = await asyncio.to_thread(self._local.answer, read)
        try:
            self._gate(found, read)
        except UntracedError:
            return None
        return (found, read, label) if found.status is Status.ANSWERED else None

    def _use(self, tally: Tally, fallback: str | None, understood: str = "") -> ModelUse:
        settings = self._settings
        return ModelUse(
            model=self.client.name,
            prompts=tuple(tally.prompts),
            settings=(
                ("temperature", "0"),
                ("max_tokens", str(settings.model_max_tokens)),
                ("context", str(settings.model_context)),
            ),
            calls=tally.calls,
            tokens_in=tally.tokens_in,
            tokens_out=tally.tokens_out,
            seconds=round(tally.seconds, 3),
            fallback=fallback,
            understood=understood or None,
        )


def _told(draft: Draft, understood: str) -> Draft:
    """An answer to what the model took the question for says so first."""
    return replace(draft, text=f"按“{understood}”理解：{draft.text}") if understood else draft
