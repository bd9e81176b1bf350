"""The endpoint for programs; the other events of the page are private."""

from __future__ import annotations

import gradio as gr
from gradio.events import api

from index.errors import DisclosureQAError
from qa.export import answer_json
from web.loading import AssistantLoader


def serve_api(loader: AssistantLoader) -> None:
    """Add the named endpoints to the Blocks being built."""

    def ask(question: str, history: list[str] | None = None) -> dict[str, object]:
        """One answer with its citations. `history` holds the user's earlier questions, oldest first."""
        try:
            return answer_json(loader.get().ask(question, history or ()))
        except DisclosureQAError as error:
            raise gr.Error(str(error)) from error

    api(ask, api_name="ask")
