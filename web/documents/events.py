"""What the tab of documents does: list, take in, correct, remove. Every time it asks who may."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path

import gradio as gr

from index.errors import DisclosureQAError
from index.profile.sidecar import Given
from index.store.facts import FactStore
from index.store.search import DocumentQuery, Search
from index.types import Disclosure, Kind, Level
from web.chat.follow_ups import questions_about, without_model
from web.desk import Desk
from web.documents.intake import Intake, correct, remove, take_in
from web.documents.render import PAGE, documents_html, intake_html
from web.operating.access import Right
from web.picking.names import words_of
from web.picking.picker import Chosen, PickList

# The part for correcting (shown or not) and its fields.
Profile = tuple[object, str, str, str, str, float | None, str, str]


def nothing_chosen() -> Profile:
    """The part for correcting where no document is chosen."""
    return gr.update(visible=False), "", "", "", "", None, Kind.FINAL.value, Level.DEPARTMENT.value


class DocumentEvents:
    """The answers to the events of one language's tab."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._texts = desk.texts
        self.one = PickList(desk.texts, self._store, desk.texts("correct_document"))

    def opened(self, request: gr.Request) -> Iterator[tuple[object, ...]]:
        """The list, once the assistant is there, and the part for those who may take documents in."""
        progress = self._desk.loader.progress()
        may = self._desk.access.may(request.request, Right.MANAGE)
        while not progress.done:
            progress = self._desk.loader.next_progress(progress)
        yield self.listing(), gr.update(visible=may), self._unchosen() if may else ""

    def listing(self, text: str = "", first: int = 0) -> str:
        """One page of the disclosures that the words fit."""
        try:
            store = self._store()
        except DisclosureQAError:
            return documents_html((), {}, self._texts, total=0)
        search = Search(store)
        query = DocumentQuery(text=words_of(text))
        found = search.documents(query, first=max(0, int(first)), most=PAGE)
        total = search.count_documents(query) or search.count_documents()
        lowest = {doc_id: trust for doc_id, (_, _, trust) in store.table_sizes().items()}
        return documents_html(found, lowest, self._texts, total=total, first=max(0, int(first)))

    def take_in(self, files: Sequence[str] | None, request: gr.Request) -> Iterator[tuple[object, ...]]:
        """The upload's progress; at the end the list, and the choice of documents, renewed."""
        self._allowed(request)
        if not files:
            return
        intake = Intake(())
        try:
            for intake in take_in([Path(file) for file in files], self._desk.settings):
                yield intake_html(intake, {}, self._texts), *[gr.skip()] * (4 + len(nothing_chosen()))
        finally:
            for file in files:  # the index has its own copies; these would stay until a restart
                Path(file).unlink(missing_ok=True)
        self._desk.loader.start()  # the first documents of an empty index: the assistant opens now
        profiles = self._profiles(intake)
        said = intake_html(intake, profiles, self._texts)
        yield said, self.listing(), self._unchosen(), (), None, *nothing_chosen()
        questions = self._questions(list(profiles.values()))
        said = intake_html(intake, profiles, self._texts, questions)
        yield said, *[gr.skip()] * (4 + len(nothing_chosen()))

    def profile(self, chosen: Chosen) -> Profile:
        """The profile of a document, for correcting it."""
        if not chosen:
            return nothing_chosen()
        found = self._store().disclosure(chosen[0])
        region = found.region
        return (
            gr.update(visible=True),
            found.department,
            region.province or "",
            region.city or "",
            region.district or "",
            found.year,
            found.kind.value,
            found.level.value,
        )

    def correct(  # noqa: PLR0917  one for each component of the form
        self,
        chosen: Chosen,
        department: str,
        province: str,
        city: str,
        district: str,
        year: float | None,
        kind: str,
        level: str,
        request: gr.Request,
    ) -> Iterator[tuple[object, ...]]:
        """Read the document anew with the profile stated; the list shows it then."""
        self._allowed(request)
        if not chosen:
            raise gr.Error(self._texts("correct_choose"), print_exception=False)
        given = Given(
            department=department.strip() or None,
            year=None if year is None else int(year),
            kind=Kind(kind),
            level=Level(level),
            province=province.strip() or None,
            city=city.strip() or None,
            district=district.strip() or None,
        )
        yield f'<p role="status">{escape(self._texts("correct_running"))}</p>', gr.skip(), gr.skip()
        correct(chosen[0], given, self._desk.settings)
        said = f'<p role="status">{escape(self._texts("correct_done"))}</p>'
        yield said, self.listing(), self.one.html("", chosen)

    def remove(self, chosen: Chosen, sure: bool, request: gr.Request) -> tuple[object, ...]:
        """Take a document out, once the box is ticked."""
        self._allowed(request)
        if not chosen or not sure:
            raise gr.Error(self._texts("remove_tick"), print_exception=False)
        remove(chosen[0], self._desk.settings)
        said = f'<p role="status">{escape(self._texts("removed", doc_id=chosen[0]))}</p>'
        return said, self.listing(), self._unchosen(), (), False, *nothing_chosen()

    def _allowed(self, request: gr.Request) -> None:
        if not self._desk.access.may(request.request, Right.MANAGE):
            raise gr.Error(self._texts("manage_not_allowed"), print_exception=False)

    def _store(self) -> FactStore:
        return FactStore(self._desk.settings.data_dir)

    def _unchosen(self) -> str:
        try:
            return self.one.html()
        except DisclosureQAError:  # nothing is indexed yet
            return ""

    def _questions(self, taken: Sequence[Disclosure]) -> tuple[str, ...]:
        """What the first of the files answers; nothing where the assistant could not be opened."""
        if not taken:
            return ()
        try:
            return questions_about(without_model(self._desk.loader.get()), taken[0], self._texts)
        except DisclosureQAError:
            return ()  # told where the questions are asked

    def _profiles(self, intake: Intake) -> dict[str, Disclosure]:
        store = self._store()
        known = {disclosure.doc_id: disclosure for disclosure in store.disclosures()}
        return {file.doc_id: known[file.doc_id] for file in intake.files if file.doc_id in known}
