"""The bar above the chat: a new conversation, and the earlier ones that this browser keeps.

The list is filled by history.js from the browser's own storage; the server never holds it.
"""

from __future__ import annotations

from html import escape

from web.chat.markup import button
from web.texts import Texts


def history_html(texts: Texts) -> str:
    """The bar with an empty list."""
    label = f'{escape(texts("history_label"))} <span class="count"></span>'
    return (
        f'<div class="bar">{button(texts("new_conversation"), "action", act="new")}'
        f'<details class="earlier"><summary>{label}</summary>'
        f'<div class="panel"><p class="hint">{escape(texts("history_hint"))}</p><ul></ul>'
        f"{button(texts('history_clear'), 'action', act='forget-all')}</div></details></div>"
        '<p id="spoken" class="unseen" role="status" aria-live="polite"></p>'
    )
