"""`ask()`: question -> reading -> evidence -> draft -> citations -> verified answer, on one screen."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence

from index.config import Settings
from index.errors import EmptyQuestionError, QuestionTooLongError
from index.store.embed import Embedder, load_embedder
from index.store.facts import FactStore
from index.store.vectors import VectorStore
from index.types import Disclosure
from qa.cite import citations_of
from qa.composing.decline import example_questions, refuse
from qa.composing.local import LocalAnswerer
from qa.composing.phrases import phrase
from qa.finding.corpus import Corpus
from qa.finding.evidence import Evidence
from qa.finding.retrieve import HybridRetriever
from qa.money import canonical
from qa.types import Answer, Draft, Question, Reading, Status, Step
from qa.understanding.reading import Reader
from qa.verify import UntracedError, check


class Assistant:
    """Answers questions over one data directory. Cheap to open; `warm_up` loads the embedding model."""

    def __init__(self, settings: Settings, store: FactStore) -> None:
        self.settings = settings
        self.store = store
        self._corpus = Corpus(store)
        self._lock = threading.Lock()
        self._embedder: Embedder | None = None
        self._refresh()

    @classmethod
    def open(cls, settings: Settings) -> Assistant:
        """Open the data directory. Raises NoIndexError where nothing is indexed yet."""
        return cls(settings, FactStore(settings.data_dir))

    def warm_up(self) -> None:
        """Load the embedding model and every view now rather than with the first question that needs them."""
        with self._lock:
            if self._embedder is None:
                self._embedder = load_embedder(self.settings)
            self._refresh()

    @property
    def evidence(self) -> Evidence:
        """Where answers look for their evidence, for measuring retrieval by itself."""
        return self._answerer.evidence

    def disclosures(self) -> tuple[Disclosure, ...]:
        """What is indexed."""
        return self.store.disclosures()

    def examples(self, most: int = 6) -> tuple[str, ...]:
        """Questions that what is indexed answers, one for each of the first disclosures: each was tried."""
        found = []
        for n, disclosure in enumerate(self.disclosures()):
            tried = (q for q in example_questions((disclosure,), n) if self.ask(q).status is Status.ANSWERED)
            if (question := next(tried, None)) is not None:
                found.append(question)
            if len(found) == most:
                break
        return tuple(found)

    def ask(self, question: str, history: Sequence[str] = ()) -> Answer:
        """One verified answer. Raises EmptyQuestionError, QuestionTooLongError."""
        *_, last = self.steps(question, history)
        assert isinstance(last, Answer)
        return last

    def steps(self, question: str, history: Sequence[str] = ()) -> Iterator[Step | Answer]:
        """The steps of the work as they are done; the last item is the answer."""
        asked = self._question(question, history)
        self._follow_index()
        reading = self._reader.read(asked)
        yield Step("读懂问题", self._describe(reading))
        draft = self._answerer.answer(reading)
        citations = citations_of(draft.evidence, self._disclosures)
        yield Step("查找依据", "、".join(dict.fromkeys(c.doc_title for c in citations)))
        draft = self._checked(draft, reading)
        yield Step("核对数字")
        yield self._answer(draft, reading)

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
            check(draft, reading.question, citations_of(draft.evidence, self._disclosures), self._disclosures)
        except UntracedError:
            return refuse(phrase("refuse", "unverified"))
        return draft

    def _answer(self, draft: Draft, reading: Reading) -> Answer:
        return Answer(
            question=reading.question,
            status=draft.status,
            text=draft.text,
            value=None if draft.value is None else canonical(draft.value),
            unit=draft.unit,
            boolean=draft.boolean,
            options=draft.options,
            formula=draft.formula,
            checks=draft.checks,
            answerer=self._answerer.name,
            citations=citations_of(draft.evidence, self._disclosures),
            reading=reading,
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
        self._reader = Reader(tuple(self._disclosures.values()))
        self._answerer = LocalAnswerer(Evidence(self._corpus, self._retriever()), self._disclosures)

    def _retriever(self) -> HybridRetriever:
        if self._embedder is None:
            return HybridRetriever(store=self.store)
        live = self.store.ingest_ids
        vectors = VectorStore(self.settings.data_dir, self._embedder.model_id, self._embedder.dimension, live)
        return HybridRetriever(store=self.store, vectors=vectors, embedder=self._embedder)
