"""The tab of documents: what is indexed."""

from __future__ import annotations

from collections.abc import Iterator

import gradio as gr

from web.desk import Desk
from web.documents.render import documents_html


def build_documents(blocks: gr.Blocks, desk: Desk) -> None:
    """The list of disclosures, filled once the assistant is there."""
    listed = gr.HTML("", elem_id="documents")

    def opened() -> Iterator[str]:
        progress = desk.loader.progress()
        while not progress.done:
            progress = desk.loader.next_progress(progress)
        if not progress.ready:
            yield documents_html((), {}, desk.texts)
            return
        assistant = desk.loader.get()
        trust = {doc_id: lowest for doc_id, (_, _, lowest) in assistant.store.table_sizes().items()}
        yield documents_html(assistant.disclosures(), trust, desk.texts)

    # Each open page waits here while the models load; they must not queue behind each other.
    blocks.load(
        opened, None, listed, api_visibility="private", show_progress="hidden", concurrency_limit=None
    )
