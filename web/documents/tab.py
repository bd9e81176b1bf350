"""The tab of documents: what is indexed, and for those who may: upload, correction, removal."""

from __future__ import annotations

from html import escape

import gradio as gr

from index.types import Kind, Level
from web.desk import Desk
from web.documents.events import DocumentEvents
from web.listening import listen
from web.picking.pager import CONNECT
from web.picking.picker import Picker, build_picker

UPLOADS_AT_ONCE = 1  # there is one writer of the index


def build_documents(blocks: gr.Blocks, _tab: gr.Tab, desk: Desk) -> None:
    """The list with its search, and the part for taking documents in and out."""
    events = DocumentEvents(desk)
    listed = _list(desk, events)
    with gr.Column(visible=False, elem_id="manage") as manage:
        picker = _manage(desk, events, listed)
    # Each open page waits here while the models load; they must not queue behind each other.
    listen(blocks.load, events.opened, [], [listed, manage, picker.listed], concurrency_limit=None)


def _list(desk: Desk, events: DocumentEvents) -> gr.HTML:
    texts = desk.texts
    text = gr.Textbox(label=texts("documents_search"), placeholder=texts("documents_search_example"))
    listed = gr.HTML("", elem_id="documents", js_on_load=CONNECT, apply_default_css=False)
    # Not `input`: of Gradio's boxes that follows a key press alone, and misses input methods and pasting.
    listen(text.change, events.listing, [text], [listed], trigger_mode="always_last")

    def turn(said: str, event: gr.EventData) -> str:
        return events.listing(said, int(event._data["first"]))

    listen(listed.submit, turn, [text], [listed])
    return listed


def _manage(desk: Desk, events: DocumentEvents, listed: gr.HTML) -> Picker:
    texts = desk.texts
    gr.HTML(f"<h2>{escape(texts('intake_heading'))}</h2>", apply_default_css=False)
    # Any file may be given: what is no PDF is told beside the others, with what to do; Gradio refuses all.
    files = gr.File(label=texts("intake_label"), file_count="multiple", elem_id="upload", height=170)
    intake = gr.HTML("", elem_id="intake", apply_default_css=False)
    gr.HTML(f"<h2>{escape(texts('correct_heading'))}</h2>", apply_default_css=False)
    picker = build_picker(events.one)
    with gr.Column(visible=False) as form:
        profile = _profile(desk)
        save = gr.Button(desk.texts("correct_save"), variant="primary", scale=0)
        with gr.Row(elem_classes="filters"):
            sure = gr.Checkbox(label=texts("remove_sure"), container=False)
            out = gr.Button(texts("remove_button"), variant="stop", scale=0)
    said = gr.HTML("", elem_id="managed", apply_default_css=False)
    fields = [form, *profile]
    taking = {"concurrency_limit": UPLOADS_AT_ONCE, "concurrency_id": "writer"}
    choice = [picker.listed, picker.chosen]
    listen(files.upload, events.take_in, [files], [intake, listed, *choice, files, *fields], **taking)
    listen(picker.picked.then, events.profile, [picker.chosen], fields)
    listen(save.click, events.correct, [picker.chosen, *profile], [said, listed, picker.listed], **taking)
    listen(out.click, events.remove, [picker.chosen, sure], [said, listed, *choice, sure, *fields], **taking)
    return picker


def _profile(desk: Desk) -> list[gr.components.Component]:
    """The fields of a document's profile, in the order of `Profile`."""
    texts = desk.texts
    with gr.Row():
        places = [gr.Textbox(label=texts(f"profile_{name}")) for name in ("department", "province", "city")]
        places.append(gr.Textbox(label=texts("profile_district")))
    with gr.Row():
        year = gr.Number(label=texts("profile_year"), precision=0, minimum=1990, maximum=2100)
        kind = gr.Dropdown([kind.value for kind in Kind], label=texts("profile_kind"), filterable=False)
        level = gr.Dropdown([level.value for level in Level], label=texts("profile_level"), filterable=False)
    return [*places, year, kind, level]
