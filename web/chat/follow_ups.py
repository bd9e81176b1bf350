"""Questions to begin with and to go on with: each was tried, and is shown only if it is answered."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from index.forms.labels import label_key
from index.types import Disclosure
from qa.draft import who
from qa.types import Answer, Citation, Status
from web.chat.session import Conversation
from web.texts import Texts

if TYPE_CHECKING:  # the pipeline brings the libraries that take seconds to import
    from qa.pipeline import Assistant

SHOWN = 3
EXAMPLES_SHOWN = 6
_MOST_TRIED = 12  # each is a question to the assistant


def without_model(assistant: Assistant) -> Assistant:
    """An assistant for trying questions that nobody has asked: a language model is too dear for that."""
    if not assistant.settings.model:
        return assistant
    from qa.pipeline import Assistant  # loaded by now, with the assistant itself

    return Assistant(assistant.settings.model_copy(update={"model": ""}), assistant.store)


def follow_ups(assistant: Assistant, conversation: Conversation, texts: Texts) -> tuple[str, ...]:
    """Up to SHOWN questions that lead on from the last answer, with other evidence than it."""
    answer = conversation.last.answer if conversation.turns else None
    if answer is None or answer.options:
        return ()
    asked = {turn.question for turn in conversation.turns}
    seen = _places(answer)
    found: list[str] = []
    for tried, question in enumerate(_candidates(assistant, answer, texts)):
        if tried == _MOST_TRIED or len(found) == SHOWN:
            break
        if question in asked or question in found:
            continue
        told = assistant.ask(question)
        if _worth_showing(told) and not _places(told) <= seen:
            found.append(question)
            seen |= _places(told)
    return tuple(found)


def questions_about(assistant: Assistant, doc: Disclosure, texts: Texts) -> tuple[str, ...]:
    """Up to SHOWN questions that this disclosure answers: what is asked most."""
    asked = _filled(texts.several("follow_document"), doc)
    answered = (question for question in asked if _worth_showing(assistant.ask(question)))
    return tuple(islice(answered, SHOWN))


class Examples:
    """Questions to begin with, found once for each state of the index and shared by all pages."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts
        self._lock = threading.Lock()
        self._found: tuple[int, tuple[str, ...]] | None = None

    def of(self, assistant: Assistant) -> tuple[str, ...]:
        """Up to EXAMPLES_SHOWN questions, of different disclosures and kinds."""
        generation = assistant.store.generation()
        with self._lock:
            if self._found is None or self._found[0] != generation:
                self._found = (generation, tuple(self._find(assistant)))
            return self._found[1]

    def _find(self, assistant: Assistant) -> Iterator[str]:
        disclosures = assistant.disclosures()
        templates = self._texts.several("example_questions")
        shown = 0
        for n in range(min(EXAMPLES_SHOWN, max(len(disclosures), 1) * 3) if disclosures else 0):
            disclosure = disclosures[n % len(disclosures)]
            turned = [*templates[n % len(templates) :], *templates[: n % len(templates)]]
            for question in _filled(turned, disclosure):
                if _worth_showing(assistant.ask(question)):
                    yield question
                    shown += 1
                    break
            if shown == EXAMPLES_SHOWN:
                return


def _worth_showing(answer: Answer) -> bool:
    """Answered, and not just by an empty cell."""
    return answer.status is Status.ANSWERED and any(cited.text for cited in answer.citations)


def _places(answer: Answer) -> set[tuple[str, int, str | None, str | None, str]]:
    return {(c.doc_id, c.page, c.row_label, c.column_label, c.text) for c in answer.citations}


def _candidates(assistant: Assistant, answer: Answer, texts: Texts) -> Iterator[str]:
    """Other years, departments and views of what was cited, then what is asked most of that disclosure."""
    disclosures = {doc.doc_id: doc for doc in assistant.disclosures()}
    cited = next((c for c in answer.citations if c.doc_id in disclosures), None)
    doc = disclosures[cited.doc_id] if cited else _in_scope(answer, disclosures.values())
    if doc is None:
        return
    item = _item(cited) if cited else ""
    if item:
        for other in _siblings(doc, disclosures.values()):
            yield from _filled(texts.several("follow_year"), other, item=item)
        if len({who(other) for other in disclosures.values()}) > 1:
            yield from _filled(texts.several("follow_departments"), doc, item=item)
        yield from _filled(texts.several("follow_item"), doc, item=item)
    yield from _filled(texts.several("follow_document"), doc)


def _in_scope(answer: Answer, disclosures: Iterable[Disclosure]) -> Disclosure | None:
    """The disclosure that a question without citations was about, as far as one was understood."""
    scope = answer.reading.scope if answer.reading else None
    wanted = (*scope.doc_ids, *scope.candidates) if scope else ()
    known = {doc.doc_id: doc for doc in disclosures}
    named = [known[doc_id] for doc_id in wanted if doc_id in known]
    return next(iter(named or known.values()), None)


def _siblings(doc: Disclosure, disclosures: Iterable[Disclosure]) -> list[Disclosure]:
    """The same department's other years, nearest first."""
    same = [d for d in disclosures if who(d) == who(doc) and d.kind is doc.kind and d.year != doc.year]
    return sorted(same, key=lambda other: abs(other.year - doc.year))[:2]


def _item(citation: Citation) -> str:
    if citation.kind != "cell":
        return ""
    return label_key(citation.row_label or (citation.column_label or "").rsplit(" / ", 1)[-1])


def _filled(templates: Sequence[str], doc: Disclosure, **more: str) -> list[str]:
    return [template.format(who=who(doc), year=doc.year, **more) for template in templates]
