"""Turning the pages of a long list: two buttons in its HTML, told to the server by picker.js."""

from __future__ import annotations

from html import escape

from web.texts import Texts

# In the HTML component that shows the list; its `submit` event then carries `first`.
CONNECT = "window.disclosurePicker.turns(element, trigger)"


def pager_html(first: int, total: int, page: int, texts: Texts) -> str:
    """The ways to the page before and after the one that begins at `first`; empty where there is one page."""
    if total <= page:
        return ""
    before = "disabled" if first == 0 else f'data-first="{max(0, first - page)}"'
    after = "disabled" if first + page >= total else f'data-first="{first + page}"'
    return (
        f'<span class="pager"><button type="button" class="turn-page" {before}>'
        f"‹ {escape(texts('page_before'))}</button>"
        f'<button type="button" class="turn-page" {after}>{escape(texts("page_after"))} ›</button></span>'
    )
