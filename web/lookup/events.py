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
from index.types import Disclosure, Table
from web.desk import Desk
from web.lookup.checks import checks_html
from web.lookup.comparing import MOST, compare, comparison_html
from web.lookup.form import form_html
from web.lookup.found import PAGE, FoundPage, found_html
from web.lookup.places import disclosures_of

Choice = tuple[str, str]
SUGGESTED = 50


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

    @property
    def _store(self) -> FactStore:
        return self._desk.loader.get().store

    def opened(self) -> tuple[object, ...]:
        """Choices of year, form (search and comparison), and disclosure (form, checks, comparison)."""
        try:
            search = Search(self._store)
        except DisclosureQAError:  # nothing is indexed yet: the other tabs say so
            return (gr.skip(),) * 6
        choices = search.choices()
        years = [(self._texts("lookup_every_year"), 0), *((str(year), year) for year in choices.years)]
        known = set(choices.forms)
        forms = [(form.title, form.key) for form in catalogue().form if form.key in known]
        disclosures = self._suggestions("")
        return (
            gr.update(choices=years),
            gr.update(choices=[(self._texts("lookup_every_form"), ""), *forms]),
            gr.update(choices=forms, value=forms[0][1] if forms else None),
            *(gr.update(choices=disclosures) for _ in range(3)),
        )

    def suggest(self, chosen: str | list[str] | None, event: gr.KeyUpData) -> object:
        """Disclosures that fit what is typed, and those chosen before: thousands are never sent at once."""
        kept = [chosen] if isinstance(chosen, str) else chosen or []
        found = self._suggestions(event.input_value)
        known = {doc_id for _, doc_id in found}
        more = [_choice(self._store.disclosure(doc_id)) for doc_id in kept if doc_id not in known]
        return gr.update(choices=[*more, *found])

    def search(
        self, text: str, documents: str, year: int | None, form: str | None, code: str
    ) -> tuple[str, Asked]:
        """The first page of what fits."""
        query = CellQuery(
            DocumentQuery(text=documents.strip(), year=year or None),
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

    def tables_of(self, doc_id: str | None) -> object:
        """The tables of a disclosure, the first one chosen."""
        if not doc_id:
            return gr.skip()
        tables = self._store.tables(doc_id)
        return gr.update(choices=_table_choices(tables), value=tables[0].table_id if tables else None)

    def form(self, table_id: str | None) -> str:
        """One table as printed."""
        if not table_id:
            return ""
        table = self._store.table(table_id)
        return form_html(table, self._store.disclosure(table.doc_id), self._texts, self._desk.root)

    def open_table(self, table_id: str) -> tuple[object, object, object, str]:
        """From a search to the whole form: tab, disclosure, table, and the form itself."""
        table = self._store.table(table_id)
        disclosure = self._store.disclosure(table.doc_id)
        tables = self._store.tables(table.doc_id)
        return (
            "form",
            gr.update(choices=[_choice(disclosure)], value=disclosure.doc_id),
            gr.update(choices=_table_choices(tables), value=table_id),
            self.form(table_id),
        )

    def checks(self, doc_id: str | None) -> str:
        """Identities and contradictions of a disclosure."""
        if not doc_id:
            return ""
        report = self._store.checks(doc_id)
        return checks_html(report, self._store.disclosure(doc_id), self._texts, self._desk.root)

    def compare(self, doc_ids: Sequence[str] | None, form: str | None) -> str:
        """The same form of several disclosures."""
        if not doc_ids or not form:
            return f'<p class="empty">{escape(self._texts("compare_choose", most=MOST))}</p>'
        comparison = compare(self._store, doc_ids, form)
        return comparison_html(comparison, form, self._texts, self._desk.root)

    def _suggestions(self, typed: str) -> list[Choice]:
        found = Search(self._store).documents(DocumentQuery(text=typed), most=SUGGESTED)
        return [_choice(disclosure) for disclosure in found]


def _choice(disclosure: Disclosure) -> Choice:
    region, name = disclosure.region, disclosure.department
    place = region.district or region.city or region.province or ""
    shown = name if place in name else f"{region.city or ''}{region.district or ''} {name}".strip()
    return f"{shown} {disclosure.year} {disclosure.kind.value}", disclosure.doc_id


def _table_choices(tables: Sequence[Table]) -> list[Choice]:
    return [
        (" ".join(part for part in (table.table_no, table.title) if part) or table.table_id, table.table_id)
        for table in tables
    ]
