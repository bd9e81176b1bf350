"""The tab of lookups: its components, and which event leads to what."""

from __future__ import annotations

from html import escape

import gradio as gr

from web.desk import Desk
from web.listening import listen
from web.lookup.events import NEVER, Asked, LookupEvents
from web.picking.picker import Chosen, Picker, build_picker

# How the script reaches the server: a figure's place is shown without it, a form or another page with it.
CONNECT = "window.disclosureLookup.connect(element, trigger)"
SHOW = "(way) => window.disclosureLookup.show(way)"
WAYS = ("search", "form", "checks", "compare")


def build_lookup(blocks: gr.Blocks, tab: gr.Tab, desk: Desk) -> None:
    """Four ways to look (search, form, checks, comparison) beside the place of the figure clicked last."""
    events = LookupEvents(desk)
    with gr.Row(elem_id="lookup", equal_height=False):
        with gr.Column(scale=7, min_width=320):
            names = [(desk.texts(f"lookup_way_{way}"), way) for way in WAYS]
            ways = gr.Radio(names, value=WAYS[0], show_label=False, container=False, elem_id="ways")
            year, form, found = _search(desk, events)
            whole = _form(desk, events, ways, found)
            checked = _checks(events)
            compared, compared_form = _comparison(desk, events)
        with gr.Column(scale=4, min_width=320, elem_id="place"):
            gr.HTML(_place_html(desk), apply_default_css=False)
    # One way is shown at a time, by the style sheet: no round trip to the server.
    ways.change(None, ways, None, js=SHOW, api_visibility="private")
    pickers = (whole, checked, compared)
    known = gr.State(NEVER)
    filled = [known, year, form, compared_form, *(picker.listed for picker in pickers)]
    # Each open page waits here while the models load; they must not queue behind each other.
    listen(blocks.load, events.opened, [], filled, concurrency_limit=None)
    # Documents that are taken in or out meanwhile are seen when the tab is opened again.
    kept = [part for picker in pickers for part in (picker.typed, picker.chosen)]
    listen(tab.select, events.renewed, [known, *kept], filled)


def _search(desk: Desk, events: LookupEvents) -> tuple[gr.Dropdown, gr.Dropdown, gr.HTML]:
    texts = desk.texts
    asked = gr.State(Asked())
    with gr.Column(elem_id="way-search"):
        with gr.Row(elem_classes="filters"):
            text = gr.Textbox(label=texts("lookup_text"), placeholder=texts("lookup_text_example"), scale=3)
            documents = gr.Textbox(
                label=texts("lookup_documents"), placeholder=texts("lookup_documents_example"), scale=3
            )
            code = gr.Textbox(label=texts("lookup_code"), placeholder="30217", scale=1, min_width=110)
        with gr.Row(elem_classes="filters"):
            year = gr.Dropdown(
                [(texts("lookup_every_year"), 0)],
                value=0,
                label=texts("lookup_year"),
                scale=1,
                filterable=False,
            )
            form = gr.Dropdown(
                [(texts("lookup_every_form"), "")],
                value="",
                label=texts("lookup_form"),
                scale=3,
                filterable=False,
            )
            go = gr.Button(texts("lookup_go"), variant="primary", scale=1, min_width=110)
        found = gr.HTML("", elem_id="found", js_on_load=CONNECT, apply_default_css=False)
    filters = [text, documents, year, form, code]
    for event in (go.click, text.submit, documents.submit, code.submit):
        listen(event, events.search, filters, [found, asked])

    def turn(shown: Asked, event: gr.EventData) -> tuple[str, Asked]:
        return events.turn(shown, int(event._data["first"]))

    listen(found.submit, turn, [asked], [found, asked])
    return year, form, found


def _form(desk: Desk, events: LookupEvents, ways: gr.Radio, found: gr.HTML) -> Picker:
    with gr.Column(elem_id="way-form"):
        picker = build_picker(events.one)
        table = gr.Dropdown([], label=desk.texts("lookup_table"), filterable=False)
        shown = gr.HTML("", elem_id="form", apply_default_css=False)
    listed = listen(picker.picked.then, events.tables_of, [picker.chosen], [table])
    listen(listed.then, events.form, [table], [shown])
    listen(table.input, events.form, [table], [shown])

    def open_table(event: gr.EventData) -> tuple[str, str, Chosen, str, object, str]:
        return events.open_table(str(event._data["table"]))

    jumped = [ways, picker.typed, picker.chosen, picker.listed, table, shown]
    listen(found.select, open_table, [], jumped)
    return picker


def _checks(events: LookupEvents) -> Picker:
    with gr.Column(elem_id="way-checks"):
        picker = build_picker(events.one)
        shown = gr.HTML("", elem_id="checks", apply_default_css=False)
    listen(picker.picked.then, events.checks, [picker.chosen], [shown])
    return picker


def _comparison(desk: Desk, events: LookupEvents) -> tuple[Picker, gr.Dropdown]:
    with gr.Column(elem_id="way-compare"):
        picker = build_picker(events.several)
        form = gr.Dropdown([], label=desk.texts("lookup_form"), filterable=False)
        shown = gr.HTML("", elem_id="comparison", apply_default_css=False)
    for event in (picker.picked.then, form.input):
        listen(event, events.compare, [picker.chosen, form], [shown])
    return picker, form


def _place_html(desk: Desk) -> str:
    texts = desk.texts
    return (
        f'<h2>{escape(texts("place_heading"))}</h2><p class="empty">{escape(texts("place_empty"))}</p>'
        '<article hidden tabindex="-1"><p class="what" lang="zh-CN"></p>'
        '<p class="gloss" lang="en"></p>'
        '<p class="where"><span lang="zh-CN"></span> <span></span></p>'
        f'<figure><a class="zoom" target="_blank" aria-label="{escape(texts("place_whole"))}">'
        '<img alt="" lang="zh-CN"></a>'
        f"<figcaption hidden>{escape(texts('picture_missing'))}</figcaption></figure>"
        '<p class="original"><a target="_blank" rel="noopener"></a></p></article>'
    )
