"""Who is signed in, with the way in and out; nothing where nobody can sign in."""

from __future__ import annotations

from html import escape

import gradio as gr

from web.desk import Desk


def build_account(blocks: gr.Blocks, desk: Desk) -> None:
    """One line under the masthead, filled when the page is opened."""
    if not desk.access.users:
        return
    line = gr.HTML("", elem_id="account", apply_default_css=False)

    def fill(request: gr.Request) -> str:
        texts = desk.texts
        user = desk.access.user_of(request.request)
        if user is None:
            return f'<a href="{desk.root}login">{escape(texts("sign_in"))}</a>'
        return (
            f'<form method="post" action="{desk.root}logout">'
            f"<span>{escape(texts('signed_in_as', name=user.name))}</span> "
            f"<button>{escape(texts('sign_out'))}</button></form>"
        )

    blocks.load(fill, None, line, api_visibility="private", show_progress="hidden")
