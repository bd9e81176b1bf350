"""Answers and evidence as HTML; what a document or a person said is escaped.

No line breaks inside an answer: the chat reads its messages as Markdown, and a blank line ends HTML there.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape
from urllib.parse import quote, urlencode

from qa.types import Answer, Citation, Status
from web.chat.session import Conversation, Turn
from web.serving.pictures import View
from web.texts import Texts

MARK = re.compile(r"\[(\d+)\]")


def question_html(question: str) -> str:
    """What a person asked, exactly as typed."""
    return f'<div class="asked">{_lines(question)}</div>'


def answer_html(answer: Answer, turn_number: int, texts: Texts) -> str:
    """The verified text with its marks as links into the evidence, and how it was computed and checked."""
    known = {citation.n for citation in answer.citations}

    def link(match: re.Match[str]) -> str:
        n = int(match.group(1))
        if n not in known:
            return match.group(0)
        title = escape(texts("cite_title", n=n))
        return f'<a class="cite" href="#cite-{turn_number}-{n}" title="{title}">[{n}]</a>'

    badge = ""
    if answer.status is not Status.ANSWERED:
        badge = f'<div class="badge">{escape(texts(f"status_{answer.status.value}"))}</div>'
    body = MARK.sub(link, _lines(answer.text))
    notes = "".join(
        f'<div class="note"><span>{escape(texts(key))}</span>{MARK.sub(link, _lines(content))}</div>'
        for key, content in (("formula", answer.formula or ""), ("checks", "\n".join(answer.checks)))
        if content
    )
    return f'<div class="answer {answer.status.value}">{badge}<div class="said">{body}</div>{notes}</div>'


def notice_html(notice: str, texts: Texts) -> str:
    """A message that is no answer: what went wrong and what to do."""
    badge = f'<div class="badge">{escape(texts("status_notice"))}</div>'
    return f'<div class="answer notice">{badge}<div class="said">{_lines(notice)}</div></div>'


def evidence_html(conversation: Conversation, versions: Mapping[str, str], texts: Texts) -> str:
    """The evidence of every turn, the last one shown; script.js moves between turns and citations.

    `versions` maps doc_id to a token of the file's content, so that a picture kept by the browser is never
    one of an earlier file of the same name.
    """
    sections = [
        _turn_evidence(number, turn, turn.answer, versions, texts)
        for number, turn in enumerate(conversation.turns, start=1)
        if turn.answer is not None
    ]
    if not sections:
        return f'<p class="empty">{escape(texts("evidence_empty"))}</p>'
    return f'<div class="turns">{"".join(sections)}</div>'


def _turn_evidence(number: int, turn: Turn, answer: Answer, versions: Mapping[str, str], texts: Texts) -> str:
    count = len(answer.citations)
    heading = f'<p class="for">{escape(texts("evidence_of", question=turn.question))}</p>'
    if not count:
        return (
            f'<section class="turn" data-turn="{number}">{heading}'
            f'<p class="empty">{escape(texts("evidence_none"))}</p></section>'
        )
    pager = (
        f'<div class="pager"><button type="button" class="previous">‹ {escape(texts("previous"))}</button>'
        f'<span class="position" aria-live="polite"></span>'
        f'<button type="button" class="next">{escape(texts("next"))} ›</button></div>'
        if count > 1
        else ""
    )
    cited = "".join(
        _citation(
            citation,
            identity=f"cite-{number}-{citation.n}",
            position=texts("citation_position", n=position, count=count),
            version=versions.get(citation.doc_id, ""),
            texts=texts,
        )
        for position, citation in enumerate(answer.citations, start=1)
    )
    return f'<section class="turn" data-turn="{number}">{heading}{pager}{cited}</section>'


def _citation(citation: Citation, *, identity: str, position: str, version: str, texts: Texts) -> str:
    title = " ".join(part for part in (citation.table_no, citation.table_title) if part)
    where = f"{citation.doc_title} · {texts('page', page=citation.page)}"
    return (
        f'<article class="citation" id="{identity}" data-n="{citation.n}" data-position="{escape(position)}">'
        f'<h3><span class="mark">[{citation.n}]</span> {escape(title or texts("section"))}</h3>'
        f'<p class="where">{escape(where)}</p>{_content(citation, texts)}'
        f"{_picture(citation, version, texts)}</article>"
    )


def _content(citation: Citation, texts: Texts) -> str:
    if citation.kind == "sentence":
        return f"<blockquote>{_lines(citation.text)}</blockquote>"
    printed = citation.text or texts("blank_cell")
    if citation.unit and citation.text:
        printed = f"{printed} {citation.unit}"
    pairs = (
        (texts("row"), citation.row_label or ""),
        (texts("column"), citation.column_label or ""),
        (texts("printed"), printed),
    )
    rows = "".join(
        f"<div><dt>{escape(name)}</dt><dd>{escape(value)}</dd></div>" for name, value in pairs if value
    )
    return f"<dl>{rows}</dl>"


def _picture(citation: Citation, version: str, texts: Texts) -> str:
    what = citation.row_label or citation.text[:40]
    alt = texts("picture_alt", doc=citation.doc_title, page=citation.page, what=what)
    whole, near, close = (escape(picture_url(citation, version, view)) for view in View)
    return (
        f'<figure><a class="zoom" href="{whole}" target="_blank">'
        f'<picture><source media="(max-width: 720px)" srcset="{close}">'
        f'<img loading="lazy" src="{near}" alt="{escape(alt)}"></picture>'
        f'<span class="hint">{escape(texts("picture_zoom"))}</span></a>'
        f"<figcaption hidden>{escape(texts('picture_missing'))}</figcaption></figure>"
    )


def picture_url(citation: Citation, version: str, view: View) -> str:
    """Where the picture of a citation's page is served (web/pictures.py), relative to the chat's address."""
    box = ",".join(f"{coordinate:.2f}" for coordinate in citation.bbox)
    query = urlencode({"box": box, "view": view.value, "v": version}, safe=",")
    return f"page-pictures/{quote(citation.doc_id, safe='')}/{citation.page}.png?{query}"


def _lines(text: str) -> str:
    return "<br>".join(escape(line) for line in text.strip().splitlines())
