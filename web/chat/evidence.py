"""The evidence panel: every citation of every turn, each with the picture of its page; scripts turn them."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from index.pictures import SCALE
from qa.types import Answer, Citation
from web.chat.markup import lines
from web.chat.session import Conversation, Turn
from web.desk import Desk
from web.english.gloss import gloss_html
from web.serving.addresses import original_address, picture_address
from web.serving.pictures import View
from web.texts import Texts


def evidence_html(conversation: Conversation, versions: Mapping[str, str], desk: Desk) -> str:
    """The evidence of every turn, the last one shown.

    `versions` maps doc_id to a token of the file's content, so that a picture kept by the browser is never
    one of an earlier file of the same name.
    """
    sections = [
        _turn_evidence(number, turn, turn.answer, versions, desk)
        for number, turn in enumerate(conversation.turns, start=1)
        if turn.answer is not None
    ]
    if not sections:
        return f'<p class="empty">{escape(desk.texts("evidence_empty"))}</p>'
    return f'<div class="turns" data-key="{escape(conversation.key)}">{"".join(sections)}</div>'


def _turn_evidence(number: int, turn: Turn, answer: Answer, versions: Mapping[str, str], desk: Desk) -> str:
    texts, count = desk.texts, len(answer.citations)
    heading = f'<p class="for">{escape(texts("evidence_of", question=turn.question))}</p>'
    if not count:
        return (
            f'<section class="turn" data-turn="{number}">{heading}'
            f'<p class="empty">{escape(texts("evidence_none"))}</p></section>'
        )
    pager = _pager(texts) if count > 1 else ""
    cited = "".join(
        _citation(
            citation,
            identity=f"cite-{number}-{citation.n}",
            position=texts("citation_position", n=position, count=count),
            version=versions.get(citation.doc_id, ""),
            desk=desk,
        )
        for position, citation in enumerate(answer.citations, start=1)
    )
    return f'<section class="turn" data-turn="{number}">{heading}{pager}{cited}</section>'


def _pager(texts: Texts) -> str:
    return (
        f'<div class="pager"><button type="button" class="previous">‹ {escape(texts("previous"))}</button>'
        f'<span class="position" aria-live="polite"></span>'
        f'<button type="button" class="next">{escape(texts("next"))} ›</button></div>'
    )


def _citation(citation: Citation, *, identity: str, position: str, version: str, desk: Desk) -> str:
    texts = desk.texts
    title = " ".join(part for part in (citation.table_no, citation.table_title) if part)
    heading = f'<span lang="zh-CN">{escape(title)}</span>' if title else escape(texts("section"))
    heading += gloss_html(citation.table_title or "", texts)
    return (
        f'<article class="citation" id="{identity}" tabindex="-1" data-n="{citation.n}" '
        f'data-position="{escape(position)}">'
        f'<h3><span class="mark">[{citation.n}]</span> {heading}</h3>'
        f'<p class="where"><span lang="zh-CN">{escape(citation.doc_title)}</span> · '
        f"{escape(texts('page', page=citation.page))}</p>"
        f"{_content(citation, texts)}{_picture(citation, version, desk)}"
        f"{_original(citation, version, desk)}</article>"
    )


def _content(citation: Citation, texts: Texts) -> str:
    if citation.kind == "sentence":
        return f'<blockquote lang="zh-CN">{lines(citation.text)}</blockquote>'
    printed = citation.text or texts("blank_cell")
    if citation.unit and citation.text:
        printed = f"{printed} {citation.unit}"
    row, column = citation.row_label or "", citation.column_label or ""
    entries = (
        (texts("row"), row, gloss_html(row, texts)),
        (texts("column"), column, gloss_html(column, texts)),
        (texts("printed"), printed, ""),
    )
    rows = "".join(
        f'<div><dt>{escape(name)}</dt><dd lang="zh-CN">{escape(value)}{english}</dd></div>'
        for name, value, english in entries
        if value
    )
    return f"<dl>{rows}</dl>"


def _picture(citation: Citation, version: str, desk: Desk) -> str:
    texts = desk.texts
    what = citation.row_label or citation.text[:40]
    alt = texts("picture_alt", doc=citation.doc_title, page=citation.page, what=what)
    whole, near, close = (
        escape(desk.root + picture_address(citation.doc_id, citation.page, citation.bbox, version, view))
        for view in View
    )
    box = ",".join(f"{edge * SCALE:.0f}" for edge in citation.bbox)
    return (
        f'<figure><a class="zoom" href="{whole}" target="_blank" data-box="{box}">'
        f'<picture><source media="(max-width: 720px)" srcset="{close}">'
        f'<img loading="lazy" src="{near}" alt="{escape(alt)}"></picture>'
        f'<span class="hint">{escape(texts("picture_zoom"))}</span></a>'
        f"<figcaption hidden>{escape(texts('picture_missing'))}</figcaption></figure>"
    )


def _original(citation: Citation, version: str, desk: Desk) -> str:
    address = escape(desk.root + original_address(citation.doc_id, citation.page, version))
    label = escape(desk.texts("open_original", page=citation.page))
    return f'<p class="original"><a href="{address}" target="_blank" rel="noopener">{label}</a></p>'
