"""`ask()`: question -> reading -> evidence -> draft -> citations -> verified answer, on one screen.

The flow is written once (`_work`). It hands its one slow part, the language model, to whoever drives it as an
`Errand`: `steps` waits for it in a thread of its own, `steps_async` on the event loop.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Collection, Coroutine, Generator, Iterator, Sequence
from concurrent.futures import Future, wait
from dataclasses import dataclass
from functools import partial
from typing import Any

from index.config import Settings
from index.errors import EmptyQuestionError, QuestionTooLongError
from index.store.embed import Embedder, load_embedder
from index.store.facts import FactStore
from index.store.vectors import VectorStore
from index.types import Disclosure
from qa.cite import citations_of
from qa.composing.departments.gathering import FEW, Gathered, gather
from qa.composing.departments.winners import first_named
from qa.composing.honesty.decline import example_questions, refuse
from qa.composing.honesty.offered import answered_alone
from qa.composing.local import LocalAnswerer
from qa.composing.phrases import phrase
from qa.draft import told_of
from qa.finding.account_rows import accounts_of
from qa.finding.confirm import Confirmations
from qa.finding.corpus import Corpus
from qa.finding.evidence import Evidence
from qa.finding.retrieve import HybridRetriever
from qa.finding.surveying.survey import Survey
from qa.model.answerer import ModelAnswerer, Written
from qa.model.client import ModelClient
from qa.model.loop import call_loop
from qa.money import canonical
from qa.types import Answer, Draft, ModelUse, Question, Reading, Status, Step
from qa.understanding.reading import Reader
from qa.verify import UntracedError, check


@dataclass(frozen=True, slots=True)
class Errand:
    """Work for the language model; what comes of it is sent back into the flow."""

    draft: Draft
    reading: Reading
    answerer: ModelAnswerer

    def run(self) -> Coroutine[Any, Any, Written]:
        """The call, not yet begun."""
        return self.answerer.answer(self.reading, self.draft)


_Work = Generator[Step | Errand | Answer, Written | None, None]


class Assistant:
    """Answers questions over one data directory. Cheap to open; `warm_up` loads the models.

    `client` replaces the language model of the settings (QA_MODEL; none where it is empty).
    """

    def __init__(self, settings: Settings, store: FactStore, client: ModelClient | None = None) -> None:
        self.settings = settings
        self.store = store
        self._corpus = Corpus(store)
        self._survey = Survey(store)
        self._lock = threading.Lock()
        self._embedder: Embedder | None = None
        self._calls = call_loop()
        self._client = client or (ModelClient(settings) if settings.model else None)
        self._refresh()

    @classmethod
    def open(cls, settings: Settings) -> Assistant:
        """Open the data directory. Raises NoIndexError where nothing is indexed yet."""
        return cls(settings, FactStore(settings.data_dir))

    def warm_up(self) -> None:
        """Load the models now rather than with the first question that needs them."""
        with self._lock:
            if self._embedder is None:
                self._embedder = load_embedder(self.settings)
            self._refresh()
        self._survey.prepare(tuple(self._disclosures), more_than=FEW)
        if self._client is not None:
            self._client.warm_up()

    @property
    def evidence(self) -> Evidence:
        """Where answers look for their evidence, for measuring retrieval by itself."""
        return self._answerer.evidence

    def disclosures(self) -> tuple[Disclosure, ...]:
        """What is indexed."""
        return self.store.disclosures()

    def examples(self, most: int = 6) -> tuple[str, ...]:
        """Questions that what is indexed answers, one for each of the first disclosures: each was tried."""
        self._follow_index()
        found = []
        for n, disclosure in enumerate(self.disclosures()):
            tried = (q for q in example_questions((disclosure,), n) if self._status(q) is Status.ANSWERED)
            if (question := next(tried, None)) is not None:
                found.append(question)
            if len(found) == most:
                break
        return tuple(found)

    def _offered(self, question: Question) -> Sequence[str]:
        """What the rules offer in answer: no list that was shown before waits for a language model."""
        return self._drafted(self._reader.read(question)).options

    def _drafted(self, reading: Reading, found: Gathered | None = None) -> Draft:
        return answered_alone(self._answerer.answer(reading, found), reading, self._status)

    def _winner(self, question: str) -> str:
        return first_named(self._drafted(self._reader.read(Question(question))), self._disclosures)

    def _status(self, question: str) -> Status:
        reading = self._reader.read(Question(question))
        return self._checked(self._answerer.answer(reading), reading).status

    def ask(self, question: str, history: Sequence[str] = ()) -> Answer:
        """One verified answer. Raises EmptyQuestionError, QuestionTooLongError."""
        *_, last = self.steps(question, history)
        assert isinstance(last, Answer)
        return last

    async def ask_async(self, question: str, history: Sequence[str] = ()) -> Answer:
        """As `ask`, on an event loop; cancelling the task cancels the call of the language model."""
        *_, last = [told async for told in self.steps_async(question, history)]
        assert isinstance(last, Answer)
        return last

    def steps(
        self, question: str, history: Sequence[str] = (), heartbeat: float | None = None
    ) -> Iterator[Step | Answer]:
        """The steps of the work as they are done; the last item is the answer.

        With a `heartbeat` (seconds) the step that waits for the language model is told again and again, so
        that who has left can close the iterator: that cancels the call.
        """
        work = self._work(self._question(question, history))
        told = next(work, None)
        while told is not None:
            if isinstance(told, Errand):
                call = self._calls.submit(told.run())
                try:
                    yield from _until_done(call, heartbeat, self._writing())
                finally:
                    call.cancel()
                told = _sent(work, call.result())
            else:
                yield told
                told = next(work, None)

    async def steps_async(self, question: str, history: Sequence[str] = ()) -> AsyncIterator[Step | Answer]:
        """As `steps`, on an event loop; what computes runs in a thread beside it."""
        work = self._work(self._question(question, history))
        told = await asyncio.to_thread(next, work, None)
        while told is not None:
            if isinstance(told, Errand):
                written = await asyncio.wrap_future(self._calls.submit(told.run()))
                told = await asyncio.to_thread(_sent, work, written)
            else:
                yield told
                told = await asyncio.to_thread(next, work, None)

    def _work(self, asked: Question) -> _Work:
        self._follow_index()
        model = self._model
        reading = self._reader.read(asked)
        yield Step("读懂问题", self._describe(reading))
        found = yield from self._gathered(reading)
        draft = self._drafted(reading, found)
        citations = citations_of(draft.evidence, self._disclosures)
        yield Step("查找依据", _few(list(dict.fromkeys(c.doc_title for c in citations))))
        checked = self._checked(draft, reading)
        written: Written | None = None
        if model is not None and checked is draft and model.wanted(reading, draft):
            yield self._writing()
            written = yield Errand(draft, reading, model)
            assert written is not None, "who drives the flow sends back what the model wrote"
            reading, checked = written.reading, self._checked(written.draft, written.reading)
        yield Step("核对数字")
        yield self._answer(checked, reading, written)

    def _gathered(self, reading: Reading) -> Generator[Step, None, Gathered | None]:
        """The figures of the disclosures that the question goes over, where they are many, with progress."""
        disclosures = self._answerer.goes_over(reading)
        if not disclosures:
            return None
        work = gather(self._answerer.evidence, reading, disclosures)
        while True:
            try:
                told = next(work)
            except StopIteration as end:
                found: Gathered = end.value
                return found
            yield Step(told.title, phrase("steps", "of_all", n=told.done, all=told.total))

    def _writing(self) -> Step:
        return Step("模型撰写", self._client.name if self._client else "")

    def _question(self, question: str, history: Sequence[str]) -> Question:
        limit = self.settings.max_question_chars
        if not question.strip():
            raise EmptyQuestionError("问题是空的：请输入要问的内容，例如“某某局2023年公务接待费是多少？”。")
        if len(question) > limit:
            raise QuestionTooLongError(f"问题有 {len(question)} 个字符，最多 {limit} 个：请缩短后再问。")
        return Question(question.strip(), tuple(said for said in history if said.strip()))

    def _checked(self, draft: Draft, reading: Reading) -> Draft:
        """The draft if every numeral is traced; otherwise a refusal: no unverified figure is ever shown."""
        try:
            self._gate(draft, reading)
        except UntracedError:
            return refuse(phrase("refuse", "unverified"))
        return draft

    def _gate(self, draft: Draft, reading: Reading) -> None:
        check(draft, reading.question, citations_of(draft.evidence, self._disclosures), self._disclosures)

    def _answer(self, draft: Draft, reading: Reading, written: Written | None) -> Answer:
        use: ModelUse | None = written.use if written else None
        return Answer(
            question=reading.question,
            status=draft.status,
            text=draft.text,
            value=None if draft.value is None else canonical(draft.value),
            unit=draft.unit,
            boolean=draft.boolean,
            options=draft.options,
            formula=draft.formula,
            checks=draft.checks or self._confirmations.lines(told_of(draft)),
            answerer=use.model if use and written and written.by_model else self._answerer.name,
            citations=citations_of(draft.evidence, self._disclosures),
            reading=reading,
            model=use,
        )

    def _describe(self, reading: Reading) -> str:
        names = [self._disclosures[doc_id].title for doc_id in reading.scope.doc_ids[:3]]
        return "；".join(part for part in ("、".join(names), reading.content) if part)

    def _follow_index(self) -> None:
        """Notice documents that were taken in or out since the last question."""
        with self._lock:
            if not self._corpus.fresh():
                self._refresh()

    def _refresh(self) -> None:
        self._corpus.fresh()
        self._disclosures = {doc.doc_id: doc for doc in self.store.disclosures()}
        labels, known = partial(self._labels, self._corpus), tuple(self._disclosures.values())
        accounts = partial(accounts_of, self._corpus)
        self._reader = Reader(known, labels, self._corpus.said, self._offered, accounts, self._winner)
        self._confirmations = Confirmations(self.store)
        self._survey.follow()
        self._label_keys: frozenset[str] | None = None
        evidence = Evidence(self._corpus, self._retriever(), self._survey)
        self._answerer = LocalAnswerer(evidence, self._disclosures)
        self._model = None if self._client is None else self._model_over(self._client)

    def _model_over(self, client: ModelClient) -> ModelAnswerer:
        return ModelAnswerer(client, self.settings, self._reader, self._answerer, self._gate)

    def _labels(self, corpus: Corpus, doc_ids: Sequence[str]) -> Collection[str]:
        """Plain row labels of the disclosures; of many those of all that is indexed, read at once."""
        if len(doc_ids) <= FEW:
            return {key for doc_id in doc_ids for key in corpus.view(doc_id).rows_by_key}
        if self._label_keys is None:
            self._label_keys = self._survey.label_keys()
        return self._label_keys

    def _retriever(self) -> HybridRetriever:
        if self._embedder is None:
            return HybridRetriever(store=self.store)
        live = self.store.ingest_ids
        vectors = VectorStore(self.settings.data_dir, self._embedder.model_id, self._embedder.dimension, live)
        return HybridRetriever(store=self.store, vectors=vectors, embedder=self._embedder)


def _few(titles: Sequence[str]) -> str:
    """The titles; of hundreds the first ones and how many there are."""
    more = phrase("steps", "and_more", n=len(titles)) if len(titles) > FEW else ""
    return "、".join(titles[:3] if more else titles) + more


def _until_done(call: Future[Written], heartbeat: float | None, step: Step) -> Iterator[Step]:
    while not wait((call,), heartbeat).done:
        yield step


def _sent(work: _Work, written: Written) -> Step | Errand | Answer | None:
    """What the flow tells next, given what the model wrote; None at its end."""
    try:
        return work.send(written)
    except StopIteration:
        return None
