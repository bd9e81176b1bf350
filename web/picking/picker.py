"""A box to type in and, below it, the disclosures that fit as buttons.

Gradio's own Dropdown cannot do it: it fails in the browser when its choices change while somebody types, and
thousands of choices must not be sent to every page.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from html import escape

import gradio as gr
from gradio.events import Dependency

from index.errors import UnknownDocumentError
from index.store.facts import FactStore
from index.store.search import DocumentQuery, Search
from index.types import Disclosure
from web.listening import listen
from web.picking.names import distinct_names, words_of
from web.texts import Texts

Chosen = tuple[str, ...]  # doc_ids in the order of choosing

SHOWN = 8  # more are a reading exercise on a phone
LEAST = 4  # of those not chosen yet, however many are chosen
COMPARED = 50  # as many names are compared to find namesakes; they stand beside each other in the order
CONNECT = "window.disclosurePicker.connect(element, trigger, watch)"


@dataclass(frozen=True, slots=True)
class PickList:
    """What the buttons say and what a click on one leads to. It holds no choice: every page has its own."""

    texts: Texts
    open_store: Callable[[], FactStore]
    label: str
    most: int = 1

    def html(self, typed: str = "", chosen: Chosen = ()) -> str:
        """The chosen disclosures and the first that fit, and how many more there are."""
        store = self.open_store()
        search, query = Search(store), DocumentQuery(text=words_of(typed))
        kept = _known(store, chosen)
        fitting = search.documents(query, most=COMPARED)
        others = [found for found in fitting if found.doc_id not in chosen]
        shown = [*kept, *others[: max(SHOWN - len(kept), LEAST)]]
        names = distinct_names([*kept, *others])
        total = search.count_documents(query)
        more = total - sum(found.doc_id in {one.doc_id for one in shown} for found in fitting)
        full = 1 < self.most <= len(kept)
        buttons = "".join(_button(one, names[one.doc_id], one.doc_id in chosen, full=full) for one in shown)
        said = self._said(total, more, full=full)
        return (
            f'<div class="picker" role="group" aria-label="{escape(self.label)}">{buttons}</div>'
            f'<p class="more" role="status">{escape(said)}</p>'
        )

    def choose(self, typed: str, chosen: Chosen, doc_id: str) -> tuple[Chosen, str]:
        """The choice after a click: another one, or one more or less where several may be chosen.

        Raises UnknownDocumentError for a document that was removed meanwhile.
        """
        self.open_store().disclosure(doc_id)
        if self.most == 1:
            chosen = (doc_id,)
        elif doc_id in chosen:
            chosen = tuple(other for other in chosen if other != doc_id)
        elif len(chosen) < self.most:
            chosen = (*chosen, doc_id)
        return chosen, self.html(typed, chosen)

    def _said(self, total: int, more: int, *, full: bool) -> str:
        if full:
            return self.texts("picker_full", most=self.most)
        if not total:
            return self.texts("picker_none")
        return self.texts("picker_more", more=more) if more else ""


@dataclass(frozen=True, slots=True)
class Picker:
    """The components of one picker; `picked` happens after every choice."""

    typed: gr.Textbox
    listed: gr.HTML
    chosen: gr.State
    picked: Dependency


def build_picker(pick_list: PickList) -> Picker:
    """The box, the list and the session's choice, connected. Whoever builds it fills `listed` at load."""
    example = pick_list.texts("picker_example")
    typed = gr.Textbox(label=pick_list.label, placeholder=example, elem_classes="picker-box")
    listed = gr.HTML("", js_on_load=CONNECT, apply_default_css=False, elem_classes="picker-list")
    chosen = gr.State(())
    # Letters typed while an answer is under way are looked up together, once it is there.
    # Not `input`: of Gradio's boxes that follows a key press alone, and misses input methods and pasting.
    listen(typed.change, pick_list.html, [typed, chosen], [listed], trigger_mode="always_last")

    def choose(said: str, before: Chosen, event: gr.EventData) -> tuple[Chosen, str]:
        return pick_list.choose(said, before, str(event._data["doc"]))

    picked = listen(listed.select, choose, [typed, chosen], [chosen, listed])
    return Picker(typed, listed, chosen, picked)


def _known(store: FactStore, chosen: Chosen) -> list[Disclosure]:
    """The chosen disclosures that are still there."""
    known = []
    for doc_id in chosen:
        try:
            known.append(store.disclosure(doc_id))
        except UnknownDocumentError:
            continue
    return known


def _button(disclosure: Disclosure, name: str, pressed: bool, *, full: bool) -> str:
    return (
        f'<button type="button" class="pick" lang="zh-CN" data-doc="{escape(disclosure.doc_id)}" '
        f'aria-pressed="{str(pressed).lower()}" title="{escape(disclosure.title)}"'
        f"{' disabled' if full and not pressed else ''}>{escape(name)}</button>"
    )
