"""What the tab does when something is asked of it. No component is built here; no session is held."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from html import escape

import gradio as gr

from index.errors import DisclosureQAError
from index.forms.catalogue import catalogue
from index.store.facts import FactStore
from index.store.search import CellQuery, DocumentQuery, Search
from index.types import Table
from web.desk import Desk
from web.english.gloss import choice_name
from web.lookup.checks import checks_html
from web.lookup.comparing import MOST, compare, comparison_html
from web.lookup.form import form_html
from web.lookup.found import PAGE, FoundPage, found_html
from web.lookup.places import disclosures_of
from web.picking.names import words_of
from web.picking.picker import Chosen, PickList
from web.texts import Texts

Choice = tuple[str, str]

NEVER = -1  # the state of the index before a page has seen any


@dataclass(frozen=True, slots=True)
class Asked:
    """The search whose result is shown; a page is turned with it."""

    query: CellQuery = field(default_factory=CellQuery)
    first: int = 0


class LookupEvents:
    """The answers to the events of one language's tab."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._texts = desk.texts
        self.one = PickList(desk.texts, lambda: self._store, desk.texts("lookup_disclosure"))
        several = desk.texts("compare_disclosures", most=MOST)
        self.several = PickList(desk.texts, lambda: self._store, several, MOST)

    @property
    def _store(self) -> FactStore:
        return self._desk.loader.get().store

    def opened(self) -> tuple[object, ...]:
        """The state of the index; choices of year, form (search and comparison), and disclosure (form,
        checks, comparison)."""
        try:
            store = self._store
        except DisclosureQAError:  # nothing is indexed yet: the other tabs say so
            return (gr.skip(),) * 7
        years, forms = self._filters(store)
        first = gr.update(choices=forms, value=forms[0][1] if forms else None)
        one = self.one.html()
        return store.generation(), years, self._every(forms), first, one, one, self.several.html()

    def renewed(self, known: int, *pickers: str | Chosen) -> tuple[object, ...]:
        """The same where documents were taken in or out since `known`; of each picker what is typed and what
        is chosen is kept. Before the page has been filled for the first time nothing happens."""
        generation = known if known == NEVER else self._store.generation()
        if generation == known:
            return (gr.skip(),) * 7
        years, forms = self._filters(self._store)
        lists = (self.one, self.one, self.several)
        typed, chosen = pickers[::2], pickers[1::2]
        shown = (one.html(str(said), tuple(had)) for one, said, had in zip(lists, typed, chosen, strict=True))
        return generation, years, self._every(forms), gr.update(choices=forms), *shown

    def _filters(self, store: FactStore) -> tuple[object, list[Choice]]:
        """The years to choose from, and the forms that the index has."""
        choices = Search(store).choices()
        years = [(self._texts("lookup_every_year"), 0), *((str(year), year) for year in choices.years)]
        known = set(choices.forms)
        return gr.update(choices=years), [
            (choice_name(form.title, self._texts), form.key) for form in catalogue().form if form.key in known
        ]

    def _every(self, forms: list[Choice]) -> object:
        return gr.update(choices=[(self._texts("lookup_every_form"), ""), *forms])

    def search(
        self, text: str, documents: str, year: int | None, form: str | None, code: str
    ) -> tuple[str, Asked]:
        """The first page of what fits."""
        query = CellQuery(
            DocumentQuery(text=words_of(documents), year=year or None),
            text=text.strip(),
            form=form or "",
            code=code.strip(),
        )
        return self._found(Asked(query))

    def turn(self, asked: Asked, first: int) -> tuple[str, Asked]:
        """Another page of the same search."""
        return self._found(replace(asked, first=max(0, first)))

    def _found(self, asked: Asked) -> tuple[str, Asked]:
        query = asked.query
        if not any((query.text, query.code, query.form, query.documents.text)):
            return f'<p class="empty">{escape(self._texts("lookup_say_what"))}</p>', Asked()
        search = Search(self._store)
        cells = list(search.cells(query, first=asked.first, most=PAGE))
        disclosures = disclosures_of(self._store, {cell.doc_id for cell in cells})
        total = search.count_cells(query)
        page = FoundPage(tuple(cells), total, asked.first, query)
        shown = found_html(page, disclosures, self._texts, self._desk.root)
        return shown, asked

    def tables_of(self, chosen: Chosen) -> object:
        """The tables of a disclosure, its first statutory form chosen."""
        if not chosen:
            return gr.skip()
        tables = self._store.tables(chosen[0])
        first = next((table for table in tables if table.form), tables[0] if tables else None)
        return gr.update(choices=_table_choices(tables, self._texts), value=first.table_id if first else None)

    def form(self, table_id: str | None) -> str:
        """One table as printed."""
        if not table_id:
            return ""
        table = self._store.table(table_id)
        return form_html(table, self._store.disclosure(table.doc_id), self._texts, self._desk.root)

    def open_table(self, table_id: str) -> tuple[str, str, Chosen, str, object, str]:
        """From a search to the whole form: way, picker (box, choice, list), table, the form itself."""
        table = self._store.table(table_id)
        chosen = (table.doc_id,)
        tables = self._store.tables(table.doc_id)
        return (
            "form",
            "",
            chosen,
            self.one.html("", chosen),
            gr.update(choices=_table_choices(tables, self._texts), value=table_id),
            self.form(table_id),
        )

    def checks(self, chosen: Chosen) -> str:
        """Identities and contradictions of a disclosure."""
        if not chosen:
            return ""
        report = self._store.checks(chosen[0])
        return checks_html(report, self._store.disclosure(chosen[0]), self._texts, self._desk.root)

    def compare(self, chosen: Chosen, form: str | None) -> str:
        """The same form of several disclosures."""
        if len(chosen) < 2 or not form:
            return f'<p class="empty">{escape(self._texts("compare_choose", most=MOST))}</p>'
        comparison = compare(self._store, chosen, form)
        return comparison_html(comparison, form, self._texts, self._desk.root)


def _table_choices(tables: Sequence[Table], texts: Texts) -> list[Choice]:
    titles = (" ".join(part for part in (table.table_no, table.title) if part) for table in tables)
    return [
        (choice_name(title or table.table_id, texts, table.title), table.table_id)
        for title, table in zip(titles, tables, strict=True)
    ]
