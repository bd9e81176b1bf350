"""The tab of documents: what is indexed, and for those who may: upload, correction, removal."""

from __future__ import annotations

import functools
from html import escape

import gradio as gr

from index.types import Kind, Level
from web.desk import Desk
from web.documents.events import DocumentEvents
from web.listening import listen
from web.picking.picker import Picker, build_picker

UPLOADS_AT_ONCE = 1  # there is one writer of the index


def build_documents(blocks: gr.Blocks, desk: Desk) -> None:
    """The list with its search, and the part for taking documents in and out."""
    events = DocumentEvents(desk)
    listed = _list(desk, events)
    with gr.Column(visible=False, elem_id="manage") as manage:
        picker = _manage(desk, events, listed)
    # Each open page waits here while the models load; they must not queue behind each other.
    listen(blocks.load, events.opened, [], [listed, manage, picker.listed], concurrency_limit=None)


def _list(desk: Desk, events: DocumentEvents) -> gr.HTML:
    texts = desk.texts
    first = gr.State(0)
    with gr.Row(elem_classes="filters"):
        text = gr.Textbox(
            label=texts("documents_search"), placeholder=texts("documents_search_example"), scale=4
        )
        before = gr.Button(f"‹ {texts('previous')}", scale=1, min_width=90)
        after = gr.Button(f"{texts('next')} ›", scale=1, min_width=90)
    listed = gr.HTML("", elem_id="documents", apply_default_css=False)
    # Not `input`: of Gradio's boxes that follows a key press alone, and misses input methods and pasting.
    found = listen(text.change, events.listing, [text, gr.State(0)], [listed], trigger_mode="always_last")
    listen(found.then, lambda: 0, [], [first])
    for button, step in ((before, -1), (after, 1)):
        listen(button.click, functools.partial(events.turn, pages=step), [text, first], [listed, first])
    return listed


def _manage(desk: Desk, events: DocumentEvents, listed: gr.HTML) -> Picker:
    texts = desk.texts
    gr.HTML(f"<h2>{escape(texts('intake_heading'))}</h2>", apply_default_css=False)
    files = gr.File(
        label=texts("intake_label"), file_count="multiple", file_types=[".pdf"], elem_id="upload", height=140
    )
    intake = gr.HTML("", elem_id="intake", apply_default_css=False)
    gr.HTML(f"<h2>{escape(texts('correct_heading'))}</h2>", apply_default_css=False)
    picker = build_picker(events.one)
    with gr.Row():
        department = gr.Textbox(label=texts("profile_department"))
        province = gr.Textbox(label=texts("profile_province"))
        city = gr.Textbox(label=texts("profile_city"))
        district = gr.Textbox(label=texts("profile_district"))
    with gr.Row():
        year = gr.Number(label=texts("profile_year"), precision=0, minimum=1990, maximum=2100)
        kind = gr.Dropdown([kind.value for kind in Kind], label=texts("profile_kind"), filterable=False)
        level = gr.Dropdown([level.value for level in Level], label=texts("profile_level"), filterable=False)
        save = gr.Button(texts("correct_save"), variant="primary")
    with gr.Row():
        sure = gr.Checkbox(label=texts("remove_sure"))
        out = gr.Button(texts("remove_button"), variant="stop")
    said = gr.HTML("", elem_id="managed", apply_default_css=False)
    profile = [department, province, city, district, year, kind, level]
    taking = {"concurrency_limit": UPLOADS_AT_ONCE, "concurrency_id": "writer"}
    choice = [picker.listed, picker.chosen]
    listen(files.upload, events.take_in, [files], [intake, listed, *choice, files], **taking)
    listen(picker.picked.then, events.profile, [picker.chosen], profile)
    listen(save.click, events.correct, [picker.chosen, *profile], [said, listed, picker.listed], **taking)
    listen(out.click, events.remove, [picker.chosen, sure], [said, listed, *choice, sure, *profile], **taking)
    return picker
